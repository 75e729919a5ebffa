"""What screening knows pictures again by: a fingerprint of each that was handed in, until its file is erased."""

from __future__ import annotations

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = (("record", "0005_indexes"),)

    operations = (
        migrations.CreateModel(
            name="PictureRow",
            fields=[
                ("number", models.BigAutoField(primary_key=True, serialize=False)),
                ("commitment", models.TextField(unique=True)),
                ("stream", models.TextField()),
                ("person", models.TextField()),
                ("kind", models.TextField(default="")),
                ("digest", models.TextField(default="")),
                ("marks", models.BinaryField(null=True)),
                ("alike", models.TextField(default="[]")),
                ("at", models.TextField()),
                ("due_at", models.TextField(null=True)),
                ("attempts", models.IntegerField(default=0)),
                ("known_at", models.TextField(null=True)),
                ("erased_at", models.TextField(null=True)),
            ],
            options={
                "db_table": "record_picture",
                "indexes": [
                    models.Index(fields=["stream", "person"], name="record_picture_person"),
                    models.Index(fields=["due_at"], name="record_picture_due", condition=Q(due_at__isnull=False)),
                    models.Index(fields=["known_at"], name="record_picture_known", condition=Q(known_at__isnull=False)),
                    models.Index(fields=["digest"], name="record_picture_digest", condition=Q(known_at__isnull=False)),
                ],
            },
        ),
    )
