"""What would prove a request: the facts that will be in issue, who must prove each, and what counts for it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from gongdao.case.burden import SETTLED, steps
from gongdao.case.court import Court, pack
from gongdao.case.state import Case
from gongdao.evidence.weigh import Where
from gongdao.kernel.text import Text
from gongdao.policy.pack import Pack, Weighing

# The makers of evidence that a party may hand in itself, or have made for it.
MAKERS = ("buyer", "seller", "third_party_lab", "brand_owner", "carrier_hq")
STRENGTH = ("platform_record", "carrier_hq", "brand_owner", "accredited_lab", "chain", "at_signing", "party")


@dataclass(frozen=True, slots=True)
class Proof:
    """A kind of evidence that counts for a fact, with what grade, and who must have made it, if anybody."""

    kind: str
    grade: str
    maker: str


@dataclass(frozen=True, slots=True)
class ToProve:
    """A fact in issue: what it is called, who must prove it to which standard, and what would."""

    fact: str
    label: Text
    bearer: str
    standard: str
    settled: bool
    proofs: tuple[Proof, ...]


def to_prove(case: Case, court: Court) -> tuple[ToProve, ...]:
    """Give the facts in issue in a case, or in one that was only rehearsed; what the buyer must prove first."""
    law = pack(court, case)
    found = [
        ToProve(
            step.fact, law.facts[step.fact].label, step.bearer, step.standard, step.state in SETTLED,
            proofs_of(law, step.fact),
        )
        for step in steps(case, court)
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda each: each.bearer != "buyer"))


@lru_cache(maxsize=512)
def proofs_of(law: Pack, fact: str) -> tuple[Proof, ...]:
    """Give the kinds of evidence that speak for a fact by the pack, the strongest first."""
    found = {
        (kind, entry.grade, maker): Proof(kind, entry.grade, maker)
        for entry in law.weighing
        if entry.fact == fact and entry.speaks
        for kind in _words(entry, "kind")
        for maker in _words(entry, "by") or ("",)
        if kind != "none"
    }
    best: dict[str, Proof] = {}
    for proof in sorted(found.values(), key=_strength):
        best.setdefault(proof.kind, proof)
    return tuple(best.values())


def _words(entry: Weighing, key: str) -> tuple[str, ...]:
    where: Where = entry.where
    return tuple(str(word) for name, words in where if name == key for word in words if isinstance(word, str))


def _strength(proof: Proof) -> tuple[int, str]:
    return (STRENGTH.index(proof.grade) if proof.grade in STRENGTH else len(STRENGTH), proof.kind)
