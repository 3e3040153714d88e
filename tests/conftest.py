"""One pytest run, two engines: pure tests run once, database tests as [sqlite] and [postgresql].

pytest groups by engine, so each starts once. The last lines of a run say how many tests ran on what.
"""

import ipaddress
import os
import shutil
import socket
from collections import Counter

import pytest
from django.conf import settings
from django.db import connections
from django.test.utils import setup_databases, teardown_databases
from django.utils import translation

from tests.engines import ENGINES, absent, server, use
from tests.published import load_published
from tests.universe import People, Universe, build_people, build_universe, load_code_lists
from workforce.models.guards import drop_guards

RAN = "ran on"
CELLS = "cells of address × method × role × relation"


def pytest_addoption(parser):
    parser.addoption("--engine", choices=ENGINES, help="run the database tests on one engine only")
    parser.addoption("--kills", type=int, default=3, help="how many workers the test of killed workers kills")


def pytest_configure(config):
    config.pluginmanager.register(Tally())


class Tally:
    """What truly ran, counted from the reports: those of all worker processes arrive in one place."""

    def __init__(self):
        self.ran = Counter()

    def pytest_runtest_logreport(self, report):
        if report.when == "call":
            self.ran.update(kind for name, kind in report.user_properties if name == RAN)
            self.ran.update({name: number for name, number in report.user_properties if name == CELLS})

    def pytest_terminal_summary(self, terminalreporter):
        counts = ", ".join(f"{self.ran[kind]} {kind}" for kind in ["pure", *ENGINES, "in the browser"])
        terminalreporter.write_line(f"tests run: {counts}", bold=True)
        if self.ran[CELLS]:
            terminalreporter.write_line(f"{CELLS}: {self.ran[CELLS]}", bold=True)
        reasons = Counter(report.longrepr[2] for report in terminalreporter.stats.get("skipped", []))
        for reason, number in reasons.items():
            terminalreporter.write_line(f"TESTS NOT RUN: {number} ({reason})", bold=True, red=True)


def pytest_generate_tests(metafunc):
    names = metafunc.fixturenames
    marked = metafunc.definition.get_closest_marker("django_db")
    if marked or {"_django_db_helper", "live_server"} & set(names):
        if "engine" not in names:
            names.append("engine")
        one = metafunc.config.getoption("engine")
        engines = [one] if one else ENGINES
        if metafunc.definition.get_closest_marker("any_engine"):
            engines = engines[:1]
        if metafunc.definition.get_closest_marker("server"):
            engines = [each for each in engines if each == "postgresql"]
        metafunc.parametrize("engine", engines, indirect=True, scope="session")


def pytest_runtest_setup(item):
    if item.get_closest_marker("browser") and chromium_path() is None:
        absent("Chromium")


def pytest_runtest_call(item):
    """Comes only once a test's fixtures stand: what is noted here has truly run."""
    parameters = item.callspec.params if hasattr(item, "callspec") else {}
    item.user_properties.append((RAN, parameters.get("engine", "pure")))
    if item.get_closest_marker("browser"):
        item.user_properties.append((RAN, "in the browser"))


@pytest.fixture(scope="session")
def engine(request, tmp_path_factory):
    with server(request.param, tmp_path_factory.mktemp("database")) as url:
        use(url)
        yield request.param


@pytest.fixture(scope="session")
def django_db_setup(engine, django_test_environment, django_db_blocker):
    with django_db_blocker.unblock():
        databases = setup_databases(verbosity=0, interactive=False)
    yield
    with django_db_blocker.unblock():
        teardown_databases(databases, verbosity=0)
        connections["default"].close()


@pytest.fixture(autouse=True)
def flush_past_the_guards(request):
    """A test with real transactions is cleaned up by deleting every row, which the guards refuse.

    Flushing sends ``post_migrate``, so the next test finds the guards installed again.
    """
    if "engine" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("_django_db_helper")  # set up before this one, so torn down after it
    yield
    if not connections["default"].in_atomic_block:
        drop_guards("default")


@pytest.fixture(autouse=True)
def language_of_the_server():
    """A request leaves its language behind in the thread, and the next test would find it there."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True, scope="session")
def loopback_only():
    """Tests talk to this machine only; an attempt to reach another one is an error with its address."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ["connect", "connect_ex"]:
            patch.setattr(socket.socket, name, only_to_loopback(getattr(socket.socket, name)))
        yield


def only_to_loopback(connect):
    def guarded(self, address):
        if self.family in {socket.AF_INET, socket.AF_INET6} and not is_loopback(address[0]):
            raise AssertionError(f"a test tried to reach {address}")
        return connect(self, address)

    return guarded


def is_loopback(host: str) -> bool:
    return host == "localhost" or ipaddress.ip_address(host).is_loopback


def chromium_path() -> str | None:
    names = ["chromium", "chromium-browser", "google-chrome"]
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the browser; tests that ask for it are marked ``browser``."""
    return chromium_path() or absent("Chromium")


@pytest.fixture
def code_lists(db) -> None:
    load_code_lists()


@pytest.fixture
def universe(code_lists) -> Universe:
    return build_universe()


@pytest.fixture
def people(universe) -> People:
    return build_people(universe)


@pytest.fixture
def published(db) -> None:
    load_published()
