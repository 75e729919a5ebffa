"""The files of persons beside the record, and files on their way in."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("record", "0003_statements"),)

    operations = (
        migrations.CreateModel(
            name="FileRow",
            fields=[
                ("commitment", models.TextField(primary_key=True, serialize=False)),
                ("stream", models.TextField()),
                ("person", models.TextField()),
                ("manifest", models.TextField()),
                ("place", models.IntegerField()),
                ("name", models.TextField()),
                ("media_type", models.TextField()),
                ("size", models.BigIntegerField()),
                ("salt", models.BinaryField(null=True)),
                ("about", models.TextField()),
                ("at", models.TextField()),
                ("erased_at", models.TextField(null=True)),
            ],
            options={
                "db_table": "record_file",
                "indexes": [
                    models.Index(fields=["stream", "person"], name="record_file_person"),
                    models.Index(fields=["manifest"], name="record_file_manifest"),
                ],
            },
        ),
        migrations.CreateModel(
            name="UploadRow",
            fields=[
                ("id", models.TextField(primary_key=True, serialize=False)),
                ("stream", models.TextField()),
                ("by", models.TextField()),
                ("person", models.TextField()),
                ("key", models.TextField()),
                ("name", models.TextField()),
                ("size", models.BigIntegerField()),
                ("salt", models.BinaryField()),
                ("state", models.TextField(default="open")),
                ("why", models.TextField(default="")),
                ("media_type", models.TextField(default="")),
                ("commitment", models.TextField(default="")),
                ("about", models.TextField(default="{}")),
                ("created_at", models.TextField()),
                ("expires_at", models.TextField()),
            ],
            options={
                "db_table": "intake_upload",
                "indexes": [
                    models.Index(fields=["stream", "person"], name="intake_upload_person"),
                    models.Index(fields=["expires_at"], name="intake_upload_expires"),
                ],
                "constraints": [models.UniqueConstraint(fields=("by", "key"), name="intake_upload_once")],
            },
        ),
    )
