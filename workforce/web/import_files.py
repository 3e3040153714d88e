"""The files of imports handed out again: as they came, and with their mistakes marked. The trail says who took them."""

from collections.abc import Callable

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from workforce.models import AuditEvent, ImportBatch, User
from workforce.services.audit import record
from workforce.services.imports import headcounts
from workforce.services.imports.marked.workbook import marked_workbook
from workforce.services.imports.problems import Problem, Refused
from workforce.services.imports.reading import read_workbook
from workforce.web.access import manage_batch, only
from workforce.web.exports import download
from workforce.wording.problems import finding

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Fifty thousand rows of forty columns: half a minute of a web process
MARKED_CELLS_AT_MOST = 2_000_000
ENDINGS = {"xlsx", "xls", "ods", "csv", "xlsm", "xlsb", "txt"}


@only(User.manages_data)
def original_file(request, pk):
    return as_it_came(request, manage_batch(request.user, pk), "import")


@only(User.manages_data)
def marked_file(request, pk):
    batch = manage_batch(request.user, pk)
    return as_marked(request, batch, "import", lambda: headcounts.check_again(batch).problems)


def as_it_came(request, batch: ImportBatch, name: str):
    """The file byte for byte; never shown inline."""
    record(actor=request.user, action=AuditEvent.Action.EXPORT, object=batch)
    ending = batch.file_name.rpartition(".")[2].lower()
    ending = ending if ending in ENDINGS else "bin"
    return download(bytes(batch.content), f"{name}-{batch.pk}.{ending}", "application/octet-stream")


def as_marked(request, batch: ImportBatch, name: str, problems: Callable[[], list[Problem]]):
    """The file with what is wrong with it by now; back to the page ``name`` where there is nothing to mark."""
    if not batch.is_waiting:
        return redirect(name, batch.pk)
    try:
        workbook = read_workbook(bytes(batch.content), batch.file_name)
        if sum(len(row) for sheet in workbook.sheets for row in sheet.rows) > MARKED_CELLS_AT_MOST:
            messages.error(request, _("The file is too large to be marked. Correct it by the list on this page."))
            return redirect(name, batch.pk)
        found = problems()
        content = marked_workbook(workbook, found, finding, batch.choices, batch.pk)
    except Refused as refused:
        messages.error(request, finding(refused.problem))
        return redirect(name, batch.pk)
    record(actor=request.user, action=AuditEvent.Action.EXPORT, object=batch, details={"problems": len(found)})
    return download(content, f"{name.replace('_', '-')}-{batch.pk}-marked.xlsx", XLSX)


def can_be_marked(problems: list[Problem]) -> bool:
    """Whether a file was read so far that something is wrong with one of its rows."""
    return any(problem.row for problem in problems)
