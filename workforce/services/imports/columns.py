"""What each column of a table means: found by its headings, never by its place."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from workforce.models import Dimension, Value
from workforce.services.imports.layout import Table
from workforce.services.imports.meanings import column_code, meaning_of_code
from workforce.services.imports.problems import Code, Problem, column_letter
from workforce.services.imports.stated import stated_unit
from workforce.services.imports.understood import (
    PATH,
    Given,
    How,
    ReadColumn,
    not_a_meaning,
    problems_of_columns,
)
from workforce.services.imports.vocabulary import (
    DEFAULT_KEY,
    EMPTY_GROUP_KEYS,
    PREFERRED_DIMENSION,
    Role,
    Vocabulary,
    without_percent,
)
from workforce.vietnam.text import compare_key

# Behind a heading: "(người)", "(3 = 4 + 5)", "có mặt đến 31/12/2024"
REMARK = re.compile(r"\(.*|\s(?:có mặt|tính|tại|đến|ngày|thời điểm|as of)\b.*\d{4}.*", re.IGNORECASE)


@dataclass(frozen=True)
class Column:
    index: int
    heading: str
    role: Role
    value: Value | None = None

    @property
    def letter(self) -> str:
        return column_letter(self.index)

    @property
    def meaning(self) -> tuple:
        """Two columns that mean the same are one too many."""
        return self.role, self.value.id if self.value else None


@dataclass(frozen=True)
class Columns:
    """The columns of a table from left to right. Each of its cells asks, so the answers are kept."""

    all: list[Column]

    def one(self, role: Role) -> Column | None:
        return next((column for column in self.all if column.role is role), None)

    @property
    def named_by(self) -> Column | None:
        """The column that says whose figures a row has."""
        return self.one(Role.UNIT) or self.one(Role.CODE)

    @cached_property
    def counts(self) -> list[Column]:
        return [column for column in self.all if column.role is Role.COUNT]

    @cached_property
    def percents(self) -> list[Column]:
        return [column for column in self.all if column.role is Role.PERCENT]

    def of_value(self, value_id: int) -> Column | None:
        return self.by_value.get(value_id)

    def values_of(self, dimension_id: int) -> set[int]:
        """The values of a dimension that have a column."""
        return self.by_dimension.get(dimension_id, set())

    @cached_property
    def by_value(self) -> dict[int, Column]:
        """Of two columns for one value the first."""
        return {column.value.id: column for column in reversed(self.counts)}

    @cached_property
    def by_dimension(self) -> dict[int, set[int]]:
        found = defaultdict(set)
        for column in self.counts:
            found[column.value.dimension_id].add(column.value.id)
        return dict(found)


@dataclass(frozen=True)
class Unclear:
    """A heading that several dimensions share."""

    dimensions: Sequence[Dimension]


def map_columns(table: Table, words: Vocabulary, given: Given) -> tuple[Columns, list[ReadColumn], list[Problem]]:
    """The columns that mean something, every column with how it was understood, and what is wrong with them."""
    found: list[Column] = []
    read, unclear, problems = [], set(), []
    for index, path in given.columns(table):
        column, meaning = read_column(index, path, words, given, found)
        read.append(column)
        if isinstance(meaning, Column):
            found.append(Column(index, column.heading, meaning.role, meaning.value))
        elif column.how is How.BY_HAND:
            problems.append(not_a_meaning(table, column))
        elif isinstance(meaning, Unclear):
            unclear.add(index)
            names = {"dimensions": [dimension.name for dimension in meaning.dimensions]}
            problems.append(problem(table, Code.AMBIGUOUS_HEADING, index, column.heading, params=names))
    problems += problems_of_columns(table, [each for each in read if each.index not in unclear], given)
    columns = Columns(found)
    return columns, read, [*problems, *doubled(table, columns), *missing(table, columns, words)]


def read_column(
    index: int, path: Sequence[str], words: Vocabulary, given: Given, so_far: list[Column]
) -> tuple[ReadColumn, Column | Unclear | None]:
    """What was said by hand decides, else the heading, else what the sender said of this heading before."""
    said = given.said(index)
    if said is not None:
        return ReadColumn(index, path, said, How.BY_HAND), column_meant(said, words)
    meaning = meaning_of(path, words, so_far) if path else None
    if isinstance(meaning, Column):
        return ReadColumn(index, path, column_code(meaning.role, meaning.value), How.HEADING), meaning
    earlier = given.earlier(path)
    if earlier is not None and (remembered := column_meant(earlier, words)):
        return ReadColumn(index, path, earlier, How.REMEMBERED), remembered
    return ReadColumn(index, path, None, How.UNKNOWN), meaning


def column_meant(code: str, words: Vocabulary) -> Column | None:
    meaning = meaning_of_code(code, words)
    return Column(0, "", *meaning) if meaning else None


def meaning_of(path: Sequence[str], words: Vocabulary, so_far: list[Column]) -> Column | Unclear | None:
    """A column without its place, or None where nobody knows the heading."""
    groups, last = [compare_key(text) for text in path[:-1]], compare_key(path[-1])
    if not words.is_heading(last):
        last = compare_key(REMARK.sub("", path[-1]) + ("%" if "%" in path[-1] else ""))
    if last in words.fixed:
        return Column(0, "", words.fixed[last])
    bare = without_percent(last)
    if bare != last:
        return percent_column(groups, bare, words, so_far)
    found = value_of(groups, last, words)
    return Column(0, "", Role.COUNT, found) if isinstance(found, Value) else found


def percent_column(groups: list[str], bare: str, words: Vocabulary, so_far: list[Column]) -> Column:
    """The percentage of the value it names, or of the column on its left."""
    path = [*groups, bare] if bare else groups
    found = value_of(path[:-1], path[-1], words) if path else None
    if not isinstance(found, Value):
        counts = [column.value for column in so_far if column.role is Role.COUNT]
        found = counts[-1] if counts and not bare else None
    return Column(0, "", Role.PERCENT if found else Role.IGNORED, found)


def value_of(groups: list[str], last: str, words: Vocabulary) -> Value | Unclear | None:
    groups = [group for group in groups if group not in EMPTY_GROUP_KEYS and not is_whole(group, words)]
    if not groups:
        return one_of(words.value_words.get(last, []))
    if words.value_words.get(last) == [words.total] or last in EMPTY_GROUP_KEYS:
        # "51–60 tuổi › Tổng số" is the value above; below a whole dimension it would be the total again
        return value_of(groups[:-1], groups[-1], words)
    joined = words.value_words.get(" ".join([groups[-1], last]), [])
    if joined:
        return one_of(joined)
    # the nearest group decides: "Trình độ đào tạo › Lý luận chính trị › Trung cấp" is not about schooling
    dimensions = next(filter(None, (dimensions_of(group, words) for group in reversed(groups))), None)
    if dimensions:
        return one_of([each for each in words.value_words.get(last, []) if each.dimension in dimensions])
    return below_value(groups, last, words)


def is_whole(group: str, words: Vocabulary) -> bool:
    """Whether the group is everybody: "Tổng số", "Cán bộ, công chức, viên chức"."""
    defaults = [axis[DEFAULT_KEY] for axis in words.axis_words.values()]
    on_axes = [axis[group] for axis in words.axis_words.values() if group in axis]
    return words.value_words.get(group) == [words.total] or any(value in defaults for value in on_axes)


def dimensions_of(group: str, words: Vocabulary) -> list[Dimension]:
    """The dimensions that a group heading names, word for word or among other words."""
    if group in words.dimension_words:
        return words.dimension_words[group]
    inside = {key: found for key, found in words.dimension_words.items() if f" {key} " in f" {group} "}
    return inside[max(inside, key=len)] if inside and group not in words.value_words else []


def below_value(groups: list[str], last: str, words: Vocabulary) -> Value | None:
    """A heading below a value: one of its parts ("Sau đại học › Thạc sĩ"), or the crossing of the two."""
    above = [value for group in groups for value in words.value_words.get(group, [])]
    here = words.value_words.get(last, [])
    parts = [value for value in here if set(words.line(value.pk)[1:]) & {each.pk for each in above}]
    if parts:
        return parts[0]
    pairs = {frozenset([one.pk, other.pk]) for one in above for other in here}
    crossed = [each for each in words.values.values() if frozenset([each.first_id, each.second_id]) in pairs]
    return crossed[0] if crossed else None


def one_of(values: list[Value]) -> Value | Unclear | None:
    if len(values) > 1:
        preferred = [value for value in values if value.dimension.code == PREFERRED_DIMENSION]
        return preferred[0] if preferred else Unclear([value.dimension for value in values])
    return values[0] if values else None


def doubled(table: Table, columns: Columns) -> list[Problem]:
    found, first = [], {}
    for column in columns.all:
        if column.role in {Role.IGNORED, Role.PERCENT}:
            continue
        other = first.setdefault(column.meaning, column)
        if other is not column:
            params = {"first_column": other.letter, "first_heading": other.heading}
            found.append(problem(table, Code.DOUBLED_COLUMN, column.index, column.heading, params=params))
    return found


def missing(table: Table, columns: Columns, words: Vocabulary) -> list[Problem]:
    """The columns that a table cannot do without, with what was looked for and what is there."""
    headings = [PATH.join(path) for _, path in sorted(table.paths.items())]
    needed = []
    if columns.named_by is None and not stated_unit(table.titles):
        needed.append(("unit", ["Đơn vị", "Tên đơn vị", "Mã đơn vị"]))
    if columns.of_value(words.total.pk) is None:
        needed.append(("total", words.total.aliases[:5]))
    return [
        Problem(
            Code.MISSING_COLUMN,
            sheet=table.sheet.name,
            row=table.top + 1,
            params={
                "column": name,
                "looked_for": looked_for,
                "headings": headings,
            },
        )
        for name, looked_for in needed
    ]


def problem(table: Table, code: Code, index: int, heading: str, **more) -> Problem:
    letter = column_letter(index)
    return Problem(code, sheet=table.sheet.name, row=table.top + 1, column=letter, heading=heading, **more)
