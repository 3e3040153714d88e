"""A yearly form filled for a unit and the units directly below it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from workforce.indicators.counting import UNKNOWN, Count
from workforce.indicators.forms.checks import FilledRow, Finding, check
from workforce.indicators.forms.shape import TOTAL, Form, Population
from workforce.indicators.rollup import Report, Rolled, roll_up
from workforce.models import Revision, Unit, UnitVersion
from workforce.models.scopes import parents_until
from workforce.queries.form_counts import Answer, Questionnaire
from workforce.queries.form_scope import FormScope
from workforce.queries.form_sources import Reports, reports_of_register, reports_of_revision
from workforce.queries.quotas import posts_on
from workforce.queries.units import by_unit, last_versions, tree_on
from workforce.vietnam.text import sort_key


class RowKind(StrEnum):
    SUBTREE = "subtree"
    OWN_STAFF = "own_staff"
    TOTAL = "total"


@dataclass(frozen=True)
class FormRow:
    """``is_whole_unit``: its people are those of the unit and of everything below it, none left aside."""

    kind: RowKind
    unit: UnitVersion
    filled: FilledRow
    is_whole_unit: bool


@dataclass(frozen=True)
class FormTable:
    """The last row is the total. ``revision`` is None where the register answered.

    ``empty_units`` counts the units directly below that have nobody of the population; they get no row.
    ``is_of_level``: whether anybody's staff here belongs to the form at all.
    """

    form: Form
    population: Population
    day: date
    revision: Revision | None
    rows: list[FormRow]
    findings: list[Finding]
    empty_units: int
    is_of_level: bool

    @property
    def unit(self) -> UnitVersion:
        return self.rows[-1].unit

    @property
    def total(self) -> FilledRow:
        return self.rows[-1].filled


def fill(*, form: Form, population: Population, unit: Unit, day: date, revision: Revision | None) -> FormTable:
    """From a revision of that day, or with None from the register. A cell is unknown, never 0, where it is silent."""
    tree = tree_on(day)
    if revision is None:
        scope = FormScope(unit.pk, day, form.level, parents_until(day))
        reports = reports_of_register(scope, tree, {column.dimension for column in form.counted})
    else:
        scope = FormScope(unit.pk, day, form.level, tree.parents)
        reports = reports_of_revision(revision)
    filling = Filling(form, population, scope, reports)
    rows = filling.rows()
    return FormTable(
        form=form,
        population=population,
        day=day,
        revision=revision,
        rows=rows,
        findings=check(form, [row.filled for row in rows]),
        empty_units=len(filling.units_below) - len([row for row in rows if row.kind is RowKind.SUBTREE]),
        is_of_level=any(map(scope.is_of_level, scope.units)),
    )


@dataclass(frozen=True)
class UnitAnswer:
    """``levels_together``: the report counts people of the form's level and of another in one."""

    answer: Answer
    covers_subordinates: bool
    levels_together: bool

    @property
    def report(self) -> Report:
        return Report(self.answer.counts, self.covers_subordinates)


