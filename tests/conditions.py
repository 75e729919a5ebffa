"""Generated conditions: random typed trees over one small world, and random values for its names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta, timezone
from functools import partial
from random import Random
from typing import Any

from gongdao.kernel.units import UNITS
from gongdao.policy.functions import FUNCTIONS
from gongdao.policy.kleene import OPEN, UNKNOWN, Maybe, Scope
from gongdao.policy.syntax import (
    And,
    Arith,
    Call,
    Compare,
    Contains,
    Expr,
    Field,
    Has,
    In,
    Literal,
    Macro,
    Name,
    Neg,
    Not,
    Or,
    Param,
    Size,
)
from gongdao.policy.types import (
    BANDS,
    BOOL,
    DATE,
    INSTANT,
    MONEY,
    TEXT,
    Decimal,
    Enum,
    Int,
    Lines,
    Row,
    Set,
    Type,
    row_type,
)

REASON = Enum(("no_reason", "damaged", "破损"))
DAYS, COUNT, SCORE = Int("day"), Int(), Decimal(2)
LINE = row_type({"price": MONEY, "数量": COUNT, "state": Enum(("sent", "kept")), "ok": BOOL, "part?": MONEY})
SURE: dict[str, Type] = {
    "signed": BOOL, "已签收": BOOL, "delivered": BOOL, "paid": MONEY, "deposit": MONEY, "实付": MONEY, "days": DAYS,
    "剩余天数": DAYS, "refusals": COUNT, "reason": REASON, "old_reason": REASON, "score": SCORE, "rating": SCORE,
    "opened_at": INSTANT, "signed_at": INSTANT, "bought_on": DATE, "sold_on": DATE, "words": Set(("wet", "torn", "湿")),
    "shop": TEXT, "brand": TEXT, "lines": Lines(LINE),
}  # fmt: skip
OPTIONAL: dict[str, Type] = {"late": BOOL, "refund": MONEY, "held_at": INSTANT, "verdict": REASON, "waited": DAYS}
ARISES = {"proof": Name("delivered")}
NAMES = {**SURE, **OPTIONAL, "proof": BOOL}
GUARDS: dict[str, Expr | None] = {**dict.fromkeys(OPTIONAL), **ARISES}
PARAMS: dict[str, Type] = {
    "most": MONEY, "least": MONEY, "window": DAYS, "tries": COUNT, "bands": BANDS, "least_score": SCORE, "上限": MONEY,
}  # fmt: skip
ZONE = timezone(timedelta(hours=8))
START = datetime(2025, 1, 1, tzinfo=ZONE)


def after(start: datetime, n: int, unit: str, roll: bool = False) -> datetime:
    """A stand-in for the calendar: what matters here is that every engine calls the same function."""
    return start + timedelta(hours=n * (1 + UNITS.index(unit)) + 24 * roll)


ALL_FUNCTIONS: dict[str, Callable[..., Any]] = {**FUNCTIONS, "after": after}


class Maker:
    """Draws expressions; ``near`` are the names that a guard has opened, ``row`` the variable of a macro."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.near: list[tuple[str, Type]] = []
        self.row: str | None = None

    def one(self, *makers: Callable[[], Expr]) -> Expr:
        return self.rng.choice(makers)()

    def condition(self, depth: int) -> Expr:
        """A condition nested at most ``depth`` deep."""
        if depth <= 0:
            return self.value(BOOL)
        deeper = depth - 1
        return self.one(
            lambda: self.value(BOOL),
            lambda: Not(self.condition(deeper)),
            lambda: joined(And, [self.condition(deeper) for _ in range(self.rng.randint(2, 3))]),
            lambda: joined(Or, [self.condition(deeper) for _ in range(self.rng.randint(2, 3))]),
            lambda: self.comparison(deeper),
            lambda: self.equality(deeper),
            self.membership,
            lambda: self.guarded(deeper),
            lambda: self.fold(deeper),
        )

    def comparison(self, depth: int) -> Expr:
        its = self.rng.choice((MONEY, MONEY, DAYS, COUNT, SCORE, INSTANT, DATE))
        left, right = self.of(its, depth), self.of(its, depth)
        if its == MONEY and self.rng.random() < 0.3:
            right = Literal(0)
        return Compare(self.rng.choice(("==", "!=", "<", "<=", ">", ">=")), left, right)

    def equality(self, depth: int) -> Expr:
        its = self.rng.choice((REASON, REASON, TEXT, BOOL))
        left = self.condition(depth) if its == BOOL else self.value(its)
        right = self.value(its) if self.rng.random() < 0.4 else self.literal(its)
        return Compare(self.rng.choice(("==", "!=")), left, right)

    def membership(self) -> Expr:
        if self.rng.random() < 0.4:
            return Contains(Literal(self.rng.choice(("wet", "torn", "湿"))), Name("words"))
        words = self.rng.sample(REASON.values, self.rng.randint(1, 3))
        return In(self.value(REASON), tuple(map(Literal, words)))

    def guarded(self, depth: int) -> Expr:
        """A condition on something that may not apply, behind its guard in one of the ways there are."""
        if self.rng.random() < 0.3:
            name, its, guard = "proof", BOOL, self.rng.choice((Name("delivered"), Has("proof")))
        else:
            name, its = self.rng.choice(tuple(OPTIONAL.items()))
            guard = Has(name)
        self.near.append((name, its))
        body = self.about(name, its, depth)
        self.near.pop()
        if self.rng.random() < 0.5:
            return joined(And, [guard, body])
        return joined(Or, [Not(guard), body])

    def about(self, name: str, its: Type, depth: int) -> Expr:
        if its == BOOL:
            return self.one(lambda: Name(name), lambda: Not(Name(name)), lambda: self.condition(depth))
        if its == REASON:
            return Compare("==", Name(name), self.literal(REASON))
        return Compare(self.rng.choice(("<", ">=", "!=")), Name(name), self.of(its, depth))

    def fold(self, depth: int) -> Expr:
        if self.row is not None:
            return self.value(BOOL)
        kind = self.rng.choice(("exists", "all"))
        return Macro(kind, Name("lines"), "l", self.in_row(lambda: self.condition(depth)))

    def in_row(self, make: Callable[[], Expr]) -> Expr:
        self.row = "l"
        made = make()
        if self.rng.random() < 0.2 and isinstance(made, Compare):
            made = joined(And, [Has("l.part"), Compare(">", Field(Name("l"), "part"), Literal(0)), made])
        self.row = None
        return made

    def of(self, its: Type, depth: int) -> Expr:
        """An expression of an ordered type."""
        if depth <= 0:
            return self.value(its)
        deeper = depth - 1
        if its in (INSTANT, DATE):
            return self.time(its, deeper)
        makers: list[Callable[[], Expr]] = [
            lambda: self.value(its),
            lambda: Arith(self.rng.choice(("+", "-")), self.of(its, deeper), self.of(its, deeper)),
            lambda: self.product(its, deeper),
            lambda: negated(self.of(its, deeper)),
            lambda: Call(self.rng.choice(("min", "max")), tuple(self.of(its, deeper) for _ in "ab")),
            lambda: Call("clamp", tuple(self.of(its, deeper) for _ in "abc")),
        ]
        makers += [partial(self.call, its, deeper)] * 3 if its in (MONEY, COUNT, DAYS) else []
        return self.one(*makers)

    def product(self, its: Type, depth: int) -> Expr:
        # A number has no unit of its own, so that a number times a parameter without one could not become days.
        factor = Literal(self.rng.randint(-3, 9)) if its == DAYS or self.rng.random() < 0.5 else Param("tries")
        sides = [factor, self.of(its, depth)]
        self.rng.shuffle(sides)
        return Arith("*", *sides)

    def call(self, its: Type, depth: int) -> Expr:
        if its == DAYS:
            return Call("coalesce", (Name("waited"), self.of(DAYS, depth)))
        if its == COUNT:
            return self.one(
                lambda: Size(Name(self.rng.choice(("lines", "words")))),
                lambda: Call("times", (self.of(MONEY, depth), self.of(MONEY, depth))),
                lambda: Call("tier", (self.of(MONEY, depth), self.of(MONEY, depth), Param("bands"))),
                lambda: self.total("数量"),
            )
        return self.one(
            lambda: Call("percent", (self.of(MONEY, depth), self.of(COUNT, depth))),
            lambda: Call("share", (self.of(MONEY, depth), *(self.of(SCORE, depth) for _ in "ab"))),
            lambda: Call("coalesce", (Name("refund"), self.of(MONEY, depth))),
            lambda: self.total("price"),
        )

    def total(self, field: str) -> Expr:
        if self.row is not None:
            return Field(Name(self.row), field)
        body: Expr = Arith("*", Field(Name("行"), field), Literal(2))
        if field == "price" and self.rng.random() < 0.5:
            body = Call("coalesce", (Field(Name("行"), "part"), body))
        return Macro("sum", Name("lines"), "行", body)

    def time(self, its: Type, depth: int) -> Expr:
        if its == DATE:
            return Call(self.rng.choice(("min", "max")), (self.value(DATE), self.value(DATE)))
        roll = (Literal("roll"),) if self.rng.random() < 0.3 else ()
        unit = Literal(self.rng.choice(("civil_day", "hour")))
        count = Literal(self.rng.randint(0, 60))
        return self.one(
            lambda: Call(self.rng.choice(("later", "earlier")), (self.of(INSTANT, depth), self.value(INSTANT))),
            lambda: Call("after", (self.value(INSTANT), count, unit, *roll)),
            lambda: Call("coalesce", (Name("held_at"), self.value(INSTANT))),
        )

    def value(self, its: Type) -> Expr:
        """A name, field, parameter or literal of a type."""
        found: list[Expr] = [Name(name) for name, has in (*SURE.items(), *self.near) if has == its]
        if self.row is not None:
            found += [Field(Name(self.row), name) for name, has in LINE.fields if has == its and name != "part"]
        found += [Param(name) for name, has in PARAMS.items() if has == its]
        if isinstance(its, Int) or self.rng.random() < 0.05:
            found.append(self.literal(its) or found[0])
        return self.rng.choice(found)

    def literal(self, its: Type) -> Expr | None:
        if isinstance(its, Enum):
            return Literal(self.rng.choice(its.values))
        if isinstance(its, Int):
            return Literal(self.rng.randint(-5, 40))
        return {BOOL: Literal(self.rng.random() < 0.5), TEXT: Literal(self.rng.choice("甲乙x"))}.get(its)


