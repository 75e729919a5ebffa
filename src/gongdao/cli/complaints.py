"""Says at the edge what went wrong: every problem with its place, a refusal as a sentence."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from gongdao.kernel.errors import BadInput, Problem, Refused
from gongdao.kernel.text import sentence
from gongdao.service.sentences import messages, said as sentences


def complain(error: BadInput | Refused, lang: str, said: set[str] | None = None) -> None:
    """Print what is wrong, a line per problem, on the standard error; not again what has been ``said`` before."""
    _print(lines_of(error, lang), set() if said is None else said)


def warn(problems: Iterable[Problem], lang: str, said: set[str]) -> None:
    """Print what was left out of a decision that was made all the same; not again what has been ``said`` before."""
    _print(problem_lines(problems, lang) if problems else (), said)


def _print(lines: Iterable[str], said: set[str]) -> None:
    sys.stdout.flush()
    for line in lines:
        if line not in said:
            said.add(line)
            print(line, file=sys.stderr)


def lines_of(error: BadInput | Refused, lang: str) -> list[str]:
    """What is wrong, a line per problem."""
    if isinstance(error, Refused):
        return [f"gongdao: {line}" for line in sentences(error, lang)]
    return list(problem_lines(error.problems, lang))


def problem_lines(problems: Iterable[Problem], lang: str) -> Iterator[str]:
    """Each problem as ``file:line:column  path: sentence``."""
    known = messages()
    for problem in problems:
        yield f"{_where(problem)}{sentence(known, problem.code, lang, problem.details)}"


def _where(problem: Problem) -> str:
    place = problem.place
    if place is None:
        return "gongdao: "
    where = f"{place.file}:{place.line}:{place.column}" if place.line else place.file
    return f"{where}  {place.path}: " if place.path else f"{where}  "
