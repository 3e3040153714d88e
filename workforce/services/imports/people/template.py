"""An empty people workbook: the headings that the import knows, an invented row, and what the lists accept."""

import io

import xlsxwriter
from django.utils import translation

from workforce.models import DiplomaType, TrainingField, Value
from workforce.services.imports.people.headings import (
    CERTIFICATE_ROW,
    CERTIFICATES,
    COLUMNS,
    DIPLOMA_ROW,
    KEY,
    NAME,
    POST,
    POST_SPELL,
    SHEET_NAMES,
    Part,
)
from workforce.services.imports.people.words import KINDS_OF_POST, MODES, NOT_OF_ONE_PERSON, SEXES
from workforce.services.workbooks import SAFE

INVENTED = "ví dụ, xoá dòng này"
LISTED = ["ethnicity", "religion", "category", "leadership", *CERTIFICATES]
LEFT_OUT = {"birth_date_men", "birth_date_women", "unit_code", "party_left_on"}
# The example: somebody who does not exist, with a number that no card has
EXAMPLE = {
    "number": "1",
    "full_name": "Nguyễn Văn Ví Dụ",
    "identity_number": "000000000000",
    "birth_date": "15/08/1985",
    "sex": "Nam",
    "ethnicity": "Kinh",
    "religion": "Không",
    "unit": "(tên đơn vị)",
    "category": "Công chức",
    "leadership": "Không lãnh đạo",
    "rank": "01.003",
    "start": "01/09/2010",
    "diploma": "Thạc sĩ",
    "awarded": "2015",
    "political_theory": "Trung cấp",
    "last_day": "31/08/2010",
    "kind": "",
    "note": INVENTED,
}
HELP = [
    "Mỗi dòng của bảng Danh sách là một người. Dòng ví dụ là giả định: xoá trước khi nhập.",
    "Ô để trống nghĩa là chưa có thông tin, không phải là “không”. Muốn ghi “không” thì viết chữ Không.",
    "Số CCCD, số sổ BHXH, điện thoại, mã ngạch: định dạng cột là Văn bản (Text) để không mất số 0 ở đầu.",
    "Ngày ghi 31/12/2024; chỉ biết tháng thì 12/2024, chỉ biết năm thì 2024 (gõ dạng văn bản).",
    "Nhiều văn bằng, chứng chỉ, quá trình công tác: ghi ở các bảng sau, nhận biết người bằng STT hoặc số CCCD.",
    "Nhiều ngoại ngữ trong một ô: cách nhau bằng dấu chấm phẩy.",
    "Tệp có thể thiếu cột, thứ tự cột tuỳ ý, tên cột tiếng Việt hoặc tiếng Anh.",
]
SHEETS = {
    Part.PEOPLE: ["number", "full_name", "identity_number", *COLUMNS[Part.PEOPLE]],
    Part.POSTS: [*KEY, *NAME, "start", "last_day", *POST, *POST_SPELL],
    Part.DIPLOMAS: [*KEY, *NAME, *DIPLOMA_ROW],
    Part.CERTIFICATES: [*KEY, *NAME, *CERTIFICATE_ROW],
}
NAMES = {Part.PEOPLE: "Danh sách"} | {part: names[0] for part, names in SHEET_NAMES.items()}
LAST_ROW = 5_000


def people_template() -> bytes:
    """In Vietnamese whatever the page's language: it goes to the units."""
    stream = io.BytesIO()
    with (
        translation.override("vi"),
        xlsxwriter.Workbook(stream, SAFE) as workbook,
    ):
        heading = workbook.add_format({"bold": True, "text_wrap": True, "border": 1, "valign": "vcenter"})
        text = workbook.add_format({"num_format": "@"})
        lists = accepted()
        sheets = {part: workbook.add_worksheet(NAMES[part]) for part in SHEETS}
        ranges = write_lists(workbook, lists, heading)
        for part, sheet in sheets.items():
            write_part(sheet, part, heading, text, ranges)
        write_help(workbook)
    return stream.getvalue()


def accepted() -> dict[str, list[str]]:
    """By field, the words that a pick list offers."""
    found = {"sex": [words[0] for words in reversed(SEXES.values())], "mode": [words[0] for words in MODES.values()]}
    values = Value.objects.filter(kind=Value.Kind.ORDINARY).exclude(code__in=NOT_OF_ONE_PERSON)
    for code in LISTED:
        found[code] = [value.name for value in values.filter(dimension__code=code).order_by("position")]
    found["diploma"] = [diploma.name for diploma in DiplomaType.objects.all()]
    found["field"] = [field.name for field in TrainingField.objects.all()]
    return found | {"kind": [words[0] for words in KINDS_OF_POST.values()]}


def write_lists(workbook, lists: dict[str, list[str]], heading) -> dict[str, str]:
    """The sheet of the lists, which the import leaves alone; where each of them stands."""
    sheet = workbook.add_worksheet("Danh mục")
    ranges = {}
    for column, (field, words) in enumerate(lists.items()):
        sheet.write_string(0, column, title(field), heading)
        sheet.write_column(1, column, words)
        letter = xlsxwriter.utility.xl_col_to_name(column)
        ranges[field] = f"='Danh mục'!${letter}$2:${letter}${len(words) + 1}"
    sheet.set_column(0, len(lists) - 1, 28)
    return ranges


def title(field: str) -> str:
    return next(words[field][0] for words in [*COLUMNS.values()] if field in words)


def write_part(sheet, part: Part, heading, text, ranges: dict[str, str]) -> None:
    fields = [field for field in dict.fromkeys(SHEETS[part]) if field not in LEFT_OUT]
    for column, field in enumerate(fields):
        sheet.write_string(0, column, COLUMNS[part][field][0], heading)
        example = EXAMPLE.get(field, "")
        if part is Part.PEOPLE and example:
            sheet.write_string(1, column, example, text)
        is_list = field in ranges and not (part is Part.CERTIFICATES and field == "kind")
        if is_list:
            rule = {"validate": "list", "source": ranges[field], "error_type": "information"}
            sheet.data_validation(1, column, LAST_ROW, column, rule)
    sheet.set_column(0, len(fields) - 1, 18, text)
    sheet.set_row(0, 36)
    sheet.freeze_panes(1, 2)


def write_help(workbook) -> None:
    sheet = workbook.add_worksheet("Hướng dẫn")
    sheet.set_column(0, 0, 110)
    for row, line in enumerate(HELP):
        sheet.write_string(row, 0, line)
