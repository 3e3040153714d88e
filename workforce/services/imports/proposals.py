"""What a file says of single units, however it was read."""

from dataclasses import dataclass, replace

from workforce.services.imports.problems import Code, Problem

# (category, sector, leadership, value) → people
UnitCells = dict[tuple[int, int, int, int], int]


@dataclass(frozen=True)
class Proposal:
    """What the file says of one unit.

    ``categories``: those that it speaks of at all, as an official form does; none where it speaks of everybody.
    """

    unit_id: int
    first_row: int
    covers_subordinates: bool
    cells: UnitCells
    scope_is_stated: bool = False
    categories: frozenset[int] = frozenset()


def one_a_unit(proposals: list[Proposal]) -> tuple[list[Proposal], list[Problem]]:
    """Forms of different categories in one file make one report together: civil servants and public employees."""
    found: dict[int, Proposal] = {}
    problems = []
    for each in proposals:
        other = found.get(each.unit_id)
        if other is None:
            found[each.unit_id] = each
        elif is_about_others(each, other):
            cells, categories = other.cells | each.cells, other.categories | each.categories
            found[each.unit_id] = replace(other, cells=cells, categories=categories)
        else:
            problems.append(Problem(Code.UNIT_IN_TWO_TABLES, row=each.first_row, params={"first_row": other.first_row}))
    return list(found.values()), problems


def is_about_others(one: Proposal, other: Proposal) -> bool:
    is_of_some = bool(one.categories and other.categories)
    is_apart = is_of_some and one.categories.isdisjoint(other.categories)
    return is_apart and one.covers_subordinates == other.covers_subordinates
