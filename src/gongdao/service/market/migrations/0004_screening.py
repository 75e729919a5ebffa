"""What shops and accounts are screened by, what waits to be screened, and one waybill for several orders."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("market", "0003_whole_requests"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            name="Account",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="account",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("since", models.DateTimeField(null=True)),
                ("things", models.JSONField(default=list)),
                ("groups", models.JSONField(default=list)),
            ],
            options={"db_table": "market_account"},
        ),
        migrations.CreateModel(
            name="Screening",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.TextField()),
                ("subject", models.TextField()),
                ("due_at", models.DateTimeField()),
            ],
            options={
                "db_table": "market_screening",
                "indexes": [models.Index(fields=["due_at"], name="market_screening_due")],
                "constraints": [
                    models.UniqueConstraint(fields=("source", "subject"), name="market_screening_once"),
                ],
            },
        ),
        migrations.AddField("shop", "profile", models.JSONField(default=dict)),
        migrations.AddField("shipment", "returned", models.BooleanField(default=False)),
        migrations.AddField("shipment", "signed_at", models.DateTimeField(null=True)),
        migrations.AddField("shipment", "hand", models.TextField(default="")),
        migrations.RemoveConstraint("shipment", "market_shipment_waybill"),
        migrations.AddConstraint(
            "shipment",
            models.UniqueConstraint(fields=["source", "waybill", "order"], name="market_shipment_once"),
        ),
        migrations.AddIndex(
            "shipment", models.Index(fields=["source", "hand", "signed_at"], name="market_shipment_hand")
        ),
    ]
