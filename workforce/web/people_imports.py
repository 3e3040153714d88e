"""Importing people: upload → what was understood and what is wrong → confirm → receipt; undo."""

import django_tables2 as tables
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from workforce.models import AuditEvent, ImportBatch, Unit, User
from workforce.models.scopes import units_seen_by
from workforce.queries.units import last_versions
from workforce.services.audit import record
from workforce.services.imports.people.changes import Kind
from workforce.services.imports.people.check import Check, check
from workforce.services.imports.people.confirming import check_again, confirm, keep
from workforce.services.imports.people.matching import NEW
from workforce.services.imports.people.template import people_template
from workforce.services.imports.people.undoing import undo
from workforce.web.access import only, see_unit
from workforce.web.attempts import attempt
from workforce.web.exports import EXPORTS, download
from workforce.web.imports import XLSX, UploadForm, as_it_came, province_label, unknown_units
from workforce.web.tables import NumberColumn, Table, TimeColumn, list_page
from workforce.wording.numbers import UNKNOWN
from workforce.wording.people_changes import Describer
from workforce.wording.problems import finding

State = ImportBatch.State
SHOWN_PEOPLE, SHOWN_PROBLEMS = 200, 500


class PeopleUploadForm(UploadForm):
    """The unit is the own one, or a province for those who see all of them."""

    field_order = ["unit", "as_of", "file"]

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        field, as_of = self.fields["unit"], self.fields["as_of"]
        field.label = _("Unit")
        field.help_text = _("Whose people the file holds: this unit and those below it.")
        if user.unit_id:
            field.queryset = Unit.objects.filter(pk=user.unit_id)
            field.choices = [(each.unit.key, province_label(each)) for each in last_versions([user.unit_id]).values()]
        as_of.required = True
        as_of.help_text = _(
            "The day for which the file was made, for example 31/12/2024. What it does not date was so then."
        )


class PeopleBatchTable(Table):
    file_name = tables.Column(verbose_name=gettext_lazy("File"), linkify=("people_import", {"pk": tables.A("pk")}))
    unit_name = tables.Column(verbose_name=gettext_lazy("Unit"), empty_values=(), orderable=False)
    as_of = tables.DateColumn(verbose_name=gettext_lazy("As of"), format="d/m/Y")
    state = tables.Column(verbose_name=gettext_lazy("State"))
    by_name = tables.Column(verbose_name=gettext_lazy("Who"))
    at = TimeColumn(verbose_name=gettext_lazy("When"))
    people = NumberColumn(verbose_name=gettext_lazy("People"), accessor="summary__people", orderable=False)

    class Meta:
        model = ImportBatch
        fields = ["file_name", "unit_name", "as_of", "state", "by_name", "at", "people"]

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
    table = PeopleBatchTable(batches, names=names)
    return list_page(
        request, table, _("Imports of people"), file_name="people-imports", template="imports/people_list.html"
    )


@only(User.edits_people)
def upload(request):
    form = PeopleUploadForm(request.POST or None, request.FILES or None, user=request.user)
    if form.is_valid():
        file = form.cleaned_data["file"]
        checked = check(
            content=file.read(),
            file_name=file.name,
            unit=see_unit(request.user, form.cleaned_data["unit"].key),
            as_of=form.cleaned_data["as_of"],
            by=request.user,
            by_name=str(request.user),
        )
        return redirect("people_import", keep(checked).pk)
    return render(request, "imports/people_upload.html", {"form": form})


@only(User.edits_people)
def batch(request, pk):
    subject = see_batch(request.user, pk)
    if request.method == "POST":
        return decide(request, subject)
    name = last_versions([subject.unit_id])[subject.unit_id].name if subject.unit_id else ""
    context = {"batch": subject, "name": name}
    if subject.state in {State.CHECKED, State.REFUSED}:
        checked = check_again(subject, request.user)
        if export := EXPORTS.get(request.GET.get("export")):
            return exported(request, subject, checked, export)
        note_view(request.user, subject, checked)
        context |= preview(checked)
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
        row: NEW if answer == NEW else int(answer) for row, answer in answers if answer == NEW or answer.isdecimal()
    }
    checked = check(
        content=bytes(subject.content),
        file_name=subject.file_name,
        unit=subject.unit,
        as_of=subject.as_of,
        by=request.user,
        by_name=subject.by_name,
        matches=matches,
        decisions=subject.decisions | chosen,
    )
    return redirect("people_import", keep(checked).pk)


@require_POST
@only(User.edits_people)
def confirm_batch(request, pk):
    subject = see_batch(request.user, pk)
    done = _("Imported. The people are in the register.")
    attempt(request, lambda: confirm(batch=subject, by=request.user), done)
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
def template(request):
    return download(people_template(), f"people-{timezone.localdate():%Y-%m-%d}.xlsx", XLSX)
