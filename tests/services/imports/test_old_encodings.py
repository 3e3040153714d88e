"""Files of the time before Unicode: told of by column, read as they would be, and no import before somebody decides."""

import unicodedata

import openpyxl
import pytest
from openpyxl.styles import Font

from tests import files
from tests.services.imports.checks import checked, figures, places
from tests.services.imports.people.files import checked as checked_people
from tests.services.imports.people.files import people, row
from tests.vietnam.old_text import as_shown, in_old_bytes
from workforce.services.imports.choices import AS_IT_IS
from workforce.services.imports.headcounts import check_again, confirm, keep
from workforce.services.imports.problems import Code, Refused, Severity
from workforce.services.imports.reading import read_workbook
from workforce.services.snapshots import NotAllowed
from workforce.vietnam.legacy_encodings import Encoding

pytestmark = pytest.mark.any_engine

TCVN3, VNI, WINDOWS_1258 = Encoding.TCVN3, Encoding.VNI, Encoding.WINDOWS_1258
HOSPITAL = [1, "Bệnh viện Đa khoa Minh Họa", None, 10, 1, 2, 7, 0]
SHEET = "Biểu 1"


def old(rows, encoding):
    return [[as_shown(cell, encoding) if isinstance(cell, str) else cell for cell in each] for each in rows]


def old_csv(rows, encoding) -> bytes:
    lines = (";".join("" if cell is None else str(cell) for cell in each) for each in rows)
    return b"\r\n".join(in_old_bytes(line, encoding) for line in lines)


def workbook_of(rows) -> openpyxl.Workbook:
    workbook = openpyxl.Workbook()
    files.fill(workbook.active, SHEET, rows)
    return workbook


def of(code, result):
    return [problem for problem in result.problems if problem.code is code]


def told(result, code=Code.OLD_ENCODING):
    """The columns of the problems of a code, by letter."""
    return {column.letter: column for problem in of(code, result) for column in problem.params["columns"]}


def converting(result) -> dict:
    """The choices of somebody who agrees with everything."""
    return {
        problem.sheet: {"encodings": {each.letter: str(each.encoding) for each in problem.params["columns"]}}
        for problem in of(Code.OLD_ENCODING, result)
    }


@pytest.mark.parametrize("encoding", Encoding)
@pytest.mark.parametrize("write", [files.xlsx, files.xls, files.ods])
def test_a_whole_file_in_an_old_encoding_is_read_once_somebody_agrees(universe, write, encoding):
    content = write(old(files.headcounts(HOSPITAL), encoding))

    asked = checked(universe, content)
    result = checked(universe, content, choices=converting(asked))

    assert {code for code, _row, _column in places(asked)} == {Code.OLD_ENCODING}
    assert "B" in told(asked)
    assert {column.encoding for column in told(asked).values()} == {encoding}
    assert places(result) == []
    assert figures(result, universe.hospital)["total"] == figures(asked, universe.hospital)["total"] == 10


@pytest.mark.parametrize("encoding", Encoding)
def test_delimited_text_in_an_old_encoding_is_read_too(universe, encoding):
    content = old_csv(files.headcounts([*HOSPITAL, None]), encoding)

    asked = checked(universe, content, file_name="tep.csv")
    result = checked(universe, content, file_name="tep.csv", choices=converting(asked))

    assert read_workbook(content, "tep.csv").sheets[0].one_byte
    assert places(asked)
    assert places(result) == []
    assert figures(result, universe.hospital)["total"] == 10


@pytest.mark.parametrize(
    "content",
    [
        "Unité;Total\r\nDépartement des élèves;12\r\nHôpital général;3".encode("latin-1"),
        "Đơn vị;Tổng số\r\nSở Nội vụ;12".encode() + b"\xff",
        b"\xe9\xe8\xea;1\r\n\xfe\xfd;2",
    ],
)
def test_text_that_no_encoding_explains_is_refused(universe, content):
    assert places(checked(universe, content)) == [(Code.UNKNOWN_ENCODING, 0, "")]


def test_one_sheet_is_one_error_however_many_columns_it_has(universe):
    result = checked(universe, files.xlsx(old(files.headcounts(HOSPITAL), TCVN3)))

    assert places(result) == [(Code.OLD_ENCODING, 0, "")]
    assert len(told(result)) > 5


def test_nothing_is_imported_before_somebody_decided(universe):
    batch = keep(checked(universe, files.xlsx(old(files.headcounts(HOSPITAL), TCVN3))))

    with pytest.raises(NotAllowed):
        confirm(batch=batch, by=universe.data_admin)

    assert batch.state == "refused"


def test_what_was_decided_stays_with_the_file(universe):
    content = files.xlsx(old(files.headcounts(HOSPITAL), VNI))
    batch = keep(checked(universe, content, choices=converting(checked(universe, content))))

    assert places(check_again(batch)) == []
    assert confirm(batch=batch, by=universe.data_admin).state == "applied"


def test_the_problem_shows_what_was_written_and_what_it_becomes(universe):
    result = checked(universe, files.xlsx(old(files.headcounts(HOSPITAL), TCVN3)))

    assert told(result)["B"].cells == 2
    assert told(result)["B"].pairs == [
        (as_shown("Đơn vị", TCVN3), "Đơn vị"),
        (as_shown("Bệnh viện Đa khoa Minh Họa", TCVN3), "Bệnh viện Đa khoa Minh Họa"),
    ]


def test_a_column_left_as_it_is_is_left_alone(universe):
    rows = files.headcounts([*HOSPITAL, None, as_shown("Vũ Thị Hường", TCVN3)], headings=[*files.HEADINGS, "Ghi chú"])

    asked = checked(universe, files.xlsx(rows))
    result = checked(universe, files.xlsx(rows), choices={SHEET: {"encodings": {"J": AS_IT_IS}}})

    assert list(told(asked)) == ["J"]
    assert places(result) == []
    assert of(Code.ENCODING_CONVERTED, result) == []


