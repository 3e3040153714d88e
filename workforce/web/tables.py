"""What every list shares: look, paging, and export of what is shown."""

import django_tables2 as tables
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django_tables2 import RequestConfig

from workforce.models import AuditEvent
from workforce.services.audit import record
from workforce.web.exports import EXPORTS
from workforce.wording.numbers import UNKNOWN

PER_PAGE = 25


class Table(tables.Table):
    """A list of the portal: an unknown cell is a dash, in the page and nowhere else."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, default=UNKNOWN, **kwargs)
        for bound in self.columns:  # on a phone a row is a card, and each cell says what it is
            bound.column.attrs = {
                **bound.column.attrs,
                "td": {**bound.column.attrs.get("td", {}), "data-label": str(bound.header)},
            }


class NumberColumn(tables.Column):
    """A right-aligned column with tabular figures."""

    attrs = {"td": {"class": "number"}, "th": {"class": "number"}}


class TimeColumn(tables.DateTimeColumn):
    """A moment in the portal's time zone, in exports too."""

    def __init__(self, **kwargs):
        super().__init__(format="d/m/Y H:i:s", **kwargs)

    def value(self, value):
        return None if value is None else date_format(localtime(value), "d/m/Y H:i:s")  # localtime(None) is now


def any_invented(rows: list[dict]) -> bool:
    return any(row["is_invented"] for row in rows)


def list_page(request, table: Table, title, *, file_name: str, template: str = "lists/list.html", **context):
    """The page of a table, or its export with ``?export=xlsx`` or ``csv``: all rows, in the order shown."""
    RequestConfig(request, paginate=False).configure(table)
    table.paginate(per_page=PER_PAGE)
    table.page = table.paginator.get_page(request.GET.get("page"))  # any text; how long a page is, is not the reader's
    wanted = EXPORTS.get(request.GET.get("export"))
    if wanted is not None:
        record(
            actor=request.user,
            action=AuditEvent.Action.EXPORT,
            object=file_name,
            details={"rows": len(table.rows), "query": request.GET.dict()},
        )
        return wanted(table.as_values(), file_name, str(title))
    return render(request, template, {"table": table, "title": title, "search": request.GET.get("q", ""), **context})
