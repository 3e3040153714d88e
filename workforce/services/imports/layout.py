"""Where the table of a sheet is: title rows, one to four heading rows, a numbering row, data, signatures."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from workforce.services.imports.reading import Cell, Merged, Sheet
from workforce.services.imports.vocabulary import Vocabulary
from workforce.vietnam.text import clean, compare_key

TITLE_ROWS = 60
HEADING_ROWS = 6
SAMPLED_ROWS = 200
NUMBERING = re.compile(r"\(?(\d{1,2}|[A-Za-z])\)?(\s*=.*)?")


@dataclass(frozen=True)
class Table:
    """``paths`` are the texts above each column, top-down; rows count from 0."""

    sheet: Sheet
    top: int
    first_row: int
    paths: dict[int, tuple[str, ...]]

    @property
    def titles(self) -> list[str]:
        """Each row above the table as one text."""
        return [row_text(row) for row in self.sheet.rows[: self.top] if any(cell is not None for cell in row)]

    def data_rows(self) -> range:
        return range(self.first_row, len(self.sheet.rows))

    @cached_property
    def width(self) -> int:
        return max((len(row) for row in self.sheet.rows[self.top :]), default=0)

    def columns(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Each column that has a heading or figures of its own, with the texts above it."""
        for index in sorted(self.paths.keys() | self.filled_columns()):
            yield index, self.paths.get(index, ())

    def filled_columns(self) -> set[int]:
        """Those with a cell in every third row or more; rows of a few cells, as signatures, are not asked."""
        filled = [{column for column, cell in enumerate(row) if cell is not None} for row in self.sampled_rows()]
        fullest = max(map(len, filled), default=0)
        rows = [columns for columns in filled if columns and len(columns) * 2 >= fullest]
        times = Counter(column for columns in rows for column in columns)
        return {column for column, count in times.items() if 3 * count >= len(rows)}

    def sampled_rows(self) -> list[list[Cell]]:
        return self.sheet.rows[self.first_row : self.first_row + SAMPLED_ROWS]

    def samples(self, column: int) -> list[Cell]:
        """The filled cells of a column among its first rows."""
        cells = [row[column] for row in self.sampled_rows() if column < len(row)]
        return [cell for cell in cells if cell is not None]

    def cell(self, row: int, column: int | None) -> Cell:
        """A cell, with a text that is merged over several rows standing in each of them."""
        if column is None:
            return None
        value = self.sheet.cell(row, column)
        if value is None:
            source = self.merged_rows.get((row, column))
            return self.sheet.cell(source, column) if source is not None else None
        return value

    def __post_init__(self):
        spans = [each for each in self.sheet.merged if each.top >= self.first_row and each.left == each.right]
        rows = len(self.sheet.rows)
        merged_rows = {
            (row, each.left): each.top for each in spans for row in range(each.top + 1, min(each.bottom + 1, rows))
        }
        object.__setattr__(self, "merged_rows", merged_rows)


def find_table(sheet: Sheet, words: Vocabulary, top: int | None = None) -> Table | None:
    """``top``: the first row of headings, where somebody said which; else it is looked for."""
    is_said = top is not None
    if top is None:
        top = first_heading_row(sheet, words)
    if top is None:
        return None
    merged = [each for each in sheet.merged if each.top < top + HEADING_ROWS]
    while not is_said and top and is_group_row(sheet, top - 1, words):
        top -= 1
    bottom = min(deepest_heading(merged, top), top + HEADING_ROWS) if is_said else top
    while bottom - top < HEADING_ROWS and is_heading_row(sheet, bottom + 1, top, words, merged):
        bottom += 1
    first_row = bottom + 1
    while is_numbering(sheet, first_row):
        first_row += 1
    return Table(sheet, top, first_row, heading_paths(sheet, top, bottom, merged))


def deepest_heading(merged: list[Merged], top: int) -> int:
    """Headings that nobody knows still say by their merged cells how far down they reach."""
    return max((each.bottom for each in merged if each.top == top), default=top)


