"""The sentences of all packages, for whoever tells people what is wrong: pages, interface and command line."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from gongdao.kernel.errors import BadInput, Refused
from gongdao.kernel.text import sentence
from gongdao.telling.refusals import close_up
from gongdao.telling.teller import ACTORS
from gongdao.telling.vocabulary import called

PACKAGES = (
    "kernel", "policy", "ledger", "case", "screening", "service", "service.record", "service.intake", "service.people",
    "service.delivery", "service.queries", "service.actions", "service.api", "service.play", "service.demo", "cli",
)  # fmt: skip
Messages = dict[str, tuple[str, str]]


@cache
def messages() -> Messages:
    """Give every sentence by its code; read only when something is wrong."""
    return {k: v for name in PACKAGES for k, v in import_module(f"gongdao.{name}.messages").MESSAGES.items()}


def said(error: BadInput | Refused, lang: str) -> list[str]:
    """Give what is wrong, a sentence per problem."""
    known = messages()
    if isinstance(error, Refused):
        if error.code == "not-yours":
            return [_by_office(known, error, lang)]
        return [sentence(known, error.code, lang, error.details)]
    return [sentence(known, problem.code, lang, problem.details) for problem in error.problems]


def _by_office(known: Messages, refused: Refused, lang: str) -> str:
    """Who may do something and who may not, as people call them: the adjudicator, not staff:p-7."""
    details = {key: _office(value, lang) for key, value in refused.details.items()}
    return close_up(sentence(known, refused.code, lang, details))


def _office(value: object, lang: str) -> object:
    if isinstance(value, tuple | list | set | frozenset):
        return [_office(each, lang) for each in value]
    return called(ACTORS, value.partition(":")[0], lang) if isinstance(value, str) else value
