"""The triggers of the register: one primary post at a time, one level of a diploma type at a time."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from tests.models.register_violations import a_value
from tests.models.violations import OVERLAPPING_LEVELS, OVERLAPPING_POSTS
from workforce.models import Appointment, DiplomaType, Equivalence, Person, Unit
from workforce.models.periods import OPEN_END

YEARS = [(date(2020, 1, 1), date(2025, 1, 1)), (date(2025, 1, 1), OPEN_END)]
OVERLAPPING, ADJOINING = ("2019-01-01", "2025-01-02"), ("2019-01-01", "2020-01-01")


def posts():
    """Ids of the first of somebody's two posts, of a post of somebody else, and of that first person."""
    value, unit = a_value(), Unit.objects.create(key="unit")
    one, other = (Person.objects.create(full_name=name) for name in ["An", "Bình"])
    rows = [
        Appointment.objects.create(
            person=person, unit=unit, category=value, leadership=value, valid_from=start, valid_to=end
        )
        for person, (start, end) in [(one, YEARS[0]), (one, YEARS[1]), (other, YEARS[0])]
    ]
    return {"first": rows[0].pk, "of_another": rows[2].pk, "owner": one.pk}


def levels():
    value = a_value()
    one, other = (DiplomaType.objects.create(code=code) for code in ["one", "other"])
    rows = [
        Equivalence.objects.create(diploma=diploma, level=value, valid_from=start, valid_to=end)
        for diploma, (start, end) in [(one, YEARS[0]), (one, YEARS[1]), (other, YEARS[0])]
    ]
    return {"first": rows[0].pk, "of_another": rows[2].pk, "owner": one.pk}


CASES = [(posts, *case) for case in OVERLAPPING_POSTS] + [(levels, *case) for case in OVERLAPPING_LEVELS]


def execute(statement, scene, years):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(**scene, valid_from=years[0], valid_to=years[1]))
        return cursor.rowcount


@pytest.mark.django_db
@pytest.mark.parametrize(("scene", "guard", "statement"), CASES)
def test_what_overlaps_is_refused(scene, guard, statement):
    rows = scene()

    with pytest.raises(IntegrityError, match=guard):
        execute(statement, rows, OVERLAPPING)


@pytest.mark.django_db
@pytest.mark.parametrize(("scene", "guard", "statement"), CASES)
def test_what_ends_where_the_next_begins_is_accepted(scene, guard, statement):
    assert execute(statement, scene(), ADJOINING) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("exempt", ["kind = 'secondment'", "voided_at = '2025-01-01 00:00:00', void_reason = 'x'"])
def test_void_posts_and_those_beside_the_primary_one_overlap_as_they_like(exempt):
    scene = posts()
    years = "valid_from = '{valid_from}', valid_to = '{valid_to}'"

    done = execute(f"UPDATE workforce_appointment SET {exempt}, {years} WHERE id = {{first}}", scene, OVERLAPPING)

    assert done == 1
