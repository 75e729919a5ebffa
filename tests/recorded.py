"""A small record with something in every table: two disputes, money, a pause, keys, texts, a file and an anchor."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from court_room import START, at, opened, ruled
from gongdao.case.stages.evidence import SubmitEvidence
from gongdao.case.stages.negotiation import AgreeRefund
from gongdao.case.stages.opening import TakeFacts
from gongdao.service.record import anchors, blobs, pauses, store
from gongdao.service.record.law import Law

HEARD, PAID = "taobao:C-1", "taobao:C-2"
NEXT_DAYS = START + timedelta(days=3)


def filled(law: Law, folder: Path) -> Law:
    """This function will write the record, and give the law with the anchor file beside it."""
    law = replace(law, anchor_file=folder / "anchors.jsonl")
    photo = blobs.keep(law.using, HEARD, "buyer", bytes(range(256)), "image/png", START)
    for number, command in enumerate(ruled()):
        command = replace(command, digest=photo) if isinstance(command, SubmitEvidence) else command
        store.submit(law, HEARD, command, command.at, key=f"heard-{number}")
    pauses.add(law, at(8.5), at(9), "维护", "supervisor:1", at(9))
    for number, command in enumerate([_addressed(), *opened(), AgreeRefund(at(9.5), "seller")]):
        store.submit(law, PAID, command, max(at(9), command.at), key=f"paid-{number}")
    assert anchors.anchor(law, NEXT_DAYS) is not None
    return law


def _addressed() -> TakeFacts:
    return TakeFacts(START, "marketplace", "orders", START, "order", (("receiver", "王五"), ("address", "某路 1 号")))
