"""Cuts the text of a condition into tokens, and says what a foreign habit should have been spelled like."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from gongdao.policy.faults import SyntaxProblem

LONGEST = 4000
LARGEST = 2**63 - 1

# CEL's reserved words, without true, false, in and null: the official grammar refuses them as identifiers.
RESERVED = frozenset({
    "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package",
    "namespace", "return", "var", "void", "while",
})  # fmt: skip
WORD_OPERATORS = {
    "and": "&&", "AND": "&&", "且": "&&", "并且": "&&",
    "or": "||", "OR": "||", "或": "||", "或者": "||",
    "not": "!", "NOT": "!", "非": "!",
}  # fmt: skip
HALF_OPERATORS = {"=": "==", "===": "==", "!==": "!=", "<>": "!=", "=<": "<=", "=>": ">=", "&": "&&", "|": "||"}
LOOKALIKES = {"‘": "'", "’": "'", "“": "'", "”": "'", "「": "'", "」": "'", "、": ",", "。": ".", "≤": "<=", "≥": ">=",
              "≠": "!=", "×": "*", "÷": "share()", "`": "'"}  # fmt: skip

_TOKEN = re.compile(
    r"""\s*(?:
    (?P<decimal>\d+\.\d*|\.\d+|\d+[eE][+-]?\d+)
  | (?P<number>[0-9]+)
  | (?P<name>[^\W\d]\w*)
  | (?P<text>'[^'\\\r\n]*'|"[^"\\\r\n]*")
  | (?P<half>===|!==|<>|=<|=>|=(?!=)|&(?!&)|\|(?!\|))
  | (?P<mark>&&|\|\||==|!=|<=|>=|[!<>+\-*().,\[\]])
  | (?P<end>\Z)
  | (?P<other>.)
    )""",
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """``kind`` is number, name, text or end; an operator or bracket is its own kind."""

    kind: str
    text: str
    at: int


def tokens(source: str) -> list[Token]:
    """All tokens of ``source``, the last one being the end.

    :raises SyntaxProblem: at the first character that no condition can have there.
    """
    if len(source) > LONGEST:
        raise SyntaxProblem("condition-too-long", LONGEST, limit=LONGEST, length=len(source))
    found: list[Token] = []
    for match in _TOKEN.finditer(source):
        kind = match.lastgroup or "end"
        at, text = match.start(kind), match[kind]
        if kind == "mark":
            found.append(Token(text, text, at))
        elif kind in _PLAIN and (text.isascii() or kind == "text"):
            found.append(Token(kind, text, at))
            if kind == "end":
                break
        elif kind == "name":
            found.append(Token(kind, _plain_name(text, at), at))
        else:
            raise _refusal(kind, text, at, source)
    return found


_PLAIN = frozenset({"name", "number", "text", "end"})


def _plain_name(text: str, at: int) -> str:
    # A name that only looks like another one (full-width letters, ligatures) must not become a second name.
    normal = unicodedata.normalize("NFKC", text)
    if normal != text or not text.isidentifier():
        raise SyntaxProblem("name-not-plain", at, value=text, nearest=normal)
    return text


def _refusal(kind: str, text: str, at: int, source: str) -> SyntaxProblem:
    if kind == "decimal":
        return SyntaxProblem("decimal-literal", at, value=text)
    if kind == "half":
        return SyntaxProblem("half-operator", at, value=text, nearest=HALF_OPERATORS[text])
    if text in "'\"":
        return _bad_text(text, at, source)
    if text == "?":
        return SyntaxProblem("choice-operator", at)
    if text in "/%":
        return SyntaxProblem("division", at, value=text)
    shown = text if text.isprintable() else f"U+{ord(text):04X}"
    if nearest := _lookalike(text):
        return SyntaxProblem("full-width-character", at, value=shown, nearest=nearest)
    return SyntaxProblem("unexpected-character", at, value=shown)


def _bad_text(quote: str, at: int, source: str) -> SyntaxProblem:
    closing = re.compile(rf"{quote}[^{quote}\r\n]*{quote}").match(source, at)
    return SyntaxProblem("escape-in-text" if closing and "\\" in closing[0] else "unclosed-quote", at)


def _lookalike(character: str) -> str | None:
    if character in LOOKALIKES:
        return LOOKALIKES[character]
    normal = unicodedata.normalize("NFKC", character)
    return normal if normal != character and normal.isascii() and normal.isprintable() else None
