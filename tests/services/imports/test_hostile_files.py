"""Workbooks that no program writes: traps for the parser, and what must never be read as something else."""

import struct
from datetime import date

import pytest
import xlwt

from tests import files
from tests.services.imports.spreadsheets import (
    DATE,
    DAYS,
    ONE_CELL,
    SHEET,
    WORKBOOK,
    cell,
    parts,
    row,
    sheet,
    workbook,
    zipped,
)
from workforce.services.imports.problems import Code, Refused
from workforce.services.imports.reading import BrokenCell, read_workbook
from workforce.wording.problems import sentence

DOCUMENT_TYPE = '<!DOCTYPE x [<!ENTITY a "b">]>'
ENTRY = b"PK\x01\x02"
UTF_16 = f'<?xml version="1.0" encoding="UTF-16"?>{DOCUMENT_TYPE}<x/>'.encode("utf-16")
RICH_TEXT = '<r><t xml:space="preserve">Sở </t></r><r><t>Nội vụ</t></r>'


def problem_of(content):
    with pytest.raises(Refused) as refused:
        read_workbook(content, "tệp.xlsx")
    assert sentence(refused.value.problem)
    return refused.value.problem


def cells_of(content):
    return read_workbook(content, "tệp.xlsx").sheets[0].rows


def with_part(name, content):
    return zipped(parts() | {name: content})


def with_last_entry(change):
    """The directory of the archive says something else of its last part."""
    content = bytearray(workbook())
    first, last = content.find(ENTRY), content.rfind(ENTRY)
    change(content, first, last)
    return bytes(content)


def other_size(content, first, last):
    content[last + 24 : last + 28] = struct.pack("<I", 5)


def same_place(content, first, last):
    content[last + 42 : last + 46] = content[first + 42 : first + 46]


@pytest.mark.parametrize(
    ("content", "trap"),
    [
        (with_part(WORKBOOK, f"{DOCUMENT_TYPE}{parts()[WORKBOOK]}"), "entities"),
        (
            with_part(WORKBOOK, f'<?xml version="1.0" encoding="UTF-16"?>{DOCUMENT_TYPE}<x/>'.encode("utf-16")),
            "entities",
        ),
        (with_part(WORKBOOK, f"<!--{'x' * 70_000}-->{DOCUMENT_TYPE}{parts()[WORKBOOK]}"), "entities"),
        (with_part("xl/worksheets/sheetX.xml", "<x/>").replace(b"sheetX.xml", b"sheet1.xml"), "doubled_parts"),
        (with_part("xl/worksheets/SHEET1.xml", "<x/>"), "doubled_parts"),
        (with_part("../../x.xml", "<x/>"), "names_outside"),
        (with_part("..\\x.xml", "<x/>"), "names_outside"),
        (with_last_entry(other_size), "wrong_sizes"),
        (with_last_entry(same_place), "overlapping_parts"),
    ],
    ids=["entities", "entities in UTF-16", "hidden", "doubled", "in capitals", "outside", "Windows", "size", "overlap"],
)
def test_a_trap_is_refused_by_its_name(content, trap):
    problem = problem_of(content)

    assert (problem.code, problem.params) == (Code.HOSTILE_FILE, {"traps": [trap]})


def test_a_thousand_sheets_are_not_one_part_read_a_thousand_times():
    book = parts(sheets=900)
    links = book["xl/_rels/workbook.xml.rels"]
    book["xl/_rels/workbook.xml.rels"] = links.replace("sheet2.xml", "sheet1.xml")

    assert problem_of(zipped(book)).code == Code.HOSTILE_FILE


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (workbook()[:400], Code.INCOMPLETE_FILE),
        (workbook()[:-10], Code.INCOMPLETE_FILE),
        (workbook(sheets=0), Code.NO_WORKSHEET),
        (zipped({name: part for name, part in parts().items() if name != SHEET}), Code.DAMAGED_FILE),
        (zipped({name: part for name, part in parts().items() if "workbook.xml.rels" not in name}), Code.DAMAGED_FILE),
        (workbook("<row><c>"), Code.DAMAGED_FILE),
        (with_part(SHEET, sheet(ONE_CELL).encode("utf-16")), Code.DAMAGED_FILE),
        (workbook(row(cell("A1", 7, "s"))), Code.DAMAGED_FILE),
        (workbook(f'<row r="{"9" * 5000}">{cell("A1", "#N/A", "e")}</row>'), Code.DAMAGED_FILE),
        (zipped({"a.xlsx": workbook()}), Code.OTHER_FORMAT),
        (zipped({"word/document.xml": "<x/>"}), Code.OTHER_FORMAT),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", Code.OTHER_FORMAT),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', Code.OTHER_FORMAT),
        (b"{\\rtf1 x", Code.OTHER_FORMAT),
        (b'a,b\n"' + b"x,y\n" * 50_000, Code.CELL_TOO_LONG),
        (b"a,b\n1\x00,2\n", Code.UNKNOWN_FORMAT),
    ],
)
def test_what_cannot_be_read_is_told_apart(content, code):
    assert problem_of(content).code == code


def test_the_stated_size_of_a_sheet_is_not_believed():
    assert cells_of(workbook(before='<dimension ref="A1:XFD1048576"/>')) == [[1]]


