"""BM01/BNV as offices send it: recognised, read into the figures of its units, whatever they did to its layout."""

from datetime import date

import pytest

from tests.services.imports.checks import checked, figures, places
from tests.services.imports.official_forms.layouts import (
    HEADINGS,
    NUMBERING,
    TEN,
    TITLES,
    bm01,
    doubled,
    line,
)
from tests.universe import value
from workforce.services.imports.headcounts import confirm, keep
from workforce.services.imports.problems import Code, Severity
from workforce.vietnam.text import search_key

pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]

EDUCATION = "Sở Giáo dục và Đào tạo"
HOSPITAL = "Bệnh viện Đa khoa Minh Họa"
HOA_SEN, HOA_MAI = "Trường THPT Hoa Sen", "Trường THPT Hoa Mai"
# What the figures of ten people come to, by code: the columns, and what they leave
OF_TEN = {
    "total": 10, "women": 4, "men": 6, "party_member": 7, "not_party_member": 3, "ethnic_minority": 3, "kinh": 7,
    "with_religion": 1, "without_religion": 9,
    "rank_senior": 0, "rank_principal": 3, "rank_specialist": 5, "rank_associate": 1, "rank_employee": 1,
    "doctorate": 1, "masters": 4, "university": 3, "college": 1, "intermediate": 1, "elementary": 0,
    "theory_bachelor": 1, "theory_advanced": 2, "theory_intermediate": 3, "theory_elementary": 1,
    "theory_no_information": 3,
    "it_intermediate_up": 2, "it_certificate": 6, "it_no_information": 2,
    "english_university_up": 1, "english_certificate": 5, "other_language_university_up": 0,
    "other_language_certificate": 1,
    "management_senior": 0, "management_principal": 3, "management_specialist": 4, "management_no_information": 3,
    "aged_30_or_less": 2, "aged_31_40": 3, "aged_41_50": 2, "women_51_55": 1, "men_51_60": 2, "women_56_60": 0,
    "past_retirement_age": 0,
}  # fmt: skip


def codes(result, severity=Severity.ERROR):
    return [problem.code for problem in result.problems if problem.severity is severity]


def problem_of(result, code):
    [found] = [problem for problem in result.problems if problem.code is code]
    return found


def plain(text):
    """Without accents, as on an old keyboard, and in capitals."""
    return search_key(text).upper()


def test_the_ministrys_layout_becomes_the_figures_of_its_units(universe):
    result = checked(
        universe, bm01(line(1, EDUCATION, TEN), line(2, HOSPITAL, TEN), line("", "Tổng cộng", doubled(TEN)))
    )

    assert codes(result) == []
    assert result.as_of == date(2023, 12, 31)
    assert {each.unit_id for each in result.proposals} == {universe.education_department.pk, universe.hospital.pk}
    assert figures(result, universe.hospital) == OF_TEN
    assert problem_of(result, Code.FORM_RECOGNISED).params["mark"] == "BM01/BNV"


def test_its_people_are_civil_servants(universe):
    result = checked(universe, bm01(line(1, HOSPITAL, TEN)))

    [proposal] = result.proposals
    assert {category for category, _, _, _ in proposal.cells} == {value("category", "civil_servant").pk}


def test_assigned_posts_are_not_kept_and_that_is_said(universe):
    result = checked(universe, bm01(line(1, HOSPITAL, TEN)))

    assert problem_of(result, Code.FORM_COLUMNS_NOT_KEPT).params["form_columns"] == ["2 Tổng số biên chế được giao"]


@pytest.mark.parametrize(
    "layout",
    [
        {"titles": [["Phụ lục II"], [], *TITLES]},
        {"headings": [(*place, text.upper()) for *place, text in HEADINGS]},
        {"headings": [(*place, plain(text)) for *place, text in HEADINGS]},
        {"headings": [*HEADINGS, (40, 40, 1, 4, "Ghi chú")], "numbering": [*NUMBERING, None]},
        {"numbering": None},
        {"numbering": [f"({each})" for each in NUMBERING]},
        {"numbering": [*NUMBERING[:35], "35=36+37", *NUMBERING[36:]]},
        {"hidden": ["H"]},
        {"titles": [["BÁO CÁO"], ["Tỉnh Minh Họa, tính đến ngày 31/12/2023"]]},
    ],
    ids=["titles", "capitals", "no accents", "remarks", "no numbers", "brackets", "formula", "hidden", "unnamed"],
)
def test_what_offices_do_to_the_layout_changes_nothing(universe, layout):
    result = checked(universe, bm01(line(1, HOSPITAL, TEN), **layout))

    assert codes(result) == []
    assert figures(result, universe.hospital) == OF_TEN


def test_sections_and_their_sums_are_no_units(universe):
    result = checked(
        universe,
        bm01(
            line("A", "Khối hành chính", {}),
            line("I", "Khối sở, ban, ngành", TEN),
            line(1, EDUCATION, TEN),
            [],
            line("II", "Khối sự nghiệp", TEN),
            line(1, HOSPITAL, TEN),
            line("", "Tổng cộng", doubled(TEN)),
        ),
    )

    assert codes(result) == []
    assert len(result.proposals) == 2


