"""The tags of the templates."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from gongdao.kernel.text import Text
from gongdao.service import databases
from gongdao.telling.instants import HOME

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=HOME)


def said(template: str, lang: str = "zh", post: dict[str, str] | None = None, **values: Any) -> str:
    databases.setup()
    from django.template import Context, Template
    from django.test import RequestFactory

    request = RequestFactory().post("/", post or {})
    vars(request).update(lang=lang, now=NOW)
    return Template(template).render(Context({"request": request, **values}))


def test_a_text_is_said_in_the_language_of_the_page_and_its_values_are_escaped() -> None:
    template = '{% t "还有 {n} 天" "{n} days left" n=n %}'
    assert said(template, n=2) == "还有 2 天"
    assert said(template, "en", n="<b>") == "&lt;b&gt; days left"


def test_an_amount_is_a_filter() -> None:
    assert said('{{ minor|money:"CNY" }}', minor=104500) == "¥1,045.00"


def test_an_instant_is_a_time_element_for_machines_too() -> None:
    at = datetime(2026, 11, 22, 10, 0, tzinfo=HOME)
    assert said("{% when at %}", at=at) == '<time datetime="2026-11-22T10:00+08:00">11月22日（周日）10:00</time>'
    assert "Sun 22 Nov, 10:00</time>" in said("{% when at %}", "en", at=at)


def test_a_clock_says_the_time_left_whose_it_is_and_until_when() -> None:
    at = NOW + timedelta(days=1, hours=19)
    clock = said('{% clock at "您的举证截止" %}', at=at)
    assert 'class="clock clock--soon"' in clock
    assert "还剩 1\u00a0天 19\u00a0小时" in clock
    assert "您的举证截止：<time" in clock
    assert "11月22日（周日）10:00" in clock


@pytest.mark.parametrize(("lang", "over"), [("zh", "已到期"), ("en", "over")])
def test_a_clock_that_has_run_out_says_so(lang: str, over: str) -> None:
    assert f"<b>{over}</b>" in said("{% clock at %}", lang, at=NOW - timedelta(seconds=1))


def test_a_drawing_is_hidden_from_readers_and_comes_from_the_sprite() -> None:
    drawn = said('{% icon "clock" %}')
    assert 'aria-hidden="true"' in drawn
    assert "icons.svg#i-clock" in drawn


def test_every_form_has_a_fresh_key_and_one_that_is_shown_again_keeps_its_own() -> None:
    assert said("{% key %}") != said("{% key %}")
    assert said("{% key %}", post={"key": "k-1"}) == '<input type="hidden" name="key" value="k-1">'


def test_a_text_may_be_kept_under_a_name_and_said_later() -> None:
    assert said('{% t "第 {n} 步" "step {n}" n=n as step %}[{{ step }}]', "en", n=2) == "[step 2]"


def test_a_text_with_a_word_too_many_is_no_text() -> None:
    from django.template import TemplateSyntaxError

    with pytest.raises(TemplateSyntaxError, match="too"):
        said('{% t "中文" "English" too %}')


def test_a_text_at_the_beginning_of_a_line_has_a_capital() -> None:
    assert said("{% begin text %}", "en", text=Text("提出方案", "make an offer")) == "Make an offer"
