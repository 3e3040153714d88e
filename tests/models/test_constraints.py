"""Each named constraint refuses what it is named for; a constraint without a test here fails the run."""

from datetime import date

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import F, UniqueConstraint
from django.utils import timezone

from tests import universe as world
from tests.models import register_violations
from workforce.models import (
    AuditSeal,
    Dimension,
    Document,
    Headcount,
    ImportBatch,
    ImportedPerson,
    ImportJob,
    Indicator,
    Milestone,
    Person,
    RememberedColumn,
    RememberedMatch,
    Reorganisation,
    ReorganisationLink,
    Revision,
    RolledHeadcount,
    RosterEntry,
    Selection,
    SignOff,
    Snapshot,
    SnapshotUnit,
    StaffingQuota,
    StatedFigure,
    Submission,
    Target,
    Unit,
    UnitAlias,
    UnitVersion,
    User,
    Value,
)
from workforce.models.spells import Classified

DAY = date(2024, 12, 31)
CONSTRAINTS = {
    constraint.name: (model, constraint)
    for model in apps.get_app_config("workforce").get_models()
    for constraint in model._meta.constraints
}

# A PositiveIntegerField brings a check of its own column, and SQLite asks that one first.
CHECKED_FIRST_BY_SQLITE = {"headcount_not_negative": "people"}


def twice(create, **fields):
    create(**fields)
    create(**fields)


def a_target(**fields):
    clause = world.clause("clause", document=world.document("document"))
    indicator = Indicator.objects.create(code="reported", kind="reported")
    return world.target("target", clause=clause, unit=Unit.objects.create(key="unit"), indicator=indicator, **fields)


def a_stated_figure(**fields):
    clause = world.clause("clause", document=world.document("document"))
    return StatedFigure.objects.create(
        code="figure", clause=clause, unit=Unit.objects.create(key="unit"), measure="people", **fields
    )


def a_revision(**fields):
    snapshot = Snapshot.objects.create(unit=Unit.objects.create(key="province"), as_of=DAY)
    return Revision.objects.create(snapshot=snapshot, **fields)


def a_quota(**fields):
    category = Value.objects.create(dimension=world.dimension("category"), code="cadre")
    return {"unit": Unit.objects.create(key="unit"), "category": category, "posts": 5} | fields


def a_cell(people):
    value = Value.objects.create(dimension=world.dimension("any"), code="value")
    revision = a_revision()
    submission = Submission.objects.create(revision=revision, unit=revision.snapshot.unit)
    return dict.fromkeys(["category", "sector", "leadership", "value"], value) | {
        "submission": submission,
        "people": people,
    }


def dimension_crosses_two_or_none():
    world.dimension("half-crossed", first=world.dimension("sex"))


def value_code_unique_in_dimension():
    twice(Value.objects.create, dimension=world.dimension("sex"), code="women")


def value_is_not_its_own_parent():
    Value.objects.create(dimension=world.dimension("sex"), code="women")
    Value.objects.update(parent=F("pk"))


def document_identity():
    for code in ["one", "two"]:
        world.document(code, number="17-NQ/TU", issuer_vi="Tỉnh ủy Minh Họa", issued_on=DAY)


def document_period_in_order():
    world.document("document", period_start=2030, period_end=2025)


def stated_figure_has_a_value():
    a_stated_figure()


def stated_figure_derived_has_formula():
    a_stated_figure(value=35, is_derived=True)


def headcount_cell_unique():
    twice(Headcount.objects.create, **a_cell(people=1))


def headcount_not_negative():
    Headcount.objects.create(**a_cell(people=-1))


def rolled_headcount_unique():
    revision = a_revision()
    selection = Selection.objects.create(code="all")
    counts = {"people": 1, "known_people": 1, "units_owed": 1, "units_received": 1}
    twice(
        RolledHeadcount.objects.create,
        revision=revision,
        unit=revision.snapshot.unit,
        selection=selection,
        **counts,
    )


