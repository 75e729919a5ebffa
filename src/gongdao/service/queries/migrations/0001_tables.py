"""The table of what was worked out for pages."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    initial = True
    dependencies: ClassVar[list[tuple[str, str]]] = []
    operations: ClassVar[list[Operation]] = [
        migrations.CreateModel(
            name="Explanation",
            fields=[
                ("digest", models.TextField(primary_key=True, serialize=False)),
                ("body", models.TextField()),
                ("made_at", models.TextField()),
                ("until", models.TextField(null=True)),
            ],
            options={
                "db_table": "queries_explanation",
                "indexes": [models.Index(fields=["made_at"], name="queries_explanation_made")],
            },
        ),
    ]
