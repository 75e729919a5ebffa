"""The tables of the record, described for Django; the hot path writes them in plain SQL.

Instants are texts of one width in UTC (`instants.stored`), so that they are the same bytes and sort alike everywhere.
"""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Q

# The types of events that are asked for in all cases at once, and that a case has few of. One by one, joined by OR:
# SQLite takes the index for a type only where that very comparison stands in its condition.
ASKED_FOR = (
    "ClericalErrorCorrected", "LegFailed", "MessageHeld", "RecusalAsked", "RulingGiven", "SignalRaised",
    "StaffErrorNoted",
)  # fmt: skip
OF_TYPE = reduce(or_, (Q(type=name) for name in ASKED_FOR))


class EventRow(models.Model):
    """What happened; append-only, a chain for each stream."""

    stream = models.TextField()
    seq = models.IntegerField()
    type = models.TextField()
    version = models.IntegerField()
    body = models.TextField()
    at = models.TextField()
    recorded_at = models.TextField()
    actor = models.TextField()
    previous = models.TextField()
    digest = models.TextField()

    class Meta:
        db_table = "record_event"
        constraints = (models.UniqueConstraint(fields=["stream", "seq"], name="record_event_once"),)
        indexes = (models.Index(fields=["type", "at"], name="record_event_of_type", condition=OF_TYPE),)


class CaseRow(models.Model):
    """A case as it stands: the row that is locked while its stream grows, and what lists of cases show."""

    stream = models.TextField(primary_key=True)
    source = models.TextField()
    case_id = models.TextField()
    platform = models.TextField()
    pack = models.TextField()
    stage = models.TextField()
    round = models.IntegerField()
    suspended = models.BooleanField()
    reason = models.TextField()
    currency = models.TextField()
    claimed = models.BigIntegerField()
    order_id = models.TextField()
    buyer = models.TextField()
    seller = models.TextField()
    owner = models.TextField()
    turn = models.TextField()
    deadlines = models.TextField()
    seq = models.IntegerField()
    digest = models.TextField()
    wake = models.TextField(null=True)
    pauses = models.IntegerField()
    editions = models.TextField()
    opened_at = models.TextField(null=True)
    entered_at = models.TextField(null=True)
    closed_at = models.TextField(null=True)
    updated_at = models.TextField()
    attempts = models.IntegerField(default=0)
    retry_at = models.TextField(null=True)
    last_error = models.TextField(default="")

    class Meta:
        db_table = "record_case"
        indexes = (
            models.Index(fields=["wake"], name="record_case_wake", condition=Q(wake__isnull=False)),
            models.Index(fields=["pauses"], name="record_case_pauses", condition=Q(closed_at__isnull=True)),
            models.Index(fields=["source", "order_id"], name="record_case_order"),
        )


class DeadlineRow(models.Model):
    """A party's own next deadline in a case, and what silence does."""

    pk = models.CompositePrimaryKey("stream", "party")
    stream = models.TextField()
    party = models.TextField()
    name = models.TextField()
    due = models.TextField()
    effect = models.TextField()
    rule = models.TextField()
    provisional = models.BooleanField()

    class Meta:
        db_table = "record_deadline"


class PartyRow(models.Model):
    """Who has to do with which case, and as what."""

    pk = models.CompositePrimaryKey("person", "stream", "role")
    person = models.TextField()
    stream = models.TextField()
    role = models.TextField()

    class Meta:
        db_table = "record_party"
        indexes = (models.Index(fields=["stream"], name="record_party_stream"),)


class RulingRow(models.Model):
    """A ruling, with the facts as they were known when it was given."""

    pk = models.CompositePrimaryKey("stream", "number")
    stream = models.TextField()
    number = models.IntegerField()
    at = models.TextField()
    recorded_at = models.TextField()
    outcome = models.TextField()
    winner = models.TextField()
    refund = models.BigIntegerField()
    pack = models.TextField()
    pack_digest = models.TextField()
    facts_digest = models.TextField()
    digest = models.TextField()
    facts = models.TextField()

    class Meta:
        db_table = "record_ruling"


class AccountRow(models.Model):
    """The balance of an account in minor units: the sum of its entries; ``own`` is where money under way came from."""

    account = models.TextField(primary_key=True)
    own = models.TextField()
    bound_for = models.TextField()
    balance = models.BigIntegerField()
    may_be_negative = models.BooleanField()
    may_be_positive = models.BooleanField()

    class Meta:
        db_table = "record_account"
        indexes = (
            models.Index(fields=["own"], name="record_account_own"),
            models.Index(fields=["bound_for"], name="record_account_bound_for"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(may_be_negative=True) | Q(balance__gte=0), name="record_account_not_overdrawn"
            ),
            models.CheckConstraint(
                condition=Q(may_be_positive=True) | Q(balance__lte=0), name="record_account_not_overpaid"
            ),
        )


class EntryRow(models.Model):
    """One line of a posting; append-only. The lines of one key sum to nothing."""

    stream = models.TextField()
    seq = models.IntegerField()
    leg = models.TextField()
    key = models.TextField()
    account = models.TextField()
    amount = models.BigIntegerField()
    at = models.TextField()

    class Meta:
        db_table = "record_entry"
        constraints = (models.UniqueConstraint(fields=["key", "account"], name="record_entry_once"),)
        indexes = (models.Index(fields=["stream", "seq"], name="record_entry_stream"),)


