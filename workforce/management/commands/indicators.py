from datetime import date

from django.core.management.base import BaseCommand
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
from workforce.models import Indicator
from workforce.queries.coverage import days_answered
from workforce.queries.readings import Reading, change_since, reading_on, readings_of, undated_figures
from workforce.vietnam.numbers import round_half_up
from workforce.wording.numbers import UNKNOWN
from workforce.wording.sources import people, shown_value, source_line

COLUMNS = ["indicator", "unit", "as_of", "numerator", "denominator", "value", "display", "source"]


class Command(BaseCommand):
    help = "Every indicator of a unit on a date: numerator, denominator, value and where it comes from."

    def add_arguments(self, parser):
        parser.add_argument("--unit", required=True, help="official code of the unit on that date: 06")
        parser.add_argument("--as-of", required=True, type=iso_date, help="2024-12-31")
        parser.add_argument("--since", type=iso_date, help="adds the change since this date, in points and in percent")
        add_output_options(parser, ["table", "json", "csv"])

    def handle(self, **options):
        with override(options["lang"]):
            refuse_empty_database()
            unit = unit_bearing(options["unit"], options["as_of"])
            indicators = list(Indicator.objects.all())
            series = readings_of([unit.pk], indicators, days=days_answered(options["as_of"]))
            undated = undated_figures(unit.pk)
            readings = [
                reading_on(series[unit.pk, each.pk], each, options["as_of"], undated.get(each.pk))
                for each in indicators
            ]
            rows = [as_row(reading, options["unit"]) for reading in readings]
            if options["since"]:
                for row, reading in zip(rows, readings, strict=True):
                    row |= change_columns(series[unit.pk, reading.indicator.pk], reading, options["since"])
            match options["format"]:
                case "json":
                    write_json(self.stdout, rows)
                case "csv":
                    write_csv(self.stdout, list(rows[0]) if rows else COLUMNS, rows)
                case "table":
                    self.write_for_people(rows, readings)

    def write_for_people(self, rows: list[dict], readings: list[Reading]) -> None:
        headings = [_("Indicator"), _("Value"), "n/N", _("Source")]
        cells = [
            [reading.indicator.name, shown_value(reading), people(reading) or UNKNOWN, source_line(reading)]
            for reading in readings
        ]
        if rows and "since" in rows[0]:
            headings[3:3] = [_("Change in points"), _("Change in percent")]
            for row, line in zip(rows, cells, strict=True):
                line[3:3] = [row["change_points"] or UNKNOWN, row["change_percent"] or UNKNOWN]
        write_table(self.stdout, headings, cells)


def change_columns(series: list[Reading], reading: Reading, since: date) -> dict:
    """The change since a date: in the indicator's own unit, and in percent of the earlier value."""
    change = change_since(series, reading, since)
    columns = {"since": since.isoformat(), "change_points": None, "change_percent": None}
    decimals = 12 if reading.indicator.unit == Indicator.Unit.PERCENT else 0
    if change is not None and change.points is not None:
        columns["change_points"] = str(round_half_up(change.points, decimals))
        columns["change_percent"] = None if change.percent is None else str(round_half_up(change.percent, 12))
    return columns


def as_row(reading: Reading, unit_code: str) -> dict:
    return {
        "indicator": reading.indicator.code,
        "unit": unit_code,
        "as_of": reading.on.isoformat(),
        "numerator": reading.numerator,
        "denominator": reading.denominator,
        "value": exact_value(reading),
        "display": shown_value(reading),
        "source": source_line(reading),
    }


def exact_value(reading: Reading) -> str | None:
    """A counted share half-up to 12 decimals, a number of people as it is, a stated value as it was printed."""
    if reading.value is None:
        return None
    decimals = 12 if reading.indicator.unit == Indicator.Unit.PERCENT else 0
    if reading.figure is not None:
        decimals = reading.figure.decimals
    return str(round_half_up(reading.value, decimals))
