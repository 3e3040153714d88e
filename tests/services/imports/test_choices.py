"""What the sender says of sheets, headings and columns counts before the guess, and is known in the next file."""

import pytest

from tests.files import TITLES, headcounts, xlsx
from tests.services.imports.checks import HOA_SEN, HOSPITAL, checked, figures, places, report, row
from workforce.models import RememberedColumn
from workforce.services.imports.headcounts import check_again, confirm, keep
from workforce.services.imports.problems import Severity
from workforce.services.imports.understood import How

pytestmark = pytest.mark.any_engine

STRANGE = ["Dòng", "Nơi báo cáo", "Quân số", "Hạng cao", "Hạng khác"]
STRANGE_COLUMNS = {"B": "unit", "C": "total/total", "D": "education/masters", "E": "education/university"}


def strange(*rows):
    """A sheet whose headings nobody knows."""
    return xlsx(headcounts(*rows, headings=STRANGE))


def settled(sheet="Biểu 1", **choice):
    return {sheet: choice}


def notices(result):
    return {str(each.code): each for each in result.problems if each.severity is Severity.NOTICE}


def how_of(result, letter, sheet="Biểu 1"):
    (read,) = [each for each in result.read if each.name == sheet]
    return next((each.how, each.meaning) for each in read.columns if each.letter == letter)


def test_columns_and_the_heading_row_are_read_as_chosen(universe):
    choices = settled(heading_row=4, columns=STRANGE_COLUMNS)

    result = checked(universe, strange([1, HOSPITAL, 10, 4, 6]), choices=choices)

    assert not result.has_errors
    assert figures(result, universe.hospital)["total"] == 10
    assert figures(result, universe.hospital)["masters"] == 4
    assert how_of(result, "D") == (How.BY_HAND, "education/masters")
    assert how_of(result, "A") == (How.UNKNOWN, None)


def test_without_a_word_the_same_file_is_refused(universe):
    result = checked(universe, strange([1, HOSPITAL, 10, 4, 6]))

    assert [code for code, *_ in places(result)] == ["no_table"]


def test_a_choice_goes_before_a_heading_that_is_understood(universe):
    rows = headcounts(row(HOSPITAL, 10, 1, 2, 7, women=3))

    left_out = checked(universe, xlsx(rows), choices=settled(columns={"I": ""}))
    changed = checked(universe, xlsx(rows), choices=settled(columns={"I": "party/party_member"}))

    assert "female" not in figures(left_out, universe.hospital)
    assert "party_member" in figures(changed, universe.hospital)


def test_an_ambiguous_heading_is_settled_by_hand(universe):
    rows = headcounts([HOSPITAL, 10, 4], headings=["Đơn vị", "Tổng số", "Chuyên viên chính"])

    asked = checked(universe, rows)
    answered = checked(universe, rows, choices=settled(columns={"C": "rank/rank_principal"}))

    assert places(asked) == [("ambiguous_heading", 4, "C")]
    assert [code for code, *_ in places(answered)] != ["ambiguous_heading"]


@pytest.mark.parametrize(
    ("choice", "problem"),
    [
        ({"columns": {"I": "education/no_such_value"}}, "chosen_meaning_unknown"),
        ({"columns": {"I": "percent:"}}, "chosen_meaning_unknown"),
        ({"columns": {"ZZ": "unit"}}, "chosen_column_outside"),
        ({"columns": {"1": "unit", "É": ""}}, "chosen_column_outside"),
        ({"heading_row": 0}, "chosen_row_outside"),
        ({"heading_row": 9999999}, "chosen_row_outside"),
        ({"heading_row": -4}, "chosen_row_outside"),
    ],
)
def test_a_choice_that_cannot_be_followed_is_a_problem_in_words(universe, choice, problem):
    result = checked(universe, headcounts(row(HOSPITAL, 10, 1, 2, 7)), choices=settled(**choice))

    assert problem in [code for code, *_ in places(result)]


def test_a_choice_for_a_sheet_that_is_not_there_is_a_problem(universe):
    result = checked(universe, headcounts(row(HOSPITAL, 10, 1, 2, 7)), choices=settled("Biểu 9", used=True))

    assert places(result) == [("chosen_sheet_missing", 0, "")]


def test_a_sheet_is_left_out_and_a_hidden_one_taken_in(universe):
    shown, hidden = headcounts(report(HOSPITAL, 1, 2, 7, 0)), headcounts(report(HOA_SEN, 2, 4, 14, 0))
    content = xlsx(shown, hidden=[("Ẩn", hidden)])

    result = checked(universe, content, choices={"Biểu 1": {"used": False}, "Ẩn": {"used": True}})

    assert result.problems == []
    assert [each.unit_id for each in result.proposals] == [universe.hoa_sen.pk]
    assert [(each.name, each.used) for each in result.read] == [("Biểu 1", False), ("Ẩn", True)]


