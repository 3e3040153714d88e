"""The triggers of ``models.guards``: each refuses on a locked revision what it lets pass on an open one."""

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

import pytest
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import IntegrityError, connection, models, transaction

from tests import universe as world
from tests.models.violations import (
    AROUND_A_LOCKED_REVISION,
    AROUND_THE_AUDIT_TRAIL,
    AROUND_THE_SEALS,
    ON_A_LOCKED_REVISION,
    ON_THE_AUDIT_TRAIL,
    ON_THE_SEALS,
    OVERLAPPING_LEVELS,
    OVERLAPPING_POSTS,
    OVERLAPPING_VERSIONS,
)
from workforce.models import (
    AuditEvent,
    AuditSeal,
    Headcount,
    Person,
    Revision,
    RosterEntry,
    SnapshotUnit,
    Submission,
    Value,
)
from workforce.models.guards import guards_of
from workforce.models.spells import Classified


@dataclass(frozen=True)
class Scene:
    """Ids. ``other_…`` belong to a second revision, which stays open; a ``bare_…`` row has nothing depending on it."""

    revision: int
    bare_revision: int
    other_revision: int
    submission: int
    bare_submission: int
    other_submission: int
    headcount: int
    other_headcount: int
    snapshot: int
    other_snapshot: int
    owed_unit: int
    other_owed_unit: int
    value: int
    another_unit: int
    roster_entry: int
    other_roster_entry: int


def build_scene(*, locked):
    world.load_code_lists()
    province = world.unit("minh-hoa", "Tỉnh Minh Họa", kind="province")
    units = [world.unit(key, key, parent=province) for key in ["hoa-sen", "hoa-mai", "benh-vien"]]
    revision, bare, other = (
        world.open_revision(province, date(year, 12, 31), owing=[unit])
        for year, unit in [(2024, units[0]), (2023, units[0]), (2022, units[1])]
    )
    submission = world.submit(revision, units[0], {"masters": 3})
    bare_submission = world.submit(revision, units[1], {})
    bare_submission.headcounts.all().delete()
    other_submission = world.submit(other, units[2], {"university": 4})
    roster_entry, other_roster_entry = (
        counted(name, report) for name, report in [("An", submission), ("Bình", other_submission)]
    )
    if locked:
        world.lock(revision)
        world.lock(bare)
    return Scene(
        revision=revision.pk,
        bare_revision=bare.pk,
        other_revision=other.pk,
        submission=submission.pk,
        bare_submission=bare_submission.pk,
        other_submission=other_submission.pk,
        headcount=submission.headcounts.get(value__code="masters").pk,
        other_headcount=other_submission.headcounts.get(value__code="university").pk,
        snapshot=revision.snapshot_id,
        other_snapshot=other.snapshot_id,
        owed_unit=revision.snapshot.owed_units.get().pk,
        other_owed_unit=other.snapshot.owed_units.get().pk,
        value=world.value("education", "doctorate").pk,
        another_unit=units[2].pk,
        roster_entry=roster_entry.pk,
        other_roster_entry=other_roster_entry.pk,
    )


def counted(name, submission):
    """Somebody on the roster of the report; as what does not matter here."""
    names = [field.name for field in Classified._meta.fields if field.related_model is Value]
    value = world.value("total", "total")
    return RosterEntry.objects.create(
        submission=submission,
        person=Person.objects.create(full_name=name),
        unit=submission.unit,
        **dict.fromkeys(names, value),
    )


def execute(statement, scene=None):
    """Run one statement as it stands; return the number of rows it touched."""
    connection.check_constraints()  # PostgreSQL truncates no table whose foreign keys it has still to check
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(**vars(scene)) if scene else statement)
        return cursor.rowcount


def with_two_versions(statement, valid_from, valid_to):
    """The statement about a unit that has a version for [2020, 2025) and one since; another unit has its own."""
    unit = world.unit("so", "Sở", valid_from=date(2020, 1, 1), valid_to=date(2025, 1, 1))
    world.unit("so", "Sở mới", valid_from=date(2025, 1, 1))
    other = world.unit("ban", "Ban")
    first = unit.versions.earliest("valid_from")
    return statement.format(
        unit=unit.pk, first=first.pk, of_another_unit=other.versions.get().pk, valid_from=valid_from, valid_to=valid_to
    )


def record_an_event():
    return AuditEvent.objects.create(actor_name="command line", action="lock", object="minh-hoa 31/12/2024 #1")


@pytest.mark.django_db
@pytest.mark.parametrize(("guard", "statement"), ON_A_LOCKED_REVISION)
def test_a_locked_revision_refuses(guard, statement):
    scene = build_scene(locked=True)

    with pytest.raises(IntegrityError, match=f"{guard}: locked revision"):
        execute(statement, scene)


@pytest.mark.django_db
@pytest.mark.parametrize(("guard", "statement"), ON_A_LOCKED_REVISION)
def test_an_open_revision_accepts(guard, statement):
    scene = build_scene(locked=False)

    assert execute(statement, scene) == 1


