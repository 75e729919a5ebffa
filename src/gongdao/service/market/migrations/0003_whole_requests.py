"""A request is kept with its case or not at all: nothing stands in the table any more that is on its way."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("market", "0002_requests")]

    operations = [
        migrations.RunSQL("DELETE FROM market_request WHERE opened_at IS NULL", migrations.RunSQL.noop),
        migrations.RemoveField("request", "lines"),
        migrations.RemoveField("request", "told"),
        migrations.RemoveField("request", "tried_at"),
        migrations.AlterField("request", "opened_at", models.DateTimeField()),
    ]
