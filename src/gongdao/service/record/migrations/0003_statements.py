"""An index by which the newest statement of a seller's account is found; it holds the statements alone."""

from __future__ import annotations

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = (("record", "0002_guards"),)
    operations = (
        migrations.RunSQL(
            "CREATE INDEX record_entry_stated ON record_entry (account, leg) WHERE leg LIKE 'stated:%'",
            "DROP INDEX record_entry_stated",
        ),
    )
