"""Drawing by chance, always from the run's own ``Random``, so that a seed says everything."""

from bisect import bisect
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import accumulate
from random import Random


class NoRoom(Exception):
    """More to give out than there is room for."""


class Bag:
    """Values that come up as often as their weights say."""

    def __init__(self, weights: Mapping[str, float]):
        self.values = tuple(weights)
        self.bounds = tuple(accumulate(weights.values()))
        self.last = len(self.values) - 1

    def draw(self, rng: Random) -> str:
        return self.values[bisect(self.bounds, rng.random() * self.bounds[-1], 0, self.last)]


def apportion(rng: Random, people: int, weights: Sequence[float], room: Sequence[int]) -> list[int]:
    """Whole numbers that add up to ``people``, each its share rounded up or down by chance, none above its room.

    Systematic rounding: on average everybody gets exactly their share, so that rare values come up in small units too.
    """
    given, left = [0] * len(weights), people
    while left:
        taking = [place for place, free in enumerate(room) if given[place] < free]
        if not taking:
            raise NoRoom
        bounds = list(accumulate(weights[place] for place in taking))
        if not bounds[-1]:
            bounds = list(accumulate(1 for _ in taking))
        start, before = rng.random(), 0
        for place, bound in zip(taking, bounds, strict=True):
            after = int(left * (bound / bounds[-1]) + start)
            given[place] += min(after - before, room[place] - given[place])
            before = after
        left = people - sum(given)
    return given


def day_between(rng: Random, first: date, last: date) -> date:
    """One of the days, both bounds included; ``first`` where nothing lies between them."""
    return first + timedelta(days=rng.randint(0, max(0, (last - first).days)))
