"""Rows of leaders beside the row of everybody they are among ("of which"): the others lead nobody."""

from collections.abc import Iterable
from dataclasses import dataclass

from workforce.services.imports.parts import Cells
from workforce.services.imports.problems import Code, Problem, Severity
from workforce.services.imports.rows import Row
from workforce.services.imports.vocabulary import Role, Vocabulary

NOT_LEADER = "not_leader"


@dataclass
class Level:
    """The figures of one staff at one leadership level, as stated or what remains of them."""

    row: Row
    leadership: int
    cells: Cells


def without_overlap(levels: list[Level], words: Vocabulary) -> tuple[list[Level], list[Problem]]:
    """The levels of one unit, category and sector so that nobody is in two of them.

    A broader level keeps what the levels stated below it leave.
    """
    stated = {level.leadership: level for level in levels}
    result, problems = [], []
    for level in levels:
        below = [each for each in levels if nearest_above(each.leadership, stated, words) == level.leadership]
        if below:
            parts, found = split(level, below, words)
            result += parts
            problems += found
        else:
            result.append(level)
    return result, problems


def split(level: Level, below: list[Level], words: Vocabulary) -> tuple[list[Level], list[Problem]]:
    """What ``level`` leaves beside the levels below: the rest, and the figures that only the whole of it has."""
    home = level_of_the_rest(level.leadership, [each.leadership for each in below], words)
    rest, whole, problems = {}, {}, []
    for dimension, cells in by_dimension(level.cells, words).items():
        parts = [by_dimension(each.cells, words).get(dimension, {}) for each in below]
        left = {value: people - sum(part_at(value, part, words) for part in parts) for value, people in cells.items()}
        if not all(parts) or sum(left.values()) != sum(cells.values()) - sum(sum(part.values()) for part in parts):
            # some level below does not state it, or cuts it otherwise: nobody knows how the others are cut
            whole |= cells
            for each in below:
                each.cells = without_dimension(each.cells, dimension, words)
            continue
        rest |= left
        for value in [value for value, people in left.items() if people < 0]:
            params = {"everybody": cells[value], "everybody_row": level.row.number}
            problems.append(below[0].row.about(value, Code.LEADERS_EXCEED_ALL, params=params))
    if home != level.leadership and not problems:
        params = {"people": rest[words.total.pk], "leadership": words.values[home].name}
        total = words.total.pk
        problems.append(level.row.about(total, Code.REST_READ_AS, severity=Severity.NOTICE, params=params))
    levels = [Level(level.row, home, rest), Level(level.row, level.leadership, whole)]
    return [each for each in levels if each.cells], problems


def by_dimension(cells: Cells, words: Vocabulary) -> dict[int, Cells]:
    found: dict[int, Cells] = {}
    for value, people in cells.items():
        found.setdefault(words.values[value].dimension_id, {})[value] = people
    return found


def without_dimension(cells: Cells, dimension: int, words: Vocabulary) -> Cells:
    return {value: people for value, people in cells.items() if words.values[value].dimension_id != dimension}


def part_at(value: int, cells: Cells, words: Vocabulary) -> int:
    """The people of a part at or below a value."""
    return sum(people for each, people in cells.items() if value in words.line(each))


def nearest_above(leadership: int, stated: Iterable[int], words: Vocabulary) -> int | None:
    return next((each for each in words.line(leadership)[1:] if each in stated), None)


def level_of_the_rest(leadership: int, below: list[int], words: Vocabulary) -> int:
    """Of two levels the one not stated. Beside any other rows of leaders the rest of a staff are not leaders."""
    children = [child.pk for child in words.children(words.values[leadership])]
    others = [child for child in children if child not in below]
    if len(children) == 2 and len(others) == 1:
        return others[0]
    if leadership == words.default(Role.LEADERSHIP):
        return next(child for child in children if words.values[child].code == NOT_LEADER)
    return leadership
