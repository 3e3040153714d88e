"""The one way to load many rows: COPY on PostgreSQL, statements of many rows on SQLite.

Ten times faster than ``bulk_create``; it runs no model code, so callers hand over checked values.
"""

import io
from collections.abc import Iterable, Sequence
from itertools import chain

from django.db import connection
from django.db.models import Model

ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


def bulk_load(model: type[Model], fields: Sequence[str], rows: Iterable[Sequence]) -> None:
    """Insert ``rows``, tuples in the order of ``fields`` (foreign keys by number: ``unit_id``)."""
    columns = [model._meta.get_field(name.removesuffix("_id")).column for name in fields]
    load = copy_rows if connection.vendor == "postgresql" else insert_rows
    load(model._meta.db_table, columns, rows)


def copy_rows(table: str, columns: Sequence[str], rows: Iterable[Sequence]) -> None:
    text = io.StringIO()
    text.writelines("\t".join(map(copied, row)) + "\n" for row in rows)
    text.seek(0)
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.wrap_database_errors, connection.cursor() as cursor:
        cursor.copy_expert(f'COPY "{table}" ({names}) FROM STDIN', text)


def copied(cell) -> str:
    """One cell in the text format of COPY, where a backslash in the text itself is doubled and NULL is not."""
    return r"\N" if cell is None else str(cell).translate(ESCAPES)


def insert_rows(table: str, columns: Sequence[str], rows: Iterable[Sequence]) -> None:
    """Many rows a statement: SQLite makes ready to undo each that fires a trigger, which takes longer than the row."""
    names = ", ".join(f'"{column}"' for column in columns)
    places = f"({', '.join(['%s'] * len(columns))})"
    rows, at_once = list(rows), connection.features.max_query_params // len(columns)
    with connection.cursor() as cursor:
        for start in range(0, len(rows), at_once):
            some = rows[start : start + at_once]
            values = ", ".join([places] * len(some))
            # table and column names come from the model, values travel as parameters
            cursor.execute(f'INSERT INTO "{table}" ({names}) VALUES {values}', list(chain.from_iterable(some)))  # noqa: S608
