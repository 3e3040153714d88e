"""A file that is sent back with its mistakes marked: nothing is lost, and corrected it is imported."""

import io
from datetime import date

import openpyxl
import pytest
from django.utils.translation import gettext
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.files import headcounts, ods, text, xls, xlsx
from tests.services.imports.checks import HOA_SEN, HOSPITAL, checked, places, row
from tests.services.imports.people import files as people
from workforce.services.imports.headcounts import confirm, keep
from workforce.services.imports.marked import problem_list, sheets
from workforce.services.imports.marked.workbook import marked_workbook, sheet_names
from workforce.services.imports.people.check import check as check_people
from workforce.services.imports.people.confirming import confirm as confirm_people
from workforce.services.imports.people.confirming import keep as keep_people
from workforce.services.imports.problems import Code, Problem, Severity
from workforce.services.imports.reading import BrokenCell, Merged, OldFont, Sheet, Workbook, read_workbook
from workforce.wording.problems import finding

RED, AMBER = "FFFFB3B3", "FFFFE08A"
ERRORS = ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"]
MISTAKES = [row(HOA_SEN, 48, 1, 9, 38, 0), row("Bệnh viện lạ", "mười", 1, 2, 7, 0)]


def sent_back(content, problems, name="tep.xlsx") -> bytes:
    return marked_workbook(read_workbook(content, name), problems, finding)


def of_one_sheet(*rows, problems=(), **facts) -> bytes:
    workbook = Workbook("tep.xlsx", [Sheet("Biểu 1", rows=[list(each) for each in rows], **facts)], [])
    return marked_workbook(workbook, problems, finding)


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def places_and_codes(problems):
    return [(each.code, each.severity, each.sheet, each.row, each.column, each.found) for each in problems]


def corrected(content, sheet, **cells) -> bytes:
    workbook = opened(content)
    for cell, value in cells.items():
        workbook[sheet][cell] = value
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**15), 10**15),
    st.floats(allow_nan=False, allow_infinity=False).filter(lambda number: not number.is_integer()),
    st.dates(date(1900, 3, 1)),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufffe\uffff"), max_size=20),
    st.sampled_from(["=1+1", "+84", "-", "@SUM(A1)", "\tx", "001085012345", "1.095", "<r>x</r", "_x000D_", "a\r\nb"]),
    st.sampled_from(ERRORS).map(BrokenCell),
)


@given(st.lists(st.lists(CELLS, min_size=1, max_size=8), min_size=1, max_size=8))
@example([[date(1900, 3, 1), date(9999, 12, 31), 0.1 + 0.2, 10**15]])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_cells_of_any_kind_come_back_as_they_were(rows):
    rows = [["đầu"], *rows]

    (sheet,) = read_workbook(of_one_sheet(*rows), "tep.xlsx").sheets

    for index, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            same = None if isinstance(cell, str) and not cell.strip() else cell
            # a spreadsheet's numbers have sixteen digits
            assert sheet.cell(index, column) == (pytest.approx(same, rel=1e-15) if isinstance(same, float) else same)


def test_what_a_spreadsheet_cannot_hold_comes_back_as_text():
    cells = [date(1066, 10, 14), date(1900, 1, 31), BrokenCell("=A1/2"), BrokenCell("#SPILL!"), "<r>x</r>"]

    (sheet,) = read_workbook(of_one_sheet(cells), "tep.xlsx").sheets

    assert sheet.rows == [["14/10/1066", "31/01/1900", "=A1/2", "#SPILL!", "<r>x</r> "]]


def test_a_text_that_is_longer_than_a_cell_may_be_is_cut_and_that_is_said():
    content = of_one_sheet(["x" * 40_000])

    workbook = opened(content)
    assert len(workbook["Biểu 1"]["A1"].value) == 32_767
    assert any("1" in str(cell.value) and "Biểu 1" in str(cell.value) for (cell, *_rest) in workbook.worksheets[0])


def test_a_formula_of_the_file_is_never_written():
    (sheet,) = opened(of_one_sheet(["=1+1", BrokenCell("=cmd|' /C calc'!A0"), BrokenCell("#N/A")])).worksheets[1:]

    assert [cell.data_type for cell in sheet[1]] == ["s", "s", "f"]
    assert sheet["C1"].value == "=#N/A"


def test_wrong_cells_are_red_doubtful_ones_amber_and_each_says_why():
    problems = [
        Problem(Code.NOT_A_NUMBER, sheet="Biểu 1", row=2, column="B", found="mười"),
        Problem(Code.UNKNOWN_VALUE, Severity.WARNING, "Biểu 1", 3, "B", found="9", params={"suggestions": []}),
        Problem(Code.READ_AS_THOUSANDS, Severity.NOTICE, "Biểu 1", 4, "B", found="1.095", params={"value": 1095}),
    ]

    workbook = opened(of_one_sheet(["A", "B"], ["x", "mười"], ["y", 9], ["z", "1.095"], problems=problems))

    sheet = workbook["Biểu 1"]
    assert [sheet[cell].fill.fgColor.rgb for cell in ["B2", "B3"]] == [RED, AMBER]
    assert sheet["B4"].fill.fill_type is None
    assert [sheet[cell].comment.text for cell in ["B2", "B3"]] == [finding(problem) for problem in problems[:2]]
    assert sheet["B4"].comment is None


