"""What the headings of a people workbook mean: the columns of forms 2C and HS02 that the register holds."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from workforce.services.imports.layout import Table
from workforce.services.imports.problems import Code, Problem, column_letter
from workforce.services.imports.understood import (
    PATH,
    Given,
    How,
    ReadColumn,
    not_a_meaning,
    problems_of_columns,
)
from workforce.vietnam.text import compare_key

# Behind a heading: "(dd/mm/yyyy)", "(nếu có)"
REMARK = re.compile(r"\(.*|\*+$")


class Part(StrEnum):
    """What a sheet lists. A sheet of another name than these lists people, if it has a column of names."""

    PEOPLE = "people"
    POSTS = "posts"
    DIPLOMAS = "diplomas"
    CERTIFICATES = "certificates"
    HELP = "help"


SHEET_NAMES = {
    Part.POSTS: ["Quá trình công tác", "Công tác", "QTCT", "Appointments", "Posts", "Work history"],
    Part.DIPLOMAS: ["Văn bằng", "Bằng cấp", "Đào tạo", "Quá trình đào tạo", "Qualifications", "Diplomas"],
    Part.CERTIFICATES: ["Chứng chỉ", "Bồi dưỡng", "Văn bằng, chứng chỉ bồi dưỡng", "Certificates"],
    Part.HELP: ["Danh mục", "Hướng dẫn", "Lists", "Help"],
}

KEY = {
    "number": [
        "STT", "TT", "Số TT", "Số thứ tự", "Mã hồ sơ", "Mã nhân sự", "Mã CBCCVC", "No", "No.", "#", "Record code",
    ],
    "identity_number": [
        "Số định danh cá nhân", "Số định danh", "Số CCCD", "CCCD", "Căn cước công dân", "Số căn cước công dân",
        "Số căn cước", "Căn cước", "CMND", "Số CMND", "CMND/CCCD", "Số CMND/CCCD", "CCCD/CMND", "Số CCCD/CMND",
        "CMND, CCCD", "Số chứng minh nhân dân", "Chứng minh nhân dân", "CMND/CCCD Số", "CCCD Số", "CMND Số",
        "Personal identification number", "Identity number", "ID number",
    ],
}  # fmt: skip
NAME = {
    "full_name": [
        "Họ và tên", "Họ tên", "Họ và tên khai sinh", "Họ, tên", "Họ và tên cán bộ", "Họ và tên CBCCVC", "Full name",
    ],
}  # fmt: skip
POST = {
    "unit": [
        "Đơn vị", "Tên đơn vị", "Đơn vị công tác", "Cơ quan, đơn vị", "Cơ quan, đơn vị công tác", "Cơ quan công tác",
        "Cơ quan, tổ chức, đơn vị", "Phòng, ban, đơn vị", "Nơi công tác", "Cơ quan", "Unit", "Agency", "Organisation",
    ],
    "unit_code": ["Mã đơn vị", "Mã cơ quan", "Mã số đơn vị", "Unit code"],
    "category": [
        "Loại", "Loại CBCCVC", "Loại cán bộ", "Đối tượng", "Phân loại", "Loại nhân sự", "Category", "Type of staff",
    ],
    "leadership": [
        "Lãnh đạo, quản lý", "Cấp lãnh đạo", "Cấp lãnh đạo, quản lý", "Chức vụ lãnh đạo, quản lý", "Leadership",
        "Leadership level",
    ],
    "position": [
        "Chức vụ", "Chức danh", "Chức vụ, chức danh", "Chức vụ (chức danh) hiện tại", "Chức danh, chức vụ",
        "Chức vụ hiện tại", "Vị trí việc làm", "Position", "Job title",
    ],
    "rank": [
        "Mã ngạch", "Mã số ngạch", "Mã ngạch, chức danh nghề nghiệp", "Mã chức danh nghề nghiệp", "Mã số CDNN", "Ngạch",
        "Ngạch, chức danh nghề nghiệp", "Mã ngạch/CDNN", "Rank", "Rank code",
    ],
    "start_decision": ["Số quyết định", "Quyết định số", "Decision number"],
    "contract_ends_on": ["Ngày hết hạn hợp đồng", "Hợp đồng đến ngày", "Contract ends on"],
}  # fmt: skip
START = {
    "start": [
        "Giữ vị trí hiện tại từ", "Công tác tại đơn vị từ", "Từ ngày", "Ngày về đơn vị", "Thời gian giữ chức vụ từ",
        "Ngày bổ nhiệm", "Ngày giữ chức vụ", "In post since", "Since",
    ],
}  # fmt: skip
DIPLOMA = {
    "diploma": [
        "Trình độ cao nhất", "Trình độ chuyên môn cao nhất", "Trình độ chuyên môn", "Chuyên môn", "Trình độ đào tạo",
        "Trình độ Chuyên môn", "Trình độ", "Văn bằng cao nhất", "Highest qualification", "Qualification",
    ],
    "awarded": ["Năm tốt nghiệp", "Ngày tốt nghiệp", "Năm cấp bằng", "Ngày cấp bằng", "Graduated", "Awarded"],
    "major": ["Chuyên ngành", "Chuyên ngành đào tạo", "Ngành học", "Major"],
    "field": ["Ngành đào tạo", "Mã ngành", "Lĩnh vực đào tạo", "Mã lĩnh vực đào tạo", "Field of training"],
    "institution": ["Trường đào tạo", "Cơ sở đào tạo", "Nơi đào tạo", "Tên trường", "Institution", "School"],
    "country": ["Nước đào tạo", "Quốc gia đào tạo", "Country of study"],
    "mode": ["Hình thức đào tạo", "Hình thức", "Hệ đào tạo", "Mode of study"],
}  # fmt: skip
CERTIFICATES = {
    "political_theory": [
        "Lý luận chính trị", "LLCT", "Trình độ LLCT", "Trình độ lý luận chính trị", "Trình độ chính trị", "Chính trị",
        "Political theory",
    ],
    "state_management": [
        "Quản lý nhà nước", "QLNN", "Trình độ QLNN", "Trình độ quản lý nhà nước", "Bồi dưỡng quản lý nhà nước",
        "State management",
    ],
    "it": ["Tin học", "Trình độ tin học", "CNTT", "Công nghệ thông tin", "IT"],
    "foreign_language": ["Ngoại ngữ", "Trình độ ngoại ngữ", "Foreign language", "Foreign languages"],
}  # fmt: skip
FACTS = {
    "other_name": ["Tên gọi khác", "Bí danh", "Other name"],
    "birth_date": [
        "Ngày sinh", "Ngày, tháng, năm sinh", "Ngày tháng năm sinh", "Năm sinh", "Sinh ngày", "Ngày/tháng/năm sinh",
        "Date of birth", "Born",
    ],
    "birth_date_men": ["Ngày sinh Nam", "Năm sinh Nam", "Ngày, tháng, năm sinh Nam", "Ngày tháng năm sinh Nam"],
    "birth_date_women": ["Ngày sinh Nữ", "Năm sinh Nữ", "Ngày, tháng, năm sinh Nữ", "Ngày tháng năm sinh Nữ"],
    "sex": ["Giới tính", "Nam/Nữ", "Nam, nữ", "Sex", "Gender"],
    "ethnicity": ["Dân tộc", "Thành phần dân tộc", "Ethnicity", "Ethnic group"],
    "religion": ["Tôn giáo", "Religion"],
    "identity_issued_on": [
        "Ngày cấp CCCD", "Ngày cấp CMND", "Ngày cấp", "CMND/CCCD Ngày cấp", "CCCD Ngày cấp", "Identity card issued on",
    ],
    "social_insurance_number": ["Số sổ BHXH", "Số BHXH", "Mã số BHXH", "Sổ BHXH", "Social insurance number"],
    "birth_place": ["Nơi sinh", "Place of birth"],
    "home_town": ["Quê quán", "Nguyên quán", "Home town"],
    "address": ["Nơi ở hiện nay", "Địa chỉ", "Chỗ ở hiện nay", "Nơi ở", "Address", "Present address"],
    "phone": ["Điện thoại", "Số điện thoại", "SĐT", "ĐT", "Phone"],
    "email": ["E-mail", "Email", "Thư điện tử", "Địa chỉ email"],
    "health": ["Sức khỏe", "Tình trạng sức khỏe", "Health"],
    "in_party": ["Đảng viên", "Là đảng viên", "Party member"],
    "party_joined_on": [
        "Ngày vào Đảng", "Ngày vào ĐCSVN", "Ngày vào Đảng CSVN", "Ngày vào Đảng Dự bị", "Ngày kết nạp Đảng",
        "Joined the Party on",
    ],
    "party_official_on": ["Ngày chính thức", "Ngày vào Đảng Chính thức", "Full member since"],
    "party_left_on": ["Ngày ra khỏi Đảng", "Left the Party on"],
    "recruited_on": ["Ngày tuyển dụng", "Ngày tuyển dụng lần đầu", "Ngày được tuyển dụng", "First recruited on"],
    "note": ["Ghi chú", "Note", "Notes"],
}  # fmt: skip
POST_SPELL = {
    "kind": ["Hình thức công tác", "Loại vị trí", "Kiêm nhiệm/biệt phái", "Kind of post"],
    "start": ["Từ ngày", "Từ", "Từ tháng, năm", "Từ tháng năm", "Thời gian Từ", "From"],
    "last_day": ["Đến ngày", "Đến", "Đến tháng, năm", "Đến tháng năm", "Thời gian Đến", "Last day", "To"],
    "first_day_out": ["Thôi từ ngày", "First day out"],
}
DIPLOMA_ROW = DIPLOMA | {"diploma": ["Văn bằng", "Loại văn bằng", "Bằng", "Diploma", *DIPLOMA["diploma"]]}
CERTIFICATE_ROW = {
    "kind": ["Loại chứng chỉ", "Nội dung", "Lĩnh vực", "Kind"],
    "level": ["Trình độ", "Mức độ", "Cấp độ", "Level"],
    "name": ["Tên chứng chỉ", "Chứng chỉ", "Certificate"],
    "awarded": ["Ngày cấp", "Năm cấp", "Awarded", "Issued on"],
    "institution": ["Nơi cấp", "Cơ sở đào tạo", "Nơi đào tạo", "Institution"],
}
COLUMNS = {
    Part.PEOPLE: KEY | NAME | FACTS | POST | START | DIPLOMA | CERTIFICATES,
    Part.POSTS: KEY | NAME | POST | POST_SPELL,
    Part.DIPLOMAS: KEY | NAME | DIPLOMA_ROW,
    Part.CERTIFICATES: KEY | NAME | CERTIFICATE_ROW,
}
# Without one of each, the rows of a sheet say nothing
NEEDED = {
    Part.PEOPLE: [["full_name"]],
    Part.POSTS: [["identity_number", "number"], ["unit", "unit_code"], ["start"]],
    Part.DIPLOMAS: [["identity_number", "number"], ["diploma"]],
    Part.CERTIFICATES: [["identity_number", "number"], ["kind"], ["level"]],
}
# A group over columns that have names of their own, besides those that are columns themselves
GROUPS = ["Trình độ", "Thông tin cá nhân", "Thời gian", "CMND/CCCD", "CCCD", "Đảng viên", "Đào tạo", "Công tác"]


@dataclass(frozen=True)
class Column:
    index: int
    heading: str
    field: str

    @property
    def letter(self) -> str:
        return column_letter(self.index)


class Headings:
    """The headings of one part, as ``layout.find_table`` asks for them: ``fixed`` ones reach down to the data."""

    def __init__(self, part: Part):
        self.part = part
        self.fields = {compare_key(word): field for field, words in COLUMNS[part].items() for word in words}
        self.known = self.fields.keys() | set(map(compare_key, GROUPS))
        self.known |= {compare_key(word) for word in ["Nam", "Nữ", "Dự bị", "Chính thức", "Số"]}
        # in lists of people a heading of the identity card may go on below, as "CMND/CCCD › Số | Ngày cấp"
        ending = {"number", *NAME} if part is Part.PEOPLE else {*KEY, *NAME}
        self.fixed = {key for key, field in self.fields.items() if field in ending}

    def is_heading(self, key: str) -> bool:
        return key in self.known

    def field_of(self, path: tuple[str, ...]) -> str | None:
        """Group and heading together say more than the heading alone: "Ngày vào Đảng › Chính thức"."""
        for texts in (path, tuple(REMARK.sub("", text) for text in path)):
            for start in range(len(texts)):
                if field := self.fields.get(compare_key(" ".join(texts[start:]))):
                    return field
        return None


def part_of(sheet_name: str) -> Part:
    key = compare_key(sheet_name)
    return next((part for part, names in SHEET_NAMES.items() if key in map(compare_key, names)), Part.PEOPLE)


def map_columns(table: Table, headings: Headings, given: Given) -> tuple[list[Column], list[ReadColumn], list[Problem]]:
    """The first column of each meaning, every column with how it was understood, and what is wrong with them."""
    found: dict[str, Column] = {}
    read, problems = [], []
    for index, path in given.columns(table):
        column = read_column(index, path, headings, given)
        read.append(column)
        if column.how is How.BY_HAND and column.meaning and column.meaning not in COLUMNS[headings.part]:
            problems.append(not_a_meaning(table, column))
        elif column.meaning in found:
            problems.append(doubled(table, column, found[column.meaning]))
        elif column.meaning:
            found[column.meaning] = Column(index, column.heading, column.meaning)
    problems += problems_of_columns(table, read, given)
    return list(found.values()), read, problems + missing(table, headings.part, found)


def read_column(index: int, path: Sequence[str], headings: Headings, given: Given) -> ReadColumn:
    """What was said by hand decides, else the heading, else what the sender said of this heading before."""
    said = given.said(index)
    if said is not None:
        return ReadColumn(index, path, said, How.BY_HAND)
    if path and (field := headings.field_of(tuple(path))):
        return ReadColumn(index, path, field, How.HEADING)
    earlier = given.earlier(path)
    if earlier is not None and (not earlier or earlier in COLUMNS[headings.part]):
        return ReadColumn(index, path, earlier, How.REMEMBERED)
    return ReadColumn(index, path, None, How.UNKNOWN)


def doubled(table: Table, column: ReadColumn, first: Column) -> Problem:
    return Problem(
        Code.DOUBLED_COLUMN,
        sheet=table.sheet.name,
        row=table.top + 1,
        column=column.letter,
        heading=column.heading,
        params={"first_column": first.letter, "first_heading": first.heading},
    )


def missing(table: Table, part: Part, found: dict[str, Column]) -> list[Problem]:
    there = [PATH.join(path) for _, path in sorted(table.paths.items())]
    return [
        Problem(
            Code.MISSING_COLUMN,
            sheet=table.sheet.name,
            row=table.top + 1,
            params={
                "column": fields[0],
                "looked_for": [word for field in fields for word in COLUMNS[part][field][:3]],
                "headings": there,
            },
        )
        for fields in NEEDED[part]
        if not found.keys() & set(fields)
    ]
