"""A notice reaches people once: a letter on the site, mail as they want it, each channel with its proof."""

from __future__ import annotations

import email
from datetime import timedelta
from email import policy

import pytest
from django.conf import settings
from django.test import override_settings

from court_room import WANTS_MONEY, at, opened
from gongdao.case.stages.negotiation import AgreeRefund, RefuseRequest, WithdrawRequest
from gongdao.kernel.errors import Refused
from gongdao.service import installation
from gongdao.service.actions import letters as changes
from gongdao.service.actions.fan_out import fan_out
from gongdao.service.delivery.models import Letter, Mail
from gongdao.service.people.actor import Actor
from gongdao.service.people.models import User
from gongdao.service.queries import letters
from gongdao.service.record import store
from gongdao.service.record.models import OutboxRow
from gongdao.service.work import courier, mailing, sending
from people_of import person

STREAM = "shop:C-1"
NOW = at(9)
DAY = timedelta(days=1)


@pytest.fixture
def parties(standing):
    buyer = person("zhang", person="buyer", email="zhang@example.com", language="en")
    seller = person("li", "seller", shop="seller", email="li@example.com")
    return buyer, seller


@pytest.fixture
def box(tmp_path):
    """Mail goes into files here, as in a demo."""
    with override_settings(
        EMAIL_BACKEND="django.core.mail.backends.filebased.EmailBackend",
        EMAIL_FILE_PATH=tmp_path / "mail",
        GONGDAO_URL="https://court.example.com",
    ):
        yield tmp_path / "mail"


def told(*commands, now=NOW):
    law = installation.law()
    for command in commands:
        store.submit(law, STREAM, command, command.at)
    while courier.deliver(law, now, sending.sender(law, now)).sent:
        pass
    return law


def mails(box):
    texts = [part for file in sorted(box.glob("*")) for part in file.read_text().split("-" * 79)]
    return [email.message_from_string(text.strip(), policy=policy.default) for text in texts if text.strip()]


def test_a_letter_says_what_happened_the_addressees_own_deadline_and_what_silence_does(parties):
    _, seller = parties
    told(*opened())

    [letter] = letters.list_letters(seller)

    assert letter.about == "RequestOpened"
    assert letter.text.zh.startswith("买家提出申请：仅退款 ¥60.00")
    assert letter.text.zh.endswith("请在 9月24日（周三）10:00 前处理，届时自动退款。")
    assert letter.text.en.endswith("Please act before Wed 24 Sep, 10:00; the refund is automatic then.")
    assert (letter.due, letter.effect) == (at(48), "refund")
    assert letters.count_unread(seller) == 1


def test_who_has_no_deadline_is_told_of_it_only_where_one_of_his_has_stopped(parties):
    buyer, seller = parties
    told(*opened(), WithdrawRequest(at(1), "buyer"))

    [first] = letters.list_letters(buyer)
    [*_, last] = sorted(letters.list_letters(seller), key=lambda letter: letter.seq)

    assert first.text.zh.endswith("。")
    assert "期限" not in first.text.zh
    assert last.text.zh.endswith("原先给您的期限不再计时。")
    assert last.text.en.endswith("The deadline you had runs no more.")


def test_nobodys_own_words_stand_in_a_letter(parties):
    buyer, _ = parties
    claim = (*WANTS_MONEY, ("text", "我的手机号是 13800001111"))
    told(*opened(claim=claim), RefuseRequest(at(1), "seller", "住在长宁路 7 号的不退"))

    said = "".join(letter.text.zh + letter.text.en for letter in letters.list_letters(buyer))

    assert "卖家拒绝申请" in said
    assert "长宁" not in said
    assert "1380000" not in said
    assert not [word for word in said.split() if len(word) >= 64]


def test_a_notice_carried_out_twice_writes_one_letter_and_one_mail(parties):
    law = told(*opened())
    [row] = OutboxRow.objects.filter(kind="notice", body__contains='"to":"seller"')

    fan_out(law, row.key, STREAM, sending.json.loads(row.body), NOW + DAY)

    assert Letter.objects.filter(place="seller").count() == 1
    assert Mail.objects.filter(person="p-li").count() == 1


