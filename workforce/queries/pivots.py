"""Series side by side: units down, dates across."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from workforce.queries.readings import Reading

if TYPE_CHECKING:
    from pandas import DataFrame


def readings_by_unit_and_date(series: Mapping[int, list[Reading]], until: date) -> "DataFrame":
    """One row per unit (its id, in the order given), one column per date with a snapshot, the ``Reading`` in the cell.

    A cell is None where the unit has no reading of that date: it did not exist, or did not report.
    """
    import pandas  # half a second that only this page needs

    rows = [
        (unit, reading.on, reading)
        for unit, readings in series.items()
        for reading in readings
        if reading.on <= until and reading.counts is not None
    ]
    frame = pandas.DataFrame(rows, columns=["unit", "on", "reading"]).astype({"reading": object})
    pivot = frame.pivot(index="unit", columns="on", values="reading").reindex(list(series))
    return pivot.astype(object).where(pivot.notna(), None)
