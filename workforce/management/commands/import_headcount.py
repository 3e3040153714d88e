"""Import a headcount file from the command line, with the same checks as the import page."""

import json
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workforce.models import ImportBatch
from workforce.services.imports import headcounts
from workforce.services.imports.changes import UnitChange
from workforce.services.imports.headcount_check import Check
from workforce.services.imports.problems import Problem
from workforce.services.snapshots import NotAllowed
from workforce.wording.numbers import day, number
from workforce.wording.problems import sentence
from workforce.wording.refusals import refusal

SENDER = "manage.py import_headcount"
STATUSES = {
    "imported": gettext_lazy("Imported."),
    "unchanged": gettext_lazy("Nothing to do: the figures are stored already."),
    "checked": gettext_lazy("Checked only: nothing was saved."),
    "error": gettext_lazy("Not imported: nothing was saved."),
}
SEVERITIES = {
    "error": gettext_lazy("error"),
    "warning": gettext_lazy("warning"),
    "notice": gettext_lazy("notice"),
}
KINDS = {
    "created": gettext_lazy("new"),
    "changed": gettext_lazy("changed"),
    "unchanged": gettext_lazy("unchanged"),
}


class CannotStart(Exception):
    """The arguments lead nowhere; the text says why."""


class Command(BaseCommand):
    help = "Check a file of headcounts and import it: all of it, or nothing. Exit code 1 with errors."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", help="xlsx, xls, ods or CSV")
        parser.add_argument("--unit", default="", metavar="CODE", help="unit code on the date of the figures")
        parser.add_argument("--as-of", default="", metavar="YYYY-MM-DD", help="date of the figures")
        parser.add_argument("--dry-run", action="store_true", help="check and show, save nothing")
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument("--lang", choices=["vi", "en"], default="vi", help="language of the answer")

    def handle(self, **options):
        as_json = options["format"] == "json"
        with translation.override(options["lang"]):
            try:
                result = checked(options)
                batch = None if options["dry_run"] else imported(result)
            except CannotStart as error:
                self.write_refusal(str(error), as_json)
                raise SystemExit(1) from error
            except NotAllowed as error:
                self.write_refusal(refusal(error), as_json)
                raise SystemExit(1) from error
            status = status_of(result, batch)
            if as_json:
                self.stdout.write(json.dumps(as_dict(result, batch, status), ensure_ascii=False, indent=2))
            else:
                self.write_text(result, status)
        if result.has_errors:
            raise SystemExit(1)

    def write_refusal(self, message: str, as_json: bool):
        if as_json:
            answer = {"status": "error", "message": message, "problems": [], "preview": None, "batch": None}
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))
        else:
            self.stderr.write(message)

    def write_text(self, result: Check, status: str):
        for problem in result.problems:
            self.stdout.write(f"[{SEVERITIES[problem.severity]}] {sentence(problem)}")
        if result.changes:
            self.stdout.write(f"{result.tree.name(result.unit.pk)} · {day(result.as_of)}")
        for change in result.changes:
            self.stdout.write(line_of(change))
        self.stdout.write(str(STATUSES[status]))


def checked(options: dict) -> Check:
    path = Path(options["file"])
    try:
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        raise CannotStart(_("The file %(path)s cannot be read.") % {"path": path}) from error
    return headcounts.check(
        content=content,
        file_name=path.name.encode(errors="replace").decode(),  # a file system may hold names that are no text
        unit=None,
        unit_code=options["unit"],
        as_of=chosen_date(options["as_of"]),
        by=None,
        by_name=SENDER,
    )


def chosen_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise CannotStart(_("“%(text)s” is no date. Write it as 2024-12-31.") % {"text": text}) from error


@transaction.atomic
def imported(result: Check) -> ImportBatch | None:
    if result.has_errors or result.changes_nothing:
        return None
    return headcounts.confirm(batch=headcounts.keep(result), by=None)


def status_of(result: Check, batch: ImportBatch | None) -> str:
    if result.has_errors:
        return "error"
    if result.changes_nothing:
        return "unchanged"
    return "imported" if batch else "checked"


def line_of(change: UnitChange) -> str:
    totals = [change.old_total, change.new_total] if change.old_total is not None else [change.new_total]
    values = [f"{each.name}: {number(each.old)} → {number(each.new)}" for each in change.values]
    return f"  {change.name} ({KINDS[change.kind]}): " + "; ".join([" → ".join(map(number, totals)), *values])


def as_dict(result: Check, batch: ImportBatch | None, status: str) -> dict:
    return {
        "status": status,
        "message": str(STATUSES[status]),
        "problems": [problem_as_dict(problem) for problem in result.problems],
        "preview": {
            "unit": result.tree.versions[result.unit.pk].code or result.unit.key if result.changes else None,
            "as_of": result.as_of.isoformat() if result.as_of else None,
            **result.summary,
            "changes": [change_as_dict(change) for change in result.changes],
        },
        "batch": batch.pk if batch else None,
    }


def problem_as_dict(problem: Problem) -> dict:
    return {
        "severity": problem.severity,
        "code": problem.code,
        "sheet": problem.sheet,
        "row": problem.row or None,
        "column": problem.column or None,
        "heading": problem.heading or None,
        "found": problem.found,
        "message": sentence(problem),
    }


def change_as_dict(change: UnitChange) -> dict:
    return {
        "unit": change.name,
        "kind": change.kind,
        "old_total": change.old_total,
        "new_total": change.new_total,
        "values": [{"name": each.name, "old": each.old, "new": each.new} for each in change.values],
    }
