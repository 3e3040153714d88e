"""What a file says of itself above its table: the date its figures stand for, and whose figures they are."""

import re
from datetime import date

from workforce.queries.units import UnitTree
from workforce.vietnam.dates import dates_in_text, parse_date_cell, years_in_text
from workforce.vietnam.text import compare_key

# "Bắc Kạn, ngày 15 tháng 01 năm 2025" is when and where the file was signed
SIGNED = re.compile(r"^[^,]{2,40},\s*ngày\b", re.IGNORECASE)
# "(Kèm theo Công văn số 12/SNV ngày 10/01/2025)" dates another document
OF_A_DOCUMENT = re.compile(
    r"kèm theo|ban hành|công văn|nghị quyết|quyết định|thông tư|nghị định|kế hoạch|chỉ thị", re.IGNORECASE
)
STANDS_FOR = re.compile(r"tính đến|thời điểm|đến (?:hết )?ngày|có mặt|chốt|\bas (?:of|at)\b|\bon\b", re.IGNORECASE)
ISO = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")
# "Đơn vị báo cáo: Sở Y tế"; often beside "Đơn vị tính: người", and "Đơn vị: người" means the same as that
OF_UNIT = re.compile(
    r"(?:^|\s)(?:tên )?(?:đơn vị|cơ quan|cơ quan, đơn vị|địa phương)(?: báo cáo)?\s*:\s*(.+?)"
    r"(?=\s*[(|]?(?:đơn vị tính|đvt|biểu|mẫu)\b|$)",
    re.IGNORECASE,
)
OF_MEASURE = re.compile(r"[\d., ]*(?:lượt )?(?:người|%|đồng|trường hợp)?[\s.…_)]*", re.IGNORECASE)
YEAR_IN_NAME = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


def stated_dates(titles: list[str]) -> tuple[set[date], set[int]]:
    """The dates the figures stand for, and the years: one of each, or the file contradicts itself."""
    own = [text for text in titles if not SIGNED.search(text)]
    phrases = [text[match.start() :] for text in own if (match := STANDS_FOR.search(text))]
    days = {day for text in phrases for day in days_in(text)}
    own = [text for text in own if not OF_A_DOCUMENT.search(text)]
    if not days:
        days = {day for text in own for day in days_in(text)}
    return days, {year for text in own for year in years_in_text(text)}


def days_in(text: str) -> list[date]:
    iso = (parse_date_cell(found).value for found in ISO.findall(text))
    return dates_in_text(text) + [day for day in iso if day]


def year_hinted_by(file_name: str) -> str:
    """A file is often copied and keeps its old name: good enough for a question, never for a contradiction."""
    return next(iter(YEAR_IN_NAME.findall(file_name)), "")


def stated_unit(titles: list[str]) -> str:
    """The one unit that the lines above a table name as theirs; nothing if there are several."""
    found = {match[1].strip(" .…_") for text in titles for match in OF_UNIT.finditer(text)}
    names = [name for name in found if not OF_MEASURE.fullmatch(name)]
    return names[0] if len(names) == 1 else ""


def stated_roots(titles: list[str], tree: UnitTree, names: dict[int, list[str]]) -> set[int]:
    """The provinces of the date that the titles name."""
    found: set[int] = set()
    for text in titles:
        if not SIGNED.search(text):
            found |= roots_in(f" {compare_key(text)} ", tree, names)
    return found


def roots_in(text: str, tree: UnitTree, names: dict[int, list[str]]) -> set[int]:
    found = set()
    keyed = [(compare_key(name), root) for root in tree.roots() for name in names.get(root, [])]
    for key, root in sorted(keyed, key=lambda pair: -len(pair[0])):
        if key and f" {key} " in text:
            found.add(root)
            text = text.replace(f" {key} ", " ")
    return found
