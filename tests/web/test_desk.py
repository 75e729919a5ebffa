"""The adjudicator's desk: the queue, the case, the finding of facts, and the ruling that follows from them."""

from __future__ import annotations

import re
import secrets

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gongdao.case.overlays import SuspendCase
from gongdao.case.stages.negotiation import CallPlatform
from gongdao.case.stages.remedy import FailLeg
from gongdao.case.stages.review import AskRecusal, TakeCase
from gongdao.kernel.errors import Refused
from gongdao.service.actions.act import act
from gongdao.service.actions.desk import take_next
from gongdao.service.installation import law, now
from gongdao.service.people.models import AccessRow, RoleRow, User
from gongdao.service.queries.desk import ALL, FREE, Wanted, desk
from gongdao.service.record import store
from gongdao.service.record.models import EventRow
from grounds import Ground
from offices import OFFICES, REASON, House, everybody, house

PAGES = ("/desk", "/desk/overdue", "/desk/load", "/desk/corrections")
MAY = {"/desk": ("lin", "qiao", "su"), "/desk/overdue": ("su",), "/desk/load": ("su",), "/desk/corrections": ("su",)}


@pytest.fixture
def home(standing: Ground) -> House:
    return house()


def seen(home: House, who: str) -> Client:
    """This function will give the browser of somebody; nobody and strangers have one too."""
    if who == "stranger":
        User.objects.get_or_create(username="stranger", defaults={"name": "路人"})
    return home.browser(who) if who else Client(headers={"host": "127.0.0.1"})


def do(browser: Client, stream: str, command: str, **given: object):
    """This function will send a form of the desk."""
    return browser.post(f"/desk/{stream}/{command}", {"key": secrets.token_hex(8), **given})


