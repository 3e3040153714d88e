"""What the cells of a column look like where its heading says nothing: a proposal for somebody to confirm."""

from collections.abc import Callable, Iterable, Sequence

from workforce.models import UnitAlias
from workforce.queries.units import UnitTree
from workforce.services.imports.matching import TYPE_WORDS
from workforce.services.imports.problems import Code, Problem, Severity
from workforce.services.imports.reading import Cell
from workforce.services.imports.understood import How, ReadSheet
from workforce.services.imports.vocabulary import AXES, SCOPE_OF, Role, Vocabulary
from workforce.vietnam.text import clean, compare_key

MOSTLY_PERCENT = 60
# By what is certain first: the code, then how a cell of such a column is known
Tests = Iterable[tuple[str, Callable[[Cell], bool]]]


class UnitWords:
    """Names and codes of all units of a date."""

    def __init__(self, tree: UnitTree):
        names = [name for version in tree.versions.values() for name in (version.name_vi, version.name_en) if name]
        keys = {compare_key(name) for name in [*names, *UnitAlias.objects.values_list("name", flat=True)]}
        self.keys = keys | {TYPE_WORDS.sub("", key) for key in keys}
        self.codes = {version.code for version in tree.versions.values() if version.code}

    def is_name(self, cell: Cell) -> bool:
        if not isinstance(cell, str):
            return False
        key = compare_key(cell)
        return key in self.keys or TYPE_WORDS.sub("", key) in self.keys

    def is_code(self, cell: Cell) -> bool:
        return cell is not None and clean(str(cell)) in self.codes


def is_unclear(sheet: ReadSheet) -> bool:
    """Whether any of its columns asks for a proposal."""
    return sheet.table is not None and any(column.how is How.UNKNOWN for column in sheet.columns)


def propose(sheet: ReadSheet, tests: Tests) -> list[Problem]:
    """Note on each unknown column what it looks like, once for each meaning, and only those no column has yet."""
    taken = {column.meaning for column in sheet.columns}
    tests = [(code, test) for code, test in tests if code not in taken]
    found = []
    for column in sheet.columns:
        if column.how is not How.UNKNOWN:
            continue
        cells = sheet.table.samples(column.index)
        code = next((code for code, test in tests if code not in taken and is_mostly(cells, test)), "")
        if code:
            taken.add(code)
            column.looks_like = code
            found.append(
                Problem(
                    Code.LOOKS_LIKE,
                    Severity.NOTICE,
                    sheet.name,
                    sheet.table.top + 1,
                    column.letter,
                    column.heading,
                    params={"meaning": code},
                )
            )
    return found


def is_mostly(cells: Sequence[Cell], test: Callable[[Cell], bool]) -> bool:
    return bool(cells) and sum(map(test, cells)) * 100 >= MOSTLY_PERCENT * len(cells)


def headcount_tests(words: Vocabulary, units: UnitWords) -> Tests:
    yield Role.UNIT.value, units.is_name
    for axis in AXES:
        yield axis.value, one_of(words.axis_words[axis])
    yield Role.SCOPE.value, one_of(SCOPE_OF)
    yield Role.CODE.value, units.is_code


def one_of(keys: Iterable[str]) -> Callable[[Cell], bool]:
    known = set(keys)
    return lambda cell: isinstance(cell, str) and compare_key(cell) in known
