"""Giving the portal a workbook of people, and the empty one to fill."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from workforce.models import Unit, User
from workforce.queries.units import last_versions
from workforce.services.imports.people.check import check
from workforce.services.imports.people.confirming import keep
from workforce.services.imports.people.template import people_template
from workforce.web.access import only, see_unit
from workforce.web.exports import download
from workforce.web.import_files import XLSX
from workforce.web.import_upload import UploadForm, province_label


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
def template(request):
    return download(people_template(), f"people-{timezone.localdate():%Y-%m-%d}.xlsx", XLSX)
