"""The tables of case numbers and of requests on their way into the record."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("market", "0001_tables")]

    operations = [
        migrations.CreateModel(
            name="Numbering",
            fields=[
                ("year", models.IntegerField(primary_key=True, serialize=False)),
                ("last", models.IntegerField()),
            ],
            options={"db_table": "market_numbering"},
        ),
        migrations.CreateModel(
            name="Request",
            fields=[
                ("key", models.TextField(primary_key=True, serialize=False)),
                ("number", models.TextField(unique=True)),
                ("digest", models.TextField()),
                ("lines", models.JSONField(default=list)),
                ("told", models.JSONField(null=True)),
                ("tried_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField(null=True)),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="requests", to="market.order"
                    ),
                ),
            ],
            options={"db_table": "market_request"},
        ),
    ]
