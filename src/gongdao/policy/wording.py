"""Says a condition in Chinese or English, with the labels of its facts, words and parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gongdao.kernel.text import Text, listed
from gongdao.policy.guards import opposite
from gongdao.policy.phrases import NEGATIONS, PHRASES
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
from gongdao.policy.types import DATE, INSTANT, Type


@dataclass(frozen=True, slots=True)
class Labels:
    """What the things of a pack are called; what has no label is said by its id.

    ``words`` holds for each fact, decision or field the labels of its words, ``common`` those of words that mean the
    same everywhere (the parties); ``shown`` the value a parameter has now, as text; ``types`` tells times from numbers.
    """

    names: Mapping[str, Text]
    words: Mapping[str, Mapping[str, Text]] = field(default_factory=dict)
    params: Mapping[str, Text] = field(default_factory=dict)
    shown: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, Text] = field(default_factory=dict)
    common: Mapping[str, Text] = field(default_factory=dict)
    types: Mapping[str, Type] = field(default_factory=dict)


_OR, _AND, _SUM, _PRODUCT, _TIGHT = range(1, 6)


@dataclass(frozen=True, slots=True)
class _Speech:
    labels: Labels
    lang: str
    bound: frozenset[str] = frozenset()

    def phrase(self, key: str, **parts: str) -> str:
        return PHRASES[key][0 if self.lang == "zh" else 1].format(**parts)

    def label(self, table: Mapping[str, Text], name: str) -> str:
        return table[name].say(self.lang) if name in table else name


def say(expr: Expr, labels: Labels, lang: str) -> str:
    """``expr`` as a person would say it, in ``lang`` (zh or en)."""
    return _say(expr, _Speech(labels, lang))[0]


def _say(expr: Expr, speech: _Speech) -> tuple[str, int]:
    """The words, and how tightly they bind."""
    match expr:
        case And(items=items):
            return speech.phrase("and").join(_inside(item, _AND, speech) for item in items), _AND
        case Or(items=items):
            # A reader does not know that "and" binds more tightly: its parts are bracketed.
            return speech.phrase("or").join(_inside(item, _SUM, speech) for item in items), _OR
        case Not(of=of):
            return _say_not(of, speech)
        case Compare():
            return _comparison(expr, speech), _TIGHT
        case In() | Contains():
            return _membership(expr, speech, "is"), _TIGHT
        case Has(name=name):
            return speech.phrase("has", name=_has_name(name, speech)), _TIGHT
        case Macro():
            return _macro(expr, speech, ""), _TIGHT
        case Arith(op=op, left=left, right=right):
            level = _PRODUCT if op == "*" else _SUM
            sides = _inside(left, level, speech), _inside(right, level + 1, speech)
            return f"{sides[0]} {'×' if op == '*' else op} {sides[1]}", level
        case Neg(of=of):
            return f"-{_inside(of, _TIGHT, speech)}", _TIGHT
        case _:
            return _value(expr, speech), _TIGHT


def _inside(expr: Expr, level: int, speech: _Speech) -> str:
    text, its = _say(expr, speech)
    return text if its >= level else speech.phrase("brackets", text=text)


def _say_not(expr: Expr, speech: _Speech) -> tuple[str, int]:
    """The negation, said where it belongs: of all parts, of the verb, or of the word itself."""
    match expr:
        case Not(of=of):
            return _say(of, speech)
        case And(items=items):
            return _say(Or(tuple(Not(item) for item in items)), speech)
        case Or(items=items):
            return _say(And(tuple(Not(item) for item in items)), speech)
        case Compare():
            return _say(opposite(expr), speech)
        case In() | Contains():
            return _membership(expr, speech, "not"), _TIGHT
        case Has(name=name):
            return speech.phrase("has-not", name=_has_name(name, speech)), _TIGHT
        case Macro():
            return _macro(expr, speech, "not-"), _TIGHT
        case Literal(value=bool(value)):
            return _say(Literal(not value), speech)
        case _:
            return _negated(_inside(expr, _TIGHT, speech), speech), _TIGHT


def _negated(label: str, speech: _Speech) -> str:
    """A yes-or-no label turned round: 已签收 to 未签收."""
    if speech.lang == "zh":
        for start, other in NEGATIONS:
            if label.startswith(start):
                return other + label.removeprefix(start)
        return speech.phrase("not", text=label)
    sentence = label.split(" ", 1)[0] in ("the", "a", "an", "there", "it", "no")
    return speech.phrase("not-so" if sentence else "not", text=label)


def _comparison(expr: Compare, speech: _Speech) -> str:
    left, right, op = expr.left, expr.right, expr.op
    if isinstance(right, Literal) and isinstance(right.value, bool):
        same = right.value is (op == "==")
        return _inside(left if same else Not(left), _SUM, speech)
    if isinstance(right, Literal) and isinstance(right.value, str):
        key = "is-word" if op == "==" else "is-not-word"
        return speech.phrase(key, left=_inside(left, _SUM, speech), right=_word(right, left, speech))
    scale = "time" if _is_time(left, speech) or _is_time(right, speech) else "number"
    sides = {"left": _inside(left, _SUM, speech), "right": _inside(right, _SUM, speech)}
    return speech.phrase(f"{scale}{op}", **sides)


def _is_time(expr: Expr, speech: _Speech) -> bool:
    if isinstance(expr, Call):
        return expr.function in ("after", "later", "earlier") or any(_is_time(arg, speech) for arg in expr.args)
    return isinstance(expr, Name | Param) and speech.labels.types.get(expr.name) in (INSTANT, DATE)


def _membership(expr: In | Contains, speech: _Speech, verb: str) -> str:
    if isinstance(expr, Contains):
        words, item = _inside(expr.of, _SUM, speech), _word(expr.item, expr.of, speech)
        return speech.phrase(f"{verb}-among", words=words, item=item)
    options = [_word(option, expr.item, speech) for option in expr.options]
    many = "one" if len(options) == 1 else "of"
    return speech.phrase(f"{verb}-{many}", item=_inside(expr.item, _SUM, speech), options=listed(options, speech.lang))


def _word(expr: Expr, of: Expr, speech: _Speech) -> str:
    """A word as it is called for the fact it is a word of."""
    if not isinstance(expr, Literal) or not isinstance(expr.value, str):
        return _inside(expr, _SUM, speech)
    owner = of.name if isinstance(of, Name | Field | Param) else ""
    own = speech.labels.words.get(owner, {})
    return speech.phrase("word", word=speech.label(own if expr.value in own else speech.labels.common, expr.value))


def _has_name(name: str, speech: _Speech) -> str:
    row, _, field_name = name.partition(".")
    return _value(Field(Name(row), field_name) if field_name else Name(row), speech)


def _value(expr: Literal | Name | Param | Field | Size | Call, speech: _Speech) -> str:
    labels = speech.labels
    match expr:
        case Literal(value=bool(value)):
            return speech.phrase("always" if value else "never")
        case Literal(value=value):
            return str(value)
        case Name(name=name):
            return speech.phrase("this-line") if name in {"line", *speech.bound} else speech.label(labels.names, name)
        case Param(name=name):
            label = speech.label(labels.params, name)
            return speech.phrase("parameter", name=label, value=labels.shown[name]) if name in labels.shown else label
        case Field(of=of, name=name):
            table = labels.fields if name in labels.fields else labels.names
            return speech.phrase("field", row=_inside(of, _TIGHT, speech), name=speech.label(table, name))
        case Size(of=of):
            return speech.phrase("size", of=_inside(of, _TIGHT, speech))
        case Call():
            return _call(expr, speech)


def _macro(expr: Macro, speech: _Speech, negation: str) -> str:
    inner = _Speech(speech.labels, speech.lang, speech.bound | {expr.var})
    body = _inside(expr.body, _AND, inner)
    return speech.phrase(negation + expr.kind, list=_inside(expr.over, _TIGHT, speech), body=body)


def _call(expr: Call, speech: _Speech) -> str:
    args = [_inside(arg, _SUM, speech) for arg in expr.args]
    if expr.function in ("min", "max"):
        return speech.phrase(expr.function, items=listed(args, speech.lang))
    if expr.function == "after":
        unit = speech.phrase(f"unit-{args[2]}", n=args[1])
        return speech.phrase("after-roll" if len(args) == 4 else "after", start=args[0], length=unit)
    return speech.phrase(expr.function, **{f"a{number}": arg for number, arg in enumerate(args)})
