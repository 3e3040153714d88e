"""What is wrong with a file, as data; ``wording.problems`` puts it into a sentence."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


class Code(StrEnum):
    # The file
    EMPTY_FILE = "empty_file"
    FILE_TOO_LARGE = "file_too_large"
    UNPACKED_TOO_LARGE = "unpacked_too_large"
    TOO_MANY_PARTS = "too_many_parts"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    TOO_MANY_LINES = "too_many_lines"
    TOO_MANY_CELLS = "too_many_cells"
    TOO_MANY_SHEETS = "too_many_sheets"
    CELL_TOO_LONG = "cell_too_long"
    TOO_MUCH_MEMORY = "too_much_memory"
    TOO_SLOW = "too_slow"
    PASSWORD_PROTECTED = "password_protected"  # noqa: S105 - a code, not a password
    DAMAGED_FILE = "damaged_file"
    INCOMPLETE_FILE = "incomplete_file"
    HOSTILE_FILE = "hostile_file"
    LOCK_FILE = "lock_file"
    OTHER_FORMAT = "other_format"
    NO_WORKSHEET = "no_worksheet"
    MACRO_SHEETS = "macro_sheets"
    UNKNOWN_FORMAT = "unknown_format"
    UNKNOWN_ENCODING = "unknown_encoding"
    OLD_ENCODING = "old_encoding"
    ENCODING_CONVERTED = "encoding_converted"
    CONVERSION_DOUBTFUL = "conversion_doubtful"
    ACTIVE_CONTENT = "active_content"
    HIDDEN_SHEETS = "hidden_sheets"
    HIDDEN_ROWS = "hidden_rows"
    HIDDEN_COLUMNS = "hidden_columns"
    SKIPPED_SHEETS = "skipped_sheets"
    # The table
    NO_TABLE = "no_table"
    NO_DATA_ROWS = "no_data_rows"
    MISSING_COLUMN = "missing_column"
    DOUBLED_COLUMN = "doubled_column"
    AMBIGUOUS_HEADING = "ambiguous_heading"
    UNKNOWN_HEADINGS = "unknown_headings"
    BLANK_ROWS = "blank_rows"
    COLUMNS_WITHOUT_HEADING = "columns_without_heading"
    COLUMNS_REMEMBERED = "columns_remembered"
    LOOKS_LIKE = "looks_like"
    COPIED_SHEET = "copied_sheet"
    COPIED_FIGURES = "copied_figures"
    # How the sender had the file read
    CHOSEN_SHEET_MISSING = "chosen_sheet_missing"
    CHOSEN_ROW_OUTSIDE = "chosen_row_outside"
    CHOSEN_COLUMN_OUTSIDE = "chosen_column_outside"
    CHOSEN_MEANING_UNKNOWN = "chosen_meaning_unknown"
    SHEET_WITHOUT_HEADINGS = "sheet_without_headings"
    # Official forms
    FORM_RECOGNISED = "form_recognised"
    FORM_READ_AS_TABLE = "form_read_as_table"
    FORM_COLUMNS_MISSING = "form_columns_missing"
    FORM_COLUMNS_NOT_KEPT = "form_columns_not_kept"
    FORM_CATEGORIES_TOGETHER = "form_categories_together"
    FORM_AGES_BETWEEN = "form_ages_between"
    FORM_AGES_OF_LATER = "form_ages_of_later"
    FORM_SUM_TOO_LARGE = "form_sum_too_large"
    FORM_SUM_TOO_SMALL = "form_sum_too_small"
    FORM_PART_EXCEEDS = "form_part_exceeds"
    FORM_PARTLY_UNKNOWN = "form_partly_unknown"
    FORM_OF_COMMUNES = "form_of_communes"
    FORM_ABOVE_COMMUNES = "form_above_communes"
    FORM_OTHER_SCOPE = "form_other_scope"
    FORM_REPLACES_ALL = "form_replaces_all"
    UNIT_IN_TWO_TABLES = "unit_in_two_tables"
    # The date and the province
    DATE_MISSING = "date_missing"
    DATE_CONTRADICTS = "date_contradicts"
    DATE_IN_FUTURE = "date_in_future"
    UNIT_MISSING = "unit_missing"
    UNIT_NOT_ON_DATE = "unit_not_on_date"
    PROVINCE_CONTRADICTS = "province_contradicts"
    COVERED_BY_REPORT = "covered_by_report"
    COVERS_REPORTS = "covers_reports"
    COVERS_OWING = "covers_owing"
    REVISION_LOCKED = "revision_locked"
    FAR_FROM_LAST = "far_from_last"
    FILE_FAR_FROM_LAST = "file_far_from_last"
    NOBODY_AT_ALL = "nobody_at_all"
    SAME_AS_LAST = "same_as_last"
    SHARE_FAR_FROM_LAST = "share_far_from_last"
    ALREADY_IMPORTED = "already_imported"
    # Cells
    BLANK_UNIT = "blank_unit"
    UNKNOWN_UNIT = "unknown_unit"
    UNKNOWN_CODE = "unknown_code"
    NAME_AND_CODE_DISAGREE = "name_and_code_disagree"
    UNKNOWN_VALUE = "unknown_value"
    BLANK_TOTAL = "blank_total"
    NOT_A_NUMBER = "not_a_number"
    CELL_ERROR = "cell_error"
    UNCALCULATED_FORMULA = "uncalculated_formula"
    NEGATIVE_NUMBER = "negative_number"
    FRACTIONAL_NUMBER = "fractional_number"
    NUMBER_TOO_LARGE = "number_too_large"
    READ_AS_THOUSANDS = "read_as_thousands"
    DASHES_READ_AS_BLANK = "dashes_read_as_blank"
    # Rows against each other
    DUPLICATE_ROW = "duplicate_row"
    PARTS_DO_NOT_ADD_UP = "parts_do_not_add_up"
    PART_EXCEEDS_TOTAL = "part_exceeds_total"
    REST_WITHOUT_INFORMATION = "rest_without_information"
    BLANKS_READ_AS_ZERO = "blanks_read_as_zero"
    WRONG_SUM = "wrong_sum"
    READ_AS_OWN_STAFF = "read_as_own_staff"
    LEADERS_EXCEED_ALL = "leaders_exceed_all"
    LEADERS_CUT_DIFFERENTLY = "leaders_cut_differently"
    REST_READ_AS = "rest_read_as"
    PERCENT_CONTRADICTS = "percent_contradicts"
    # People: the file
    SHEETS_WITHOUT_PEOPLE = "sheets_without_people"
    NO_PEOPLE = "no_people"
    ROWS_NOT_READ = "rows_not_read"
    # People: cells
    BLANK_NAME = "blank_name"
    NOT_A_NAME = "not_a_name"
    TEXT_TOO_LONG = "text_too_long"
    NUMBER_FOR_TEXT = "number_for_text"
    LEADING_ZERO_LOST = "leading_zero_lost"
    IDENTITY_NUMBER_WRONG = "identity_number_wrong"
    IDENTITY_DOUBTFUL = "identity_doubtful"
    NOT_AN_EMAIL = "not_an_email"
    NOT_A_DATE = "not_a_date"
    DAY_MISSING = "day_missing"
    DAY_IN_FUTURE = "day_in_future"
    READ_AS_FIRST_OF_MONTH = "read_as_first_of_month"
    PERSON_WITHOUT_UNIT = "person_without_unit"
    PARTY_DATES_DISAGREE = "party_dates_disagree"
    PARTY_DATE_UNKNOWN = "party_date_unknown"
    BLANK_CELL = "blank_cell"
    # People: rows against each other
    DUPLICATE_PERSON = "duplicate_person"
    DUPLICATE_NUMBER = "duplicate_number"
    DUPLICATE_DETAIL = "duplicate_detail"
    DETAIL_OF_NOBODY = "detail_of_nobody"
    POSTS_OVERLAP = "posts_overlap"
    POST_DATES_DISORDER = "post_dates_disorder"
    POST_DISAGREES = "post_disagrees"
    # People: against the register
    PERSON_ELSEWHERE = "person_elsewhere"
    PERSON_UNDECIDED = "person_undecided"
    SAME_RECORD_TWICE = "same_record_twice"
    POST_CHANGED_UNDATED = "post_changed_undated"
    POST_OVERLAPS_RECORD = "post_overlaps_record"
    POST_OUTSIDE_SCOPE = "post_outside_scope"
    POST_SINCE_EARLIER = "post_since_earlier"
    POSTS_UNDATED = "posts_undated"
    LEADERSHIP_UNSTATED = "leadership_unstated"
    AWARDS_UNDATED = "awards_undated"


@dataclass(frozen=True)
class Problem:
    """``row`` counts from 1, ``column`` is the letter that a spreadsheet shows; 0 and "" where there is none."""

    code: Code
    severity: Severity = Severity.ERROR
    sheet: str = ""
    row: int = 0
    column: str = ""
    heading: str = ""
    found: str = ""
    params: dict = field(default_factory=dict)

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR


class Refused(Exception):
    """The file cannot be read at all; nothing more can be said about it."""

    def __init__(self, problem: Problem):
        super().__init__(problem.code)
        self.problem = problem


def has_errors(problems: Iterable[Problem]) -> bool:
    return any(problem.is_error for problem in problems)


def in_reading_order(problems: Iterable[Problem], sheets: list[str]) -> list[Problem]:
    """By sheet as the workbook has them, then row, then column; what concerns the whole file comes first."""
    places = {name: place for place, name in enumerate(sheets, start=1)}
    return sorted(problems, key=lambda each: (places.get(each.sheet, 0), each.row, column_index(each.column)))


def column_letter(index: int) -> str:
    """``0 → A, 25 → Z, 26 → AA``."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """The inverse of ``column_letter``; -1 for no column."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1
