"""What an import will do to one row of a record."""

from dataclasses import dataclass


@dataclass(slots=True)
class RowPlan:
    """A new row (``pk`` None, ``after`` its facts), or the facts of a stored one that change."""

    pk: int | None
    before: dict[str, object]
    after: dict[str, object]
