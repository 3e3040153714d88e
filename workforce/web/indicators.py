"""An indicator of a unit: its series, its targets, where each number comes from, and the units below compared."""

import django_tables2 as tables
from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workforce.models import Indicator, Selection, Submission, Target, User
from workforce.queries.code_lists import is_part_of
from workforce.queries.coverage import days_answered
from workforce.queries.progress import progress_of
from workforce.queries.readings import Reading, change_since, contradicts, reading_on, readings_of, undated_figures
from workforce.queries.units import lineage, tree_on
from workforce.services.indicators import save_indicator
from workforce.vietnam.text import sort_key
from workforce.web import charts
from workforce.web.access import only
from workforce.web.dashboard import View, asked_date, chosen_view, dates_to_choose
from workforce.web.tables import NumberColumn, Table, list_page
from workforce.wording.sources import shown_value, source_line


class IndicatorTable(Table):
    code = tables.Column(linkify=("indicator", {"code": tables.A("code")}), verbose_name=gettext_lazy("Code"))
    name = tables.Column(verbose_name=gettext_lazy("Name"), order_by=("position",))
    kind = tables.Column(verbose_name=gettext_lazy("Kind"))
    unit = tables.Column(verbose_name=gettext_lazy("Measured in"))
    definition = tables.Column(verbose_name=gettext_lazy("Definition"), orderable=False)

    class Meta:
        model = Indicator
        fields = ["code", "name", "kind", "unit", "definition"]


@only(User.sees_dashboards)
def indicators(request):
    return list_page(
        request,
        IndicatorTable(Indicator.objects.all()),
        _("Indicators"),
        file_name="indicators",
        template="indicators/list.html",
    )


class ChildTable(Table):
    """The units directly below, compared on one date."""

    name = tables.Column(
        verbose_name=gettext_lazy("Unit"), order_by=("sort_key",), linkify=lambda record: record["address"]
    )
    value = NumberColumn(verbose_name=gettext_lazy("Value"), order_by=("exact",))
    numerator = NumberColumn(verbose_name="n")
    denominator = NumberColumn(verbose_name="N")
    source = tables.Column(verbose_name=gettext_lazy("Where it comes from"), orderable=False)

    class Meta:
        order_by = "-value"


@only(User.sees_dashboards)
def indicator(request, code):
    subject = get_object_or_404(Indicator, code=code)
    view, choices = chosen_view(request)
    below = view.below
    series = readings_of([view.unit.pk, *below], [subject], view.boundaries, days_answered(view.as_of))
    readings = [each for each in series[view.unit.pk, subject.pk] if each.on <= view.as_of]
    targets = progress_of(Target.objects.filter(unit=view.unit, indicator=subject), view.as_of, view.boundaries)
    versions = view.tree.versions_of(below)
    children = [(versions[each], reading_on(series[each, subject.pk], subject, view.as_of)) for each in below]
    table = ChildTable([child_row(version, reading, subject) for version, reading in children])
    latest = next((each for each in reversed(readings) if each.is_known), None)
    return list_page(
        request,
        table,
        subject.name,
        file_name=f"{subject.code}-{view.as_of:%Y-%m-%d}",
        template="indicators/indicator.html",
        indicator=subject,
        view=view,
        choices=choices,
        dates=dates_to_choose(view),
        readings=list(reversed(readings)),
        latest=latest,
        change=change_since(readings, latest, asked_date(request, "since")) if latest else None,
        starts=[each.on for each in readings if latest and each.is_known and each.on < latest.on],
        disagrees=latest is not None and contradicts(latest),
        targets=targets,
        chart=charts.series_chart(subject, readings, targets) if any(each.is_known for each in readings) else None,
        evidence=evidence_of(latest, view),
        has_children=bool(below),
        undated=undated_figures(view.unit.pk).get(subject.pk),
    )


def child_row(version, reading: Reading, subject: Indicator) -> dict:
    return {
        "name": version.name,
        "sort_key": sort_key(version.name_vi),
        "address": f"?unit={version.unit.key}&as_of={reading.on.isoformat()}",
        "value": shown_value(reading),
        "exact": -1 if reading.value is None else float(reading.value),
        "numerator": reading.numerator,
        "denominator": reading.denominator,
        "source": source_line(reading),
    }


