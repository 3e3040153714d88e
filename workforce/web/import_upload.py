"""Giving files to the portal: the form of a headcount, one file or a round's worth of them, and the empty workbook."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workforce.models import ImportBatch, Unit, UnitVersion, User
from workforce.models.periods import OPEN_END
from workforce.models.scopes import units_seen_by
from workforce.queries.units import last_versions, tree_on
from workforce.services.imports import headcounts
from workforce.services.imports.template import template_workbook
from workforce.vietnam.text import sort_key
from workforce.web.access import only, see_unit
from workforce.web.exports import download
from workforce.web.import_files import XLSX
from workforce.wording.units import validity

FILES_AT_MOST = 60


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
        return not_too_large(self.cleaned_data["file"])


def not_too_large(file: UploadedFile) -> UploadedFile:
    if file.size > settings.UPLOAD_MAX_BYTES:
        limit = settings.UPLOAD_MAX_BYTES // 1024**2
        raise forms.ValidationError(_("The file is larger than %(limit)s MB.") % {"limit": limit})
    return file


class ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """One file or several. An empty one is not for the form to refuse: it would refuse the others with it."""

    widget = ManyFilesInput

    def __init__(self, **kwargs):
        super().__init__(allow_empty_file=True, **kwargs)

    def clean(self, data, initial=None) -> list[UploadedFile]:
        return [super(ManyFilesField, self).clean(each, initial) for each in data or [None]]


class HeadcountUploadForm(UploadForm):
    file = ManyFilesField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "Excel (.xlsx, .xls), OpenDocument (.ods) or CSV. Drop the files of many units here at once; each is "
            "checked on its own. Nothing is saved before you confirm."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["class"] = "drop-zone"

    def clean_file(self):
        files = self.cleaned_data["file"]
        if len(files) == 1:
            return [not_too_large(files[0])]
        if len(files) > FILES_AT_MOST:
            raise forms.ValidationError(
                _("%(count)s files are too many at once. Choose %(limit)s at most.")
                % {"count": len(files), "limit": FILES_AT_MOST}
            )
        if sum(file.size for file in files) > settings.UPLOAD_TOTAL_MAX_BYTES:
            limit = settings.UPLOAD_TOTAL_MAX_BYTES // 1024**2
            raise forms.ValidationError(
                _("The files are larger than %(limit)s MB together. Choose fewer at once.") % {"limit": limit}
            )
        return files


def province_label(version: UnitVersion) -> str:
    """With its life where it has ended: the Bắc Ninh of today bears another's code."""
    label = f"{version.name} ({version.code})" if version.code else version.name
    return label if version.valid_to == OPEN_END else f"{label}, {validity(version)}"


@only(User.manages_data)
def upload(request):
    """A file that can be read at all becomes a batch, whatever is wrong with it: its page says what."""
    form = HeadcountUploadForm(
        request.POST or None, request.FILES or None, user=request.user, initial=chosen_before(request)
    )
    if not form.is_valid():
        return render(request, "imports/upload.html", {"form": form})
    see_unit(request.user, form.cleaned_data["unit"].key)
    kept = [batch.pk for batch in kept_one_by_one(request, form)]
    if len(form.cleaned_data["file"]) == 1:
        return redirect("import", kept[0])
    chosen = QueryDict(mutable=True)
    chosen.setlist("batch", kept)
    return redirect(f"{reverse('import_several')}?{chosen.urlencode()}")


def kept_one_by_one(request, form: HeadcountUploadForm) -> list[ImportBatch]:
    """Each file checked on its own; a bad one blocks no other, and what cannot even be kept is said."""
    kept: dict[str, ImportBatch] = {}
    for file in form.cleaned_data["file"]:
        if file.size > settings.UPLOAD_MAX_BYTES:
            limit = settings.UPLOAD_MAX_BYTES // 1024**2
            too_large = _("“%(file)s” is larger than %(limit)s MB and was left out.")
            messages.error(request, too_large % {"file": file.name, "limit": limit})
            continue
        checked = headcounts.check(
            content=file.read(),
            file_name=file.name,
            unit=form.cleaned_data["unit"],
            as_of=form.cleaned_data["as_of"],
            by=request.user,
            by_name=str(request.user),
        )
        if checked.sha256 in kept:
            twice = _("“%(file)s” is the same file as “%(other)s” and was left out.")
            messages.warning(request, twice % {"file": file.name, "other": kept[checked.sha256].file_name})
            continue
        kept[checked.sha256] = headcounts.keep(checked)
    return list(kept.values())


def chosen_before(request) -> dict:
    """What a link already knows: the round to fill."""
    as_of = request.GET.get("as_of", "")
    day = "/".join(reversed(as_of.split("-"))) if as_of.count("-") == 2 else ""
    return {"unit": request.GET.get("unit", ""), "as_of": day}


@only(User.manages_data)
def template(request):
    """A workbook with the province's units of a date, ready to be filled."""
    form = TemplateForm(request.GET, user=request.user)
    if form.is_valid():
        unit, as_of = see_unit(request.user, form.cleaned_data["unit"].key), form.cleaned_data["as_of"]
        if unit.pk not in tree_on(as_of).versions:
            form.add_error("as_of", _("This province did not exist on that date."))
    if not form.is_valid():
        return render(
            request, "imports/upload.html", {"form": HeadcountUploadForm(user=request.user), "template_form": form}
        )
    return download(template_workbook(unit, as_of), f"headcount-{unit.key}-{as_of:%Y-%m-%d}.xlsx", XLSX)


class TemplateForm(UploadForm):
    file = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["as_of"].required = True
