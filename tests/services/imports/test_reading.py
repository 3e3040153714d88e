import io
import zipfile
from datetime import date

import openpyxl
import pytest

from tests import files
from workforce.services.imports.problems import Code, Refused
from workforce.services.imports.reading import Merged, read_workbook
from workforce.wording.problems import sentence

ROWS = [["Đơn vị", "Tổng số"], [None, None], ["Sở Nội vụ", 12]]


def refusal_of(content, name="tep.xlsx"):
    with pytest.raises(Refused) as refused:
        read_workbook(content, name)
    assert sentence(refused.value.problem)
    return refused.value.problem.code


def zipped(parts) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize("write", [files.xlsx, files.xls, files.ods])
def test_every_spreadsheet_format_gives_the_same_cells_whatever_the_file_is_called(write):
    sheet = read_workbook(write(ROWS), "bao cao.csv").sheets[0]

    assert [row for row in sheet.rows if row] == [["Đơn vị", "Tổng số"], ["Sở Nội vụ", 12]]
    assert (sheet.cell(2, 1), sheet.cell(1, 0), sheet.cell(99, 99)) == (12, None, None)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_delimited_text_is_read_by_its_own_signs(delimiter, encoding):
    content = files.text(ROWS, delimiter=delimiter, encoding=encoding)

    assert read_workbook(content, "tep.txt").sheets[0].rows == [["Đơn vị", "Tổng số"], [], ["Sở Nội vụ", "12"]]


def test_dates_and_true_stay_what_they_are_and_positions_are_kept():
    workbook = openpyxl.Workbook()
    workbook.active["C4"] = date(2024, 12, 31)
    workbook.active["D6"] = True
    workbook.active.merge_cells("C4:E5")

    sheet = read_workbook(files.saved(workbook), "tep.xlsx").sheets[0]

    assert (sheet.cell(3, 2), sheet.cell(5, 3)) == (date(2024, 12, 31), True)
    assert sheet.merged == [Merged(3, 2, 4, 4)]


def test_a_cell_with_a_line_separator_does_not_break_the_answer_of_the_child():
    assert (
        read_workbook(files.xlsx([["Sở\u2028Nội vụ\nHuyện", "x"]]), "x").sheets[0].cell(0, 0) == "Sở\u2028Nội vụ\nHuyện"
    )


def test_hidden_sheets_are_named():
    workbook = read_workbook(files.xlsx(ROWS, hidden=[("Năm trước", ROWS)]), "tep.xlsx")

    assert [sheet.visible for sheet in workbook.sheets] == [True, False]
    assert [(problem.code, problem.params) for problem in workbook.problems] == [
        (Code.HIDDEN_SHEETS, {"sheets": ["Năm trước"]})
    ]


def test_macros_and_links_are_named():
    stream = io.BytesIO(files.xlsx(ROWS))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
        archive.writestr("xl/externalLinks/externalLink1.xml", b"<x/>")

    workbook = read_workbook(stream.getvalue(), "tep.xlsm")

    assert workbook.problems[0].params == {"kinds": ["external_links", "macros"]}
    assert sentence(workbook.problems[0])


def test_a_workbook_of_two_cells_at_opposite_corners_is_refused_and_the_process_lives():
    assert refusal_of(files.phantom_xlsx()) == Code.TOO_MANY_ROWS


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", Code.EMPTY_FILE),
        (b" \r\n ", Code.EMPTY_FILE),
        (b"%PDF-1.7\n\x00\x01\x02", Code.OTHER_FORMAT),
        (b"\x89PNG\r\n\x1a\n\x00\x00", Code.OTHER_FORMAT),
        (b"<html><table></table></html>", Code.OTHER_FORMAT),
        (b"PK\x03\x04 and nothing else", Code.INCOMPLETE_FILE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Code.DAMAGED_FILE),
    ],
)
def test_what_is_no_table_is_refused_with_its_reason(content, code):
    assert refusal_of(content) == code


def test_a_workbook_without_a_cell_is_empty():
    assert refusal_of(files.xlsx([])) == Code.EMPTY_FILE


def test_a_document_type_is_refused():
    assert refusal_of(zipped({"xl/workbook.xml": '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x/>'})) == (
        Code.HOSTILE_FILE
    )


def test_an_encrypted_workbook_is_told_from_a_damaged_one():
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
        "</manifest:manifest>"
    )
    ods = zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": manifest,
            "content.xml": b"\x8f\x01",
        }
    )

    assert refusal_of(ods) == Code.PASSWORD_PROTECTED
