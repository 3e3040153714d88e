"""The one way to load many rows: COPY on PostgreSQL, statements of many rows on SQLite.

Ten times faster than ``bulk_create``; it runs no model code, so callers hand over checked values.
"""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import chain

from django.db import connection
from django.db.models import Max, Model

ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


def bulk_load(model: type[Model], fields: Sequence[str], rows: Iterable[Sequence]) -> None:
    """Insert ``rows``, tuples in the order of ``fields`` (foreign keys by number: ``unit_id``)."""
    columns = [model._meta.get_field(name.removesuffix("_id")).column for name in fields]
    load = copy_rows if connection.vendor == "postgresql" else insert_rows
    load(model._meta.db_table, columns, rows)


def bulk_change(model: type[Model], fields: Sequence[str], rows: Sequence[Sequence]) -> None:
    """Set ``fields`` of many rows at once: tuples of the primary key and the new values. One statement for few rows."""
    if len(rows) == 1:
        (pk, *values), *_ = rows
        model._base_manager.filter(pk=pk).update(**dict(zip(fields, values, strict=True)))
        return
    columns = [model._meta.get_field(name.removesuffix("_id")).column for name in fields]
    table, names = model._meta.db_table, ", ".join(f'"{column}"' for column in ["id", *columns])
    changes = ", ".join(f'"{column}" = changed."{column}"' for column in columns)
    load = copy_rows if connection.vendor == "postgresql" else insert_rows
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE TEMPORARY TABLE changed AS SELECT {names} FROM "{table}" WHERE 1 = 0')  # noqa: S608
        load("changed", ["id", *columns], (tuple(map(adapted, row)) for row in rows))
        cursor.execute(f'UPDATE "{table}" SET {changes} FROM changed WHERE "{table}".id = changed.id')  # noqa: S608
        cursor.execute("DROP TABLE changed")


def adapted(cell):
    """A moment as the database takes it: SQLite stores none with a time zone."""
    return connection.ops.adapt_datetimefield_value(cell) if isinstance(cell, datetime) else cell


def reserved_ids(model: type[Model], count: int) -> list[int]:
    """Ids for new rows that nobody else gets, also where others add rows at the same time.

    PostgreSQL hands them out itself; on SQLite this transaction holds the only right to write.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            sequence = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
            cursor.execute(sequence, [model._meta.db_table, count])
            return [pk for (pk,) in cursor.fetchall()]
    last = model._base_manager.aggregate(last=Max("pk"))["last"] or 0
    return list(range(last + 1, last + 1 + count))


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
