"""An indicator of the units below, year by year: who moved, and where a year is missing."""

import django_tables2 as tables
from django.shortcuts import get_object_or_404
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workforce.models import Indicator, User
from workforce.queries.coverage import days_answered
from workforce.queries.pivots import readings_by_unit_and_date
from workforce.queries.readings import Reading, readings_of
from workforce.vietnam.text import sort_key
from workforce.web.access import only
from workforce.web.dashboard import chosen_view
from workforce.web.tables import NumberColumn, Table, list_page
from workforce.wording.numbers import day
from workforce.wording.sources import people, shown_value


class ReadingColumn(NumberColumn):
    """The value with its n/N: a percentage never stands alone."""

    def render(self, value: Reading):
        return format_html("{}<small>{}</small>", shown_value(value), people(value))

    def value(self, value: Reading):
        return " ".join(part for part in [shown_value(value), people(value)] if part)


class YearsTable(Table):
    name = tables.Column(verbose_name=gettext_lazy("Unit"), order_by=("sort_key",))


@only(User.sees_dashboards)
def indicator_years(request, code):
    subject = get_object_or_404(Indicator, code=code)
    view, _choices = chosen_view(request)
    shown = [view.unit.pk, *view.below]
    series = readings_of(shown, [subject], view.boundaries, days_answered(view.as_of))
    pivot = readings_by_unit_and_date({unit: series[unit, subject.pk] for unit in shown}, view.as_of)
    columns = [
        (on.isoformat(), ReadingColumn(verbose_name=day(on), order_by=(f"exact-{on.isoformat()}",)))
        for on in pivot.columns
    ]
    rows = [as_row(view.tree.versions[unit], cells) for unit, cells in pivot.iterrows() if unit in view.tree.versions]
    return list_page(
        request,
        YearsTable(rows, extra_columns=columns),
        _("%(indicator)s by unit and year") % {"indicator": subject.name},
        file_name=f"{subject.code}-years",
        template="indicators/years.html",
        indicator=subject,
        view=view,
    )


def as_row(version, cells) -> dict:
    row = {"name": version.name, "sort_key": sort_key(version.name_vi)}
    for on, reading in cells.items():
        row[on.isoformat()] = reading
        row[f"exact-{on.isoformat()}"] = -1.0 if reading is None or reading.value is None else float(reading.value)
    return row
