"""The words that headings and cells of a file may use: fixed ones, and those of the stored code lists."""

import re
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from workforce.models import Dimension, Value
from workforce.queries.code_lists import TOTAL
from workforce.vietnam.text import compare_key


class Role(StrEnum):
    """What a column of a headcount file is for."""

    UNIT = "unit"
    CODE = "code"
    CATEGORY = "category"
    SECTOR = "sector"
    LEADERSHIP = "leadership"
    SCOPE = "scope"
    IGNORED = "ignored"
    COUNT = "count"
    PERCENT = "percent"


AXES = (Role.CATEGORY, Role.SECTOR, Role.LEADERSHIP)
DEFAULTS = {Role.CATEGORY: "cbccvc", Role.SECTOR: "all_sectors", Role.LEADERSHIP: "any_leadership"}
DEFAULT_KEY = ""  # a blank cell of a population column
PREFERRED_DIMENSION = "education"

HEADINGS = {
    Role.UNIT: [
        "Đơn vị", "Tên đơn vị", "Cơ quan", "Tên cơ quan", "Cơ quan, đơn vị", "Tên cơ quan, đơn vị", "Đơn vị công tác",
        "Cơ quan, tổ chức, đơn vị", "Đơn vị báo cáo", "Địa phương", "Đơn vị, địa phương", "Tỉnh",
        "Unit", "Unit name", "Name of unit", "Organisation", "Organization", "Agency", "Province",
    ],
    Role.CODE: [
        "Mã", "Mã đơn vị", "Mã số", "Mã cơ quan", "Mã số đơn vị", "Mã định danh", "Mã đơn vị hành chính",
        "Unit code", "Code",
    ],
    Role.SCOPE: ["Phạm vi", "Phạm vi số liệu", "Scope"],
    Role.IGNORED: ["STT", "TT", "Số TT", "Số thứ tự", "Ghi chú", "No", "No.", "#", "Note", "Notes", "Remarks"],
}  # fmt: skip
SCOPES = {
    "own": ["Riêng", "Riêng cơ quan", "Cơ quan", "Riêng đơn vị", "Văn phòng", "Own", "Own staff"],
    "whole": ["Toàn bộ", "Cả đơn vị trực thuộc", "Gồm đơn vị trực thuộc", "Toàn ngành", "Whole", "With subordinates"],
}
TOTAL_ROWS = ["Tổng cộng", "Cộng", "Tổng", "Tổng số", "Tổng số chung", "Toàn tỉnh", "Total", "Grand total", "Sum"]
TOTAL_ROW_BEGINNINGS = ("tổng cộng ", "cộng ", "total ")  # "Cộng khối Đảng"
# Headings above other headings that say nothing about them
EMPTY_GROUPS = ["Trong đó", "Chia ra", "Gồm", "Bao gồm", "Chia theo", "Of which", "Including", "Số lượng"]
PERCENT_WORDS = re.compile(r"%|\bt[ỷỉ] (?:lệ|trọng)\b|\bshare(?: of)?\b|\bpercent(?:age)?\b")


def keys(words: list[str]) -> set[str]:
    return {compare_key(word) for word in words}


FIXED = {key: role for role, words in HEADINGS.items() for key in keys(words)}
SCOPE_OF = {key: scope for scope, words in SCOPES.items() for key in keys(words)}
TOTAL_ROW_KEYS = keys(TOTAL_ROWS)
EMPTY_GROUP_KEYS = keys(EMPTY_GROUPS)