class OutboxRow(models.Model):
    """What is to leave the house, in the order of `id`; taken by the courier until `sent_at` is set."""

    stream = models.TextField()
    seq = models.IntegerField()
    kind = models.TextField()
    key = models.TextField()
    body = models.TextField()
    created_at = models.TextField()
    next_try_at = models.TextField()
    attempts = models.IntegerField(default=0)
    sent_at = models.TextField(null=True)
    last_error = models.TextField(default="")

    class Meta:
        db_table = "record_outbox"
        constraints = (models.UniqueConstraint(fields=["key"], name="record_outbox_once"),)
        indexes = (
            models.Index(fields=["next_try_at"], name="record_outbox_waiting", condition=Q(sent_at__isnull=True)),
            models.Index(fields=["stream", "seq"], name="record_outbox_stream"),
        )


class KeyRow(models.Model):
    """A key a sender gave to a request, and what he was answered."""

    key = models.TextField(primary_key=True)
    stream = models.TextField()
    request = models.TextField()
    answer = models.TextField()
    at = models.TextField()

    class Meta:
        db_table = "record_key"


class BlobRow(models.Model):
    """A text or a file of a person in a case; content and salt go when it is erased, the commitment stays."""

    commitment = models.TextField(primary_key=True)
    stream = models.TextField()
    person = models.TextField()
    salt = models.BinaryField(null=True)
    content = models.BinaryField(null=True)
    media_type = models.TextField()
    at = models.TextField()
    erased_at = models.TextField(null=True)

    class Meta:
        db_table = "record_blob"
        indexes = (models.Index(fields=["stream", "person"], name="record_blob_person"),)


class FileRow(models.Model):
    """A file of a person in a case; its bytes lie in the store of files until it is erased, the commitment stays.

    ``manifest`` is the commitment of the list it stands in, which the event of its piece of evidence names, ``place``
    its place there. ``about`` is JSON of what the file tells of itself (`gongdao.service.intake.sniff.Found`).
    """

    commitment = models.TextField(primary_key=True)
    stream = models.TextField()
    person = models.TextField()
    manifest = models.TextField()
    place = models.IntegerField()
    name = models.TextField()
    media_type = models.TextField()
    size = models.BigIntegerField()
    salt = models.BinaryField(null=True)
    about = models.TextField()
    at = models.TextField()
    erased_at = models.TextField(null=True)

    class Meta:
        db_table = "record_file"
        indexes = (
            models.Index(fields=["stream", "person"], name="record_file_person"),
            models.Index(fields=["manifest"], name="record_file_manifest"),
        )


class UploadRow(models.Model):
    """A file on its way: ``state`` is open, ready, sent, removed, refused or quarantined, ``why`` a refusal's code.

    How much of it has come is the length of its part in the store of files, nothing else. ``by`` is who sends it, as
    the case knows him, ``person`` whose it will be; ``key`` makes its beginning happen once.
    """

    id = models.TextField(primary_key=True)
    stream = models.TextField()
    by = models.TextField()
    person = models.TextField()
    key = models.TextField()
    name = models.TextField()
    size = models.BigIntegerField()
    salt = models.BinaryField()
    state = models.TextField(default="open")
    why = models.TextField(default="")
    media_type = models.TextField(default="")
    commitment = models.TextField(default="")
    about = models.TextField(default="{}")
    created_at = models.TextField()
    expires_at = models.TextField()

    class Meta:
        db_table = "intake_upload"
        constraints = (models.UniqueConstraint(fields=["by", "key"], name="intake_upload_once"),)
        indexes = (
            models.Index(fields=["stream", "person"], name="intake_upload_person"),
            models.Index(fields=["expires_at"], name="intake_upload_expires"),
        )


class PictureRow(models.Model):
    """A picture that was handed in, as screening knows it again; what it is known by goes when its file is erased.

    ``number`` names it in the index of pictures. ``due_at`` is when it is to be looked at next, nothing once it was;
    ``digest`` the SHA-256 of the file, ``marks`` its fingerprint (`marks.packed`), made at ``known_at``. ``kind`` is
    that of its piece of evidence, ``alike`` JSON of the pictures it looks like: (number, probability in thousandths).
    """

    number = models.BigAutoField(primary_key=True)
    commitment = models.TextField(unique=True)
    stream = models.TextField()
    person = models.TextField()
    kind = models.TextField(default="")
    digest = models.TextField(default="")
    marks = models.BinaryField(null=True)
    alike = models.TextField(default="[]")
    at = models.TextField()
    due_at = models.TextField(null=True)
    attempts = models.IntegerField(default=0)
    known_at = models.TextField(null=True)
    erased_at = models.TextField(null=True)

    class Meta:
        db_table = "record_picture"
        indexes = (
            models.Index(fields=["stream", "person"], name="record_picture_person"),
            models.Index(fields=["due_at"], name="record_picture_due", condition=Q(due_at__isnull=False)),
            models.Index(fields=["known_at"], name="record_picture_known", condition=Q(known_at__isnull=False)),
            models.Index(fields=["digest"], name="record_picture_digest", condition=Q(known_at__isnull=False)),
        )


class RegisterRow(models.Model):
    """One row: how long the register of pauses is, and when the heart beat last."""

    id = models.IntegerField(primary_key=True)
    pauses_seq = models.IntegerField()
    beat_at = models.TextField(null=True)

    class Meta:
        db_table = "record_register"


class AnchorRow(models.Model):
    """The Merkle root over the heads of all streams at the end of a day."""

    day = models.TextField(primary_key=True)
    root = models.TextField()
    count = models.IntegerField()
    at = models.TextField()

    class Meta:
        db_table = "record_anchor"