def test_a_section_that_is_not_the_sum_of_its_units_is_an_error(universe):
    result = checked(universe, bm01(line("I", "Khối sự nghiệp", TEN, c4=5), line(1, HOSPITAL, TEN)))

    assert places(result) == [(Code.WRONG_SUM, 11, "E")]


def test_a_total_that_is_not_the_sum_is_an_error(universe):
    result = checked(universe, bm01(line(1, HOSPITAL, TEN), line("", "Tổng cộng", TEN, c19=2)))

    assert places(result) == [(Code.WRONG_SUM, 12, "T")]


def test_a_unit_nobody_knows_is_an_error_even_where_it_looks_like_a_section(universe):
    result = checked(universe, bm01(line("I", "Sở Nội zụ", TEN), line("II", HOSPITAL, TEN)))

    assert (Code.UNKNOWN_UNIT, 11, "B") in places(result)


def test_the_units_own_staff_stand_beside_the_units_below(universe):
    titles = [["TỈNH MINH HỌA", None, "BM01/BNV"], ["SỞ GIÁO DỤC VÀ ĐÀO TẠO"], *TITLES[2:]]

    result = checked(universe, bm01(line(1, HOA_SEN, TEN), line(2, "Người của chính đơn vị", TEN), titles=titles))

    assert codes(result) == []
    assert [(each.unit_id, each.covers_subordinates) for each in result.proposals] == [
        (universe.hoa_sen.pk, True),
        (universe.education_department.pk, False),
    ]


def test_a_dash_is_not_known_and_a_missing_column_is_not_stated(universe):
    lacking = [each for each in HEADINGS if each[0] != 8 or each[2] != 2]
    row = line(1, HOSPITAL, TEN, **{f"c{number}": "–" for number in range(19, 23)})
    row[7] = None

    result = checked(universe, bm01(row, headings=lacking))

    assert codes(result) == []
    found = figures(result, universe.hospital)
    assert found == {
        code: people for code, people in OF_TEN.items() if not code.startswith("theory") and "religion" not in code
    }
    assert problem_of(result, Code.FORM_COLUMNS_MISSING).params["form_columns"] == ["7 Trong đó: Tôn giáo"]


def test_some_dashes_leave_the_others_broken_down_where_that_can_be_kept(universe):
    result = checked(universe, bm01(line(1, HOSPITAL, TEN, c15="–", c16="–", c17="–", c18="–", c20="–")))

    found = figures(result, universe.hospital)
    assert {code: found[code] for code in found if code in {"doctorate", "masters", "education_not_broken_down"}} == {
        "doctorate": 1,
        "masters": 4,
        "education_not_broken_down": 5,
    }
    assert not [code for code in found if code.startswith("theory")]
    assert problem_of(result, Code.FORM_PARTLY_UNKNOWN).params["dimension"] == "Lý luận chính trị"


def test_a_unit_with_dashes_only_has_not_reported(universe):
    result = checked(universe, bm01(line(1, HOSPITAL, dict.fromkeys(TEN, "–")), line(2, EDUCATION, TEN)))

    assert [each.unit_id for each in result.proposals] == [universe.education_department.pk]
    assert problem_of(result, Code.BLANK_ROWS).params["units"] == [HOSPITAL]


def test_a_blank_total_beside_figures_is_an_error(universe):
    result = checked(universe, bm01(line(1, HOSPITAL, TEN, c3=None)))

    assert places(result) == [(Code.BLANK_TOTAL, 11, "D")]


def test_a_headcount_of_everybody_is_no_form(universe):
    titles = [["BÁO CÁO SỐ LƯỢNG CÁN BỘ, CÔNG CHỨC, VIÊN CHỨC"], ["Tính đến ngày 31/12/2024"]]

    result = checked(universe, bm01(line(1, HOSPITAL, TEN), titles=titles, numbering=None))

    assert Code.FORM_RECOGNISED not in codes(result, Severity.NOTICE)


def test_an_imported_form_is_a_report_like_any_other(universe):
    result = checked(universe, bm01(line(1, HOSPITAL, TEN)))

    batch = confirm(batch=keep(result), by=universe.data_admin)

    submission = batch.submissions.get()
    assert submission.unit == universe.hospital
    assert submission.headcounts.count() == len(OF_TEN)


@pytest.mark.parametrize("answer", [{"columns": {"D": ""}}, {"heading_row": 7}])
def test_a_form_is_no_table_of_everybody_because_somebody_answered_about_it(universe, answer):
    form = bm01(line(1, HOSPITAL, TEN))
    [sheet] = {problem.sheet for problem in checked(universe, form).problems}

    result = checked(universe, form, choices={sheet: answer})

    assert Code.FORM_READ_AS_TABLE in codes(result)
