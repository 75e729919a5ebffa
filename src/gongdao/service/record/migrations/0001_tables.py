"""The tables of the record."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = ()

    operations = (
        migrations.CreateModel(
            name="AnchorRow",
            fields=[
                ("day", models.TextField(primary_key=True, serialize=False)),
                ("root", models.TextField()),
                ("count", models.IntegerField()),
                ("at", models.TextField()),
            ],
            options={
                "db_table": "record_anchor",
            },
        ),
        migrations.CreateModel(
            name="DeadlineRow",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "stream", "party", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("stream", models.TextField()),
                ("party", models.TextField()),
                ("name", models.TextField()),
                ("due", models.TextField()),
                ("effect", models.TextField()),
                ("rule", models.TextField()),
                ("provisional", models.BooleanField()),
            ],
            options={
                "db_table": "record_deadline",
            },
        ),
        migrations.CreateModel(
            name="KeyRow",
            fields=[
                ("key", models.TextField(primary_key=True, serialize=False)),
                ("stream", models.TextField()),
                ("request", models.TextField()),
                ("answer", models.TextField()),
                ("at", models.TextField()),
            ],
            options={
                "db_table": "record_key",
            },
        ),
        migrations.CreateModel(
            name="RegisterRow",
            fields=[
                ("id", models.IntegerField(primary_key=True, serialize=False)),
                ("pauses_seq", models.IntegerField()),
                ("beat_at", models.TextField(null=True)),
            ],
            options={
                "db_table": "record_register",
            },
        ),
        migrations.CreateModel(
            name="RulingRow",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "stream", "number", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("stream", models.TextField()),
                ("number", models.IntegerField()),
                ("at", models.TextField()),
                ("recorded_at", models.TextField()),
                ("outcome", models.TextField()),
                ("winner", models.TextField()),
                ("refund", models.BigIntegerField()),
                ("pack", models.TextField()),
                ("pack_digest", models.TextField()),
                ("facts_digest", models.TextField()),
                ("digest", models.TextField()),
                ("facts", models.TextField()),
            ],
            options={
                "db_table": "record_ruling",
            },
        ),
        migrations.CreateModel(
            name="AccountRow",
            fields=[
                ("account", models.TextField(primary_key=True, serialize=False)),
                ("own", models.TextField()),
                ("bound_for", models.TextField()),
                ("balance", models.BigIntegerField()),
                ("may_be_negative", models.BooleanField()),
                ("may_be_positive", models.BooleanField()),
            ],
            options={
                "db_table": "record_account",
                "indexes": [
                    models.Index(fields=["own"], name="record_account_own"),
                    models.Index(fields=["bound_for"], name="record_account_bound_for"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("may_be_negative", True), ("balance__gte", 0), _connector="OR"),
                        name="record_account_not_overdrawn",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("may_be_positive", True), ("balance__lte", 0), _connector="OR"),
                        name="record_account_not_overpaid",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BlobRow",
            fields=[
                ("commitment", models.TextField(primary_key=True, serialize=False)),
                ("stream", models.TextField()),
                ("person", models.TextField()),
                ("salt", models.BinaryField(null=True)),
                ("content", models.BinaryField(null=True)),
                ("media_type", models.TextField()),
                ("at", models.TextField()),
                ("erased_at", models.TextField(null=True)),
            ],
            options={
                "db_table": "record_blob",
                "indexes": [models.Index(fields=["stream", "person"], name="record_blob_person")],
            },
        ),
        migrations.CreateModel(
            name="CaseRow",
            fields=[
                ("stream", models.TextField(primary_key=True, serialize=False)),
                ("source", models.TextField()),
                ("case_id", models.TextField()),
                ("platform", models.TextField()),
                ("pack", models.TextField()),
                ("stage", models.TextField()),
                ("round", models.IntegerField()),
                ("suspended", models.BooleanField()),
                ("reason", models.TextField()),
                ("currency", models.TextField()),
                ("claimed", models.BigIntegerField()),
                ("order_id", models.TextField()),
                ("buyer", models.TextField()),
                ("seller", models.TextField()),
                ("owner", models.TextField()),
                ("turn", models.TextField()),
                ("deadlines", models.TextField()),
                ("seq", models.IntegerField()),
                ("digest", models.TextField()),
                ("wake", models.TextField(null=True)),
                ("pauses", models.IntegerField()),
                ("editions", models.TextField()),
                ("opened_at", models.TextField(null=True)),
                ("entered_at", models.TextField(null=True)),
                ("closed_at", models.TextField(null=True)),
                ("updated_at", models.TextField()),
                ("attempts", models.IntegerField(default=0)),
                ("retry_at", models.TextField(null=True)),
                ("last_error", models.TextField(default="")),
            ],
            options={
                "db_table": "record_case",
                "indexes": [
                    models.Index(condition=models.Q(("wake__isnull", False)), fields=["wake"], name="record_case_wake"),
                    models.Index(
                        condition=models.Q(("closed_at__isnull", True)), fields=["pauses"], name="record_case_pauses"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EntryRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("stream", models.TextField()),
                ("seq", models.IntegerField()),
                ("leg", models.TextField()),
                ("key", models.TextField()),
                ("account", models.TextField()),
                ("amount", models.BigIntegerField()),
                ("at", models.TextField()),
            ],
            options={
                "db_table": "record_entry",
                "indexes": [models.Index(fields=["stream", "seq"], name="record_entry_stream")],
                "constraints": [models.UniqueConstraint(fields=("key", "account"), name="record_entry_once")],
            },
        ),
        migrations.CreateModel(
            name="EventRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("stream", models.TextField()),
                ("seq", models.IntegerField()),
                ("type", models.TextField()),
                ("version", models.IntegerField()),
                ("body", models.TextField()),
                ("at", models.TextField()),
                ("recorded_at", models.TextField()),
                ("actor", models.TextField()),
                ("previous", models.TextField()),
                ("digest", models.TextField()),
            ],
            options={
                "db_table": "record_event",
                "constraints": [models.UniqueConstraint(fields=("stream", "seq"), name="record_event_once")],
            },
        ),
        migrations.CreateModel(
            name="OutboxRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("stream", models.TextField()),
                ("seq", models.IntegerField()),
                ("kind", models.TextField()),
                ("key", models.TextField()),
                ("body", models.TextField()),
                ("created_at", models.TextField()),
                ("next_try_at", models.TextField()),
                ("attempts", models.IntegerField(default=0)),
                ("sent_at", models.TextField(null=True)),
                ("last_error", models.TextField(default="")),
            ],
            options={
                "db_table": "record_outbox",
                "indexes": [
                    models.Index(
                        condition=models.Q(("sent_at__isnull", True)),
                        fields=["next_try_at"],
                        name="record_outbox_waiting",
                    ),
                    models.Index(fields=["stream", "seq"], name="record_outbox_stream"),
                ],
                "constraints": [models.UniqueConstraint(fields=("key",), name="record_outbox_once")],
            },
        ),
        migrations.CreateModel(
            name="PartyRow",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "person", "stream", "role", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("person", models.TextField()),
                ("stream", models.TextField()),
                ("role", models.TextField()),
            ],
            options={
                "db_table": "record_party",
                "indexes": [models.Index(fields=["stream"], name="record_party_stream")],
            },
        ),
    )
