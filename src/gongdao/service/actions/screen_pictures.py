"""Screens the pictures of evidence after they were handed in, and notes what is odd on their cases."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from gongdao.case.signals import AFTER, RaiseSignal
from gongdao.case.state import Case
from gongdao.kernel.errors import Refused
from gongdao.screening.links.screen import screen_links
from gongdao.screening.pictures.index import Found
from gongdao.screening.pictures.marks import Fingerprint, fingerprint, packed
from gongdao.screening.pictures.plain import confirmed
from gongdao.screening.pictures.reading import MOST_BYTES, Picture, Pixels, read_picture
from gongdao.screening.pictures.screen import LEAST_REUSE, About, same_probability, screen_picture
from gongdao.screening.signal import Reason, Signal
from gongdao.screening.talk import LONGEST, read_conversation, screen_conversation
from gongdao.service.actions.screening import PARTIES, raise_all, raising
from gongdao.service.installation import law, now
from gongdao.service.intake import picture_text
from gongdao.service.market.models import Order
from gongdao.service.queries import known_pictures
from gongdao.service.queries.cases import case_of
from gongdao.service.queries.files import handed_in
from gongdao.service.queries.known_pictures import LISTING, Known, Use
from gongdao.service.record import file_store
from gongdao.service.record.file_store import Kept
from gongdao.service.record.instants import read, stored
from gongdao.service.record.models import PictureRow
from gongdao.service.screening_models import brands, pictures, talk

# Whoever takes a picture has it for so long; then another may try, but not for ever.
LEASE, MOST_TRIES = timedelta(minutes=10), 3
MOST_AT_ONCE = 20_000  # rows that one statement names
# A picture that no event names yet is looked at a moment later; one that none named for so long is let go.
SOON, NEVER = timedelta(seconds=2), timedelta(hours=1)
# What is said to show the goods or the parcel of this very order; a listing, a chat or a certificate may come again.
SHOWS_GOODS = ("photo", "video", "unboxing_video", "packing_video", "outbound_video", "weight_record")
TELLS_ELSEWHERE = ("seen-from-another", "seen-from-the-same", "seen-in-listing", "seen-in-cases")
SAID_IN_IT = ("message.scam", "message.extortion", "link.lookalike", "link.trick")
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A picture that is screened: its row and file, and the piece of evidence and the case it belongs to."""

    row: PictureRow
    file: Kept
    id: str
    kind: str
    case: Case


def screen_due(known: Known, at: datetime) -> bool:
    """Screen the picture that waits longest; gives whether there was one.

    What cannot be read keeps nothing from its case.
    """
    using = law().using
    row = PictureRow.objects.using(using).filter(due_at__lte=stored(at)).order_by("due_at", "number").first()
    if row is None:
        return False
    if _taken(using, row, at):
        _screened(known, using, row, at)
    return True


def _taken(using: str, row: PictureRow, at: datetime) -> bool:
    """Take a picture for oneself; the try counts before it is made, so that one that breaks the program ends."""
    mine = PictureRow.objects.using(using).filter(pk=row.number, due_at=row.due_at)
    if row.attempts >= MOST_TRIES:
        mine.update(due_at=None)
        log.warning("picture %s of %s could not be screened in %s tries", row.number, row.stream, row.attempts)
        return False
    return mine.update(due_at=stored(at + LEASE), attempts=row.attempts + 1) == 1


def _screened(known: Known, using: str, row: PictureRow, at: datetime) -> None:
    piece = _piece(using, row)
    if piece is None:
        _put_off(using, row, at)
        return
    found = [*_read(row, lambda: _seen_in(known, using, piece, at)), *_read(row, lambda: _said_in(using, piece))]
    raise_all(row.stream, piece.case, [_raised(piece, signal, at) for signal in found], at)
    PictureRow.objects.using(using).filter(pk=row.number).update(due_at=None)


def _read(row: PictureRow, screen: Callable[[], Iterable[Signal]]) -> list[Signal]:
    try:
        return list(screen())
    except Refused as no:
        log.info("picture %s of %s could not be read: %s", row.number, row.stream, no.code)
        return []


def _piece(using: str, row: PictureRow) -> _Piece | None:
    file = file_store.find(using, row.commitment)
    if file is None or file.erased_at is not None:
        return None
    named = (it for it in handed_in(row.stream, files=False).values() if it.event.digest == file.manifest)
    piece, case = next(named, None), case_of(row.stream)
    return _Piece(row, file, piece.event.id, piece.event.kind, case) if piece and case else None


def _put_off(using: str, row: PictureRow, at: datetime) -> None:
    """Nobody handed it in yet, or nobody ever will."""
    mine = PictureRow.objects.using(using).filter(pk=row.number, erased_at=None)
    if at - read(row.at) > NEVER:
        mine.delete()
    else:
        mine.update(due_at=stored(at + max(SOON, (at - read(row.at)) / 2)), attempts=0)


def _content(using: str, file: Kept) -> bytes:
    if file.size > MOST_BYTES:
        raise Refused("picture-heavy", size=file.size >> 20, most=MOST_BYTES >> 20)
    return file_store.path_of(using, file.commitment).read_bytes()


