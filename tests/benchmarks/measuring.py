"""Medians, the SQL behind a call, and the table that shows both."""

from collections.abc import Callable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter

from django.db import connection

ROUNDS = 25


@dataclass
class Statements:
    """The SQL statements of a call, to be counted and to be asked again."""

    asked: list[tuple[str, object]] = field(default_factory=list)

    def __call__(self, execute, sql, params, many, context):
        self.asked.append((sql, params))
        return execute(sql, params, many, context)

    def run(self) -> None:
        """Ask them again and fetch every row: what they cost without Django."""
        with connection.cursor() as cursor:
            for sql, params in self.asked:
                cursor.execute(sql, params)
                cursor.fetchall()


@contextmanager
def recorded():
    statements = Statements()
    with connection.execute_wrapper(statements):
        yield statements


def statements_of(call: Callable[[], object]) -> Statements:
    with recorded() as statements:
        call()
    return statements


def median_ms(*calls: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """The median of each call, warmed up; the calls take turns, so that other work on the machine meets all alike."""
    for call in calls:
        call()
    times: list[list[float]] = [[] for _ in calls]
    for _ in range(rounds):
        for call, found in zip(calls, times, strict=True):
            start = perf_counter()
            call()
            found.append(perf_counter() - start)
    return [1000 * median(found) for found in times]


def print_table(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    texts = [list(headings), *([shown(cell) for cell in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
    for line in texts:
        first, *others = zip(line, widths, strict=True)
        print("  ".join([first[0].ljust(first[1]), *(text.rjust(width) for text, width in others)]))


def shown(cell: object) -> str:
    return f"{cell:.2f}" if isinstance(cell, float) else str(cell)
