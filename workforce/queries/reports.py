"""What single units reported to a revision, as rows of the pure core."""

from collections import defaultdict
from dataclasses import dataclass

from workforce.indicators.counting import Row
from workforce.models import Headcount, Revision


@dataclass(frozen=True)
class UnitReport:
    covers_subordinates: bool
    rows: list[Row]


def unit_reports(revision: Revision) -> dict[int, UnitReport]:
    """The current submission of each unit with its headcounts, by unit id."""
    found = {
        unit: UnitReport(covers, [])
        for unit, covers in revision.submissions.filter(is_current=True).values_list("unit_id", "covers_subordinates")
    }
    cells = Headcount.objects.filter(submission__revision=revision, submission__is_current=True).values_list(
        "submission__unit_id", "category_id", "sector_id", "leadership_id", "value_id", "people"
    )
    for unit, *cell in cells.iterator(chunk_size=20_000):
        found[unit].rows.append(Row(*cell))
    return found


def people_by_value(revision: Revision, unit_ids) -> dict[int, int]:
    """The stated people of each value, over the given units: for tables of one report, not for shares."""
    totals: dict[int, int] = defaultdict(int)
    cells = Headcount.objects.filter(
        submission__revision=revision, submission__is_current=True, submission__unit_id__in=unit_ids
    ).values_list("value_id", "people")
    for value, people in cells:
        totals[value] += people
    return dict(totals)
