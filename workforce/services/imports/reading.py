"""From the bytes of a file to its cells. The parsing happens in a child process: see ``isolation``."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings

from workforce.services.imports.isolation import lines_of_child
from workforce.services.imports.problems import Code, Problem, Refused, Severity, column_letter

NAMED_AT_MOST = 10
# Words that many rows repeat are kept once; what each row has of its own is not looked for among them
REPEATED_TEXTS = 20_000
# The first cell of the sheet that ``marked`` puts in front of a file sent back with its mistakes
LIST_OF_PROBLEMS = "Lỗi trong tệp · Problems of the file"
NUMBER_ROW = 1  # of that sheet; the number is in its first cell


@dataclass(frozen=True)
class BrokenCell:
    """A cell without a result: an error ("#N/A"), or a formula ("=A1/2") that no program calculated yet."""

    text: str

    def __str__(self) -> str:
        return self.text

    @property
    def is_formula(self) -> bool:
        return self.text.startswith("=")


Cell = int | float | str | bool | date | BrokenCell | None


@dataclass(frozen=True)
class Merged:
    """A merged range; rows and columns count from 0, the last ones are part of it."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class OldFont:
    """Cells below each other that are drawn by a font of the time before Unicode (.VnTime, VNI-Times)."""

    font: str
    column: int
    first_row: int
    last_row: int


@dataclass
class Sheet:
    """``rows[r][c]`` is the cell in row r and column c, counted from 0; rows end at their last filled cell.

    What is hidden is given as [first, last]; hidden rows and columns are among the others. ``one_byte``: text of an
    unknown encoding, read as Windows-1252.
    """

    name: str
    visible: bool = True
    merged: list[Merged] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)
    hidden_rows: list[list[int]] = field(default_factory=list)
    hidden_columns: list[list[int]] = field(default_factory=list)
    fonts: list[OldFont] = field(default_factory=list)
    one_byte: bool = False

    def cell(self, row: int, column: int) -> Cell:
        cells = self.rows[row] if row < len(self.rows) else []
        return cells[column] if column < len(cells) else None

    @property
    def is_empty(self) -> bool:
        return not any(self.rows)

    @property
    def lists_problems(self) -> bool:
        """Whether we wrote the sheet ourselves, to say what was wrong with the others."""
        return self.cell(0, 0) == LIST_OF_PROBLEMS


@dataclass
class Workbook:
    """``sent_back``: the number of the batch whose mistakes were marked in this file, if it is one of ours."""

    file_name: str
    sheets: list[Sheet]
    problems: list[Problem]
    sent_back: int | None = None


def read_workbook(content: bytes, file_name: str) -> Workbook:
    """Read xlsx, xlsm, xlsb, xls, ods or delimited text, whatever the name says. Raises ``Refused``."""
    if not content.strip():
        raise Refused(Problem(Code.EMPTY_FILE))
    if len(content) > settings.UPLOAD_MAX_BYTES:
        raise Refused(Problem(Code.FILE_TOO_LARGE, params={"limit_mb": settings.UPLOAD_MAX_BYTES // 1024**2}))
    try:
        with lines_of_child(content) as lines:
            sheets, notes = parsed(lines)
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        # A parser that a hostile file took over may answer anything
        raise Refused(Problem(Code.DAMAGED_FILE)) from error
    number = number_sent_back(sheets)
    sheets = [sheet for sheet in sheets if not sheet.lists_problems]
    if all(sheet.is_empty for sheet in sheets):
        raise Refused(Problem(Code.EMPTY_FILE))
    hidden = [problem for sheet in sheets if sheet.visible for problem in hidden_parts(sheet)]
    return Workbook(file_name, sheets, [*active_content(notes), *hidden_sheets(sheets), *hidden], number)


def number_sent_back(sheets: list[Sheet]) -> int | None:
    numbers = [sheet.cell(NUMBER_ROW, 0) for sheet in sheets if sheet.lists_problems]
    return next((number for number in numbers if type(number) is int and 0 < number < 2**63), None)


def parsed(lines: Iterable[bytes]) -> tuple[list[Sheet], list[str]]:
    sheets: list[Sheet] = []
    texts: dict[str, str] = {}
    for line in lines:
        item = json.loads(line)
        if isinstance(item, list):
            sheets[-1].rows.append([cell_of(cell, texts) for cell in item])
        elif "refused" in item:
            code, sheet = Code(item.pop("refused")), item.pop("sheet", "")
            raise Refused(Problem(code, sheet=sheet, params=item))
        elif "sheet" in item:
            merged = [Merged(*corners) for corners in item["merged"]]
            hidden = {name: item[name] for name in ["hidden_rows", "hidden_columns"]}
            fonts = [OldFont(*run) for run in item["fonts"]]
            sheets.append(
                Sheet(item["sheet"], item["visible"], merged, **hidden, fonts=fonts, one_byte=item["one_byte"])
            )
        else:
            return sheets, item["end"]
    raise Refused(Problem(Code.DAMAGED_FILE))


def cell_of(item, texts: dict[str, str]) -> Cell:
    if isinstance(item, str):
        return texts.setdefault(item, item) if len(texts) < REPEATED_TEXTS else texts.get(item, item)
    if isinstance(item, dict):
        return BrokenCell(str(item["broken"]))
    return date.fromisoformat(item[0]) if isinstance(item, list) else item


def active_content(notes: list[str]) -> list[Problem]:
    """Macros, links and embedded objects are never run or followed, and the sender is told."""
    return [Problem(Code.ACTIVE_CONTENT, Severity.NOTICE, params={"kinds": notes})] if notes else []


def hidden_sheets(sheets: list[Sheet]) -> list[Problem]:
    names = [sheet.name for sheet in sheets if not sheet.visible and not sheet.is_empty]
    return [Problem(Code.HIDDEN_SHEETS, Severity.NOTICE, params={"sheets": names})] if names else []


def hidden_parts(sheet: Sheet) -> list[Problem]:
    """Hidden rows and columns with anything in them count like any others, which the sender may not know."""
    rows = [row for first, last in sheet.hidden_rows for row in range(first, min(last + 1, len(sheet.rows)))]
    rows = sorted({row for row in rows if sheet.rows[row]})
    columns: list[int] = []
    if sheet.hidden_columns:
        filled = {column for row in sheet.rows for column, cell in enumerate(row) if cell is not None}
        columns = [each for each in sorted(filled) if any(a <= each <= b for a, b in sheet.hidden_columns)]
    found = [(Code.HIDDEN_ROWS, rows, [str(row + 1) for row in rows])]
    found.append((Code.HIDDEN_COLUMNS, columns, [column_letter(column) for column in columns]))
    return [
        Problem(code, Severity.NOTICE, sheet.name, params={"count": len(places), "spans": spans(places, names)})
        for code, places, names in found
        if places
    ]


def spans(places: list[int], names: list[str]) -> str:
    """Neighbours together, and only the first few: "5, 7–9, …"."""
    ends: list[tuple[str, str]] = []
    for index, name in enumerate(names):
        if index and places[index] == places[index - 1] + 1:
            ends[-1] = ends[-1][0], name
        elif len(ends) == NAMED_AT_MOST:
            return ", ".join(map(span, ends)) + ", …"
        else:
            ends.append((name, name))
    return ", ".join(map(span, ends))


def span(ends: tuple[str, str]) -> str:
    first, last = ends
    return first if first == last else f"{first}–{last}"
