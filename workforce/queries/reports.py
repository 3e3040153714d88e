"""What single units reported to a revision, as rows of the pure core."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Sum

from workforce.indicators.counting import Row
from workforce.models import Headcount, Revision
from workforce.queries.code_lists import TOTAL


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


def total_people(revision: Revision) -> dict[int, int]:
    """The total of each unit's own report, by unit id."""
    rows = revision.submissions.filter(is_current=True, headcounts__value__dimension__code=TOTAL)
    return dict(rows.order_by().values_list("unit").annotate(Sum("headcounts__people")))


def revision_before(unit_id: int, as_of: date) -> Revision | None:
    """The newest earlier snapshot of a province with reports; of its editions the last locked, else the open one."""
    earlier = Revision.objects.filter(snapshot__unit=unit_id, snapshot__as_of__lt=as_of, submissions__is_current=True)
    order = ["-snapshot__as_of", F("locked_at").desc(nulls_last=True), "-number"]
    return earlier.select_related("snapshot").order_by(*order).first()