def first_heading_row(sheet: Sheet, words: Vocabulary) -> int | None:
    """The first row with two known headings; failing that, the first with one among several texts."""
    rows = range(min(len(sheet.rows), TITLE_ROWS))
    known = {row: len({key for key in text_keys(sheet, row) if words.is_heading(key)}) for row in rows}
    several = [row for row in rows if known[row] >= 2]
    single = [row for row in rows if known[row] and len(text_keys(sheet, row)) >= 2]
    return next(iter(several or single), None)


def is_group_row(sheet: Sheet, row: int, words: Vocabulary) -> bool:
    """A row right above the headings that names dimensions only, as "Trình độ chuyên môn" over its levels."""
    found = text_keys(sheet, row)
    return bool(found) and all(words.is_heading(key) for key in found)


def is_heading_row(sheet: Sheet, row: int, top: int, words: Vocabulary, merged: list[Merged]) -> bool:
    """A further row of headings: texts only, one of them known, none beside a heading that already ended.

    A data row has a text below the first heading that names a unit; a heading row has none there, since that
    heading reaches down over it.
    """
    cells = sheet.rows[row] if row < len(sheet.rows) else []
    texts = {column: compare_key(cell) for column, cell in enumerate(cells) if isinstance(cell, str)}
    if not texts or any(isinstance(cell, (int, float)) for cell in cells) or is_numbering(sheet, row):
        return False
    fixed = {column for column in texts if is_below_fixed(sheet, row, column, top, words)}
    return not fixed and any(words.is_heading(key) for key in texts.values())


def is_below_fixed(sheet: Sheet, row: int, column: int, top: int, words: Vocabulary) -> bool:
    above = [sheet.cell(each, column) for each in range(top, row)]
    return any(isinstance(cell, str) and compare_key(cell) in words.fixed for cell in above)


def is_numbering(sheet: Sheet, row: int) -> bool:
    """(1), (2), (3) … or A, B, 1, 2, … under the headings."""
    cells = [cell for cell in (sheet.rows[row] if row < len(sheet.rows) else []) if cell is not None]
    texts = [clean(str(cell)) for cell in cells]
    if len(texts) < 2 or not all(NUMBERING.fullmatch(text) for text in texts):
        return False
    numbers = [int(match) for match in (re.sub(r"\D.*", "", text.strip("(")) for text in texts) if match]
    return numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else True


def heading_paths(sheet: Sheet, top: int, bottom: int, merged: list[Merged]) -> dict[int, tuple[str, ...]]:
    width = max((len(row) for row in sheet.rows[top : bottom + 1]), default=0)
    inside = [each for each in merged if top <= each.top <= bottom]
    sources = {
        (row, column): (each.top, each.left)
        for each in inside
        for row in range(each.top, min(each.bottom, bottom) + 1)
        for column in range(each.left, min(each.right, width - 1) + 1)
    }
    grid = [[text_at(sheet, *sources.get((row, column), (row, column))) for column in range(width)]
            for row in range(top, bottom + 1)]  # fmt: skip
    if not any(each.left < each.right for each in inside):
        spread_groups(grid)
    return {column: path for column in range(width) if (path := without_repeats(row[column] for row in grid))}


def spread_groups(grid: list[list[str]]) -> None:
    """Where the file merges nothing (CSV, ODS), a heading reaches right over blank cells that have one below."""
    for depth, row in enumerate(grid[:-1]):
        for column in range(1, len(row)):
            has_below = any(below[column] for below in grid[depth + 1 :])
            left_has_below = any(below[column - 1] for below in grid[depth + 1 :])
            if not row[column] and has_below and left_has_below:
                row[column] = row[column - 1]


def without_repeats(texts) -> tuple[str, ...]:
    path: list[str] = []
    for text in texts:
        if text and (not path or path[-1] != text):
            path.append(text)
    return tuple(path)


def text_at(sheet: Sheet, row: int, column: int) -> str:
    cell = sheet.cell(row, column)
    return "" if cell is None else clean(str(cell))


def text_keys(sheet: Sheet, row: int) -> list[str]:
    return [compare_key(cell) for cell in sheet.rows[row] if isinstance(cell, str)]


def row_text(row: list[Cell]) -> str:
    return clean(" ".join(f"{cell:%d/%m/%Y}" if isinstance(cell, date) else str(cell) for cell in row if cell))
