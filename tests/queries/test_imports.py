"""Which files wait for somebody, and which lie beside one."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from workforce.models import ImportBatch
from workforce.queries.imports import WAITS_FOR, files_beside, open_first

DAY = date(2024, 12, 31)


def batch(universe, state="checked", *, sender="quantri", name="tep.xlsx", days_ago=0, sha="", **more):
    made = ImportBatch.objects.create(
        state=state,
        file_name=name,
        sha256=sha or name,
        content=b"x",
        by_name=sender,
        **{"unit": universe.minh_hoa, "as_of": DAY, "revision": universe.revision} | more,
    )
    at = timezone.now() - timedelta(days=days_ago)
    ImportBatch.objects.filter(pk=made.pk).update(at=at)
    made.refresh_from_db()
    return made


def names(batches):
    return [each.file_name for each in batches]


def open_ones(batches=None):
    found = open_first(batches or ImportBatch.objects.all(), timezone.now())
    return names(each for each in found if each.is_open)


def test_open_files_come_first_and_the_others_newest_first(universe):
    batch(universe, "refused", name="open.xlsx")
    for name in ("older.xlsx", "newer.xlsx"):
        batch(universe, "applied", name=name)

    found = list(open_first(ImportBatch.objects.all(), timezone.now()))

    assert names(found) == ["open.xlsx", "newer.xlsx", "older.xlsx"]
    assert [each.is_open for each in found] == [True, False, False]


@pytest.mark.parametrize(
    ("state", "is_open"),
    [
        ("checked", True),
        ("refused", True),
        ("cancelled", True),
        ("queued", True),
        ("applied", False),
        ("undone", False),
    ],
)
def test_what_is_not_over_is_open(universe, state, is_open):
    batch(universe, state)

    assert bool(open_ones()) is is_open


def test_a_file_that_was_sent_again_is_open_no_more(universe):
    batch(universe, "refused", name="old name.xlsx", sha="same")
    batch(universe, "checked", name="new name.xlsx", sha="same")
    batch(universe, "refused", name="corrected.xlsx", sha="1")
    batch(universe, "applied", name="corrected.xlsx", sha="2")

    assert open_ones() == ["new name.xlsx"]


def test_other_files_of_the_same_round_or_of_other_people_close_nothing(universe):
    batch(universe, name="so.xlsx")
    batch(universe, name="xa.xlsx")
    batch(universe, name="xa.xlsx", sender="somebody else")

    assert open_ones() == ["xa.xlsx", "xa.xlsx", "so.xlsx"]


def test_a_file_left_alone_for_long_is_open_no_more(universe):
    batch(universe, days_ago=WAITS_FOR.days + 1)

    assert open_ones() == []


def test_files_of_others_for_the_same_unit_and_date_lie_beside(universe):
    mine = batch(universe)
    for state in ("checked", "queued", "applied"):
        batch(universe, state, sender="somebody else", name=state)

    assert names(files_beside(mine, timezone.now())) == ["applied", "queued", "checked"]


def test_a_file_that_was_read_anew_lies_beside_once(universe):
    mine = batch(universe)
    for sha in ("1", "2"):
        batch(universe, sender="somebody else", name="theirs.xlsx", sha=sha)

    assert [each.sha256 for each in files_beside(mine, timezone.now())] == ["2"]


def test_nothing_else_lies_beside(universe):
    other = {"sender": "somebody else"}
    batch(universe, "applied", **other, name="before mine")
    mine = batch(universe)
    batch(universe, name="my own")
    batch(universe, "refused", **other)
    batch(universe, "checked", **other, days_ago=WAITS_FOR.days + 1)
    batch(universe, **other, as_of=date(2023, 12, 31))
    batch(universe, **other, unit=universe.gia_dinh)
    batch(universe, **other, kind="people")

    assert files_beside(mine, timezone.now()) == []


def test_a_file_of_no_date_has_nothing_beside(universe):
    mine = batch(universe, as_of=None)
    batch(universe, as_of=None, sender="somebody else")

    assert files_beside(mine, timezone.now()) == []
