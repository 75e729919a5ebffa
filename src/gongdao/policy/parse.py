"""Reads the text of a condition into its tree: CEL's spelling and precedence, Chinese names allowed."""

from __future__ import annotations

from typing import cast

from gongdao.policy.faults import SyntaxProblem, unlisted
from gongdao.policy.lexer import LARGEST, RESERVED, WORD_OPERATORS, Token, tokens
from gongdao.policy.syntax import (
    And,
    Arith,
    ArithOp,
    Call,
    Compare,
    CompareOp,
    Contains,
    Expr,
    Field,
    Has,
    In,
    Literal,
    Macro,
    MacroKind,
    Name,
    Neg,
    Not,
    Or,
    Param,
    Size,
)

__all__ = ["DEEPEST", "LONGEST_CHAIN", "MACROS", "SyntaxProblem", "parse"]

DEEPEST = 24
LONGEST_CHAIN = 32
MACROS = ("exists", "all", "sum")

# CEL's levels: || && relations (in among them) + and - * unary; a higher number binds tighter.
_OR, _AND, _RELATION, _SUM, _PRODUCT, _UNARY = 1, 2, 3, 4, 5, 6
_LEVEL = {"||": _OR, "&&": _AND, "in": _RELATION, "+": _SUM, "-": _SUM, "*": _PRODUCT} | dict.fromkeys(
    ("==", "!=", "<", "<=", ">", ">="), _RELATION
)
_CONSTANTS = {"true": True, "false": False}


def parse(text: str) -> Expr:
    """The tree of the condition ``text``.

    :raises SyntaxProblem: it is not a condition; says where and what to write instead.
    """
    reader = _Reader(tokens(text))
    expr = reader.expression(0)
    reader.finish()
    return expr


