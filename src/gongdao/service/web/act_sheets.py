"""The acts of the parties as forms: what each asks, and what its command is given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from gongdao.case.overlays import ResumeCase, SuspendCase
from gongdao.case.rounds import Appeal
from gongdao.case.signals import ContestSignal
from gongdao.case.stages.evidence import AdmitFact, ChallengeEvidence, ConcludeEvidence
from gongdao.case.stages.negotiation import AgreeRefund, AgreeReturn, CallPlatform, RefuseRequest, WithdrawRequest
from gongdao.case.stages.offers import EXTRAS, WITH_RETURN, AcceptOffer, MakeOffer, RefuseOffer, WithdrawOffer
from gongdao.case.stages.performance import ShipGoods, SignGoods
from gongdao.case.stages.returning import GiveReturnAddress, InspectReturn, ShipReturn, SignReturn
from gongdao.case.stages.review import AskRecusal
from gongdao.service.web import act_fields as ask
from gongdao.service.web.act_fields import About, Fields
from gongdao.service.web.act_words import WORDS, Words
from gongdao.service.web.missing import naming_what_is_missing
from gongdao.service.web.signal_fields import contest

Given = Mapping[str, Any]


def _as_said(about: About, said: Given) -> Given:
    return dict(said)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form: the name and kind of its command, its questions, and how its answers become the command.

    ``gives_up``: it gives up a right, so its page says what is lost and its button is not the main one.
    """

    name: str
    kind: type
    fields: Callable[[About], Fields] = ask.nothing
    given: Callable[[About, Given], Given] = _as_said
    gives_up: bool = False

    @property
    def words(self) -> Words:
        """What it is called, and what is said before and afterwards."""
        return WORDS[self.name]

    def form(self, about: About, data: Any = None, initial: Given | None = None) -> forms.Form:
        """Make the form, bound to what was sent, if anything was."""
        form = forms.Form(data, initial=dict(initial or {}), label_suffix="")
        form.fields.update(self.fields(about))
        return naming_what_is_missing(form, about.lang)


def _offered(about: About, said: Given) -> Given:
    extras = tuple((word, said[f"extra_{word}"]) for word in EXTRAS if said.get(f"extra_{word}"))
    own = said["name"] or ask.new_offer(about)
    freight = said["freight"] if said["kind"] in WITH_RETURN else ""
    return {
        "id": own, "kind": said["kind"], "amount": said["amount"] or 0, "freight": freight,
        "answers": said["answers"], "extras": extras, "hours": said["hours"] or 0,
    }  # fmt: skip


def _returned(about: About, said: Given) -> Given:
    return {"address": said["address"].strip(), "freight_mentioned": said["freight_mentioned"] == "yes"}


def _inspected(about: About, said: Given) -> Given:
    return {"result": said["result"], "note": said["note"], "evidence": tuple(said.get("evidence", ()))}


def _shipped(about: About, said: Given) -> Given:
    return {"waybill": said["waybill"].strip(), "carrier": said["carrier"].strip()}


def _suspended(about: About, said: Given) -> Given:
    return {"ground": said["ground"], "proof": said["proof"], "days": said["days"] or 0}


SHEETS: dict[str, Sheet] = {
    "make_offer": Sheet("make_offer", MakeOffer, ask.offer, _offered),
    "accept_offer": Sheet("accept_offer", AcceptOffer, ask.other_offer),
    "refuse_offer": Sheet("refuse_offer", RefuseOffer, ask.refused_offer),
    "withdraw_offer": Sheet("withdraw_offer", WithdrawOffer, ask.own_offer),
    "agree_refund": Sheet("agree_refund", AgreeRefund),
    "agree_return": Sheet("agree_return", AgreeReturn, ask.agreed_return, _returned),
    "refuse_request": Sheet("refuse_request", RefuseRequest, ask.refused_request),
    "call_platform": Sheet("call_platform", CallPlatform),
    "withdraw_request": Sheet("withdraw_request", WithdrawRequest, gives_up=True),
    "give_return_address": Sheet("give_return_address", GiveReturnAddress, ask.return_address),
    "ship_return": Sheet("ship_return", ShipReturn, ask.parcel, _shipped),
    "sign_return": Sheet("sign_return", SignReturn),
    "inspect_return": Sheet("inspect_return", InspectReturn, ask.inspection, _inspected),
    "ship_goods": Sheet("ship_goods", ShipGoods, ask.parcel, _shipped),
    "sign_goods": Sheet("sign_goods", SignGoods),
    "challenge_evidence": Sheet("challenge_evidence", ChallengeEvidence, ask.challenge),
    "admit_fact": Sheet("admit_fact", AdmitFact, ask.admission, gives_up=True),
    "conclude_evidence": Sheet("conclude_evidence", ConcludeEvidence, gives_up=True),
    "ask_recusal": Sheet("ask_recusal", AskRecusal, ask.recusal),
    "suspend_case": Sheet("suspend_case", SuspendCase, ask.suspension, _suspended),
    "resume_case": Sheet("resume_case", ResumeCase, ask.reason),
    "appeal": Sheet("appeal", Appeal, ask.appeal),
    "contest_signal": Sheet("contest_signal", ContestSignal, contest),
}
