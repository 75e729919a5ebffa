"""No page is left out where all of them are looked at: for pictures, with axe, and on a phone."""

from __future__ import annotations

import re

from addresses import addresses
from every_page import ACTS, PAGES
from walks import BY_PROVIDER, WALKS


def test_every_address_of_a_page_is_among_those_looked_at_or_says_why_not():
    looked_at = [re.sub(r"{\w+}", "x", seen.path.partition("?")[0]) for seen in PAGES]
    forms = {each: re.compile(re.sub("<.*?>", "[^/]+", re.escape(each))) for each in addresses()}
    left = {each for each, form in forms.items() if not any(map(form.fullmatch, looked_at))}
    assert left == ACTS.union(*(walk.over for walk in (*WALKS, BY_PROVIDER)))
