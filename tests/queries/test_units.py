"""The unit tree as it stood on a day; codes that change hands; who came from whom."""

from datetime import date

import pytest
from django.core.management import call_command

from tests import universe as world
from workforce.models import Reorganisation, ReorganisationLink, Unit, UnitVersion
from workforce.models.periods import OPEN_START
from workforce.models.scopes import units_seen_by
from workforce.queries.units import (
    UnknownUnit,
    last_roots,
    last_versions,
    lineage,
    lives,
    tree_on,
    unit_with_code,
)

BEFORE, MERGED = date(2025, 6, 30), date(2025, 7, 1)
YEAR_END = date(2024, 12, 31)


@pytest.fixture
def provinces(db):
    call_command("loaddata", "provinces", verbosity=0)


def unit(key, **fields):
    return world.unit(key, key, **fields)


def reorganise(code, kind, on, *links):
    event = Reorganisation.objects.create(code=code, kind=kind, effective_on=on, name_vi=code, name_en=code)
    for predecessor, successor in links:
        ReorganisationLink.objects.create(reorganisation=event, predecessor=predecessor, successor=successor)


def parts(unit, day):
    found = lineage().parts_on(unit.pk, lives(), day)
    return None if found is None else sorted(Unit.objects.get(pk=each).key for each in found)


def test_a_code_belongs_to_the_unit_that_bore_it_on_the_day(provinces):
    bearers = [unit_with_code("24", day).key for day in [YEAR_END, BEFORE, MERGED, date(2026, 12, 31)]]

    assert bearers == ["bac-giang", "bac-giang", "bac-ninh-2025", "bac-ninh-2025"]
    assert unit_with_code("27", YEAR_END).key == "bac-ninh"


def test_a_code_that_nobody_bore_on_the_day_is_unknown(provinces):
    with pytest.raises(UnknownUnit) as error:
        unit_with_code("27", MERGED)

    assert (error.value.code, error.value.day) == ("27", MERGED)


def test_bac_ninh_is_a_city_from_20_september_2026(provinces):
    bac_ninh = Unit.objects.get(key="bac-ninh-2025").pk

    versions = [tree_on(day).versions[bac_ninh] for day in [date(2026, 9, 19), date(2026, 9, 20)]]

    assert [(each.kind, each.name_vi) for each in versions] == [
        ("province", "Tỉnh Bắc Ninh"),
        ("central_city", "Thành phố Bắc Ninh"),
    ]


def test_the_merged_province_was_its_two_predecessors(provinces):
    bac_ninh = Unit.objects.get(key="bac-ninh-2025")

    assert parts(bac_ninh, BEFORE) == ["bac-giang", "bac-ninh"]
    assert parts(bac_ninh, MERGED) == ["bac-ninh-2025"]


@pytest.mark.django_db
def test_what_was_split_off_has_no_known_part_before():
    old, one, other = unit("old", valid_to=MERGED), unit("one", valid_from=MERGED), unit("other", valid_from=MERGED)
    reorganise("split", "split", MERGED, (old, one), (old, other))

    assert parts(one, BEFORE) is None
    assert parts(one, MERGED) == ["one"]
    assert parts(old, BEFORE) == ["old"]


@pytest.mark.django_db
def test_a_unit_that_absorbed_another_is_itself_a_part():
    stays, ends = unit("stays"), unit("ends", valid_to=MERGED)
    reorganise("absorb", "absorb", MERGED, (ends, stays))

    assert parts(stays, BEFORE) == ["ends", "stays"]
    assert parts(stays, MERGED) == ["stays"]


@pytest.mark.django_db
def test_what_was_split_off_a_unit_that_lives_on_breaks_the_line_of_both():
    stays, left = unit("stays"), unit("left", valid_from=MERGED)
    reorganise("split-off", "split", MERGED, (stays, left))

    assert (parts(left, BEFORE), parts(stays, BEFORE)) == (None, None)
    assert (parts(left, MERGED), parts(stays, MERGED)) == (["left"], ["stays"])


@pytest.mark.django_db
def test_what_happens_after_the_day_of_the_boundaries_changes_nothing():
    stays, left, ends = unit("stays"), unit("left", valid_from=MERGED), unit("ends", valid_to=MERGED)
    reorganise("split-off", "split", MERGED, (stays, left))
    reorganise("absorb", "absorb", MERGED, (ends, stays))

    assert lineage().parts_on(stays.pk, lives(), YEAR_END, BEFORE) == [stays.pk]


@pytest.mark.django_db
@pytest.mark.parametrize("again", [MERGED, date(2025, 9, 1)], ids=["on the same day", "later"])
def test_a_unit_that_came_back_is_followed_to_an_end(again):
    one, other = unit("one", valid_to=MERGED), unit("other", valid_to=MERGED)
    reorganise("there", "rename", MERGED, (one, other))
    reorganise("back", "rename", again, (other, one))

    assert parts(one, BEFORE) == ["one", "other"]
    assert lineage().forebears(one.pk) == {one.pk, other.pk}


