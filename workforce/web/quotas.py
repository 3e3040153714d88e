"""Posts assigned to units, people present, and what is vacant; and the decision that assigned them."""

from collections import defaultdict
from datetime import date

import django_tables2 as tables
from django import forms
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workforce.models import Document, StaffingQuota, User, Value
from workforce.models.periods import OPEN_END, OPEN_START
from workforce.models.scopes import units_seen_by
from workforce.queries.coverage import coverage
from workforce.queries.quotas import QuotaRow, quota_table
from workforce.queries.units import UnitTree, tree_on
from workforce.services.register.quotas import set_quota
from workforce.vietnam.text import sort_key
from workforce.web.access import only
from workforce.web.attempts import attempt
from workforce.web.dashboard import asked_date
from workforce.web.tables import NumberColumn, Table, any_invented, list_page
from workforce.web.unit_picker import choose_unit, unit_choices
from workforce.wording.numbers import day as in_words
from workforce.wording.numbers import number, signed

MOST_POSTS = 10**6


class QuotaTable(Table):
    unit = tables.Column(verbose_name=gettext_lazy("Unit"), order_by=("sort_key",))
    category = tables.Column(verbose_name=gettext_lazy("Category"))
    assigned = NumberColumn(verbose_name=gettext_lazy("Assigned"))
    present = NumberColumn(verbose_name=gettext_lazy("Present"), linkify=lambda record: record["people"])
    vacant = NumberColumn(verbose_name=gettext_lazy("Vacant"))
    decision = tables.Column(
        verbose_name=gettext_lazy("Decision"),
        orderable=False,
        attrs={"td": {"class": "spaced"}, "th": {"class": "spaced"}},
    )
    validity = tables.Column(verbose_name=gettext_lazy("Valid"), orderable=False)
    change = tables.Column(
        verbose_name="", orderable=False, exclude_from_export=True, linkify=lambda record: record["form"]
    )

    def render_assigned(self, value):
        return number(value)

    def render_present(self, value):
        return number(value)

    def render_vacant(self, value):
        return signed(value) if value < 0 else number(value)


@only(User.sees_dashboards)
def quotas(request):
    day = asked_date(request) or timezone.localdate()
    seen = units_seen_by(request.user)
    choices = unit_choices(seen)
    unit = choose_unit(request, choices)
    tree = tree_on(day)
    below = tree.subtree(unit.pk) if unit else [each for root in tree.roots() for each in tree.subtree(root)]
    units = [each for each in below if each in tree.versions and (seen is None or each in seen)]
    rows = shown_rows(quota_table(units, day), tree, request.user)
    table = QuotaTable(rows, exclude=() if request.user.manages_data else ("change",))
    return list_page(
        request,
        table,
        _("Staffing quotas"),
        file_name="quotas",
        template="quotas/list.html",
        day=day,
        choices=choices,
        unit_label=next((each.label for each in choices if unit and each.key == unit.key), ""),
        has_invented=any_invented(rows),
    )


def shown_rows(found: list[QuotaRow], tree: UnitTree, user: User) -> list[dict]:
    """Nobody present is an answer only where the register holds everybody of the unit and of those below it."""
    not_covered = tree.parents.keys() - coverage().units_on(tree)
    incomplete = {above for unit in not_covered for above in tree.line(unit)}
    categories = Value.objects.in_bulk({row.category for row in found})
    decisions = decisions_on(tree.day, {row.unit for row in found})
    return [
        as_row(row, tree, categories[row.category], decisions[row.unit, row.category], row.unit not in incomplete, user)
        for row in found
    ]


