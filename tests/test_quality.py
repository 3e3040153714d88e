"""The checkout as a whole: style, migrations, settings fit for production, and third parties held to their locks."""

import hashlib
import importlib.util
import json
import os
import re
import secrets
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from hrportal.settings import INSECURE_SECRET_KEY

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "static" / "vendor"
PACKAGES = json.loads((VENDOR / "vendor.lock.json").read_text())


def run(*arguments, **environment):
    """A fresh interpreter with nothing in its environment but what is given here."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "PYTHONUTF8": "1"} | environment,
        capture_output=True,
        text=True,
    )


def assert_succeeds(done):
    assert done.returncode == 0, done.stdout + done.stderr


def good_secret():
    return secrets.token_urlsafe(50)


@pytest.mark.parametrize("arguments", [["check"], ["format", "--check"]], ids=" ".join)
def test_ruff_has_nothing_to_say(arguments):
    assert_succeeds(run("-m", "ruff", *arguments, "."))


def test_migrations_are_complete(tmp_path):
    database = f"sqlite:///{tmp_path / 'empty.sqlite3'}"

    assert_succeeds(run("manage.py", "makemigrations", "--check", "--dry-run", DATABASE_URL=database))


def test_settings_are_fit_for_deployment():
    arguments = ["manage.py", "check", "--deploy", "--fail-level", "WARNING"]

    assert_succeeds(run(*arguments, SECRET_KEY=good_secret(), ALLOWED_HOSTS="portal.example"))


@pytest.mark.parametrize(
    "environment",
    [{}, {"SECRET_KEY": INSECURE_SECRET_KEY}, {"SECRET_KEY": "short"}, {"SECRET_KEY": "x" * 60}],
    ids=["missing", "known", "short", "one letter"],
)
def test_the_server_refuses_a_secret_that_is_none(environment):
    done = run("-c", "import hrportal.wsgi", **environment)

    assert done.returncode != 0
    assert "ImproperlyConfigured: SECRET_KEY is missing" in done.stderr


def test_the_server_starts_with_a_good_secret():
    assert_succeeds(run("-c", "import hrportal.wsgi; hrportal.wsgi.application", SECRET_KEY=good_secret()))


def test_psycopg2_is_alone():
    """Django would silently prefer psycopg 3 where both are installed."""
    assert importlib.util.find_spec("psycopg2")
    assert importlib.util.find_spec("psycopg") is None


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package["folder"])
def test_vendored_files_are_those_of_the_lock(package):
    folder = VENDOR / package["folder"]
    found = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.iterdir()}

    assert found == package["sha256"]


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package["folder"])
def test_vendored_packages_carry_their_version_and_licence(package):
    assert package["folder"].endswith(f"-{package['version']}")
    assert package["licence"] in {"MIT", "OFL-1.1", "0BSD"}
    assert "LICENSE" in package["sha256"]


def test_nothing_is_vendored_outside_the_lock():
    assert {path.name for path in VENDOR.iterdir()} == {"vendor.lock.json"} | {each["folder"] for each in PACKAGES}


def test_the_lock_of_python_packages_pins_every_dependency_within_its_range():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    declared = project["project"]["dependencies"] + project["project"]["optional-dependencies"]["test"]
    pinned = dict(re.findall(r"^([\w.-]+)==([\w.]+)", (ROOT / ".ci" / "requirements.lock").read_text(), re.MULTILINE))

    requirements = [Requirement(text) for text in declared + project["build-system"]["requires"]]

    astray = [each.name for each in requirements if pinned.get(canonicalize_name(each.name)) not in each.specifier]
    assert astray == []


def test_the_lock_of_python_packages_names_no_index():
    assert "://" not in (ROOT / ".ci" / "requirements.lock").read_text()
