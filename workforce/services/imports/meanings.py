"""Codes of what a column of a headcount file may mean: a choice by hand is stored as one, and outlives its words.

A column for a thing beside the figures has its role ("unit"); one of people has ``dimension/value``
("education/masters", the total is "total/total"), one of their percentage the same behind "percent:"; "" is left out.
"""

from collections.abc import Iterator

from workforce.models import Value
from workforce.services.imports.vocabulary import Role, Vocabulary

LEFT_OUT = ""
PERCENT = "percent:"
ROLES = [Role.UNIT, Role.CODE, Role.CATEGORY, Role.SECTOR, Role.LEADERSHIP, Role.SCOPE]


def column_code(role: Role, value: Value | None) -> str:
    if value is None:
        return LEFT_OUT if role is Role.IGNORED else role.value
    place = f"{value.dimension.code}/{value.code}"
    return f"{PERCENT}{place}" if role is Role.PERCENT else place


def meaning_of_code(code: str, words: Vocabulary) -> tuple[Role, Value | None] | None:
    """None for a code that is none, or none any more."""
    if code == LEFT_OUT:
        return Role.IGNORED, None
    if code in {role.value for role in ROLES}:
        return Role(code), None
    value = words.by_code.get(code.removeprefix(PERCENT))
    if value is None:
        return None
    return Role.PERCENT if code.startswith(PERCENT) else Role.COUNT, value


def choices_of_code(words: Vocabulary) -> Iterator[tuple[str, Role, Value | None]]:
    """Every code with what it stands for: roles, the total, then dimension by dimension as its tree has them."""
    for role in ROLES:
        yield role.value, role, None
    yield column_code(Role.COUNT, words.total), Role.COUNT, words.total
    for dimension in sorted(words.measured, key=lambda each: each.position):
        for value in words.roots(dimension):
            yield from branch(value, words)


def branch(value: Value, words: Vocabulary) -> Iterator[tuple[str, Role, Value]]:
    yield column_code(Role.COUNT, value), Role.COUNT, value
    for child in words.children(value):
        yield from branch(child, words)
