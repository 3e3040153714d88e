"""An invented register of people for an invented province; see ``services.generation``."""

from argparse import ArgumentTypeError
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import override

from workforce.management.output import iso_date, refuse_empty_database
from workforce.models import Unit
from workforce.services.generation.register import Generated, generate_register
from workforce.services.generation.totals import CannotGenerate, Difference
from workforce.wording.numbers import day, number

INVENTED_PROVINCE = "minh-hoa"
BAR = 24


class Command(BaseCommand):
    help = "Generate an invented register of people for an invented province: all of it, or nothing."

    def add_arguments(self, parser):
        parser.add_argument(
            "--people",
            type=some_people,
            metavar="N",
            help="cadres, civil servants and public employees in service on the date; others stand beside them",
        )
        parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same people")
        parser.add_argument("--as-of", type=iso_date, required=True, metavar="YYYY-MM-DD")
        parser.add_argument("--unit", default=INVENTED_PROVINCE, metavar="KEY", help="key of the invented province")
        parser.add_argument("--totals", type=Path, metavar="FILE", help="CSV of totals to reproduce to the person")
        parser.add_argument("--lang", choices=["vi", "en"], default="vi")

    def handle(self, **options):
        with override(options["lang"]):
            refuse_empty_database()
            if options["people"] is None and options["totals"] is None:
                raise CommandError(_("Say how many people: --people, or a table with --totals."))
            generated = self.generated(options)
            self.stdout.write(
                _("%(serving)s people in service on %(date)s, %(left)s who left before. All of them are invented.")
                % {
                    "serving": number(generated.serving),
                    "date": day(options["as_of"]),
                    "left": number(generated.left),
                }
            )

    def generated(self, options) -> Generated:
        try:
            return generate_register(
                province=Unit.objects.get(key=options["unit"]),
                people=options["people"],
                seed=options["seed"],
                as_of=options["as_of"],
                totals=options["totals"].read_bytes() if options["totals"] else None,
                progress=self.show_progress,
            )
        except Unit.DoesNotExist as error:
            raise CommandError(_("There is no unit “%(key)s”.") % {"key": options["unit"]}) from error
        except OSError as error:
            raise CommandError(_("The file %(path)s cannot be read.") % {"path": options["totals"]}) from error
        except CannotGenerate as error:
            raise CommandError("\n".join(sentences(error))) from error

    def show_progress(self, done: int, of: int) -> None:
        filled = BAR * done // of
        if self.stdout.isatty():
            bar = f"[{'█' * filled}{'·' * (BAR - filled)}] {number(done)}/{number(of)}"
            self.stdout.write(f"\r\x1b[2K{bar}", ending="\n" if done == of else "")
            self.stdout.flush()


def some_people(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text)):
        raise ArgumentTypeError(f"{text!r} is no number of people")
    return int(text)


def sentences(error: CannotGenerate) -> list[str]:
    if error.reason == "totals_missed":
        found = [difference_in_words(each) for each in error.params["differences"]]
        return [_("Nothing was generated: the totals were not reproduced."), *found]
    return [sentence(error.reason, error.params)]


def sentence(reason: str, params: dict) -> str:
    match reason:
        case "not_invented":
            text = _("This is a real province, or stands below one: people are invented for invented provinces only.")
        case "has_people":
            text = _("People are on record in this province already. Generate into an empty register.")
        case "no_units":
            text = _("This province has no units below it in which people could work on that date.")
        case "date_out_of_range":
            text = _("The date has to lie between %(first)s and %(last)s.")
            params = {"first": day(params["first"]), "last": day(params["last"])}
        case "people_unknown":
            text = _("The totals do not say how many people each unit has. Add that of the province, or --people.")
        case "not_a_table":
            text = _("This file is no CSV table in UTF-8.")
        case "columns_missing":
            text = _("The table lacks the columns: %(columns)s.")
        case "unit_unknown":
            text = _("Line %(line)s: no unit of the province has the key or code “%(found)s” on that date.")
        case "value_unknown":
            text = _("Line %(line)s: “%(found)s” is no value of this dimension that people can have.")
        case "dimension_unsupported":
            text = _("Line %(line)s: totals by “%(found)s” cannot be reproduced, only by: %(supported)s.")
        case "people_no_number":
            text = _("Line %(line)s: “%(found)s” is no number of people.")
        case "totals_disagree":
            text = _("Line %(line)s disagrees with the other totals by %(difference)s people.")
        case "people_disagree":
            text = _("--people disagrees with the totals by %(difference)s people.")
        case "no_value_left":
            text = _("%(people)s people of %(category)s in %(unit)s are left without a value of %(dimension)s.")
    return text % params


def difference_in_words(each: Difference) -> str:
    return _("Line %(line)s wants %(wanted)s people, the register counts %(counted)s.") % {
        "line": each.total.line,
        "wanted": number(each.total.people),
        "counted": number(each.counted),
    }