def test_a_hidden_sheet_that_nobody_settled_is_told_of(universe):
    hidden = headcounts(report(HOA_SEN, 2, 4, 14, 0))
    content = xlsx(headcounts(report(HOSPITAL, 1, 2, 7, 0)), hidden=[("Ẩn", hidden)])

    told, settled_once = checked(universe, content), checked(universe, content, choices={"Ẩn": {"used": False}})

    assert list(notices(told)) == ["hidden_sheets"]
    assert settled_once.problems == []


def test_a_sheet_that_is_wanted_and_has_no_headings_says_so(universe):
    content = xlsx(headcounts(row(HOSPITAL, 10, 1, 2, 7)), more=[("Bìa", [["Tờ bìa"], ["năm 2023"]])])

    result = checked(universe, content, choices={"Bìa": {"used": True}})

    assert [(each.code, each.sheet) for each in result.problems if each.is_error] == [("sheet_without_headings", "Bìa")]


def test_merged_headings_that_nobody_knows_reach_down_to_the_data(universe):
    top, below = ["Dòng", "Nơi báo cáo", "Con người", None, None], [None, None, "Quân số", "Hạng cao", "Hạng khác"]
    rows = [*TITLES, top, below, [1, HOSPITAL, 10, 4, 6]]

    content = xlsx(rows, merged=["A4:A5", "B4:B5", "C4:E4"])
    result = checked(universe, content, choices=settled(heading_row=4, columns=STRANGE_COLUMNS))

    assert places(result) == []
    assert figures(result, universe.hospital)["total"] == 10


def test_columns_settled_by_hand_are_known_in_the_next_file_of_the_sender_only(universe):
    choices = settled(heading_row=4, columns=STRANGE_COLUMNS)
    first = checked(universe, strange([1, HOSPITAL, 10, 4, 6]), choices=choices)
    confirm(batch=keep(first), by=universe.data_admin)

    second = checked(universe, strange([1, HOA_SEN, 50, 12, 38]))
    of_another = checked(universe, strange([1, HOA_SEN, 50, 12, 38]), sender="somebody else")

    assert not second.has_errors
    assert how_of(second, "C") == (How.REMEMBERED, "total/total")
    assert notices(second)["columns_remembered"].params == {"headings": STRANGE[1:]}
    assert [code for code, *_ in places(of_another)] == ["no_table"]


def test_what_is_remembered_never_overrides_a_heading_that_is_understood(universe):
    RememberedColumn.objects.create(
        sender="quantri", kind="headcount", heading_key="thạc sĩ", meaning="education/doctorate"
    )

    result = checked(universe, headcounts(row(HOSPITAL, 10, 1, 2, 7)))

    assert how_of(result, "F") == (How.HEADING, "education/masters")
    assert "columns_remembered" not in notices(result)


def test_a_remembered_meaning_that_is_gone_counts_as_not_known(universe):
    RememberedColumn.objects.create(sender="quantri", kind="headcount", heading_key="xe máy", meaning="vehicles/bike")

    result = checked(universe, headcounts([HOSPITAL, 1, 2], headings=["Đơn vị", "Tổng số", "Xe máy"]))

    assert places(result) == []
    assert how_of(result, "C") == (How.UNKNOWN, None)


def test_a_heading_that_means_two_things_in_one_file_is_not_remembered(universe):
    rows = headcounts([HOSPITAL, 10, 10, 6], headings=["Đơn vị", "Tổng số", "Hạng", "Hạng"])
    result = checked(universe, rows, choices=settled(columns={"C": "education/masters", "D": ""}))

    confirm(batch=keep(result), by=universe.data_admin)

    assert not RememberedColumn.objects.exists()


def test_the_choices_are_kept_with_the_file(universe):
    choices = settled(heading_row=4, columns=STRANGE_COLUMNS)
    batch = keep(checked(universe, strange([1, HOSPITAL, 10, 4, 6]), choices=choices))

    again = check_again(batch)

    assert again.choices == choices
    assert not again.has_errors


@pytest.mark.parametrize(
    ("heading", "cells", "meaning"),
    [
        ("Nơi báo cáo", [HOSPITAL, HOA_SEN], "unit"),
        (None, [HOSPITAL, HOA_SEN], "unit"),
        ("Nhóm", ["Công chức", "Viên chức"], "category"),
        ("Tính cho", ["Riêng", "Toàn bộ"], "scope"),
    ],
)
def test_a_column_that_nobody_knows_is_proposed_by_its_cells_and_not_taken(universe, heading, cells, meaning):
    rows = headcounts([cells[0], 10], [cells[1], 20], headings=[heading, "Tổng số"])

    result = checked(universe, xlsx(rows), choices=settled(heading_row=4))

    assert notices(result)["looks_like"].params == {"meaning": meaning}
    assert notices(result)["looks_like"].column == "A"
    assert how_of(result, "A") == (How.UNKNOWN, None)


def test_a_column_of_figures_without_a_heading_is_told_of(universe):
    rows = headcounts([HOSPITAL, 10, 3], [HOA_SEN, 20, 4], headings=["Đơn vị", "Tổng số"])

    assert notices(checked(universe, rows))["columns_without_heading"].params == {"letters": ["C"]}
