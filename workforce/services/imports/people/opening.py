"""The tables of a people workbook, and what their columns are for."""

from dataclasses import dataclass, field

from workforce.services.imports.layout import Table, find_table
from workforce.services.imports.people.headings import NEEDED, Column, Headings, Part, map_columns, part_of
from workforce.services.imports.problems import Code, Problem, Severity
from workforce.services.imports.reading import Sheet, Workbook

LOOKED_FOR = ["Họ và tên", "Số định danh cá nhân", "Đơn vị"]


@dataclass
class OpenedSheet:
    part: Part
    table: Table
    columns: list[Column]
    headings: Headings

    @property
    def is_readable(self) -> bool:
        fields = {column.field for column in self.columns}
        return all(fields & set(needed) for needed in NEEDED[self.part])


@dataclass
class OpenedPeople:
    workbook: Workbook
    sheets: list[OpenedSheet] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def titles(self) -> list[str]:
        return [text for sheet in self.of(Part.PEOPLE) for text in sheet.table.titles]

    @property
    def is_readable(self) -> bool:
        return bool(self.of(Part.PEOPLE)) and all(sheet.is_readable for sheet in self.sheets)

    def of(self, part: Part) -> list[OpenedSheet]:
        return [sheet for sheet in self.sheets if sheet.part is part]


def open_people(workbook: Workbook) -> OpenedPeople:
    """Hidden sheets are left out; the reading of the workbook already said so."""
    opened = OpenedPeople(workbook, problems=list(workbook.problems))
    skipped = []
    for sheet in workbook.sheets:
        part = part_of(sheet.name)
        if not sheet.visible or sheet.is_empty or part is Part.HELP:
            continue
        if not open_sheet(opened, sheet, part):
            skipped.append(sheet.name)
    if not opened.of(Part.PEOPLE):
        opened.problems.append(Problem(Code.NO_TABLE, params={"looked_for": LOOKED_FOR}))
    elif skipped:
        opened.problems.append(Problem(Code.SHEETS_WITHOUT_PEOPLE, Severity.NOTICE, params={"sheets": skipped}))
    return opened


def open_sheet(opened: OpenedPeople, sheet: Sheet, part: Part) -> bool:
    headings = Headings(part)
    table = find_table(sheet, headings)
    if table is None:
        return False
    columns, problems = map_columns(table, headings)
    if part is Part.PEOPLE and all(column.field != "full_name" for column in columns):
        return False
    opened.sheets.append(OpenedSheet(part, table, columns, headings))
    opened.problems += problems
    return True
