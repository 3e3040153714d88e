"""A wide headcount workbook: one row a unit, every value of the code lists as a column, and columns nobody knows."""

import io
from dataclasses import dataclass
from datetime import date
from random import Random

import xlsxwriter

from tests.benchmarks.province import SEED, Province, split
from workforce.models import Dimension, UnitVersion, Value

AS_OF = date(2024, 12, 31)
COLUMNS = 200
IDENTIFYING = ["STT", "Đơn vị", "Mã đơn vị", "Tổng số"]
TITLES = ["BÁO CÁO SỐ LƯỢNG CÁN BỘ, CÔNG CHỨC, VIÊN CHỨC", "Tính đến ngày 31/12/2024"]


@dataclass(frozen=True)
class Group:
    """A dimension and its values as columns below one merged heading, each value followed by its percentage."""

    heading: str
    values: list[Value]

    @property
    def width(self) -> int:
        return 2 * len(self.values)

    def cells(self, random: Random, people: int) -> list[float]:
        parts = {value.pk: 0 for value in self.values}
        leaves = [value for value in self.values if not self.below(value)]
        for leaf, part in zip(leaves, split(random, people, len(leaves)), strict=True):
            parts[leaf.pk] = part
        for value in reversed(self.values):  # parents come before their children
            parts[value.pk] += sum(parts[each.pk] for each in self.below(value))
        return [cell for part in parts.values() for cell in (part, round(100 * part / people, 2))]

    def below(self, value: Value) -> list[Value]:
        return [each for each in self.values if each.parent_id == value.pk]


def wide_workbook(province: Province) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("Biểu 1")
        for row, title in enumerate(TITLES):
            sheet.write_string(row, 0, title)
        groups = groups_of_columns()
        write_headings(sheet, len(TITLES), groups)
        units = [unit.pk for unit in province.below]
        versions = {version.unit_id: version for version in UnitVersion.objects.filter(unit__in=units)}
        random = Random(SEED)
        for number, unit in enumerate(units, start=1):
            people = random.randint(20, 400)
            cells = [number, versions[unit].name_vi, versions[unit].code, people]
            for group in groups:
                cells += group.cells(random, people)
            cells += [random.randint(0, people) for _ in range(COLUMNS - len(cells))]
            sheet.write_row(len(TITLES) + 1 + number, 0, cells)
    return stream.getvalue()


def groups_of_columns() -> list[Group]:
    dimensions = Dimension.objects.filter(role=Dimension.Role.ATTRIBUTE, parts_cover_total=True).exclude(code="total")
    groups = []
    for dimension in dimensions:
        values = dimension.values.exclude(kind=Value.Kind.NO_INFORMATION).order_by("parent_id", "position")
        groups.append(Group(dimension.name_vi, parents_first(list(values))))
    return groups


def parents_first(values: list[Value], parent: int | None = None) -> list[Value]:
    found = []
    for value in values:
        if value.parent_id == parent:
            found += [value, *parents_first(values, value.pk)]
    return found


def write_headings(sheet, row: int, groups: list[Group]) -> None:
    for column, heading in enumerate(IDENTIFYING):
        sheet.merge_range(row, column, row + 1, column, heading)
    column = len(IDENTIFYING)
    for group in groups:
        sheet.merge_range(row, column, row, column + group.width - 1, group.heading)
        for value in group.values:
            sheet.write_string(row + 1, column, value.name_vi)
            sheet.write_string(row + 1, column + 1, f"Tỷ lệ {value.name_vi} (%)")
            column += 2
    for number, unknown in enumerate(range(column, COLUMNS), start=1):
        sheet.merge_range(row, unknown, row + 1, unknown, f"Cột riêng của tỉnh số {number}")
