"""How goods go back, as the pages tell it to buyer and seller."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from gongdao.kernel.text import Text
from gongdao.service.queries.cases import Opened, texts
from gongdao.service.queries.send_back import send_back
from gongdao.service.queries.tellers import teller_of
from gongdao.telling import send_back as words


@dataclass(frozen=True, slots=True)
class Told:
    """Where to (or what is ``missing``), by when, on whom the freight is; ``give`` is where the address is given."""

    where: Text
    address: str
    missing: str
    last: Text
    until: datetime | None
    until_rule: str
    freight_of: Text
    freight: str
    rule: str
    give: str


def told(seen: Opened, lang: str) -> Told | None:
    """Tell a party how the goods go back; None where nothing is to be sent now, or who looks is no party."""
    found = send_back(seen) if seen.side else None
    if found is None:
        return None
    side, clock = seen.side, found.clock
    freight = words.BORNE.get((side, found.freight))
    gives = side == "seller" and not found.address
    return Told(
        words.WHERE,
        teller_of(seen, lang, {}, texts(seen)).text(found.address) if found.address else "",
        words.NO_ADDRESS[side].say(lang),
        words.UNTIL[side],
        clock.at if clock else None,
        clock.rule if clock else "",
        words.FREIGHT,
        freight.say(lang) if freight else "",
        found.rule,
        f"/cases/{seen.stream}/do/give_return_address" if gives else "",
    )
