"""What who looks at a case may do in it now: every act with yes, or no, the reason and from when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from gongdao.case.allowed import Allowed, allowed
from gongdao.case.decider import COMMANDS, WHERE
from gongdao.case.state import role
from gongdao.case.words import COMMANDS as LABELS
from gongdao.kernel.errors import Refused
from gongdao.kernel.text import Text
from gongdao.service.queries.cases import Opened
from gongdao.service.queries.kept_answers import kept
from gongdao.service.queries.prospects import inputs
from gongdao.service.queries.tellers import teller_of
from gongdao.service.record.instants import read
from gongdao.service.sentences import messages
from gongdao.telling.refusals import why

# What is done on pages of its own, or by machines only.
OWN_PAGES = {"submit_evidence": "evidence/new", "appeal": "appeal"}
OF_MACHINES = ("OpenRequest", "TakeFacts", "TakeStandingOffer", "ServeEvidence", "SendLeg", "AnswerLeg", "FailLeg")
# A window that ends without a word changes what may be done; so much later at most it is asked again.
STALE = timedelta(minutes=5)
NO_REASON = Text("", "")
# Where no fact is in dispute, whether one may be admitted is no question.
NOTHING_IN_DISPUTE = "fact-not-in-dispute"


@dataclass(frozen=True, slots=True)
class Act:
    """One act: what it is called, whether it may be done, and if not why and from when.

    ``command`` is its name in snake case, ``code`` the code of the refusal, ``url`` its page.
    """

    command: str
    label: Text
    yes: bool
    url: str
    code: str = ""
    reason: Text = NO_REASON
    since: datetime | None = None


def acts(seen: Opened) -> tuple[Act, ...]:
    """Give every act of the place somebody looks from, those allowed first. One indexed read where it is known.

    Found by trying (`gongdao.case.allowed`), so it cannot be wrong, but for windows that ended in the last minutes.
    """
    by = seen.place.by
    body = kept({"what": "acts 3", "by": by, **inputs(seen)}, seen.now, lambda: _made(seen))
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
    # What was tried named nothing where there is nothing to name.
    refused = Refused(found.code, **{key: "" if value == "-" else value for key, value in found.details})
    said = {lang: why(teller_of(seen, lang, {}, {}), seen.case, refused, messages()).strip() for lang in ("zh", "en")}
    return {**row, **said}


def _act(seen: Opened, row: dict[str, Any]) -> Act:
    name = re.sub(r"(?<!^)(?=[A-Z])", "_", row["kind"]).lower()
    url = f"/cases/{seen.stream}/{OWN_PAGES.get(name, f'do/{name}')}"
    since = read(row["since"]) if row["since"] else None
    return Act(
        name, LABELS[row["kind"]], row["yes"], url, row["code"], Text(row.get("zh", ""), row.get("en", "")), since
    )
