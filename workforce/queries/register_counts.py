"""The register's rows as the counts of selections, rolled up the unit tree of each day."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from workforce.indicators.counting import NOBODY, Question, Row
from workforce.indicators.rollup import Report, Rolled, roll_up
from workforce.models import Dimension, Selection, UnitVersion
from workforce.models.scopes import children_of, subtree
from workforce.queries.code_lists import questions
from workforce.queries.coverage import Coverage, coverage
from workforce.queries.register import TOTAL, register_cells
from workforce.queries.units import UnitTree

VERSION_FIELDS = ["unit_id", "parent_id", "valid_from", "valid_to"]


def register_counts(
    unit_ids: Mapping[date, Collection[int]], selection_ids: Sequence[int]
) -> dict[date, dict[int, Rolled]]:
    """The counts of each unit's subtree on each day that it is asked for, in the order of ``selection_ids``.

    A unit is missing where the register covers nothing below it. Where it covers a part, that part is known and the
    sum is not. One scan for each dimension asked, and one that says whom there is at all; none for days on which the
    register covers none of the units.
    """
    register = coverage()
    if not register.starts or not selection_ids:
        return {}
    versions = list(UnitVersion.objects.order_by("valid_from").values_list(*VERSION_FIELDS))
    parts = {day: part_on(day, units, versions, register) for day, units in unit_ids.items()}
    parts = {day: part for day, part in parts.items() if part.covered}
    if not parts:
        return {}
    stored = questions(Selection.objects.filter(pk__in=selection_ids))
    asked = [stored[pk] for pk in selection_ids]
    rows = all_rows(asked, list(parts), {unit for part in parts.values() for unit in part.parents})
    return {day: rolled_up(part, rows[day], asked, unit_ids[day]) for day, part in parts.items()}


@dataclass(frozen=True)
class Part:
    """What lies below the units asked for on a day: who is above whom, which units stand, and which are covered.

    Units that ended are where they last were, for some of their people may still be on the books.
    """

    parents: dict[int, int | None]
    standing: Set[int]
    covered: Set[int]


def part_on(day: date, units: Collection[int], versions: list[tuple], register: Coverage) -> Part:
    parents = last_parents(versions, day)
    scope = below(units, parents)
    tree = UnitTree(day, {unit: parent for unit, parent, start, end in versions if start <= day < end})
    return Part(
        parents={unit: parents.get(unit) for unit in scope},
        standing=tree.parents.keys() & scope,
        covered=register.units_on(tree) & scope,
    )


def last_parents(versions: list[tuple], day: date) -> dict[int, int | None]:
    """Who is above whom, with units that ended where they last were."""
    return {unit: parent for unit, parent, start, _end in versions if start <= day}


def below(units: Collection[int], parents: dict[int, int | None]) -> set[int]:
    """The units and everything below them."""
    children = children_of(parents)
    return {each for unit in units for each in subtree(children, unit)}


def rolled_up(
    part: Part, rows: dict[int, list[Row]], asked: Sequence[Question], unit_ids: Collection[int]
) -> dict[int, Rolled]:
    """A covered unit without people reports nobody, which is an answer; one that only stands above others owes none."""
    above_others = {parent for unit, parent in part.parents.items() if unit in part.standing}
    answering = part.covered - (above_others - rows.keys())
    reports = dict.fromkeys(answering, Report((NOBODY,) * len(asked), covers_subordinates=False))
    for unit in rows.keys() & (answering | (part.parents.keys() - part.standing)):
        reports[unit] = Report(tuple(question.ask(rows[unit]) for question in asked), covers_subordinates=False)
    owed = part.standing - (part.covered - answering)
    rolled = roll_up(part.parents, reports, owed, width=len(asked))
    return {unit: rolled[unit] for unit in unit_ids if unit in rolled and rolled[unit].units_received}


def all_rows(
    asked: Sequence[Question], days: Collection[date], scope: Collection[int]
) -> dict[date, dict[int, list[Row]]]:
    codes = dict(Dimension.objects.values_list("id", "code"))
    found: dict[date, dict[int, list[Row]]] = {day: defaultdict(list) for day in days}
    for dimension in sorted({codes[question.selection.dimension] for question in asked} | {TOTAL}):
        for day, cells in register_cells(days, dimension, scope).items():
            for unit, *cell in cells:
                found[day][unit].append(Row(*cell))
    return found
