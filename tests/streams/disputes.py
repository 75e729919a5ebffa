"""Disputes for the kinds of events that no scenario tells of yet, as the commands that make them."""

from __future__ import annotations

from court_room import HOLE, HOUR, SIGNED, START, at, heard, opened, ruled
from gongdao.case.decider import Command
from gongdao.case.messaging import ReleaseMessage, SayMessage
from gongdao.case.overlays import ResumeCase, SuspendCase
from gongdao.case.signals import ContestSignal, DecideSignal, RaiseSignal, WithdrawSignal
from gongdao.case.stages.evidence import ConcludeEvidence, SubmitEvidence
from gongdao.case.stages.jury import CastVote, OpenJury, VoidVote
from gongdao.case.stages.negotiation import CallPlatform, RefuseRequest
from gongdao.case.stages.offers import AcceptOffer, MakeOffer, TakeStandingOffer, WithdrawOffer
from gongdao.case.stages.opening import OpenRequest, TakeFacts
from gongdao.case.stages.performance import ShipGoods, SignGoods
from gongdao.case.stages.returning import GiveReturnAddress, InspectReturn, ShipReturn
from gongdao.case.stages.review import HandOver, JudgeEvidence, TakeCase
from gongdao.case.stages.ruled import CorrectClericalError, GiveRuling

PAPERS = "0" * 64
OLD = (("id", "X"), ("paid", 100), ("status", "completed"), ("paid_at", START - 9000 * HOUR))
PARTIAL = (
    ("id", "X-3"), ("paid", 30000), ("status", "partial"), ("paid_at", at(-200)), ("signed_at", at(-3)),
    ("shipped_at", at(-90)),
)  # fmt: skip
LINES = {"cup": (10000, "signed"), "lamp": (20000, "unshipped"), "rug": (10000, "signed")}


def standing_offer_withdrawn() -> list[Command]:
    standing = TakeStandingOffer(START, "marketplace", "S1", "quality_visible", "compensate", 500)
    more = MakeOffer(at(1), "seller", "O1", "refund", 2000, "")
    return [standing, *opened(SIGNED, HOLE), more, WithdrawOffer(at(2), "seller", "O1")]


def declined() -> list[Command]:
    return [*opened(OLD)[:1], OpenRequest(START, "buyer", "C", "paypal", "auto", HOLE)]


def called_too_early() -> list[Command]:
    """The pack of JD sends back to the negotiation who called it before the seller's days were over (JD-3)."""
    request = OpenRequest(START, "buyer", "C-1", "jd", "auto", HOLE)
    later = TakeFacts(at(120), "marketplace", "orders", at(120), "order", (("free_shipping", True),))
    return [*opened(SIGNED)[:3], request, CallPlatform(at(20), "seller"), later]


def sent_again() -> list[Command]:
    offer = MakeOffer(at(1), "seller", "S1", "resend", 0, "")
    acts = [AcceptOffer(at(2), "buyer", "S1"), ShipGoods(at(20), "seller", "SF9", "SF"), SignGoods(at(60), "buyer")]
    return [*opened(SIGNED, HOLE), offer, *acts]


def handed_over() -> list[Command]:
    acts = [HandOver(at(8), "supervisor:1", "staff:8", "shift"), GiveRuling(at(9), "staff:8")]
    return [*heard(), *acts, CorrectClericalError(at(10), "staff:8", 1, "the name was misspelt")]


def sent_to_another_address() -> list[Command]:
    given = [GiveReturnAddress(at(9), "seller", "warehouse A"), GiveReturnAddress(at(10), "seller", "warehouse B")]
    return [*ruled(), *given, ShipReturn(at(12), "buyer", "SF8", "SF"), InspectReturn(at(40), "seller", "sound", "ok")]


def suspended_by_agreement() -> list[Command]:
    both = [SuspendCase(at(hour), by, "agreement", "", 30) for hour, by in ((10, "buyer"), (11, "seller"))]
    over = [ResumeCase(at(20), "seller", "we talked"), ResumeCase(at(21), "buyer", "yes")]
    return [*opened(SIGNED, HOLE), *both, *over]


def vote_void() -> list[Command]:
    chosen = TakeFacts(START, "marketplace", "x", START, "buyer", (("chose_jury", True),))
    panel = OpenJury(at(8), "platform", 5, 3, PAPERS)
    sides = ("buyer", "buyer", "seller", "none")
    votes = [CastVote(at(9 + n), f"juror:{n}", side, "seen the pictures") for n, side in enumerate(sides)]
    return [chosen, *heard(), panel, *votes, VoidVote(at(13), "staff:7", "juror:0", "kin")]


def two_heads() -> list[Command]:
    rows = [(("sku", sku), ("list", price), ("qty", 1), ("state", state)) for sku, (price, state) in LINES.items()]
    request = OpenRequest(
        START, "buyer", "C-1", "taobao", "auto", (("type", "return_refund"), ("goods_received", True)),
        heads=(("quality_visible", ("cup",)), ("not_shipped", ("lamp",))), lines=(("cup", 7500), ("lamp", 15000)),
    )  # fmt: skip
    return [
        TakeFacts(START, "marketplace", "orders", START, "order", PARTIAL),
        *opened()[1:3],
        *(TakeFacts(START, "marketplace", "orders", START, "items", row) for row in rows),
        request,
        RefuseRequest(at(50), "seller", "no hole"),
        CallPlatform(at(51), "buyer"),
        SubmitEvidence(at(52), "buyer", "E1", "photo", PAPERS, (("shows", "hole"),)),
        ConcludeEvidence(at(53), "buyer"),
        ConcludeEvidence(at(54), "seller"),
        TakeCase(at(55), "staff:7"),
        JudgeEvidence(at(56), "staff:7", "E1", "valid", "accepted", "the hole is seen"),
        GiveRuling(at(57), "staff:7"),
    ]


def warned() -> list[Command]:
    """A held message that is let through, a warning that is contested and stays, one of a shop that is withdrawn."""
    reason = '{"code": "off-platform", "spans": [["off-platform", 0, 3, 0]]}'
    return [
        *opened(SIGNED, HOLE),
        SayMessage(at(1), "buyer", "M1", "他们叫我打开屏幕共享，这是你们吗？"),
        ReleaseMessage(at(2), "staff:7", "M1", "the buyer asks whether it is a swindle"),
        RaiseSignal(at(3), "screener", "message.scam", "message:M2", "seller", 912, "talk 1 abc", (reason,), ("SC-6",),
                    ("stay-on-platform",), ("buyer",), "before"),
        SayMessage(at(3), "seller", "M2", "加微信退款"),
        ContestSignal(at(4), "seller", "G1", "our own chat is out of order"),
        DecideSignal(at(5), "staff:7", "G1", lifted=False, reason="it leads off the platform"),
        RaiseSignal(at(6), "screener", "shop.may_run_away", "shop", "seller", 730, "shops 1 abc",
                    ('{"code": "shop-emptied"}',), (), ("keep-proof",), ("buyer",)),
        WithdrawSignal(at(7), "screener", "G2"),
    ]  # fmt: skip


DISPUTES = (
    standing_offer_withdrawn, declined, called_too_early, sent_again, handed_over, sent_to_another_address,
    suspended_by_agreement, vote_void, two_heads, warned,
)  # fmt: skip
