"""What was understood of a workbook, sheet by sheet and column by column, and how: for whoever has to correct it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from workforce.services.imports.choices import SheetChoices, choices_of
from workforce.services.imports.layout import TITLE_ROWS, Table, find_table
from workforce.services.imports.problems import Code, Problem, Severity, column_letter
from workforce.services.imports.reading import Sheet, Workbook, hidden_sheets
from workforce.services.imports.vocabulary import Vocabulary
from workforce.vietnam.text import compare_key

PATH = " › "
Choices = Mapping[str, Mapping]
NOTHING: Mapping = {}


class How(StrEnum):
    """Who says what a column means."""

    HEADING = "heading"
    REMEMBERED = "remembered"
    BY_HAND = "by_hand"
    UNKNOWN = "unknown"


@dataclass
class ReadColumn:
    """``meaning`` is a code: "" leaves the column out, None is not known.

    By hand it may be a text that is no code, which is a problem. ``looks_like``: the code that its cells suggest.
    """

    index: int
    path: Sequence[str]
    meaning: str | None
    how: How
    looks_like: str = ""

    @property
    def letter(self) -> str:
        return column_letter(self.index)

    @property
    def heading(self) -> str:
        return PATH.join(self.path)


@dataclass
class ReadSheet:
    """``part`` says which meanings its columns may have. A sheet may have a table and yet not be used."""

    sheet: Sheet
    used: bool
    table: Table | None = None
    columns: list[ReadColumn] = field(default_factory=list)
    part: str = ""

    @property
    def name(self) -> str:
        return self.sheet.name


@dataclass(frozen=True)
class Given:
    """What is said of the columns of a sheet besides their headings: by hand, or in an earlier file of the sender."""

    by_hand: Mapping[str, str] = field(default_factory=dict)
    remembered: Mapping[str, str] = field(default_factory=dict)

    def said(self, index: int) -> str | None:
        return self.by_hand.get(column_letter(index))

    def earlier(self, path: Sequence[str]) -> str | None:
        """A column without a heading cannot be known again."""
        return self.remembered.get(heading_key(path)) if path else None

    def columns(self, table: Table) -> list[tuple[int, Sequence[str]]]:
        """Those of the table, and any other that somebody settled."""
        found = dict(table.columns())
        settled = {index: () for index in range(table.width) if index not in found and self.said(index) is not None}
        return sorted((found | settled).items())


def heading_key(path: Sequence[str]) -> str:
    return compare_key(PATH.join(path))[:300]


def is_taken(choice: SheetChoices) -> bool:
    """Whether somebody wants the sheet read: settling anything on it takes it in, unless it is left out."""
    if choice.used is not None:
        return choice.used
    return choice.heading_row is not None or bool(choice.columns)


def problems_of_sheets(workbook: Workbook, choices: Choices) -> list[Problem]:
    """Those of the reading; hidden sheets are told of where nobody settled whether they count."""
    asked = []
    for sheet in workbook.sheets:
        choice = choices_of(choices, sheet.name)
        if choice.used is None and not is_taken(choice):
            asked.append(sheet)
    problems = [each for each in workbook.problems if each.code is not Code.HIDDEN_SHEETS]
    gone = choices.keys() - {sheet.name for sheet in workbook.sheets}
    missing = [Problem(Code.CHOSEN_SHEET_MISSING, found=name) for name in sorted(gone)]
    return [*problems, *hidden_sheets(asked), *missing]


def chosen_table(
    sheet: Sheet, words: Vocabulary, choice: SheetChoices, remembered: Mapping[str, str]
) -> tuple[Table | None, list[Problem]]:
    """The table from the chosen row on, else where the known headings are, else where those of an earlier file are."""
    row = choice.heading_row
    if row is not None and not 1 <= row <= len(sheet.rows):
        params = {"rows": len(sheet.rows)}
        # 0 stands for an answer that was no number at all
        return None, [Problem(Code.CHOSEN_ROW_OUTSIDE, sheet=sheet.name, found=str(row or ""), params=params)]
    table = find_table(sheet, words, None if row is None else row - 1)
    if table is None and (earlier := remembered_row(sheet, remembered)) is not None:
        table = find_table(sheet, words, earlier)
    if table is None and is_taken(choice):
        return None, [Problem(Code.SHEET_WITHOUT_HEADINGS, sheet=sheet.name)]
    return table, []


def remembered_row(sheet: Sheet, remembered: Mapping[str, str]) -> int | None:
    """The first row with two headings that the sender settled before."""
    for index, row in enumerate(sheet.rows[:TITLE_ROWS] if remembered else []):
        if len({key for cell in row if isinstance(cell, str) and (key := heading_key([cell])) in remembered}) >= 2:
            return index
    return None


def problems_of_columns(table: Table, columns: Iterable[ReadColumn], given: Given) -> list[Problem]:
    """What the sender is told of columns that nobody knows, and of those that an earlier file settled."""
    found = outside(table, given)
    columns = list(columns)
    unknown = [each.heading for each in columns if each.how is How.UNKNOWN and each.path]
    blank = [each.letter for each in columns if each.how is How.UNKNOWN and not each.path]
    earlier = [each.heading for each in columns if each.how is How.REMEMBERED]
    for code, params in [
        (Code.UNKNOWN_HEADINGS, {"headings": unknown}),
        (Code.COLUMNS_WITHOUT_HEADING, {"letters": blank}),
        (Code.COLUMNS_REMEMBERED, {"headings": earlier}),
    ]:
        if any(params.values()):
            found.append(Problem(code, Severity.NOTICE, table.sheet.name, table.top + 1, params=params))
    return found


def outside(table: Table, given: Given) -> list[Problem]:
    letters = {column_letter(index) for index in range(table.width)}
    last = column_letter(table.width - 1) if table.width else ""
    return [
        Problem(Code.CHOSEN_COLUMN_OUTSIDE, sheet=table.sheet.name, found=letter, params={"last": last})
        for letter in sorted(given.by_hand.keys() - letters)
    ]


def not_a_meaning(table: Table, column: ReadColumn) -> Problem:
    return Problem(
        Code.CHOSEN_MEANING_UNKNOWN,
        sheet=table.sheet.name,
        row=table.top + 1,
        column=column.letter,
        heading=column.heading,
        found=column.meaning or "",
    )
