"""A role is not enough where the case knows the person: its buyer, and the one who owns it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from court_room import at, given, opened, refusal
from gongdao.case.stages.evidence import AskEvidence, CloseEvidence
from gongdao.case.stages.negotiation import CallPlatform, RefuseRequest, WithdrawRequest
from gongdao.case.stages.review import TakeCase


def asked():
    *facts, request = opened()
    return given(*facts, replace(request, by="buyer:p-1"))


def test_another_buyer_is_refused_what_is_the_buyers():
    case = asked()

    assert refusal(case, WithdrawRequest(at(1), "buyer:p-2")) == "not-yours"
    assert given(WithdrawRequest(at(1), "buyer:p-1"), case=case).stage == "closed"


def test_a_buyer_without_a_name_is_the_buyer_of_the_case():
    assert given(WithdrawRequest(at(1), "buyer"), case=asked()).stage == "closed"


@pytest.mark.parametrize("kind", [AskEvidence, CloseEvidence])
def test_staff_who_do_not_own_a_case_leave_its_evidence_alone(kind):
    case = given(RefuseRequest(at(1), "seller", "no"), CallPlatform(at(2), "buyer:p-1"), case=asked())
    owned = given(TakeCase(at(3), "staff:7"), case=case)
    more = ("source_proof", "-", "", "") if kind is AskEvidence else ()

    assert refusal(owned, kind(at(4), "staff:8", *more)) == "not-the-owner"
