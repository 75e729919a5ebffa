"""What the interface keeps: answers under idempotency keys, and how often a key asked."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="KeptAnswer",
            fields=[
                ("key", models.TextField(primary_key=True, serialize=False)),
                ("request", models.TextField()),
                ("status", models.IntegerField()),
                ("body", models.TextField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "api_answer",
                "indexes": [models.Index(fields=["at"], name="api_answer_at")],
            },
        ),
    ]
