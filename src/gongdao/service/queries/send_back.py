"""How goods of a case go back: the address, the last day, who bears the freight, and by which rules."""

from __future__ import annotations

from dataclasses import dataclass

from gongdao.case.court import asked, rules_of
from gongdao.case.due import Clock, due
from gongdao.case.stages.returning import return_address
from gongdao.case.state import RETURNING, did
from gongdao.service.queries.cases import Opened

AGREED = "agreed"


@dataclass(frozen=True, slots=True)
class SendBack:
    """Where to and by when; on whom the freight is, and the rule that says so.

    ``address`` is as the record keeps it, empty where none was given; ``freight`` is buyer, seller, shared, agreed (as
    the two said), or empty where nobody knows; ``clock`` is the buyer's.
    """

    address: str
    clock: Clock | None
    freight: str
    rule: str


def send_back(seen: Opened) -> SendBack | None:
    """Give how the goods of a case go back; None where nothing is to be sent now."""
    case = seen.case
    if case.stage != RETURNING or did(case, "ship_return"):
        return None
    freight, rule = _freight(seen)
    return SendBack(return_address(case), due(case, seen.court).get("buyer"), freight, rule)


def _freight(seen: Opened) -> tuple[str, str]:
    """As the offer that was taken says, else as the rules say; what they leave open was said between the two, or is the
    seller's, who agreed to a return without a word on its freight (TB-49).
    """
    case = seen.case
    if case.settled is not None and case.settled.freight:
        return case.settled.freight, ""
    # What was ruled was ruled on the file as it is; before a ruling the file is still open.
    said = asked(seen.court, case, seen.now, "freight_return", closed=bool(case.rulings))
    word = said.values.get("freight_return")
    if isinstance(word, str) and word != "none":
        return word, next(iter(rules_of(said, "freight_return")), "")
    if case.settled is None:
        return "", ""
    spoken = any(row.get("freight_mentioned") for row in case.facts.get("events", ()) if row["act"] == "agree_return")
    return (AGREED, "") if spoken else ("seller", "")
