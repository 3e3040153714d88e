"""Workbooks as they come: titles, merged and two-row headings, totals, signatures, further sheets and rows."""

import unicodedata
from datetime import date

from tests.files import xlsx
from tests.services.imports.people.files import AN, BINH, HOA_SEN, checked, codes, imported, places, row
from workforce.models import Appointment, Certificate, Person, Qualification
from workforce.services.imports.problems import Severity

TITLES = [["SỞ GIÁO DỤC VÀ ĐÀO TẠO"], ["DANH SÁCH CÁN BỘ, CÔNG CHỨC, VIÊN CHỨC"], []]


def two_rows_of_headings():
    top = [
        "STT",
        "Họ và tên",
        "Ngày, tháng, năm sinh",
        None,
        "CMND/CCCD",
        None,
        "Đơn vị",
        "Loại",
        "Trình độ",
        None,
        None,
    ]
    below = [None, None, "Nam", "Nữ", "Số", "Ngày cấp", None, None, "Chuyên môn", "LLCT", "Tin học"]
    first = [1, "NGUYỄN VĂN AN", "05/06/1980", None, AN, "10/05/2021", HOA_SEN, "Viên chức", "Đại học", "Cao cấp", None]
    second = ["2", "Trần Thị Bình", None, 1985, BINH, None, HOA_SEN, "VC", "ThS", None, "Chứng chỉ"]
    numbering = [f"({number})" for number in range(1, 12)]
    end = [[None, "Tổng cộng: 2 người"], [], [None, None, "Người lập biểu", None, None, None, "Thủ trưởng đơn vị"]]
    merged = ["C4:D4", "E4:F4", "I4:K4", "A4:A5", "B4:B5", "G4:G5", "H4:H5"]
    return xlsx([*TITLES, top, below, numbering, first, second, *end], merged=merged, sheet="Sheet1")


def test_titles_two_rows_of_headings_a_total_and_signatures(universe):
    result = checked(universe, two_rows_of_headings())

    assert codes(result) == []
    an, binh = result.people
    assert (an.facts["sex"], an.facts["birth_date"]) == ("male", date(1980, 6, 5))
    assert (binh.facts["sex"], binh.facts["birth_precision"]) == ("female", "year")
    assert an.facts["identity_issued_on"] == date(2021, 5, 10)
    assert [len(each.certificates) for each in result.people] == [1, 1]
    (notice,) = [each for each in result.problems if str(each.code) == "rows_not_read"]
    assert notice.params["rows"] == ["9", "11"]


def test_decomposed_text_and_an_icelandic_letter_are_the_same_words(universe):
    rows = [{unicodedata.normalize("NFD", key): value for key, value in row(name="Ðặng Văn An  ").items()}]
    rows[0][unicodedata.normalize("NFD", "Đơn vị")] = unicodedata.normalize("NFD", HOA_SEN.upper())

    result = checked(universe, *rows)

    assert codes(result) == []
    assert result.people[0].facts["full_name"] == "Đặng Văn An"


def test_english_headings_are_known(universe):
    english = {"No.": 1, "Full name": "Nguyễn Văn An", "Date of birth": "1980", "Sex": "Male", "Identity number": AN}
    english |= {"Unit": HOA_SEN, "Category": "Public employee", "Highest qualification": "PhD", "Graduated": 2011}

    imported(universe, english)

    assert Person.objects.get().education.code == "doctorate"


def test_further_rows_below_a_person_hold_further_diplomas(universe):
    first = row(**{"Trình độ cao nhất": "Thạc sĩ", "Năm tốt nghiệp": "2015"})
    blank = dict.fromkeys(first) | {"Trình độ cao nhất": "Cử nhân", "Năm tốt nghiệp": "2004"}

    imported(universe, first, blank, row(2, "Trần Thị Bình", "1985", "Nữ", BINH))

    found = Qualification.objects.order_by("awarded_on").values_list("person__full_name", "diploma__code")
    assert list(found) == [("Nguyễn Văn An", "bachelor"), ("Nguyễn Văn An", "masters")]


