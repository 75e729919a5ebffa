"""Says at the edge what went wrong: every problem with its place, a refusal as a sentence."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from importlib import import_module

from gongdao.kernel.errors import BadInput, Problem, Refused
from gongdao.kernel.text import sentence

Messages = dict[str, tuple[str, str]]


def messages() -> Messages:
    """The sentences of all packages; read only when something is wrong."""
    packages = ("kernel", "policy", "case", "cli")
    return {k: v for name in packages for k, v in import_module(f"gongdao.{name}.messages").MESSAGES.items()}


def complain(error: BadInput | Refused, lang: str) -> None:
    """Print what is wrong, a line per problem, on the standard error."""
    if isinstance(error, Refused):
        print(f"gongdao: {sentence(messages(), error.code, lang, error.details)}", file=sys.stderr)
        return
    for line in problem_lines(error.problems, lang):
        print(line, file=sys.stderr)


def problem_lines(problems: Iterable[Problem], lang: str) -> Iterator[str]:
    """Each problem as ``file:line:column  path: sentence``; what was found twice is said once."""
    known = messages()
    said: set[str] = set()
    for problem in problems:
        what = sentence(known, problem.code, lang, problem.details)
        line = f"{_where(problem)}{what}"
        if line not in said:
            said.add(line)
            yield line


def _where(problem: Problem) -> str:
    place = problem.place
    if place is None:
        return "gongdao: "
    where = f"{place.file}:{place.line}:{place.column}" if place.line else place.file
    return f"{where}  {place.path}: " if place.path else f"{where}  "
