"""The index of events that are asked for in all cases at once holds signals and held messages too."""

from __future__ import annotations

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = (("record", "0006_pictures"),)

    operations = (
        migrations.RemoveIndex(model_name="eventrow", name="record_event_of_type"),
        migrations.AddIndex(
            model_name="eventrow",
            index=models.Index(
                fields=["type", "at"],
                name="record_event_of_type",
                condition=Q(type="ClericalErrorCorrected")
                | Q(type="LegFailed")
                | Q(type="MessageHeld")
                | Q(type="RecusalAsked")
                | Q(type="RulingGiven")
                | Q(type="SignalRaised")
                | Q(type="StaffErrorNoted"),
            ),
        ),
    )
