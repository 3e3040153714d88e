"""All targets as a list, and one target with the inputs of its verdict."""

import django_tables2 as tables
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workforce.models import Target, User
from workforce.models.scopes import units_seen_by
from workforce.queries.progress import TargetProgress, progress_of
from workforce.vietnam.text import search_key, sort_key
from workforce.web import charts
from workforce.web.access import only, see_target
from workforce.web.dashboard import asked_date
from workforce.web.tables import NumberColumn, Table, any_invented, list_page
from workforce.wording.sources import people, shown_against
from workforce.wording.targets import due, note, required
from workforce.wording.verdicts import BADGES, difference_in_unit


class TargetTable(Table):
    badge = tables.TemplateColumn(
        '{% include "components/badge.html" with badge=record.badge_code %}',
        verbose_name=gettext_lazy("Verdict"),
        order_by=("badge",),
    )
    name = tables.Column(
        verbose_name=gettext_lazy("Target"), linkify=("target", {"code": tables.A("code")}), order_by=("sort_key",)
    )
    document = tables.Column(
        verbose_name=gettext_lazy("Document"), linkify=("document", {"code": tables.A("document_code")})
    )
    unit = tables.Column(verbose_name=gettext_lazy("Unit"))
    required = NumberColumn(verbose_name=gettext_lazy("Required"), order_by=("required_exact",))
    actual = NumberColumn(verbose_name=gettext_lazy("Actual"), order_by=("actual_exact",))
    people = NumberColumn(verbose_name="n/N", orderable=False)
    difference = NumberColumn(verbose_name=gettext_lazy("Difference"), order_by=("difference_exact",))
    due = tables.Column(verbose_name=gettext_lazy("Due"), order_by=("due_exact",))
    note = tables.Column(verbose_name=gettext_lazy("Reasons"), orderable=False)

    def value_badge(self, record):
        return record["badge"]


@only(User.sees_dashboards)
def targets(request):
    chosen = Target.objects.all()
    seen = units_seen_by(request.user)
    if seen is not None:
        chosen = chosen.filter(unit__in=seen)
    if request.GET.get("unit"):
        chosen = chosen.filter(unit__key=request.GET["unit"])
    rows = [as_row(each) for each in progress_of(chosen, asked_date(request))]
    wanted = search_key(request.GET.get("q", ""))
    rows = [
        row for row in rows if wanted in search_key(f"{row['name']} {row['document']} {row['unit']} {row['badge']}")
    ]
    return list_page(
        request,
        TargetTable(rows),
        _("Targets"),
        file_name="targets",
        searchable=True,
        has_invented=any_invented(rows),
    )


def as_row(progress: TargetProgress) -> dict:
    target, reading = progress.target, progress.reading
    document = target.clause.document
    return {
        "code": target.code,
        "is_invented": target.unit.invented,
        "badge_code": progress.verdict.badge,
        "badge": str(BADGES[progress.verdict.badge]),
        "name": target.name,
        "sort_key": sort_key(target.name_vi),
        "document": document.short,
        "document_code": document.code,
        "unit": progress.unit.name,
        "required": required(progress),
        "required_exact": float(target.value),
        "actual": shown_against(reading, progress.goal) if reading else "–",
        "actual_exact": float(reading.value) if reading and reading.value is not None else -1.0,
        "people": people(reading) if reading else "",
        "difference": difference_in_unit(progress.difference, target.indicator),
        "difference_exact": float(progress.difference) if progress.difference is not None else float("-inf"),
        "due": due(progress),
        "due_exact": target.due_on.isoformat() if target.due_on else "9999",
        "note": note(progress),
    }


@only(User.sees_dashboards)
def target(request, code):
    subject = see_target(request.user, code)
    if hasattr(subject, "revised_by"):
        return redirect("target", subject.revised_by.code)
    [each] = progress_of(Target.objects.filter(pk=subject.pk))
    series = [reading for reading in each.series if reading.on <= each.as_of]
    return render(
        request,
        "targets/target.html",
        {
            "each": each,
            "readings": list(reversed(series)),
            "chart": charts.series_chart(subject.indicator, series, [each]) if series else None,
        },
    )
