"""Sheets that are copies of one another: somebody began a new one from an old one and forgot to fill it."""

from collections.abc import Iterable, Sequence

from workforce.services.imports.columns import Columns
from workforce.services.imports.layout import Table
from workforce.services.imports.problems import Code, Problem, Severity
from workforce.services.imports.rows import count_in
from workforce.services.imports.stated import stated_unit
from workforce.vietnam.text import compare_key

ROWS_ALIKE = 3


def copied_sheets(tables: Sequence[Table]) -> dict[int, Problem]:
    """By the place of each table that has exactly the rows of an earlier one and names no other unit above them."""
    first: dict[tuple, list[int]] = {}
    found = {}
    for place, table in enumerate(tables if len(tables) > 1 else ()):
        rows = data_rows(table)
        if not rows:
            continue
        alike = first.setdefault((compare_key(stated_unit(table.titles)), len(rows), tuple(rows[0])), [])
        original = next((other for other in alike if data_rows(tables[other]) == rows), None)
        if original is None:
            alike.append(place)
        else:
            params = {"first_sheet": tables[original].sheet.name}
            found[place] = Problem(Code.COPIED_SHEET, sheet=table.sheet.name, row=table.first_row + 1, params=params)
    return found


def data_rows(table: Table) -> list:
    return [row for row in table.sheet.rows[table.first_row :] if any(cell is not None for cell in row)]


def copied_figures(tables: Iterable[tuple[Table, Columns]]) -> list[Problem]:
    """Sheets of other units with the same figures in the same rows: a warning, since small units may be alike."""
    first: dict[tuple, str] = {}
    found = []
    for table, columns in tables:
        figures = figures_of(table, columns)
        if len(figures) < ROWS_ALIKE or len(columns.counts) < 2 or not any(map(any, figures)):
            continue
        original = first.setdefault((tuple(column.meaning for column in columns.counts), figures), table.sheet.name)
        if original != table.sheet.name:
            params = {"first_sheet": original}
            found.append(Problem(Code.COPIED_FIGURES, Severity.WARNING, table.sheet.name, params=params))
    return found


def figures_of(table: Table, columns: Columns) -> tuple[tuple[int | None, ...], ...]:
    places = [column.index for column in columns.counts]
    rows = (tuple(count_in(table.sheet.cell(row, place)).value for place in places) for row in table.data_rows())
    return tuple(row for row in rows if any(value is not None for value in row))
