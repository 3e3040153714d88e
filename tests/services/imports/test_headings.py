"""Which column means what, and which rows are no data."""

import pytest

from tests.files import HEADINGS, TITLES, headcounts, text, xlsx
from tests.services.imports.checks import HOSPITAL, checked, figures, places, row
from workforce.services.imports.problems import Severity

pytestmark = pytest.mark.any_engine


@pytest.mark.parametrize(
    ("headings", "problem"),
    [
        (["Tên", "Tổng số", "Nữ"], ("missing_column", 4, "")),
        (["Đơn vị", "Thạc sĩ", "Nữ"], ("missing_column", 4, "")),
        (["Đơn vị", "Tổng số", "Thạc sĩ", "Th.S"], ("doubled_column", 4, "D")),
        (["Đơn vị", "Tổng số", "Chuyên viên chính"], ("ambiguous_heading", 4, "C")),
    ],
)
def test_headings_that_cannot_be_used_are_named(universe, headings, problem):
    result = checked(universe, headcounts([HOSPITAL, *[1] * (len(headings) - 1)], headings=headings))

    assert places(result)[0] == problem


def test_a_missing_column_says_what_was_looked_for_and_what_is_there(universe):
    result = checked(universe, headcounts(["x", 1, 1], headings=["Tên", "Tổng số", "Nữ"]))

    params = next(each.params for each in result.problems if each.code == "missing_column")
    assert "Đơn vị" in params["looked_for"]
    assert params["headings"] == ["Tên", "Tổng số", "Nữ"]


def test_unknown_headings_are_one_notice(universe):
    result = checked(universe, headcounts([HOSPITAL, 1, 2, 3], headings=["Đơn vị", "Tổng số", "Xe máy", "Ô tô"]))

    assert places(result) == []
    assert [each.params for each in result.problems] == [{"headings": ["Xe máy", "Ô tô"]}]


def test_units_left_unfilled_and_signatures_are_no_data(universe):
    signature = [None, "NGƯỜI LẬP BIỂU", None, "THỦ TRƯỞNG ĐƠN VỊ"]
    result = checked(
        universe, headcounts(row(HOSPITAL, 5), row("Trường THPT Hoa Sen", None), ["Ghi chú: tạm tính"], signature)
    )

    assert places(result) == []
    assert places(result, Severity.NOTICE) == [("blank_rows", 0, "")]
    assert [each.unit_id for each in result.proposals] == [universe.hospital.pk]


def test_merged_headings_numbering_and_merged_unit_names_are_understood(universe):
    rows = [
        *TITLES,
        ["STT", "Đơn vị", "Loại", "Tổng số", "Trình độ chuyên môn", None, "Lý luận chính trị", None, None],
        [None, None, None, None, "Thạc sĩ", "Trung cấp", "Trung cấp", "Sơ cấp", "Chưa qua đào tạo LLCT"],
        ["A", "B", "C", "(1)", "(2)", "(3)", "(4)", "(5)", "(6)=(1)-(4)-(5)"],
        [1, HOSPITAL, "Công chức", 10, 4, 6, 1, 2, 7],
        [None, None, "Viên chức", 20, 8, 12, 3, 4, 13],
    ]
    merged = ["E4:F4", "G4:I4", "A4:A5", "B4:B5", "C4:C5", "D4:D5", "B7:B8"]

    result = checked(universe, xlsx(rows, merged=merged))

    assert result.problems == []
    assert figures(result, universe.hospital) == {
        "total": 30,
        "masters": 12,
        "intermediate": 18,
        "theory_intermediate": 4,
        "theory_elementary": 6,
        "theory_none": 20,
    }


def test_headings_cut_by_remarks_and_languages_are_known(universe):
    headings = ["Unit", "Total", "PhD (người)", "Master's", "University", "Còn lại (4=1-2-3)", "Female"]

    result = checked(universe, headcounts([HOSPITAL, 10, 1, 2, 3, 4, 5], headings=headings))

    assert result.problems == []
    assert figures(result, universe.hospital)["doctorate"] == 1


def test_the_columns_of_the_official_form_are_known_with_and_without_merged_cells(universe):
    """BM01/BNV: four rows of headings, groups within groups, the same words under different groups."""
    headings = [
        ["STT", "Tên cơ quan, đơn vị", "Tổng số công chức hiện có", "Trong đó", "Trình độ đào tạo chia theo",
         *[None] * 5,
         "Chia theo độ tuổi", None, None],
        [None, None, None, "Nữ", "Chuyên môn", None, "Chính trị", None, "Ngoại ngữ", None, "Từ 50 trở xuống",
         "Từ 51 đến 60", None],
        [None, None, None, None, "Đại học", "Trung cấp", "Cao cấp", "Trung cấp", "Tiếng Anh", None, None,
         "Tổng số", "Nữ từ 51 đến 55"],
        [*[None] * 8, "Đại học trở lên", "Chứng chỉ (A,B,C)"],
    ]  # fmt: skip
    rows = [*TITLES, *headings, [1, HOSPITAL, 10, 4, 7, 3, 2, 8, 1, 5, 6, 10, 1]]
    merged = [
        "A4:A7",
        "B4:B7",
        "C4:C7",
        "D5:D7",
        "E4:J4",
        "K4:M4",
        "E5:F5",
        "G5:H5",
        "I5:J5",
        "K5:K7",
        "L5:M5",
        "I6:J6",
    ]

    for content in [xlsx(rows, merged=merged), xlsx(rows), text(rows)]:
        result = checked(universe, content)

        assert places(result) == []
        assert figures(result, universe.hospital) == {
            "total": 10,
            "women": 4,
            "men": 6,
            "university": 7,
            "intermediate": 3,
            "theory_advanced": 2,
            "theory_intermediate": 8,
            "english_university_up": 1,
            "english_certificate": 5,
            "age_51_60": 10,
        }


