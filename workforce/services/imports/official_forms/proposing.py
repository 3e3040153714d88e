"""What the units of a form report, ready to be compared with what is stored, and everything that is wrong with it."""

from collections.abc import Sequence
from datetime import date

from workforce.indicators.forms.shape import Level
from workforce.queries.form_scope import FormScope
from workforce.queries.units import UnitTree
from workforce.services.imports.matching import UnitFinder
from workforce.services.imports.official_forms.cells import cells_of, gathered
from workforce.services.imports.official_forms.checking import CheckedRow, check_row
from workforce.services.imports.official_forms.finding import FoundForm
from workforce.services.imports.official_forms.holding import category_of, held_values
from workforce.services.imports.official_forms.left_out import LeftOut, Statement
from workforce.services.imports.official_forms.notices import notices_of
from workforce.services.imports.official_forms.notices import words as words_of
from workforce.services.imports.official_forms.rows import SECTIONS, FormReader, FormRow, Kind, within_section
from workforce.services.imports.problems import Code, Problem, Severity
from workforce.services.imports.proposals import Proposal
from workforce.services.imports.reading import Sheet
from workforce.services.imports.subtotals import without_subtotals, wrong_sums
from workforce.services.imports.vocabulary import Role, Vocabulary


class FormFile:
    """One sheet that is a form, read for the units of a date; without a finder nobody knows yet which these are."""

    def __init__(
        self, found: FoundForm, statement: Statement, words: Vocabulary, day: date, finder: UnitFinder | None = None
    ):
        self.found, self.statement, self.words, self.day, self.finder = found, statement, words, day, finder
        self.form = found.on(day)
        self.held = held_values(self.form, words)
        self.category = category_of(found.population, words)
        reader = FormReader(found, self.held, words, finder)
        self.rows = reader.read()
        self.problems: list[Problem] = reader.problems
        self.check()

    def check(self) -> None:
        self.checked = {id(row): self.check_row(row) for row in self.rows if row.kind is Kind.UNIT}
        for row in self.checked.values():
            self.problems += row.problems
        self.problems += notices_of(self.found, self.day, self.held, self.rows, self.checked.values())
        sheet, first_row = self.found.table.sheet.name, self.found.table.first_row + 1
        if not self.rows:
            self.problems.append(Problem(Code.NO_DATA_ROWS, sheet=sheet, row=first_row))
        if self.category is None:
            names = {"population": words_of(self.found.population.name)}
            self.problems.append(Problem(Code.FORM_CATEGORIES_TOGETHER, sheet=sheet, row=first_row, params=names))
            return
        for row in self.rows:
            row.row.category = self.category.pk
            row.row.leadership = self.words.default(Role.LEADERSHIP)

    def check_row(self, found: FormRow) -> CheckedRow:
        return check_row(found, self.form, self.held, self.said_of(found))

    def said_of(self, found: FormRow) -> LeftOut:
        """Under the name of the row, or under that of the unit which somebody matched it with."""
        names = [row.row.name for row in self.rows]
        dimensions = {code: dimension.name_vi for code, dimension in self.words.dimensions.items()}
        name, unit = found.row.name, found.row.unit_id
        if unit is not None and not self.statement.names(name):
            name = self.finder.tree.versions[unit].name_vi
        return self.statement.about(name, names, self.form, dimensions)

    def proposals(self, tree: UnitTree) -> list[Proposal]:
        """What is wrong goes to ``problems``."""
        if self.category is None:
            return []
        for row in self.rows:
            self.place(row, tree)
        kept = self.without_sums(tree)
        named = {row.row.unit_id for row in kept}
        scope = FormScope(self.finder.root, self.day, self.form.level, tree.parents)
        found = [self.proposal(row, named, scope, tree) for row in kept if row.row.unit_id is not None]
        self.problems = gathered(self.problems)
        return found

    def place(self, found: FormRow, tree: UnitTree) -> None:
        version = tree.versions.get(found.row.unit_id)
        if version is not None:
            found.row.sector = version.sector_id or self.words.default(Role.SECTOR)

    def without_sums(self, tree: UnitTree) -> list[FormRow]:
        """The rows of units, once the sections and totals are compared with them."""
        for place, row in enumerate(self.rows):
            if row.kind in SECTIONS:
                self.problems += wrong_sums(row.row, [each.row for each in within_section(self.rows, place)])
        rows = [row.row for row in self.rows if row.kind not in SECTIONS]
        kept, problems = without_subtotals(rows, tree, self.words)
        self.problems += problems
        counted = {id(row) for row in kept}
        return [row for row in self.rows if id(row.row) in counted]

    def proposal(self, found: FormRow, named: set[int | None], scope: FormScope, tree: UnitTree) -> Proposal:
        row = found.row
        checked = self.checked[id(found)]
        parts = cells_of(found, checked, self.form, self.held, self.words)
        self.problems += parts.problems
        below = set(tree.subtree(row.unit_id)) - {row.unit_id}
        if not any(map(scope.is_of_level, [row.unit_id, *below])):
            problem = row.problem(self.other_level(), row.columns.named_by, row.name, severity=Severity.WARNING)
            self.problems.append(problem)
        is_own = row.scope == "own" or (self.form.level is not Level.ANY and not scope.is_whole(row.unit_id))
        cells = {(row.category, row.sector, row.leadership, value): people for value, people in parts.cells.items()}
        covers = not is_own and not below & named
        return Proposal(row.unit_id, row.number, covers, cells, is_own, frozenset({self.category.pk}))

    def other_level(self) -> Code:
        return Code.FORM_OF_COMMUNES if self.form.level is Level.COMMUNE else Code.FORM_ABOVE_COMMUNES


def read_forms(
    forms: Sequence[FoundForm], left_out: Sequence[Sheet], words: Vocabulary, finder: UnitFinder, tree: UnitTree
) -> tuple[list[Proposal], list[Problem]]:
    statement = Statement(left_out)
    files = [FormFile(found, statement, words, tree.day, finder) for found in forms]
    proposals = [proposal for file in files for proposal in file.proposals(tree)]
    return proposals, [problem for file in files for problem in file.problems]


def problems_of_forms(forms: Sequence[FoundForm], left_out: Sequence[Sheet], words: Vocabulary) -> list[Problem]:
    """What is wrong with each row by itself, whatever the date and whichever unit it is of."""
    files = [FormFile(found, Statement(left_out), words, date.max) for found in forms]
    return [problem for file in files for problem in file.problems]
