from datetime import date

import pytest

from tests.services.register.forms import diploma, fresh
from tests.universe import value
from workforce.models import AuditEvent, Equivalence, PersonSpell
from workforce.models.periods import OPEN_END, OPEN_START
from workforce.services.register.equivalences import change_equivalence, preview_change
from workforce.services.register.people import void_person

SINCE = date(2022, 1, 1)
DAYS = [date(2021, 12, 31), SINCE, date(2026, 12, 31)]


def change(code="specialist_2", level="masters", since=SINCE):
    return change_equivalence(
        diploma=diploma(code), level=value("education", level), valid_from=since, document=None, source="Thử", by=None
    )


def preview(code="specialist_2", level="masters", since=SINCE, days=DAYS):
    found = preview_change(diploma=diploma(code), level=value("education", level), valid_from=since, days=days)
    return [(row.day, row.level.code, row.before, row.after) for row in found]


def levels(code="specialist_2"):
    rows = Equivalence.objects.filter(diploma__code=code).order_by("valid_from")
    return list(rows.values_list("valid_from", "valid_to", "level__code"))


def level_of(person, day):
    return PersonSpell.objects.on(day).get(person=person).education.code


@pytest.mark.django_db
def test_a_change_holds_until_the_next_one_on_record(people):
    change()

    assert levels() == [
        (OPEN_START, SINCE, "doctorate"),
        (SINCE, date(2026, 1, 1), "masters"),
        (date(2026, 1, 1), OPEN_END, "university"),
    ]


@pytest.mark.django_db
def test_a_change_of_the_same_day_is_corrected(people):
    change()
    change(level="university")

    assert levels()[1] == (SINCE, date(2026, 1, 1), "university")


@pytest.mark.django_db
def test_whoever_holds_the_diploma_is_derived_anew(people):
    assert change() == 1

    assert [level_of(people.binh, day) for day in DAYS] == ["doctorate", "masters", "university"]
    event = AuditEvent.objects.get(object="equivalence specialist_2")
    assert event.details["changes"] == {"level": ["doctorate", "masters"]}


@pytest.mark.django_db
def test_the_columns_of_lists_follow(people):
    change(since=date(2026, 1, 1))

    assert fresh(people.binh).education.code == "masters"


@pytest.mark.django_db
def test_a_preview_counts_before_and_after_without_writing(people):
    before = levels()

    found = preview()

    assert found == [(SINCE, "doctorate", 1, 0), (SINCE, "masters", 0, 1)]
    assert levels() == before
    assert level_of(people.binh, SINCE) == "doctorate"


@pytest.mark.django_db
def test_a_preview_says_what_the_change_then_does(people):
    def counts(day):
        spells = PersonSpell.objects.on(day).values_list("education__code", flat=True)
        return {level: list(spells).count(level) for level in set(spells)}

    announced, before = preview("bachelor", "college"), {day: counts(day) for day in DAYS}
    change("bachelor", "college")

    for day in DAYS:
        codes = before[day].keys() | counts(day).keys()
        moved = {code: (before[day].get(code, 0), counts(day).get(code, 0)) for code in codes}
        happened = {code: pair for code, pair in moved.items() if pair[0] != pair[1]}
        differences = {code: after - old for on, code, old, after in announced if on == day}
        assert differences == {code: after - old for code, (old, after) in happened.items()}
    assert announced


@pytest.mark.django_db
def test_nobody_is_announced_who_does_not_count(people):
    void_person(person=people.binh, version=1, reason="x", by=None)

    assert preview() == []
