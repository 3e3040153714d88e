"""A career cut into spells: intervals ``[start, end)`` in which nothing that is counted about a person changed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

V = TypeVar("V")


class Step(NamedTuple):
    """From ``day`` on, until the next step of its track."""

    day: date
    value: object


class Track(NamedTuple):
    """One attribute through time: ``before`` the first of its ``steps``, which are in order of their days."""

    before: object
    steps: Sequence[Step] = ()

    def on(self, day: date):
        value = self.before
        for step in self.steps:
            if step.day > day:
                break
            value = step.value
        return value


class Stay(NamedTuple):
    """A stretch of an appointment, with whatever is fixed during it."""

    start: date
    end: date
    facts: tuple


class Spell(NamedTuple):
    start: date
    end: date
    facts: tuple
    values: tuple  # one of each track, in their order


def spells(stays: Iterable[Stay], tracks: Sequence[Track]) -> list[Spell]:
    """Each stay, cut wherever a track takes a step during it. Neighbours that differ in nothing become one.

    Together the spells cover exactly the days of the stays: nobody is counted twice or dropped between two of them.
    """
    days = sorted({step.day for track in tracks for step in track.steps})
    found: list[Spell] = []
    for start, end, facts in sorted(stays):
        cuts = [start, *(day for day in days if start < day < end), end]
        for first, after in zip(cuts, cuts[1:], strict=False):
            spell = Spell(first, after, facts, tuple(track.on(first) for track in tracks))
            if found and is_continued(found[-1], spell):
                found[-1] = found[-1]._replace(end=spell.end)
            else:
                found.append(spell)
    return found


def is_continued(spell: Spell, by: Spell) -> bool:
    return spell.end == by.start and spell.facts == by.facts and spell.values == by.values


def highest(held: Iterable[tuple[date, date, V]], places: Mapping[V, int], before: V) -> Track:
    """The best value held on each day, of ``(since, until, value)``; the lowest place is the best.

    A value may cease to count (a diploma type loses its equivalence), so the track can step down again.
    """
    held = list(held)
    steps: list[Step] = []
    for day in sorted({bound for since, until, _ in held for bound in (since, until)}):
        now = [value for since, until, value in held if since <= day < until]
        value = min(now, key=places.__getitem__) if now else before
        if value != (steps[-1].value if steps else before):
            steps.append(Step(day, value))
    return Track(before, tuple(steps))