class _Reader:
    """A Pratt parser over the tokens of one condition."""

    __slots__ = ("all", "chain", "depth", "here")

    def __init__(self, all_tokens: list[Token]) -> None:
        self.all = all_tokens
        self.here = 0
        self.depth = 0
        self.chain = 0

    def expression(self, level: int) -> Expr:
        self.deeper()
        left = self.operand()
        while True:
            token = self.all[self.here]
            mark = token.text if token.text == "in" and token.kind == "name" else token.kind
            its = _LEVEL.get(mark, 0)
            if its <= level:
                break
            self.here += 1
            left = self.infix(left, token, mark, its)
        self.depth -= 1
        return left

    def infix(self, left: Expr, token: Token, mark: str, level: int) -> Expr:
        if level <= _AND:
            return self.junction(left, mark, level)
        if level == _RELATION:
            return self.relation(left, token, mark)
        self.longer(token)
        return Arith(cast("ArithOp", mark), left, self.expression(level), token.at)

    def junction(self, left: Expr, mark: str, level: int) -> Expr:
        kind = And if mark == "&&" else Or
        items = [*left.items] if isinstance(left, kind) else [left]
        while True:
            item = self.expression(level)
            items.extend(item.items if isinstance(item, kind) else [item])
            if self.all[self.here].kind != mark:
                return kind(tuple(items), items[0].at)
            self.here += 1

    def relation(self, left: Expr, token: Token, mark: str) -> Expr:
        if mark == "in":
            made = self.membership(left, token)
        else:
            made = Compare(cast("CompareOp", mark), left, self.expression(_RELATION), token.at)
        after = self.all[self.here]
        if _LEVEL.get(after.text if after.kind == "name" else after.kind, 0) == _RELATION:
            raise SyntaxProblem("chained-comparison", after.at, value=after.text)
        return made

    def membership(self, item: Expr, token: Token) -> Expr:
        if self.all[self.here].kind != "[":
            return Contains(item, self.expression(_RELATION), token.at)
        bracket = self.take()
        if self.all[self.here].kind == "]":
            raise SyntaxProblem("empty-list", bracket.at)
        return In(item, self.items("]", bracket), token.at)

    def operand(self) -> Expr:
        token = self.take()
        if token.kind in ("!", "-"):
            return self.unary(token)
        return self.selections(self.primary(token))

    def unary(self, token: Token) -> Expr:
        self.deeper()
        following = self.all[self.here]
        # CEL's grammar has no mixture of the two signs without parentheses.
        if following.kind in ("!", "-") and following.kind != token.kind:
            raise SyntaxProblem("unexpected-token", following.at, value=following.text)
        of = self.operand()
        self.depth -= 1
        if token.kind == "!":
            return Not(of, token.at)
        if isinstance(of, Literal) and type(of.value) is int and of.value >= 0:
            return Literal(-of.value, token.at)
        return Neg(of, token.at)

    def primary(self, token: Token) -> Expr:
        if token.kind == "name":
            return self.named(token)
        if token.kind == "text":
            return Literal(token.text[1:-1], token.at)
        if token.kind == "number":
            return _number(token)
        if token.kind == "(":
            inside = self.expression(0)
            self.close(")", token)
            return inside
        if token.kind == "[":
            raise SyntaxProblem("list-outside-in", token.at)
        raise _unexpected(token)

    def named(self, token: Token) -> Expr:
        word = token.text
        if word in _CONSTANTS:
            return Literal(_CONSTANTS[word], token.at)
        _allowed_name(token)
        if self.all[self.here].kind == "(":
            return self.call(token)
        if word == "p":
            return self.parameter(token)
        return Name(word, token.at)

    def parameter(self, token: Token) -> Expr:
        if self.all[self.here].kind != ".":
            raise SyntaxProblem("bare-parameter", token.at)
        self.here += 1
        return Param(self.selector().text, token.at)

    def call(self, token: Token) -> Expr:
        bracket = self.take()
        if token.text == "has":
            return self.has(token, bracket)
        args = self.arguments(bracket)
        if token.text != "size":
            return Call(token.text, args, token.at)
        if len(args) != 1:
            raise SyntaxProblem("size-shape", token.at)
        return Size(args[0], token.at)

    def arguments(self, bracket: Token) -> tuple[Expr, ...]:
        if self.all[self.here].kind != ")":
            return self.items(")", bracket)
        self.here += 1
        return ()

    def has(self, token: Token, bracket: Token) -> Expr:
        asked = self.take()
        if asked.kind != "name" or asked.text in _CONSTANTS or asked.text == "p":
            raise SyntaxProblem("has-shape", asked.at)
        _allowed_name(asked)
        name = asked.text
        if self.all[self.here].kind == ".":
            self.here += 1
            name = f"{name}.{self.selector().text}"
        if self.all[self.here].kind not in (")", "end"):
            raise SyntaxProblem("has-shape", self.all[self.here].at)
        self.close(")", bracket)
        return Has(name, token.at)

    def selections(self, left: Expr) -> Expr:
        while self.all[self.here].kind == ".":
            dot = self.take()
            self.longer(dot)
            word = self.selector()
            if self.all[self.here].kind == "(":
                left = self.macro(left, word)
            else:
                left = Field(left, word.text, word.at)
        return left

    def macro(self, over: Expr, word: Token) -> Expr:
        if word.text not in MACROS:
            code, details = unlisted("unknown-macro", word.text, MACROS)
            raise SyntaxProblem(code, word.at, **details)
        bracket = self.take()
        variable, comma = self.take(), self.all[self.here]
        if variable.kind != "name" or comma.kind != "," or variable.text in (*_CONSTANTS, "p"):
            raise SyntaxProblem("macro-shape", variable.at, value=word.text)
        _allowed_name(variable)
        self.here += 1
        body = self.expression(0)
        if self.all[self.here].kind == ",":
            raise SyntaxProblem("macro-shape", self.all[self.here].at, value=word.text)
        self.close(")", bracket)
        return Macro(cast("MacroKind", word.text), over, variable.text, body, word.at)

    def items(self, closing: str, bracket: Token) -> tuple[Expr, ...]:
        found = [self.expression(0)]
        while self.all[self.here].kind == ",":
            self.here += 1
            found.append(self.expression(0))
        self.close(closing, bracket)
        return tuple(found)

    def selector(self) -> Token:
        token = self.take()
        if token.kind != "name" or token.text in ("true", "false", "null", "in"):
            raise _unexpected(token)
        return token

    def take(self) -> Token:
        token = self.all[self.here]
        self.here += token.kind != "end"
        return token

    def close(self, closing: str, bracket: Token) -> None:
        token = self.all[self.here]
        if token.kind == "end":
            raise SyntaxProblem("unclosed-bracket", bracket.at, value=bracket.text, nearest=closing)
        if token.kind != closing:
            raise _unexpected(token)
        self.here += 1

    def finish(self) -> None:
        if self.all[self.here].kind != "end":
            raise _unexpected(self.all[self.here])

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise SyntaxProblem("condition-too-deep", self.all[self.here].at, limit=DEEPEST)

    def longer(self, token: Token) -> None:
        self.chain += 1
        if self.chain > LONGEST_CHAIN:
            raise SyntaxProblem("chain-too-long", token.at, limit=LONGEST_CHAIN)


def _number(token: Token) -> Literal:
    # int() refuses thousands of digits with an error of its own.
    value = int(token.text) if len(token.text.lstrip("0")) <= len(str(LARGEST)) else LARGEST + 1
    if value > LARGEST:
        raise SyntaxProblem("number-too-large", token.at, value=token.text[:20], limit=LARGEST)
    return Literal(value, token.at)


def _allowed_name(token: Token) -> None:
    if token.text in RESERVED:
        raise SyntaxProblem("reserved-word", token.at, value=token.text)
    if token.text in ("null", "in") or token.text in WORD_OPERATORS:
        raise _unexpected(token)


def _unexpected(token: Token) -> SyntaxProblem:
    if token.kind == "end":
        return SyntaxProblem("unexpected-end", token.at)
    if token.kind == "name" and token.text in WORD_OPERATORS:
        return SyntaxProblem("word-operator", token.at, value=token.text, nearest=WORD_OPERATORS[token.text])
    if token.kind == "name" and token.text == "null":
        return SyntaxProblem("null-literal", token.at)
    return SyntaxProblem("unexpected-token", token.at, value=token.text)
