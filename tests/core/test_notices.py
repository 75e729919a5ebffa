"""Who is told of what: both sides of what concerns both, the other side of what one did, the platform of what waits."""

from __future__ import annotations

from datetime import datetime
from typing import get_type_hints

from court_room import COURT, HOLE, SIGNED, at, given, opened, ruled
from golden.notices_table import PAGE, page
from gongdao.case.decider import EVENTS, decide, fold
from gongdao.case.due import due
from gongdao.case.notices import TOLD, addressees, notices
from gongdao.case.overlays import VersionChanged
from gongdao.case.silence import DeadlinePassed
from gongdao.case.stages.evidence import EvidenceServed
from gongdao.case.stages.negotiation import RefuseRequest
from gongdao.case.stages.offers import MakeOffer


def passed(effect):
    clocks = {name: at(1) for name, kind in get_type_hints(DeadlinePassed).items() if kind is datetime}
    return DeadlinePassed(**clocks, by="clerk", deadline="reply", party="seller", effect=effect, rule="tb-1")


def told(case, command):
    """What is told of a command: addressee and event."""
    events = decide(case, command, COURT)
    found = notices(case, [recorded.event for recorded in events], fold(case, events), COURT)
    return found, {(notice.to, notice.about) for notice in found}


def test_of_every_event_it_is_written_who_is_told():
    assert {kind.__name__ for kind in EVENTS} == set(TOLD)


def test_nobody_is_told_of_what_he_did_alone():
    case = given(*opened(SIGNED, HOLE))

    assert told(case, RefuseRequest(at(1), "seller:s-1", "no hole"))[1] == {("buyer", "RequestRefused")}
    assert told(case, MakeOffer(at(1), "buyer", "O1", "refund", 6000, "seller"))[1] == {("seller", "OfferMade")}


def test_each_notice_has_its_readers_own_next_deadline_and_the_effect_of_silence():
    *before, request = opened()
    case = given(*before)
    found, _ = told(case, request)
    own = due(given(request, case=case), COURT)

    assert own
    for notice in found:
        clock = own.get(notice.to)
        said = (clock.name, clock.at, clock.effect) if clock else ("", None, "")
        assert (notice.deadline, notice.due, notice.effect) == said


def test_a_notice_names_its_event_by_its_place_in_the_stream():
    *before, last = ruled()
    case = given(*before)
    events = decide(case, last, COURT)
    found, _ = told(case, last)

    assert {type(events[notice.seq - case.seq - 1].event).__name__ == notice.about for notice in found} == {True}


def test_both_sides_and_the_marketplace_are_told_of_a_ruling():
    *before, last = ruled()
    _, said = told(given(*before), last)

    assert {to for to, about in said if about == "RulingGiven"} == {"buyer", "seller", "marketplace"}


def test_evidence_is_served_on_the_side_it_names():
    assert addressees(EvidenceServed(at(1), "platform", "E1", "seller", "0" * 64)) == ("seller",)


def test_silence_of_the_platform_goes_up_to_the_supervisor():
    assert set(addressees(passed("escalate"))) == {"buyer", "seller", "staff", "supervisor"}
    assert set(addressees(passed("refund"))) == {"buyer", "seller"}


def test_both_sides_are_told_of_a_new_edition_of_the_rules():
    names = VersionChanged.__dataclass_fields__
    made = VersionChanged(*[at(1) if name == "at" else () if name == "promised" else "platform" for name in names])

    assert addressees(made) == ("buyer", "seller")


def test_the_page_shows_who_is_told_today():
    assert PAGE.read_text(encoding="utf-8") == page()
