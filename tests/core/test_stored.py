"""A composed pack is written as text and comes back the same."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from typing import get_args

import pytest

from builders import decide, pack_from, winners
from gongdao.policy import pack as packs, syntax, types
from gongdao.policy.pack import Pack
from gongdao.policy.stored import restore, store

SHOP = """
late_after: proof_due
facts:
  paid:    {type: money, from: order.paid}
  score:   {type: decimal(2), from: seller.score, optional: true}
  kind:    {type: "enum(new, used)", from: order.kind, presumption: new, labels: {used: {zh: 二手, en: second-hand}}}
  tags:    {type: "set(a, b)", from: order.tags, optional: true}
  lines:   {type: lines, from: items, optional: true}
  calls:   {type: int, unit: day, from: events, where: {act: [call, ask]}, same: {by: seller.id}, pick: count}
  pauses:  {type: intervals, from: events, where: {act: pause}, ends: {act: resume}, optional: true}
  opened:  {type: instant, from: claim.opened_at}
  defect:  {type: bool, alleged: "kind == 'new'", prove: {by: buyer, standard: clear, within: proof_due, asks: 2}}
params:
  cap:     {type: money, values: {2020-01-01: "10.00", 2022-01-01: "20.00"}, law: [L-1], trust: T, source: S1}
  low:     {type: decimal(2), values: {2020-01-01: "4.80"}}
  bands:   {type: bands, values: {2020-01-01: [[10, 5], [100, 50]]}}
terms:
  small:   {is: "has(score) && !(score >= p.low) || paid - p.cap <= 2 * p.cap || has(tags) && 'a' in tags"}
decisions:
  outcome:
    answer: enum(refund, reject)
    rules:
    - {id: R-1, when: ["defect || kind in ['used']"], unless: small, then: refund, law: [L-1], cites: [CV-1], trust: T}
    - {id: R-2, overrides: [R-1], when: "calls > 3", then: reject, from: 2021-01-01, until: 2030-01-01}
    - {id: R-3, rank: default, then: reject}
  extras:
    answer: {item: enum(late), amount: money}
    hit: collect
    highest_of: late
    rules:
    - {id: X-1, when: "calls < -calls", then: {item: late, amount: "max(percent(paid, 10), p.cap)"}, stacks: late}
  of_lines:
    answer: money
    rules:
    - {id: Y-1, when: has(lines), then: "lines.sum(l, l.list_total)"}
    - {id: Y-2, when: "!has(lines) && size(extras) == 0", then: paid}
  payers:
    waterfall: {owe: {refund: paid}, to: buyer}
    rules: [{id: Z-1, then: {from: escrow, upto: paid}}]
deadlines:
  proof_due:
    rules: [{id: D-1, then: {starts: opened, length: 3 working_day, stops_while: pauses, effect: close}}]
invariants: [{id: I-1, when: small, always: "paid >= p.cap", law: [L-1]}]
provisions:
  L-1: {articles: {2014-01-01: 一, 2020-01-01: 二}, text: {zh: 原文, en: the text}, trust: T, source: S1}
weighing: [{kind: [photo], where: {sealed: true}, when: small, fact: defect, grade: party}]
words: {hole: {fact: defect, for: true, grade: lab}}
phrases: {SC-4: {action: block, all: [a], any: [b, c]}}
signals: {link.trick: {at: 50, actions: [show, warn], lasts: 3, source: SC-1}}
"""


def stored(pack: Pack) -> Pack:
    return restore(store(pack, {}), {})


def test_every_field_of_a_pack_comes_back():
    pack = pack_from(SHOP)
    again = stored(pack)

    for field in fields(Pack):
        assert getattr(again, field.name) == getattr(pack, field.name), field.name


def test_a_stored_pack_is_stored_as_the_same_text():
    pack = pack_from(SHOP)

    assert store(stored(pack), {}) == store(pack, {})


def test_numbers_and_truths_are_not_confused():
    pack = pack_from(
        "decisions: {a: {answer: int, rules: [{id: A, then: 1}]}, b: {answer: bool, rules: [{id: B, then: true}]}}"
    )
    values = decide(stored(pack)).values

    assert (values["a"], values["b"]) == (1, True)
    assert type(values["a"]) is int
    assert type(values["b"]) is bool


def test_a_stored_pack_decides_as_the_pack_does():
    pack = pack_from(SHOP)
    facts = {"paid": 9000, "calls": 1, "kind": "used", "opened": decide(pack).given.decided_at}

    for closed in (True, False):
        one, other = (decide(its, facts, closed=closed) for its in (pack, stored(pack)))
        assert one.values == other.values
        assert winners(one, "outcome") == winners(other, "outcome")
        assert one.answers == other.answers


def test_places_are_told_by_the_names_that_files_have_here():
    pack = pack_from(SHOP)
    text = store(pack, {"small.yaml": "small/family.yaml"})

    assert "small.yaml" not in text
    assert restore(text, {"small/family.yaml": "/home/me/small.yaml"}).facts["paid"].place.file == "/home/me/small.yaml"


def test_every_kind_of_value_can_be_stored():
    def values(module: object) -> set[type]:
        own = (kind for kind in vars(module).values() if isinstance(kind, type) and is_dataclass(kind))
        return {kind for kind in own if kind.__module__ == module.__name__}

    written = {row[0] for row in json.loads(store(pack_from(SHOP), {}))[1]}
    not_in_packs = {packs.Pack}

    assert {kind.__name__ for kind in values(packs) - not_in_packs} <= written
    assert {kind.__name__ for kind in get_args(types.Type)} <= written
    assert {f"{kind.__name__.lower()}()" for kind in get_args(syntax.Expr)} <= written


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[1, 2]",
        "[[], [], []]",
        '[[], [["os.system"]], [0]]',
        '[["x"], [["Text", -1]], [0]]',
        '[["x"], [["date", -1]], [0]]',
        '[[], [["tuple", 7]], [0]]',
    ],
)
def test_what_is_no_stored_pack_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        restore(text, {})
