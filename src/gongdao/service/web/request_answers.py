"""What a buyer has answered so far, step by step, and the request that comes of it; nothing is written here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain

from gongdao.case.heads import NO_REASON, NOT_THERE, SUMS
from gongdao.case.state import Row, Scalar
from gongdao.kernel.money import show_money as said
from gongdao.kernel.text import Text
from gongdao.service.market.models import Order
from gongdao.service.queries.orders import Line, OwnCase, left_of, ruled_on
from gongdao.service.queries.ways import GROUNDS
from gongdao.service.web.drafts import Answers
from gongdao.service.web.reading import day_of, money_of

STEPS = ("lines", "problem", "wish", "evidence", "check")
# Wishes that the rules know as offers only: the request keeps the buyer's right, and the offer goes with it.
OFFERS = {"exchange": "exchange", "resend": "resend", "repair": "repair"}
Errors = dict[str, Text]


@dataclass(frozen=True, slots=True)
class Asked:
    """An order as it is asked about: its lines with the most that may be asked for each, in minor units.

    ``cases`` are those about it so far.
    """

    order: Order
    lines: tuple[Line, ...]
    most: Mapping[str, int]
    now: datetime
    cases: Sequence[OwnCase] = ()

    @property
    def left(self) -> int:
        """What did not come back of the price in these cases, in minor units."""
        return left_of(self.order, self.cases)

    @property
    def ruled(self) -> frozenset[str]:
        """The reasons that these cases ruled on."""
        return ruled_on(self.order, self.cases)

    @property
    def single(self) -> bool:
        """Whether there is nothing to choose among."""
        return len(self.lines) < 2


@dataclass(frozen=True, slots=True)
class Wanted:
    """The answers as they are meant: chosen lines with amounts, the ground of each line, the wish, sums on top."""

    lines: Mapping[str, int] = field(default_factory=dict)
    reason: str = ""
    grounds: Mapping[str, str] = field(default_factory=dict)
    told_at: datetime | None = None
    note: str = ""
    wish: str = ""
    amount: int = 0
    fallback: bool = False
    sums: Mapping[str, int] = field(default_factory=dict)
    now_evidence: bool = False

    @property
    def claim_type(self) -> str:
        """What is claimed; an exchange, a repair or what is sent again is offered, and a return claimed beside it."""
        if self.wish in OFFERS:
            return "refund_only" if self.reason in (*NOT_THERE, "missing_item") else "return_refund"
        return self.wish

    @property
    def offer(self) -> str:
        """The kind of the offer that goes with the request; none, nothing."""
        return OFFERS.get(self.wish, "")

    @property
    def by_ground(self) -> dict[str, tuple[str, ...]]:
        """The grounds with their lines."""
        found: dict[str, tuple[str, ...]] = {}
        for sku in self.lines:
            ground = self.grounds.get(sku) or self.reason
            found[ground] = (*found.get(ground, ()), sku)
        return found or {self.reason: ()}


def wanted(asked: Asked, answers: Answers) -> Wanted:
    """Read all answers there are; what is missing or wrong is left out."""
    lines = _lines(asked, answers)
    grounds = {sku: word for sku in lines if (word := _one(answers, f"reason_{sku}")) in GROUNDS}
    sums = {word: n for word in SUMS if (n := money_of(_one(answers, word), asked.order.currency))}
    amount = money_of(_one(answers, "amount"), asked.order.currency)
    return Wanted(
        lines, _one(answers, "reason"), grounds, _told_at(answers), _one(answers, "note").strip(),
        _one(answers, "claim"), sum(lines.values()) if lines else (amount or asked.left),
        _one(answers, "fallback") == "yes", sums, _one(answers, "have") == "now",
    )  # fmt: skip


def request_of(asked: Asked, meant: Wanted) -> tuple[Row, Row, Row]:
    """Give the claim, the heads and the lines of the request that the answers come to."""
    order, grounds = asked.order, meant.by_ground
    first = next(iter(grounds))
    came = first not in NOT_THERE and order.status in ("signed", "completed")
    claim: list[tuple[str, Scalar]] = [("type", meant.claim_type), ("reason", first)]
    claim += [] if meant.lines else [("amount", meant.amount)]
    claim += [("goods_received", came)]
    claim += [("note", meant.note)] if meant.note else []
    claim += [("told_seller_at", meant.told_at)] if meant.told_at else []
    claim += [("fallback_no_reason", True)] if meant.fallback and not meant.lines else []
    return tuple(claim), _heads(meant, grounds), tuple(meant.lines.items())


def first_open(asked: Asked, answers: Answers) -> str:
    """Give the first step that is not answered yet, or the last one."""
    return next((step for step in steps_of(asked) if step != "check" and CHECKS[step](asked, answers)), "check")


def steps_of(asked: Asked) -> tuple[str, ...]:
    """Give the steps there are for an order; with one line there is nothing to choose."""
    return STEPS[1:] if asked.single else STEPS


def _heads(meant: Wanted, grounds: Mapping[str, tuple[str, ...]]) -> Row:
    """Only several heads are named: one ground alone stands in the claim."""
    back = tuple(chain.from_iterable(skus for word, skus in grounds.items() if word not in (NO_REASON, *NOT_THERE)))
    fallback = [(NO_REASON, back)] if meant.fallback and back and NO_REASON not in grounds else []
    if len(grounds) < 2 and not fallback and not meant.sums:
        return ()
    return (*grounds.items(), *fallback, *meant.sums.items())


def _lines(asked: Asked, answers: Answers) -> dict[str, int]:
    if asked.single:
        return {}
    chosen = [line.sku for line in asked.lines if line.sku in answers.get("line", ())]
    return {sku: _line_amount(asked, answers, sku) or asked.most[sku] for sku in chosen}


def _line_amount(asked: Asked, answers: Answers, sku: str) -> int | None:
    return money_of(_one(answers, f"amount_{sku}"), asked.order.currency)


def _told_at(answers: Answers) -> datetime | None:
    return day_of(_one(answers, "y"), _one(answers, "m"), _one(answers, "d"))


def _one(answers: Answers, name: str) -> str:
    return next(iter(answers.get(name, ())), "")


def _check_lines(asked: Asked, answers: Answers) -> Errors:
    found: Errors = {}
    chosen = [line for line in asked.lines if line.sku in answers.get("line", ())]
    if not chosen:
        found["line"] = Text("请至少选一件有问题的商品", "Choose at least one thing that is wrong")
    for line in chosen:
        typed, most = _one(answers, f"amount_{line.sku}"), asked.most[line.sku]
        read = _line_amount(asked, answers, line.sku)
        if typed and (read is None or not 0 < read <= most):
            found[f"amount_{line.sku}"] = _too_much(line.name, most, asked.order.currency)
    return found


def _check_problem(asked: Asked, answers: Answers) -> Errors:
    found: Errors = {}
    if _one(answers, "reason") not in GROUNDS and _one(answers, "reason") != "none":
        found["reason"] = Text("请选一项最接近的问题", "Choose what comes closest")
    if any(_one(answers, name) for name in "ymd"):
        at = _told_at(answers)
        if at is None:
            found["d"] = Text(
                "请把年、月、日填全，例如 2026、11、20", "Fill in year, month and day, such as 2026, 11, 20"
            )
        elif at > asked.now:
            found["d"] = Text("这一天还没有到，请核对", "This day has not come yet; look again")
    return found


def _check_wish(asked: Asked, answers: Answers) -> Errors:
    found: Errors = {}
    if not _one(answers, "claim"):
        found["claim"] = Text("请选一个您想要的结果", "Choose what you want")
    if not wanted(asked, answers).lines:
        typed, most = _one(answers, "amount"), asked.left
        read = money_of(typed, asked.order.currency)
        if typed and (read is None or not 0 < read <= most):
            found["amount"] = _too_much("", most, asked.order.currency)
    for word in SUMS:
        typed = _one(answers, word)
        if typed and not money_of(typed, asked.order.currency):
            found[word] = Text("请填金额，例如 155.00；没有就空着", "Give an amount such as 155.00, or leave it empty")
    return found


def _check_evidence(asked: Asked, answers: Answers) -> Errors:
    if _one(answers, "have") in ("now", "later"):
        return {}
    return {"have": Text("请选现在交还是以后交", "Say whether you hand something in now or later")}


def _too_much(name: str, most: int, currency: str) -> Text:
    top = said(most, currency)
    of_it, of_en = (f"“{name}”", f" for “{name}”") if name else ("", "")
    return Text(
        f"{of_it}最多能要 {top}，请填不超过它的金额", f"At most {top} can be asked{of_en}; give an amount up to it"
    )


CHECKS: dict[str, Callable[[Asked, Answers], Errors]] = {
    "lines": _check_lines,
    "problem": _check_problem,
    "wish": _check_wish,
    "evidence": _check_evidence,
}
