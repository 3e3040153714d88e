"""From the cells of a workbook to what each unit reports, with everything that is wrong said at once."""

from collections import defaultdict
from dataclasses import dataclass, field

from workforce.queries.units import UnitTree
from workforce.services.imports.columns import Columns, map_columns
from workforce.services.imports.layout import Table, find_table
from workforce.services.imports.leaders import Level, without_overlap
from workforce.services.imports.matching import UnitFinder
from workforce.services.imports.parts import parts_of
from workforce.services.imports.problems import Code, Problem, Severity
from workforce.services.imports.reading import Workbook
from workforce.services.imports.rows import Row, RowReader, percent_problems
from workforce.services.imports.subtotals import without_subtotals
from workforce.services.imports.vocabulary import Role, Vocabulary

# (category, sector, leadership, value) → people
UnitCells = dict[tuple[int, int, int, int], int]


@dataclass(frozen=True)
class Proposal:
    """What the file says of one unit."""

    unit_id: int
    first_row: int
    covers_subordinates: bool
    cells: UnitCells
    scope_is_stated: bool = False


@dataclass
class OpenedFile:
    """A workbook with its tables found, before anybody asks whose figures they are."""

    workbook: Workbook
    words: Vocabulary
    tables: list[tuple[Table, Columns]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def titles(self) -> list[str]:
        return [text for table, _ in self.tables for text in table.titles]

    @property
    def is_readable(self) -> bool:
        """Whether each table has the columns without which its rows mean nothing."""
        total = self.words.total.pk
        return bool(self.tables) and all(
            columns.named_by is not None and columns.of_value(total) is not None for _, columns in self.tables
        )


def open_workbook(workbook: Workbook, words: Vocabulary) -> OpenedFile:
    """Hidden sheets are left out; the reading of the workbook already said so."""
    opened = OpenedFile(workbook, words, problems=list(workbook.problems))
    skipped = []
    for sheet in workbook.sheets:
        if not sheet.visible or sheet.is_empty:
            continue
        table = find_table(sheet, words)
        if table is None:
            skipped.append(sheet.name)
            continue
        columns, problems = map_columns(table, words)
        opened.tables.append((table, columns))
        opened.problems += problems
    if not opened.tables:
        opened.problems.append(Problem(Code.NO_TABLE, params={"looked_for": ["Đơn vị", words.total.dimension.name]}))
    elif skipped:
        opened.problems.append(Problem(Code.SKIPPED_SHEETS, Severity.NOTICE, params={"sheets": skipped}))
    return opened


def proposals_of(opened: OpenedFile, finder: UnitFinder, tree: UnitTree) -> tuple[list[Proposal], list[Problem]]:
    words = opened.words
    rows, problems = read_rows(opened, finder)
    with_defaults(rows, tree, words)
    for row in rows:
        problems += percent_problems(row, words.total.pk)
        if not row.is_placed:
            problems += parts_of(row, words).problems
    kept, found = without_subtotals(rows, tree, words)
    problems += found
    by_unit = defaultdict(list)
    for row in kept:
        by_unit[row.unit_id or row.name].append(row)
    proposals = []
    for unit_id, unit_rows in by_unit.items():
        cells, found = cells_of_unit(unit_rows, words)
        problems += found
        if unit_rows[0].unit_id is not None:
            below = set(tree.subtree(unit_id)) - {unit_id}
            covers = not below & by_unit.keys() and all(row.scope != "own" for row in unit_rows)
            is_stated = any(row.scope for row in unit_rows)
            proposals.append(Proposal(unit_id, min(row.number for row in unit_rows), covers, cells, is_stated))
    return sorted(proposals, key=lambda each: each.first_row), problems


def read_rows(opened: OpenedFile, finder: UnitFinder | None) -> tuple[list[Row], list[Problem]]:
    rows, problems = [], []
    for table, columns in opened.tables:
        reader = RowReader(table, columns, opened.words, finder)
        found = reader.read()
        if not found:
            problems.append(Problem(Code.NO_DATA_ROWS, sheet=table.sheet.name, row=table.first_row + 1))
        rows += found
        problems += reader.problems
    return rows, problems


def with_defaults(rows: list[Row], tree: UnitTree, words: Vocabulary) -> None:
    """A row without a sector is of the unit's own sector on that date, if that is known."""
    for row in rows:
        version = tree.versions.get(row.unit_id)
        if row.sector is None and version is not None:
            row.sector = version.sector_id or words.default(Role.SECTOR)


def cells_of_unit(rows: list[Row], words: Vocabulary) -> tuple[UnitCells, list[Problem]]:
    problems = []
    levels: dict[tuple, list[Level]] = defaultdict(list)
    for row in rows:
        parts = parts_of(row, words)
        problems += parts.problems
        if parts.cells:
            levels[row.category, row.sector].append(Level(row, row.leadership, parts.cells))
    cells: UnitCells = {}
    for (category, sector), same_staff in levels.items():
        separate, found = without_overlap(same_staff, words)
        problems += found
        for level in separate:
            for value, people in level.cells.items():
                key = (category, sector, level.leadership, value)
                cells[key] = cells.get(key, 0) + people
    return cells, problems + lonely_leaders(rows, words)


def lonely_leaders(rows: list[Row], words: Vocabulary) -> list[Problem]:
    """Rows of leaders that are not cut by category or sector as everybody is: they cannot be taken away from them."""
    return [
        row.problem(Code.LEADERS_CUT_DIFFERENTLY, row.columns.named_by, row.name, params={"other_row": other.number})
        for row in rows
        for other in rows
        if other.leadership in words.line(row.leadership)[1:]
        and (other.category, other.sector) != (row.category, row.sector)
        and row.category in words.line(other.category)
        and row.sector in words.line(other.sector)
    ]