@pytest.mark.parametrize(
    ("heading", "is_known"),
    [
        ("Tổng số CBCCVC có mặt đến 31/12/2023", True),
        ("Tổng số người (người)", True),
        ("TỔNG SỐ", True),
        ("Tổng số tiến sĩ", False),
        ("Tổng số biên chế được giao", False),
    ],
)
def test_a_total_is_known_with_remarks_behind_it_and_never_by_its_first_words(universe, heading, is_known):
    result = checked(universe, headcounts([HOSPITAL, 5], headings=["Đơn vị", heading]))

    assert (places(result) == []) is is_known


def test_a_column_of_women_below_a_level_is_the_crossing_not_the_women(universe):
    rows = [*TITLES, ["Đơn vị", "Tổng số", "Thạc sĩ", None], [None, None, "Tổng số", "Nữ"], [HOSPITAL, 10, 4, 1]]
    headings = checked(universe, xlsx(rows, merged=["C4:D4"]))

    assert "women" not in figures(headings, universe.hospital)


@pytest.mark.parametrize("heading", ["Hoa", "Thái", "Dao", "Co", "Cống", "Mông", "Phật giáo"])
def test_a_name_that_may_be_an_ethnic_group_or_a_religion_is_none_by_itself(universe, heading):
    result = checked(universe, headcounts([HOSPITAL, 10, 3], headings=["Đơn vị", "Tổng số", heading]))

    assert places(result) == []
    assert [each.params for each in result.problems] == [{"headings": [heading]}]
    assert figures(result, universe.hospital) == {"total": 10}


@pytest.mark.parametrize(
    ("group", "name", "code"),
    [
        ("Dân tộc", "Tày", "ethnic_tay"),
        ("Dân tộc thiểu số", "Hoa", "ethnic_hoa"),
        ("Thành phần dân tộc", "Mông", "ethnic_hmong"),
        ("Tôn giáo", "Hoà Hảo", "religion_hoa_hao"),
    ],
)
def test_below_its_heading_a_name_is_the_ethnic_group_or_the_religion(universe, group, name, code):
    rows = [*TITLES, ["Đơn vị", "Tổng số", group], [None, None, name], [HOSPITAL, 10, 4]]

    for content in [xlsx(rows, merged=["A4:A5", "B4:B5"]), xlsx(rows), text(rows)]:
        result = checked(universe, content)

        assert places(result) == []
        assert figures(result, universe.hospital)[code] == 4


def test_a_heading_may_say_itself_that_the_name_is_an_ethnic_group(universe):
    result = checked(universe, headcounts([HOSPITAL, 10, 4], headings=["Đơn vị", "Tổng số", "Dân tộc Thái"]))

    assert figures(result, universe.hospital)["ethnic_thai"] == 4


@pytest.mark.parametrize(
    ("heading", "stated", "rest"),
    [
        ("Dân tộc thiểu số", "ethnic_minority", "kinh"),
        ("Kinh", "kinh", "ethnic_minority"),
        ("Tôn giáo", "with_religion", "without_religion"),
    ],
)
def test_a_lone_column_of_a_dimension_leaves_the_rest_to_its_opposite(universe, heading, stated, rest):
    result = checked(universe, headcounts([HOSPITAL, 10, 4], headings=["Đơn vị", "Tổng số", heading]))

    assert result.problems == []
    assert figures(result, universe.hospital) == {"total": 10, stated: 4, rest: 6}


def test_levels_of_it_are_read_as_each_form_cuts_them(universe):
    forms = {
        ("Trung cấp trở lên", "Chứng chỉ"): ["it_intermediate_up", "it_certificate"],
        ("Đại học", "Chứng chỉ"): ["it_university", "it_certificate"],
        ("Chứng chỉ", "TC", "CĐ", "ĐH"): ["it_certificate", "it_intermediate", "it_college", "it_university"],
    }
    for levels, codes in forms.items():
        blank = [None] * len(levels)
        headings = [["Đơn vị", "Tổng số", "Tin học", *blank[1:]], [None, None, *levels]]
        result = checked(universe, xlsx([*TITLES, *headings, [HOSPITAL, 10, *[1] * len(levels)]]))

        assert places(result) == []
        found = figures(result, universe.hospital)
        assert found == {"total": 10, **dict.fromkeys(codes, 1), "it_no_information": 10 - len(levels)}


def test_headings_of_the_shared_helper_are_all_known(universe):
    result = checked(universe, headcounts(row(HOSPITAL, 1), headings=HEADINGS))

    assert result.problems == []
