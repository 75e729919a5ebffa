"""A teller for an opened case: the language, the names and texts that who looks may see, the rulings so far."""

from __future__ import annotations

from collections.abc import Mapping

from gongdao.case.personal import COMMITMENT
from gongdao.kernel.text import Text
from gongdao.service.installation import law
from gongdao.service.queries.cases import Opened
from gongdao.telling.teller import Teller, home_of


def teller_of(seen: Opened, lang: str, people: Mapping[str, Text], texts: Mapping[str, str]) -> Teller:
    """Give who tells a case to whom looks at it, in zh or en."""
    zone = home_of(law().library, seen.case.pack, seen.now)
    return Teller(
        lang, seen.row.currency, people, texts, law().library, seen.court, seen.case, seen.now, zone, as_page=True
    )


def filled(said: str, teller: Teller) -> str:
    """Give a sentence that was kept, with the texts that its commitments stand for; where they are gone, a mark."""
    return COMMITMENT.sub(lambda found: teller.text(found[0]), said)
