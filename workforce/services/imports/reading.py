"""From the bytes of a file to its cells. The parsing happens in a child process: see ``reader_child``."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

from workforce.services.imports.problems import Code, Problem, Refused, Severity

CHILD = Path(__file__).with_name("reader_child.py")
WALL_SECONDS = 90
# What parses hostile files need not know the secrets of the portal; Windows cannot start a process without this one
ENVIRONMENT = {name: os.environ[name] for name in ["SYSTEMROOT"] if name in os.environ}


@dataclass(frozen=True)
class BrokenCell:
    """A cell without a result: an error ("#N/A"), or a formula ("=A1/2") that no program calculated yet."""

    text: str

    def __str__(self) -> str:
        return self.text

    @property
    def is_formula(self) -> bool:
        return self.text.startswith("=")


Cell = int | float | str | bool | date | BrokenCell | None


@dataclass(frozen=True)
class Merged:
    """A merged range; rows and columns count from 0, the last ones are part of it."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Sheet:
    """``rows[r][c]`` is the cell in row r and column c, counted from 0; rows end at their last filled cell."""

    name: str
    visible: bool = True
    merged: list[Merged] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)

    def cell(self, row: int, column: int) -> Cell:
        cells = self.rows[row] if row < len(self.rows) else []
        return cells[column] if column < len(cells) else None

    @property
    def is_empty(self) -> bool:
        return not any(self.rows)


@dataclass
class Workbook:
    file_name: str
    sheets: list[Sheet]
    problems: list[Problem]


def read_workbook(content: bytes, file_name: str) -> Workbook:
    """Read xlsx, xlsm, xlsb, xls, ods or delimited text, whatever the name says. Raises ``Refused``."""
    if not content.strip():
        raise Refused(Problem(Code.EMPTY_FILE))
    if len(content) > settings.UPLOAD_MAX_BYTES:
        raise Refused(Problem(Code.FILE_TOO_LARGE, params={"limit_mb": settings.UPLOAD_MAX_BYTES // 1024**2}))
    try:
        sheets, notes = parsed(lines_of_child(content))
    except (ValueError, LookupError, TypeError) as error:
        # A parser that a hostile file took over may answer anything
        raise Refused(Problem(Code.DAMAGED_FILE)) from error
    if all(sheet.is_empty for sheet in sheets):
        raise Refused(Problem(Code.EMPTY_FILE))
    return Workbook(file_name, sheets, [*active_content(notes), *hidden_sheets(sheets)])


def lines_of_child(content: bytes) -> list[str]:
    try:
        with TemporaryDirectory() as directory:
            child = subprocess.run(  # noqa: S603 - our own interpreter on our own file
                [sys.executable, "-I", str(CHILD)],
                input=content,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=WALL_SECONDS,
                cwd=directory,
                env=ENVIRONMENT,
                check=False,
            )
    except subprocess.TimeoutExpired as error:
        raise Refused(Problem(Code.DAMAGED_FILE)) from error
    if child.returncode:
        raise Refused(Problem(Code.DAMAGED_FILE))
    return child.stdout.decode().split("\n")  # not splitlines(): a cell may hold U+2028


def parsed(lines: list[str]) -> tuple[list[Sheet], list[str]]:
    sheets: list[Sheet] = []
    for line in filter(None, lines):
        item = json.loads(line)
        if isinstance(item, list):
            sheets[-1].rows.append([cell_of(cell) for cell in item])
        elif "sheet" in item and "refused" not in item:
            merged = [Merged(*corners) for corners in item["merged"]]
            sheets.append(Sheet(item["sheet"], item["visible"], merged))
        elif "refused" in item:
            code, sheet = Code(item.pop("refused")), item.pop("sheet", "")
            raise Refused(Problem(code, sheet=sheet, params=item))
        else:
            return sheets, item["end"]
    raise Refused(Problem(Code.DAMAGED_FILE))


def cell_of(item) -> Cell:
    if isinstance(item, dict):
        return BrokenCell(str(item["broken"]))
    return date.fromisoformat(item[0]) if isinstance(item, list) else item


def active_content(notes: list[str]) -> list[Problem]:
    """Macros, links and embedded objects are never run or followed, and the sender is told."""
    return [Problem(Code.ACTIVE_CONTENT, Severity.NOTICE, params={"kinds": notes})] if notes else []


def hidden_sheets(sheets: list[Sheet]) -> list[Problem]:
    names = [sheet.name for sheet in sheets if not sheet.visible and not sheet.is_empty]
    return [Problem(Code.HIDDEN_SHEETS, Severity.NOTICE, params={"sheets": names})] if names else []
