"""The people behind a number that the register counted: a cell of a form, or one side of an indicator."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from workforce.models import Dimension, PersonSpell, Selection, UnitVersion, Value
from workforce.queries.code_lists import code_list
from workforce.queries.coverage import coverage
from workforce.queries.register import TOTAL, spells_behind
from workforce.queries.register_counts import VERSION_FIELDS, part_on

AXES = ["category", "sector", "leadership"]


class NoSuchCell(Exception):
    """The dimension has no such value, or there is no such dimension or selection."""


@dataclass(frozen=True)
class Cell:
    """Selected nodes on each axis; an empty one restricts nothing. ``selection`` is set where they are its own."""

    categories: tuple[Value, ...] = ()
    sectors: tuple[Value, ...] = ()
    leaderships: tuple[Value, ...] = ()
    dimension: Dimension | None = None
    values: tuple[Value, ...] = ()
    selection: Selection | None = None

    @property
    def is_sensitive(self) -> bool:
        """Whether standing in the list says something about a person that the law protects."""
        crossed = [self.dimension.first, self.dimension.second] if self.dimension else []
        return any(each and each.sensitive for each in [self.dimension, *crossed])

    @property
    def restrictions(self) -> list[Value]:
        return [*self.categories, *self.sectors, *self.leaderships, *self.values]


def cell_of(*, selection: str = "", dimension: str = "", value: str = "", **axes: str) -> Cell:
    """The cell that codes name; an empty code restricts nothing. Raises NoSuchCell."""
    if selection:
        return cell_of_selection(selection)
    found = {axis: (value_of(axis, axes[axis]),) if axes.get(axis) else () for axis in AXES}
    cut = dimension_of(dimension) if dimension and value else None
    return Cell(
        categories=found["category"],
        sectors=found["sector"],
        leaderships=found["leadership"],
        dimension=cut,
        values=(value_of(dimension, value),) if cut else (),
    )


def cell_of_selection(code: str) -> Cell:
    chosen = Selection.objects.filter(code=code).first()
    if chosen is None:
        raise NoSuchCell(code)
    values = tuple(chosen.values.all())
    return Cell(
        categories=tuple(chosen.categories.all()),
        sectors=tuple(chosen.sectors.all()),
        leaderships=tuple(chosen.leaderships.all()),
        dimension=dimension_of_id(values[0].dimension_id) if values else None,
        values=values,
        selection=chosen,
    )


def value_of(dimension: str, code: str) -> Value:
    found = Value.objects.filter(dimension__code=dimension, code=code).first()
    if found is None:
        raise NoSuchCell(code)
    return found


def dimension_of(code: str) -> Dimension:
    found = Dimension.objects.select_related("first", "second").filter(code=code).first()
    if found is None:
        raise NoSuchCell(code)
    return found


def dimension_of_id(pk: int) -> Dimension:
    return Dimension.objects.select_related("first", "second").get(pk=pk)


def people_behind(cell: Cell, unit_ids: Collection[int], day: date) -> QuerySet[PersonSpell]:
    """One spell a person, of those on whom each axis is at a selected node or below it."""
    codes = code_list()

    def covered(nodes: tuple[Value, ...]) -> frozenset[int]:
        return codes.covered_by({node.pk for node in nodes}) if nodes else frozenset()

    return spells_behind(
        unit_ids,
        day,
        categories=covered(cell.categories),
        sectors=covered(cell.sectors),
        leaderships=covered(cell.leaderships),
        dimension=cell.dimension.code if cell.dimension else TOTAL,
        values=covered(cell.values),
    )


def units_counted(unit_id: int, day: date) -> tuple[set[int], bool]:
    """The units whose people ``register_counts`` adds up for the unit on the day, and whether that is all of them.

    A unit that ended stands where it last was: whoever is still on its books counts there.
    """
    versions = list(UnitVersion.objects.order_by("valid_from").values_list(*VERSION_FIELDS))
    part = part_on(day, [unit_id], versions, coverage())
    return part.covered | (part.parents.keys() - part.standing), part.standing <= part.covered