def test_mail_comes_in_its_readers_language_without_private_words_and_is_known_by_one_id(parties, box):
    told(*opened(), RefuseRequest(at(1), "seller", "住在长宁路 7 号的不退"))

    while mailing.send_due(NOW):
        pass

    by = {
        message["to"]: message
        for message in mails(box)
        if "refus" in message["subject"] or "拒绝" in message["subject"]
    }
    message = by["zhang@example.com"]
    body = message.get_content()
    assert message["subject"] == "[Gongdao] C-1 the seller refused the request"
    assert "The seller refuses the request" in body
    assert "https://court.example.com/cases/shop:C-1" in body
    assert "长宁" not in body
    assert message["auto-submitted"] == "auto-generated"
    kept = Mail.objects.get(message_id=message["message-id"])
    assert (kept.state, kept.to, len(kept.digest)) == ("delivered", "z…@example.com", 64)


def test_who_wants_a_digest_has_one_mail_a_day_but_for_what_presses(parties, box):
    buyer, seller = parties
    changes.choose_mail(buyer, "digest")
    changes.choose_mail(seller, "none")
    told(*opened(), AgreeRefund(at(1), "seller"))
    waiting = letters.list_letters(buyer)
    assert len(waiting) > 1

    made = [mailing.make_digests(NOW + n * timedelta(hours=1)) for n in range(30)]
    while mailing.send_due(NOW + 2 * DAY):
        pass

    assert sum(made) == 1
    [message] = mails(box)
    assert message["to"] == "zhang@example.com"
    assert message["subject"] == f"[Gongdao] {len(waiting)} notices for you"
    assert message.get_content().count("C-1  ") == len(waiting)


def test_a_mail_server_that_is_away_is_asked_again_and_the_letter_lies_on_the_site_meanwhile(parties, caplog):
    _, seller = parties
    told(*opened())
    gone = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": 9}
    with override_settings(**gone):
        mailing.send_due(NOW)

    waiting = Mail.objects.get(person="p-li")
    assert waiting.state == "pending"
    assert waiting.next_try_at > NOW
    assert waiting.said == "ConnectionRefusedError"
    assert letters.count_unread(seller) == 1


@pytest.mark.parametrize("address", ["无", "li@example.com\nBcc: all@example.com", "li@" + "例" * 70])
def test_an_address_that_no_mail_can_name_holds_up_nobody_elses_mail(parties, box, address):
    User.objects.filter(person="p-li").update(email=address)
    told(*opened(), RefuseRequest(at(1), "seller", "不退"))

    while mailing.send_due(NOW):
        pass

    assert set(Mail.objects.filter(person="p-li").values_list("state", "said")) == {("failed", "no-address")}
    assert {message["to"] for message in mails(box)} == {"zhang@example.com"}


def test_without_a_mail_server_no_mail_is_said_to_be_sent(parties):
    told(*opened())
    assert settings.EMAIL_BACKEND.endswith("dummy.EmailBackend")

    mailing.send_due(NOW)

    assert set(Mail.objects.values_list("state", "said", "sent_at")) == {("failed", "no-server", None)}


def test_every_channel_proves_what_it_can(parties, box):
    buyer, seller = parties
    told(*opened())
    mailing.send_due(NOW)
    [letter] = letters.list_letters(seller)

    assert changes.mark_case_read(seller, STREAM) == 1
    assert changes.mark_read(seller) == 0

    by = {(proof.channel, proof.place): proof for proof in letters.proofs(buyer, STREAM, letter.seq)}
    site, mail = by["site", "seller"], by["mail", "seller"]
    assert site.sent_at == site.delivered_at == NOW
    assert site.read_at is not None
    assert (mail.sent_at, mail.delivered_at, mail.read_at) == (NOW, None, None)
    assert len(mail.detail) == 64


def test_only_who_has_a_place_in_the_case_sees_its_proofs_and_nobody_reads_the_letters_of_others(parties):
    _, seller = parties
    told(*opened())
    [letter] = letters.list_letters(seller)
    stranger = person("wang")

    with pytest.raises(Refused) as no:
        letters.proofs(stranger, STREAM, letter.seq)
    assert no.value.code == "case-not-found"
    assert letters.list_letters(stranger) == ()
    assert changes.mark_read(stranger, [letter.id]) == 0
    assert letters.list_letters(Actor(None, "")) == ()
    assert letters.count_unread(seller) == 1


def test_a_choice_that_is_none_is_refused(parties):
    with pytest.raises(Refused) as no:
        changes.choose_mail(parties[0], "weekly")
    assert no.value.code == "mail-choice-unknown"
