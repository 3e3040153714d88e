"""The tables of a people workbook, and what their columns are for."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from workforce.services.imports.choices import SheetChoices, choices_of
from workforce.services.imports.copied import copied_sheets
from workforce.services.imports.layout import Table
from workforce.services.imports.people.headings import NEEDED, Column, Headings, Part, map_columns, part_of
from workforce.services.imports.problems import Code, Problem, Severity
from workforce.services.imports.reading import Sheet, Workbook
from workforce.services.imports.understood import (
    NOTHING,
    Choices,
    Given,
    ReadSheet,
    chosen_table,
    is_taken,
    problems_of_sheets,
)

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
    read: list[ReadSheet] = field(default_factory=list)
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


def open_people(
    workbook: Workbook, choices: Choices = NOTHING, remembered: Mapping[str, str] = NOTHING
) -> OpenedPeople:
    """``choices`` by sheet; ``remembered``: heading keys → fields. Hidden sheets and lists wait to be chosen."""
    opened = OpenedPeople(workbook, problems=problems_of_sheets(workbook, choices))
    for sheet in workbook.sheets:
        if not sheet.is_empty:
            opened.read.append(open_sheet(opened, sheet, choices_of(choices, sheet.name), remembered))
    without_copies(opened)
    settled = {name for name in choices if choices_of(choices, name).used is False}
    skipped = [each.name for each in opened.read if each.sheet.visible and not each.used and each.part != Part.HELP]
    skipped = [name for name in skipped if name not in settled]
    if not opened.of(Part.PEOPLE):
        opened.problems.append(Problem(Code.NO_TABLE, params={"looked_for": LOOKED_FOR}))
    elif skipped:
        opened.problems.append(Problem(Code.SHEETS_WITHOUT_PEOPLE, Severity.NOTICE, params={"sheets": skipped}))
    return opened


def open_sheet(opened: OpenedPeople, sheet: Sheet, choice: SheetChoices, remembered: Mapping[str, str]) -> ReadSheet:
    """A sheet without names lists nobody, unless somebody said that it does: then its column of names is missing."""
    part, taken = part_of(sheet.name), is_taken(choice)
    if choice.used is False or not (taken or (sheet.visible and part is not Part.HELP)):
        return ReadSheet(sheet, used=False, part=part)
    part = Part.PEOPLE if part is Part.HELP else part
    headings = Headings(part)
    table, problems = chosen_table(sheet, headings, choice, remembered)
    if table is None:
        opened.problems += problems
        return ReadSheet(sheet, used=False, part=part)
    columns, read, found = map_columns(table, headings, Given(choice.columns, remembered))
    used = taken or part is not Part.PEOPLE or any(column.field == "full_name" for column in columns)
    if used:
        opened.sheets.append(OpenedSheet(part, table, columns, headings))
        opened.problems += problems + found
    return ReadSheet(sheet, used, table, read, part)


def without_copies(opened: OpenedPeople) -> None:
    """A copy is one error of its own, instead of one for each of its rows."""
    copies = copied_sheets([each.table for each in opened.sheets])
    opened.problems += copies.values()
    opened.sheets = [each for place, each in enumerate(opened.sheets) if place not in copies]