@pytest.mark.django_db
def test_parts_are_followed_through_several_reorganisations():
    earlier = date(2020, 1, 1)
    first, second = unit("first", valid_to=earlier), unit("second", valid_to=earlier)
    middle, beside = unit("middle", valid_from=earlier, valid_to=MERGED), unit("beside", valid_to=MERGED)
    last = unit("last", valid_from=MERGED)
    reorganise("one", "merge", earlier, (first, middle), (second, middle))
    reorganise("two", "merge", MERGED, (middle, last), (beside, last))

    assert parts(last, date(2019, 12, 31)) == ["beside", "first", "second"]
    assert parts(last, YEAR_END) == ["beside", "middle"]


@pytest.mark.django_db
def test_a_split_further_back_breaks_the_line_too():
    earlier = date(2020, 1, 1)
    old = unit("old", valid_to=earlier)
    one, other = (unit(key, valid_from=earlier, valid_to=MERGED) for key in ["one", "other"])
    last = unit("last", valid_from=MERGED)
    reorganise("split", "split", earlier, (old, one), (old, other))
    reorganise("rename", "rename", MERGED, (one, last))

    assert parts(last, date(2019, 12, 31)) is None
    assert parts(last, YEAR_END) == ["one"]


@pytest.mark.django_db
def test_a_unit_without_predecessors_had_no_part_before_it_began():
    assert parts(unit("new", valid_from=MERGED), BEFORE) == []


@pytest.mark.django_db
def test_a_dissolved_unit_hands_over_to_nobody():
    ended = unit("ended", valid_to=MERGED)
    reorganise("dissolve", "dissolve", MERGED, (ended, None))

    assert lineage().successors == {}
    assert parts(ended, BEFORE) == ["ended"]


@pytest.mark.django_db
def test_the_tree_is_that_of_the_day():
    province, one, other = unit("province"), unit("one"), unit("other")
    UnitVersion.objects.filter(unit__in=[one, other]).update(parent=province)
    school = unit("school", parent=one, valid_to=MERGED)
    unit("school", parent=other, valid_from=MERGED)

    before, after = tree_on(BEFORE), tree_on(MERGED)

    assert before.line(school.pk) == [school.pk, one.pk, province.pk]
    assert after.line(school.pk) == [school.pk, other.pk, province.pk]
    assert (before.subtree(one.pk), after.subtree(one.pk)) == ([one.pk, school.pk], [one.pk])
    assert before.root(school.pk) == province.pk
    assert before.roots() == [province.pk]


def test_a_subtree_names_parents_before_children(universe):
    found = tree_on(YEAR_END).subtree(universe.minh_hoa.pk)

    assert found[0] == universe.minh_hoa.pk
    assert found.index(universe.education_department.pk) < found.index(universe.hoa_sen.pk)
    assert set(found) == {
        each.pk
        for each in [
            universe.minh_hoa,
            universe.education_department,
            universe.hoa_sen,
            universe.hoa_mai,
            universe.hospital,
        ]
    }


@pytest.mark.django_db
def test_a_unit_that_did_not_exist_stands_alone():
    later = unit("later", parent=unit("province"), valid_from=MERGED)

    tree = tree_on(BEFORE)

    assert (tree.subtree(later.pk), tree.line(later.pk), tree.root(later.pk)) == ([later.pk], [], later.pk)


@pytest.mark.django_db
def test_a_unit_that_ended_keeps_its_last_name_and_province():
    province = unit("province")
    world.unit("board", "Old name", parent=province, valid_to=date(2020, 1, 1))
    board = world.unit("board", "Last name", parent=province, valid_from=date(2020, 1, 1), valid_to=MERGED)

    assert last_versions([board.pk])[board.pk].name_vi == "Last name"
    assert last_roots([board.pk, province.pk]) == {board.pk: province.pk, province.pk: province.pk}
    assert lives()[board.pk] == (OPEN_START, MERGED)


def test_a_user_of_a_unit_sees_what_is_below_it(universe):
    department = world.user("data_entry", unit=universe.education_department, username="department")

    assert units_seen_by(department) == {universe.education_department.pk, universe.hoa_sen.pk, universe.hoa_mai.pk}
    assert units_seen_by(universe.system_admin) is None


def test_a_user_still_sees_a_unit_that_ended_below_theirs(universe):
    ended = unit("ended", parent=universe.education_department, valid_to=YEAR_END)
    department = world.user("data_entry", unit=universe.education_department, username="department")

    assert ended.pk in units_seen_by(department)
