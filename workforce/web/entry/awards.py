"""Diplomas and certificates: both tables in one form; and of a diploma its scan and whether somebody verified it."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from workforce.models import Certificate, Person, Qualification, Scan, User
from workforce.services.register import awards
from workforce.services.register.records import Conflict
from workforce.services.snapshots import NotAllowed
from workforce.web.access import edit_person, find_person
from workforce.web.entry.award_forms import CertificateForm, QualificationForm, stored_award
from workforce.web.entry.forms import Rows
from workforce.web.entry.pages import Entry, Parts, entry_page, form_parts, typed_number
from workforce.web.entry.post_forms import ReasonForm
from workforce.web.exports import download
from workforce.wording.refusals import refusal


def person_qualifications(request, pk):
    person = edit_person(request.user, pk)
    entry = Entry(
        key=f"person:{pk}:qualifications",
        title=_("Qualifications of %(name)s") % {"name": person},
        person=person,
        compares=True,
        build=partial(award_parts, person=person, user=request.user),
        save=lambda parts, version: awards.save_awards(
            person=person,
            version=version,
            qualifications=award_rows(parts["qualifications"]),
            certificates=award_rows(parts["certificates"]),
            by=request.user,
        ),
        done=lambda person: _("Saved."),
        template="entry/person_qualifications.html",
        context={
            "awards": person.qualifications.standing().select_related("diploma", "verified_by"),
            "scanned": set(Scan.objects.filter(qualification__person=person).values_list("qualification", flat=True)),
        },
    )
    return entry_page(request, entry)


def award_parts(data, *, person: Person, user: User, unchecked: bool = False) -> Parts:
    given = {"user": user, "unchecked": unchecked, "data": data}
    return {
        "qualifications": Rows(QualificationForm, "qualification", stored=stored(Qualification, person), **given),
        "certificates": Rows(CertificateForm, "certificate", stored=stored(Certificate, person), **given),
    }


def stored(model: type[Qualification | Certificate], person: Person) -> dict[int, dict]:
    return {award.pk: stored_award(award) for award in model.objects.standing().filter(person=person)}


def award_rows(rows: Rows) -> list[awards.AwardRow]:
    """What was changed and what is new; a row left alone is not written."""
    changed = [awards.AwardRow(form.facts(), id=key) for key, form in rows.changed().items()]
    return changed + [awards.AwardRow(form.facts()) for form in rows.typed()]


def qualification_void(request, pk):
    return void_page(request, Qualification, pk, awards.void_qualification, "qualification")


def certificate_void(request, pk):
    return void_page(request, Certificate, pk, awards.void_certificate, "certificate")


def void_page(request, model: type[Qualification | Certificate], pk: int, void, kind: str):
    award = get_object_or_404(model.objects.select_related("person"), pk=pk)
    person = edit_person(request.user, award.person_id)
    entry = Entry(
        key=f"{kind}:{pk}:void",
        title=_("Void: %(award)s – %(name)s") % {"award": what_of(award), "name": person},
        person=person,
        build=partial(form_parts, form=ReasonForm, initial={}, user=request.user),
        save=lambda parts, version: void(
            **{kind: award}, version=version, reason=parts["form"].cleaned_data["reason"], by=request.user
        ),
        done=lambda person: _("It is void; it counts nowhere any more."),
        context={"intro": _("For what was recorded by mistake: it stays on the record, crossed out.")},
    )
    return entry_page(request, entry)


def what_of(award: Qualification | Certificate) -> str:
    return str(award.diploma if isinstance(award, Qualification) else award.value)


@require_POST
def qualification_verify(request, pk):
    qualification = edit_qualification(request.user, pk)

    def act():
        awards.verify_qualification(
            qualification=qualification, version=version_of(request, qualification), by=request.user
        )

    return attempted(request, qualification, act, _("Noted: compared with the original."))


def qualification_scan(request, pk):
    """GET gives the scan as a file, and the trail says so; POST keeps another one."""
    qualification = edit_qualification(request.user, pk)
    if request.method != "POST":
        return scan_file(request, qualification)
    file = request.FILES.get("file")
    content = file.read(awards.MAX_SCAN_MB * 1024**2 + 1) if file else b""  # one more than allowed tells a larger one

    def act():
        awards.attach_scan(
            qualification=qualification,
            version=version_of(request, qualification),
            file_name=file.name if file else "",
            content=content,
            by=request.user,
        )

    return attempted(request, qualification, act, _("The scan is kept with the diploma."))


def scan_file(request, qualification: Qualification) -> HttpResponse:
    try:
        scan = awards.open_scan(qualification=qualification, by=request.user)
    except Scan.DoesNotExist:
        raise Http404 from None
    ending = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}[scan.content_type]
    return download(bytes(scan.content), f"diploma-{qualification.pk}.{ending}", scan.content_type)


def attempted(request, qualification: Qualification, act, success: str) -> HttpResponse:
    try:
        act()
    except Conflict:
        messages.error(request, _("Somebody changed the record since this page was opened. Look at it and try again."))
    except NotAllowed as error:
        messages.error(request, refusal(error))
    else:
        messages.success(request, success)
    return redirect("person_qualifications", qualification.person_id)


def version_of(request, qualification: Qualification) -> int:
    """The version the page was opened at; without one, that of now: these steps lose nothing that others typed."""
    typed = request.POST.get("version")
    return qualification.person.version if typed is None else typed_number(typed)


def edit_qualification(user: User, pk: int) -> Qualification:
    if not user.edits_people:
        raise PermissionDenied
    qualification = get_object_or_404(Qualification.objects.select_related("person"), pk=pk)
    find_person(user, qualification.person_id)
    return qualification