class Filling:
    """The work of filling one form for one unit."""

    def __init__(self, form: Form, population: Population, scope: FormScope, reports: Reports):
        self.form, self.population, self.scope, self.reports = form, population, scope, reports
        self.unit_id, self.children = scope.unit_id, scope.children
        self.questionnaire = Questionnaire(form, population)

    def rows(self) -> list[FormRow]:
        """The units below with anybody of the population, the unit's own staff, and the total."""
        below = [unit for unit in self.units_below if not self.is_empty(unit)]
        own = self.own_staff(has_others=bool(self.units_below))
        versions = self.versions([*below, self.unit_id])
        below.sort(key=lambda unit: (versions[unit].position, sort_key(versions[unit].name_vi)))
        rows = [self.row(RowKind.SUBTREE, versions[unit], self.subtree_row(unit)) for unit in below]
        if own:
            rows.append(self.row(RowKind.OWN_STAFF, versions[self.unit_id], own))
        return [*rows, self.row(RowKind.TOTAL, versions[self.unit_id], self.subtree_row(self.unit_id))]

    def row(self, kind: RowKind, unit: UnitVersion, filled: FilledRow) -> FormRow:
        leaves_units_aside = kind is RowKind.OWN_STAFF and len(self.scope.units) > 1
        return FormRow(kind, unit, filled, self.scope.is_whole(unit.unit_id) and not leaves_units_aside)

    @cached_property
    def units_below(self) -> list[int]:
        return [unit for unit in self.children.get(self.unit_id, ()) if unit in self.rolled]

    def is_empty(self, unit: int) -> bool:
        return self.rolled[unit].counts[self.place_of_total].people == 0 and self.posts(unit) is None

    @cached_property
    def place_of_total(self) -> int:
        return [column.key for column in self.form.counted].index(TOTAL)

    @cached_property
    def rolled(self) -> dict[int, Rolled]:
        within = {unit: self.scope.parents.get(unit) for unit in self.scope.units}
        owed = {unit for unit in self.reports.owed.intersection(self.scope.units) if self.scope.is_of_level(unit)}
        reports = {unit: answer.report for unit, answer in self.answers.items()}
        return roll_up(within, reports, owed, width=len(self.form.counted))

    @cached_property
    def answers(self) -> dict[int, UnitAnswer]:
        """What the units of the form's level say, and those whose report covers such a unit."""
        found = {}
        for unit in self.scope.units:
            report = self.reports.by_unit.get(unit)
            if report is None:
                continue
            about = self.scope.below(unit) if report.covers_subordinates else [unit]
            of_level = {self.scope.is_of_level(each) for each in about}
            if True not in of_level:
                continue
            if not report.rows and self.reports.silent_means_nobody:
                answer = self.questionnaire.nobody
            else:
                answer = self.questionnaire.ask(report.rows, {self.scope.field_of(each) for each in about})
            is_mixed = False in of_level and answer is not self.questionnaire.nobody
            if is_mixed:
                answer = Answer(self.questionnaire.unknown)
            found[unit] = UnitAnswer(answer, report.covers_subordinates, is_mixed)
        return found

    def subtree_row(self, unit: int) -> FilledRow:
        rolled = self.rolled.get(unit)
        if rolled is None:
            return self.filled(self.questionnaire.unknown, self.posts(unit), unreported=1)
        uncut, levels_together = self.gaps(unit)
        unreported = rolled.units_owed - rolled.units_received
        return self.filled(rolled.counts, self.posts(unit), uncut, unreported, levels_together)

    def own_staff(self, *, has_others: bool) -> FilledRow | None:
        """None where the unit itself has nobody, or its report covers the units below as well."""
        said = self.answers.get(self.unit_id)
        posts = None if has_others else self.posts(self.unit_id)
        if said is None:
            is_owed = self.unit_id in self.reports.owed and self.scope.is_of_level(self.unit_id)
            return self.filled(self.questionnaire.unknown, posts, unreported=1) if is_owed else None
        if has_others and (said.covers_subordinates or said.answer is self.questionnaire.nobody):
            return None
        return self.filled(said.answer.counts, posts, said.answer.uncut, 0, said.levels_together)

    def filled(
        self,
        counts: tuple[Count, ...],
        posts: int | None,
        uncut: frozenset[str] = frozenset(),
        unreported: int = 0,
        levels_together: bool = False,
    ) -> FilledRow:
        by_key = {column.key: UNKNOWN for column in self.form.columns}
        by_key |= {column.key: count for column, count in zip(self.form.counted, counts, strict=True)}
        by_key |= {
            column.key: UNKNOWN if posts is None else Count(people=posts)
            for column in self.form.columns
            if column.is_quota
        }
        return FilledRow(by_key, uncut, unreported, levels_together)

    def gaps(self, unit: int) -> tuple[frozenset[str], bool]:
        """What the reports that make up the unit's subtree leave open."""
        said = self.answers.get(unit)
        uncut, levels_together = (said.answer.uncut, said.levels_together) if said else (frozenset(), False)
        if said is None or not said.covers_subordinates:
            for child in self.children.get(unit, ()):
                more, also = self.gaps(child)
                uncut, levels_together = uncut | more, levels_together or also
        return uncut, levels_together

    def posts(self, unit: int) -> int | None:
        """The posts assigned to the unit with all below it; else what its parts have, if each has some on record.

        Own staff is such a part, for which nothing but the whole could have posts.
        """
        quotas = self.quotas.get(unit, {})
        if self.scope.is_whole(unit) and all(code in quotas for code in self.population.categories):
            return sum(quotas[code] for code in self.population.categories)
        below = [each for each in self.children.get(unit, ()) if each in self.rolled]
        parts = [None] if self.has_own_staff(unit) else [self.posts(each) for each in below]
        return sum(parts) if parts and None not in parts else None

    def has_own_staff(self, unit: int) -> bool:
        said = self.answers.get(unit)
        return said is not None and not said.covers_subordinates and said.answer is not self.questionnaire.nobody

    @cached_property
    def quotas(self) -> Mapping[int, dict[str, int]]:
        return posts_on(self.scope.units, self.scope.day) if any(c.is_quota for c in self.form.columns) else {}

    def versions(self, unit_ids: Collection[int]) -> dict[int, UnitVersion]:
        """As they were called on the day, or last before it, or first after it."""
        started = UnitVersion.objects.filter(unit__in=unit_ids, valid_from__lte=self.scope.day)
        return last_versions(unit_ids) | by_unit(started.select_related("unit").order_by("valid_from"))
