"""How a file was read, sheet by sheet and column by column, and what the sender answers to it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.http import QueryDict

from workforce.models import ImportBatch
from workforce.services.imports.choices import SheetChoices, choices_of
from workforce.services.imports.problems import Code, Problem
from workforce.services.imports.reading import Cell
from workforce.services.imports.understood import How, ReadColumn, ReadSheet, is_taken
from workforce.vietnam.text import clean
from workforce.web.import_meanings import Meanings, meanings_of
from workforce.wording.import_columns import FOUND_BY, looks_like
from workforce.wording.problems import finding

SHOWN_SHEETS, SHOWN_COLUMNS = 60, 300
SAMPLES, LONGEST_SAMPLE, LONGEST_ANSWER = 3, 40, 200
PREVIEWED_ROWS, PREVIEWED_COLUMNS = 12, 8
LETTER = re.compile(r"meaning-([A-Z]{1,3})")
# Problems that are settled here
ASKED = {
    Code.MISSING_COLUMN,
    Code.DOUBLED_COLUMN,
    Code.AMBIGUOUS_HEADING,
    Code.COPIED_SHEET,
    Code.CHOSEN_ROW_OUTSIDE,
    Code.CHOSEN_COLUMN_OUTSIDE,
    Code.CHOSEN_MEANING_UNKNOWN,
    Code.SHEET_WITHOUT_HEADINGS,
}


@dataclass
class ShownColumn:
    """``wrong``: what the check says of this column."""

    read: ReadColumn
    samples: list[str]
    label: str
    proposed: str
    wrong: str

    @property
    def how(self) -> str:
        return str(FOUND_BY[self.read.how])

    @property
    def is_unclear(self) -> bool:
        return bool(self.wrong) or self.read.how is How.UNKNOWN


@dataclass
class ShownSheet:
    """``wrong``: what the check says of the sheet, and not of one of its columns.

    ``alike``: other sheets with the same headings in the same columns, for which an answer may count as well.
    """

    read: ReadSheet
    choice: SheetChoices
    columns: list[ShownColumn]
    wrong: list[str]
    alike: list[str] = field(default_factory=list)

    @property
    def is_unclear(self) -> bool:
        return bool(self.wrong) or (self.read.used and any(column.is_unclear for column in self.columns))

    @property
    def heading_row(self) -> int | None:
        return self.read.table.top + 1 if self.read.table else self.choice.heading_row

    @property
    def more_columns(self) -> int:
        return len(self.read.columns) - len(self.columns)

    @cached_property
    def preview(self) -> list[tuple[int, list[str]]]:
        """The first rows of a sheet in which no headings were found, to see where they are."""
        if self.read.table or self.choice.used is False or not (self.read.sheet.visible or is_taken(self.choice)):
            return []
        rows = [(number, row[:PREVIEWED_COLUMNS]) for number, row in enumerate(self.read.sheet.rows, start=1) if row]
        return [(number, [shown(cell) for cell in row]) for number, row in rows[:PREVIEWED_ROWS]]


def how_read(subject: ImportBatch, checked) -> dict:
    """For ``imports/columns.html``; nothing of a file that could not be opened."""
    if not checked.read:
        return {}
    parts = {each.part for each in checked.read}
    meanings = {part: meanings_of(subject.kind, part, checked.words) for part in parts} if parts else {}
    sheets = [
        shown_sheet(each, choices_of(checked.choices, each.name), meanings[each.part], checked.problems)
        for each in checked.read[:SHOWN_SHEETS]
    ]
    mark_alike(sheets)
    return {
        "sheets_read": sheets,
        "more_sheets": len(checked.read) - len(sheets),
        "meanings": [(part, list(each.labels.values())) for part, each in meanings.items()],
        "is_unclear": any(each.is_unclear for each in sheets) or not any(each.read.used for each in sheets),
        "has_choices": bool(checked.choices),
    }


def shown_sheet(read: ReadSheet, choice: SheetChoices, meanings: Meanings, problems: list[Problem]) -> ShownSheet:
    asked = [each for each in problems if each.code in ASKED and each.sheet == read.name]
    wrong = {each.column: finding(each) for each in reversed(asked)}
    columns = [
        ShownColumn(
            column,
            [shown(cell) for cell in read.table.samples(column.index)[:SAMPLES]],
            meanings.label(column.meaning),
            looks_like(column.looks_like) if column.looks_like else "",
            wrong.get(column.letter, ""),
        )
        for column in read.columns[:SHOWN_COLUMNS]
    ]
    return ShownSheet(read, choice, columns, [finding(each) for each in asked if not each.column])


def mark_alike(sheets: list[ShownSheet]) -> None:
    def headings(sheet: ShownSheet) -> tuple:
        return sheet.read.part, tuple((column.read.index, tuple(column.read.path)) for column in sheet.columns)

    for sheet in sheets:
        if sheet.columns:
            sheet.alike = [
                other.read.name for other in sheets if other is not sheet and headings(other) == headings(sheet)
            ]


def shown(cell: Cell) -> str:
    if cell is None:
        return ""
    text = f"{cell:%d/%m/%Y}" if isinstance(cell, date) else clean(str(cell))
    return text if len(text) <= LONGEST_SAMPLE else f"{text[:LONGEST_SAMPLE]}…"


def answered(posted: QueryDict, before: Mapping[str, Mapping], kind: str) -> dict[str, dict]:
    """The choices after an answer about one sheet. Only what differs from what the page showed is settled by hand."""
    if "reset" in posted:
        return {name: {"encodings": sheet["encodings"]} for name, sheet in before.items() if sheet.get("encodings")}
    choices = {name: dict(sheet) for name, sheet in before.items()}
    name = told(posted, "sheet")
    columns = answered_columns(posted, meanings_of(kind, told(posted, "part")))
    for each in [name, *(told_names(posted, "alike") if "also" in posted else [])]:
        own = choices.setdefault(each, {})
        if columns:
            own["columns"] = {**own.get("columns", {}), **columns}
    own = choices[name]
    if ("used" in posted) != ("was-used" in posted):
        own["used"] = "used" in posted
    row = told(posted, "heading-row")
    if row != told(posted, "was-heading-row"):
        own["heading_row"] = int(row) if row.isdecimal() and len(row) < 8 else 0 if row else None
    return {each: sheet for each, sheet in choices.items() if sheet}


def answered_columns(posted: QueryDict, meanings: Meanings) -> dict[str, str]:
    """By letter; an emptied field takes the column out, a ticked proposal is taken as it is."""
    found = {}
    for key in posted:
        if match := LETTER.fullmatch(key):
            letter = match[1]
            text, before = told(posted, key), told(posted, f"was-{letter}")
            if text == before and (proposed := told(posted, f"take-{letter}")):
                found[letter] = proposed
            elif text != before:
                found[letter] = meanings.code(text) if text else ""
    return found


def told(posted: QueryDict, key: str) -> str:
    return posted.get(key, "")[:LONGEST_ANSWER]


def told_names(posted: QueryDict, key: str) -> list[str]:
    return [name[:LONGEST_ANSWER] for name in posted.getlist(key)[:SHOWN_SHEETS]]