def joined(kind: type[And | Or], items: list[Expr]) -> Expr:
    """And or Or as the parser makes it: never one directly inside its like."""
    flat = [part for item in items for part in (item.items if isinstance(item, kind) else (item,))]
    return kind(tuple(flat))


def negated(expr: Expr) -> Expr:
    """Minus ``expr`` as the parser makes it."""
    return Literal(-expr.value) if isinstance(expr, Literal) and expr.value >= 0 else Neg(expr)


def condition(rng: Random, depth: int = 3) -> Expr:
    """A random condition that has no fault."""
    return Maker(rng).condition(depth)


def value_of(rng: Random, its: Type) -> Any:
    """A random value of a type."""
    match its:
        case Enum(values=words):
            return rng.choice(words)
        case Set(values=words):
            return frozenset(word for word in words if rng.random() < 0.5)
        case Row(fields=fields, optional=optional):
            return {name: None if name in optional and rng.random() < 0.5 else value_of(rng, t) for name, t in fields}
        case Lines(row=row):
            return [value_of(rng, row) for _ in range(rng.randint(0, 3))]
        case Int() | Decimal():
            return rng.choice((0, 1, 7, rng.randint(-20, 60)))
    if its == BANDS:
        return ((10, 10), (30, 30), (100, 100))
    if its in (INSTANT, DATE):
        then = START + timedelta(hours=rng.choice((0, 24, rng.randint(-100, 100))))
        return then if its == INSTANT else date(2025, 1, 1) + timedelta(days=rng.randint(-3, 3))
    return {
        BOOL: rng.random() < 0.5,
        MONEY: rng.choice((0, 100, rng.randint(0, 10**6))),
        TEXT: rng.choice("甲乙x"),
    }[its]


