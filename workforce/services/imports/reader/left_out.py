"""What python-calamine says nothing of: it hands out errors as blanks, hidden rows like any others, and no fonts."""

from dataclasses import dataclass, field

MOST_SPANS = 1000  # of hidden columns; programs write few, only a hostile file has more


@dataclass
class LeftOut:
    """``broken``: row → column → "#N/A" or "=A1/2"; ``rows`` and ``columns``: the hidden ones, as [first, last].

    ``fonts``: the cells in fonts of the time before Unicode, see ``fonts.CellScan``. ``last_row``:
    of the last cell with something in it, where that is known without looking for it.
    """

    broken: dict[int, dict[int, str]] = field(default_factory=dict)
    rows: list[list[int]] = field(default_factory=list)
    columns: list[list[int]] = field(default_factory=list)
    fonts: list[list] = field(default_factory=list)
    last_row: int = -1

    def add_broken(self, row, column, text):
        self.broken.setdefault(row, {})[column] = text

    def hide_row(self, row, times=1):
        """Rows come in order, so that neighbours grow together."""
        if self.rows and self.rows[-1][1] == row - 1:
            self.rows[-1][1] += times
        else:
            self.rows.append([row, row + times - 1])

    def hide_columns(self, first, last):
        if len(self.columns) < MOST_SPANS:
            self.columns.append([first, last])
