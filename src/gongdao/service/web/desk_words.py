"""What the lists of the desk say of a case: its dispute, its stage, whose clock runs and what silence does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from gongdao.case.words import STAGES
from gongdao.kernel.text import Text
from gongdao.policy.library import pack_of
from gongdao.service.installation import law
from gongdao.service.people.models import STAFF, SUPERVISOR
from gongdao.service.queries.colleagues import Colleague
from gongdao.service.queries.desk import Due, Entry
from gongdao.telling.instants import pressing
from gongdao.telling.vocabulary import EFFECTS, PARTIES
from gongdao.telling.voice import Voice, in_language

OFFICES = {
    STAFF: Text("小二", "Adjudicator"),
    SUPERVISOR: Text("主管", "Supervisor"),
    "platform": Text("平台", "The platform"),
    "jury": Text("评审团", "The jury"),
    "marketplace": Text("商城", "The marketplace"),
    "clerk": Text("书记员程序", "The clerk"),
    "juror": Text("评审员", "Juror"),
}
NOTHING = Text("", "")
AGAINST_US = Text("投诉平台，或对措施有异议", "Complaint, or a measure contested")


@dataclass(frozen=True, slots=True)
class Line:
    """A case of a list in words; ``press`` is over, last, soon or nothing."""

    entry: Entry
    title: str
    stage: Text
    due: Due | None
    who: str
    effect: Text
    owner: str
    own: bool
    press: str


def lines(
    found: Iterable[Entry], lang: str, now: datetime, people: Mapping[str, str], own: Iterable[str]
) -> tuple[Line, ...]:
    """Say some cases; ``people`` are names by actor, ``own`` the names of who looks."""
    mine = frozenset(own)
    return tuple(_line(it, lang, now, people, mine) for it in found)


def _line(it: Entry, lang: str, now: datetime, people: Mapping[str, str], mine: frozenset[str]) -> Line:
    due = it.ours or it.theirs
    over = due is not None and due.at <= now
    press = "" if due is None or it.ours is None else "over" if over else pressing(due.at - now)
    return Line(
        it, titled(it.goods, it.pack, it.reason, it.currency, lang), STAGES[it.stage], due, whose(due).say(lang),
        EFFECTS.get(due.effect, NOTHING) if due else NOTHING, named(it.owner, people, lang), it.owner in mine, press,
    )  # fmt: skip


def titled(goods: str, pack: str, reason: str, currency: str, lang: str) -> str:
    """What a case is called at the desk: the goods, and what the dispute about them is."""
    said = title_of(pack, reason, currency, lang)
    name = in_language(goods, lang)
    return f"{name}{'：' if lang == 'zh' else ': '}{said}" if name else said


def title_of(pack: str, reason: str, currency: str, lang: str) -> str:
    """What a dispute is about, as the rules call it; what is said against the platform itself has no reason."""
    if reason in ("", "none") or not pack:
        return AGAINST_US.say(lang)
    return Voice(lang, pack_of(law().library, pack), currency).word("claim_reason", reason)


def whose(due: Due | None) -> Text:
    """Whose clock it is."""
    if due is None:
        return NOTHING
    return OFFICES.get(due.party) or PARTIES.get(due.party, Text(due.party, due.party))


def by_name(found: Iterable[Colleague]) -> dict[str, str]:
    """Names by actor."""
    return {it.by: it.name for it in found}


def named(by: str, people: Mapping[str, str], lang: str) -> str:
    """Somebody of the platform by name, else by office; nothing for nobody."""
    if not by:
        return ""
    role = by.partition(":")[0]
    office = OFFICES.get(role) or PARTIES.get(role)
    return people.get(by) or (office.say(lang) if office else by)
