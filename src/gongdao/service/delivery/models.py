"""The tables of what is delivered: letters on the site, mail, webhooks out and in, each with its proof."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import Q

# How somebody wants to have mail: one for each letter, one a day with all of them, or none.
EACH, DIGEST, NO_MAIL = "each", "digest", "none"
# What became of something to be sent: it waits, it arrived, it was given up, or its addressee wants none.
PENDING, DELIVERED, FAILED = "pending", "delivered", "failed"


def new_endpoint() -> str:
    """Make the id of an endpoint."""
    return f"ep_{secrets.token_hex(8)}"


class Mail(models.Model):
    """A mail to one person; ``digest`` is the SHA-256 of what was handed to the mail server, ``said`` its answer.

    ``to`` is the address with its name hidden. Sent means that the server took it: no mail proves that it was read.
    """

    key = models.TextField(unique=True)
    person = models.TextField()
    kind = models.TextField()
    created_at = models.DateTimeField()
    next_try_at = models.DateTimeField(null=True)
    attempts = models.IntegerField(default=0)
    state = models.TextField(default=PENDING)
    sent_at = models.DateTimeField(null=True)
    message_id = models.TextField(default="")
    to = models.TextField(default="")
    digest = models.TextField(default="")
    said = models.TextField(default="")

    class Meta:
        db_table = "delivery_mail"
        indexes = (
            models.Index(fields=["next_try_at"], name="delivery_mail_waiting", condition=Q(next_try_at__isnull=False)),
        )


class Letter(models.Model):
    """A notice to one person as it lies on the site: what happened, his own deadline and what his silence does.

    ``zh`` and ``en`` hold no text that a person wrote, so that an erasure need not look here. ``place`` is what the
    person is in the case; ``about`` the type of the event. A letter of the house itself has no ``stream``.
    """

    key = models.TextField(unique=True)
    person = models.TextField()
    place = models.TextField()
    stream = models.TextField(default="")
    seq = models.IntegerField(default=0)
    about = models.TextField()
    zh = models.TextField()
    en = models.TextField()
    deadline = models.TextField(default="")
    due = models.DateTimeField(null=True)
    effect = models.TextField(default="")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    read_via = models.TextField(default="")
    mail = models.ForeignKey(Mail, models.SET_NULL, null=True, related_name="letters")

    class Meta:
        db_table = "delivery_letter"
        indexes = (
            models.Index(fields=["person", "-id"], name="delivery_letter_person"),
            models.Index(fields=["person"], name="delivery_letter_unread", condition=Q(read_at__isnull=True)),
            models.Index(fields=["stream", "seq"], name="delivery_letter_stream"),
        )


class Choice(models.Model):
    """How a person wants mail; ``digest_at`` is when the last one of the day was made."""

    person = models.TextField(primary_key=True)
    mail = models.TextField(default=EACH)
    digest_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "delivery_choice"


class Endpoint(models.Model):
    """Where webhooks of a marketplace go; ``events`` are the types it wants (none: all), as words in a row.

    ``pays``: it also carries out payments. ``failing_since``: it has answered nothing well since then.
    """

    id = models.TextField(primary_key=True, default=new_endpoint)
    source = models.TextField()
    url = models.TextField()
    name = models.TextField(default="")
    events = models.TextField(default="")
    pays = models.BooleanField(default=False)
    enabled = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    failing_since = models.DateTimeField(null=True)
    disabled_at = models.DateTimeField(null=True)
    disabled_why = models.TextField(default="")

    class Meta:
        db_table = "delivery_endpoint"
        constraints = (
            models.UniqueConstraint(fields=["source"], condition=Q(pays=True), name="delivery_endpoint_pays"),
        )


class Secret(models.Model):
    """A secret that signs; ``owner`` is the id of an endpoint, or ``in:`` and the source whose webhooks it verifies.

    It is kept as it is, as whoever signs must know it; after a rotation the old one is valid until ``expires_at``.
    """

    owner = models.TextField()
    secret = models.TextField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "delivery_secret"
        indexes = (models.Index(fields=["owner"], name="delivery_secret_owner"),)


class Delivery(models.Model):
    """A message to one endpoint under one id, however often it is sent; ``body`` is what is signed and sent.

    A payment's comes by the outbox alone, so it has no ``next_try_at``.
    """

    id = models.TextField(primary_key=True)
    endpoint = models.ForeignKey(Endpoint, models.CASCADE, related_name="deliveries")
    type = models.TextField()
    stream = models.TextField(default="")
    seq = models.IntegerField(default=0)
    body = models.TextField()
    created_at = models.DateTimeField()
    next_try_at = models.DateTimeField(null=True)
    attempts = models.IntegerField(default=0)
    state = models.TextField(default=PENDING)
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "delivery_webhook"
        indexes = (
            models.Index(
                fields=["next_try_at"], name="delivery_webhook_waiting", condition=Q(next_try_at__isnull=False)
            ),
            models.Index(fields=["endpoint", "-created_at"], name="delivery_webhook_endpoint"),
            models.Index(fields=["stream", "seq"], name="delivery_webhook_stream"),
            models.Index(fields=["created_at"], name="delivery_webhook_created"),
        )


class Attempt(models.Model):
    """One sending of a delivery: what came back (the first characters of it), and how long it took.

    ``status`` is none where nobody answered; then ``error`` says why.
    """

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="log")
    at = models.DateTimeField()
    status = models.IntegerField(null=True)
    said = models.TextField(default="")
    error = models.TextField(default="")
    milliseconds = models.IntegerField()

    class Meta:
        db_table = "delivery_attempt"


class Received(models.Model):
    """A webhook of a marketplace that was carried out; the same id again is answered the same and does nothing."""

    pk = models.CompositePrimaryKey("source", "id")
    source = models.TextField()
    id = models.TextField()
    type = models.TextField()
    at = models.DateTimeField()
    digest = models.TextField()

    class Meta:
        db_table = "delivery_received"
        indexes = (models.Index(fields=["at"], name="delivery_received_at"),)
