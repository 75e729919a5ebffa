"""What a shop offers to everybody for a reason: published, paused, ended; never below the law's floor."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from gongdao.kernel.errors import Refused
from gongdao.kernel.money import amount_text
from gongdao.service.installation import now
from gongdao.service.market.models import Shop, StandingOffer
from gongdao.service.people.actor import Actor
from gongdao.service.queries.shops import shops_of
from gongdao.service.queries.standing_offers import shop_of
from gongdao.service.queries.typical import OFFERED, floor_of
from gongdao.service.queries.ways import GROUNDS

CURRENCY = "CNY"
# So much at most may be offered at once, in minor units: a slip of the pen costs no fortune.
MOST = 10_000_000


def publish(actor: Actor, shop: str, reason: str, kind: str, amount: int) -> StandingOffer:
    """Offer something to everybody with a reason; ``amount`` in minor units, 0 is all that was paid.

    One offer stands for a reason: what was offered before ends. The same offer again changes nothing.

    :raises Refused: the shop is somebody else's, the reason or the kind is none, the amount is no sum to offer, or the
        law grants more (``standing-offer-below-floor``, with the least, the rules and the articles).
    """
    own, at = shop_of(actor, shop), now()
    _check(own, reason, kind, amount, at)
    with transaction.atomic():
        Shop.objects.select_for_update().get(pk=own.pk)
        standing = list(own.standing_offers.filter(reason=reason, ended_at=None))
        same = next((it for it in standing if (it.kind, it.amount, it.active) == (kind, amount, True)), None)
        if same is not None and len(standing) == 1:
            return same
        own.standing_offers.filter(reason=reason, ended_at=None).update(active=False, ended_at=at)
        return StandingOffer.objects.create(shop=own, reason=reason, kind=kind, amount=amount, created_at=at)


def pause(actor: Actor, offer: int) -> StandingOffer:
    """Let an offer rest: requests made from now on do not get it.

    :raises Refused: there is none that stands, or it is of somebody else's shop.
    """
    return _changed(actor, offer, active=False)


def resume(actor: Actor, offer: int) -> StandingOffer:
    """Make a paused offer again to everybody, if the law still leaves room for it.

    :raises Refused: there is none, or the law grants more by now.
    """
    found = _standing(actor, offer)
    _check(found.shop, found.reason, found.kind, found.amount, now())
    return _changed(actor, offer, active=True)


def end(actor: Actor, offer: int) -> StandingOffer:
    """Take an offer back for good; requests that have it keep it.

    :raises Refused: there is none that stands, or it is of somebody else's shop.
    """
    return _changed(actor, offer, active=False, ended_at=now())


def _changed(actor: Actor, offer: int, **fields: object) -> StandingOffer:
    found = _standing(actor, offer)
    for name, value in fields.items():
        setattr(found, name, value)
    found.save(update_fields=list(fields))
    return found


def _standing(actor: Actor, offer: int) -> StandingOffer:
    found = StandingOffer.objects.select_related("shop").filter(pk=offer, ended_at=None).first()
    if found is None or found.shop.key not in shops_of(actor):
        raise Refused("standing-offer-not-found", offer=offer)
    return found


def _check(shop: Shop, reason: str, kind: str, amount: int, at: datetime) -> None:
    if reason not in GROUNDS:
        raise Refused("standing-offer-reason", reason=reason, allowed=GROUNDS)
    if kind not in OFFERED:
        raise Refused("standing-offer-kind", kind=kind, allowed=OFFERED)
    if not 0 <= amount <= MOST:
        raise Refused("standing-offer-amount", amount=amount_text(amount, CURRENCY), most=amount_text(MOST, CURRENCY))
    below = floor_of(shop, reason, kind, amount, at)
    if below is not None:
        said, least = (amount_text(sum_, below.currency) for sum_ in (amount, below.least))
        raise Refused("standing-offer-below-floor", amount=said, least=least, rules=below.rules, law=below.law)