def staffing_quota_starts_once():
    twice(StaffingQuota.objects.create, **a_quota())


def staffing_quota_has_a_day():
    StaffingQuota.objects.create(**a_quota(valid_from=DAY, valid_to=DAY))


def import_applied_names_its_revision():
    ImportBatch.objects.create(state="applied", file_name="bm01.xlsx", content=b"")


def an_imported_person(**fields):
    batch = ImportBatch.objects.create(kind="people", state="applied", file_name="ho_so.xlsx", content=b"")
    person = Person.objects.create(full_name="Nguyễn Văn An")
    return {"batch": batch, "person": person, "created": True, "version": 1} | fields


def imported_person_once():
    twice(ImportedPerson.objects.create, **an_imported_person())


def imported_person_has_a_version():
    ImportedPerson.objects.create(**an_imported_person(version=0))


def import_job_at_work_was_taken():
    batch = ImportBatch.objects.create(state="queued", file_name="f", sha256="", content=b"", by_name="x")
    ImportJob.objects.create(batch=batch, worker="somebody", attempt=0, lease_until=timezone.now())


def remembered_match_once():
    twice(RememberedMatch.objects.create, sender="Sở Y tế", name_key="bv", unit=Unit.objects.create(key="unit"))


def remembered_column_once():
    twice(RememberedColumn.objects.create, sender="Sở Y tế", kind="headcount", heading_key="tổng", meaning="total")


def indicator_has_the_selections_of_its_kind():
    Indicator.objects.create(code="share", kind="stock_share", numerator=Selection.objects.create(code="all"))


def indicator_decimals_at_most_six():
    Indicator.objects.create(code="reported", kind="reported", decimals=7)


def snapshot_once_per_date():
    twice(Snapshot.objects.create, unit=Unit.objects.create(key="province"), as_of=DAY)


def snapshot_unit_owes_once():
    revision = a_revision()
    twice(SnapshotUnit.objects.create, snapshot=revision.snapshot, unit=revision.snapshot.unit)


def revision_number_unique():
    revision = a_revision(locked_at="2025-01-15T00:00Z")
    Revision.objects.create(snapshot=revision.snapshot, number=1)


def revision_one_open_per_snapshot():
    revision = a_revision()
    Revision.objects.create(snapshot=revision.snapshot, number=2, reason="Đính chính")


def revision_correction_has_reason():
    a_revision(number=2)


def submission_one_current_per_unit():
    revision = a_revision()
    twice(Submission.objects.create, revision=revision, unit=revision.snapshot.unit)


def submission_has_a_second_approver():
    revision = a_revision()
    clerk = world.user("data_entry")
    Submission.objects.create(revision=revision, unit=revision.snapshot.unit, submitted_by=clerk, approved_by=clerk)


def roster_entry_once():
    value = Value.objects.create(dimension=world.dimension("any"), code="value")
    revision = a_revision()
    submission = Submission.objects.create(revision=revision, unit=revision.snapshot.unit)
    person = Person.objects.create(full_name="Nguyễn Văn An")
    twice(RosterEntry.objects.create, **as_counted(value, revision.snapshot.unit), submission=submission, person=person)


def as_counted(value, unit):
    """Somebody who counts as the same value of everything."""
    names = [field.name for field in Classified._meta.fields if field.related_model is Value]
    return dict.fromkeys(names, value) | {"unit": unit}


def a_signature(**fields):
    value = Value.objects.create(dimension=world.dimension("any"), code="value")
    revision = a_revision()
    line = {"revision": revision, "unit": revision.snapshot.unit, "category": value, "value": value}
    return line | {"cause": "moved", "difference": 1, "by": world.user("data_admin")} | fields


def sign_off_once_per_person():
    twice(SignOff.objects.create, **a_signature(person=Person.objects.create(full_name="Nguyễn Văn An")))


def sign_off_once_per_cell():
    twice(SignOff.objects.create, **a_signature())


def target_derived_has_formula():
    a_target(value_is_derived=True)