@pytest.mark.django_db
def test_no_statement_goes_around_the_guards_of_a_locked_revision(engine):
    scene = build_scene(locked=True)

    for guard, statement in AROUND_A_LOCKED_REVISION[engine]:
        with pytest.raises(IntegrityError, match=f"{guard}: locked revision"):
            execute(statement, scene)


@pytest.mark.django_db
def test_those_statements_pass_on_an_open_revision(engine):
    scene = build_scene(locked=False)

    for _, statement in AROUND_A_LOCKED_REVISION[engine]:
        execute(statement, scene)

    assert not Headcount.objects.filter(pk=scene.headcount, submission=scene.submission).exists()
    assert not SnapshotUnit.objects.filter(pk=scene.owed_unit, snapshot=scene.snapshot).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("guard", "statement"), ON_THE_AUDIT_TRAIL)
def test_an_audit_event_cannot_be_altered_or_removed(guard, statement):
    event = record_an_event()

    with pytest.raises(IntegrityError, match=f"{guard}: audit events are append-only"):
        execute(statement)

    assert AuditEvent.objects.get().actor_name == event.actor_name


@pytest.mark.django_db
def test_no_statement_goes_around_the_guards_of_the_audit_trail(engine):
    event = record_an_event()
    guard, statement = AROUND_THE_AUDIT_TRAIL[engine]

    with pytest.raises(IntegrityError, match=f"{guard}: audit events are append-only"):
        execute(statement)

    assert AuditEvent.objects.get().actor_name == event.actor_name


@pytest.mark.django_db
def test_no_statement_alters_or_removes_a_seal(engine):
    seal = AuditSeal.objects.create(first_event=1, last_event=2, events=2, previous="0" * 64, digest="d" * 64)

    for guard, statement in [*ON_THE_SEALS, AROUND_THE_SEALS[engine]]:
        with pytest.raises(IntegrityError, match=f"{guard}: seals of the audit trail are append-only"):
            execute(statement)

    assert AuditSeal.objects.get().digest == seal.digest


@pytest.mark.django_db
def test_audit_events_can_be_appended():
    before = record_an_event()

    after = record_an_event()

    assert list(AuditEvent.objects.all()) == [after, before]


@pytest.mark.django_db
@pytest.mark.parametrize(("guard", "statement"), OVERLAPPING_VERSIONS)
def test_versions_of_a_unit_do_not_overlap(guard, statement):
    statement = with_two_versions(statement, "2019-01-01", "2025-01-02")

    with pytest.raises(IntegrityError, match=f"{guard}: a unit has one version at a time"):
        execute(statement)


@pytest.mark.django_db
@pytest.mark.parametrize(("guard", "statement"), OVERLAPPING_VERSIONS)
def test_a_version_may_end_on_the_day_the_next_one_begins(guard, statement):
    statement = with_two_versions(statement, "2019-01-01", "2020-01-01")

    assert execute(statement) == 1


def test_every_guard_has_a_statement_that_violates_it():
    around = [*AROUND_A_LOCKED_REVISION["postgresql"], AROUND_THE_AUDIT_TRAIL["postgresql"]]
    around += [AROUND_THE_SEALS["postgresql"], *ON_THE_SEALS]
    around += OVERLAPPING_POSTS + OVERLAPPING_LEVELS
    violated = {guard for guard, _ in [*ON_A_LOCKED_REVISION, *OVERLAPPING_VERSIONS, *ON_THE_AUDIT_TRAIL, *around]}

    assert violated == {guard.name for guard in guards_of("postgresql")}


@pytest.mark.django_db
def test_the_installed_triggers_are_exactly_the_guards():
    assert installed_triggers() == {(guard.name, f"workforce_{guard.table}") for guard in guards_of(connection.vendor)}


@pytest.mark.django_db
def test_installing_the_guards_twice_changes_nothing():
    before = installed_triggers()

    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")

    assert installed_triggers() == before


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("model", "field"), [(Revision, "reason"), (Submission, "batch_row"), (AuditEvent, "object")])
def test_guards_survive_a_migration_that_alters_their_table(model, field):
    """SQLite builds the table anew to alter a column, which loses its triggers and trips over those that name it."""
    before = installed_triggers()

    emit_pre_migrate_signal(verbosity=0, interactive=False, db="default")
    with altered_column(model, field):
        emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
        after = installed_triggers()
        emit_pre_migrate_signal(verbosity=0, interactive=False, db="default")

    assert after == before


@contextmanager
def altered_column(model, name):
    """The column as a text of another length, and back again."""
    old = model._meta.get_field(name)
    new = models.CharField(max_length=299, default="")
    new.set_attributes_from_name(name)
    new.model = model
    with connection.schema_editor() as editor:
        editor.alter_field(model, old, new)
    yield
    with connection.schema_editor() as editor:
        editor.alter_field(model, new, old)


def installed_triggers():
    query = {
        "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
        " WHERE NOT t.tgisinternal AND t.tgenabled = 'O'",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query)
        return set(cursor.fetchall())
