"""What the databases themselves refuse: to change, remove or replace a row of the events and of the journal."""

from __future__ import annotations

from django.db import connections

APPEND_ONLY = {"record_event": ("stream", "seq"), "record_entry": ("key", "account")}
CHANGES = ("update", "delete")
ON_POSTGRESQL = ("change", "truncate")
MAY_APPEND = (*APPEND_ONLY, "record_anchor")


def guards(vendor: str) -> list[str]:
    """Give the statements that guard the append-only tables."""
    make = {"sqlite": _sqlite, "postgresql": _postgresql}[vendor]
    return [statement for table, known_by in APPEND_ONLY.items() for statement in make(table, known_by)]


def unguards(vendor: str) -> list[str]:
    """Give the statements that take the guards away again."""
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {table}_no_{act}" for table in APPEND_ONLY for act in ("insert", *CHANGES)]
    return [f"DROP TRIGGER IF EXISTS {table}_no_{act} ON {table}" for table in APPEND_ONLY for act in ON_POSTGRESQL]


def grant(alias: str, role: str) -> None:
    """Give a role of PostgreSQL what the service needs: it may append to the record but not change or empty it."""
    connection = connections[alias]
    if connection.vendor != "postgresql":
        return
    name = connection.ops.quote_name(role)
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor)) - {*MAY_APPEND, "django_migrations"}
        for statement in _grants(name, sorted(map(connection.ops.quote_name, tables))):
            cursor.execute(statement)


def _grants(name: str, changing: list[str]) -> list[str]:
    append, change = ", ".join(MAY_APPEND), ", ".join(changing)
    return [
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {name}",
        f"GRANT USAGE ON SCHEMA public TO {name}",
        f"GRANT SELECT, INSERT ON {append} TO {name}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON {change} TO {name}",
        f"GRANT SELECT ON django_migrations TO {name}",
        f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {name}",
    ]


def _sqlite(table: str, known_by: tuple[str, str]) -> list[str]:
    """INSERT OR REPLACE would remove a row without asking the triggers on DELETE, hence the one on INSERT."""
    one, two = known_by
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    taken = f"EXISTS (SELECT 1 FROM {table} WHERE {one} = NEW.{one} AND {two} = NEW.{two})"
    replaced = f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"
    return [
        f"CREATE TRIGGER {table}_no_insert BEFORE INSERT ON {table} WHEN {taken} OR {replaced} {refuse}",
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}",
    ]


def _postgresql(table: str, known_by: tuple[str, str]) -> list[str]:
    refuse = f"BEGIN RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'integrity_constraint_violation'; END"
    run = f"EXECUTE FUNCTION {table}_append_only()"
    return [
        f"CREATE OR REPLACE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ {refuse} $$",
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {run}",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {run}",
    ]
