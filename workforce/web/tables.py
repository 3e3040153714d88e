"""What every list shares: look, paging, and export of what is shown."""

from functools import cached_property

import django_tables2 as tables
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django_tables2 import RequestConfig

from workforce.models import AuditEvent
from workforce.services.audit import record
from workforce.web.exports import EXPORTS
from workforce.wording.numbers import UNKNOWN, number

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


class CappedPaginator(Paginator):
    """For a list of rows without end: counts the first 10,000 and shows no page beyond them."""

    counted_at_most = 10_000

    @cached_property
    def count(self) -> int:
        return self.object_list.data.data[: self.counted_at_most].count()

    @property
    def counted(self) -> str:
        return f"{number(self.count)}{'+' if self.count == self.counted_at_most else ''}"


def any_invented(rows: list[dict]) -> bool:
    return any(row["is_invented"] for row in rows)


def list_page(
    request,
    table: Table,
    title,
    *,
    file_name: str,
    template: str = "lists/list.html",
    paginator: type[Paginator] = Paginator,
    **context,
):
    """The page of a table, or its export with ``?export=xlsx`` or ``csv``: all rows, in the order shown."""
    RequestConfig(request, paginate=False).configure(table)
    table.paginate(paginator, per_page=PER_PAGE)
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
