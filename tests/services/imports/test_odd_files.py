"""Odd and malformed files that nobody of this project wrote: each is an import, or a refusal that says why."""

import json
import re
from functools import cache

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, encode_multipart
from django.urls import reverse

from tests.files import HEADINGS, headcounts, text, xlsx
from tests.services.imports.checks import HOSPITAL
from tests.services.imports.people.files import people
from tests.services.imports.people.files import row as person
from tests.web.portal import signed_in
from workforce.models import ImportBatch
from workforce.services.imports import headcount_check, reading
from workforce.services.imports.people import check as people_check
from workforce.services.imports.problems import Code, Refused
from workforce.wording.problems import sentence

FOLDER = settings.BASE_DIR / "tests" / "odd_files"
POI, POI_FUZZ = "poi__test-data__spreadsheet__", "poi__test-data__spreadsheet__clusterfuzz-testcase-minimized-"
# Sheet → rows of what is read
READ = {
    "blns.json": {"": 515},
    "calamine__tests__any_sheets.xlsb": {"Visible": 5, "Hidden": 0, "VeryHidden": 0},
    "exceljs__spec__integration__data__invalid-xml.xlsx": {"Sheet1": 1},
    "openspout__tests__resources__ods__one_sheet_with_strings.ods": {"Sheet1": 2},
    "openspout__tests__resources__ods__sheet_with_multiline_string.ods": {"Sheet1": 1},
    "openspout__tests__resources__ods__sheet_with_various_spaces.ods": {"Sheet1": 1},
    "openspout__tests__resources__xlsx__file_corrupted.xlsx": {"": 3},
    "phpspreadsheet__tests__data__Reader__Ods__RepeatedDataCells.ods": {"Sheet1": 1},
    "sheetjs__2013__apachepoi_44010-SingleChart.xls.xlsb": {"auto_1": 10},
    "sheetjs__2013__apachepoi_47813.xlsx.xlsb": {"Numbers": 721, "SomeJunk": 1},
    "sheetjs__2013__apachepoi_WithChartSheet.xlsx.xlsb": {
        "Sheet1": 13,
        "Sheet6": 9,
        "Sheet5": 9,
        "Sheet4": 21,
        "Sheet3": 12,
        "Sheet2": 11,
    },
    "sheetjs__2013__apachepoi_ex42570-20305.xls.xlsb": {"Data": 151},
    "xlsxwriter__xlsxwriter__test__comparison__xlsx_files__comment03.xlsx": {"Sheet1": 1},
}
REFUSED = {
    "blns.txt": Code.UNKNOWN_FORMAT,
    "calamine__tests__issue_594_dos.ods": Code.TOO_MUCH_MEMORY,
    "calamine__tests__pass_protected.ods": Code.PASSWORD_PROTECTED,
    "calamine__tests__pass_protected.xlsx": Code.PASSWORD_PROTECTED,
    "closedxml__ClosedXML.Tests__Resource__TryToLoad__SheetsWithoutRelId.xlsx": Code.DAMAGED_FILE,
    "closedxml__ClosedXML.Tests__Resource__TryToLoad__~$LoadPivotTables.xlsx": Code.LOCK_FILE,
    "openspout__tests__resources__xlsx__attack_billion_laughs.xlsx": Code.HOSTILE_FILE,
    "openspout__tests__resources__xlsx__file_with_sheet_xml_not_matching_content_types.xlsx": Code.DAMAGED_FILE,
    "phpspreadsheet__tests__data__Reader__XLSX__utf16be.bom.xlsx": Code.DAMAGED_FILE,
    "phpspreadsheet__tests__data__Reader__XLS__oleloop.xls": Code.DAMAGED_FILE,
    "phpspreadsheet__tests__data__Reader__XLS__pwtest.xls": Code.PASSWORD_PROTECTED,
    "poi__test-data__poifs__60320-protected.xlsx": Code.PASSWORD_PROTECTED,
    f"{POI}50833.xls": Code.PASSWORD_PROTECTED,
    f"{POI}51832.xls": Code.PASSWORD_PROTECTED,
    f"{POI}54764-2.xlsx": Code.HOSTILE_FILE,
    f"{POI}crash-9bf3cd4bd6f50a8a9339d363c2c7af14b536865c.xlsx": Code.PASSWORD_PROTECTED,
    f"{POI}sample-beta.xlsx": Code.DAMAGED_FILE,
    f"{POI}testEXCEL_3.xls": Code.OTHER_FORMAT,
    f"{POI}xlmmacro.xlsm": Code.MACRO_SHEETS,
    f"{POI_FUZZ}POIHSSFFuzzer-5175219985448960.xls": Code.DAMAGED_FILE,
    f"{POI_FUZZ}POIHSSFFuzzer-5436547081830400.xls": Code.DAMAGED_FILE,
    f"{POI_FUZZ}POIHSSFFuzzer-5786329142919168.xls": Code.DAMAGED_FILE,
    f"{POI_FUZZ}POIHSSFFuzzer-6322470200934400.xls": Code.DAMAGED_FILE,
    f"{POI_FUZZ}POIXSSFFuzzer-5185049589579776.xlsx": Code.DAMAGED_FILE,
    f"{POI_FUZZ}POIXSSFFuzzer-5265527465181184.xlsx": Code.DAMAGED_FILE,
    f"{POI_FUZZ}POIXSSFFuzzer-5937385319563264.xlsx": Code.DAMAGED_FILE,
    f"{POI_FUZZ}POIXSSFFuzzer-6123461607817216.xlsx": Code.INCOMPLETE_FILE,
    "sheetjs__BlankSheetTypes.xlsb": Code.MACRO_SHEETS,
    "sheetjs__biff5__password_2002_40_xor.xls": Code.PASSWORD_PROTECTED,
    "sheetjs__crlf__CRLFX5_3.XLS": Code.OTHER_FORMAT,
    "sheetjs__password_2002_128_enhdss.xls": Code.PASSWORD_PROTECTED,
    "sheetjs__password_2002_128_enhrsa.xls": Code.PASSWORD_PROTECTED,
    "sheetjs__password_2002_40_972000.xls": Code.PASSWORD_PROTECTED,
    "sheetjs__password_2002_40_dhsc.xls": Code.PASSWORD_PROTECTED,
    "sheetjs__password_2002_40_dss.xls": Code.PASSWORD_PROTECTED,
    "sheetjs__wtf_path.xlsb": Code.DAMAGED_FILE,
}
TEXTS_ABOUT_THE_FILES = {"README.md", "blns.LICENSE"}
NAUGHTY = json.loads((FOLDER / "blns.json").read_text())
NAUGHTY_COUNTS = headcounts(*([1, each, each, each] for each in NAUGHTY), headings=[*HEADINGS, *NAUGHTY[:40]])
NAUGHTY_PEOPLE = people(*(person(**{"Họ và tên": each, "Ghi chú": each}) for each in NAUGHTY))
GOOD_FILE = xlsx(headcounts([1, HOSPITAL, None, 10, 1, 2, 7, 0]))
FILE_NAMES = [
    "../../../etc/passwd.xlsx",
    "C:\\Users\\quản trị\\báo cáo.xlsx",
    "/etc/cron.d/x.xlsx",
    "a" * 300 + ".xlsx",
    "báo cáo\u202excod.xlsx",
    "tab\tvà\x7f.xlsx",
    "=cmd|'/c calc'!A1.xlsx",
    "<img src=x onerror=alert(1)>.xlsx",
    "%(found)s {0} %s.xlsx",
    "Ðồng\u0300\u200b.xlsx",
    "\x00.xlsx",
    "..",
]


