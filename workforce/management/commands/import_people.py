"""Import a people workbook from the command line, with the same checks as the import page."""

from datetime import date

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
from workforce.services.imports.people.check import Check, check
from workforce.services.imports.people.confirming import confirm, keep
from workforce.services.snapshots import NotAllowed
from workforce.wording.numbers import day, number
from workforce.wording.people_changes import Describer, PersonLines
from workforce.wording.refusals import refusal

SENDER = "manage.py import_people"
STATUSES = {
    "imported": gettext_lazy("Imported."),
    "unchanged": gettext_lazy("Nothing to do: the register holds exactly this already."),
    "checked": gettext_lazy("Checked only: nothing was saved."),
    "error": gettext_lazy("Not imported: nothing was saved."),
}


class Command(BaseCommand):
    help = "Check a workbook of people and import it: all of it, or nothing. Exit code 1 with errors."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", help="xlsx, xls, ods or CSV")
        parser.add_argument("--unit", required=True, metavar="CODE", help="code of the unit whose people these are")
        parser.add_argument("--as-of", default="", metavar="YYYY-MM-DD", help="the day for which the file was made")
        parser.add_argument(
            "--propose",
            choices=["ask", "new"],
            default="ask",
            help="rows that share a name and birth date with a record: an error, or new people",
        )
        add_import_options(parser)

    def handle(self, **options):
        as_json = options["format"] == "json"
        with translation.override(options["lang"]):
            try:
                result = checked(options)
                batch = None if options["dry_run"] else imported(result)
            except (CannotStart, NotAllowed) as error:
                write_refusal(self, refusal(error) if isinstance(error, NotAllowed) else str(error), as_json)
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
            counts = (f"{KINDS[kind]}: {number(result.summary[kind])}" for kind in KINDS)
            self.stdout.write("  ".join(counts))
        for person in described(result):
            self.stdout.write(line_of(person))
        self.stdout.write(str(STATUSES[status]))


def checked(options: dict) -> Check:
    content, file_name = opened(options["file"])
    as_of: date | None = chosen_date(options["as_of"])
    return check(
        content=content,
        file_name=file_name,
        unit=None,
        unit_code=options["unit"],
        as_of=as_of,
        by=None,
        by_name=SENDER,
        always_new=options["propose"] == "new",
    )


@transaction.atomic
def imported(result: Check) -> ImportBatch | None:
    """The reading that was shown is the one that is confirmed; against the register it is checked once more."""
    if result.has_errors or result.changes_nothing:
        return None
    return confirm(batch=keep(result), by=None, result=result)


def status_of(result: Check, batch: ImportBatch | None) -> str:
    if result.has_errors:
        return "error"
    if batch:
        return "imported"
    return "unchanged" if result.changes_nothing else "checked"


def described(result: Check) -> list[PersonLines]:
    return list(Describer(result).described(result.changes)) if result.changes else []


def line_of(person: PersonLines) -> str:
    """What changes of somebody on record; of a new person the name."""
    head = f"  {person.name} ({KINDS[person.kind]})"
    if person.kind == "created":
        return head
    told = (f"{line.what} {line.field}: {line.before} → {line.after}".strip() for line in person.lines)
    return f"{head}: " + "; ".join(told)


def changes_of(result: Check) -> list[dict]:
    return [person_as_dict(person) for person in described(result)]


def person_as_dict(person: PersonLines) -> dict:
    return {
        "row": person.change.said.place.row,
        "name": person.name,
        "kind": person.kind,
        "fields": [
            {"of": line.what, "field": line.field, "before": line.before, "after": line.after} for line in person.lines
        ],
    }
