"""An empty, migrated database of each engine, gone when the benchmark is done with it."""

from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.management import call_command
from django.db import connections

from tests.engines import ENGINES, use
from tests.throwaway_postgres import throwaway_postgres


def chosen_engines(description: str) -> list[str]:
    parser = ArgumentParser(description=description.partition("\n")[0])
    parser.add_argument("--engine", choices=ENGINES, help="measure on this engine only")
    chosen = parser.parse_args().engine
    return [chosen] if chosen else ENGINES


@contextmanager
def empty_database(engine: str) -> Iterator[None]:
    with server(engine) as url:
        use(url)
        call_command("migrate", verbosity=0)
        try:
            yield
        finally:
            connections["default"].close()


@contextmanager
def server(engine: str) -> Iterator[str]:
    if engine == "sqlite":
        with TemporaryDirectory() as folder:
            yield f"sqlite:///{Path(folder) / 'portal.sqlite3'}"
    else:
        with throwaway_postgres() as port:
            yield f"postgres://postgres@127.0.0.1:{port}/postgres"
