"""What who looks at a case may do in it now: every act with yes, or no, the reason and from when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from gongdao.case.allowed import Allowed, allowed
from gongdao.case.decider import COMMANDS, WHERE
from gongdao.case.state import role
from gongdao.case.words import COMMANDS as LABELS
from gongdao.kernel.errors import Refused
from gongdao.kernel.text import Text
from gongdao.service.queries.cases import Opened
from gongdao.service.queries.tellers import teller_of
from gongdao.service.record.instants import read
from gongdao.service.sentences import messages
from gongdao.telling.refusals import why

# What is done on pages of its own, or by machines only.
OWN_PAGES = {"SubmitEvidence": "evidence/new", "Appeal": "appeal"}
OF_MACHINES = ("OpenRequest", "TakeFacts", "TakeStandingOffer", "ServeEvidence", "SendLeg", "AnswerLeg", "FailLeg")


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
    reason: str = ""
    since: datetime | None = None


def acts(seen: Opened, lang: str = "zh") -> tuple[Act, ...]:
    """Give every act of the place somebody looks from, those allowed first; reasons are said in ``lang``.

    Found by trying (`gongdao.case.allowed`), so it cannot be wrong. No read.
    """
    by = seen.place.by
    kinds = tuple(kind for kind in COMMANDS if role(by) in WHERE[kind][0] and kind.__name__ not in OF_MACHINES)
    told = [_act(seen, each, lang) for each in allowed(seen.case, seen.court, by, seen.now, kinds)]
    return tuple(sorted(told, key=lambda act: not act.yes))


def _act(seen: Opened, found: Allowed, lang: str) -> Act:
    name = re.sub(r"(?<!^)(?=[A-Z])", "_", found.command).lower()
    url = f"/cases/{seen.stream}/{OWN_PAGES.get(found.command, f'do/{name}')}"
    if found.yes:
        return Act(name, LABELS[found.command], True, url)
    reason = why(teller_of(seen, lang, {}, {}), seen.case, Refused(found.code, **dict(found.details)), messages())
    return Act(name, LABELS[found.command], False, url, found.code, reason, _instant(found.since))


def _instant(since: str) -> datetime | None:
    return read(since) if since else None
