"""``manage.py close_snapshot``, and the commands that keep the register's derived rows."""

from datetime import date

import pytest

from tests.queries.registered import covered, person, post
from workforce.models import AuditEvent, Person, PersonSpell, RosterEntry, Submission

pytestmark = pytest.mark.django_db
CLOSE = ["close_snapshot", "--unit", "M1", "--as-of", "2024-12-31"]


@pytest.fixture
def register(universe):
    covered(universe.minh_hoa)
    person("Nguyễn Văn An", posts=[post(universe.hoa_sen)])
    person("Trần Thị Bình", posts=[post(universe.hoa_mai)])
    return universe


def test_it_closes_under_its_own_name(register, manage):
    ended = manage(*CLOSE, "--format", "json")

    assert ended.status == 0
    assert {key: ended.json[key] for key in ["status", "as_of", "revision", "people"]} == {
        "status": "closed",
        "as_of": "2024-12-31",
        "revision": 1,
        "people": 2,
    }
    assert [(each["unit"], each["people"], each["reported"]) for each in ended.json["units"]] == [
        ("benh-vien", 0, None),
        ("truong-hoa-mai", 1, 50),
        ("truong-hoa-sen", 1, 50),
    ]
    assert (RosterEntry.objects.count(), AuditEvent.objects.first().actor_name) == (2, "manage.py close_snapshot")


def test_an_account_submits_the_reports(register, manage):
    manage(*CLOSE, "--by", "data_admin")

    submitted = Submission.objects.filter(is_current=True).values_list("submitted_by__username", flat=True)
    assert set(submitted) == {"data_admin"}


def test_a_dry_run_saves_nothing(register, manage):
    ended = manage(*CLOSE, "--dry-run", "--lang", "en")

    assert ended.status == 0
    assert "Trường THPT Hoa Sen" in ended.out
    assert ended.out.rstrip().endswith("Draft only: nothing was saved.")
    assert not RosterEntry.objects.exists()


def test_the_table_ends_with_what_was_closed(register, manage):
    assert manage(*CLOSE, "--lang", "en").out.rstrip().endswith("Closed on 31/12/2024, revision 1.")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--unit", "M1", "--as-of", "2010-12-31"],  # before the register
        ["--unit", "M2", "--as-of", "2024-12-31"],  # a province without one
        ["--unit", "M9", "--as-of", "2024-12-31"],  # no such unit
        ["--unit", "M1", "--as-of", "2999-12-31"],  # a day to come
        ["--unit", "M1", "--as-of", "2024-12-31", "--by", "nobody"],
    ],
)
def test_what_is_refused_is_said_and_ends_with_1(register, manage, arguments):
    ended = manage("close_snapshot", *arguments)

    assert (ended.status, ended.out) == (1, "")
    assert ended.err
    assert not RosterEntry.objects.exists()


def test_a_text_that_is_no_date_is_refused(register, manage):
    assert manage("close_snapshot", "--unit", "M1", "--as-of", "31/12/2024").status == 2


def test_the_register_is_derived_anew(register, manage):
    PersonSpell.objects.all().delete()

    ended = manage("rebuild_register", "--lang", "en")

    assert "2" in ended.out
    assert PersonSpell.objects.count() == 2


def test_what_time_has_changed_is_brought_up_to_date(register, manage):
    leaving = person("Lê Văn Cường", posts=[post(register.hoa_sen, end=date(2025, 6, 1))], today=date(2025, 1, 1))
    assert (leaving.status, leaving.refresh_on) == ("in_service", date(2025, 6, 1))

    manage("refresh_register")

    assert Person.objects.get(pk=leaving.pk).status == "left"
