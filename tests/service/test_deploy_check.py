"""The check before the public comes says what to do; logs, and addresses of mail servers, keep what is private."""

from __future__ import annotations

import json
import logging

import pytest
from django.test import override_settings

from gongdao.kernel.errors import BadInput, Refused
from gongdao.service import logs
from gongdao.service.actions import endpoints as changes
from gongdao.service.deploy.check import DOUBTFUL, GOOD, WRONG, findings
from gongdao.service.deploy.messages import MESSAGES
from gongdao.service.mail_url import mail
from gongdao.service.people.actor import Actor
from gongdao.service.proxies import networks
from people_of import person

FIT = {
    "SECRET_KEY": "a secret of tests that is long enough, and not plain: 0123456789",
    "ALLOWED_HOSTS": ["court.example.com"],
    "HTTPS": True,
    "GONGDAO_PROXIES": networks("127.0.0.0/8 ::1"),
    "SESSION_COOKIE_SECURE": True,
    "GONGDAO_URL": "https://court.example.com",
    "DEMO": False,
}
OPERATOR = Actor(None, "p-op", roles=frozenset({"operator"}))


def found(url):
    return {each.code.removeprefix("deploy-"): each.state for each in findings(url)}


def test_an_installation_as_it_should_be_has_nothing_wrong(standing):
    person("op", "operator")
    person("xiaoer", "staff")
    changes.create(OPERATOR, "https://shop.example.com/hooks", source="shop", pays=True)

    with override_settings(**FIT):
        states = found(standing.url)

    expected = {"secret", "hosts", "https", "proxies", "no-demo", "packs", "operators", "staff", "payer"}
    assert expected <= {code for code, state in states.items() if state == GOOD}
    assert {"mail-none", "anchors-none"} <= {code for code, state in states.items() if state == DOUBTFUL}
    if standing.vendor == "postgres":
        assert (states["database-role"], states["clock"], states["files-none"]) == (GOOD, GOOD, WRONG)
    else:
        assert states["database-sqlite"] == DOUBTFUL


def test_what_the_public_must_not_find_is_wrong(standing):
    unfit = {"SECRET_KEY": "short", "ALLOWED_HOSTS": ["*"], "HTTPS": False, "DEMO": True}
    unfit["GONGDAO_PROXIES"] = networks("10.0.0.0/8 ::/0")
    with override_settings(**unfit, EMAIL_BACKEND="django.core.mail.backends.filebased.EmailBackend"):
        states = found(standing.url)

    wrong = {code for code, state in states.items() if state == WRONG}
    assert {
        "secret-weak", "hosts-any", "https-off", "proxies-any", "demo-on", "mail-into-files", "operators-none",
        "staff-none",
    } <= wrong  # fmt: skip


def test_the_owner_of_the_tables_is_not_to_serve(standing):
    if standing.vendor == "postgres":
        from gongdao.service import databases

        databases.stand_on(standing.owner)
        assert found(standing.owner)["database-owner"] == WRONG


def test_whoever_believes_no_proxy_is_told_what_follows():
    with override_settings(GONGDAO_PROXIES=()):
        (state,) = (each.state for each in findings("sqlite:////nowhere") if each.code == "deploy-proxies-none")
    assert state == DOUBTFUL


def test_every_finding_has_its_sentence(standing):
    with override_settings(
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_HOST="127.0.0.1", EMAIL_PORT=9
    ):
        for each in findings(standing.url):
            zh, en = MESSAGES[each.code]
            assert zh.format_map(each.details)
            assert en.format_map(each.details)


def test_where_mail_goes_is_read_from_its_address():
    starttls = mail("smtp://gong%40dao:p%40ss@mail.example.com")
    assert (starttls["EMAIL_HOST"], starttls["EMAIL_PORT"], starttls["EMAIL_USE_TLS"]) == (
        "mail.example.com",
        587,
        True,
    )
    assert (starttls["EMAIL_HOST_USER"], starttls["EMAIL_HOST_PASSWORD"]) == ("gong@dao", "p@ss")
    assert mail("smtps://mail.example.com")["EMAIL_USE_SSL"]
    plain = mail("smtp+plain://127.0.0.1")
    assert (plain["EMAIL_PORT"], plain["EMAIL_USE_TLS"], plain["EMAIL_USE_SSL"]) == (25, False, False)
    assert mail("file:///var/mail")["EMAIL_FILE_PATH"] == "/var/mail"
    assert mail("")["EMAIL_BACKEND"].endswith("dummy.EmailBackend")
    for wrong in ("http://mail.example.com", "smtp://", "mail.example.com", "smtp://host:port", "file://"):
        with pytest.raises(BadInput) as no:
            mail(wrong)
        assert no.value.problems[0].code == "mail-form"
    with pytest.raises(BadInput) as no:
        mail("imap://me:hidden@mail.example.com")
    assert "hidden" not in str(no.value.problems[0].details)


def lines_of(*records):
    made = logs.config("json")["formatters"]["line"]
    formatter = made["()"](**{key: value for key, value in made.items() if key != "()"})
    return [json.loads(formatter.format(record)) for record in records]


def broken(error):
    try:
        raise error
    except type(error) as raised:
        return logging.LogRecord(
            "gongdao", logging.ERROR, __file__, 1, "%s failed", ("it",), (type(raised), raised, raised.__traceback__)
        )


def test_a_line_of_log_says_where_it_broke_and_nothing_of_what_people_sent():
    private, refused = lines_of(
        broken(ValueError("陈女士，长宁路 7 号")), broken(Refused("case-not-found", case="C-1"))
    )

    assert private["error"] == "ValueError"
    assert private["event"] == "it failed"
    assert private["where"][-1].startswith("test_deploy_check.py:")
    assert "陈女士" not in json.dumps(private, ensure_ascii=False)
    assert (refused["error"], refused["code"]) == ("Refused", "case-not-found")
    assert logs.config("") == {}
