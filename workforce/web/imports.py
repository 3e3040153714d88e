"""Importing a headcount: upload → what was understood and what is wrong → confirm → receipt; undo."""

import django_tables2 as tables
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from workforce.models import ImportBatch, User
from workforce.models.scopes import units_seen_by
from workforce.queries.imports import files_beside, open_first
from workforce.queries.units import last_versions, tree_on
from workforce.services.imports import headcounts
from workforce.services.imports.problems import Code
from workforce.vietnam.text import sort_key
from workforce.web.access import manage_batch, only, see_unit
from workforce.web.attempts import attempt
from workforce.web.import_columns import how_read
from workforce.web.import_encodings import encodings_of
from workforce.web.import_files import can_be_marked
from workforce.web.import_jobs import came_to_nothing, cancel_import, confirm_now_or_later, is_watched, queued
from workforce.web.import_steps import NextStepColumn
from workforce.web.tables import NumberColumn, Table, TimeColumn, list_page
from workforce.wording.numbers import UNKNOWN
from workforce.wording.problems import finding


class BatchTable(Table):
    file_name = tables.Column(verbose_name=gettext_lazy("File"), linkify=("import", {"pk": tables.A("pk")}))
    unit_name = tables.Column(verbose_name=gettext_lazy("Province"), empty_values=(), orderable=False)
    as_of = tables.DateColumn(verbose_name=gettext_lazy("As of"), format="d/m/Y")
    state = tables.Column(verbose_name=gettext_lazy("State"))
    next_step = NextStepColumn()
    by_name = tables.Column(verbose_name=gettext_lazy("Who"))
    at = TimeColumn(verbose_name=gettext_lazy("When"))
    units = NumberColumn(verbose_name=gettext_lazy("Units"), accessor="summary__units", orderable=False)
    people = NumberColumn(verbose_name=gettext_lazy("People"), accessor="summary__people", orderable=False)

    class Meta:
        model = ImportBatch
        fields = ["file_name", "unit_name", "as_of", "state", "next_step", "by_name", "at", "units", "people"]

    def __init__(self, *args, names, **kwargs):
        super().__init__(*args, **kwargs)
        self.names = names

    def render_unit_name(self, record):
        return self.names[record.unit_id].name if record.unit_id else UNKNOWN


@only(User.manages_data)
def imports(request):
    batches = ImportBatch.objects.filter(kind=ImportBatch.Kind.HEADCOUNT).defer("content").select_related("unit")
    seen = units_seen_by(request.user)
    if seen is not None:
        batches = batches.filter(unit__in=seen) | batches.filter(unit=None, by=request.user)
    names = last_versions({each.unit_id for each in batches if each.unit_id})
    table = BatchTable(open_first(batches, timezone.now()), names=names)
    return list_page(request, table, _("Imports"), file_name="imports", template="imports/list.html")


@only(User.manages_data)
def batch(request, pk):
    subject = manage_batch(request.user, pk)
    if request.method == "POST":
        return match_units(request, subject)
    context = {"batch": subject, "name": unit_name(subject)}
    if is_watched(request, subject):
        return queued(request, subject, context | {"cancel": reverse("import_cancel", args=[pk])})
    if subject.is_waiting:
        context["came_to_nothing"] = came_to_nothing(subject)
        checked = headcounts.check_again(subject)
        context |= {
            "checked": checked,
            "problems": [(problem, finding(problem)) for problem in checked.problems],
            "can_be_marked": can_be_marked(checked.problems),
            "unknown_units": unknown_units(checked),
            "error_count": sum(problem.is_error for problem in checked.problems),
            "changes": [change for change in checked.changes if change.kind != "unchanged"],
            "unchanged": sum(change.kind == "unchanged" for change in checked.changes),
            "columns_url": reverse("import_columns", args=[pk]),
            "encodings_url": reverse("import_encodings", args=[pk]),
            "beside": files_beside(subject, timezone.now()),
            **how_read(subject, checked),
            **encodings_of(checked),
        }
    return render(request, "imports/batch.html", context)


def unknown_units(checked) -> list[dict]:
    """Unit names nobody knows, with every unit they could be, the likeliest first."""
    if checked.tree is None or checked.unit is None:
        return []
    names = dict.fromkeys(problem.found for problem in checked.problems if problem.code is Code.UNKNOWN_UNIT)
    suggested = {
        problem.found: problem.params.get("suggestions", [])
        for problem in checked.problems
        if problem.code is Code.UNKNOWN_UNIT
    }
    units = [checked.tree.versions[each] for each in checked.tree.subtree(checked.unit.pk)]
    units.sort(key=lambda version: sort_key(version.name_vi))
    return [{"name": name, "suggested": suggested[name], "units": units} for name in names]


def match_units(request, subject: ImportBatch):
    """Names matched by hand make a new batch of the same file; the old one stays as it was answered."""
    names, keys = request.POST.getlist("name"), request.POST.getlist("unit")
    matches = subject.matches | {name: key for name, key in zip(names, keys, strict=False) if key}
    for key in matches.values():
        see_unit(request.user, key)
    checked = headcounts.check_again(subject, by=request.user, matches=matches)
    return redirect("import", headcounts.keep(checked).pk)


@require_POST
@only(User.manages_data)
def confirm_batch(request, pk):
    subject = manage_batch(request.user, pk)
    if subject.summary.get("warnings") and "looked" not in request.POST:
        messages.error(request, _("The file has warnings. Look at them and say that the figures are right."))
        return redirect("import", pk)
    done = _("Imported. The figures are in the snapshot; a second person approves them.")
    confirm_now_or_later(request, subject, headcounts.confirm, done)
    return redirect("import", pk)


@require_POST
@only(User.manages_data)
def cancel_batch(request, pk):
    cancel_import(request, manage_batch(request.user, pk))
    return redirect("import", pk)


@require_POST
@only(User.manages_data)
def undo_batch(request, pk):
    subject = manage_batch(request.user, pk)
    done = _("Undone. What was there before is there again.")
    attempt(request, lambda: headcounts.undo(batch=subject, by=request.user), done)
    return redirect("import", pk)


def unit_name(subject: ImportBatch) -> str:
    if subject.unit is None:
        return ""
    if subject.as_of is not None:
        tree = tree_on(subject.as_of)
        if subject.unit_id in tree.versions:
            return tree.name(subject.unit_id)
    return last_versions([subject.unit_id])[subject.unit_id].name
