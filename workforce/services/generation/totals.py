"""A table of totals that the register has to reproduce to the person, and the count that proves it.

A CSV file with the columns ``unit`` (key or code; empty: the province), ``category`` (empty: cadres, civil servants and
public employees together), ``dimension``, ``value`` and ``people``. A unit means everything below it as well.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from workforce.models import UnitVersion, Value
from workforce.queries.register import TOTAL, register_cells
from workforce.queries.units import UnitTree
from workforce.services.generation.weights import USUAL

COLUMNS = ["unit", "category", "dimension", "value", "people"]
CATEGORY, LEADERSHIP = "category", "leadership"
SUPPORTED = [TOTAL, *USUAL]
ALL_CBCCVC = "cbccvc"


class CannotGenerate(Exception):
    """Nothing was written; ``reason`` is a code, ``params`` go into its sentence."""

    def __init__(self, reason: str, **params):
        self.reason, self.params = reason, params
        super().__init__(reason)


@dataclass(frozen=True)
class Total:
    """A row of the table; ``units`` and ``categories`` are what it adds up, ``line`` is its place in the file."""

    line: int
    unit: int
    units: frozenset[int]
    categories: tuple[str, ...]
    dimension: str
    value: str
    people: int


class Values:
    """The values of the dimensions that can be planned, by dimension and code: their ids, the finest below each."""

    def __init__(self):
        rows = Value.objects.filter(dimension__code__in=[CATEGORY, *SUPPORTED]).order_by("position", "code")
        self.ids: dict[tuple[str, str], int] = {}
        self.leaves: dict[tuple[str, str], list[str]] = {}
        rows = list(rows.exclude(kind=Value.Kind.NOT_BROKEN_DOWN).select_related("dimension"))
        above = {value.parent_id for value in rows}
        by_id = {value.pk: value for value in rows}
        for value in rows:
            self.ids[value.dimension.code, value.code] = value.pk
            at: Value | None = None if value.pk in above else value
            while at is not None:
                self.leaves.setdefault((at.dimension.code, at.code), []).append(value.code)
                at = by_id.get(at.parent_id)


class Difference(NamedTuple):
    total: Total
    counted: int


def read_totals(content: bytes, province: int, tree: UnitTree, values: Values) -> list[Total]:
    """Raises CannotGenerate with the line at fault."""
    try:
        rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
        missing = [name for name in COLUMNS if name not in (rows.fieldnames or [])]
        if missing:
            raise CannotGenerate("columns_missing", columns=", ".join(missing))
        units = dict(UnitVersion.objects.on(tree.day).values_list("unit__key", "unit_id")) | {"": province}
        below = set(tree.subtree(province))
        totals = []
        for row in rows:
            cells = {name: (row[name] or "").strip() for name in COLUMNS}
            unit = units.get(cells["unit"]) or tree.codes.get(cells["unit"])
            if unit not in below:
                raise CannotGenerate("unit_unknown", line=rows.line_num, found=cells["unit"])
            totals.append(total_of(cells, rows.line_num, unit, tree, values))
        return totals
    except (UnicodeDecodeError, csv.Error) as error:
        raise CannotGenerate("not_a_table") from error


def total_of(cells: dict[str, str], line: int, unit: int, tree: UnitTree, values: Values) -> Total:
    category, dimension, value, people = (cells[name] for name in COLUMNS[1:])
    if dimension not in SUPPORTED:
        raise CannotGenerate("dimension_unsupported", line=line, found=dimension, supported=", ".join(SUPPORTED))
    if (CATEGORY, category or ALL_CBCCVC) not in values.leaves:
        raise CannotGenerate("value_unknown", line=line, found=category)
    if (dimension, value) not in values.leaves:
        raise CannotGenerate("value_unknown", line=line, found=value)
    if not (people.isascii() and people.isdigit()):
        raise CannotGenerate("people_no_number", line=line, found=people)
    categories = tuple(values.leaves[CATEGORY, category or ALL_CBCCVC])
    return Total(line, unit, frozenset(tree.subtree(unit)), categories, dimension, value, int(people))


def differences(totals: Iterable[Total], day: date, values: Values) -> list[Difference]:
    """Counted anew from the spells that were written, by the question that every page asks."""
    totals = list(totals)
    people = {dimension: counted(dimension, day) for dimension in dict.fromkeys(each.dimension for each in totals)}
    found = []
    for total in totals:
        places = [
            (unit, values.ids[CATEGORY, category], values.ids[total.dimension, leaf])
            for unit in total.units
            for category in total.categories
            for leaf in values.leaves[total.dimension, total.value]
        ]
        number = sum(people[total.dimension][place] for place in places)
        if number != total.people:
            found.append(Difference(total, number))
    return found


def counted(dimension: str, day: date) -> Counter:
    """People by unit, category and value."""
    people: Counter = Counter()
    for cell in register_cells([day], TOTAL if dimension == LEADERSHIP else dimension)[day]:
        people[cell.unit, cell.category, cell.leadership if dimension == LEADERSHIP else cell.value] += cell.people
    return people
