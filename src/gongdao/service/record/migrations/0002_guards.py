"""Guards the append-only tables, makes text sort alike in both databases, and puts the one row into the register."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from gongdao.service.record.guards import guards, unguards

# Django adds to each text key an index for LIKE, which nobody asks and every INSERT pays for.
POSTGRESQL_TEXTS = r"""
DO $$ DECLARE it record; BEGIN
  FOR it IN SELECT table_name AS t, column_name AS c FROM information_schema.columns
    WHERE table_schema = current_schema() AND table_name LIKE 'record\_%' AND data_type = 'text'
  LOOP EXECUTE format('ALTER TABLE %I ALTER COLUMN %I TYPE text COLLATE "C"', it.t, it.c); END LOOP;
  FOR it IN SELECT indexname AS i FROM pg_indexes
    WHERE schemaname = current_schema() AND tablename LIKE 'record\_%' AND indexname LIKE '%\_like'
  LOOP EXECUTE format('DROP INDEX %I', it.i); END LOOP;
END $$
"""


def guard(apps: Any, schema_editor: Any) -> None:
    """This function will guard the tables."""
    vendor = schema_editor.connection.vendor
    with schema_editor.connection.cursor() as cursor:
        if vendor == "postgresql":
            cursor.execute(POSTGRESQL_TEXTS)
        for statement in guards(vendor):
            cursor.execute(statement)
        cursor.execute("INSERT INTO record_register (id, pauses_seq, beat_at) VALUES (1, 0, NULL)")


def unguard(apps: Any, schema_editor: Any) -> None:
    """This function will take the guards away."""
    with schema_editor.connection.cursor() as cursor:
        for statement in unguards(schema_editor.connection.vendor):
            cursor.execute(statement)
        cursor.execute("DELETE FROM record_register")


class Migration(migrations.Migration):
    dependencies = (("record", "0001_tables"),)
    operations = (migrations.RunPython(guard, unguard),)
