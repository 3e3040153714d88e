"""From a checked row of a form to the figures that are stored.

The columns are solved as those of any other file, with what a form says besides them: whom its columns leave out, and
by a dash that nobody knows.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from workforce.indicators.forms.shape import TOTAL, Form
from workforce.models import Dimension, Value
from workforce.services.imports.columns import Column, Columns
from workforce.services.imports.official_forms.checking import CheckedRow
from workforce.services.imports.official_forms.rows import FormRow
from workforce.services.imports.parts import Parts, parts_of
from workforce.services.imports.problems import Code, Problem, Severity
from workforce.services.imports.vocabulary import Role, Vocabulary

NOWHERE = -1  # the place of a column that the sheet has not
# Said of every row, they would bury what is wrong
GATHERED = {Code.REST_WITHOUT_INFORMATION: "people", Code.BLANKS_READ_AS_ZERO: "values"}


def cells_of(found: FormRow, checked: CheckedRow, form: Form, held: Mapping[str, Value], words: Vocabulary) -> Parts:
    solving = Solving(found, checked, form, held, words)
    parts = parts_of(solving.row(), words)
    return Parts(parts.cells, solving.problems + parts.problems)


class Solving:
    """The row as it can be solved: without dimensions that contradict themselves, with the people of no column."""

    def __init__(
        self, found: FormRow, checked: CheckedRow, form: Form, held: Mapping[str, Value], words: Vocabulary
    ) -> None:
        self.found, self.checked, self.form, self.held, self.words = found, checked, form, held, words
        self.total = found.row.counts.get(words.total.pk, 0)
        self.problems: list[Problem] = []

    def row(self):
        row = self.found.row
        columns = [column for column in row.columns.all if column.role is not Role.COUNT]
        counts: dict[int, int] = {}
        for dimension, keys in self.by_dimension().items():
            own, known = self.solved(dimension, keys)
            columns += own
            counts |= known
        return replace(row, columns=Columns(columns), counts=counts)

    def by_dimension(self) -> dict[Dimension, list[str]]:
        """The columns of the sheet that are held."""
        found = defaultdict(list)
        for column in self.form.columns:
            if column.key in self.held and self.column(column.key) is not None:
                found[self.held[column.key].dimension].append(column.key)
        return found

    def column(self, key: str) -> Column | None:
        return self.found.row.columns.of_value(self.held[key].pk)

    def solved(self, dimension: Dimension, keys: list[str]) -> tuple[list[Column], dict[int, int]]:
        """What the row says by one dimension; nothing where nothing may be made of it."""
        counts = self.found.row.counts
        own = {self.held[key].pk: counts[self.held[key].pk] for key in keys if self.held[key].pk in counts}
        if dimension.code == TOTAL:
            return [self.column(TOTAL)], own
        open_keys = [key for key in keys if key in self.found.dashes]
        columns = [self.column(key) for key in keys if key not in open_keys]
        said_as = self.form.by_key[keys[0]].dimension
        if not own or said_as in self.checked.wrong:
            return [], {}
        more = self.besides(dimension, own, self.checked.unknown.get(said_as, 0), is_whole=not open_keys)
        nobody_told = self.value_of_kind(dimension, Value.Kind.NOT_BROKEN_DOWN)
        if nobody_told is not None and (others := self.checked.others.get(said_as)):
            more[nobody_told.pk] = others
        rest = self.total - self.on_top({**own, **more})
        nobody_knows = self.value_of_kind(dimension, Value.Kind.NO_INFORMATION)
        if rest > 0 and not open_keys and nobody_knows is not None and more.pop(nobody_knows.pk, 0):
            # besides them there are people who have none of it: the form tells them from nobody, and so can we not
            return [*columns, *map(self.imagined, more)], own | more
        unclear = [key for key in open_keys if not self.is_within(self.held[key], own)]
        if unclear and (rest or not dimension.parts_cover_total):
            if rest < 0 or nobody_told is None:
                self.problems.append(self.partly_unknown(dimension))
                return [], {}
            more[nobody_told.pk] = rest
        return [*columns, *map(self.imagined, more)], own | more

    def besides(self, dimension: Dimension, own: Mapping[int, int], unknown: int, *, is_whole: bool) -> dict[int, int]:
        """People in no column, by value: those the form leaves out, those of whom nothing is known, and the others.

        Beside columns that nobody knows, "nobody is left out" may as well mean that nobody knows.
        """
        found = {
            self.held[key].pk: people
            for key, people in self.checked.left_out.items()
            if key in self.held and self.held[key].dimension == dimension and (people or is_whole)
        }
        nobody_knows = self.value_of_kind(dimension, Value.Kind.NO_INFORMATION)
        if unknown and nobody_knows is not None:
            found[nobody_knows.pk] = unknown
            others = [value for value in self.ordinary(dimension) if value.pk not in own]
            if len(others) == 1 and len(own) == 1:
                # "Nữ" alone: the men are all others of whom the sex is known
                found[others[0].pk] = max(self.total - unknown - sum(own.values()), 0)
        return found

    def ordinary(self, dimension: Dimension) -> list[Value]:
        return [value for value in self.words.roots(dimension) if value.kind == Value.Kind.ORDINARY]

    def value_of_kind(self, dimension: Dimension, kind: Value.Kind) -> Value | None:
        return next((value for value in self.words.roots(dimension) if value.kind == kind), None)

    def on_top(self, counts: Mapping[int, int]) -> int:
        """The people of the counts that are no part of another one."""
        return sum(people for value, people in counts.items() if not self.is_within(self.words.values[value], counts))

    def is_within(self, value: Value, counts: Iterable[int]) -> bool:
        return not set(self.words.line(value.pk)[1:]).isdisjoint(counts)

    def imagined(self, value: int) -> Column:
        return Column(NOWHERE, self.words.values[value].name, Role.COUNT, self.words.values[value])

    def partly_unknown(self, dimension: Dimension) -> Problem:
        params = {"dimension": dimension.name}
        return self.found.row.problem(Code.FORM_PARTLY_UNKNOWN, severity=Severity.NOTICE, params=params)


def gathered(problems: Iterable[Problem]) -> list[Problem]:
    """What is normal for a form, said once for each dimension and not for each row."""
    found, notices = [], defaultdict(list)
    for each in problems:
        if each.code in GATHERED and each.severity is Severity.NOTICE:
            notices[each.code, each.params["dimension"]].append(each)
        else:
            found.append(each)
    return found + [together(each) for each in notices.values()]


def together(notices: list[Problem]) -> Problem:
    first = notices[0]
    name = GATHERED[first.code]
    said = [each.params[name] for each in notices]
    value = sum(said) if name == "people" else list(dict.fromkeys(text for texts in said for text in texts))
    return replace(first, row=0, column="", heading="", found="", params=first.params | {name: value})