def test_ranges_merged_over_everything_are_only_ranges():
    assert cells_of(workbook(after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')) == [[1]]


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        (cell("A1", 45657, style=DATE), date(2024, 12, 31)),
        (cell("A1", 12, style=DAYS), 12),
        (cell("A1", 2_958_466, style=DATE), 2_958_466),
        (cell("A1", -1, style=DATE), "00:00:00"),
        (cell("A1", "2024-12-31", "d"), date(2024, 12, 31)),
        (cell("A1", "2024-13-45", "d"), "2024-13-45"),
        (cell("A1", "1E+308"), int(1e308)),
        (cell("A1", "1E+309"), "inf"),
        (cell("A1", 1, "b"), True),
        (cell("A1", "a_x0000_b", "str"), "ab"),
        (cell("A1", "Sở\u2028 &lt;b&gt;", "str"), "Sở\u2028 <b>"),
        (cell("A1", "x" * 40_000, "str"), "x" * 40_000),
        (cell("A1", "#N/A", "e"), BrokenCell("#N/A")),
        (cell("A1", 0, "s"), "Sở Nội vụ"),
        ('<c r="A1"><f>SUM(B1:B9)</f></c>', BrokenCell("=SUM(B1:B9)")),
        ('<c r="A1"><f>SUM(B1:B9)</f><v>7</v></c>', 7),
        (
            '<c r="A1" t="inlineStr"><is><r><t xml:space="preserve">Sở </t></r><r><t>Nội vụ</t></r></is></c>',
            "Sở Nội vụ",
        ),
    ],
)
def test_a_cell_is_read_as_what_it_is(xml, expected):
    texts = f'<si>{RICH_TEXT}<rPh sb="0" eb="1"><t>phonetic</t></rPh></si>'

    assert cells_of(workbook(row(xml), texts=texts)) == [[expected]]


def test_the_dates_of_an_old_macintosh_are_the_same_days():
    content = workbook(row(cell("A1", 44_195, style=DATE)), properties='<workbookPr date1904="1"/>')

    assert cells_of(content) == [[date(2024, 12, 31)]]


def test_rows_of_uncalculated_totals_below_the_table_are_not_lost():
    rows = row(cell("A1", 1)) + '<row r="3"><c r="B3"><f>SUM(B1:B2)</f></c></row>'

    assert cells_of(workbook(rows)) == [[1], [], [None, BrokenCell("=SUM(B1:B2)")]]


def broken_xls():
    book = xlwt.Workbook()
    page = book.add_sheet("Biểu 1")
    page.write(0, 0, "Tổng số")
    page.row(1).set_cell_error(0, 0x2A)
    page.row(2).set_cell_error(1, 0x07)
    page.write(3, 1, 5)
    page.row(1).hidden = page.col(1).hidden = True
    return files.saved(book)


def broken_ods():
    names = "".join(
        f' xmlns:{prefix}="{name}"'
        for prefix, name in {
            "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
            "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
            "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
            "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
        }.items()
    )
    text = 'office:value-type="string"'
    rows = [
        f"<table:table-row><table:table-cell {text}><text:p>Tổng số</text:p></table:table-cell></table:table-row>",
        '<table:table-row table:visibility="filter"><table:table-cell office:value-type="float" office:value="0" '
        'calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell></table:table-row>',
        f'<table:table-row><table:table-cell/><table:table-cell table:formula="of:=1/0" {text} office:string-value="">'
        "<text:p>#DIV/0!</text:p></table:table-cell></table:table-row>",
        '<table:table-row><table:table-cell/><table:table-cell office:value-type="float" office:value="5"/>'
        "</table:table-row>",
    ]
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    table = f'<table:table table:name="Biểu 1">{columns}{"".join(rows)}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f"<office:document-content{names}>{body}</office:document-content>",
            "META-INF/manifest.xml": '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        }
    )


def broken_xlsx():
    rows = row(cell("A1", "Tổng số", "str"), number=1)
    rows += f'<row r="2" hidden="1">{cell("A2", "#N/A", "e")}</row>'
    rows += row(cell("B3", "#DIV/0!", "e"), number=3) + row(cell("B4", 5), number=4)
    return workbook(rows, before='<cols><col min="2" max="16384" hidden="1"/></cols>')


@pytest.mark.parametrize("content", [broken_xlsx(), broken_xls(), broken_ods()], ids=["xlsx", "xls", "ods"])
def test_errors_and_what_is_hidden_are_said_in_every_format(content):
    book = read_workbook(content, "tệp")

    expected = [["Tổng số"], [BrokenCell("#N/A")], [None, BrokenCell("#DIV/0!")], [None, 5]]
    assert book.sheets[0].rows == expected
    assert [(each.code, each.params["spans"]) for each in book.problems] == [
        (Code.HIDDEN_ROWS, "2"),
        (Code.HIDDEN_COLUMNS, "B"),
    ]
    assert all(map(sentence, book.problems))


def test_hidden_rows_are_named_in_spans_and_only_the_first_of_them():
    hidden = "".join(f'<row r="{n}" hidden="1">{cell(f"A{n}", n)}</row>' for n in [1, 2, 3, *range(5, 45, 2)])
    blank = '<row r="50" hidden="1"/>'

    [problem] = read_workbook(workbook(hidden + blank), "tệp").problems

    assert problem.params == {"count": 23, "spans": "1–3, 5, 7, 9, 11, 13, 15, 17, 19, 21, …"}


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_sheets_are_named_however_well_they_are_hidden(state):
    [problem] = read_workbook(workbook(state=state), "tệp").problems

    assert (problem.code, problem.params) == (Code.HIDDEN_SHEETS, {"sheets": ["S1"]})


def test_lines_may_end_in_any_way():
    assert cells_of("Đơn vị,b\r\nc,d\ne,f\rg,h".encode()) == [["Đơn vị", "b"], ["c", "d"], ["e", "f"], ["g", "h"]]


def test_a_nul_far_down_in_a_text_is_dropped():
    assert cells_of(b"a,b\n" * 2000 + b"1\x00,2\n")[-1] == ["1", "2"]
