"""Closing: the register's headcount of a day becomes the reports of its units, with the roster of who was counted."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from workforce.models import (
    AuditEvent,
    Headcount,
    Revision,
    RosterEntry,
    Snapshot,
    SnapshotUnit,
    Submission,
    Unit,
    User,
    Value,
)
from workforce.queries.coverage import coverage
from workforce.queries.register import register_dimensions
from workforce.queries.rosters import (
    CLASSIFICATION,
    counted_otherwise,
    languages_on,
    people_on,
    roster_cells,
    staffed_units,
)
from workforce.queries.units import UnitTree, tree_on
from workforce.services.audit import record
from workforce.services.bulk import bulk_load
from workforce.services.imports.changes import revision_to_fill
from workforce.services.rollups import roll_up_revision
from workforce.services.snapshots import NotAllowed, hold_snapshot

CELL_FIELDS = ["submission_id", "category_id", "sector_id", "leadership_id", "value_id", "people"]
ROSTER_FIELDS = ["submission_id", "person_id", *CLASSIFICATION, "languages"]
# Where nobody of an empty unit is: zero people of any kind
ANYBODY = [("category", "cbccvc"), ("sector", "all_sectors"), ("leadership", "any_leadership")]


@dataclass(frozen=True)
class Closed:
    """``units`` got a new report; everybody else's says the same already."""

    revision: Revision
    units: int
    people: int


@dataclass(frozen=True)
class Scope:
    """The part of the tree to close: ``units`` of it that the register covers, and those it does not."""

    tree: UnitTree
    units: list[int]
    not_covered: list[int]


@transaction.atomic
def close(*, unit: Unit, as_of: date, by: User | None, by_name: str = "") -> Closed:
    """Report the unit and everything below it from the register. Raises ``NotAllowed``.

    Each unit with people of its own, a report to be replaced or one that it owes gets a submitted report. Units that
    the register does not cover are left as they are, and so is a report, with its approval, that says the same already.
    """
    scope = scope_of(unit, as_of)
    tree = scope.tree
    snapshot, _ = Snapshot.objects.get_or_create(unit_id=tree.root(unit.pk), as_of=as_of)
    hold_snapshot(snapshot.pk)
    revision = revision_to_fill(snapshot.unit_id, as_of) or Revision.objects.create(snapshot=snapshot, created_by=by)
    if not snapshot.owed_units.exists() and not revision.submissions.filter(is_current=True).exists():
        open_round(snapshot, tree)
    people = people_on(as_of, scope.units)
    staffed = {unit for _person, unit, *_facts in people}
    units = units_to_report(scope, revision, staffed)
    refuse_where_reported(revision, tree, units)
    languages = languages_on(as_of, scope.units)
    otherwise = counted_otherwise(reports_from_register(revision, units), people, languages)
    units -= {unit for unit, differing in otherwise.items() if not differing}
    if not units:
        return Closed(revision, 0, len(people))
    reports = replace_reports(revision, units, by)
    store_roster(reports, people, languages)
    store_cells(reports, as_of, units - staffed)
    roll_up_revision(revision)
    details = {"unit": str(unit), "units": len(units), "people": len(people)}
    record(actor=by, actor_name=by_name, action=AuditEvent.Action.CLOSE, object=revision, details=details)
    return Closed(revision, len(units), len(people))


def scope_of(unit: Unit, as_of: date) -> Scope:
    if as_of > timezone.localdate():
        raise NotAllowed("close_in_future")
    tree = tree_on(as_of)
    if unit.pk not in tree.parents:
        raise NotAllowed("close_unit_not_there", date=as_of)
    covered = coverage().units_on(tree)
    below = tree.subtree(unit.pk)
    units = [each for each in below if each in covered]
    if not units:
        raise NotAllowed("close_not_covered", date=as_of)
    return Scope(tree, units, [each for each in below if each not in covered])


def open_round(snapshot: Snapshot, tree: UnitTree) -> None:
    owing = units_owing(snapshot, tree)
    SnapshotUnit.objects.bulk_create(SnapshotUnit(snapshot=snapshot, unit_id=unit) for unit in sorted(owing))


