"""Text of the time before Unicode (TCVN3, VNI, Windows-1258) in a workbook: told of by column, converted.

A column is read as it would be after conversion, so that its headings and units are found and the sender sees what
confirming it means; but as long as nobody said so, that is an error. See ``choices`` for what may be said.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, partial

from workforce.services.imports.choices import AS_IT_IS, SheetChoices, choices_of
from workforce.services.imports.problems import Code, Problem, Refused, Severity, column_letter
from workforce.services.imports.reading import Sheet, Workbook
from workforce.services.imports.understood import Choices, is_taken
from workforce.vietnam.encoding_detection import UNICODE_ONLY, allows, detect, judge
from workforce.vietnam.legacy_encodings import Converted, Encoding, convert, is_capital_font

SHOWN_PAIRS, LISTED_DOUBTS = 3, 50


@dataclass(frozen=True)
class ToldColumn:
    """What the sender sees of a column: how many ``cells`` change, some of them, the first of the ``doubts``."""

    letter: str
    encoding: Encoding
    decided: bool
    cells: int
    pairs: list[tuple[str, str]]
    doubts: list[str]
    doubt_count: int


@dataclass
class OldColumn:
    """A column with letters that may be of an old encoding; ``texts`` by row, all of them, and the old ``fonts``."""

    index: int
    texts: dict[int, str]
    fonts: dict[int, str]
    encoding: Encoding | None = None
    decided: bool = False
    converted: dict[int, Converted] = field(default_factory=dict)

    @property
    def letter(self) -> str:
        return column_letter(self.index)

    @cached_property
    def distinct(self) -> list[str]:
        return list(dict.fromkeys(self.texts.values()))

    def detected(self) -> Encoding | None:
        return detect(self.distinct, [font for row, font in self.fonts.items() if not self.texts[row].isascii()])

    def convert(self) -> None:
        """Text that is in Unicode already stays; what may be either goes with its font, else with the majority."""
        if self.encoding is None:
            return
        judged = {text: judge(text, self.encoding) for text in self.distinct if not text.isascii()}
        old, stand = (sum(each is answer for each in judged.values()) for answer in (True, False))
        others_are = old > stand or (old == stand and not self.fonts)
        kept = cache(partial(convert, encoding=self.encoding))
        for row, text in self.texts.items():
            is_old = judged.get(text, False)
            if is_old or (is_old is None and (others_are or row in self.fonts)):
                found = kept(text, capitals=is_capital_font(self.fonts.get(row, "")))
                if found.text != text:
                    self.converted[row] = found

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Texts before and after; where a wrong choice changes none, some that it should have changed."""
        found = dict.fromkeys((self.texts[row], each.text) for row, each in self.converted.items())
        found = found or dict.fromkeys((text, text) for text in self.texts.values() if not text.isascii())
        return list(found)[:SHOWN_PAIRS]

    @property
    def doubts(self) -> list[str]:
        """ "B5: Ánh": words that may not be what was written."""
        return [f"{self.letter}{row + 1}: {word}" for row, found in self.converted.items() for word in found.doubtful]

    def told(self) -> ToldColumn:
        doubts, cells = self.doubts, len(self.converted)
        shown = doubts[:LISTED_DOUBTS]
        return ToldColumn(self.letter, self.encoding, self.decided, cells, self.pairs, shown, len(doubts))


def in_unicode(workbook: Workbook, choices: Choices) -> Workbook:
    """The workbook as it would be after conversion, with what its sender has to decide or to know.

    Raises ``Refused`` where the text of a file is in an encoding that nothing explains.
    """
    sheets, problems = [], []
    for sheet in workbook.sheets:
        choice = choices_of(choices, sheet.name)
        old = old_columns(sheet, choice) if is_read(sheet, choice) else []
        sheets.append(with_columns(sheet, old))
        problems += problems_of(sheet, old)
    return replace(workbook, sheets=sheets, problems=[*workbook.problems, *problems])


