"""Each cell on its own: what is read, what is refused and where; nothing is guessed."""

from datetime import date

import pytest

from tests.services.imports.people.files import AN, checked, codes, errors, places, row
from workforce.models import DiplomaType, Value
from workforce.services.imports.problems import Severity

pytestmark = pytest.mark.any_engine


def facts(universe, **more):
    result = checked(universe, row(**more))
    assert codes(result) == []
    return result.people[0].facts


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (1080000001, "number_for_text"),
        (79001234567, "leading_zero_lost"),
        ("79001234567", "leading_zero_lost"),
        (12345678, "leading_zero_lost"),
        (123456789, "number_for_text"),
        ("00108000000A", "identity_number_wrong"),
        ("12345", "identity_number_wrong"),
    ],
)
def test_an_identity_number_that_lost_something_is_refused_and_not_padded(universe, cell, code):
    result = checked(universe, row(identity=cell))

    assert places(result) == [(code, 2, "E")]
    assert errors(result)[0].found == str(cell)


@pytest.mark.parametrize("typed", [AN, "001 080 000 001", "001.080.000.001", "012345678"])
def test_an_identity_number_as_text_is_taken(universe, typed):
    assert facts(universe, identity=typed)["identity_number"] == typed.replace(" ", "").replace(".", "")


@pytest.mark.parametrize(
    ("heading", "cell"), [("Điện thoại", 901234567), ("Số sổ BHXH", 123456789), ("Mã ngạch", 1.003)]
)
def test_a_number_where_a_code_belongs_is_refused(universe, heading, cell):
    assert codes(checked(universe, row(**{heading: cell}))) == ["number_for_text"]


@pytest.mark.parametrize(
    ("cell", "day", "precision"),
    [
        (date(1980, 6, 5), date(1980, 6, 5), "day"),
        ("05/06/1980", date(1980, 6, 5), "day"),
        ("06/1980", date(1980, 6, 1), "month"),
        ("1980", date(1980, 1, 1), "year"),
        (1980, date(1980, 1, 1), "year"),
    ],
)
def test_a_birth_date_is_stored_as_exactly_as_it_is_known(universe, cell, day, precision):
    found = facts(universe, born=cell)

    assert (found["birth_date"], found["birth_precision"]) == (day, precision)


@pytest.mark.parametrize(
    ("heading", "cell", "code"),
    [
        ("Ngày sinh", "31/02/1980", "not_a_date"),
        ("Ngày sinh", "05/06/2099", "day_in_future"),
        ("Ngày vào Đảng", "2010", "day_missing"),
        ("Ngày tuyển dụng", "khoảng 2010", "not_a_date"),
        ("E-mail", "an at example", "not_an_email"),
        ("Họ và tên", 12, "not_a_name"),
        ("Chức vụ", "x" * 201, "text_too_long"),
        ("Dân tộc", "Tài", "unknown_value"),
        ("Loại", "CBCCVC", "unknown_value"),
        ("Trình độ cao nhất", "Thạc sĩi", "unknown_value"),
        ("Mã ngạch", "99.999", "unknown_value"),
        ("Ngoại ngữ", "Tiếng Sao Hỏa", "unknown_value"),
        ("Đơn vị", "Trường không có", "unknown_unit"),
    ],
)
def test_a_cell_that_cannot_be_taken_says_where_and_why(universe, heading, cell, code):
    result = checked(universe, row(**{heading: cell}))

    (problem,) = errors(result)
    assert (str(problem.code), problem.row, problem.heading, problem.found) == (code, 2, heading, str(cell))


def test_an_unknown_word_lists_the_nearest_known_ones(universe):
    result = checked(universe, row(**{"Trình độ cao nhất": "Thạc sĩi"}))

    assert errors(result)[0].params["suggestions"][0] == "Thạc sĩ"


@pytest.mark.parametrize(
    ("heading", "field", "cell", "value"),
    [
        ("Tôn giáo", "religion", "Không", "without_religion"),
        ("Tôn giáo", "religion", "Phật giáo", "religion_buddhism"),
        ("Dân tộc", "ethnicity", "Mông", "ethnic_hmong"),
        ("Dân tộc", "ethnicity", "Ê đê", "ethnic_e_de"),
    ],
)
def test_words_are_found_by_name_and_alias(universe, heading, field, cell, value):
    assert Value.objects.get(pk=facts(universe, **{heading: cell})[field]).code == value


@pytest.mark.parametrize("cell", [None, "Không rõ dân tộc"])
def test_what_is_not_known_is_not_stated(universe, cell):
    assert "ethnicity" not in facts(universe, **{"Dân tộc": cell, "Tôn giáo": None})


def test_a_blank_party_column_is_no_no(universe):
    assert "never_in_party" not in facts(universe, **{"Ngày vào Đảng": None})
    assert facts(universe, **{"Ngày vào Đảng": "Không"})["never_in_party"] is True


def test_membership_without_its_day_is_not_recorded_and_told(universe):
    result = checked(universe, row(**{"Đảng viên": "x"}))

    assert codes(result, Severity.WARNING) == ["party_date_unknown"]
    assert "party_joined_on" not in result.people[0].facts


def test_several_languages_stand_in_one_cell(universe):
    result = checked(universe, row(**{"Ngoại ngữ": "Chứng chỉ tiếng Anh; Ngoại ngữ khác CC"}))

    values = [Value.objects.get(pk=each.code).code for each in result.people[0].certificates]
    assert values == ["english_certificate", "other_language_certificate"]


def test_the_same_word_means_another_level_in_another_column(universe):
    result = checked(universe, row(**{"Trình độ cao nhất": "Trung cấp", "LLCT": "Trung cấp", "Tin học": "Trung cấp"}))

    said = result.people[0]
    assert DiplomaType.objects.get(pk=said.diplomas[0].code).code == "intermediate"
    found = [Value.objects.get(pk=each.code).code for each in said.certificates]
    assert found == ["theory_intermediate", "it_intermediate"]


def test_a_date_cell_on_the_first_of_a_month_is_shown(universe):
    result = checked(universe, row(**{"Trình độ cao nhất": "Thạc sĩ", "Năm tốt nghiệp": date(2015, 6, 1)}))

    (notice,) = [each for each in result.problems if str(each.code) == "read_as_first_of_month"]
    assert notice.params == {"cells": ["J2"]}


def test_a_number_that_contradicts_the_row_is_a_warning(universe):
    result = checked(universe, row(sex="Nữ"))

    assert codes(result) == []
    assert codes(result, Severity.WARNING) == ["identity_doubtful"]