def evidence_of(reading: Reading | None, view: View) -> list[dict]:
    """The files and clauses behind a counted number, with the reports taken from each."""
    if reading is None or reading.counts is None:
        return []
    tree = tree_on(reading.on) if view.boundaries else view.tree
    parts = lineage().forebears(view.unit.pk) if view.boundaries else {view.unit.pk}
    # a report of a unit above may cover it; of those below, what the user may see
    units = {unit for part in parts for unit in tree.line(part)}
    units |= set(view.visible(unit for part in parts for unit in tree.subtree(part)))
    submissions = (
        Submission.objects.filter(revision__in=[each.id for each in reading.counts.revisions], is_current=True)
        .filter(unit__in=units)
        .select_related("batch", "clause__document", "clause__quoted_from")
        .defer("batch__content")
    )
    found = {}
    for submission in submissions:
        source = found.setdefault(
            (submission.batch_id, submission.clause_id),
            {"batch": submission.batch, "clause": submission.clause, "revision": submission.revision_id, "reports": []},
        )
        source["reports"].append(submission)
    return list(found.values())


class IndicatorForm(forms.ModelForm):
    class Meta:
        model = Indicator
        fields = [
            "code",
            "name_vi",
            "name_en",
            "kind",
            "numerator",
            "denominator",
            "unit",
            "decimals",
            "direction",
            "definition_vi",
            "definition_en",
        ]
        error_messages = {"code": {"unique": gettext_lazy("This code is taken.")}}
        labels = {
            "code": gettext_lazy("Code"),
            "name_vi": gettext_lazy("Vietnamese name"),
            "name_en": gettext_lazy("English name"),
            "kind": gettext_lazy("Kind"),
            "numerator": gettext_lazy("Numerator"),
            "denominator": gettext_lazy("Denominator"),
            "unit": gettext_lazy("Measured in"),
            "decimals": gettext_lazy("Decimals shown"),
            "direction": gettext_lazy("Better is"),
            "definition_vi": gettext_lazy("Definition (Vietnamese)"),
            "definition_en": gettext_lazy("Definition (English)"),
        }

    def clean(self):
        """The selections that the kind needs, said before the database has to."""
        cleaned = super().clean()
        kind = cleaned.get("kind")
        needs = {"stock_share": {"numerator", "denominator"}, "stock_count": {"numerator"}}.get(kind, set())
        for name in ["numerator", "denominator"]:
            if name in needs and not cleaned.get(name):
                self.add_error(name, _("This kind of indicator needs it."))
            if name not in needs:
                cleaned[name] = None
        part, whole = cleaned.get("numerator"), cleaned.get("denominator")
        if part and whole and not is_part_of(part, whole):
            self.add_error("numerator", _("Some of its people are not in the denominator."))
        units = {Indicator.Kind.STOCK_SHARE: Indicator.Unit.PERCENT, Indicator.Kind.STOCK_COUNT: Indicator.Unit.PEOPLE}
        if cleaned.get("unit") != units.get(kind, cleaned.get("unit")):
            self.add_error("unit", _("A share is measured in percent, a number in people."))
        return cleaned


@only(User.manages_definitions)
def add(request):
    return edit_form(request, None)


@only(User.manages_definitions)
def edit(request, code):
    return edit_form(request, get_object_or_404(Indicator, code=code))


def edit_form(request, subject: Indicator | None):
    form = IndicatorForm(request.POST or None, instance=subject)
    if form.is_valid():
        saved = save_indicator(indicator=form.instance, by=request.user)
        messages.success(request, _("Saved; its past values are computed."))
        return redirect("indicator", saved.code)
    selections = Selection.objects.prefetch_related("categories", "sectors", "leaderships", "values")
    title = subject.name if subject else _("New indicator")
    return render(request, "indicators/form.html", {"form": form, "title": title, "selections": selections})