def units_owing(snapshot: Snapshot, tree: UnitTree) -> set[int]:
    """Whoever owed to the round before owes again, and so does the register's part of the province.

    A unit that only stands above others and has nobody of its own has nothing to report.
    """
    covered = coverage().units_on(tree) & set(tree.subtree(snapshot.unit_id))
    staffed = staffed_units(snapshot.as_of, covered)
    owing = {unit for unit in covered if unit in staffed or not tree.children.get(unit)}
    before = Snapshot.objects.filter(unit=snapshot.unit_id, as_of__lt=snapshot.as_of, owed_units__isnull=False)
    latest = before.order_by("-as_of").first()
    if latest is not None:
        owing |= set(latest.owed_units.values_list("unit_id", flat=True)) & tree.parents.keys()
    return owing


def units_to_report(scope: Scope, revision: Revision | None, staffed: Collection[int]) -> set[int]:
    """Those with people, those that owe, and those whose report of another origin has to make room."""
    concerned = set(staffed)
    if revision is not None:
        concerned |= set(revision.snapshot.owed_units.values_list("unit_id", flat=True))
        concerned |= set(revision.submissions.filter(is_current=True).values_list("unit_id", flat=True))
    return concerned & set(scope.units)


def refuse_where_reported(revision: Revision, tree: UnitTree, units: Collection[int]) -> None:
    """A locked revision stays; and beside a report from above that covers them, the units' own would not count."""
    if revision.is_locked:
        raise NotAllowed("revision_locked")
    whole = revision.submissions.filter(is_current=True, covers_subordinates=True).exclude(unit__in=units)
    covering = set(whole.values_list("unit_id", flat=True))
    for unit in sorted(units):
        for above in tree.line(unit)[1:]:
            if above in covering:
                raise NotAllowed("close_covered_above", unit=tree.versions_of([above])[above].name)


def reports_from_register(revision: Revision, units: Collection[int]) -> dict[int, int]:
    """The report of each unit that was closed before and not sent back; one that states people without naming them came
    otherwise."""
    reports = revision.submissions.filter(is_current=True, unit__in=units, batch=None, clause=None)
    states_people = Exists(Headcount.objects.filter(submission=OuterRef("pk"), people__gt=0))
    names_nobody = ~Exists(RosterEntry.objects.filter(submission=OuterRef("pk")))
    reports = reports.exclude(state=Submission.State.DRAFT).exclude(covers_subordinates=True)
    return dict(reports.exclude(states_people & names_nobody).values_list("unit_id", "pk"))


def replace_reports(revision: Revision, units: Collection[int], by: User | None) -> dict[int, int]:
    """The new report of each unit, by unit."""
    current = {each.unit_id: each for each in revision.submissions.filter(is_current=True, unit__in=units)}
    Submission.objects.filter(pk__in=[each.pk for each in current.values()]).update(is_current=False)
    reports = Submission.objects.bulk_create(
        Submission(
            revision=revision,
            unit_id=unit,
            state=Submission.State.SUBMITTED,
            covers_subordinates=False,
            replaces=current.get(unit),
            submitted_by=by,
        )
        for unit in sorted(units)
    )
    return {each.unit_id: each.pk for each in reports}


def store_roster(reports: dict[int, int], people: Iterable[tuple], languages: dict[int, list[int]]) -> None:
    rows = [
        (reports[unit], person, unit, *facts, json.dumps(languages.get(person, [])))
        for person, unit, *facts in people
        if unit in reports
    ]
    bulk_load(RosterEntry, ROSTER_FIELDS, rows)


def store_cells(reports: dict[int, int], day: date, empty: Collection[int]) -> None:
    """The cells of the rosters; a unit without anybody states a zero for every dimension, for a blank is no zero."""
    cells = roster_cells(RosterEntry.objects.filter(submission__in=reports.values()), day)
    nobody = [Value.objects.get_by_natural_key(*each).pk for each in ANYBODY]
    first: dict[str, int] = {}
    values = Value.objects.filter(dimension__code__in=register_dimensions()).order_by("position", "code")
    for dimension, value in values.values_list("dimension__code", "id"):
        first.setdefault(dimension, value)
    zeros = [(reports[unit], *nobody, value, 0) for unit in empty for value in first.values()]
    bulk_load(Headcount, CELL_FIELDS, [*((reports[cell.unit], *cell[1:]) for cell in cells), *zeros])
