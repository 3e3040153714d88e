from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from workforce.management.output import (
    add_output_options,
    iso_date,
    refuse_empty_database,
    unit_bearing,
    write_csv,
    write_json,
    write_table,
)
from workforce.models import Document, Target, UnitVersion
from workforce.queries.documents import documents_numbered
from workforce.queries.progress import TargetProgress, progress_of
from workforce.vietnam.numbers import round_half_up
from workforce.wording.numbers import day
from workforce.wording.sources import people, shown_against
from workforce.wording.targets import due, note, required
from workforce.wording.verdicts import BADGE_ICONS, BADGES, difference_in_unit

COLUMNS = [
    "target",
    "document",
    "unit",
    "clause",
    "indicator",
    "operator",
    "baseline",
    "target_value",
    "due",
    "actual",
    "level",
    "pace",
    "badge",
    "note",
]


class Command(BaseCommand):
    help = "Every target and whether it is met: level, pace and badge, with the reasons."

    def add_arguments(self, parser):
        parser.add_argument("--document", help="number of the document: 17-NQ/TU")
        parser.add_argument("--unit", help="official code of the unit on --as-of: 06")
        parser.add_argument("--as-of", type=iso_date, help="default: each unit's latest snapshot with data")
        add_output_options(parser, ["table", "json", "csv"])

    def handle(self, **options):
        with override(options["lang"]):
            refuse_empty_database()
            rows = progress_of(self.chosen_targets(options), options["as_of"])
            match options["format"]:
                case "json":
                    write_json(self.stdout, [as_row(each) for each in rows])
                case "csv":
                    write_csv(self.stdout, COLUMNS, [as_row(each) for each in rows])
                case "table" if not rows:
                    self.stdout.write(_("No target is recorded for this choice."))
                case "table":
                    write_progress_table(self.stdout, rows)

    def chosen_targets(self, options):
        targets = Target.objects.all()
        if options["unit"]:
            on = options["as_of"]
            targets = targets.filter(unit__in=units_that_bore(options["unit"], on))
        if options["document"]:
            targets = targets.filter(clause__document=self.one_document(options["document"], targets))
        return targets

    def one_document(self, number: str, targets) -> Document:
        """Several documents may bear the number: those with targets of the chosen unit come first."""
        found = documents_numbered(number)
        with_targets = [each for each in found if targets.filter(clause__document=each).exists()]
        if len(with_targets or found) == 1:
            return (with_targets or found)[0]
        if not found:
            raise CommandError(_("No document bears the number %(number)s.") % {"number": number})
        candidates = "\n".join(f"  {each.number}  {each.issuer}  {day(each.issued_on)}" for each in found)
        raise CommandError(
            _("Several documents bear the number %(number)s; choose with --unit:") % {"number": number}
            + f"\n{candidates}"
        )


def units_that_bore(code: str, on) -> list[int]:
    """The unit with the code on the day; without a day, every unit that ever bore it."""
    if on is not None:
        return [unit_bearing(code, on).pk]
    units = list(UnitVersion.objects.filter(code=code).values_list("unit", flat=True).distinct())
    return units or [unit_bearing(code, timezone.localdate()).pk]


def as_row(progress: TargetProgress) -> dict:
    target, verdict, reading = progress.target, progress.verdict, progress.reading
    baseline = progress.goal.baseline
    return {
        "target": target.code,
        "document": target.clause.document.number,
        "unit": progress.unit.code,
        "clause": target.clause.text,
        "indicator": target.indicator.code,
        "operator": target.operator,
        "baseline": plain(round_half_up(baseline.value, 12)) if baseline else None,
        "target_value": plain(target.value),
        "due": target.due_on.isoformat() if target.due_on else None,
        "actual": shown_against(reading, progress.goal) if reading else None,
        "level": verdict.level.value,
        "pace": verdict.pace.code if verdict.pace else None,
        "badge": verdict.badge.value,
        "note": note(progress),
    }


def plain(value) -> str:
    return format(value.normalize(), "f")


def write_progress_table(stdout, rows: list[TargetProgress]) -> None:
    headings = [_("Badge"), _("Target"), _("Document"), _("Unit"), _("Actual"), "n/N", _("Required"), _("Difference")]
    headings.append(_("Due"))
    write_table(stdout, headings, [table_row(each) for each in rows])


def table_row(progress: TargetProgress) -> list[str]:
    target, reading = progress.target, progress.reading
    return [
        f"{BADGE_ICONS[progress.verdict.badge]} {BADGES[progress.verdict.badge]}",
        target.name,
        target.clause.document.short,
        progress.unit.name,
        shown_against(reading, progress.goal) if reading else "–",
        (people(reading) if reading else "") or "–",
        required(progress),
        difference_in_unit(progress.difference, target.indicator),
        due(progress),
    ]