@dataclass
class Vocabulary:
    """Dimensions and values by the keys of their names and aliases, as the database holds them now."""

    dimensions: dict[str, Dimension]
    values: dict[int, Value]
    fixed: dict[str, Role]
    dimension_words: dict[str, list[Dimension]]
    value_words: dict[str, list[Value]]
    words_below_groups: set[str]
    axis_words: dict[Role, dict[str, Value]]
    total: Value

    def is_heading(self, key: str) -> bool:
        bare = without_percent(key)
        known = key in self.fixed or key in self.dimension_words or bare in self.value_words
        return known or bare in self.words_below_groups or (bare != key and not bare)

    def children(self, value: Value) -> list[Value]:
        return self.by_parent[value.dimension_id, value.id]

    def roots(self, dimension: Dimension) -> list[Value]:
        return self.by_parent[dimension.id, None]

    @cached_property
    def measured(self) -> list[Dimension]:
        """The dimensions a count column may belong to, besides the total."""
        attributes = self.dimensions.values()
        return [each for each in attributes if each.role == Dimension.Role.ATTRIBUTE and each.code != TOTAL]

    @cached_property
    def by_code(self) -> dict[str, Value]:
        """The values that a column may count, as ``dimension/value``."""
        return {
            f"{value.dimension.code}/{value.code}": value
            for value in self.values.values()
            if value.dimension.role == Dimension.Role.ATTRIBUTE
        }

    def line(self, value_id: int | None) -> tuple[int, ...]:
        """The value and those above it; nothing for no value."""
        return self.lines[value_id]

    def default(self, axis: Role) -> int:
        return self.axis_words[axis][DEFAULT_KEY].id

    def __post_init__(self):
        self.by_parent = defaultdict(list)
        for value in self.values.values():
            self.by_parent[value.dimension_id, value.parent_id].append(value)
        self.lines: dict[int | None, tuple[int, ...]] = {None: ()}
        for value_id in self.values:
            self.lines[value_id] = self.upwards(value_id)

    def upwards(self, value_id: int | None) -> tuple[int, ...]:
        return () if value_id is None else (value_id, *self.upwards(self.values[value_id].parent_id))


def vocabulary() -> Vocabulary:
    dimensions = {dimension.code: dimension for dimension in Dimension.objects.all()}
    values = {value.pk: value for value in Value.objects.select_related("dimension", "parent")}
    dimension_words, value_words, words_below_groups = defaultdict(list), defaultdict(list), set()
    fixed = dict(FIXED)
    for dimension in dimensions.values():
        for key in words_of(dimension):
            if dimension.code in AXES:
                fixed.setdefault(key, Role(dimension.code))
            elif dimension.role == Dimension.Role.ATTRIBUTE:
                dimension_words[key].append(dimension)
    for value in values.values():
        if value.dimension.role == Dimension.Role.ATTRIBUTE:
            for key in headings_of(value):
                value_words[key].append(value)
            if needs_group(value):
                words_below_groups |= words_of(value)
    total = next(value for value in values.values() if value.dimension.code == TOTAL)
    for key in words_of(dimensions[TOTAL]):
        # "Tổng số" and "Số lượng" name the column itself, not a group of columns
        dimension_words.pop(key, None)
        value_words[key] = [total]
    return Vocabulary(
        dimensions=dimensions,
        values=values,
        fixed=fixed,
        dimension_words=dict(dimension_words),
        value_words=dict(value_words),
        words_below_groups=words_below_groups,
        axis_words={axis: axis_words(values.values(), axis) for axis in AXES},
        total=total,
    )


def axis_words(values, axis: Role) -> dict[str, Value]:
    on_axis = [value for value in values if value.dimension.code == axis]
    found = {key: value for value in on_axis for key in words_of(value)}
    found[DEFAULT_KEY] = next(value for value in on_axis if value.code == DEFAULTS[axis])
    return found


def headings_of(value: Value) -> set[str]:
    words = words_of(value)
    if not needs_group(value):
        return words
    groups = words_of(value.dimension) | words_of(value.parent)
    return {f"{group} {word}" for group in groups for word in words}


def needs_group(value: Value) -> bool:
    """Whether its name alone says too little: the single ethnic groups and religions.

    "Hoa", "Thái", "Co" are also names of people and places. What they mean is sensitive and not to be guessed: they
    count below a heading that says so, "Dân tộc › Hoa", or behind one, "Dân tộc Hoa".
    """
    return value.dimension.sensitive and value.parent is not None


def words_of(named: Dimension | Value) -> set[str]:
    return keys([named.name_vi, named.name_en, *named.aliases])


def without_percent(key: str) -> str:
    """The heading without the words that make it one of a percentage."""
    return " ".join(PERCENT_WORDS.sub(" ", key).split())