def text(response) -> str:
    """This function will give what a page says."""
    page = re.sub(r"<svg.*?</svg>", "", response.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_an_adjudicator_takes_weighs_finds_and_rules_without_typing_an_amount(home):
    stream, lin = home.ripe(), home.browser("lin")

    taken = lin.post("/desk/next", {"key": "k-1"})
    assert (taken.status_code, taken["Location"]) == (303, f"/desk/{stream}")
    page = lin.get(f"/desk/{stream}")
    assert "底部漏水" in text(page)
    assert "凭证 E1 还没有审核" in text(page)
    # What follows so far, and what to do next, stay in sight however far down one is.
    bar = page.content.decode().partition('<div class="bar">')[2]
    assert ('href="#ruling"' in bar, 'href="#ev-E1"' in bar) == (True, True)

    judged = do(lin, stream, "judge_evidence", id="E1", judged="valid", prima_facie="accepted", reason=REASON)
    assert judged.status_code == 303
    found = do(lin, stream, "find_fact", fact="defect_established", holds="yes", evidence=["E1"], reason=REASON)
    assert found.status_code == 303
    page = text(lin.get(f"/desk/{stream}"))
    assert REASON in page
    assert "支持买家：退货退款" in page
    assert "¥890.00" in page

    asked = lin.get(f"/desk/{stream}/give_ruling")
    assert "您不能撤回" in text(asked)
    assert store.load(law(), stream).stage == "review"
    given = do(lin, stream, "give_ruling")
    assert given.status_code == 303
    afterwards = text(lin.get(f"/desk/{stream}"))
    assert "裁决已作出" in afterwards
    assert "已录入外部事实" not in afterwards
    case = store.load(law(), stream)
    assert (case.rulings[0].outcome, case.rulings[0].refund) == ("return_refund", 89000)
    assert case.rulings[0].by == case.owner


def test_the_desk_says_where_the_other_finding_and_the_other_judgment_lead(home):
    stream = home.ripe()
    act(home.who("lin"), stream, TakeCase, {})

    page = text(home.browser("lin").get(f"/desk/{stream}"))

    assert "采信的话 退货退款 · 买家得 ¥890.00" in page
    assert "不采信的话 打款给卖家 · 买家得 ¥0.00" in page
    assert re.search(r"成立 退货退款 · 买家得 ¥890.00 .*不成立 打款给卖家 · 买家得 ¥0.00", page)


def test_the_next_case_is_the_most_urgent_one_that_may_be_taken_and_one_form_takes_one(home):
    first, second = home.ripe("O-1"), home.ripe("O-2")
    lin, qiao = home.who("lin"), home.who("qiao")

    assert take_next(lin, "k") == first
    assert take_next(lin, "k") == first
    assert take_next(qiao, "other") == second
    assert take_next(qiao, "third") == ""
    assert desk(lin, Wanted(FREE)).counts == {"mine": 1, "free": 0, "others": 1, "all": 2}


def test_a_suspended_case_only_waits_and_is_taken_last(home):
    first, second = home.ripe("O-1"), home.ripe("O-2")
    papers = {"ground": "police", "proof": "受案回执 1 号", "days": 0}
    act(home.who("su"), first, SuspendCase, papers)

    assert take_next(home.who("lin"), "k") == second
    assert take_next(home.who("qiao"), "other") == first


def test_a_dispute_of_ones_own_is_not_on_the_desk(home):
    home.ripe()
    for user, role in ((home.fair.buyer, "staff"), (home.fair.seller, "supervisor")):
        RoleRow.objects.create(user=user, role=role)
    for actor in (home.fair.buys(), home.fair.sells()):
        assert desk(actor, Wanted(ALL)).entries == ()
        assert take_next(actor, secrets.token_hex(4)) == ""


def test_what_was_typed_is_kept_when_the_rules_say_no(home):
    stream, lin = home.ripe(), home.browser("lin")

    refused = do(lin, stream, "judge_evidence", id="E1", judged="valid", prima_facie="", reason=REASON)

    assert refused.status_code == 422
    assert REASON in refused.content.decode()
    assert "只有承办人可以这样做" in text(refused)
    empty = do(lin, stream, "hand_over", to="", reason="")
    assert (empty.status_code, store.load(law(), stream).owner) == (422, "")


def test_a_form_sent_twice_writes_once(home):
    stream, lin = home.ripe(), home.browser("lin")
    act(home.who("lin"), stream, TakeCase, {})
    for _ in range(2):
        sent = lin.post(f"/desk/{stream}/leave_evidence", {"key": "same", "id": "E1", "reason": REASON})
        assert sent.status_code == 303
    assert EventRow.objects.filter(stream=stream, type="EvidenceLeft").count() == 1


def test_evidence_is_asked_for_of_who_must_prove_it(home):
    stream, lin = home.ripe(), home.browser("lin")
    act(home.who("lin"), stream, TakeCase, {})
    assert "由买家证明" in text(lin.get(f"/desk/{stream}/ask_evidence?fact=prima_facie"))

    asked = do(lin, stream, "ask_evidence", what="supplement", fact="prima_facie", party="", note="再拍一张底部")

    assert asked.status_code == 303
    case = store.load(law(), stream)
    assert (case.stage, case.asked[-1].fact, case.asked[-1].party) == ("evidence", "prima_facie", "buyer")
    assert "您的时间停着" in text(lin.get(f"/desk/{stream}"))


def test_a_case_is_handed_over_reopened_suspended_and_resumed(home):
    stream, lin = home.ripe(), home.browser("lin")
    act(home.who("lin"), stream, TakeCase, {})
    qiao = f"staff:{home.who('qiao').person}"
    steps = (
        ("reopen_evidence", {"ground": "new_issue", "reason": REASON}),
        ("suspend_case", {"ground": "police", "proof": "受案回执 1 号", "days": ""}),
        ("resume_case", {"reason": REASON}),
        ("hand_over", {"to": qiao, "reason": REASON}),
    )
    for command, given in steps:
        assert do(lin, stream, command, **given).status_code == 303, command
    case = store.load(law(), stream)
    assert (case.stage, case.owner, case.suspended) == ("evidence", qiao, False)


def test_a_supervisor_decides_a_recusal_and_the_case_goes_back_to_the_queue(home):
    stream, su = home.ripe(), home.browser("su")
    act(home.who("lin"), stream, TakeCase, {})
    act(home.fair.sells(), stream, AskRecusal, {"reason": "他是买家的亲戚"})

    assert "等您决定的回避申请 1" in text(su.get("/desk/overdue"))
    assert "决定以前，承办人不能继续认定和裁决" in text(home.browser("lin").get(f"/desk/{stream}"))
    decided = do(su, stream, "decide_recusal", granted="yes", reason=REASON)

    assert decided.status_code == 303
    assert take_next(home.who("lin"), "k") == ""
    assert take_next(home.who("qiao"), "k") == stream


def test_a_supervisor_tries_a_failed_payment_again_or_gives_it_up(home):
    stream, leg = home.unpaid()
    su = home.browser("su")
    page = text(su.get("/desk/overdue"))
    assert "没有付成的款 1" in page
    assert "¥890.00" in page
    assert "账户冻结" in page

    assert do(su, stream, "retry_leg", leg=leg).status_code == 303
    assert "没有付成的款 0" in text(su.get("/desk/overdue"))
    store.submit(law(), stream, FailLeg(now(), "platform", leg, "账户冻结"), now())
    assert do(su, stream, "give_up_leg", leg=leg).status_code == 303
    assert "没有付成的款 0" in text(su.get("/desk/overdue"))


def test_the_supervisor_sees_load_and_errors_in_both_languages(home):
    stream = home.ripe()
    act(home.who("lin"), stream, TakeCase, {})
    for path, zh, en in (
        ("/desk/load", "小lin手上最多，1 件", "小lin has most in hand: 1"),
        ("/desk/corrections", "近 90 天没有改判", "No ruling was changed in 90 days"),
        ("/desk/overdue", "没有超期的案件", "Nothing is overdue"),
    ):
        assert zh in text(home.browser("su").get(path))
        assert en in text(home.browser("su", "en").get(path))


def test_pages_of_the_desk_are_for_who_works_there_and_leave_no_trace_for_others(home):
    stream, free = home.ripe(), "shop:GD-1999-0001"
    before = AccessRow.objects.count()
    for who in everybody():
        browser = seen(home, who)
        for path in PAGES:
            allowed = who in MAY[path]
            assert browser.get(path).status_code == (200 if allowed else 404 if who else 302), (who, path)
        if who in MAY["/desk"]:
            continue
        there, nowhere = browser.get(f"/desk/{stream}"), browser.get(f"/desk/{free}")
        has_a_part = who in ("fang", "zhou", "song", "wei")
        assert there.status_code == (403 if has_a_part else nowhere.status_code), who
        assert nowhere.status_code == (404 if who else 302), who
        assert "底部漏水" not in there.content.decode()
        sent = browser.post(f"/desk/{stream}/take_case", {"key": "k"})
        assert sent.status_code == (there.status_code if who else 303), who
    assert AccessRow.objects.count() == before
    assert store.load(law(), stream).owner == ""


def test_looking_at_a_case_is_noted(home):
    stream = home.ripe()
    home.browser("lin").get(f"/desk/{stream}")
    assert AccessRow.objects.filter(stream=stream, person=home.who("lin").person, role="staff").exists()


def test_the_queue_costs_the_same_for_one_case_and_for_many(home):
    home.ripe("O-1")
    lin, su = home.browser("lin"), home.browser("su")
    pages = ((lin, "/desk?show=all"), (su, "/desk/overdue"), (su, "/desk/load"), (su, "/desk/corrections"))
    for browser, path in pages:
        browser.get(path)
    few = [_queries(browser, path) for browser, path in pages]
    for number in range(2, 5):
        home.ripe(f"O-{number}")
        take_next(home.who("lin"), f"k-{number}")
    many = [_queries(browser, path) for browser, path in pages]

    assert many == few
    assert max(many) <= 16


def test_a_desk_is_opened_with_few_reads(home):
    stream = home.ripe()
    lin = home.browser("lin")
    lin.get(f"/desk/{stream}")
    assert _queries(lin, f"/desk/{stream}") <= 22


def _queries(browser: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert browser.get(path).status_code == 200
    return len(found)


def test_an_act_that_is_none_has_no_page(home):
    stream = home.ripe()
    assert home.browser("lin").get(f"/desk/{stream}/make_coffee").status_code == 404
    assert home.browser("lin").get(f"/desk/{stream}/accept_offer").status_code == 404
    with pytest.raises(Refused, match="page-not-found"):
        take_next(home.fair.buys())
    with pytest.raises(Refused):
        act(home.fair.buys(), stream, CallPlatform, {})
    assert set(OFFICES) == {"lin", "qiao", "su", "he", "song", "wei"}
