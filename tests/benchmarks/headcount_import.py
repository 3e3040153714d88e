"""A workbook of 500 units and 200 columns imported, beside the same workbook only read by python-calamine.

Each engine is measured in a process of its own, so that the peak of memory is that of the import. "x reading" divides
checking and confirming together by reading. Confirming reads and checks the file once more before it stores anything.
"""

import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from statistics import median
from time import perf_counter

from tests.benchmarks.databases import chosen_engines, empty_database
from tests.benchmarks.measuring import print_table
from tests.benchmarks.province import build_units
from tests.benchmarks.workbook import AS_OF, COLUMNS, wide_workbook
from workforce.services.imports.headcounts import check, confirm, keep, undo

UNITS = 500
ROUNDS = 5
HEADINGS = ["engine", "cells", "reading s", "checking s", "confirming s", "x reading", "peak MB", "reader's MB"]

READ = """
import sys
from time import perf_counter
from python_calamine import load_workbook
start = perf_counter()
cells = sum(len(row) for row in load_workbook(sys.argv[1]).get_sheet_by_index(0).iter_rows())
print(perf_counter() - start)
"""


def main() -> None:
    if sys.argv[1:2] == ["--measure"]:
        print(json.dumps(measured(sys.argv[2])))
        return
    rows = []
    for engine in chosen_engines(__doc__):
        command = [sys.executable, "-m", "tests.benchmarks.headcount_import", "--measure", engine]
        rows.append(json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout))
    print_table(HEADINGS, rows)


def measured(engine: str) -> list:
    with empty_database(engine):
        province = build_units(UNITS)
        content = wide_workbook(province)
        reading, checking, confirming = [], [], []
        for _ in range(ROUNDS):
            reading.append(seconds_of_reading(content))
            seconds, result = timed(lambda: check_file(content, province.unit))
            refuse_errors(result)
            checking.append(seconds)
            batch = keep(result)
            seconds, batch = timed(lambda batch=batch: confirm(batch=batch, by=None))
            confirming.append(seconds)
            undo(batch=batch, by=None)
        ratio = (median(checking) + median(confirming)) / median(reading)
        times = [median(reading), median(checking), median(confirming)]
        return [engine, UNITS * COLUMNS, *times, ratio, *peak_megabytes()]


def check_file(content: bytes, unit):
    return check(content=content, file_name="rong.xlsx", unit=unit, as_of=AS_OF, by=None, by_name="benchmark")


def refuse_errors(result) -> None:
    """A refused file would be fast for the wrong reason."""
    if result.has_errors or result.summary["units"] != UNITS:
        raise RuntimeError(f"the workbook was refused: {result.problems[:3]}")


def timed(call: Callable):
    start = perf_counter()
    result = call()
    return perf_counter() - start, result


def seconds_of_reading(content: bytes) -> float:
    """In a fresh process, without starting it and without importing the library."""
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        file.write(content)
        file.flush()
        done = subprocess.run([sys.executable, "-c", READ, file.name], stdout=subprocess.PIPE, check=True)
    return float(done.stdout)


def peak_megabytes() -> list[int]:
    """Of this process, and of the largest of its children: the one that reads the file."""
    return [resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]


if __name__ == "__main__":
    main()
