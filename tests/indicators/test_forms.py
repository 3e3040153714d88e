"""The forms as data, their merged headers, and what is found wrong or missing in a filled one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workforce.indicators.counting import NOBODY, UNKNOWN, Count
from workforce.indicators.forms import FORMS
from workforce.indicators.forms.bm01 import BM01
from workforce.indicators.forms.bm01_vc import BM01_VC
from workforce.indicators.forms.checks import FilledRow, Problem, check
from workforce.indicators.forms.commune import COMMUNE
from workforce.indicators.forms.shape import TOTAL, header

every_form = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())


def row(form, *, others=NOBODY, uncut=(), unreported=0, **counts):
    """Everything that is not given counts nobody; numbers stand for known counts."""
    given = {key: Count(people=each) if isinstance(each, int) else each for key, each in counts.items()}
    return FilledRow(dict.fromkeys(form.by_key, others) | given, frozenset(uncut), unreported)


def problems(form, *rows):
    return {(finding.problem, finding.columns[-1].key if finding.columns else "") for finding in check(form, rows)}


def whole_of_ten(**more):
    """Ten civil servants of whom everything is known."""
    return row(BM01, **{"quota": 12, TOTAL: 10, "rank_specialist": 10, "masters": 10, "up_to_30": 10} | more)


@pytest.mark.parametrize(
    ("form", "numbers"), [(BM01, range(2, 39)), (BM01_VC, range(1, 32)), (COMMUNE, range(1, 41))], ids=lambda each: ""
)
def test_columns_are_numbered_as_the_sources_number_them(form, numbers):
    assert [column.number for column in form.columns] == [str(number) for number in numbers]


@every_form
def test_header_cells_cover_each_place_once(form):
    places = [
        (cell.row + down, cell.column + across)
        for cells in header(form)
        for cell in cells
        for down in range(cell.rows)
        for across in range(cell.columns)
    ]

    assert sorted(places) == [(r, c) for r in range(form.depth) for c in range(len(form.columns))]


def test_header_of_bm01_has_four_rows_and_merges_its_groups():
    cells = {(cell.heading.vi, cell.row): cell for row in header(BM01) for cell in row}

    assert BM01.depth == 4
    assert cells["Trình độ đào tạo chia theo", 0].columns == 19
    assert cells["Ngoại ngữ", 1].columns == 4
    assert cells["Tổng số công chức hiện có", 0].rows == 4


@every_form
def test_every_column_counts_something_or_says_why_not(form):
    assert [c.key for c in form.columns if not c.cuts and not c.is_quota and c.note is None] == []


@every_form
def test_sums_name_columns_of_the_form(form):
    assert {key for each in form.sums for key in (each.whole, *each.parts)} <= form.by_key.keys()


def test_what_adds_up_is_not_mentioned():
    assert check(BM01, [whole_of_ten(), whole_of_ten()]) == []


def test_people_in_no_column_are_a_gap():
    short = whole_of_ten(rank_specialist=8)

    [finding] = check(BM01, [short])

    assert (finding.problem, finding.sum.name.vi, finding.lines[0][1:]) == (Problem.SUM_TOO_SMALL, "Ngạch", (8, 10))
    assert not finding.is_contradiction


def test_too_many_people_are_a_contradiction_and_come_first():
    found = check(BM01, [whole_of_ten(rank_specialist=11, masters=9)])

    assert [finding.problem for finding in found] == [
        Problem.SUM_TOO_LARGE,
        Problem.LARGER_THAN_TOTAL,
        Problem.SUM_TOO_SMALL,
    ]


def test_people_without_information_complete_the_sum_and_are_named():
    [finding] = check(BM01, [whole_of_ten(rank_specialist=Count(7, 7, no_information=3))])

    assert (finding.problem, finding.dimension, finding.lines[0].people) == (Problem.NO_INFORMATION, "rank", 3)


def test_known_parts_of_an_unknown_column_can_already_be_too_many():
    assert (Problem.SUM_TOO_LARGE, TOTAL) in problems(BM01, whole_of_ten(masters=Count(None, 11)))


def test_women_of_56_to_60_complete_column_35():
    aged = {"up_to_30": 0, "from_51_to_60": 10, "women_51_55": 3, "men_51_60": 5}

    assert problems(BM01, whole_of_ten(**aged, women_56_60=2)) == set()
    assert problems(BM01, whole_of_ten(**aged)) == {(Problem.SUM_TOO_SMALL, "from_51_to_60")}


def test_people_over_60_who_still_work_complete_the_ages():
    assert problems(BM01, whole_of_ten(up_to_30=7, aged_over_60_working=3)) == set()


def test_a_total_that_is_not_the_sum_of_its_rows_is_a_contradiction():
    rows = [whole_of_ten(), whole_of_ten(), whole_of_ten()]

    assert (Problem.ROWS_DIFFER, TOTAL) in problems(BM01, *rows)


def test_whoever_has_two_languages_may_be_counted_twice():
    two = row(COMMUNE, total=1, men=1, university=1, up_to_30=1, language_certificate=2)

    assert problems(COMMUNE, two) == set()


def test_a_row_of_units_that_did_not_report_is_named_once():
    silent = row(BM01, others=UNKNOWN, quota=1, unreported=2)

    assert problems(BM01, silent) == {(Problem.NOT_REPORTED, "")}


def test_a_dimension_that_the_source_lacks_is_named_once():
    keys = [column.key for column in BM01.counted if column.dimension == "rank"]

    uncut = whole_of_ten(**dict.fromkeys(keys, UNKNOWN), uncut={"rank"})

    assert problems(BM01, uncut) == {(Problem.NOT_CUT, "rank_employee")}


def test_an_unknown_cell_without_another_reason_is_not_broken_down():
    found = check(BM01, [whole_of_ten(theory_advanced=Count(None, 4))])

    assert [(each.problem, each.lines[0].people) for each in found] == [(Problem.NOT_BROKEN_DOWN, 4)]


def test_a_missing_quota_is_named():
    assert problems(BM01, whole_of_ten(quota=UNKNOWN)) == {(Problem.NO_QUOTA, "quota")}


counts = st.one_of(
    st.builds(Count, st.integers(0, 6), st.just(0), st.integers(0, 2)), st.builds(Count, st.none(), st.integers(0, 6))
).map(lambda count: count if count.people is None else Count(count.people, count.people, count.no_information))


def filled_rows(form):
    cells = st.fixed_dictionaries(dict.fromkeys(form.by_key, counts))
    return st.lists(st.builds(FilledRow, cells), min_size=1, max_size=3)


@every_form
@given(data=st.data())
def test_every_sum_holds_or_is_reported(form, data):
    rows = data.draw(filled_rows(form))
    reported = {(f.sum.name, line.row) for f in check(form, rows) if f.sum for line in f.lines}

    for each in form.sums:
        for number, filled in enumerate(rows):
            parts = [filled.counts[key] for key in each.parts]
            whole = filled.counts[each.whole].people
            if whole is not None and None not in [part.people for part in parts]:
                missing = max(part.no_information for part in parts) if each.of_everybody else 0
                holds = sum(part.people for part in parts) + missing == whole
                assert holds != ((each.name, number) in reported)


@every_form
@given(data=st.data())
def test_every_unknown_cell_is_reported(form, data):
    rows = data.draw(filled_rows(form))
    reported = {
        (column.key, line.row)
        for finding in check(form, rows)
        if finding.problem in {Problem.NOT_BROKEN_DOWN, Problem.NO_QUOTA}
        for column in finding.columns
        for line in finding.lines
    }

    for number, filled in enumerate(rows):
        total_is_unknown = filled.counts[TOTAL].people is None
        for column in [*form.counted, *(column for column in form.columns if column.is_quota)]:
            if filled.counts[column.key].people is None:
                assert (column.key, number) in reported or (total_is_unknown and (TOTAL, number) in reported)
            else:
                assert (column.key, number) not in reported


@every_form
@given(data=st.data())
def test_no_part_exceeds_the_total_unnoticed(form, data):
    rows = data.draw(filled_rows(form))
    reported = {
        (f.columns[0].key, line.row)
        for f in check(form, rows)
        if f.problem is Problem.LARGER_THAN_TOTAL
        for line in f.lines
    }

    for number, filled in enumerate(rows):
        total = filled.counts[TOTAL].people
        for column in form.counted:
            people = filled.counts[column.key].people
            if column.counts_people_once and total is not None and people is not None:
                assert (people > total) == ((column.key, number) in reported)
