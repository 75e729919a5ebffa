"""What the people of a dispute might do next, drawn by chance: mostly what fits, sometimes what does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from gongdao.case import messaging, signals
from gongdao.case.allowed import sample
from gongdao.case.court import Court
from gongdao.case.decider import COMMANDS, WHERE, Command
from gongdao.case.fields.claim import REASONS
from gongdao.case.fields.order import GOODS, SEVEN_DAY
from gongdao.case.overlays import GROUNDS
from gongdao.case.rounds import Appeal
from gongdao.case.stages.evidence import ConcludeEvidence
from gongdao.case.stages.jury import SIDES, CastVote
from gongdao.case.stages.opening import OpenRequest, TakeFacts
from gongdao.case.stages.remedy import AnswerLeg
from gongdao.case.stages.returning import RESULTS, InspectReturn, ShipReturn
from gongdao.case.stages.review import JUDGMENTS, DecideRecusal, FindFact, JudgeEvidence, LeaveEvidence, TakeCase
from gongdao.case.stages.ruled import GiveRuling
from gongdao.case.state import Case, Row, role

PLATFORMS = ("taobao", "taobao", "taobao", "taobao", "jd", "dy", "meituan", "xianyu")

COMMON = ("quality_visible", "quality_visible", "not_received", "no_reason") * 5
UNSENT = ("changed_mind_unshipped", "changed_mind_unshipped", "not_shipped", "seller_out_of_stock")
STATES = ("paid_unshipped", "shipped", "signed", "signed")
KINDS = ("refund", "return_refund", "exchange", "resend", "repair", "compensate")
STAFF = ("staff:7", "staff:7", "staff:7", "staff:8", "supervisor:1")
OUTSIDE = ("platform", "marketplace", "carrier")
TEXTS = ("有个洞", "No hole.", "与描述不符，已拍照。", "ok", "  ", "\u0000", "𠮷野家 ≠ 吉野家", "x" * 2000)
# What ends a dispute, or puts it off, at once: done as often as the rest, no dispute would live to be heard.
# The marketplace answers for itself; messages and signals decide nothing, and have laws of their own.
ACTS = tuple(kind for kind in COMMANDS if kind not in (AnswerLeg, *messaging.WHERE, *signals.WHERE))
RARE = {"WithdrawRequest": 0.05, "AgreeRefund": 0.2, "SuspendCase": 0.15, "AcceptOffer": 0.4, "Appeal": 0.5}


def known(draw: Random, now: datetime, order: int) -> list[TakeFacts]:
    """This function will draw what the marketplace tells of an order before anybody asks for anything."""
    paid, state, hour = price(order), shipped(order), timedelta(hours=1)
    bought: list[tuple[str, Any]] = [
        ("id", f"O-{order}"),
        ("paid", paid),
        ("status", state),
        ("paid_at", now - 200 * hour),
    ]
    if state != "paid_unshipped":
        bought.append(("shipped_at", now - 190 * hour))
    if state == "signed":
        bought.append(("signed_at", now - draw.choice((1, 40, 160, 167, 169)) * hour))
    goods = (("type", draw.choice(GOODS)), ("seven_day", draw.choice(SEVEN_DAY)))
    purse = (("balance", draw.choice((0, paid // 2, 10**7))), ("deposit", draw.choice((0, 100000))))
    rows = {"order": tuple(bought), "goods": goods, "seller": (("id", f"shop-{order % 7}"), *purse),
            "buyer": (("chose_jury", draw.random() < 0.3),)}  # fmt: skip
    return [TakeFacts(now, "marketplace", "orders", now, path, row) for path, row in rows.items()]


def request(draw: Random, number: int, now: datetime, order: int) -> OpenRequest:
    """This function will draw what a buyer asks for."""
    paid, state = price(order), shipped(order)
    unsent = state == "paid_unshipped"
    claim: Row = (
        ("type", draw.choice(("refund_only", "refund_only" if unsent else "return_refund"))),
        ("reason", draw.choice(UNSENT if unsent else (*REASONS, *COMMON))),
        ("amount", draw.choice((paid, paid, paid // 2, max(1, paid - 1)))),
        ("goods_received", state == "signed"),
    )
    return OpenRequest(now, f"buyer:p-{number}", f"C-{number}", draw.choice(PLATFORMS), "auto", claim)


def price(order: int) -> int:
    """This function will give what an order cost, whoever asks."""
    return Random(order).choice((1, 999, 6000, 89000, 1299900))


def shipped(order: int) -> str:
    """This function will give how far an order came, whoever asks."""
    return Random(order).choice(STATES)


def act(draw: Random, case: Case, court: Court, waited: tuple[str, ...], now: datetime) -> Command:
    """This function will draw what somebody does next; those whom the case waits for do something more often."""
    made = sample(case, court, draw.choice(ACTS), _somebody(draw, case, waited), now)
    for _ in range(0 if draw.random() < 0.03 else 6):
        who, kinds = _duty(draw, case) if draw.random() < 0.35 else (_somebody(draw, case, waited), ())
        kinds = kinds or [kind for kind in ACTS if _fits(draw, case, kind, who)]
        if not kinds:
            continue
        made = sample(case, court, draw.choice(kinds), who, now)
        if not any(getattr(made, name, "") == "-" for name in ("id", "leg", "juror", "fact")):
            break
    return replace(made, **{key: value for key, value in _said(draw, case, made).items() if draw.random() < 0.8})


def _duty(draw: Random, case: Case) -> tuple[str, Sequence[type]]:
    """Who moves the case on where it stands, and by what."""
    buyer, seller = _parties(case)
    match case.stage:
        case "evidence":
            return draw.choice((buyer, seller)), (ConcludeEvidence,)
        case "jury":
            return f"juror:{draw.randrange(1, 8)}", (CastVote,)
        case "review" if not case.owner:
            return draw.choice(STAFF), (TakeCase,)
        case "review" if case.recusal_asked:
            return "supervisor:1", (DecideRecusal,)
        case "review":
            return case.owner, (JudgeEvidence,) if _unweighed(case) else (GiveRuling, GiveRuling, FindFact)
        case "returning":
            return draw.choice(((buyer, (ShipReturn,)), (seller, (InspectReturn,))))
        case "remedy" | "closed" if case.rulings:
            return draw.choice((buyer, seller)), (Appeal,)
        case _:
            return draw.choice((buyer, seller)), ()


def _unweighed(case: Case) -> list[str]:
    rows = case.facts.get("evidence", ())
    return [row["id"] for row in rows if not row.keys() & {"judged", "prima_facie", "left", "late"}]


def _parties(case: Case) -> tuple[str, str]:
    return f"buyer:p-{case.id.rpartition('-')[2]}", f"seller:{case.facts.get('seller', {}).get('id', 'shop')}"


def _fits(draw: Random, case: Case, kind: type, who: str) -> bool:
    name, (roles, stages) = kind.__name__, WHERE[kind]
    if case.stage not in stages or role(who) not in roles or draw.random() > RARE.get(name, 1):
        return False
    needed = {
        "ResumeCase": case.suspended,
        "Appeal": case.rulings,
        "CorrectClericalError": case.rulings,
        "TakeCase": not case.owner,
        "DecideRecusal": case.recusal_asked,
        **dict.fromkeys(("HandOver", "Recuse", "AskRecusal"), case.owner),
        **dict.fromkeys(("SendLeg", "FailLeg", "RetryLeg", "GiveUpLeg"), case.legs),
    }
    return bool(needed.get(name, True))


def _somebody(draw: Random, case: Case, waited: tuple[str, ...]) -> str:
    buyer, seller = _parties(case)
    staff = (case.owner,) * 8 + STAFF if case.owner else STAFF
    jurors = tuple(f"juror:{number}" for number in range(1, 8))
    known = {"buyer": (buyer,), "seller": (seller,), "jury": jurors, "platform": staff, "staff": staff,
             "supervisor": ("supervisor:1",), "marketplace": ("marketplace",)}  # fmt: skip
    awaited = [who for party in waited for who in known.get(party, ())]
    if awaited and draw.random() < 0.6:
        return draw.choice(awaited)
    return draw.choice((buyer, buyer, seller, seller, *staff, *OUTSIDE, draw.choice(jurors), "buyer:somebody-else"))


def _said(draw: Random, case: Case, command: Command) -> dict[str, Any]:
    """Other words and figures for the fields of a command."""
    paid = int(case.facts.get("order", {}).get("paid", 0))
    drawn: dict[str, Any] = {
        "amount": draw.choice((0, 1, paid // 2, paid, paid + 1, -1)),
        "result": draw.choice((*RESULTS, "sound", "sound", "sound")),
        "side": draw.choice(SIDES),
        "judged": draw.choice(JUDGMENTS),
        "holds": draw.random() < 0.6,
        "ground": draw.choice((*GROUNDS, "new ground")),
        **dict.fromkeys(("reason", "note"), draw.choice(TEXTS)),
        "waybill": draw.choice(("SF88", "SF88", "")),
        "shows": draw.choice(((), (("shows", "hole"),), (("says", "sound"),))),
    }
    if isinstance(command, JudgeEvidence | LeaveEvidence) and _unweighed(case):
        drawn["id"] = _unweighed(case)[0]
    if type(command).__name__ == "MakeOffer":
        drawn["kind"] = draw.choice(KINDS)
    return {field.name: drawn[field.name] for field in fields(command) if field.name in drawn}