def test_a_problem_of_a_row_stands_in_its_first_cell_and_one_of_a_merged_cell_where_it_shows():
    problems = [
        Problem(Code.BLANK_UNIT, sheet="Biểu 1", row=1),
        Problem(Code.UNKNOWN_UNIT, sheet="Biểu 1", row=3, column="A", found="x", params={"suggestions": []}),
    ]

    content = of_one_sheet([None, 5], ["x", 6], [None, 7], merged=[Merged(1, 0, 2, 0)], problems=problems)

    sheet = opened(content)["Biểu 1"]
    assert (sheet["B1"].fill.fgColor.rgb, sheet["A2"].fill.fgColor.rgb) == (RED, RED)


def test_the_first_sheet_lists_every_problem_with_a_link_to_its_cell():
    problems = [
        Problem(Code.DATE_MISSING, params={"hint": ""}),
        Problem(Code.NOT_A_NUMBER, sheet="Của 'A'", row=1, column="A", found="mười"),
    ]
    workbook = Workbook("tep.csv", [Sheet("Của 'A'", rows=[["mười"]])], [])

    listing = opened(marked_workbook(workbook, problems, finding)).worksheets[0]

    said = [str(cell.value) for cells in listing for cell in cells if cell.value]
    assert all(finding(problem) in said for problem in problems)
    (link,) = [cell.hyperlink.location for cells in listing for cell in cells if cell.hyperlink]
    assert link == "'Của ''A'!A1"


def test_hidden_sheets_and_merged_ranges_stay_as_they_were():
    content = xlsx(headcounts(*MISTAKES), merged=["A1:F1", "B6:B7"], hidden=[("Nháp", [["x", 1]])])
    before = read_workbook(content, "tep.xlsx")

    after = read_workbook(sent_back(content, []), "tep.xlsx")

    facts = [[(each.name, each.visible, each.merged, each.rows) for each in found.sheets] for found in (before, after)]
    assert facts[0] == facts[1]


def test_a_hostile_file_that_merges_everything_or_twice_is_written_all_the_same():
    everything, twice = Merged(0, 0, 1_048_575, 16_383), [Merged(0, 0, 0, 2), Merged(0, 1, 1, 1), Merged(3, 3, 3, 3)]

    content = of_one_sheet(["x", 1, 2], ["y"], merged=[everything, *twice])

    (sheet,) = read_workbook(content, "tep.xlsx").sheets
    assert (sheet.rows, sheet.merged) == ([["x", 1, 2], ["y"]], twice[:1])


def test_sheets_are_named_as_a_spreadsheet_allows():
    names = sheet_names(["Lỗi", "lỗi", "", "a/b:c", "x" * 40, "x" * 41, "'q'"])

    assert len({name.casefold() for name in names}) == len(names)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_beyond_what_somebody_reads_cells_are_coloured_only_and_that_is_said(monkeypatch):
    monkeypatch.setattr(sheets, "COMMENTS_AT_MOST", 2)
    monkeypatch.setattr(problem_list, "LISTED_AT_MOST", 3)
    problems = [Problem(Code.NOT_A_NUMBER, sheet="Biểu 1", row=each, column="A", found="x") for each in range(1, 6)]

    workbook = opened(of_one_sheet(*[["x"]] * 5, problems=problems))

    listing, sheet = workbook.worksheets
    cells = [cells[0] for cells in sheet.iter_rows()]
    assert [cell.comment is not None for cell in cells] == [True, True, False, False, False]
    assert {cell.fill.fgColor.rgb for cell in cells} == {RED}
    assert sum(cell.hyperlink is not None for cells in listing for cell in cells) == 3
    said = " ".join(str(cells[0].value) for cells in listing)
    assert "3" in said
    assert "Biểu 1" in said


@pytest.mark.django_db
@pytest.mark.parametrize("made", [xlsx, xls, ods, text])
def test_a_headcount_read_again_has_the_same_cells_and_the_same_problems(universe, made):
    content = made(headcounts(*MISTAKES))
    before = checked(universe, content)

    again = sent_back(content, before.problems)
    after = checked(universe, again)

    assert places(before)
    assert [sheet.rows for sheet in read_workbook(again, "").sheets] == [
        sheet.rows for sheet in read_workbook(content, "").sheets
    ]
    ignored = 2 if made is text else None  # a csv has no name for its sheet, a workbook needs one
    assert [each[:ignored] + each[3:] for each in places_and_codes(after.problems)] == [
        each[:ignored] + each[3:] for each in places_and_codes(before.problems)
    ]


