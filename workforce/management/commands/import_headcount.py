"""Import a headcount file from the command line, with the same checks as the import page."""

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy

from workforce.management.importing import (
    KINDS,
    CannotStart,
    add_import_options,
    as_dict,
    chosen_date,
    opened,
    write_answer,
    write_problems,
    write_refusal,
)
from workforce.models import ImportBatch
from workforce.services.imports import headcounts
from workforce.services.imports.changes import UnitChange
from workforce.services.imports.headcount_check import Check
from workforce.services.snapshots import NotAllowed
from workforce.wording.numbers import day, number
from workforce.wording.refusals import refusal

SENDER = "manage.py import_headcount"
STATUSES = {
    "imported": gettext_lazy("Imported."),
    "unchanged": gettext_lazy("Nothing to do: the figures are stored already."),
    "checked": gettext_lazy("Checked only: nothing was saved."),
    "error": gettext_lazy("Not imported: nothing was saved."),
}


class Command(BaseCommand):
    help = "Check a file of headcounts and import it: all of it, or nothing. Exit code 1 with errors."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", help="xlsx, xls, ods or CSV")
        parser.add_argument("--unit", default="", metavar="CODE", help="unit code on the date of the figures")
        parser.add_argument("--as-of", default="", metavar="YYYY-MM-DD", help="date of the figures")
        add_import_options(parser)

    def handle(self, **options):
        as_json = options["format"] == "json"
        with translation.override(options["lang"]):
            try:
                result = checked(options)
                batch = None if options["dry_run"] else imported(result)
            except CannotStart as error:
                write_refusal(self, str(error), as_json)
                raise SystemExit(1) from error
            except NotAllowed as error:
                write_refusal(self, refusal(error), as_json)
                raise SystemExit(1) from error
            status = status_of(result, batch)
            if as_json:
                write_answer(self, as_dict(result, batch, status, str(STATUSES[status]), changes_of(result)))
            else:
                self.write_text(result, status)
        if result.has_errors:
            raise SystemExit(1)

    def write_text(self, result: Check, status: str):
        write_problems(self, result.problems)
        if result.changes:
            self.stdout.write(f"{result.tree.name(result.unit.pk)} · {day(result.as_of)}")
        for change in result.changes:
            self.stdout.write(line_of(change))
        self.stdout.write(str(STATUSES[status]))


def checked(options: dict) -> Check:
    content, file_name = opened(options["file"])
    return headcounts.check(
        content=content,
        file_name=file_name,
        unit=None,
        unit_code=options["unit"],
        as_of=chosen_date(options["as_of"]),
        by=None,
        by_name=SENDER,
    )


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


def changes_of(result: Check) -> list[dict]:
    return [change_as_dict(change) for change in result.changes]


def change_as_dict(change: UnitChange) -> dict:
    return {
        "unit": change.name,
        "kind": change.kind,
        "old_total": change.old_total,
        "new_total": change.new_total,
        "values": [{"name": each.name, "old": each.old, "new": each.new} for each in change.values],
    }