def is_read(sheet: Sheet, choice: SheetChoices) -> bool:
    return choice.used is not False and (sheet.visible or is_taken(choice))


def old_columns(sheet: Sheet, choice: SheetChoices) -> list[OldColumn]:
    """Those in an old encoding, converted: by what was decided, by content and font, or as others of the sheet are."""
    columns = [column for column in suspected(sheet) if choice.encodings.get(column.letter) != AS_IT_IS]
    decide(columns, choice.encodings)
    found = Counter(column.encoding for column in columns if column.encoding)
    if sheet.one_byte and columns and not found:
        found[only_encoding(columns)] += 1
    for encoding, _count in found.most_common(1):
        for column in columns:
            if column.encoding is None and (sheet.one_byte or allows(encoding, column.distinct)):
                column.encoding = encoding
    for column in columns:
        column.convert()
    return [column for column in columns if column.converted or column.decided]


def decide(columns: list[OldColumn], decided: Mapping[str, str]) -> None:
    for column in columns:
        column.decided = decided.get(column.letter) in set(Encoding)
        column.encoding = Encoding(decided[column.letter]) if column.decided else column.detected()


def only_encoding(columns: list[OldColumn]) -> Encoding:
    """Delimited text has one for all of its columns."""
    found = detect(text for column in columns for text in column.distinct)
    if found is None:
        raise Refused(Problem(Code.UNKNOWN_ENCODING))
    return found


def suspected(sheet: Sheet) -> list[OldColumn]:
    """Columns with a text that has other letters than ASCII, but none that only Unicode has."""
    texts = {cell for row in sheet.rows for cell in row if isinstance(cell, str) and not cell.isascii()}
    texts = {text for text in texts if not UNICODE_ONLY.search(text)}
    indices = {index for row in sheet.rows for index, cell in enumerate(row) if cell in texts} if texts else set()
    return [column_at(sheet, index) for index in sorted(indices)]


def column_at(sheet: Sheet, index: int) -> OldColumn:
    cells = ((row, cells[index]) for row, cells in enumerate(sheet.rows) if index < len(cells))
    texts = {row: cell for row, cell in cells if isinstance(cell, str)}
    fonts = {
        row: run.font
        for run in sheet.fonts
        if run.column == index
        for row in range(run.first_row, min(run.last_row + 1, len(sheet.rows)))
        if row in texts
    }
    return OldColumn(index, texts, fonts)


def with_columns(sheet: Sheet, columns: list[OldColumn]) -> Sheet:
    if not columns:
        return sheet
    rows = list(map(list, sheet.rows))
    for column in columns:
        for row, found in column.converted.items():
            rows[row][column.index] = found.text
    return replace(sheet, rows=rows)


def problems_of(sheet: Sheet, columns: list[OldColumn]) -> list[Problem]:
    """One for all columns of a sheet that share an encoding, and one for the words to look at."""
    groups = defaultdict(list)
    for column in columns:
        groups[column.encoding, column.decided].append(column.told())
    found = []
    for (encoding, decided), same in groups.items():
        params = {
            "encoding": encoding,
            "letters": [column.letter for column in same],
            "count": sum(column.cells for column in same),
            "pairs": [pair for column in same for pair in column.pairs[:1]][:SHOWN_PAIRS],
            "columns": same,
        }
        code, severity = (Code.ENCODING_CONVERTED, Severity.NOTICE) if decided else (Code.OLD_ENCODING, Severity.ERROR)
        found.append(Problem(code, severity, sheet.name, params=params))
    decided = [column for same in groups.values() for column in same if column.decided and column.doubts]
    if decided:
        words = [word for column in decided for word in column.doubts]
        params = {"words": words, "count": sum(column.doubt_count for column in decided)}
        found.append(Problem(Code.CONVERSION_DOUBTFUL, Severity.NOTICE, sheet.name, params=params))
    return found
