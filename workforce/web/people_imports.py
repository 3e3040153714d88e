"""Importing people: upload → what was understood and what is wrong → confirm → receipt; undo."""

import django_tables2 as tables
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from workforce.models import AuditEvent, ImportBatch, User
from workforce.models.scopes import units_seen_by
from workforce.queries.imports import files_beside, open_first
from workforce.queries.units import last_versions
from workforce.services.audit import record
from workforce.services.imports.people.changes import Kind
from workforce.services.imports.people.check import Check
from workforce.services.imports.people.confirming import check_again, confirm, keep
from workforce.services.imports.people.matching import NEW
from workforce.services.imports.people.undoing import undo
from workforce.web.access import only, see_unit
from workforce.web.attempts import attempt
from workforce.web.exports import EXPORTS
from workforce.web.import_columns import how_read
from workforce.web.import_encodings import encodings_of
from workforce.web.import_files import as_it_came, as_marked, can_be_marked
from workforce.web.import_jobs import came_to_nothing, cancel_import, confirm_now_or_later, is_watched, queued
from workforce.web.import_steps import NextStepColumn
from workforce.web.imports import unknown_units
from workforce.web.tables import NumberColumn, Table, TimeColumn, list_page
from workforce.wording.numbers import UNKNOWN
from workforce.wording.people_changes import Describer
from workforce.wording.problems import finding

State = ImportBatch.State
SHOWN_PEOPLE, SHOWN_PROBLEMS = 200, 500
DIGITS_OF_IDS = 18


class PeopleBatchTable(Table):
    file_name = tables.Column(verbose_name=gettext_lazy("File"), linkify=("people_import", {"pk": tables.A("pk")}))
    unit_name = tables.Column(verbose_name=gettext_lazy("Unit"), empty_values=(), orderable=False)
    as_of = tables.DateColumn(verbose_name=gettext_lazy("As of"), format="d/m/Y")
    state = tables.Column(verbose_name=gettext_lazy("State"))
    next_step = NextStepColumn()
    by_name = tables.Column(verbose_name=gettext_lazy("Who"))
    at = TimeColumn(verbose_name=gettext_lazy("When"))
    people = NumberColumn(verbose_name=gettext_lazy("People"), accessor="summary__people", orderable=False)

    class Meta:
        model = ImportBatch
        fields = ["file_name", "unit_name", "as_of", "state", "next_step", "by_name", "at", "people"]

    def __init__(self, *args, names, **kwargs):
        super().__init__(*args, **kwargs)
        self.names = names

    def render_unit_name(self, record):
        return self.names[record.unit_id].name if record.unit_id else UNKNOWN


def batches_of(user: User):
    """Those of the own units; one that could not be tied to a unit belongs to whoever uploaded it."""
    batches = ImportBatch.objects.filter(kind=ImportBatch.Kind.PEOPLE)
    seen = units_seen_by(user)
    of_units = batches.exclude(unit=None) if seen is None else batches.filter(unit__in=seen)
    return of_units | batches.filter(unit=None, by=user)


def see_batch(user: User, pk: int) -> ImportBatch:
    return get_object_or_404(batches_of(user).select_related("unit"), pk=pk)


@only(User.edits_people)
def people_imports(request):
    batches = batches_of(request.user).defer("content").select_related("unit")
    names = last_versions({each.unit_id for each in batches if each.unit_id})
    table = PeopleBatchTable(open_first(batches, timezone.now()), names=names)
    return list_page(
        request, table, _("Imports of people"), file_name="people-imports", template="imports/people_list.html"
    )


@only(User.edits_people)
def batch(request, pk):
    subject = see_batch(request.user, pk)
    if request.method == "POST":
        return decide(request, subject)
    name = last_versions([subject.unit_id])[subject.unit_id].name if subject.unit_id else ""
    context = {"batch": subject, "name": name}
    if is_watched(request, subject):
        return queued(request, subject, context | {"cancel": reverse("people_import_cancel", args=[pk])})
    if subject.is_waiting:
        context["came_to_nothing"] = came_to_nothing(subject)
        checked = check_again(subject, request.user)
        if export := EXPORTS.get(request.GET.get("export")):
            return exported(request, subject, checked, export)
        note_view(request.user, subject, checked)
        context |= preview(checked) | how_read(subject, checked) | encodings_of(checked)
        context["encodings_url"] = reverse("people_import_encodings", args=[pk])
        context["columns_url"] = reverse("people_import_columns", args=[pk])
        context["beside"] = files_beside(subject, timezone.now())
    return render(request, "imports/people_batch.html", context)