def as_row(row: QuotaRow, tree: UnitTree, category: Value, decisions, is_complete: bool, user: User) -> dict:
    version = tree.versions[row.unit]
    cell = {"unit": version.unit.key, "as_of": tree.day.isoformat(), "category": category.code}
    return {
        "unit": version.name,
        "sort_key": sort_key(version.name_vi),
        "is_invented": version.unit.invented,
        "category": category.name,
        "assigned": row.assigned,
        "present": row.present if is_complete else None,
        "vacant": row.vacant if is_complete else None,
        "people": f"{reverse('people_cell')}?{urlencode(cell)}" if user.sees_people else None,
        "decision": "; ".join(map(source_of, decisions)),
        "validity": "; ".join(map(validity_of, decisions)),
        "change": _("New decision"),
        "form": f"{reverse('quota_set')}?{urlencode({'unit': version.unit.key, 'category': category.code})}",
    }


def decisions_on(day: date, unit_ids: set[int]) -> dict[tuple[int, int], list[StaffingQuota]]:
    found = defaultdict(list)
    for quota in StaffingQuota.objects.on(day).filter(unit__in=unit_ids).select_related("document"):
        found[quota.unit_id, quota.category_id].append(quota)
    return found


def source_of(quota: StaffingQuota) -> str:
    source = quota.document.short if quota.document else quota.source
    return f"{quota.label}: {source}" if quota.label else source


def validity_of(quota: StaffingQuota) -> str:
    start = (
        _("start not stated")
        if quota.valid_from == OPEN_START
        else in_words(quota.valid_from, quota.stated_on_precision)
    )
    return start if quota.valid_to == OPEN_END else f"{start} – {in_words(quota.valid_to)}"


class QuotaForm(forms.Form):
    category = forms.ModelChoiceField(
        Value.objects.filter(dimension__code="category"), to_field_name="code", label=gettext_lazy("Category")
    )
    posts = forms.IntegerField(min_value=0, max_value=MOST_POSTS, label=gettext_lazy("Posts assigned"))
    valid_from = forms.DateField(
        label=gettext_lazy("From"), widget=forms.DateInput(attrs={"placeholder": "01/01/2026"}, format="%d/%m/%Y")
    )
    document = forms.ModelChoiceField(
        Document.objects.none(), required=False, to_field_name="code", label=gettext_lazy("Decision")
    )
    source = forms.CharField(
        max_length=500,
        required=False,
        label=gettext_lazy("Source"),
        help_text=gettext_lazy("Number and date of the decision, where it is not among the documents."),
    )
    label_vi = forms.CharField(
        max_length=200, required=False, label=gettext_lazy("Only for this part of the unit (Vietnamese)")
    )
    label_en = forms.CharField(
        max_length=200, required=False, label=gettext_lazy("Only for this part of the unit (English)")
    )

    def __init__(self, *args, seen: set[int] | None, **kwargs):
        super().__init__(*args, **kwargs)
        documents = Document.objects.all() if seen is None else Document.objects.filter(unit__in=seen)
        self.fields["document"].queryset = documents
        self.fields["document"].label_from_instance = lambda document: document.short
        self.fields["category"].label_from_instance = lambda value: value.name

    def clean(self):
        given = super().clean()
        if not given.get("document") and not given.get("source"):
            raise forms.ValidationError(_("Say by which decision: a document, or its number and date."))
        return given


@only(User.manages_data)
def quota_set(request):
    """From a day on the unit has so many posts; the same day again corrects what was typed."""
    seen = units_seen_by(request.user)
    choices = unit_choices(seen)
    unit = choose_unit(request, choices)
    if unit is None:
        return render(request, "quotas/choose_unit.html", {"choices": choices})
    form = QuotaForm(request.POST or None, seen=seen, initial={"category": request.GET.get("category")})
    if form.is_valid():
        given = {"unit": unit, **form.cleaned_data, "by": request.user}
        if attempt(request, lambda: set_quota(**given), _("Saved.")):
            return redirect(f"{reverse('quotas')}?unit={unit.key}")
    name = next(each.name for each in choices if each.key == unit.key)
    title = _("Posts assigned to %(unit)s") % {"unit": name}
    return render(request, "quotas/form.html", {"form": form, "title": title, "unit": unit})
