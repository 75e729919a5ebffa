"""The platform's people in tests, each with a second factor, and disputes brought before them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.test import Client

from bazaar import Bazaar, bazaar
from gongdao.case.stages.evidence import ConcludeEvidence, SubmitEvidence
from gongdao.case.stages.jury import OpenJury
from gongdao.case.stages.negotiation import AgreeRefund, CallPlatform, RefuseRequest
from gongdao.case.stages.remedy import FailLeg, SendLeg
from gongdao.service.actions.act import act
from gongdao.service.actions.open_request import open_request
from gongdao.service.installation import law, now
from gongdao.service.people.actor import Actor, actor_of
from gongdao.service.people.models import JUROR, OPERATOR, POLICY, STAFF, SUPERVISOR, RoleRow, User
from gongdao.service.record import store

OFFICES = {"lin": STAFF, "qiao": STAFF, "su": SUPERVISOR, "he": JUROR, "song": POLICY, "wei": OPERATOR}
CLAIM = (("type", "return_refund"), ("reason", "quality_visible"), ("amount", 89000), ("goods_received", True))
REASON = "底部有裂纹，开箱录像连续，看得清楚。"


@dataclass(frozen=True, slots=True)
class House:
    """The bazaar with everybody who works for the platform."""

    fair: Bazaar

    def who(self, name: str) -> Actor:
        """This function will give somebody as the service sees him."""
        return actor_of(User.objects.get(username=name))

    def browser(self, name: str, lang: str = "zh") -> Client:
        """This function will give a browser in which somebody of the house is signed in."""
        return self.fair.browser(User.objects.get(username=name), lang)

    def heard(self, number: str = "O-1", **order: object) -> str:
        """This function will bring a dispute with one film to evidence, and give its stream."""
        made = self.fair.order(number=number, **order)
        stream = open_request(self.fair.buys(), made, CLAIM, (), (), f"open-{number}").stream
        act(self.fair.sells(), stream, RefuseRequest, {"reason": "没有质量问题"})
        act(self.fair.buys(), stream, CallPlatform, {})
        shows = (("shows", "底部漏水"), ("continuous", True))
        act(self.fair.buys(), stream, SubmitEvidence, {"id": "E1", "kind": "video", "digest": "0" * 64, "shows": shows})
        return stream

    def ripe(self, number: str = "O-1", **order: object) -> str:
        """This function will bring a dispute to review, and give its stream."""
        stream = self.heard(number, **order)
        for side in (self.fair.buys(), self.fair.sells()):
            act(side, stream, ConcludeEvidence, {})
        return stream

    def unpaid(self, number: str = "O-1") -> tuple[str, str]:
        """This function will have a refund fail at the marketplace, and give the stream and the payment."""
        claim = (("type", "refund_only"), ("reason", "changed_mind_unshipped"), ("amount", 89000))
        order = self.fair.order("paid_unshipped", number)
        asked = (*claim, ("goods_received", False))
        stream = open_request(self.fair.buys(), order, asked, (), (), f"open-{number}").stream
        if store.load(law(), stream).stage == "negotiation":
            act(self.fair.sells(), stream, AgreeRefund, {})
        leg = store.load(law(), stream).legs[0].id
        store.submit(law(), stream, SendLeg(now(), "platform", leg), now())
        store.submit(law(), stream, FailLeg(now(), "platform", leg, "账户冻结"), now())
        return stream, leg

    def before_the_jury(self, number: str = "O-1", size: int = 3) -> str:
        """This function will bring a dispute before a jury, and give its stream."""
        stream = self.heard(number, buyer={"chose_jury": True})
        act(self.who("lin"), stream, OpenJury, {"size": size, "to_win": size // 2 + 1, "pool": ""})
        return stream


def house() -> House:
    """This function will open the house on the database that the service stands on."""
    fair = bazaar()
    for username, role in OFFICES.items():
        user = User.objects.create_user(username, name=f"小{username}")
        RoleRow.objects.create(user=user, role=role)
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": ""})
    return House(fair)


def everybody() -> Iterator[str]:
    """This function will name who may look at a page: nobody signed in, both parties, a stranger and every office."""
    yield from ("", "fang", "zhou", "stranger", *OFFICES)