def target_baseline_value_is_dated():
    a_target(baseline_value=10)


def target_baseline_before_due():
    a_target(baseline_on=DAY, due_on=DAY)


def target_tolerance_only_about():
    a_target(tolerance=1)


def milestone_once_per_date():
    twice(Milestone.objects.create, target=a_target(), on=DAY, value=12)


def user_of_the_whole_portal_has_no_unit():
    world.user("auditor", unit=Unit.objects.create(key="unit"))


def user_grant_is_for_executives():
    User.objects.filter(pk=world.user("auditor").pk).update(may_see_people=True)


def audit_seal_holds_events():
    AuditSeal.objects.create(first_event=2, last_event=1, events=1, previous="0" * 64, digest="d" * 64)


def unit_version_starts_once():
    twice(UnitVersion.objects.create, unit=Unit.objects.create(key="unit"), kind="agency")


def unit_code_starts_once():
    for key in ["one", "two"]:
        world.unit(key, "Tỉnh", code="24")


def unit_version_has_a_day():
    world.unit("unit", "Sở", valid_from=DAY, valid_to=DAY)


def unit_is_not_its_own_parent():
    world.unit("unit", "Sở", parent=Unit.objects.create(key="unit"))


def unit_alias_unique():
    twice(UnitAlias.objects.create, unit=Unit.objects.create(key="unit"), name="Trường cũ")


def reorganisation_link_unique():
    event = Reorganisation.objects.create(code="merger", kind="merge", effective_on=DAY)
    old, new = (Unit.objects.create(key=key) for key in ["old", "new"])
    twice(ReorganisationLink.objects.create, reorganisation=event, predecessor=old, successor=new)


def unit_does_not_succeed_itself():
    event = Reorganisation.objects.create(code="merger", kind="merge", effective_on=DAY)
    same = Unit.objects.create(key="same")
    ReorganisationLink.objects.create(reorganisation=event, predecessor=same, successor=same)


@pytest.mark.django_db
@pytest.mark.parametrize("name", CONSTRAINTS)
def test_constraint_refuses_its_violation(name):
    violate = globals().get(name) or getattr(register_violations, name, None)
    assert violate, f"the constraint {name} has no violation above or in register_violations"

    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        violate()

    assert is_named(refusal.value, name)


def is_named(error, name):
    """Whether it was this constraint that refused: SQLite names the columns of a unique one, not its name."""
    if connection.vendor == "postgresql":
        return error.__cause__.diag.constraint_name == name
    model, constraint = CONSTRAINTS[name]
    if isinstance(constraint, UniqueConstraint):
        columns = (f"{model._meta.db_table}.{model._meta.get_field(field).column}" for field in constraint.fields)
        return str(error) == f"UNIQUE constraint failed: {', '.join(columns)}"
    return str(error) == f"CHECK constraint failed: {CHECKED_FIRST_BY_SQLITE.get(name, name)}"


@pytest.mark.django_db
def test_every_constraint_reached_the_database():
    with connection.cursor() as cursor:
        found = {
            name
            for model in apps.get_app_config("workforce").get_models()
            for name in connection.introspection.get_constraints(cursor, model._meta.db_table)
        }

    assert set(CONSTRAINTS) <= found


@pytest.mark.django_db
def test_what_lies_just_inside_the_constraints_is_accepted():
    a_target(baseline_on=date(2024, 12, 30), baseline_value=10, due_on=DAY, operator="about", tolerance=1)
    world.document("one-year", period_start=2025, period_end=2025)
    world.dimension("crossed", first=world.dimension("sex"), second=world.dimension("age"))
    world.unit("one-day", "Sở", valid_from=date(2024, 12, 30), valid_to=DAY)
    Headcount.objects.create(**a_cell(people=0))

    assert Target.objects.count() == Dimension.objects.filter(first__isnull=False).count() == 1
    assert Document.objects.filter(period_start=F("period_end")).count() == 1
    assert Headcount.objects.get().people == 0
