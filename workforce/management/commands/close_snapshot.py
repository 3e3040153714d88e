"""Close a headcount from the register, from the command line."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import override

from workforce.management.output import (
    add_output_options,
    iso_date,
    refuse_empty_database,
    unit_bearing,
    write_json,
    write_table,
)
from workforce.models import User
from workforce.services.closing import Closed, close
from workforce.services.closing_preview import Preview, preview
from workforce.services.snapshots import NotAllowed
from workforce.wording.numbers import day, number, signed
from workforce.wording.refusals import refusal

SENDER = "manage.py close_snapshot"


class Command(BaseCommand):
    help = "Make the register's people on a date the reports of a unit and of everything below it."

    def add_arguments(self, parser):
        parser.add_argument("--unit", required=True, metavar="CODE", help="unit code on the date")
        parser.add_argument("--as-of", required=True, type=iso_date, metavar="YYYY-MM-DD")
        parser.add_argument("--by", default="", metavar="USERNAME", help="account that submits the reports")
        parser.add_argument("--dry-run", action="store_true", help="show what would be reported, save nothing")
        add_output_options(parser, ["table", "json"])

    def handle(self, **options):
        with override(options["lang"]):
            refuse_empty_database()
            by = account(options["by"])
            unit, as_of = unit_bearing(options["unit"], options["as_of"]), options["as_of"]
            try:
                draft = preview(unit, as_of)
                if draft.refusal is not None:
                    raise draft.refusal
                closed = None if options["dry_run"] else close(unit=unit, as_of=as_of, by=by, by_name=SENDER)
            except NotAllowed as error:
                raise CommandError(refusal(error), returncode=1) from error
            if options["format"] == "json":
                write_json(self.stdout, as_dict(draft, closed))
            else:
                self.write_text(draft, closed)

    def write_text(self, draft: Preview, closed: Closed | None):
        headings = [_("Unit"), _("People"), _("Snapshot before"), _("Reported now"), _("Difference")]
        rows = [
            [
                each.unit.name,
                number(each.people),
                number(each.before),
                number(each.reported),
                signed(each.since_reported),
            ]
            for each in draft.units
        ]
        write_table(self.stdout, headings, [*rows, [_("Total"), number(draft.people), "", "", ""]])
        if draft.people_in_dissolved:
            people = number(draft.people_in_dissolved)
            self.stdout.write(_("In dissolved units, not counted: %(people)s") % {"people": people})
        if closed is None:
            self.stdout.write(_("Draft only: nothing was saved."))
        elif not closed.units:
            self.stdout.write(_("Every report says this already: there is nothing to close."))
        else:
            facts = {"date": day(draft.as_of), "number": closed.revision.number}
            self.stdout.write(_("Closed on %(date)s, revision %(number)s.") % facts)


def account(username: str) -> User | None:
    if not username:
        return None
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise CommandError(_("There is no active account %(name)s.") % {"name": username}, returncode=1)
    return user


def as_dict(draft: Preview, closed: Closed | None) -> dict:
    return {
        "status": "closed" if closed else "draft",
        "as_of": draft.as_of.isoformat(),
        "revision": closed.revision.number if closed else None,
        "people": draft.people,
        "people_in_dissolved_units": draft.people_in_dissolved,
        "missing": draft.missing,
        "units": [
            {
                "unit": each.unit.code or each.unit.unit.key,
                "name": each.unit.name,
                "people": each.people,
                "before": each.before,
                "reported": each.reported,
                "outcome": each.outcome,
            }
            for each in draft.units
        ],
    }
