from datetime import date

import pytest

from tests.services.register.forms import ON
from tests.universe import value
from workforce.models import AuditEvent, StaffingQuota
from workforce.models.periods import OPEN_END
from workforce.queries.quotas import quota_table
from workforce.services.register.posts import transfer
from workforce.services.register.quotas import set_quota
from workforce.services.snapshots import NotAllowed

FIRST, SECOND = date(2023, 1, 1), date(2025, 1, 1)


def quota(universe, posts, since, *, unit=None, category="public_employee", by=None, **more):
    return set_quota(
        unit=unit or universe.hoa_sen,
        category=value("category", category),
        posts=posts,
        valid_from=since,
        by=by,
        **more,
    )


def kept():
    return list(StaffingQuota.objects.order_by("valid_from").values_list("posts", "valid_from", "valid_to"))


@pytest.mark.django_db
def test_a_decision_ends_the_one_before(universe):
    quota(universe, 50, FIRST)
    quota(universe, 48, SECOND, by=universe.data_admin)

    assert kept() == [(50, FIRST, SECOND), (48, SECOND, OPEN_END)]
    event = AuditEvent.objects.first()
    assert (event.actor, event.details["changes"]) == (universe.data_admin, {"posts": [50, 48]})


@pytest.mark.django_db
def test_an_earlier_decision_recorded_late_ends_where_the_next_begins(universe):
    quota(universe, 48, SECOND)
    quota(universe, 50, FIRST)

    assert kept() == [(50, FIRST, SECOND), (48, SECOND, OPEN_END)]


@pytest.mark.django_db
def test_one_of_the_same_day_is_corrected(universe):
    quota(universe, 50, FIRST)
    quota(universe, 51, FIRST, source="QĐ 12")

    assert kept() == [(51, FIRST, OPEN_END)]
    assert StaffingQuota.objects.get().source == "QĐ 12"


@pytest.mark.django_db
def test_nobody_sets_the_quota_of_other_units_or_a_negative_one(universe):
    with pytest.raises(NotAllowed, match="unit_outside_scope"):
        quota(universe, 5, FIRST, unit=universe.hospital, by=universe.data_entry)
    with pytest.raises(NotAllowed, match="quota_negative"):
        quota(universe, -1, FIRST)

    assert kept() == []


@pytest.mark.django_db
def test_the_table_compares_posts_with_people(universe, people):
    quota(universe, 3, FIRST)
    quota(universe, 4, FIRST, unit=universe.hospital, category="civil_servant")
    quota(universe, 2, FIRST, unit=universe.hospital, label_vi="Khoa Ngoại", category="civil_servant")
    transfer(person=people.hoa, version=1, on=ON, unit=universe.hoa_sen, by=None)
    units = [universe.hoa_sen.pk, universe.hospital.pk, universe.hoa_mai.pk]
    employee, servant = (value("category", code).pk for code in ["public_employee", "civil_servant"])

    before, after = quota_table(units, date(2024, 2, 29)), quota_table(units, ON)

    assert [tuple(row) for row in before] == [
        (universe.hoa_sen.pk, employee, 3, 2),
        (universe.hospital.pk, servant, 4, 0),
        (universe.hospital.pk, employee, None, 1),
        (universe.hoa_mai.pk, employee, None, 1),
    ]
    assert [row.vacant for row in before] == [1, 4, None, None]
    assert [tuple(row) for row in after][0] == (universe.hoa_sen.pk, employee, 3, 3)
    assert universe.hoa_mai.pk not in {row.unit for row in after}


@pytest.mark.django_db
def test_parts_of_a_unit_add_up_only_where_the_whole_has_no_quota(universe):
    quota(universe, 3, FIRST, label_vi="Khối A")
    quota(universe, 2, FIRST, label_vi="Khối B")
    quota(universe, 6, SECOND)
    units = [universe.hoa_sen.pk]

    before, after = quota_table(units, date(2024, 12, 31)), quota_table(units, SECOND)

    assert [row.assigned for row in before] == [5]
    assert [row.assigned for row in after] == [6]


@pytest.mark.django_db
def test_a_quota_for_several_categories_is_compared_with_all_their_people(universe, people):
    quota(universe, 1, FIRST, category="cbccvc")

    (row,) = quota_table([universe.hoa_sen.pk], ON)

    assert (row.assigned, row.present, row.vacant) == (1, 2, -1)


@pytest.mark.django_db
def test_a_quota_of_a_department_is_for_its_schools_as_well(universe, people):
    quota(universe, 10, FIRST, unit=universe.education_department)

    department, school = quota_table([universe.education_department.pk, universe.hoa_sen.pk], ON)

    assert (department.assigned, department.present, department.vacant) == (10, 3, 7)
    assert (school.assigned, school.present) == (None, 2)


@pytest.mark.django_db
@pytest.mark.parametrize("units", [1, 3])
def test_the_table_takes_four_queries(universe, people, units, django_assert_num_queries):
    asked = [universe.hoa_sen.pk, universe.hospital.pk, universe.hoa_mai.pk][:units]

    with django_assert_num_queries(4):
        quota_table(asked, ON)