@cache
def answer(content: bytes):
    """The child is started once for a file, however many tests look at what it said."""
    try:
        return reading.read_workbook(content, "tệp")
    except Refused as refused:
        return refused.problem


def read_again(content, file_name):
    found = answer(content)
    if isinstance(found, reading.Workbook):
        return found
    raise Refused(found)


@pytest.fixture
def parsed_once(monkeypatch):
    for module in [headcount_check, people_check]:
        monkeypatch.setattr(module, "read_workbook", read_again)


def uploaded(client, route, content, name="tệp.xlsx", **options):
    """As a browser of ill will would send it: the test client itself makes every name a good one."""
    fields = {"unit": "minh-hoa", "as_of": "31/12/2023", "file": SimpleUploadedFile("NAME", content)}
    body = encode_multipart(BOUNDARY, fields).replace(b'filename="NAME"', f'filename="{name}"'.encode())
    return client.post(reverse(route), body, content_type=f"multipart/form-data; boundary={BOUNDARY}", **options)


def test_every_file_of_the_folder_has_its_answer():
    assert {path.name for path in FOLDER.iterdir()} == READ.keys() | REFUSED.keys() | TEXTS_ABOUT_THE_FILES


@pytest.mark.parametrize("name", READ)
def test_what_can_be_read_is_read(name):
    workbook = answer((FOLDER / name).read_bytes())

    assert {sheet.name: len(sheet.rows) for sheet in workbook.sheets} == READ[name]


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_by_its_cause(name):
    problem = answer((FOLDER / name).read_bytes())

    assert problem.code == REFUSED[name]
    assert sentence(problem)


