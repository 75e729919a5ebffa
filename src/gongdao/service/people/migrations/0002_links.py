"""The table of links that open one case inside another site."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Link",
            fields=[
                ("token", models.TextField(primary_key=True, serialize=False)),
                ("page", models.TextField(null=True, unique=True)),
                ("stream", models.TextField()),
                ("origin", models.TextField()),
                ("ends_at", models.DateTimeField()),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="links", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": "people_link",
                "indexes": [models.Index(fields=["ends_at"], name="people_link_ends")],
            },
        ),
    ]
