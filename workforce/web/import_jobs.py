"""Imports in the background as their pages see them: put into the queue, watched, cancelled."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from workforce.models import ImportBatch
from workforce.queries.import_jobs import progress_of
from workforce.services.imports.queue import cancel, enqueue, is_large
from workforce.services.snapshots import NotAllowed
from workforce.web.attempts import attempt
from workforce.wording.refusals import refusal


def confirm_now_or_later(request, batch: ImportBatch, confirm: Callable, done: str) -> None:
    if is_large(batch):
        confirm, done = enqueue, goes_on()
    attempt(request, lambda: confirm(batch=batch, by=request.user), done)


def goes_on() -> str:
    return _("Confirmed. You may leave this page: the import goes on without it.")


def cancel_import(request, batch: ImportBatch) -> None:
    done = _("Cancelled. Nothing of this file was saved.")
    attempt(request, lambda: cancel(batch=batch, by=request.user), done)


def is_watched(request, batch: ImportBatch) -> bool:
    return batch.state == ImportBatch.State.QUEUED or asks_again(request)


def queued(request, batch: ImportBatch, context: dict):
    """How far it is; for a page that asks again the figures alone, and in the end word that there is another page."""
    progress = progress_of(batch, timezone.now())
    if asks_again(request):
        if progress is None:
            return HttpResponse(headers={"HX-Refresh": "true"})
        return render(request, "imports/progress.html", {"progress": progress})
    if progress is None:  # it ended while this page was made
        return redirect(request.path)
    return render(request, "imports/queued.html", context | {"progress": progress})


def asks_again(request) -> bool:
    return "HX-Request" in request.headers


def came_to_nothing(batch: ImportBatch) -> str:
    """Why a file that was confirmed waits for confirmation again; empty where it was not."""
    if batch.state == ImportBatch.State.CANCELLED:
        return _("This import was cancelled; nothing was saved. It can be confirmed again.")
    if batch.refusal:
        return refusal(NotAllowed(batch.refusal["reason"], **batch.refusal["params"]))
    return ""
