"""The tables of the mirror."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import gongdao.service.market.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Clock",
            fields=[
                ("id", models.IntegerField(primary_key=True, serialize=False)),
                ("seconds", models.BigIntegerField(default=0)),
            ],
            options={
                "db_table": "market_clock",
            },
        ),
        migrations.CreateModel(
            name="Shop",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField(default=gongdao.service.market.models.new_shop, editable=False, unique=True)),
                ("source", models.TextField()),
                ("external_id", models.TextField()),
                ("name", models.TextField()),
                ("facts", models.JSONField(default=dict)),
                ("updated_at", models.DateTimeField()),
            ],
            options={
                "db_table": "market_shop",
                "constraints": [models.UniqueConstraint(fields=("source", "external_id"), name="market_shop_external")],
            },
        ),
        migrations.CreateModel(
            name="Order",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.TextField()),
                ("external_id", models.TextField()),
                ("title", models.TextField()),
                ("status", models.TextField()),
                ("currency", models.TextField(default="CNY")),
                ("paid", models.BigIntegerField()),
                ("placed_at", models.DateTimeField()),
                ("facts", models.JSONField(default=dict)),
                ("updated_at", models.DateTimeField()),
                (
                    "buyer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="orders", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "shop",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="orders", to="market.shop"
                    ),
                ),
            ],
            options={
                "db_table": "market_order",
            },
        ),
        migrations.CreateModel(
            name="StandingOffer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
                ("kind", models.TextField()),
                ("amount", models.BigIntegerField(default=0)),
                ("active", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "shop",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="standing_offers", to="market.shop"
                    ),
                ),
            ],
            options={
                "db_table": "market_standing_offer",
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.TextField()),
                ("external_id", models.TextField()),
                ("sender", models.TextField()),
                ("text", models.TextField()),
                ("at", models.DateTimeField()),
                ("read_at", models.DateTimeField(null=True)),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="messages", to="market.order"
                    ),
                ),
            ],
            options={
                "db_table": "market_message",
                "indexes": [models.Index(fields=["order", "at"], name="market_message_order")],
                "constraints": [
                    models.UniqueConstraint(fields=("source", "external_id"), name="market_message_external")
                ],
            },
        ),
        migrations.CreateModel(
            name="Shipment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.TextField()),
                ("waybill", models.TextField()),
                ("carrier", models.TextField(default="")),
                ("scans", models.JSONField(default=list)),
                ("updated_at", models.DateTimeField()),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="shipments", to="market.order"
                    ),
                ),
            ],
            options={
                "db_table": "market_shipment",
                "constraints": [models.UniqueConstraint(fields=("source", "waybill"), name="market_shipment_waybill")],
            },
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(fields=["buyer", "-placed_at"], name="market_order_buyer"),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(fields=["shop", "-placed_at"], name="market_order_shop"),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.UniqueConstraint(fields=("source", "external_id"), name="market_order_external"),
        ),
        migrations.AddIndex(
            model_name="standingoffer",
            index=models.Index(fields=["shop", "reason"], name="market_standing_offer_reason"),
        ),
    ]
