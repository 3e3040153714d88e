"""What the reports of a round say of themselves, for whoever collects them."""

from collections import defaultdict

from django.db.models import Sum

from workforce.models import Headcount, Revision
from workforce.queries.code_lists import TOTAL


def uneven_dimensions(revision: Revision) -> dict[int, list[int]]:
    """By unit, the dimensions whose parts do not add up to the total of its report though they should."""
    cells = Headcount.objects.filter(
        submission__revision=revision, submission__is_current=True, value__dimension__parts_cover_total=True
    )
    sums = cells.order_by().values_list("submission__unit_id", "value__dimension__code", "value__dimension_id")
    totals: dict[int, int] = {}
    parts: dict[int, dict[int, int]] = defaultdict(dict)
    for unit, code, dimension, people in sums.annotate(Sum("people")):
        if code == TOTAL:
            totals[unit] = people
        else:
            parts[unit][dimension] = people
    return {
        unit: [dimension for dimension, people in parts[unit].items() if people != total]
        for unit, total in totals.items()
        if any(people != total for people in parts[unit].values())
    }
