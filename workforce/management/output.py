"""What the portal's commands share: language, dates, and tables in a terminal."""

import csv
import json
import unicodedata
from argparse import ArgumentTypeError
from datetime import date

from django.core.management.base import CommandError
from django.db import connection
from django.utils.translation import gettext as _

from workforce.models import Unit
from workforce.queries.units import UnknownUnit, unit_with_code
from workforce.wording.numbers import day


def add_output_options(parser, formats: list[str]) -> None:
    parser.add_argument("--format", choices=formats, default=formats[0])
    parser.add_argument("--lang", choices=["vi", "en"], default="vi")


def iso_date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is not a date like 2024-12-31") from error


def refuse_empty_database() -> None:
    """Before the first query: a database without tables is a sentence, not a traceback."""
    if Unit._meta.db_table not in connection.introspection.table_names():
        raise CommandError(_("This database is empty. Run “manage.py demo”, or “manage.py migrate” for a new portal."))


def unit_bearing(code: str, on: date) -> Unit:
    try:
        return unit_with_code(code, on)
    except UnknownUnit as error:
        raise CommandError(
            _("No unit bore the code %(code)s on %(date)s.") % {"code": code, "date": day(on)}, returncode=1
        ) from error


def write_json(stdout, rows) -> None:
    stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))


def write_csv(stdout, columns: list[str], rows: list[dict]) -> None:
    writer = csv.DictWriter(stdout, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)


def write_table(stdout, headings: list[str], rows: list[list[str]]) -> None:
    """Columns as wide as their widest cell; combining marks take no room."""
    widths = [max(width(cell) for cell in column) for column in zip(headings, *rows, strict=True)]
    for row in [headings, ["─" * each for each in widths], *rows]:
        cells = [cell + " " * (each - width(cell)) for cell, each in zip(row, widths, strict=True)]
        stdout.write("  ".join(cells).rstrip())


def width(text: str) -> int:
    return sum(not unicodedata.combining(letter) for letter in text)
