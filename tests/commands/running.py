"""manage.py as a shell runs it: arguments in; exit status and both outputs out."""

import csv
import io
import json
from dataclasses import dataclass

import pytest
from django.core import management
from django.db import connections


@dataclass(frozen=True)
class Ended:
    status: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)

    @property
    def csv(self) -> list[dict]:
        return list(csv.DictReader(io.StringIO(self.out)))


@pytest.fixture
def manage(monkeypatch, capsys):
    monkeypatch.setattr(connections, "close_all", lambda: None)  # the test's transaction lives in that connection

    def run(*arguments) -> Ended:
        capsys.readouterr()
        status = 0
        try:
            management.execute_from_command_line(["manage.py", *arguments])
        except SystemExit as end:
            status = end.code
        out, err = capsys.readouterr()
        return Ended(status, out, err)

    return run
