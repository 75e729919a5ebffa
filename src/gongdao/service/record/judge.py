"""Checks a bundle with nothing but the file and the packs: chain, fold, rulings, texts and the way to the anchor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gongdao.case.personal import commitments_in
from gongdao.case.stages.ruled import RulingGiven
from gongdao.case.state import Case
from gongdao.kernel.calendar import Calendar
from gongdao.policy.library import Library
from gongdao.service.record.bundle import Bundle, Proof, named, pins_of
from gongdao.service.record.commitment import commitment
from gongdao.service.record.merkle import root_of
from gongdao.service.record.proof import EVENTS, Step, differs, editions, fault, is_withheld, rule_again, steps

PAUSES = "register:pauses"


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found in order: the case, when its chain begins and ends, and how much was looked at.

    ``absent``: texts that the chain names and the bundle leaves out; ``withheld``: events of which the bundle has
    the digest alone, so that nobody can tell from it what they say.
    """

    case: Case
    first: str
    last: str
    digest: str
    events: int
    rulings: tuple[RulingGiven, ...]
    pauses: int
    blobs: int
    erased: int
    absent: int
    withheld: int
    anchor: Proof | None


def judge(bundle: Bundle, library: Library, calendars: Mapping[str, Calendar], roots: Mapping[str, str]) -> Judged:
    """Check everything that a bundle says; ``roots`` are anchors by day as somebody else kept them, or none.

    :raises BadInput: the first thing that is wrong.
    """
    if not bundle.events:
        raise fault("row-missing", EVENTS, f"{bundle.stream} #1")
    known = editions(PAUSES, bundle.pauses)
    case, rulings, texts = Case(), list[RulingGiven](), set[str]()
    for step in steps(bundle.stream, bundle.events, for_party=True):
        rule_again(bundle.stream, step, library, calendars, known)
        rulings += _ruling_of(step)
        texts.update(commitments_in(step.recorded.event))
        case = step.after
    _check_pins(bundle, rulings)
    _check_blobs(bundle)
    if bundle.anchor is not None:
        _check_anchor(bundle, bundle.anchor, roots)
    first, last = bundle.events[0], bundle.events[-1]
    return Judged(
        case=case,
        first=first.recorded_at,
        last=last.recorded_at,
        digest=last.digest,
        events=len(bundle.events),
        rulings=tuple(rulings),
        pauses=len(bundle.pauses),
        blobs=len(bundle.blobs),
        erased=len(bundle.erased),
        absent=len(texts.difference(_handed_in(bundle))),
        withheld=sum(map(is_withheld, bundle.events)),
        anchor=bundle.anchor,
    )


def _ruling_of(step: Step) -> list[RulingGiven]:
    event = step.recorded.event
    return [event] if isinstance(event, RulingGiven) else []


def _check_pins(bundle: Bundle, rulings: Sequence[RulingGiven]) -> None:
    should = [pins_of(event) for event in rulings]
    for number, (says, wanted) in enumerate(zip(bundle.pins, should, strict=False), start=1):
        if dict(says) != wanted:
            raise differs("pins", number, "*", says, wanted)
    if len(bundle.pins) != len(should):
        raise differs("pins", bundle.stream, "*", len(bundle.pins), len(should))


def _handed_in(bundle: Bundle) -> list[str]:
    return [*(it.commitment for it in bundle.blobs), *(it.commitment for it in bundle.erased)]


def _check_blobs(bundle: Bundle) -> None:
    """Each text and file is named by the chain, stands here once, and is what its commitment stands for."""
    names = Counter(_handed_in(bundle))
    known = named(bundle.events)
    for name, times in names.items():
        if name not in known or times > 1:
            raise fault("row-unexpected", "blobs", name)
    for it in bundle.blobs:
        made = commitment(it.salt, bundle.stream, it.person, it.media_type, it.content)
        if made != it.commitment:
            raise differs("blobs", it.commitment, "commitment", it.commitment, made)


def _check_anchor(bundle: Bundle, anchor: Proof, roots: Mapping[str, str]) -> None:
    leaf = anchor.leaf
    if not 1 <= leaf.seq <= len(bundle.events):
        raise differs("anchor", anchor.day, "seq", leaf.seq, f"1–{len(bundle.events)}")
    row = bundle.events[leaf.seq - 1]
    if leaf.digest != row.digest:
        raise differs("anchor", anchor.day, "digest", leaf.digest, row.digest)
    if row.recorded_at >= anchor.at:
        raise differs("anchor", anchor.day, "at", anchor.at, f"> {row.recorded_at}")
    if leaf.seq < len(bundle.events) and bundle.events[leaf.seq].recorded_at < anchor.at:
        raise differs("anchor", anchor.day, "seq", leaf.seq, leaf.seq + 1)
    if (root := root_of(leaf, anchor.path)) != anchor.root:
        raise differs("anchor", anchor.day, "root", anchor.root, root)
    if roots and roots.get(anchor.day) != anchor.root:
        raise differs("anchor", anchor.day, "root", anchor.root, roots.get(anchor.day, "-"))
