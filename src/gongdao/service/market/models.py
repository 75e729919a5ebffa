"""The tables of the mirror: what the marketplace told of its shops, orders, parcels and chats.

``facts`` hold the parts of a case file in its words (`gongdao.case.fields`): money in minor units, instants in
ISO 8601. What is told for screening alone (`Shop.profile`, `Account`) no case takes in.
"""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models


def new_shop() -> str:
    """Make the pseudonymous id by which the record knows a shop."""
    return f"s-{secrets.token_hex(6)}"


class Shop(models.Model):
    """A shop; ``key`` is its name in the record, ``facts`` the part ``seller``.

    ``profile`` is what it is screened by besides: `gongdao.service.api.profile_models.ShopProfile` as JSON.
    """

    key = models.TextField(unique=True, default=new_shop, editable=False)
    source = models.TextField()
    external_id = models.TextField()
    name = models.TextField()
    facts = models.JSONField(default=dict)
    profile = models.JSONField(default=dict)
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "market_shop"
        constraints = (models.UniqueConstraint(fields=["source", "external_id"], name="market_shop_external"),)


class Account(models.Model):
    """What links the account of a user to others; ``things`` are rows of kind, digest and whether it was excused.

    Never the thing itself: only a digest under the key of the installation (`gongdao.service.market.things`). ``since``
    is when the account was opened; ``groups`` are those by which the fairness of screening is measured.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="account")
    since = models.DateTimeField(null=True)
    things = models.JSONField(default=list)
    groups = models.JSONField(default=list)

    class Meta:
        db_table = "market_account"


class Order(models.Model):
    """An order; ``facts`` has the parts ``order``, ``goods``, ``items``, ``payments`` and ``gift`` as far as known.

    ``status``: awaiting_payment, unshipped, shipped, signed, completed or closed.
    """

    source = models.TextField()
    external_id = models.TextField()
    buyer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="orders")
    shop = models.ForeignKey(Shop, models.PROTECT, related_name="orders")
    title = models.TextField()
    status = models.TextField()
    currency = models.TextField(default="CNY")
    paid = models.BigIntegerField()
    placed_at = models.DateTimeField()
    facts = models.JSONField(default=dict)
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "market_order"
        constraints = (models.UniqueConstraint(fields=["source", "external_id"], name="market_order_external"),)
        indexes = (
            models.Index(fields=["buyer", "-placed_at"], name="market_order_buyer"),
            models.Index(fields=["shop", "-placed_at"], name="market_order_shop"),
        )


class Shipment(models.Model):
    """A parcel of an order; ``scans`` are rows of the part ``logistics``, by time.

    ``returned``: goods on their way back, which no case takes for the delivery. One waybill may be told of for several
    orders: one parcel for two of them, or a seller's false waybill (S11).
    ``signed_at`` and ``hand`` are the first sign-off and the courier or agent who noted it.
    """

    order = models.ForeignKey(Order, models.CASCADE, related_name="shipments")
    source = models.TextField()
    waybill = models.TextField()
    carrier = models.TextField(default="")
    scans = models.JSONField(default=list)
    returned = models.BooleanField(default=False)
    signed_at = models.DateTimeField(null=True)
    hand = models.TextField(default="")
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "market_shipment"
        constraints = (models.UniqueConstraint(fields=["source", "waybill", "order"], name="market_shipment_once"),)
        indexes = (models.Index(fields=["source", "hand", "signed_at"], name="market_shipment_hand"),)


class Message(models.Model):
    """A line of the chat of an order; ``sender`` is buyer, seller or unknown_user, ``read_at`` when it was read."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="messages")
    source = models.TextField()
    external_id = models.TextField()
    sender = models.TextField()
    text = models.TextField()
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "market_message"
        constraints = (models.UniqueConstraint(fields=["source", "external_id"], name="market_message_external"),)
        indexes = (models.Index(fields=["order", "at"], name="market_message_order"),)


class StandingOffer(models.Model):
    """What a shop offers at once to everybody with a certain reason; ``amount`` in minor units, 0 is all paid."""

    shop = models.ForeignKey(Shop, models.CASCADE, related_name="standing_offers")
    reason = models.TextField()
    kind = models.TextField()
    amount = models.BigIntegerField(default=0)
    active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "market_standing_offer"
        indexes = (models.Index(fields=["shop", "reason"], name="market_standing_offer_reason"),)


class Request(models.Model):
    """A request that became a case, by the key of who sent it; its number is given once and never again."""

    key = models.TextField(primary_key=True)
    order = models.ForeignKey(Order, models.CASCADE, related_name="requests")
    number = models.TextField(unique=True)
    digest = models.TextField()
    opened_at = models.DateTimeField()

    class Meta:
        db_table = "market_request"


class Screening(models.Model):
    """What is to be screened again, and from when on; who takes it puts ``due_at`` off and removes it once done.

    ``subject`` is ``shop:`` and a key, ``buyer:`` and a person, or ``night`` for all of a marketplace.
    """

    source = models.TextField()
    subject = models.TextField()
    due_at = models.DateTimeField()

    class Meta:
        db_table = "market_screening"
        constraints = (models.UniqueConstraint(fields=["source", "subject"], name="market_screening_once"),)
        indexes = (models.Index(fields=["due_at"], name="market_screening_due"),)


class Numbering(models.Model):
    """The last case number of a year."""

    year = models.IntegerField(primary_key=True)
    last = models.IntegerField()

    class Meta:
        db_table = "market_numbering"


class Clock(models.Model):
    """One row, in a demo only: how many seconds its marketplace is ahead of the clock on the wall."""

    id = models.IntegerField(primary_key=True)
    seconds = models.BigIntegerField(default=0)

    class Meta:
        db_table = "market_clock"
