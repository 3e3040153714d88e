"""A file read anew as its sender says: a new batch of the same file; the old one stays as it was answered."""

from collections.abc import Mapping

from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from workforce.models import ImportBatch, User
from workforce.services.imports import headcounts
from workforce.services.imports.people import confirming
from workforce.web.access import manage_batch, only
from workforce.web.import_columns import answered
from workforce.web.import_encodings import decided
from workforce.web.people_imports import see_batch


@require_POST
@only(User.manages_data)
def headcount_columns(request, pk):
    subject = manage_batch(request.user, pk)
    return headcount_anew(request, subject, answered(request.POST, subject.choices, subject.kind))


@require_POST
@only(User.edits_people)
def people_columns(request, pk):
    subject = see_batch(request.user, pk)
    return people_anew(request, subject, answered(request.POST, subject.choices, subject.kind))


@require_POST
@only(User.manages_data)
def headcount_encodings(request, pk):
    subject = manage_batch(request.user, pk)
    checked = headcounts.check_again(subject)
    return headcount_anew(request, subject, decided(request.POST, subject.choices, checked))


@require_POST
@only(User.edits_people)
def people_encodings(request, pk):
    subject = see_batch(request.user, pk)
    checked = confirming.check_again(subject, request.user, against_register=False)
    return people_anew(request, subject, decided(request.POST, subject.choices, checked))


def headcount_anew(request, subject: ImportBatch, choices: Mapping):
    checked = headcounts.check_again(subject, by=request.user, choices=choices)
    return redirect("import", headcounts.keep(checked).pk)


def people_anew(request, subject: ImportBatch, choices: Mapping):
    checked = confirming.check_again(subject, request.user, choices=choices)
    return redirect("people_import", confirming.keep(checked).pk)
