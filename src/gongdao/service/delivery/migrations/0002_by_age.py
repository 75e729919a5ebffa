"""Indexes by which old webhooks are found."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("delivery", "0001_tables"),)

    operations = (
        migrations.AddIndex(
            model_name="delivery", index=models.Index(fields=["created_at"], name="delivery_webhook_created")
        ),
        migrations.AddIndex(model_name="received", index=models.Index(fields=["at"], name="delivery_received_at")),
    )
