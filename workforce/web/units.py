"""Units as they stood on a date, and the life of one unit."""

from datetime import date

import django_tables2 as tables
from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from workforce.models import Unit, User
from workforce.models.scopes import units_seen_by
from workforce.queries.units import last_versions, reorganisations_of, tree_on
from workforce.services.units import set_coverage
from workforce.vietnam.text import search_key, sort_key
from workforce.web.access import only, see_unit
from workforce.web.attempts import attempt
from workforce.web.dashboard import asked_date
from workforce.web.tables import Table, any_invented, list_page
from workforce.wording.units import kind_label, validity


class UnitTable(Table):
    code = tables.Column(verbose_name=gettext_lazy("Code"))
    name = tables.Column(
        verbose_name=gettext_lazy("Name"), linkify=("unit", {"key": tables.A("key")}), order_by=("sort_key",)
    )
    kind = tables.Column(verbose_name=gettext_lazy("Kind"))
    parent = tables.Column(verbose_name=gettext_lazy("Under"))
    sector = tables.Column(verbose_name=gettext_lazy("Sector"))
    validity = tables.Column(verbose_name=gettext_lazy("Valid"), orderable=False)


@only(User.sees_dashboards)
def units(request):
    day = asked_date(request) or timezone.localdate()
    tree = tree_on(day)
    seen = units_seen_by(request.user)
    wanted = search_key(request.GET.get("q", ""))
    rows = [
        as_row(version, tree)
        for unit, version in tree.versions.items()
        if (seen is None or unit in seen) and wanted in search_key(f"{version.code} {version.name}")
    ]
    rows.sort(key=lambda row: row["sort_key"])
    return list_page(
        request,
        UnitTable(rows),
        _("Units"),
        file_name="units",
        template="units/list.html",
        searchable=True,
        day=day,
        has_invented=any_invented(rows),
    )


def as_row(version, tree) -> dict:
    return {
        "key": version.unit.key,
        "is_invented": version.unit.invented,
        "code": version.code,
        "name": version.name,
        "sort_key": sort_key(version.name_vi),
        "kind": kind_label(version),
        "parent": tree.name(version.parent_id) if version.parent_id in tree.versions else "",
        "sector": version.sector.name if version.sector else "",
        "validity": validity(version),
    }


class CoverageForm(forms.Form):
    register_from = forms.DateField(required=False, widget=forms.DateInput(attrs={"placeholder": "01/01/2026"}))


@require_POST
@only(User.manages_data)
def coverage(request, key):
    subject = see_unit(request.user, key)
    form = CoverageForm(request.POST)
    if form.is_valid():
        since = form.cleaned_data["register_from"]
        attempt(request, lambda: set_coverage(unit=subject, since=since, by=request.user), _("Saved."))
    else:
        messages.error(
            request, _("“%(typed)s” is no date. Type it as 01/01/2026.") % {"typed": form["register_from"].value()}
        )
    return redirect("unit", key)


@only(User.sees_dashboards)
def unit(request, key):
    subject = see_unit(request.user, key)
    versions = subject.versions.select_related("sector").order_by("valid_from")
    events = reorganisations_of(subject.pk)
    return render(
        request,
        "units/unit.html",
        {
            "unit": subject,
            "name": last_versions([subject.pk])[subject.pk].name,
            "versions": versions,
            "events": events,
            "coverage": coverage_shown(subject),
            "quotas": subject.quotas.select_related("category", "document"),
        },
    )


def coverage_shown(subject: Unit) -> tuple[date | None, str]:
    """Since when the register holds everybody, and the unit above that says so, if it is not the unit itself."""
    tree = tree_on(timezone.localdate())
    starts = dict(Unit.objects.filter(pk__in=tree.line(subject.pk)).values_list("id", "register_from"))
    for each in tree.line(subject.pk):
        if starts[each] is not None:
            return starts[each], "" if each == subject.pk else tree.name(each)
    return None, ""
