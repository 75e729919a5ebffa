"""The assistant drafts for both sides, reads back what it says, and asks a language model for words only."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from gongdao.case.stages.evidence import ConcludeEvidence
from gongdao.case.stages.negotiation import CallPlatform, RefuseRequest
from gongdao.case.stages.offers import MakeOffer
from gongdao.case.stages.review import TakeCase
from gongdao.case.stages.ruled import GiveRuling
from gongdao.service.actions.act import act
from gongdao.service.installation import law
from gongdao.service.people.actor import actor_of
from gongdao.service.people.models import STAFF, RoleRow, User
from gongdao.service.record import store


@contextmanager
def model(say: Callable[[str], str], status: int = 200) -> Iterator[list[dict]]:
    """This function will run an OpenAI-compatible service that answers as ``say`` does, and give what it was asked."""
    asked: list[dict] = []

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            asked.append({"path": self.path, "key": self.headers["Authorization"], **body})
            said = {"choices": [{"message": {"role": "assistant", "content": say(body["messages"][-1]["content"])}}]}
            answer = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    Thread(target=server.serve_forever, daemon=True).start()
    os.environ.update(GONGDAO_REPHRASE_URL=f"http://127.0.0.1:{server.server_port}/v1", GONGDAO_REPHRASE_KEY="secret")
    try:
        yield asked
    finally:
        server.shutdown()
        server.server_close()
        del os.environ["GONGDAO_REPHRASE_URL"], os.environ["GONGDAO_REPHRASE_KEY"]


def words(response) -> str:
    """The draft on the page."""
    found = re.search(r'<textarea class="in" id="text"[^>]*>(.*?)</textarea>', response.content.decode(), re.DOTALL)
    assert found is not None
    return found[1]


def test_a_buyer_gets_the_words_with_the_facts_the_clock_and_the_rule(fair, stream):
    page = fair.browser().get(f"/cases/{stream}/speak")
    explained = fair.browser().get(f"/cases/{stream}/speak?purpose=explain")

    assert page.status_code == 200
    assert "O-1" in words(page)
    assert "¥890.00" in words(page)
    assert "不答复" in words(page)
    assert "按规则" in words(explained)
    assert "这段话的意思是" in page.content.decode()


def test_a_seller_gets_words_and_what_each_way_out_costs(fair, stream):
    page = fair.browser(fair.seller).get(f"/cases/{stream}/speak?purpose=refuse_request")

    assert "我们不同意" in words(page)
    assert "每条路要付出什么" in page.content.decode()


def test_the_words_go_along_to_the_form_which_still_asks_first(fair, stream):
    offer = {"id": "offer-1", "kind": "refund", "amount": 10000, "freight": ""}
    act(fair.sells(), stream, MakeOffer, offer)
    browser = fair.browser()
    given = {"purpose": "refuse_offer", "own": "太少", "text": "我不接受，太少了。", "use": "1"}
    taken = browser.post(f"/cases/{stream}/speak", given)
    form = browser.get(taken.headers["location"])

    assert taken.headers["location"] == f"/cases/{stream}/do/refuse_offer"
    assert "我不接受，太少了。" in form.content.decode()
    assert store.load(law(), stream).offers[0].state == "open"


def test_words_for_the_talk_become_a_message_that_is_sent_only_when_it_is_confirmed(fair, stream):
    browser = fair.browser()
    assert "作为消息发给对方" in browser.get(f"/cases/{stream}/speak?purpose=urge").content.decode()
    taken = browser.post(f"/cases/{stream}/speak", {"purpose": "urge", "text": "请在周三前答复。", "use": "1"})
    form = browser.get(taken.headers["location"])

    assert taken.headers["location"] == f"/cases/{stream}/say"
    assert "请在周三前答复。" in form.content.decode()
    assert not store.load(law(), stream).facts.get("chat")
    browser.post(f"/cases/{stream}/say", {"text": "请在周三前答复。", "key": "k-say-1"})
    assert len(store.load(law(), stream).facts["chat"]) == 1
    assert "请在周三前答复。" not in browser.get(f"/cases/{stream}/say").content.decode()


def test_only_what_may_be_done_now_is_offered(fair, stream):
    page = fair.browser().get(f"/cases/{stream}/speak?purpose=appeal").content.decode()

    assert 'value="appeal"' not in page
    assert 'value="urge"' in page


def test_other_words_are_used_when_they_say_the_same(fair, stream):
    with model(lambda text: text.replace("您好。", "您好，打扰您了。")) as asked:
        page = fair.browser().post(f"/cases/{stream}/speak", {"purpose": "urge", "own": "", "write": "1"})

    assert words(page).startswith("您好，打扰您了。")
    assert asked[0]["path"] == "/v1/chat/completions"
    assert asked[0]["key"] == "Bearer secret"


@pytest.mark.parametrize(
    ("say", "status"),
    [
        (lambda text: text.replace("890.00", "990.00"), 200),
        (lambda text: text + "否则赔三倍。", 200),
        (lambda text: "好的。", 200),
        (lambda text: text, 500),
    ],
)
def test_the_template_stands_when_the_model_changes_a_fact_or_fails(fair, stream, say, status):
    plain = words(fair.browser().get(f"/cases/{stream}/speak?purpose=urge"))
    with model(say, status):
        page = fair.browser().post(f"/cases/{stream}/speak", {"purpose": "urge", "own": "", "write": "1"})

    assert words(page) == plain
    assert "语言模型" not in page.content.decode()


def test_nobody_is_asked_where_no_model_is_configured(fair, stream):
    browser = fair.browser()
    posted = browser.post(f"/cases/{stream}/speak", {"purpose": "urge", "own": "", "write": "1"})

    assert words(posted) == words(browser.get(f"/cases/{stream}/speak?purpose=urge"))


def test_an_appeal_says_which_one_it_is_what_is_heard_and_takes_what_is_new(fair, stream):
    browser = fair.browser()
    early = browser.get(f"/cases/{stream}/appeal").content.decode()
    ruled_for_the_seller(fair, stream)
    page = browser.get(f"/cases/{stream}/appeal").content.decode()
    nothing = browser.post(f"/cases/{stream}/appeal", {"ground": " ", "new_evidence": "", "key": "a"})
    shown = browser.post(
        f"/cases/{stream}/appeal", {"ground": "收货当天的视频被漏看了", "new_evidence": "", "key": "b"}
    )
    given = {"ground": "收货当天的视频被漏看了", "new_evidence": "", "key": "b", "confirm": "1"}
    sent = browser.post(f"/cases/{stream}/appeal", given)

    assert "现在不行" in early
    assert "第 1 次，最多 2 次" in page
    assert "没有裁决过本案的人" in page
    assert nothing.status_code == 422
    assert (shown.status_code, sent.status_code) == (200, 303)
    assert store.load(law(), stream).round == 1


def test_the_words_of_an_appeal_go_along_to_its_form(fair, stream):
    ruled_for_the_seller(fair, stream)
    browser = fair.browser()
    written = browser.get(f"/cases/{stream}/speak?purpose=appeal")
    taken = browser.post(f"/cases/{stream}/speak", {"purpose": "appeal", "text": "视频被漏看了", "use": "1"})

    assert "第 1 份" in words(written)
    assert taken.headers["location"] == f"/cases/{stream}/appeal"
    assert "视频被漏看了" in browser.get(f"/cases/{stream}/appeal").content.decode()


def ruled_for_the_seller(fair, stream: str) -> None:
    """This function will have staff rule on a file without evidence."""
    staff = User.objects.create_user("lin")
    RoleRow.objects.create(user=staff, role=STAFF)
    act(fair.sells(), stream, RefuseRequest, {"reason": "没有问题"})
    act(fair.buys(), stream, CallPlatform, {})
    for actor in (fair.buys(), fair.sells()):
        act(actor, stream, ConcludeEvidence, {})
    for kind in (TakeCase, GiveRuling):
        act(actor_of(staff), stream, kind, {})
