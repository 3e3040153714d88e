"""The demonstration fills an empty database of its own, and no other."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from tests import universe as world
from workforce.models import AuditEvent, Person, PersonSpell, Revision, Submission, Target, Unit, User, Value
from workforce.queries.progress import progress_of
from workforce.services import demo

FEW_PEOPLE = b"unit,category,dimension,value,people\n,,total,total,90\n"
STEPS_BEFORE_THE_YEARS = ["migrate", *demo.FIXTURES, "accounts", "published figures"]


@pytest.fixture
def one_year(monkeypatch):
    """All years take half a minute, all people some seconds; the last year and a few go through the same door."""
    last = demo.year_files()[-1:]
    monkeypatch.setattr(demo, "year_files", lambda: last)
    monkeypatch.setattr(demo, "register_totals", lambda: FEW_PEOPLE)
    return last[0]


def names():
    return [name for name, _ in demo.steps()]


def run():
    for _, step in demo.steps():
        step()


@pytest.mark.django_db
def test_a_database_the_demo_did_not_make_is_left_alone():
    world.unit("so-noi-vu", "Sở Nội vụ")

    with pytest.raises(demo.NotTheDemo):
        demo.steps()


def test_a_database_of_another_program_is_left_alone(monkeypatch):
    monkeypatch.setattr(connection.introspection, "table_names", lambda: ["something_else"])

    with pytest.raises(demo.NotTheDemo):
        demo.steps()


def test_an_empty_database_takes_every_step(monkeypatch):
    monkeypatch.setattr(connection.introspection, "table_names", list)

    files = demo.year_files()
    assert names() == [*STEPS_BEFORE_THE_YEARS, *(path.name for path in files), "register", "finish"]
    assert [path.stem[-4:] for path in files] == [str(year) for year in range(2015, 2025)]


@pytest.mark.django_db
def test_the_demo_ends_with_a_locked_year_and_verdicts_and_then_has_nothing_to_do(one_year):
    demo.migrate()  # what makes an empty database the demo's own
    run()
    events = AuditEvent.objects.count()

    left = names()
    run()

    assert left == ["migrate"]
    assert AuditEvent.objects.count() == events
    invented = Revision.objects.get(snapshot__unit__key=demo.INVENTED_PROVINCE)
    assert invented.is_locked
    assert invented.locked_by.username != invented.created_by.username
    assert not Submission.objects.filter(revision=invented).exclude(state="locked").exists()
    assert User.objects.count() == len(demo.ACCOUNTS)
    assert Person.objects.filter(status="in_service").count() >= 90
    assert all(user.check_password(demo.PASSWORD) for user in User.objects.all())
    assert {each.reading is None for each in progress_of(Target.objects.filter(unit__key="bac-kan"))} == {False}


@pytest.mark.django_db
def test_an_interrupted_demo_goes_on_where_it_stopped(one_year):
    demo.migrate()
    steps = demo.steps()
    for _, step in steps[:-1]:
        step()
    there = Unit.objects.count(), Revision.objects.count(), Person.objects.count()

    assert names() == [*STEPS_BEFORE_THE_YEARS, one_year.name, "register", "finish"]
    run()

    assert (Unit.objects.count(), Revision.objects.count(), Person.objects.count()) == there
    assert names() == ["migrate"]


@pytest.mark.django_db
def test_the_people_of_the_demo_are_those_of_its_last_report(code_lists):
    call_command("loaddata", "provinces", "documents", "indicators", "minh_hoa", verbosity=0)

    demo.fill_register()

    day, categories = timezone.localdate(), {"cadre", "civil_servant", "public_employee"}
    counted = PersonSpell.objects.on(day).filter(category__in=Value.objects.filter(code__in=categories))
    assert counted.count() == 8954  # 9,080 in the report, 126 of them of the Party's units
    assert counted.filter(education=world.value("education", "doctorate")).count() == 40