def closed_facts(rng: Random) -> dict[str, Any]:
    """A random case in which everything is known."""
    facts = {name: value_of(rng, its) for name, its in SURE.items()}
    facts |= {name: None if rng.random() < 0.4 else value_of(rng, its) for name, its in OPTIONAL.items()}
    facts["proof"] = value_of(rng, BOOL) if facts["delivered"] else None
    return facts


def some_params(rng: Random) -> dict[str, Any]:
    """Random values for the parameters."""
    return {name: value_of(rng, its) for name, its in PARAMS.items()}


def opened(rng: Random, facts: Mapping[str, Any], maybe: bool = True) -> dict[str, Any]:
    """``facts`` with some of them no longer known; ``facts`` is one of its completions.

    ``maybe``: also in ways that only our logic knows: a few candidates, a field of a row that may or may not be there.
    """
    hidden = {name: _hidden(rng, name, value, maybe) for name, value in facts.items()}
    if not isinstance(hidden["delivered"], bool):
        hidden["proof"] = UNKNOWN
    return hidden


def _hidden(rng: Random, name: str, value: Any, maybe: bool) -> Any:
    if rng.random() < 0.5:
        return value
    if name == "lines" and rng.random() < 0.7:
        known = () if maybe else LINE.optional
        return [
            {k: UNKNOWN if rng.random() < 0.3 and k not in known else its for k, its in row.items()} for row in value
        ]
    if maybe and NAMES[name] in (BOOL, REASON) and rng.random() < 0.5:
        others = {value_of(rng, NAMES[name])} | ({None} if name in OPTIONAL and rng.random() < 0.5 else set())
        return Maybe(frozenset({value} | others))
    return OPEN if value is not None and rng.random() < 0.5 else UNKNOWN


