from functools import cache

import pytest

pytest.register_assert_rewrite("tests.web.lists")

from tests.web.portal import Portal, furnish  # noqa: E402 (after the line above)
from workforce.services.imports import headcount_check  # noqa: E402

parsed_once = cache(headcount_check.read_workbook)


@pytest.fixture(autouse=True)
def files_are_parsed_once(monkeypatch):
    """Every test furnishes the portal with the same files; tests/services/imports reads each in its child process."""
    monkeypatch.setattr(headcount_check, "read_workbook", parsed_once)


@pytest.fixture
def portal(universe) -> Portal:
    return furnish(universe)
