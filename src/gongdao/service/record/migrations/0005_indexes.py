"""Indexes for what is looked up in all cases at once: a few types of events, the cases of an order."""

from __future__ import annotations

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = (("record", "0004_files"),)

    operations = (
        migrations.AddIndex(
            model_name="eventrow",
            index=models.Index(
                fields=["type", "at"],
                name="record_event_of_type",
                condition=Q(type="ClericalErrorCorrected")
                | Q(type="LegFailed")
                | Q(type="RecusalAsked")
                | Q(type="RulingGiven")
                | Q(type="StaffErrorNoted"),
            ),
        ),
        migrations.AddIndex(
            model_name="caserow",
            index=models.Index(fields=["source", "order_id"], name="record_case_order"),
        ),
    )
