"""Invariants that Django's constraints cannot express, as triggers on both engines.

Each guard has one condition over OLD and NEW rows; a test violates each of them on each engine.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import connections

APPEND_ONLY = "audit events are append-only"
SEALED = "seals of the audit trail are append-only"
ONE_AT_A_TIME = "a unit has one version at a time"
LOCKED = "locked revision"
ONE_PRIMARY_POST = "a person has one primary appointment at a time"
ONE_LEVEL = "a diploma type counts as one level at a time"

# {row} is OLD or NEW
OF_LOCKED_REVISION = "(SELECT r.locked_at FROM workforce_revision r WHERE r.id = {row}.revision_id) IS NOT NULL"
OF_LOCKED_SUBMISSION = (
    "(SELECT r.locked_at FROM workforce_revision r JOIN workforce_submission s ON s.revision_id = r.id "
    "WHERE s.id = {row}.submission_id) IS NOT NULL"
)
HAS_LOCKED_REVISION = (
    "EXISTS (SELECT 1 FROM workforce_revision r WHERE r.snapshot_id = {snapshot} AND r.locked_at IS NOT NULL)"
)
# Two versions that start on one day are left to the unique constraint, which names them
OVERLAPS_A_VERSION = (
    "EXISTS (SELECT 1 FROM workforce_unitversion v WHERE v.unit_id = NEW.unit_id AND v.valid_from <> NEW.valid_from "
    "AND v.valid_from < NEW.valid_to AND NEW.valid_from < v.valid_to)"
)
OVERLAPS_ANOTHER_VERSION = OVERLAPS_A_VERSION.replace("WHERE ", "WHERE v.id <> OLD.id AND ")
# Voided and secondary appointments overlap as they like. Whoever writes holds the person's row meanwhile.
HAS_TWO_PRIMARY_POSTS = (
    "NEW.kind = 'primary' AND NEW.voided_at IS NULL AND EXISTS (SELECT 1 FROM workforce_appointment a "
    "WHERE a.person_id = NEW.person_id AND a.kind = 'primary' AND a.voided_at IS NULL "
    "AND a.valid_from < NEW.valid_to AND NEW.valid_from < a.valid_to)"
)
HAS_ANOTHER_PRIMARY_POST = HAS_TWO_PRIMARY_POSTS.replace("WHERE ", "WHERE a.id <> OLD.id AND ")
IS_EQUIVALENT_TWICE = (
    "EXISTS (SELECT 1 FROM workforce_equivalence e WHERE e.diploma_id = NEW.diploma_id "
    "AND e.valid_from <> NEW.valid_from AND e.valid_from < NEW.valid_to AND NEW.valid_from < e.valid_to)"
)
IS_EQUIVALENT_TO_ANOTHER = IS_EQUIVALENT_TWICE.replace("WHERE ", "WHERE e.id <> OLD.id AND ")
SOMETHING_IS_LOCKED = "EXISTS (SELECT 1 FROM workforce_revision r WHERE r.locked_at IS NOT NULL)"


@dataclass(frozen=True)
class Guard:
    name: str
    table: str
    event: str
    condition: str
    message: str


def frozen(table: str, condition: str) -> list[Guard]:
    """No row of the table enters, changes or leaves what is locked."""
    old, new = condition.format(row="OLD"), condition.format(row="NEW")
    return [
        Guard(f"{table}_locked_no_insert", table, "INSERT", new, LOCKED),
        Guard(f"{table}_locked_no_update", table, "UPDATE", f"{old} OR {new}", LOCKED),
        Guard(f"{table}_locked_no_delete", table, "DELETE", old, LOCKED),
    ]


GUARDS = [
    Guard("audit_no_update", "auditevent", "UPDATE", "1=1", APPEND_ONLY),
    Guard("audit_no_delete", "auditevent", "DELETE", "1=1", APPEND_ONLY),
    Guard("audit_seal_no_update", "auditseal", "UPDATE", "1=1", SEALED),
    Guard("audit_seal_no_delete", "auditseal", "DELETE", "1=1", SEALED),
    Guard("revision_locked_no_update", "revision", "UPDATE", "OLD.locked_at IS NOT NULL", LOCKED),
    Guard("revision_locked_no_delete", "revision", "DELETE", "OLD.locked_at IS NOT NULL", LOCKED),
    *frozen("submission", OF_LOCKED_REVISION),
    *frozen("headcount", OF_LOCKED_SUBMISSION),
    # Revisions keep a snapshot from being deleted; the date and the units that owe data are part of what was locked
    Guard("snapshot_locked_no_update", "snapshot", "UPDATE", HAS_LOCKED_REVISION.format(snapshot="OLD.id"), LOCKED),
    *frozen("snapshotunit", HAS_LOCKED_REVISION.format(snapshot="{row}.snapshot_id")),
    Guard("unitversion_overlap_no_insert", "unitversion", "INSERT", OVERLAPS_A_VERSION, ONE_AT_A_TIME),
    Guard("unitversion_overlap_no_update", "unitversion", "UPDATE", OVERLAPS_ANOTHER_VERSION, ONE_AT_A_TIME),
    *frozen("rosterentry", OF_LOCKED_SUBMISSION),
    Guard("appointment_overlap_no_insert", "appointment", "INSERT", HAS_TWO_PRIMARY_POSTS, ONE_PRIMARY_POST),
    Guard("appointment_overlap_no_update", "appointment", "UPDATE", HAS_ANOTHER_PRIMARY_POST, ONE_PRIMARY_POST),
    Guard("equivalence_overlap_no_insert", "equivalence", "INSERT", IS_EQUIVALENT_TWICE, ONE_LEVEL),
    Guard("equivalence_overlap_no_update", "equivalence", "UPDATE", IS_EQUIVALENT_TO_ANOTHER, ONE_LEVEL),
]

# TRUNCATE passes over the triggers of rows; SQLite has no such statement. CASCADE fires those of the other tables too.
TRUNCATE_GUARDS = [
    Guard("audit_no_truncate", "auditevent", "TRUNCATE", "1=1", APPEND_ONLY),
    Guard("audit_seal_no_truncate", "auditseal", "TRUNCATE", "1=1", SEALED),
    *(
        Guard(f"{table}_locked_no_truncate", table, "TRUNCATE", SOMETHING_IS_LOCKED, LOCKED)
        for table in ["revision", "submission", "headcount", "snapshotunit", "rosterentry"]
    ),
]


def guards_of(vendor: str) -> list[Guard]:
    return GUARDS + TRUNCATE_GUARDS if vendor == "postgresql" else GUARDS


def drop_guards(using: str, **kwargs) -> None:
    """Remove every trigger; connected to ``pre_migrate``.

    SQLite alters a table by building it anew, and stops at a trigger that names the table while it is gone.
    """
    for_each_guard(using, {"sqlite": drop_on_sqlite, "postgresql": drop_on_postgresql})


def install_guards(using: str, **kwargs) -> None:
    """Create every trigger anew; connected to ``post_migrate``."""
    drop_guards(using)
    for_each_guard(using, {"sqlite": create_on_sqlite, "postgresql": create_on_postgresql})


def for_each_guard(using: str, writers: dict[str, Callable[[Guard], str]]) -> None:
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for guard in guards_of(connection.vendor):
            if f"workforce_{guard.table}" in tables:
                cursor.execute(writers[connection.vendor](guard))


def drop_on_sqlite(guard: Guard) -> str:
    return f"DROP TRIGGER IF EXISTS {guard.name}"


def drop_on_postgresql(guard: Guard) -> str:
    return f"DROP TRIGGER IF EXISTS {guard.name} ON workforce_{guard.table}"


def create_on_sqlite(guard: Guard) -> str:
    return (
        f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON workforce_{guard.table} FOR EACH ROW "
        f"WHEN {guard.condition} BEGIN SELECT RAISE(ABORT, '{guard.name}: {guard.message}'); END"
    )


def create_on_postgresql(guard: Guard) -> str:
    # A trigger's WHEN clause may hold no sub-query on PostgreSQL, so the function asks.
    returned = {"DELETE": "OLD", "TRUNCATE": "NULL"}.get(guard.event, "NEW")
    each = "STATEMENT" if guard.event == "TRUNCATE" else "ROW"
    return (
        f"CREATE OR REPLACE FUNCTION {guard.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {guard.condition} THEN RAISE EXCEPTION '{guard.name}: {guard.message}' USING ERRCODE = '23514'; END IF; "
        f"RETURN {returned}; END $$; "
        f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON workforce_{guard.table} "
        f"FOR EACH {each} EXECUTE FUNCTION {guard.name}()"
    )