@pytest.mark.django_db
def test_a_headcount_that_is_corrected_where_it_is_marked_is_imported(universe):
    content = xlsx(headcounts(*MISTAKES))
    first = checked(universe, content)

    fixed = corrected(sent_back(content, first.problems), "Biểu 1", B6=HOSPITAL, D6=10)
    second = checked(universe, fixed)
    batch = confirm(batch=keep(second), by=universe.data_admin)

    assert places(second) == []
    assert second.problems == []
    assert batch.summary["people"] == 58


@pytest.mark.django_db
def test_a_file_marked_twice_has_one_list_of_problems(universe):
    content = xlsx(headcounts(*MISTAKES))
    problems = checked(universe, content).problems

    again = sent_back(sent_back(content, problems), problems)

    assert len(opened(again).sheetnames) == 2


@pytest.mark.django_db
def test_people_that_are_corrected_where_they_are_marked_are_imported(universe):
    content = people.workbook(people.row(), people.row(2, "Lê Thị Bình", "31/02/1985", "Nữ", 1185000002))
    first = people.checked(universe, content)

    again = sent_back(content, first.problems)
    unchanged = people.checked(universe, again)
    fixed = people.checked(universe, corrected(again, "Danh sách", C3="28/02/1985", E3=people.BINH))
    batch = confirm_people(batch=keep_people(fixed), by=universe.data_admin)

    assert places_and_codes(unchanged.problems) == places_and_codes(first.problems)
    assert people.codes(first)
    assert people.codes(fixed) == []
    assert batch.summary["people"] == 2
    assert opened(again)["Danh sách"]["E3"].number_format == "@"


@pytest.mark.django_db
def test_the_list_of_problems_is_left_out_in_silence(universe):
    content = people.workbook(people.row())
    options = {"unit": universe.minh_hoa, "as_of": people.DAY, "file_name": "", "by": None, "by_name": ""}

    again = check_people(content=sent_back(content, []), **options)

    assert again.sheets == ["Danh sách"]
    assert not [each for each in again.problems if each.code is Code.SHEETS_WITHOUT_PEOPLE]


def test_what_is_hidden_stays_hidden_and_old_fonts_stay():
    sheet = Sheet("Biểu 1", rows=[["a", "b", "c"], ["d", "e", "f"], ["g", "h", "i"]])
    sheet.hidden_rows, sheet.hidden_columns = [[1, 1]], [[2, 2]]
    sheet.fonts = [OldFont(".VnTime", 1, 0, 2)]

    (after,) = read_workbook(marked_workbook(Workbook("", [sheet], []), [], finding), "").sheets

    assert (after.hidden_rows, after.hidden_columns, after.fonts) == (
        sheet.hidden_rows,
        sheet.hidden_columns,
        sheet.fonts,
    )


@pytest.mark.django_db
def test_a_unit_matched_by_hand_is_matched_again_when_its_sender_returns_the_file(universe):
    content = xlsx(headcounts(row("BV tỉnh", "mười", 1, 2, 7, 0)))
    batch = keep(checked(universe, content, matches={"BV tỉnh": "benh-vien"}, choices={}))
    again = marked_workbook(read_workbook(content, ""), [], finding, {}, batch.pk)

    by_sender = checked(universe, again)
    by_another = checked(universe, again, by=universe.data_entry)

    assert places(by_sender) == [(Code.NOT_A_NUMBER, 5, "D")]
    assert (Code.UNKNOWN_UNIT, 5, "B") in places(by_another)


@pytest.mark.django_db
def test_what_was_said_of_a_sheet_holds_though_it_had_to_go_out_under_another_name(universe):
    name = gettext("Problems")
    content = xlsx(
        headcounts(row(HOSPITAL, "mười", 1, 2, 7, 0)), more=[(name, headcounts(row(HOA_SEN, 5, 0, 1, 4, 0)))]
    )
    batch = keep(checked(universe, content, choices={name: {"used": False}}))
    again = marked_workbook(read_workbook(content, ""), [], finding, batch.choices, batch.pk)

    assert checked(universe, again).choices == {f"{name} (2)": {"used": False}}


@pytest.mark.django_db
def test_text_whose_encoding_was_settled_goes_out_as_unicode(universe):
    in_tcvn3 = "Tr\u00adêng THPT Hoa Sen"
    content = xlsx(headcounts(row(in_tcvn3, 48, 1, 9, 38, 0)))
    choices = {"Biểu 1": {"encodings": {"B": "tcvn3"}}}

    again = read_workbook(marked_workbook(read_workbook(content, ""), [], finding, choices), "")

    assert again.sheets[0].cell(4, 1) == HOA_SEN
