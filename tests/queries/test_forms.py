"""Yearly forms filled from snapshots and from the register."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.queries.registered import covered, person, post
from tests.universe import YEAR_END, lock, open_revision, submit, unit, value
from workforce.indicators.forms.bm01 import BM01
from workforce.indicators.forms.bm01_vc import BM01_VC
from workforce.indicators.forms.checks import Problem
from workforce.indicators.forms.commune import COMMUNE
from workforce.models import Headcount, PersonSpell, StaffingQuota, Submission, UnitVersion, Value
from workforce.models.periods import OPEN_END
from workforce.queries.form_sources import sources
from workforce.queries.forms import RowKind, fill

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 30)


def filled(form, unit, *, day=YEAR_END, revision=None, population=0):
    return fill(form=form, population=form.populations[population], unit=unit, day=day, revision=revision)


def rows_of(table, *keys):
    """Names of rows with the people of some columns."""
    return [
        ("total" if row.kind is RowKind.TOTAL else row.unit.name_vi, *(row.filled.counts[key].people for key in keys))
        for row in table.rows
    ]


def named(table, problem):
    return [finding for finding in table.findings if finding.problem is problem]


def report(revision, unit, cells, *, category="civil_servant", covers_subordinates=True):
    """A submission of ``(dimension, code): people``; the total is given like any other cell."""
    submission = Submission.objects.create(
        revision=revision, unit=unit, state=Submission.State.APPROVED, covers_subordinates=covers_subordinates
    )
    axes = {
        "category": value("category", category),
        "sector": value("sector", "state_agency"),
        "leadership": value("leadership", "any_leadership"),
    }
    for (dimension, code), people in cells.items():
        Headcount.objects.create(submission=submission, value=value(dimension, code), people=people, **axes)
    return submission


def only_total(people):
    return {("total", "total"): people}


@pytest.fixture
def snapshot(universe):
    """An empty collection of Minh Họa on a later day."""
    return open_revision(universe.minh_hoa, date(2025, 12, 31))


@pytest.fixture
def commune(universe):
    return unit("xa-minh-hoa", "Xã Minh Họa", kind="commune", parent=universe.minh_hoa)


def test_a_department_prints_its_schools_and_their_sum(universe):
    table = filled(BM01_VC, universe.education_department, revision=universe.revision)

    assert rows_of(table, "total", "doctorate", "masters", "below_university") == [
        ("Trường THPT Hoa Mai", 50, 0, 8, 1),
        ("Trường THPT Hoa Sen", 50, 1, 12, 0),
        ("total", 100, 1, 20, 1),
    ]


def test_a_unit_that_did_not_report_leaves_the_total_unknown(universe):
    table = filled(BM01_VC, universe.minh_hoa, revision=universe.revision)

    assert rows_of(table, "total") == [
        ("Bệnh viện Đa khoa Minh Họa", None),
        ("Sở Giáo dục và Đào tạo", 100),
        ("total", None),
    ]
    assert table.total.counts["total"].known_people == 100
    [finding] = named(table, Problem.NOT_REPORTED)
    assert [(line.row, line.people) for line in finding.lines] == [(0, 1), (2, 1)]


def test_a_dimension_that_the_snapshot_lacks_is_unknown_and_named(universe):
    table = filled(BM01_VC, universe.hoa_sen, revision=universe.revision)

    assert rows_of(table, "rank_senior", "women") == [("Trường THPT Hoa Sen", None, None), ("total", None, None)]
    assert {"rank", "sex", "party", "ethnicity"} <= {each.dimension for each in named(table, Problem.NOT_CUT)}
    assert "education" not in {each.dimension for each in named(table, Problem.NOT_CUT)}


def test_nobody_of_the_population_is_zero_in_every_column(universe):
    table = filled(BM01, universe.hoa_sen, revision=universe.revision)

    assert {count.people for key, count in table.total.counts.items() if key != "quota"} == {0}


def test_people_of_no_stated_category_are_unknown(universe, snapshot):
    report(snapshot, universe.hospital, only_total(30), category="cbccvc")

    table = filled(BM01, universe.hospital, day=date(2025, 12, 31), revision=snapshot)

    assert rows_of(table, "total", "masters")[-1] == ("total", None, None)
    assert [each.columns[0].key for each in named(table, Problem.NOT_BROKEN_DOWN)] == ["total"]


def test_plain_ages_answer_the_bands_below_retirement_only(universe, snapshot):
    cells = {("total", "total"): 9, ("age", "age_30_or_less"): 4, ("age", "age_41_50"): 2, ("age", "age_51_60"): 3}
    report(snapshot, universe.hospital, cells)

    table = filled(BM01, universe.hospital, day=date(2025, 12, 31), revision=snapshot)

    assert rows_of(table, "up_to_30", "from_31_to_40", "from_41_to_50", "from_51_to_60")[-1][1:] == (4, 0, 2, None)


def test_ages_of_the_form_and_those_between_its_columns(universe, snapshot):
    ages = {"women_51_55": 3, "men_51_55": 2, "men_56_60": 1, "women_56_60": 4, "aged_over_60_working": 5}
    cells = {("age_retirement", code): people for code, people in ages.items()} | only_total(15)
    report(snapshot, universe.hospital, cells)

    table = filled(BM01, universe.hospital, day=date(2025, 12, 31), revision=snapshot)

    keys = ["from_51_to_60", "women_51_55", "men_51_60", "women_56_60", "aged_over_60_working"]
    assert rows_of(table, *keys)[-1][1:] == (10, 3, 3, 4, 5)
    assert named(table, Problem.SUM_TOO_SMALL) == named(table, Problem.SUM_TOO_LARGE) == []


def test_bm01_leaves_communes_to_the_commune_form(universe, commune, snapshot):
    report(snapshot, commune, only_total(20))
    report(snapshot, universe.hospital, only_total(7))
    day = date(2025, 12, 31)

    assert rows_of(filled(BM01, universe.minh_hoa, day=day, revision=snapshot), "total") == [
        ("Bệnh viện Đa khoa Minh Họa", 7),
        ("total", 7),
    ]
    assert rows_of(filled(COMMUNE, universe.minh_hoa, day=day, revision=snapshot), "total") == [
        ("Xã Minh Họa", 20),
        ("total", 20),
    ]


def test_what_lies_below_a_commune_is_of_its_level(universe, commune, snapshot):
    office = unit("van-phong-xa", "Văn phòng xã", parent=commune)
    report(snapshot, office, only_total(5))

    assert rows_of(filled(COMMUNE, commune, day=date(2025, 12, 31), revision=snapshot), "total")[-1] == ("total", 5)


def test_a_report_for_several_levels_together_is_unknown(universe, commune, snapshot):
    report(snapshot, universe.minh_hoa, only_total(40))

    table = filled(BM01, universe.minh_hoa, day=date(2025, 12, 31), revision=snapshot)

    assert rows_of(table, "total")[-1] == ("total", None)
    assert named(table, Problem.LEVELS_TOGETHER)


def test_a_form_that_is_about_nobody_here_says_so(universe):
    assert not filled(COMMUNE, universe.hoa_sen, revision=universe.revision).is_of_level


def test_own_staff_stand_beside_the_units_below(universe, snapshot):
    report(snapshot, universe.education_department, only_total(6), covers_subordinates=False)
    report(snapshot, universe.hoa_sen, only_total(2))

    table = filled(BM01, universe.education_department, day=date(2025, 12, 31), revision=snapshot)

    assert [(row.kind, row.filled.counts["total"].people) for row in table.rows] == [
        (RowKind.SUBTREE, 2),
        (RowKind.OWN_STAFF, 6),
        (RowKind.TOTAL, 8),
    ]


def test_a_report_for_all_that_differs_from_its_parts_is_a_contradiction(universe, snapshot):
    report(snapshot, universe.education_department, only_total(9))
    report(snapshot, universe.hoa_sen, only_total(2))

    table = filled(BM01, universe.education_department, day=date(2025, 12, 31), revision=snapshot)

    assert rows_of(table, "total") == [("Trường THPT Hoa Sen", 2), ("total", 9)]
    assert [each.columns[0].key for each in named(table, Problem.ROWS_DIFFER)] == ["total"]


def test_units_with_nobody_have_no_row_and_are_counted(universe, snapshot):
    report(snapshot, universe.hoa_sen, only_total(0))
    report(snapshot, universe.hoa_mai, only_total(3))

    table = filled(BM01, universe.education_department, day=date(2025, 12, 31), revision=snapshot)

    assert (len(table.rows), table.empty_units) == (2, 1)


def test_the_field_is_that_of_the_unit(universe, snapshot):
    UnitVersion.objects.filter(unit=universe.hoa_sen).update(field=value("field", "education"))
    UnitVersion.objects.filter(unit=universe.hospital).update(field=value("field", "vocational"))
    for each, people in [(universe.hoa_sen, 4), (universe.hoa_mai, 2), (universe.hospital, 1)]:
        report(snapshot, each, only_total(people), category="public_employee")

    table = filled(BM01_VC, universe.minh_hoa, day=date(2025, 12, 31), revision=snapshot)

    assert rows_of(table, "field_education", "field_health", "field_other")[-1] == ("total", 4, 0, 1)
    [finding] = [each for each in named(table, Problem.NO_INFORMATION) if each.dimension == "field"]
    assert finding.lines[-1].people == 2


def quota(unit, posts, *, category="civil_servant", label="", since=date(2024, 1, 1), until=OPEN_END):
    StaffingQuota.objects.create(
        unit=unit, category=value("category", category), posts=posts, label_vi=label, valid_from=since, valid_to=until
    )


def quota_of(unit, revision, *, population=0):
    return filled(BM01, unit, revision=revision, population=population).total.counts["quota"].people


def test_the_quota_is_the_one_of_the_date(universe):
    quota(universe.hospital, 10, until=YEAR_END)
    quota(universe.hospital, 12, since=YEAR_END)

    assert quota_of(universe.hospital, universe.revision) == 12


def test_a_missing_quota_is_unknown(universe):
    quota(universe.hospital, 12, since=date(2025, 1, 1))

    table = filled(BM01, universe.hospital, revision=universe.revision)

    assert table.total.counts["quota"].people is None
    assert named(table, Problem.NO_QUOTA)


def test_quotas_of_parts_add_up_unless_the_whole_has_one(universe):
    quota(universe.hospital, 5, label="Khối A")
    quota(universe.hospital, 4, label="Khối B")
    assert quota_of(universe.hospital, universe.revision) == 9

    quota(universe.hospital, 12)
    assert quota_of(universe.hospital, universe.revision) == 12


def test_quotas_of_units_below_add_up_only_if_each_has_one(universe):
    quota(universe.hoa_sen, 5)
    assert quota_of(universe.education_department, universe.revision) is None

    quota(universe.hoa_mai, 6)
    assert quota_of(universe.education_department, universe.revision) == 11


def test_quotas_of_units_below_are_not_all_where_a_unit_has_staff_of_its_own(universe):
    quota(universe.hoa_sen, 5)
    quota(universe.hoa_mai, 6)
    report(universe.revision, universe.education_department, {("total", "total"): 3}, covers_subordinates=False)

    assert quota_of(universe.education_department, universe.revision) is None


def test_a_quota_for_one_category_is_none_for_two(universe):
    quota(universe.hospital, 5)
    assert quota_of(universe.hospital, universe.revision, population=1) is None

    quota(universe.hospital, 2, category="cadre")
    assert quota_of(universe.hospital, universe.revision, population=1) == 7


def test_a_locked_revision_answers_before_the_register_and_that_before_an_open_one(universe):
    assert sources(universe.hoa_sen, YEAR_END).default == universe.revision

    covered(universe.minh_hoa)
    assert sources(universe.hoa_sen, YEAR_END).default is None

    lock(universe.revision)
    assert sources(universe.hoa_sen, YEAR_END).default == universe.revision


def test_the_register_counts_people_of_the_population(universe):
    covered(universe.minh_hoa)
    person(posts=[post(universe.hoa_sen)], sex="female", diplomas=[("masters", date(2012, 1, 1))])
    person(posts=[post(universe.hoa_sen, category="civil_servant")], sex="male")
    person(posts=[post(universe.hospital, end=date(2025, 1, 1))], sex="male")

    table = filled(BM01_VC, universe.minh_hoa, day=DAY)

    assert rows_of(table, "total", "women", "masters") == [("Sở Giáo dục và Đào tạo", 1, 1, 1), ("total", 1, 1, 1)]
    assert table.empty_units == 1


def test_a_unit_that_the_register_does_not_cover_is_unknown(universe):
    covered(universe.hoa_sen)
    person(posts=[post(universe.hoa_sen)])

    table = filled(BM01_VC, universe.education_department, day=DAY)

    assert rows_of(table, "total") == [
        ("Trường THPT Hoa Mai", None),
        ("Trường THPT Hoa Sen", 1),
        ("Sở Giáo dục và Đào tạo", None),
        ("total", None),
    ]


def test_people_between_the_columns_are_counted_below_the_table(universe):
    covered(universe.minh_hoa)
    births = {"female": [(1969, 12), (1973, 5)], "male": [(1965, 1), (1965, 12), (1968, 3), (1950, 8)]}
    for sex, born in [(sex, born) for sex, months in births.items() for born in months]:
        person(posts=[post(universe.hospital, category="civil_servant")], sex=sex, birth_date=date(*born, 20))

    table = filled(BM01, universe.hospital, day=DAY)

    keys = ["from_51_to_60", "women_51_55", "men_51_60", "past_retirement", "women_56_60", "aged_over_60_working"]
    assert rows_of(table, *keys)[-1][1:] == (4, 1, 2, 1, 1, 1)


ATTRIBUTES = st.fixed_dictionaries(
    {
        "sex": st.sampled_from(["female", "male", ""]),
        "birth_date": st.one_of(st.none(), st.dates(date(1955, 1, 1), date(2004, 1, 1))),
        "never_in_party": st.booleans(),
    }
)
PEOPLE = st.lists(
    st.tuples(
        ATTRIBUTES,
        st.sampled_from(["hoa_sen", "hoa_mai", "hospital", "minh_hoa"]),
        st.sampled_from(["civil_servant", "public_employee", "cadre"]),
        st.lists(st.sampled_from(["doctorate", "masters", "college"]), max_size=1),
    ),
    max_size=4,
)


@given(people=PEOPLE)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_for_any_register_each_sum_holds_or_is_reported(universe, people):
    """Every column is the plain number of spells at its values, and what it lacks is said."""
    PersonSpell.objects.all().delete()
    covered(universe.minh_hoa)
    for attributes, place, category, diplomas in people:
        awards = [(code, date(2012, 1, 1)) for code in diplomas]
        person(posts=[post(getattr(universe, place), category=category)], diplomas=awards, **attributes)

    for form in (BM01, BM01_VC):
        table = filled(form, universe.minh_hoa, day=DAY)
        reported = {(each.sum.name, line.row) for each in table.findings if each.sum for line in each.lines}
        nobody_knows = {each.dimension for each in named(table, Problem.NO_INFORMATION)}
        spells = PersonSpell.objects.filter(category__code__in=table.population.categories)
        assert table.total.counts["total"].people == spells.count()
        for column in form.counted:
            if column.dimension in {"education", "sex", "party", "rank"}:
                below = values_at(column.cuts[0])
                expected = spells.filter(**{f"{column.dimension}__in": below}).count()
                assert table.total.counts[column.key].people == expected
                unknown = spells.filter(**{f"{column.dimension}__kind": "no_information"}).exists()
                assert unknown == (column.dimension in nobody_knows)
        for number, row in enumerate(table.rows):
            for each in form.sums:
                parts = [row.filled.counts[key] for key in each.parts]
                people = sum(part.people for part in parts) + each.of_everybody * max(p.no_information for p in parts)
                assert (people == row.filled.counts[each.whole].people) != ((each.name, number) in reported)


def values_at(cut):
    """The values of a cut and those below them."""
    found = set(Value.objects.filter(dimension__code=cut.dimension, code__in=cut.values).values_list("id", flat=True))
    while more := set(Value.objects.filter(parent__in=found).values_list("id", flat=True)) - found:
        found |= more
    return found


@pytest.mark.parametrize("from_register", [True, False])
def test_more_units_take_no_more_queries(universe, from_register):
    covered(universe.minh_hoa)
    person(posts=[post(universe.hospital)])

    def queries():
        with CaptureQueriesContext(connection) as caught:
            filled(BM01_VC, universe.minh_hoa, revision=None if from_register else universe.revision)
        return len(caught)

    before = queries()
    for number in range(5):
        school = unit(f"truong-{number}", f"Trường {number}", parent=universe.minh_hoa)
        person(posts=[post(school)])
        submit(universe.revision, school, {"masters": 1})

    assert queries() == before
