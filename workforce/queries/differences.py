"""What a closed headcount and the register disagree on, in plain values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Cause(StrEnum):
    MISSING = "missing"
    LEFT = "left"
    MOVED = "moved"
    ADDED = "added"
    RECATEGORISED = "recategorised"
    DATED_LATER = "dated_later"
    CHANGED = "changed"
    RECORDED_LATER = "recorded_later"
    REMAPPED = "remapped"
    FILE_SUM = "file_sum"
    UNEXPLAINED = "unexplained"


@dataclass(frozen=True)
class CellDifference:
    """People of a unit in a category at a value, over all sectors and leadership levels."""

    unit: int
    category: int
    value: int
    closed: int
    register: int

    @property
    def difference(self) -> int:
        return self.register - self.closed


@dataclass(frozen=True)
class Line:
    """One thing to look at and to sign.

    Somebody who came or went has a line at the total, and none at each value that went along; somebody who counts as
    something else has one at the new value, with the old one in ``was``. Without a roster there is nobody to name,
    and a line is a cell. ``recorded_at`` is when the record behind the difference was made, where one is known.
    """

    unit: int
    category: int
    value: int
    person: int | None
    cause: Cause
    difference: int
    was: int | None = None
    recorded_at: datetime | None = None
    is_after_closing: bool = False

    @property
    def key(self) -> tuple[int, int, int, int | None, str]:
        """What stays the same when its difference changes."""
        return self.unit, self.category, self.value, self.person, self.cause
