"""Checks what one field alone cannot show: sums, orders of time, counts and ids that must agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from gongdao.case.desk import Desk
from gongdao.kernel.money import plain_money
from gongdao.kernel.source import Node, find

Facts = Mapping[str, Any]


def check_case(case: Mapping[str, Any], node: Node, path: str, desk: Desk) -> None:
    """Note whatever does not agree in a case that was read; ``node`` is its mapping."""
    facts = case.get("facts", {})
    policy = case.get("policy", {})
    _check_policy(policy, node, path, desk)
    _check_decided(policy.get("decided_at"), facts, node, path, desk)
    _check_order_of_events(facts, node, path, desk)
    _check_payments(facts, node, path, desk)
    _check_refund(case.get("expect", {}), facts, node, path, desk)
    _check_evidence_ids(facts, node, path, desk)
    _check_jury(facts.get("jury", {}), node, path, desk)


def _check_policy(policy: Mapping[str, Any], node: Node, path: str, desk: Desk) -> None:
    if policy.get("pack") == "auto" and find(node, "policy.platform") is None:
        desk.note("case-auto-needs-platform", find(node, "policy.pack") or node, f"{path}policy.platform")


def _check_decided(decided: datetime | None, facts: Facts, node: Node, path: str, desk: Desk) -> None:
    opened = facts.get("claim", {}).get("opened_at")
    if decided is not None and opened is not None and decided < opened:
        details = {"decided": decided.isoformat(), "opened": opened.isoformat()}
        at = find(node, "policy.decided_at") or node
        desk.note("case-decided-before-opened", at, f"{path}policy.decided_at", **details)


def _check_order_of_events(facts: Facts, node: Node, path: str, desk: Desk) -> None:
    latest: datetime | None = None
    for n, event, where in _rows(facts, node, "events"):
        at = event.get("at")
        if at is None:
            continue
        if latest is not None and at < latest:
            details = {"at": at.isoformat(), "before": latest.isoformat()}
            place = find(where, "at") or where
            desk.note("case-events-out-of-order", place, f"{path}facts.events[{n}].at", **details)
        latest = at if latest is None else max(at, latest)


def _check_payments(facts: Facts, node: Node, path: str, desk: Desk) -> None:
    """What the buyer got back is paid by others; an agreement and its performance do not add up."""
    paid = facts.get("order", {}).get("paid")
    sums = {"pay": 0, "settle": 0}
    for n, event, where in _rows(facts, node, "events"):
        act, amount = event.get("act"), event.get("amount")
        if paid is None or act not in sums or amount is None or event.get("actor") == "buyer":
            continue
        sums[act] = sums[act] + amount if act == "pay" else amount
        if sums[act] > paid:
            details = {"sum": plain_money(sums[act], desk.currency), "paid": plain_money(paid, desk.currency)}
            place = find(where, "amount") or where
            desk.note("case-paid-back-too-much", place, f"{path}facts.events[{n}].amount", **details)


def _check_refund(expect: Mapping[str, Any], facts: Facts, node: Node, path: str, desk: Desk) -> None:
    refund, paid = expect.get("refund"), facts.get("order", {}).get("paid")
    if refund is not None and paid is not None and refund > paid:
        details = {"sum": plain_money(refund, desk.currency), "paid": plain_money(paid, desk.currency)}
        desk.note("case-refund-too-much", find(node, "expect.refund") or node, f"{path}expect.refund", **details)


def _check_evidence_ids(facts: Facts, node: Node, path: str, desk: Desk) -> None:
    seen: dict[str, Node] = {}
    for n, item, where in _rows(facts, node, "evidence"):
        name = item.get("id")
        if name is None:
            continue
        here = find(where, "id") or where
        if name in seen:
            details = {"id": name, "first_line": seen[name].line}
            desk.note("case-duplicate-evidence", here, f"{path}facts.evidence[{n}].id", **details)
        seen.setdefault(name, here)


def _check_jury(jury: Mapping[str, Any], node: Node, path: str, desk: Desk) -> None:
    size = jury.get("size")
    votes = sum(jury.get("votes", {}).values())
    if size is None:
        return
    if votes > size:
        at = find(node, "facts.jury.votes") or node
        desk.note("case-too-many-votes", at, f"{path}facts.jury.votes", votes=votes, size=size)
    if jury.get("to_win", 0) > size:
        at = find(node, "facts.jury.to_win") or node
        desk.note("case-cannot-win", at, f"{path}facts.jury.to_win", to_win=jury["to_win"], size=size)


def _rows(facts: Facts, node: Node, name: str) -> Iterator[tuple[int, Mapping[str, Any], Node]]:
    """The rows of a list that were read, each with its index in the text and its node."""
    there = find(node, f"facts.{name}")
    if there is None or not isinstance(there.value, list):
        return
    written = ((n, child) for n, child in enumerate(there.value) if isinstance(child.value, dict))
    for (n, child), row in zip(written, facts.get(name, ()), strict=True):
        yield n, row, child
