"""What a person wrote never enters an event: each such text is found, and a commitment stands in its place."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from typing import get_type_hints

import pytest

from court_room import COURT, START, given, heard, opened, ruled
from gongdao.case.court import pack
from gongdao.case.decider import COMMANDS, EVENTS
from gongdao.case.facts import bind
from gongdao.case.personal import (
    ROW_FIELDS,
    ROWS,
    WORDS,
    WRITTEN,
    Personal,
    personal_texts,
    with_commitments,
    with_scripts,
    without_words,
)
from gongdao.case.rounds import Appeal
from gongdao.case.schema import SCHEMA
from gongdao.case.stages.evidence import SubmitEvidence
from gongdao.case.stages.negotiation import AgreeReturn, RefuseRequest
from gongdao.case.stages.offers import TakeStandingOffer
from gongdao.case.stages.opening import TAKEN, TakeFacts
from gongdao.case.stages.review import FindFact
from gongdao.policy.library import pack_of

# Fields of commands that hold a word of ours, an id, a digest or a number of the trade: nothing of anybody's own.
OF_THE_CASE = {
    "answers", "party", "about", "whom", "model", "screened",
    "by", "source", "path", "id", "platform", "pack", "kind", "freight", "waybill", "carrier", "result", "what",
    "digest", "to", "pool", "side", "juror", "judged", "prima_facie", "fact", "leg", "account", "receipt",
    "state", "offer", "line", "head", "against", "request", "rule", "since", "key", "answer", "payment", "outcome",
}  # fmt: skip
# Facts that are texts and nobody's secret: numbers of the trade, what the goods are, what the page shows to all.
PUBLIC = {
    "measure.rule_id", "measure.rule_version", "complained.case", "complained.staff",
    "order.id", "order.merged_with", "goods.name", "goods.used", "gift.name", "items[].sku", "seller.displayed_score",
    "seller.place", "claim.items[]", "seller.id", "payments[].instrument",
}  # fmt: skip
ADDRESS = "杭州市西湖区某路 1 号"


def facts_of(path: str, **row) -> TakeFacts:
    return TakeFacts(START, "marketplace", "orders", START, path, tuple(row.items()))


def committed(command):
    return with_commitments(command, {it.place: f"<{it.person}:{len(it.text)}>" for it in personal_texts(command)})


@pytest.mark.parametrize("kind", COMMANDS, ids=lambda kind: kind.__name__)
def test_every_text_of_a_command_is_said_to_be_somebodys_own_or_not(kind):
    hints = get_type_hints(kind)
    texts = {field.name for field in fields(kind) if hints[field.name] is str}

    assert texts - OF_THE_CASE - WRITTEN.keys() == set()


def test_every_text_among_the_facts_from_outside_is_said_to_be_somebodys_own_or_not():
    texts = {
        field.path.removeprefix("facts.")
        for field in SCHEMA.fields
        if field.kind.name == "text" or "text" in {kind.name for kind in field.kind.of}
    }
    taken = {path for path in texts if path.split("[]")[0].rpartition(".")[0] in TAKEN or path.split("[]")[0] in TAKEN}
    personal = {name for path, table in ROWS.items() for key in table for name in (f"{path}.{key}", f"{path}[].{key}")}

    assert taken - personal - PUBLIC == set()


def test_the_tables_name_fields_that_there_are():
    named = {(kind.__name__, field.name) for kind in (*COMMANDS, *EVENTS) for field in fields(kind)}

    assert set(ROW_FIELDS) | WORDS <= named


def test_a_reason_is_its_writers_own():
    command = FindFact(START, "staff:7", "defect_established", holds=True, evidence=("E1",), reason="看得见破洞")

    assert personal_texts(command) == (Personal("reason", "staff:7", "看得见破洞"),)
    assert committed(command).reason == "<staff:7:5>"


def test_buyer_and_seller_are_one_person_each_whatever_name_they_act_under():
    command = RefuseRequest(START, "seller:shop-3", "no hole")

    assert [it.person for it in personal_texts(command)] == ["seller"]


def test_the_return_address_is_the_sellers_whoever_names_it():
    assert personal_texts(AgreeReturn(START, "seller", ADDRESS, freight_mentioned=True))[0].person == "seller"
    order = facts_of("order", id="X-1", paid=6000, address=ADDRESS, return_to=ADDRESS, signed_at=START)

    found = committed(order)

    assert dict(found.row) == {
        "id": "X-1", "paid": 6000, "address": "<buyer:12>", "return_to": "<seller:12>", "signed_at": START,
    }  # fmt: skip


def test_who_signed_is_committed_as_the_addressee_is_so_that_the_rules_can_compare_them():
    receiver = personal_texts(facts_of("order", receiver="王五"))[0]
    signer = personal_texts(facts_of("logistics", signer="王五", scan="signed"))[0]

    assert (receiver.person, receiver.text) == (signer.person, signer.text)


@pytest.mark.parametrize("text", ["", "  ", "本人", "无", "none"])
def test_a_text_that_names_nobody_stays_as_the_rules_read_it(text):
    assert personal_texts(facts_of("logistics", signer=text)) == ()
    assert personal_texts(Appeal(START, "buyer", "", text)) == ()


def test_a_word_of_ours_is_no_text_of_anybody():
    assert personal_texts(TakeStandingOffer(START, "marketplace", "S-1", "no_reason", "refund", 100)) == ()
    assert personal_texts(facts_of("logistics", agent=True)) == ()


def test_what_evidence_tells_is_its_givers_text_unless_a_pack_has_a_word_for_it():
    told = {"shows": "hole", "says": ADDRESS, "phone": "13800000000", "waybill": "YT1", "issuer": "accredited"}
    command = SubmitEvidence(START, "buyer", "E1", "photo", "0" * 64, tuple(told.items()))
    law = pack_of(COURT.library, given(*opened()).pack)

    found = without_words(personal_texts(command), [law])

    assert found == (Personal("shows.says", "buyer", ADDRESS), Personal("shows.phone", "buyer", "13800000000"))
    assert without_words((Personal("shows.phone", "buyer", "hole"),), [law]) != ()


def test_a_message_belongs_to_its_sender():
    message = facts_of("chat", text="在吗", **{"from": "buyer"})

    assert personal_texts(message) == (Personal("row.text", "buyer", "在吗"),)


def test_the_scripts_in_a_message_are_noted_before_nobody_can_read_it():
    scam = "您下载这个会议APP，打开屏幕共享，我教您操作"
    message = facts_of("chat", text=scam, **{"from": "unknown_user"})
    law = pack_of(COURT.library, given(*opened()).pack)

    plain = given(*opened(), message)
    noted = given(*opened(), committed(with_scripts(message, lambda: [law])))

    assert dict(noted.facts["chat"][0])["text"] == "<unknown_user:23>"
    assert asked(plain) == asked(noted) != []


def asked(case):
    return bind(pack(COURT, case), case.facts, START, COURT.calendars, {}).given.values["scripts"]


def test_other_commands_have_no_scripts():
    order = facts_of("order", id="X-1")

    assert with_scripts(order, lambda: pytest.fail("asked for packs")) is order


@pytest.mark.parametrize("commands", [opened, heard, ruled])
def test_a_dispute_goes_the_same_way_when_its_texts_are_committed(commands):
    plain, kept = given(*commands()), given(*(committed(command) for command in commands()))

    assert (plain.stage, plain.seq, [r.outcome for r in plain.rulings]) == (
        kept.stage, kept.seq, [r.outcome for r in kept.rulings],
    )  # fmt: skip


def test_an_instant_in_a_row_is_no_text():
    order = facts_of("order", address=START)

    assert isinstance(dict(order.row)["address"], datetime)
    assert personal_texts(order) == ()