@pytest.mark.any_engine
@pytest.mark.django_db
@pytest.mark.parametrize("route", ["import_upload", "people_import_upload"])
def test_every_file_gets_a_page_that_says_what_is_wrong(universe, parsed_once, route):
    client, seen = signed_in(universe.data_admin), set()

    for name in [*READ, *REFUSED]:
        response = uploaded(client, route, (FOLDER / name).read_bytes(), name)

        assert (name, response.status_code) == (name, 302)
        assert (name, ImportBatch.objects.latest("pk").state) == (name, ImportBatch.State.REFUSED)
        if REFUSED.get(name) not in seen:
            page = client.get(response["Location"])
            codes = {problem.code for problem, words in page.context["problems"] if words}
            assert (name, page.status_code) == (name, 200)
            assert codes == {REFUSED[name]} if name in REFUSED else codes
            seen |= codes & set(REFUSED.values())


@pytest.mark.any_engine
@pytest.mark.django_db
@pytest.mark.parametrize("name", FILE_NAMES, ids=range(len(FILE_NAMES)))
def test_a_file_may_have_any_name(universe, parsed_once, name):
    client = signed_in(universe.data_admin)

    page = uploaded(client, "import_upload", GOOD_FILE, name, follow=True)

    assert page.status_code in {200, 400}
    assert "<img src=x" not in page.content.decode()
    for batch in ImportBatch.objects.all():
        assert set(batch.file_name) & set("/\\\0") == set()
        file = client.get(reverse("import_file", args=[batch.pk]))
        assert re.fullmatch(r'attachment; filename="import-\d+\.xlsx"', file["Content-Disposition"])


@pytest.mark.any_engine
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("route", "rows"),
    [
        (
            "import_upload",
            headcounts(*([1, each, each, each] for each in NAUGHTY), headings=[*HEADINGS, *NAUGHTY[:40]]),
        ),
        ("people_import_upload", people(*(person(**{"Họ và tên": each, "Ghi chú": each}) for each in NAUGHTY))),
    ],
    ids=["headcounts", "people"],
)
def test_naughty_strings_are_data_in_headings_codes_and_names(universe, parsed_once, route, rows):
    page = uploaded(signed_in(universe.data_admin), route, text(rows), follow=True)

    assert page.status_code == 200
    assert page.context["problems"]
    assert "<script>alert" not in page.content.decode()