def test_further_sheets_hold_posts_diplomas_and_certificates(universe):
    sheets = [
        (
            "Quá trình công tác",
            [
                ["STT", "Từ ngày", "Đến ngày", "Đơn vị", "Loại"],
                [1, "09/2005", "08/2010", "Trường THPT Hoa Mai", "Viên chức"],
                [1, "09/2010", None, HOA_SEN, "Viên chức"],
            ],
        ),
        ("Văn bằng", [["Số CCCD", "Văn bằng", "Năm tốt nghiệp", "Hình thức"], [AN, "Cử nhân", "2004", "VLVH"]]),
        (
            "Chứng chỉ",
            [
                ["STT", "Loại chứng chỉ", "Trình độ", "Tên chứng chỉ", "Ngày cấp"],
                [1, "LLCT", "Trung cấp", "TCLLCT", "2012"],
            ],
        ),
        ("Danh mục", [["Dân tộc", "Họ và tên"], ["Kinh", "x"]]),
    ]

    imported(universe, row(**{"Trình độ cao nhất": "Thạc sĩ"}), more=sheets)

    posts = Appointment.objects.order_by("valid_from").values_list("unit__key", "valid_from", "valid_to")
    assert list(posts) == [
        ("truong-hoa-mai", date(2005, 9, 30), date(2010, 9, 1)),
        ("truong-hoa-sen", date(2010, 9, 30), date.max),
    ]
    assert Qualification.objects.get(diploma__code="bachelor").mode == "work_study"
    assert Certificate.objects.get().awarded_on == date(2012, 12, 31)


def test_a_shared_last_and_first_day_belongs_to_the_later_post(universe):
    sheet = [
        ["STT", "Từ ngày", "Đến ngày", "Đơn vị", "Loại"],
        [1, "01/09/2005", "01/09/2010", "Trường THPT Hoa Mai", "VC"],
    ]
    sheet.append([1, "01/09/2010", None, HOA_SEN, "VC"])

    imported(universe, row(), more=[("Quá trình công tác", sheet)])

    assert Appointment.objects.order_by("valid_from").first().valid_to == date(2010, 9, 1)


def test_posts_that_overlap_are_refused(universe):
    sheet = [
        ["STT", "Từ ngày", "Đến ngày", "Đơn vị", "Loại"],
        [1, "01/09/2005", "01/09/2012", "Trường THPT Hoa Mai", "VC"],
    ]
    sheet.append([1, "01/09/2010", None, HOA_SEN, "VC"])

    result = checked(universe, row(), more=[("Quá trình công tác", sheet)])

    assert places(result) == [("posts_overlap", 3, "B")]


def test_a_further_sheet_about_nobody_of_the_list_is_refused(universe):
    sheet = [["STT", "Họ và tên", "Văn bằng"], [7, None, "Cử nhân"], [1, "Lê Văn Khác", "Cử nhân"], [None, None, None]]

    result = checked(universe, row(), more=[("Văn bằng", sheet)])

    assert [code for code, *_ in places(result)] == ["detail_of_nobody", "detail_of_nobody"]


def test_a_list_without_a_unit_column_takes_the_unit_from_the_titles_between(universe):
    rows = [
        ["STT", "Họ và tên", "Số CCCD", "Loại"],
        ["I", "Trường THPT Hoa Sen"],
        [1, "Nguyễn Văn An", AN, "Viên chức"],
        ["II", "Trường THPT Hoa Mai"],
        [2, "Trần Thị Bình", BINH, "Viên chức"],
    ]

    imported(universe, xlsx(rows))

    found = Person.objects.order_by("pk").values_list("full_name", "unit__key")
    assert list(found) == [("Nguyễn Văn An", "truong-hoa-sen"), ("Trần Thị Bình", "truong-hoa-mai")]


def test_a_sheet_of_something_else_is_named(universe):
    result = checked(universe, row(), more=[("Kinh phí", [["Khoản", "Số tiền"], ["A", 5]])])

    (notice,) = [each for each in result.problems if str(each.code) == "sheets_without_people"]
    assert notice.severity is Severity.NOTICE
    assert notice.params == {"sheets": ["Kinh phí"]}


def test_a_file_without_names_is_no_list_of_people(universe):
    assert codes(checked(universe, xlsx([["Đơn vị", "Tổng số"], [HOA_SEN, 50]]))) == ["no_table"]
