"""Importing a headcount: upload → what was understood and what is wrong → confirm → receipt; undo."""

import django_tables2 as tables
from django import forms
from django.conf import settings
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from workforce.models import AuditEvent, ImportBatch, Unit, UnitVersion, User
from workforce.models.periods import OPEN_END
from workforce.models.scopes import units_seen_by
from workforce.queries.units import last_versions, tree_on
from workforce.services.audit import record
from workforce.services.imports import headcounts
from workforce.services.imports.problems import Code
from workforce.services.imports.template import template_workbook
from workforce.vietnam.text import sort_key
from workforce.web.access import manage_batch, only, see_unit
from workforce.web.attempts import attempt
from workforce.web.exports import download
from workforce.web.tables import NumberColumn, Table, TimeColumn, list_page
from workforce.wording.numbers import UNKNOWN
from workforce.wording.problems import finding
from workforce.wording.units import validity

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class UploadForm(forms.Form):
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        to_field_name="key",
        label=gettext_lazy("Province"),
        help_text=gettext_lazy("Whose headcounts the file holds."),
    )
    as_of = forms.DateField(
        required=False,
        label=gettext_lazy("As of"),
        help_text=gettext_lazy("Day/month/year, for example 31/12/2024. Leave it empty if the file states its date."),
        widget=forms.DateInput(attrs={"placeholder": "31/12/2024", "inputmode": "numeric"}, format="%d/%m/%Y"),
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("Excel (.xlsx, .xls), OpenDocument (.ods) or CSV. Nothing is saved before you confirm."),
    )

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        seen = units_seen_by(user)
        provinces = Unit.objects.filter(versions__parent=None).distinct()
        self.fields["unit"].queryset = provinces if seen is None else provinces.filter(pk__in=seen)
        names = last_versions(self.fields["unit"].queryset.values_list("pk", flat=True))
        choices = sorted(names.values(), key=lambda version: (not version.unit.invented, sort_key(version.name_vi)))
        self.fields["unit"].choices = [
            ("", _("Choose…")),
            *((each.unit.key, province_label(each)) for each in choices),
        ]

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > settings.UPLOAD_MAX_BYTES:
            limit = settings.UPLOAD_MAX_BYTES // 1024**2
            raise forms.ValidationError(_("The file is larger than %(limit)s MB.") % {"limit": limit})
        return file


def province_label(version: UnitVersion) -> str:
    """With its life where it has ended: the Bắc Ninh of today bears another's code."""
    label = f"{version.name} ({version.code})" if version.code else version.name
    return label if version.valid_to == OPEN_END else f"{label}, {validity(version)}"


class BatchTable(Table):
    file_name = tables.Column(verbose_name=gettext_lazy("File"), linkify=("import", {"pk": tables.A("pk")}))
    unit_name = tables.Column(verbose_name=gettext_lazy("Province"), empty_values=(), orderable=False)
    as_of = tables.DateColumn(verbose_name=gettext_lazy("As of"), format="d/m/Y")
    state = tables.Column(verbose_name=gettext_lazy("State"))
    by_name = tables.Column(verbose_name=gettext_lazy("Who"))
    at = TimeColumn(verbose_name=gettext_lazy("When"))
    units = NumberColumn(verbose_name=gettext_lazy("Units"), accessor="summary__units", orderable=False)
    people = NumberColumn(verbose_name=gettext_lazy("People"), accessor="summary__people", orderable=False)

    class Meta:
        model = ImportBatch
        fields = ["file_name", "unit_name", "as_of", "state", "by_name", "at", "units", "people"]

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
    table = BatchTable(batches, names=names)
    return list_page(request, table, _("Imports"), file_name="imports", template="imports/list.html")


@only(User.manages_data)
def upload(request):
    """A file that can be read at all becomes a batch, whatever is wrong with it: its page says what."""
    form = UploadForm(request.POST or None, request.FILES or None, user=request.user, initial=chosen_before(request))
    if form.is_valid():
        file = form.cleaned_data["file"]
        unit = see_unit(request.user, form.cleaned_data["unit"].key)
        checked = headcounts.check(
            content=file.read(),
            file_name=file.name,
            unit=unit,
            as_of=form.cleaned_data["as_of"],
            by=request.user,
            by_name=str(request.user),
        )
        return redirect("import", headcounts.keep(checked).pk)
    return render(request, "imports/upload.html", {"form": form})


def chosen_before(request) -> dict:
    """What a link already knows: the round to fill."""
    as_of = request.GET.get("as_of", "")
    day = "/".join(reversed(as_of.split("-"))) if as_of.count("-") == 2 else ""
    return {"unit": request.GET.get("unit", ""), "as_of": day}


@only(User.manages_data)
def batch(request, pk):
    subject = manage_batch(request.user, pk)
    if request.method == "POST":
        return match_units(request, subject)
    context = {"batch": subject, "name": unit_name(subject)}
    if subject.state in {ImportBatch.State.CHECKED, ImportBatch.State.REFUSED}:
        checked = headcounts.check_again(subject)
        context |= {
            "checked": checked,
            "problems": [(problem, finding(problem)) for problem in checked.problems],
            "unknown_units": unknown_units(checked),
            "error_count": sum(problem.is_error for problem in checked.problems),
            "changes": [change for change in checked.changes if change.kind != "unchanged"],
            "unchanged": sum(change.kind == "unchanged" for change in checked.changes),
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
    checked = headcounts.check(
        content=bytes(subject.content),
        file_name=subject.file_name,
        unit=subject.unit,
        as_of=subject.as_of,
        by=request.user,
        by_name=subject.by_name,
        matches=matches,
    )
    return redirect("import", headcounts.keep(checked).pk)


@require_POST
@only(User.manages_data)
def confirm_batch(request, pk):
    subject = manage_batch(request.user, pk)
    done = _("Imported. The figures are in the snapshot; a second person approves them.")
    attempt(request, lambda: headcounts.confirm(batch=subject, by=request.user), done)
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


@only(User.manages_data)
def original_file(request, pk):
    return as_it_came(request, manage_batch(request.user, pk), "import")


def as_it_came(request, batch: ImportBatch, name: str):
    """The file byte for byte; never shown inline, and the trail says who took it."""
    record(actor=request.user, action=AuditEvent.Action.EXPORT, object=batch)
    ending = batch.file_name.rpartition(".")[2].lower()
    ending = ending if ending in {"xlsx", "xls", "ods", "csv", "xlsm", "xlsb", "txt"} else "bin"
    return download(bytes(batch.content), f"{name}-{batch.pk}.{ending}", "application/octet-stream")


@only(User.manages_data)
def template(request):
    """A workbook with the province's units of a date, ready to be filled."""
    form = TemplateForm(request.GET, user=request.user)
    if not form.is_valid():
        return render(request, "imports/upload.html", {"form": UploadForm(user=request.user), "template_form": form})
    unit = see_unit(request.user, form.cleaned_data["unit"].key)
    as_of = form.cleaned_data["as_of"]
    return download(template_workbook(unit, as_of), f"headcount-{unit.key}-{as_of:%Y-%m-%d}.xlsx", XLSX)


class TemplateForm(UploadForm):
    file = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["as_of"].required = True
