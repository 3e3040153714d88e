"""Rows that repeat what other rows say: totals, units above units, all staff above its categories.

They are checked against what they repeat and then left out, so that nobody is counted twice.
"""

from collections import defaultdict
from collections.abc import Iterable

from workforce.queries.units import UnitTree
from workforce.services.imports.problems import Code, Problem, Severity
from workforce.services.imports.rows import Row
from workforce.services.imports.vocabulary import Vocabulary


def without_subtotals(rows: list[Row], tree: UnitTree, words: Vocabulary) -> tuple[list[Row], list[Problem]]:
    """The rows that count, and what is wrong with the others. Rows of unknown units count in totals only.

    Nobody can say which totals a row belongs to whose category, sector or leadership could not be read: such a row is
    left out, and beside it no total is judged.
    """
    named = [row for row in rows if row.is_placed and not row.is_total]
    problems = duplicates(named)
    if problems or not all(row.is_placed for row in rows):
        return named, problems
    by_unit = defaultdict(list)
    for row in named:
        by_unit[row.unit_id].append(row)
    kept = by_unit.pop(None, [])
    for unit_id in sorted(by_unit, key=lambda each: -len(tree.line(each))):
        own, wrong_categories = finest_of_unit(by_unit[unit_id], words)
        below = set(tree.subtree(unit_id)) - {unit_id}
        subordinates = [row for row in kept if row.unit_id in below] if below else []
        own, wrong_units = without_sums_of_subordinates(own, subordinates, tree, words)
        kept += own
        problems += wrong_categories + wrong_units
    return kept, problems + wrong_totals(rows, kept, words)


def duplicates(rows: Iterable[Row]) -> list[Problem]:
    first: dict[tuple, Row] = {}
    problems = []
    for row in rows:
        key = (row.unit_id, row.category, row.sector, row.leadership)
        other = first.setdefault(key, row)
        if other is not row and row.unit_id is not None:
            params = {"first_sheet": other.table.sheet.name, "first_row": other.number}
            if other.table.sheet is not row.table.sheet:
                params["elsewhere"] = other.table.sheet.name
            problems.append(row.problem(Code.DUPLICATE_ROW, row.columns.named_by, row.name, params=params))
    return problems


def finest_of_unit(rows: list[Row], words: Vocabulary) -> tuple[list[Row], list[Problem]]:
    """Without the rows whose staff other rows cut finer by category or sector."""
    kept: list[Row] = []
    problems = []
    for row in sorted(rows, key=lambda each: -depth(each, words)):
        finer = [other for other in kept if is_finer(other, row, words)]
        if finer:
            problems += wrong_sums(row, finer)
        else:
            kept.append(row)
    return sorted(kept, key=lambda row: row.number), problems


def depth(row: Row, words: Vocabulary) -> int:
    return len(words.line(row.category)) + len(words.line(row.sector))


def is_finer(row: Row, than: Row, words: Vocabulary) -> bool:
    return (
        row.leadership == than.leadership
        and than.category in words.line(row.category)
        and (than.sector is None or than.sector in words.line(row.sector))
    )


def without_sums_of_subordinates(
    rows: list[Row], subordinates: list[Row], tree: UnitTree, words: Vocabulary
) -> tuple[list[Row], list[Problem]]:
    """Whether a unit's row beside rows of units below it is their sum, or the unit's own staff.

    Where the file does not say, equal figures are a sum. A province has no staff of its own, so its row must be one.
    Another unit with fewer people than the units below it is read as its own staff, and the sender is told.
    """
    kept, problems = [], []
    total = words.total.pk
    for row in rows:
        summed = within(subordinates, row, words)
        if not summed or row.scope == "own" or total in row.bad:
            kept.append(row)
            continue
        wrong = wrong_sums(row, summed)
        below = sum(other.counts.get(total, 0) for other in summed)
        is_province = tree.parents[row.unit_id] is None
        if row.scope == "whole" or is_province or row.counts[total] >= below:
            problems += wrong
        elif wrong:
            kept.append(row)
            params = {"own": row.counts[total], "sum": below}
            problems.append(row.about(total, Code.READ_AS_OWN_STAFF, severity=Severity.WARNING, params=params))
    return kept, problems


def wrong_totals(rows: list[Row], kept: list[Row], words: Vocabulary) -> list[Problem]:
    """Total rows sum up the whole file or, in a file with sections, what stands since the total before."""
    problems = []
    counted, since = {id(row) for row in kept}, []
    for row in rows:
        if row.is_total:
            wrong = wrong_sums(row, within(kept, row, words))
            section = within(since, row, words)
            if wrong and (not section or wrong_sums(row, section)):
                problems += wrong
            since = []
        elif id(row) in counted:
            since.append(row)
    return problems


def within(rows: list[Row], total: Row, words: Vocabulary) -> list[Row]:
    """The rows that make up ``total``: its staff, without rows of leaders beside the row of all they are among."""
    inside = [
        row
        for row in rows
        if total.category in words.line(row.category) and total.leadership in words.line(row.leadership)
    ]
    levels = defaultdict(set)
    for row in inside:
        levels[staff(row)].add(row.leadership)
    return [row for row in inside if not set(words.line(row.leadership)[1:]) & levels[staff(row)]]


def staff(row: Row) -> tuple:
    return row.unit_id or row.name, row.category, row.sector


def wrong_sums(row: Row, summed: list[Row]) -> list[Problem]:
    """The counts of ``row`` that are not the sum of the others; a figure nobody could read is not judged."""
    problems = []
    for value, stated in row.counts.items():
        if any(value in other.bad for other in summed):
            continue
        found = sum(other.counts.get(value, 0) for other in summed)
        if found != stated:
            params = {"sum": found, "stated": stated, "rows": len(summed)}
            problems.append(row.about(value, Code.WRONG_SUM, params=params))
    return problems
