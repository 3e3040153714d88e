"""From the cells of a workbook to what each unit reports, with everything that is wrong said at once."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from workforce.queries.units import UnitTree
from workforce.services.imports.choices import SheetChoices, choices_of
from workforce.services.imports.columns import Columns, map_columns
from workforce.services.imports.copied import copied_figures, copied_sheets
from workforce.services.imports.layout import Table
from workforce.services.imports.leaders import Level, without_overlap
from workforce.services.imports.matching import UnitFinder
from workforce.services.imports.official_forms.finding import FoundForm, find_form
from workforce.services.imports.official_forms.left_out import says_who_is_left_out
from workforce.services.imports.official_forms.proposing import read_forms
from workforce.services.imports.official_forms.understanding import read_sheet
from workforce.services.imports.parts import parts_of
from workforce.services.imports.problems import Code, Problem, Severity
from workforce.services.imports.progress import Phase, counted
from workforce.services.imports.proposals import Proposal, UnitCells, one_a_unit
from workforce.services.imports.reading import Sheet, Workbook
from workforce.services.imports.rows import Row, RowReader, percent_problems
from workforce.services.imports.stated import stated_unit
from workforce.services.imports.subtotals import without_subtotals
from workforce.services.imports.understood import (
    NOTHING,
    Choices,
    Given,
    ReadSheet,
    chosen_table,
    is_taken,
    problems_of_sheets,
)
from workforce.services.imports.vocabulary import Role, Vocabulary


@dataclass
class OpenedFile:
    """A workbook with its tables found, before anybody asks whose figures they are.

    ``forms`` are official forms, ``left_out`` the sheets on which the portal says whom such a form leaves out.
    """

    workbook: Workbook
    words: Vocabulary
    sheets: list[ReadSheet] = field(default_factory=list)
    tables: list[tuple[Table, Columns]] = field(default_factory=list)
    forms: list[FoundForm] = field(default_factory=list)
    left_out: list[Sheet] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def titles(self) -> list[str]:
        tables = [*(table for table, _ in self.tables), *(form.table for form in self.forms)]
        return [text for table in tables for text in table.titles]

    @property
    def is_empty(self) -> bool:
        return not self.tables and not self.forms

    @property
    def is_readable(self) -> bool:
        """Whether each table has the columns without which its rows mean nothing, or names its unit above them."""
        total = self.words.total.pk
        return not self.is_empty and all(
            (columns.named_by is not None or stated_unit(table.titles)) and columns.of_value(total) is not None
            for table, columns in self.tables
        )


def open_workbook(
    workbook: Workbook,
    words: Vocabulary,
    choices: Choices = NOTHING,
    remembered: Mapping[str, str] = NOTHING,
) -> OpenedFile:
    """``choices`` by sheet; ``remembered``: heading keys → codes of meanings. Hidden sheets wait to be chosen."""
    opened = OpenedFile(workbook, words, problems=problems_of_sheets(workbook, choices))
    for sheet in workbook.sheets:
        if not sheet.is_empty:
            opened.sheets.append(open_sheet(opened, sheet, choices_of(choices, sheet.name), remembered))
    without_copies(opened)
    left_out = {name for name in choices if choices_of(choices, name).used is False}
    skipped = [each.name for each in opened.sheets if each.sheet.visible and not each.used]
    skipped = [name for name in skipped if name not in left_out]
    if opened.is_empty:
        opened.problems.append(Problem(Code.NO_TABLE, params={"looked_for": ["Đơn vị", words.total.dimension.name]}))
    elif skipped:
        opened.problems.append(Problem(Code.SKIPPED_SHEETS, Severity.NOTICE, params={"sheets": skipped}))
    return opened


def open_sheet(opened: OpenedFile, sheet: Sheet, choice: SheetChoices, remembered: Mapping[str, str]) -> ReadSheet:
    if choice.used is False or not (sheet.visible or is_taken(choice)):
        return ReadSheet(sheet, used=False)
    form = find_form(sheet)
    if choice.heading_row is None and not choice.columns:
        if form is not None:
            opened.forms.append(form)
            return read_sheet(form, opened.words)
        if says_who_is_left_out(sheet):
            opened.left_out.append(sheet)
            return ReadSheet(sheet, used=True)
    table, problems = chosen_table(sheet, opened.words, choice, remembered)
    opened.problems += problems
    if table is None:
        return ReadSheet(sheet, used=False)
    columns, read, problems = map_columns(table, opened.words, Given(choice.columns, remembered))
    opened.tables.append((table, columns))
    opened.problems += problems
    if form is not None and columns.one(Role.CATEGORY) is None:
        # whom the form is for stands above it: as a plain table its people would be of every category
        opened.problems.append(Problem(Code.FORM_READ_AS_TABLE, sheet=sheet.name))
    return ReadSheet(sheet, True, table, read)


def without_copies(opened: OpenedFile) -> None:
    """A copy is one error of its own, instead of one for each of its rows."""
    copies = copied_sheets([table for table, _ in opened.tables])
    forms = copied_sheets([form.table for form in opened.forms])
    opened.problems += [*copies.values(), *forms.values()]
    opened.tables = [each for place, each in enumerate(opened.tables) if place not in copies]
    opened.forms = [each for place, each in enumerate(opened.forms) if place not in forms]
    if len(opened.tables) > 1:
        opened.problems += copied_figures(opened.tables)


def proposals_of(opened: OpenedFile, finder: UnitFinder, tree: UnitTree) -> tuple[list[Proposal], list[Problem]]:
    words = opened.words
    rows, problems = read_rows(opened, finder)
    with_defaults(rows, tree, words)
    for row in counted(Phase.READING, rows):
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
    of_forms, found = read_forms(opened.forms, opened.left_out, words, finder, tree)
    proposals, twice = one_a_unit(proposals + of_forms)
    return sorted(proposals, key=lambda each: each.first_row), problems + found + twice


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
