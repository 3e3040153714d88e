"""Where the rows of a yearly form come from: the reports of a snapshot revision, or the register on a day."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import F
from django.utils import timezone

from workforce.indicators.counting import Row
from workforce.models import Revision, Unit
from workforce.queries.code_lists import TOTAL
from workforce.queries.coverage import coverage
from workforce.queries.form_scope import FormScope
from workforce.queries.register import register_cells, register_dimensions
from workforce.queries.reports import UnitReport, unit_reports
from workforce.queries.units import UnitTree, tree_on


@dataclass(frozen=True)
class Reports:
    """What each unit says, and who should say something. ``silent_means_nobody``: whoever says nothing has nobody."""

    by_unit: Mapping[int, UnitReport]
    owed: set[int]
    silent_means_nobody: bool


@dataclass(frozen=True)
class Sources:
    """What can fill a form for a unit on a day. ``register``: whether the register covers anybody there."""

    revisions: list[Revision]
    register: bool

    @property
    def default(self) -> Revision | None:
        """The locked revision; else the register where it covers the unit (None); else what has come in so far."""
        locked = next((each for each in self.revisions if each.is_locked), None)
        if locked is not None or self.register or not self.revisions:
            return locked
        return self.revisions[0]


def sources(unit: Unit, day: date) -> Sources:
    """The editions of the snapshots of the day that the unit is part of, locked and newest first."""
    tree = tree_on(day)
    revisions = Revision.objects.filter(snapshot__as_of=day, snapshot__unit__in=[unit.pk, *tree.line(unit.pk)])
    ordered = revisions.select_related("snapshot").order_by(F("locked_at").desc(nulls_last=True), "-number")
    is_covered = day <= timezone.localdate() and not coverage().units_on(tree).isdisjoint(tree.subtree(unit.pk))
    return Sources(list(ordered), is_covered)


def reports_of_revision(revision: Revision) -> Reports:
    owed = set(revision.snapshot.owed_units.values_list("unit_id", flat=True))
    return Reports(unit_reports(revision), owed, silent_means_nobody=False)


def reports_of_register(scope: FormScope, tree: UnitTree, dimensions: set[str]) -> Reports:
    """Each covered unit below speaks for its own staff; what is not covered is owed and silent.

    People still on the books of a unit that has ended are counted where it last was. The register's rows are all of
    them as fine as can be, so that one unit may speak for its whole group: a province is then asked a few dozen times
    and not once for each school.
    """
    covered = coverage().units_on(tree).intersection(scope.units)
    speakers: dict[tuple, int] = {}
    speaker_of = {
        unit: speakers.setdefault(scope.groups[unit], unit)
        for unit in scope.units
        if unit in covered or unit not in tree.parents
    }
    people: dict[int, Counter] = defaultdict(Counter)
    for dimension in sorted((dimensions & set(register_dimensions())) | {TOTAL}):
        for unit, *cell, number in register_cells([scope.day], dimension, scope.units)[scope.day]:
            if unit in speaker_of:
                people[speaker_of[unit]][tuple(cell)] += number
    rows = {unit: [Row(*cell, number) for cell, number in cells.items()] for unit, cells in people.items()}
    by_unit = {unit: UnitReport(covers_subordinates=False, rows=rows.get(unit, [])) for unit in covered | rows.keys()}
    return Reports(by_unit, tree.parents.keys() & set(scope.units), silent_means_nobody=True)