def _seen_in(known: Known, using: str, piece: _Piece, at: datetime) -> Iterator[Signal]:
    """What the picture itself gives away, and where it was seen before; from now on it is known itself."""
    picture = read_picture(_content(using, piece.file))
    seen = fingerprint(picture)
    _keep(using, piece, picture, seen, at)
    _again(using, known_pictures.top_up(known, using, at), at)
    mine = known_pictures.uses(using, [piece.row.number])[piece.row.number]
    likely = _likely(using, known_pictures.alike(known, using, piece.row, seen), picture)
    _note(using, piece.row, likely)
    shows_goods = piece.kind in SHOWS_GOODS
    about = About(mine.stream, mine.person, mine.at, _ordered_at(mine, piece.case), shows_goods)
    odd = [] if not shows_goods or _own_listing(mine, likely) else [it for it in likely if _elsewhere(mine, it[2])]
    earlier = {it.number: use.earlier for it, _, use in odd}
    for signal in screen_picture(pictures(), picture, about, [it for it, _, _ in odd], earlier):
        yield _without_the_time(_without_the_other_case(signal, [use for _, _, use in odd]), piece.file)


def _keep(using: str, piece: _Piece, picture: Picture, seen: Fingerprint, at: datetime) -> None:
    """Written before others are looked up: of two that come at once, one at least finds the other."""
    row = piece.row
    row.kind, row.digest, row.marks = piece.kind, picture.digest, packed(seen)
    mine = PictureRow.objects.using(using).filter(pk=row.number, erased_at=None)
    if not mine.update(kind=row.kind, digest=row.digest, marks=row.marks, known_at=stored(now())):
        raise Refused("blob-erased", commitment=row.commitment, at=at.isoformat())


def _again(using: str, old: Sequence[int], at: datetime) -> None:
    """Pictures that an earlier version of the program read are screened again, which makes their fingerprints anew."""
    for start in range(0, len(old), MOST_AT_ONCE):
        some = old[start : start + MOST_AT_ONCE]
        mine = PictureRow.objects.using(using).filter(pk__in=some, due_at=None, erased_at=None)
        mine.update(due_at=stored(at), attempts=0)


def _likely(using: str, found: Sequence[tuple[Found, Use]], picture: Picture) -> list[tuple[Found, float, Use]]:
    where = {use.number: use for _, use in found}
    asked = confirmed([it for it, _ in found], picture.pixels, lambda number: _pixels(using, where[number]))
    scored = [(it, _sure(it, where[it.number], picture), where[it.number]) for it in asked]
    return sorted((it for it in scored if it[1] >= LEAST_REUSE), key=lambda it: (-it[1], it[2].number))


def _sure(found: Found, use: Use, picture: Picture) -> float:
    return 1.0 if use.digest == picture.digest else same_probability(pictures(), found)


def _pixels(using: str, use: Use) -> Pixels | None:
    """The colours of an earlier picture; nothing where it cannot be read any more."""
    try:
        return read_picture(file_store.path_of(using, use.commitment).read_bytes()).pixels
    except (Refused, OSError):
        return None


def _note(using: str, row: PictureRow, likely: Sequence[tuple[Found, float, Use]]) -> None:
    """Keep for whoever finds the facts which pictures are alike; of its own case too."""
    alike = json.dumps([[use.number, round(score * 1000)] for _, score, use in likely])
    PictureRow.objects.using(using).filter(pk=row.number, erased_at=None).update(alike=alike)


def _elsewhere(mine: Use, other: Use) -> bool:
    """Whether showing a picture again is odd: not in its own case, not of the same order, not of a listing."""
    again = other.person == mine.person and mine.order != "" and other.order == mine.order
    return other.stream != mine.stream and not again and other.kind in SHOWS_GOODS


def _own_listing(mine: Use, likely: Sequence[tuple[Found, float, Use]]) -> bool:
    """Whether the picture is one of the shop's own page: anybody who copies it shows the same."""
    return any(use.kind == LISTING and use.seller == mine.seller for _, _, use in likely)


def _ordered_at(mine: Use, case: Case) -> datetime | None:
    known = Order.objects.filter(source=mine.source, external_id=mine.order).first() if mine.order else None
    paid = case.facts.get("order", {}).get("paid_at")
    return known.placed_at if known else paid if isinstance(paid, datetime) else None


def _without_the_other_case(signal: Signal, odd: Sequence[Use]) -> Signal:
    """Both sides see a signal: of the other case they learn no more than the month."""
    if signal.kind != "picture.reused":
        return signal
    months = sorted({f"{use.at:%Y-%m}" for use in odd})
    rest = tuple(it for it in signal.reasons if it.code not in TELLS_ELSEWHERE)
    return replace(signal, reasons=(Reason("seen-elsewhere", {"month": months[0]}), *rest))


def _without_the_time(signal: Signal, file: Kept) -> Signal:
    """Both sides see a signal: when a photo that says its place was taken is not told to the other, as on its page."""
    if not file.about.get("place"):
        return signal
    told = {it.code: it for it in signal.reasons}
    if "taken-before-order" not in told:
        return signal
    first = Reason("taken-before-order-alone", {"ordered": told["taken-before-order"].details["ordered"]})
    return replace(signal, reasons=(first, *(it for it in signal.reasons if it.code != "taken-before-order")))


def _said_in(using: str, piece: _Piece) -> Iterator[Signal]:
    """What the words and square codes of a picture give away; nobody keeps them, so no places in them are told."""
    found = picture_text.read(_content(using, piece.file))
    words = "\n".join((found.words, *found.codes)).strip()[:LONGEST]
    if not words:
        return
    talked = screen_conversation(talk(), read_conversation(words))
    for signal in (talked, *(signal for _, signal in screen_links(brands(), words))):
        if signal is not None and signal.kind in SAID_IN_IT:
            yield replace(signal, reasons=tuple(replace(it, spans=()) for it in signal.reasons))


def _raised(piece: _Piece, signal: Signal, at: datetime) -> RaiseSignal:
    """Whoever hands in what a swindler wrote is not the swindler."""
    whom = "stranger" if signal.kind in SAID_IN_IT else piece.row.person
    return raising(signal, f"evidence:{piece.id}", whom, PARTIES, AFTER, 0, at)