def test_one_old_cell_is_converted_and_those_in_unicode_beside_it_stay(universe):
    old_name = as_shown("Trường THPT Hoa Mai", TCVN3)
    others = [[2, "Trường THPT Hoa Sen", None, 1, 0, 0, 1, 0], [3, old_name, None, 1, 0, 0, 1, 0]]
    rows = files.headcounts(HOSPITAL, *others)

    asked = checked(universe, files.xlsx(rows))
    result = checked(universe, files.xlsx(rows), choices=converting(asked))

    assert list(told(asked)) == ["B"]
    assert told(result, Code.ENCODING_CONVERTED)["B"].cells == 1
    assert {proposal.unit_id for proposal in result.proposals} == {
        universe.hospital.pk,
        universe.hoa_sen.pk,
        universe.hoa_mai.pk,
    }


def test_a_column_that_says_nothing_itself_is_as_the_others_of_its_sheet(universe):
    headings = [*files.HEADINGS, "Ghi chú"]
    rows = old(files.headcounts([*HOSPITAL, None, "Vũ Quang"], headings=headings), TCVN3)
    rows[3][9] = "Ghi chu"

    asked = checked(universe, files.xlsx(rows))

    assert told(asked)["J"].pairs == [("Vò Quang", "Vũ Quang")]


def test_words_that_may_not_be_what_was_written_are_listed_by_cell(universe):
    rows = files.headcounts([*HOSPITAL, None, as_shown("Nguyễn Thị Ánh", TCVN3)], headings=[*files.HEADINGS, "Ghi chú"])
    content = files.xlsx(rows)

    result = checked(universe, content, choices=converting(checked(universe, content)))

    assert [each.params["words"] for each in of(Code.CONVERSION_DOUBTFUL, result)] == [["J5: Ánh"]]


def test_the_font_settles_what_the_text_leaves_open_and_a_font_of_capitals_makes_them(universe):
    headings = [*files.HEADINGS, "Ghi chú"]
    workbook = workbook_of(files.headcounts([*HOSPITAL, None, "Vò Quang"], headings=headings))
    without = checked(universe, files.saved(workbook))
    workbook.active["J5"].font = Font(name=".VnTimeH")
    asked = checked(universe, files.saved(workbook))

    assert places(without) == []
    assert [(letter, each.pairs) for letter, each in told(asked).items()] == [("J", [("Vò Quang", "VŨ QUANG")])]


def test_a_font_that_unicode_text_kept_says_nothing(universe):
    workbook = workbook_of(files.headcounts(HOSPITAL))
    for cells in workbook.active.iter_rows():
        for cell in cells:
            cell.font = Font(name=".VnTime")

    assert places(checked(universe, files.saved(workbook))) == []


def test_runs_of_cells_in_old_fonts_are_reported_and_no_others():
    workbook = workbook_of([["a", "b", 1], ["c", "d", 2], ["e", None, 3], ["g", "h", 4]])
    for place in ["A1", "A2", "A4", "C1"]:
        workbook.active[place].font = Font(name=".VnArial")
    workbook.active["B1"].font = Font(name="Arial")

    fonts = read_workbook(files.saved(workbook), "tep.xlsx").sheets[0].fonts

    assert [(run.font, run.column, run.first_row, run.last_row) for run in fonts] == [
        (".VnArial", 0, 0, 1),
        (".VnArial", 0, 3, 3),
    ]


def test_hidden_sheets_are_not_asked_about(universe):
    hidden = [("Năm trước", old(files.headcounts(HOSPITAL), TCVN3))]

    assert places(checked(universe, files.xlsx(files.headcounts(HOSPITAL), hidden=hidden))) == []


@pytest.mark.parametrize("name", ["François Müller", "Zoë Citroën", "Ðặng Văn Hòa", "Hoà", "co\u00adoperate", "Noël"])
def test_western_and_unicode_names_need_no_decision(universe, name):
    rows = files.headcounts([*HOSPITAL, None, name], headings=[*files.HEADINGS, "Ghi chú"])

    assert places(checked(universe, files.xlsx(rows))) == []


@pytest.mark.parametrize("encoding", Encoding)
def test_a_list_of_people_is_read_once_somebody_agrees(universe, encoding):
    content = files.xlsx(old(people(row()), encoding), sheet="Danh sach")

    asked = checked_people(universe, content)
    result = checked_people(universe, content, choices=converting(asked))

    assert {code for code, _row, _column in places(asked)} == {Code.OLD_ENCODING}
    assert places(result) == []
    assert [said.name for said in result.people] == ["Nguyễn Văn An"]


def test_decomposed_text_needs_no_decision(universe):
    rows = [
        [unicodedata.normalize("NFD", cell) if isinstance(cell, str) else cell for cell in each]
        for each in files.headcounts(HOSPITAL)
    ]

    result = checked(universe, files.xlsx(rows))

    assert [problem for problem in result.problems if problem.severity is not Severity.NOTICE] == []
    assert figures(result, universe.hospital)["total"] == 10


def test_bytes_that_windows_1252_leaves_open_are_kept():
    content = b"\x81\x8d\xad\x93" + in_old_bytes(";Sở Nội vụ", TCVN3)

    assert read_workbook(content, "tep.txt").sheets[0].rows == [["\x81\x8d\xad“", "Së Néi vô"]]


def test_what_is_no_text_is_refused_whatever_its_letters():
    with pytest.raises(Refused) as refused:
        read_workbook(b"\xad\xb8\x01\x02\x03;1", "tep.csv")

    assert refused.value.problem.code is Code.UNKNOWN_FORMAT
