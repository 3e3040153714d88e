"""Collection rounds: who has reported, what waits for approval, and the locked editions."""

import re

import django_tables2 as tables
from django.db.models import Count, Q
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from workforce.models import Document, Revision, Snapshot, Submission, User
from workforce.models.scopes import units_seen_by
from workforce.queries.reporting import Reporting, stored_reporting
from workforce.queries.units import last_versions
from workforce.services import snapshots as services
from workforce.web.access import manage_revision, manage_submission, only, see_snapshot
from workforce.web.attempts import attempt
from workforce.web.tables import NumberColumn, Table, list_page
from workforce.wording.numbers import day, number

SOME_ID = re.compile("[0-9]{1,18}")


class SnapshotTable(Table):
    as_of = tables.Column(
        verbose_name=gettext_lazy("Date"), linkify=lambda record: record["address"], order_by=("exact",)
    )
    unit = tables.Column(verbose_name=gettext_lazy("Province"))
    revision = NumberColumn(verbose_name=gettext_lazy("Revision"))
    state = tables.Column(verbose_name=gettext_lazy("State"))
    units = NumberColumn(verbose_name=gettext_lazy("Units reported"), orderable=False)
    waiting = NumberColumn(verbose_name=gettext_lazy("Waiting for approval"))


@only(User.sees_dashboards)
def snapshots(request):
    found = Snapshot.objects.select_related("unit")
    seen = units_seen_by(request.user)
    if seen is not None:
        found = found.filter(Q(unit__in=seen) | Q(owed_units__unit__in=seen)).distinct()
    names = last_versions({each.unit_id for each in found})
    newest = newest_revisions(found)
    reporting = stored_reporting(newest.values())
    rows = [
        as_row(each, names[each.unit_id].name, newest[each.pk], reporting.get(newest[each.pk].pk))
        for each in found
        if each.pk in newest
    ]
    rows.sort(key=lambda row: (row["exact"], row["unit"]), reverse=True)
    return list_page(
        request, SnapshotTable(rows), _("Snapshots"), file_name="snapshots", template="snapshots/list.html"
    )


def newest_revisions(snapshots) -> dict[int, Revision]:
    revisions = Revision.objects.filter(snapshot__in=snapshots).order_by("number")
    waiting = Q(submissions__is_current=True, submissions__state=Submission.State.SUBMITTED)
    return {each.snapshot_id: each for each in revisions.annotate(waiting=Count("submissions", filter=waiting))}


def as_row(snapshot: Snapshot, name: str, revision: Revision, reporting: Reporting | None) -> dict:
    return {
        "address": reverse("snapshot", args=[snapshot.unit.key, snapshot.as_of]),
        "as_of": day(snapshot.as_of),
        "exact": snapshot.as_of.isoformat(),
        "unit": name,
        "revision": revision.number,
        "state": _("locked") if revision.is_locked else _("open"),
        "units": f"{number(reporting.received)}/{number(reporting.owed)}" if reporting else None,
        "waiting": revision.waiting,
    }


@only(User.sees_dashboards)
def snapshot(request, key, as_of):
    newest = see_snapshot(request.user, key, as_of).revisions.order_by("-number").first()
    return redirect("revision", newest.pk)


@require_POST
@only(User.manages_data)
def approve_submission(request, pk):
    subject = manage_submission(request.user, pk)
    attempt(request, lambda: services.approve(submission=subject, by=request.user), _("Approved."))
    return redirect("revision", subject.revision_id)


@require_POST
@only(User.manages_data)
def approve_everything(request, pk):
    subject = manage_revision(request.user, pk)
    shown = ids_in(request.POST.get("submissions", ""))
    attempt(request, lambda: services.approve_all(revision=subject, by=request.user, shown=shown), _("Approved."))
    return redirect("revision", pk)


def ids_in(text: str) -> set[int]:
    """Of one field with commas: a form of a thousand fields is refused, a province may have more units."""
    return {int(each) for each in text.split(",") if SOME_ID.fullmatch(each)}


@require_POST
@only(User.manages_data)
def return_submission(request, pk):
    subject, reason = manage_submission(request.user, pk), request.POST.get("reason", "")
    attempt(
        request,
        lambda: services.return_report(submission=subject, by=request.user, reason=reason),
        _("Returned to its unit, which finds the reason under “My work”."),
    )
    return redirect("revision", subject.revision_id)


@require_POST
@only(User.manages_data)
def remind_units(request, pk):
    subject = manage_revision(request.user, pk)
    units, note = ids_in(request.POST.get("units", "")), request.POST.get("note", "")
    attempt(
        request,
        lambda: services.remind(revision=subject, units=units, by=request.user, note=note),
        _("Noted: the units find the reminder under “My work”."),
    )
    return redirect("revision", pk)


@require_POST
@only(User.manages_data)
def lock_revision(request, pk):
    subject = manage_revision(request.user, pk)
    attempt(request, lambda: services.lock(revision=subject, by=request.user), _("Locked for good."))
    return redirect("revision", pk)


@require_POST
@only(User.manages_data)
def correct(request, pk):
    subject = manage_revision(request.user, pk)
    document = Document.objects.filter(code=request.POST.get("document", ""), unit=subject.snapshot.unit).first()
    correction = attempt(
        request,
        lambda: services.open_correction(
            revision=subject, by=request.user, reason=request.POST.get("reason", ""), document=document
        ),
        _("A correction is open; import the corrected reports into it."),
    )
    return redirect("revision", correction.pk if correction else pk)
