"""12,770 people imported from a workbook of 30 columns, beside the least that could store the same rows.

The floor reads the workbook with python-calamine, checks each row with a few patterns and copies rows that somebody
else already made of it: those that the import stored, derived ones and the trail included. "x floor" divides confirming
by it: from the bytes to the commit, everything checked. Each engine is measured in a process of its own.
"""

import io
import json
import re
import resource
import subprocess
import sys
from datetime import date
from functools import partial
from statistics import median

from django.db import connection, transaction
from python_calamine import CalamineWorkbook

from tests.benchmarks.databases import chosen_engines, empty_database
from tests.benchmarks.headcount_import import timed
from tests.benchmarks.measuring import print_table
from tests.benchmarks.people_workbook import AS_OF, PEOPLE, people_workbook
from tests.benchmarks.province import build_units
from workforce.models import (
    Appointment,
    AuditEvent,
    Certificate,
    ImportedPerson,
    LanguageSpell,
    NameWord,
    Person,
    PersonSpell,
    Qualification,
)
from workforce.models.guards import drop_guards, install_guards
from workforce.services.bulk import bulk_load
from workforce.services.imports.people.check import check
from workforce.services.imports.people.confirming import confirm, keep

UNITS = 500
ROUNDS = 3
WRITTEN = [Person, NameWord, Appointment, Qualification, Certificate, PersonSpell, LanguageSpell, ImportedPerson]
WRITTEN += [AuditEvent]
HEADINGS = ["engine", "people", "rows", "floor s", "checking s", "confirming s", "x floor", "again s", "peak MB"]
HEADINGS += ["reader's MB"]
IDENTITY, PHONE, EMAIL = (re.compile(each).fullmatch for each in [r"\d{12}", r"0\d{9}", r"[^@\s]+@[^@\s]+\.\w+"])


def main() -> None:
    if sys.argv[1:2] == ["--measure"]:
        print(json.dumps(measured(sys.argv[2])))
        return
    rows = []
    for engine in chosen_engines(__doc__):
        command = [sys.executable, "-m", "tests.benchmarks.people_import", "--measure", engine]
        rows.append(json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout))
    print_table(HEADINGS, rows)


def measured(engine: str) -> list:
    with empty_database(engine):
        province = build_units(UNITS)
        content = people_workbook(province)
        floor, checking, confirming, again = [], [], [], []
        peak = []
        for _ in range(ROUNDS):
            seconds, result = timed(partial(check_file, content, province.unit))
            refuse_errors(result)
            checking.append(seconds)
            batch = keep(result)
            result = None  # a request that confirms begins with the bytes
            seconds, _ = timed(partial(confirm, batch=batch, by=None))
            confirming.append(seconds)
            peak = peak or peak_megabytes()
            seconds, _ = timed(partial(check_file, content, province.unit))
            again.append(seconds)
            stored = taken_away()
            rows = sum(len(each) for _, each in stored.values())
            seconds, _ = timed(partial(store_again, content, stored))
            floor.append(seconds)
            stored = taken_away() and None
        ratio = median(confirming) / median(floor)
        times = [median(floor), median(checking), median(confirming), ratio, median(again)]
        return [engine, PEOPLE, rows, *times, *peak]


def check_file(content: bytes, unit):
    return check(content=content, file_name="ho_so.xlsx", unit=unit, as_of=AS_OF, by=None, by_name="benchmark")


def refuse_errors(result) -> None:
    """A refused file would be fast for the wrong reason."""
    if result.has_errors or result.summary["created"] != PEOPLE:
        raise RuntimeError(f"the workbook was refused: {[each for each in result.problems if each.is_error][:3]}")


def taken_away() -> dict:
    """The rows that the import wrote, and the tables empty again."""
    found = {}
    for model in WRITTEN:
        fields = [field.attname for field in model._meta.concrete_fields]
        found[model] = fields, [tuple(map(copied, row)) for row in model.objects.order_by("pk").values_list(*fields)]
    drop_guards("default")
    with connection.cursor() as cursor:
        for model in reversed(WRITTEN):
            cursor.execute(f'DELETE FROM "{model._meta.db_table}"')
    install_guards("default")
    return found


def copied(cell: object) -> object:
    if isinstance(cell, dict):
        return json.dumps(cell)
    return connection.ops.adapt_datetimefield_value(cell) if hasattr(cell, "hour") else cell


def store_again(content: bytes, stored: dict) -> None:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheets = [workbook.get_sheet_by_index(index).to_python() for index in range(3)]
    errors = [row for row in sheets[0][1:] if not is_good(row)]
    errors += [row for row in sheets[1][1:] if not (isinstance(row[1], date) and row[1] < row[2] and row[3])]
    errors += [row for row in sheets[2][1:] if not (row[1] and row[2].isdigit())]
    if errors:
        raise RuntimeError(f"the floor refuses {errors[:2]}")
    with transaction.atomic():
        for model, (fields, rows) in stored.items():
            bulk_load(model, fields, rows)


def is_good(row: list) -> bool:
    dates = all(isinstance(row[column], date) for column in (3, 8, 16, 17, 18))
    return bool(dates and row[1] and row[19] and row[20] and IDENTITY(row[7]) and PHONE(row[13]) and EMAIL(row[14]))


def peak_megabytes() -> list[int]:
    """Of this process, and of the largest of its children: the one that reads the file."""
    return [resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]


if __name__ == "__main__":
    main()
