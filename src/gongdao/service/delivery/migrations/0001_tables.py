"""The tables of what is delivered."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

import gongdao.service.delivery.models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Choice",
            fields=[
                ("person", models.TextField(primary_key=True, serialize=False)),
                ("mail", models.TextField(default="each")),
                ("digest_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "delivery_choice",
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.TextField(primary_key=True, serialize=False)),
                ("type", models.TextField()),
                ("stream", models.TextField(default="")),
                ("seq", models.IntegerField(default=0)),
                ("body", models.TextField()),
                ("created_at", models.DateTimeField()),
                ("next_try_at", models.DateTimeField(null=True)),
                ("attempts", models.IntegerField(default=0)),
                ("state", models.TextField(default="pending")),
                ("delivered_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "delivery_webhook",
            },
        ),
        migrations.CreateModel(
            name="Received",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "source", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("source", models.TextField()),
                ("id", models.TextField()),
                ("type", models.TextField()),
                ("at", models.DateTimeField()),
                ("digest", models.TextField()),
            ],
            options={
                "db_table": "delivery_received",
            },
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("status", models.IntegerField(null=True)),
                ("said", models.TextField(default="")),
                ("error", models.TextField(default="")),
                ("milliseconds", models.IntegerField()),
                (
                    "delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="log", to="delivery.delivery"
                    ),
                ),
            ],
            options={
                "db_table": "delivery_attempt",
            },
        ),
        migrations.CreateModel(
            name="Endpoint",
            fields=[
                (
                    "id",
                    models.TextField(
                        default=gongdao.service.delivery.models.new_endpoint, primary_key=True, serialize=False
                    ),
                ),
                ("source", models.TextField()),
                ("url", models.TextField()),
                ("name", models.TextField(default="")),
                ("events", models.TextField(default="")),
                ("pays", models.BooleanField(default=False)),
                ("enabled", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField()),
                ("failing_since", models.DateTimeField(null=True)),
                ("disabled_at", models.DateTimeField(null=True)),
                ("disabled_why", models.TextField(default="")),
            ],
            options={
                "db_table": "delivery_endpoint",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("pays", True)), fields=("source",), name="delivery_endpoint_pays"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="delivery",
            name="endpoint",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="deliveries", to="delivery.endpoint"
            ),
        ),
        migrations.CreateModel(
            name="Mail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField(unique=True)),
                ("person", models.TextField()),
                ("kind", models.TextField()),
                ("created_at", models.DateTimeField()),
                ("next_try_at", models.DateTimeField(null=True)),
                ("attempts", models.IntegerField(default=0)),
                ("state", models.TextField(default="pending")),
                ("sent_at", models.DateTimeField(null=True)),
                ("message_id", models.TextField(default="")),
                ("to", models.TextField(default="")),
                ("digest", models.TextField(default="")),
                ("said", models.TextField(default="")),
            ],
            options={
                "db_table": "delivery_mail",
                "indexes": [
                    models.Index(
                        condition=models.Q(("next_try_at__isnull", False)),
                        fields=["next_try_at"],
                        name="delivery_mail_waiting",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField(unique=True)),
                ("person", models.TextField()),
                ("place", models.TextField()),
                ("stream", models.TextField(default="")),
                ("seq", models.IntegerField(default=0)),
                ("about", models.TextField()),
                ("zh", models.TextField()),
                ("en", models.TextField()),
                ("deadline", models.TextField(default="")),
                ("due", models.DateTimeField(null=True)),
                ("effect", models.TextField(default="")),
                ("at", models.DateTimeField()),
                ("read_at", models.DateTimeField(null=True)),
                ("read_via", models.TextField(default="")),
                (
                    "mail",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="letters",
                        to="delivery.mail",
                    ),
                ),
            ],
            options={
                "db_table": "delivery_letter",
            },
        ),
        migrations.CreateModel(
            name="Secret",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("owner", models.TextField()),
                ("secret", models.TextField()),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "delivery_secret",
                "indexes": [models.Index(fields=["owner"], name="delivery_secret_owner")],
            },
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("next_try_at__isnull", False)),
                fields=["next_try_at"],
                name="delivery_webhook_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(fields=["endpoint", "-created_at"], name="delivery_webhook_endpoint"),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(fields=["stream", "seq"], name="delivery_webhook_stream"),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(fields=["person", "-id"], name="delivery_letter_person"),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(
                condition=models.Q(("read_at__isnull", True)), fields=["person"], name="delivery_letter_unread"
            ),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(fields=["stream", "seq"], name="delivery_letter_stream"),
        ),
    ]