def completed(rng: Random, hidden: Mapping[str, Any]) -> dict[str, Any]:
    """One way in which everything hidden may turn out."""
    facts = {name: _completed(rng, name, value) for name, value in hidden.items()}
    facts["lines"] = [
        {key: _completed_field(rng, key, its) for key, its in row.items()} if isinstance(row, dict) else row
        for row in facts["lines"]
    ]
    if not facts["delivered"]:
        facts["proof"] = None
    elif facts["proof"] is None:
        facts["proof"] = value_of(rng, BOOL)
    return facts


def _completed(rng: Random, name: str, value: Any) -> Any:
    if isinstance(value, Maybe):
        return rng.choice(sorted(value.candidates, key=repr))
    if value is UNKNOWN:
        return None if name in OPTIONAL and rng.random() < 0.4 else value_of(rng, NAMES[name])
    return value_of(rng, NAMES[name]) if value is OPEN else value


def _completed_field(rng: Random, name: str, value: Any) -> Any:
    if value is not UNKNOWN:
        return value
    return None if name in LINE.optional and rng.random() < 0.4 else value_of(rng, dict(LINE.fields)[name])


def scope_of(facts: Mapping[str, Any], params: Mapping[str, Any]) -> Scope:
    """A scope with all functions."""
    return Scope(facts, params, ALL_FUNCTIONS)
