"""From the counts of one row to the figures that are stored: each dimension once, on its finest stated values."""

from dataclasses import dataclass, field

from workforce.models import Dimension, Value
from workforce.services.imports.problems import Code, Problem, Severity
from workforce.services.imports.rows import Row
from workforce.services.imports.vocabulary import Vocabulary

Cells = dict[int, int]


@dataclass
class Parts:
    """The people of a row by value, and whether each dimension came out right."""

    cells: Cells = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def parts_of(row: Row, words: Vocabulary) -> Parts:
    total = words.total.id
    if total in row.bad:
        return Parts()
    parts = Parts({total: row.counts[total]})
    for dimension in words.measured:
        columns = row.columns.values_of(dimension.id)
        if columns & row.bad or columns.isdisjoint(row.counts):
            continue
        found = DimensionParts(row, words, dimension, columns).solve()
        parts.cells |= found.cells
        parts.problems += found.problems
    return parts


class DimensionParts:
    """Adds up the tree of one dimension in one row.

    A stated inner value ("Sau đại học") beside its parts is a check of them. A blank cell is never 0 by itself: only
    where the stated parts already make up the total.
    """

    def __init__(self, row: Row, words: Vocabulary, dimension: Dimension, columns: set[int]):
        self.row, self.words, self.dimension, self.columns = row, words, dimension, columns
        self.everybody = row.counts[words.total.id]
        self.problems: list[Problem] = []
        self.remarks: list[Problem] = []
        self.filled: list[int] = []
        self.known: dict[int, Cells] = {}

    def solve(self) -> Parts:
        cells = self.below(self.words.roots(self.dimension))
        if self.dimension.parts_cover_total and not self.problems:
            cells = self.covering(cells)
        for value in cells.keys() & self.columns if not self.problems else ():
            if cells[value] > self.everybody:
                self.complain(value, Code.PART_EXCEEDS_TOTAL, total=self.everybody)
        if self.filled and not self.problems:
            names = [self.words.values[value].name for value in dict.fromkeys(self.filled)]
            self.remark(self.filled[0], Code.BLANKS_READ_AS_ZERO, values=names)
        return Parts(cells, self.problems + self.remarks)

    def below(self, values: list[Value]) -> Cells:
        cells: Cells = {}
        for value in values:
            cells |= self.at(value)
        return cells

    def at(self, value: Value) -> Cells:
        """The finest known figures of a value; empty if nothing is known of it."""
        if value.id not in self.known:
            self.known[value.id] = self.figures_at(value)
        return self.known[value.id]

    def figures_at(self, value: Value) -> Cells:
        stated, children = self.row.counts.get(value.id), self.words.children(value)
        known = self.below(children)
        if stated is None or not known:
            return known if stated is None else {value.id: stated}
        rest = stated - sum(known.values())
        unknown = [child for child in children if not self.at(child)]
        without_column = [child for child in unknown if not self.has_column(child)]
        if rest == 0:
            return known | self.zeros(unknown)
        if rest < 0 or not without_column:
            self.complain(value.id, Code.PARTS_DO_NOT_ADD_UP, sum=sum(known.values()), total=stated)
            return known
        # of two parts the second is what the first leaves; of more, nobody knows which
        home = without_column[0] if len(children) == 2 else value
        return known | {home.id: rest}

    def has_column(self, value: Value) -> bool:
        return value.id in self.columns or any(self.has_column(child) for child in self.words.children(value))

    def zeros(self, values: list[Value]) -> Cells:
        """The blank cells below values whose people are all accounted for elsewhere."""
        blank = [value for value in self.leaves(values) if value in self.columns and value not in self.row.counts]
        self.filled += blank
        return dict.fromkeys(blank, 0)

    def leaves(self, values: list[Value]) -> list[int]:
        """The finest values with a column; none below a figure that is known no finer than as a whole."""
        found = []
        for value in values:
            if value.id not in self.at(value):
                deeper = self.leaves(self.words.children(value))
                found += deeper or ([value.id] if value.id in self.columns else [])
        return found

    def covering(self, cells: Cells) -> Cells:
        """The figures with what the total tells of the rest."""
        rest = self.everybody - sum(cells.values())
        if rest == 0:
            return cells | self.zeros(self.words.roots(self.dimension))
        if (other := self.lone_opposite()) is not None:
            if rest < 0:
                self.complain(*self.columns, Code.PART_EXCEEDS_TOTAL, total=self.everybody)
            return cells | {other: rest}
        if rest > 0 and (nobody_knows := self.value_for_the_unstated()) is not None:
            self.remark(self.first_column(), Code.REST_WITHOUT_INFORMATION, people=rest)
            return cells | {nobody_knows: rest}
        self.complain(self.first_column(), Code.PARTS_DO_NOT_ADD_UP, sum=sum(cells.values()), total=self.everybody)
        return cells

    def lone_opposite(self) -> int | None:
        """Men, where a column "Nữ" stands alone; likewise for Party membership, ethnicity and religion."""
        roots = self.words.roots(self.dimension)
        ordinary = {value.id for value in roots if value.kind == Value.Kind.ORDINARY}
        others = ordinary - self.columns
        if len(ordinary) == 2 and len(self.columns) == 1 and len(others) == 1:
            return others.pop()
        return None

    def value_for_the_unstated(self) -> int | None:
        """Official forms have no column for people without political theory, IT, …: of them nothing is known.

        Only where every column is filled in and the form has no way to say "the others".
        """
        roots = self.words.roots(self.dimension)
        kinds = {value.kind: value.id for value in roots}
        ordinary = [value for value in roots if value.kind == Value.Kind.ORDINARY]
        lacking = [value for value in ordinary if not self.has_column(value)]
        filled_in = self.columns <= self.row.counts.keys()
        if not lacking or not filled_in or Value.Kind.NOT_BROKEN_DOWN in kinds:
            return None
        unknown = kinds.get(Value.Kind.NO_INFORMATION)
        return unknown if unknown not in self.columns else None

    def first_column(self) -> int:
        return min(self.columns, key=lambda value: self.row.columns.of_value(value).index)

    def complain(self, value: int, code: Code, **params) -> None:
        named = {"dimension": self.dimension.name, "value": self.words.values[value].name}
        self.problems.append(self.row.about(value, code, params=named | params))

    def remark(self, value: int, code: Code, **params) -> None:
        params["dimension"] = self.dimension.name
        self.remarks.append(self.row.about(value, code, severity=Severity.NOTICE, params=params))