def preview(checked: Check) -> dict:
    """The first of everything; the whole preview is a file to download."""
    changes = sorted(
        (change for change in checked.changes if change.kind is not Kind.UNCHANGED),
        key=lambda change: change.kind is Kind.CREATED,
    )
    described = Describer(checked).described(changes[:SHOWN_PEOPLE]) if changes else ()
    return {
        "checked": checked,
        "problems": [(problem, finding(problem)) for problem in checked.problems[:SHOWN_PROBLEMS]],
        "problem_count": len(checked.problems),
        "can_be_marked": can_be_marked(checked.problems),
        "shown_problems": SHOWN_PROBLEMS,
        "error_count": sum(problem.is_error for problem in checked.problems),
        "proposals": [proposed(each) for each in checked.proposals[:SHOWN_PEOPLE]],
        "unknown_units": unknown_units(checked),
        "people": list(described),
        "change_count": len(changes),
        "shown_people": SHOWN_PEOPLE,
    }


def proposed(proposal) -> dict:
    said = proposal.said
    return {
        "key": said.place.key,
        "row": said.place.row,
        "name": said.name,
        "birth_date": said.facts.get("birth_date"),
        "records": [{"pk": record.pk, **record.facts} for record in proposal.records],
        "elsewhere": proposal.elsewhere,
    }


def note_view(user: User, subject: ImportBatch, checked: Check) -> None:
    """Whoever sees the preview sees what is on record of those it changes, and of those proposed."""
    shown = sum(change.kind is Kind.CHANGED for change in checked.changes) + len(checked.proposals)
    if shown:
        record(actor=user, action=AuditEvent.Action.VIEW, object=subject, details={"people": shown})


def exported(request, subject: ImportBatch, checked: Check, export):
    """Every field of everybody that would change."""
    rows = [[str(_("Row")), str(_("Full name")), "", "", str(_("Field")), str(_("On record")), str(_("In the file"))]]
    kinds = {"created": _("new"), "changed": _("changed")}
    describer = Describer(checked) if checked.words else None
    for person in describer.described(checked.changes) if describer else ():
        row = person.change.said.place.row
        for line in person.lines:
            rows.append([row, person.name, kinds[person.kind], line.what, line.field, line.before, line.after])
    record(actor=request.user, action=AuditEvent.Action.EXPORT, object=subject, details={"rows": len(rows) - 1})
    return export(rows, f"people-import-{subject.pk}", _("What would change"))


def decide(request, subject: ImportBatch):
    """Units matched and people told apart by hand make a new batch of the same file."""
    posted = request.POST
    matches = subject.matches | {
        name: key for name, key in zip(posted.getlist("name"), posted.getlist("unit"), strict=False) if key
    }
    for key in matches.values():
        see_unit(request.user, key)
    answers = zip(
        posted.getlist("row"), (posted.get(f"person-{row}", "") for row in posted.getlist("row")), strict=True
    )
    chosen = {
        row: NEW if answer == NEW else int(answer)
        for row, answer in answers
        if answer == NEW or (answer.isdecimal() and len(answer) <= DIGITS_OF_IDS)
    }
    checked = check_again(subject, request.user, matches=matches, decisions=subject.decisions | chosen)
    return redirect("people_import", keep(checked).pk)


@require_POST
@only(User.edits_people)
def confirm_batch(request, pk):
    subject = see_batch(request.user, pk)
    done = _("Imported. The people are in the register.")
    confirm_now_or_later(request, subject, confirm, done)
    return redirect("people_import", pk)


@require_POST
@only(User.edits_people)
def cancel_batch(request, pk):
    cancel_import(request, see_batch(request.user, pk))
    return redirect("people_import", pk)


@require_POST
@only(User.edits_people)
def undo_batch(request, pk):
    subject = see_batch(request.user, pk)
    done = _("Undone. What was there before is there again.")
    attempt(request, lambda: undo(batch=subject, by=request.user), done)
    return redirect("people_import", pk)


@only(User.edits_people)
def original_file(request, pk):
    return as_it_came(request, see_batch(request.user, pk), "people-import")


@only(User.edits_people)
def marked_file(request, pk):
    subject = see_batch(request.user, pk)
    return as_marked(request, subject, "people_import", lambda: check_again(subject, request.user).problems)
