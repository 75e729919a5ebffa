"""The sentences that pages, interface and command line say a refusal with."""

from __future__ import annotations

import re

from gongdao.kernel.errors import Refused
from gongdao.service.sentences import said
from gongdao.telling.teller import ACTORS

ARTICLE = re.compile("(the|a|an) |both$|nobody$")


def test_a_refusal_calls_offices_as_people_do():
    no = Refused("not-yours", by="buyer:p-1", allowed=("staff", "supervisor"))

    assert said(no, "zh") == ["这不是买家能做的；可由：小二、主管"]
    assert said(no, "en") == ["this is not for the buyer to do, but for the adjudicator, the supervisor"]


def test_everybody_has_an_article_in_english():
    assert [text.en for text in ACTORS.values() if not ARTICLE.match(text.en)] == []
