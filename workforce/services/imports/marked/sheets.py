"""One sheet of a file that is sent back: everything as it came, wrong cells coloured and commented."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from xlsxwriter.worksheet import Worksheet

from workforce.services.imports.marked.cells import CellWriter, Looks
from workforce.services.imports.problems import Problem, Severity, column_index
from workforce.services.imports.reading import Merged, Sheet

# Excel opens a sheet of 65,000 comments in minutes, and nobody reads them; further cells are still coloured
COMMENTS_AT_MOST = 2_000
COMMENT_AT_MOST = 5_000
# A merged range may claim the whole sheet, and each of its cells is looked at
MERGED_CELLS_AT_MOST = 100_000
WIDEST, NARROWEST, MEASURED_ROWS = 45, 6, 500
Place = tuple[int, int]


@dataclass
class MarkedSheet:
    """One sheet as it came. ``anchors``: the cell that shows for each one below a merged range."""

    sheet: Sheet
    target: Worksheet
    name: str
    problems: list[Problem]
    tell: Callable[[Problem], str]
    anchors: dict[Place, Place] = field(default_factory=dict)
    comments_left_out: int = 0
    texts_cut: int = 0

    def write(self, looks: Looks) -> None:
        if not self.sheet.visible:
            self.target.hide()
        self.target.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        self.lay_out()
        for each in self.sheet.merged:
            self.merge(each)
        marks = self.marks()
        # Merged ranges and comments first: in constant memory nothing more is taken for a row that is done
        self.comment(marks)
        self.write_cells(CellWriter(self.target, looks), marks)

    def lay_out(self) -> None:
        hidden = {"hidden": True}
        for column, width in enumerate(widths(self.sheet)):
            self.target.set_column(column, column, width)
        for first, last in self.sheet.hidden_columns:
            self.target.set_column(first, last, None, None, hidden)
        for first, last in self.sheet.hidden_rows:
            for row in range(first, min(last + 1, len(self.sheet.rows))):
                self.target.set_row(row, None, None, hidden)

    def write_cells(self, writer: CellWriter, marks: dict[Place, list[Problem]]) -> None:
        """Those of the file, and blank ones that something is wrong with."""
        fonts = self.fonts()
        widths_of_rows = [len(cells) for cells in self.sheet.rows]
        for row, column in marks:
            widths_of_rows += [0] * (row + 1 - len(widths_of_rows))
            widths_of_rows[row] = max(widths_of_rows[row], column + 1)
        for row, width in enumerate(widths_of_rows):
            for column in range(width):
                place = row, column
                writer.write(row, column, self.sheet.cell(row, column), marks.get(place, ()), fonts.get(place, ""))
        self.texts_cut = writer.texts_cut

    def fonts(self) -> dict[Place, str]:
        """Of text from before Unicode: whoever corrects it has to see its letters."""
        rows = len(self.sheet.rows)
        runs = ((run, range(run.first_row, min(run.last_row + 1, rows))) for run in self.sheet.fonts)
        return {(row, run.column): run.font for run, its_rows in runs for row in its_rows}

    def merge(self, each: Merged) -> None:
        """A hostile file may merge everything, or the same cell twice, which Excel takes for damage."""
        size = (each.bottom - each.top + 1) * (each.right - each.left + 1)
        if not 1 < size <= MERGED_CELLS_AT_MOST - len(self.anchors):
            return
        rows, columns = range(each.top, each.bottom + 1), range(each.left, each.right + 1)
        cells = [(row, column) for row in rows for column in columns]
        if any(cell in self.anchors for cell in cells):
            return
        if self.target.merge_range(each.top, each.left, each.bottom, each.right, "") == 0:
            self.anchors |= dict.fromkeys(cells, (each.top, each.left))

    def marks(self) -> dict[Place, list[Problem]]:
        """What is wrong in each cell, from the top; a notice of the reading is nobody's mistake."""
        found = defaultdict(list)
        for problem in self.problems:
            if problem.severity is not Severity.NOTICE:
                found[self.place(problem)].append(problem)
        return dict(sorted(found.items()))

    def place(self, problem: Problem) -> Place:
        """Where it shows: in the first cell of the row if no column is to blame."""
        row, column = problem.row - 1, column_index(problem.column)
        if column < 0:
            cells = self.sheet.rows[row] if row < len(self.sheet.rows) else []
            column = next((index for index, cell in enumerate(cells) if cell is not None), 0)
        return self.anchors.get((row, column), (row, column))

    def comment(self, marks: dict[Place, list[Problem]]) -> None:
        for place, problems in list(marks.items())[:COMMENTS_AT_MOST]:
            text = "\n".join(map(self.tell, problems))[:COMMENT_AT_MOST]
            size = {"x_scale": 2.5, "y_scale": 0.5 + len(text) / 120}
            self.target.write_comment(*place, text, size)
        self.comments_left_out = max(len(marks) - COMMENTS_AT_MOST, 0)


def widths(sheet: Sheet) -> list[int]:
    """As wide as the texts of the table: titles, a cell or two in a row, would widen the first column for nothing."""
    rows = sheet.rows[:MEASURED_ROWS]
    fullest = max((sum(cell is not None for cell in row) for row in rows), default=0)
    of_table = [row for row in rows if 2 * sum(cell is not None for cell in row) >= fullest]
    longest = [NARROWEST] * max(map(len, of_table), default=0)
    for row in of_table:
        for column, cell in enumerate(row):
            longest[column] = max(longest[column], len(str(cell)) + 2 if cell is not None else 0)
    return [min(each, WIDEST) for each in longest]
