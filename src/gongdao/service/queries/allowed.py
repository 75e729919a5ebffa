"""What who looks at a case may do in it now: every act with yes, or no, the reason and from when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from gongdao.case.allowed import Allowed, allowed
from gongdao.case.decider import COMMANDS, WHERE
from gongdao.case.state import role
from gongdao.case.words import COMMANDS as LABELS
from gongdao.kernel.errors import Refused
from gongdao.kernel.text import Text, snake
from gongdao.service.queries.cases import Opened
from gongdao.service.queries.kept_answers import kept
from gongdao.service.queries.prospects import inputs
from gongdao.service.queries.tellers import teller_of
from gongdao.service.record.instants import read
from gongdao.service.sentences import messages
from gongdao.telling.acts import IN_PLAIN_WORDS
from gongdao.telling.refusals import why

# What is done on pages of its own, or by machines only.
OWN_PAGES = {"submit_evidence": "evidence/new", "appeal": "appeal", "say_message": "say"}
OF_MACHINES = ("OpenRequest", "TakeFacts", "TakeStandingOffer", "ServeEvidence", "SendLeg", "AnswerLeg", "FailLeg")
# A window that ends without a word changes what may be done; so much later at most it is asked again.
STALE = timedelta(minutes=5)
NO_REASON = Text("", "")
# What was tried named nothing, or a sum of its own: then it is said without it.
UNNAMED: Mapping[str, Text] = {
    "goods-not-so": Text("没有说好要寄的商品", "no goods were agreed on"),
    "nothing-to-perform": Text(
        "没有说好要寄的商品，不需要平台介入", "no goods were agreed on, so the platform is not called"
    ),
    "not-the-owner": Text(
        "只有承办人可以这样做；案件还没有承办人", "only the owner of the case may do this; it has none yet"
    ),
}
TRIED: Mapping[str, Text] = {
    "offer-beyond-paid": Text("这件案子里没有付过的钱可以退", "nothing was paid here that could be offered back"),
    "no-such-ruling": Text("还没有裁决", "there is no ruling yet"),
}
# Where no fact is in dispute, whether one may be admitted is no question.
NOTHING_IN_DISPUTE = "fact-not-in-dispute"


@dataclass(frozen=True, slots=True)
class Act:
    """One act: what it is called, whether it may be done, and if not why and from when.

    ``command`` is its name in snake case, ``code`` the code of the refusal, ``url`` its page; ``told``: the reason
    says itself from when.
    """

    command: str
    label: Text
    yes: bool
    url: str
    code: str = ""
    reason: Text = NO_REASON
    since: datetime | None = None
    told: bool = False


def acts(seen: Opened) -> tuple[Act, ...]:
    """Give every act of the place somebody looks from, those allowed first. One indexed read where it is known.

    Found by trying (`gongdao.case.allowed`), so it cannot be wrong, but for windows that ended in the last minutes.
    """
    by = seen.place.by
    body = kept({"what": "acts 8", "by": by, **inputs(seen)}, seen.now, lambda: _made(seen))
    return tuple(_act(seen, row) for row in sorted(body["acts"], key=lambda row: not row["yes"]))


def _made(seen: Opened) -> tuple[dict[str, Any], datetime]:
    by = seen.place.by
    kinds = tuple(kind for kind in COMMANDS if role(by) in WHERE[kind][0] and kind.__name__ not in OF_MACHINES)
    found = allowed(seen.case, seen.court, by, seen.now, kinds)
    rows = [_row(seen, each) for each in found if each.code != NOTHING_IN_DISPUTE]
    opens = [at for row in rows if row["since"] and (at := read(row["since"])) > seen.now]
    wakes = [at for at in (read(seen.row.wake),) if at > seen.now] if seen.row.wake else []
    return {"acts": rows}, min([seen.now + STALE, *opens, *wakes])


def _row(seen: Opened, found: Allowed) -> dict[str, Any]:
    row: dict[str, Any] = {"kind": found.command, "yes": found.yes, "code": found.code, "since": found.since}
    if found.yes:
        return row
    return {**row, "told": "{since}" in messages()[found.code][0], **_said(seen, found)}


def _said(seen: Opened, found: Allowed) -> dict[str, str]:
    """Why not, by language; what was tried named nothing where there is nothing to name."""
    blank = any(value == "-" for _, value in found.details)
    plain = TRIED.get(found.code) or (UNNAMED.get(found.code) if blank else None)
    if plain:
        return {"zh": plain.zh, "en": plain.en}
    refused = Refused(found.code, **{key: "" if value == "-" else value for key, value in found.details})
    return {lang: why(teller_of(seen, lang, {}, {}), seen.case, refused, messages()).strip() for lang in ("zh", "en")}


def _act(seen: Opened, row: dict[str, Any]) -> Act:
    name = snake(row["kind"])
    url = f"/cases/{seen.stream}/{OWN_PAGES.get(name, f'do/{name}')}"
    since = read(row["since"]) if row["since"] else None
    reason = Text(row.get("zh", ""), row.get("en", ""))
    label = IN_PLAIN_WORDS.get(row["kind"]) or LABELS[row["kind"]]
    return Act(name, label, row["yes"], url, row["code"], reason, since, bool(row.get("told")))
