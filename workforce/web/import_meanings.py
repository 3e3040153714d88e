"""What a column of an imported file may mean, as people read and type it: a label for each code."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from workforce.models import ImportBatch
from workforce.services.imports.columns import Column, meaning_of
from workforce.services.imports.meanings import LEFT_OUT, PERCENT, choices_of_code, column_code
from workforce.services.imports.people.headings import COLUMNS, Headings, Part
from workforce.services.imports.understood import PATH
from workforce.services.imports.vocabulary import Vocabulary, vocabulary
from workforce.vietnam.text import compare_key
from workforce.wording.import_columns import FIELDS, headcount_meaning, meaning_label


class Meanings:
    def __init__(self, labels: Mapping[str, str]):
        self.labels = {LEFT_OUT: _("(leave out)"), **labels}
        self.codes = {compare_key(label): code for code, label in self.labels.items()}

    def label(self, code: str | None) -> str:
        return "" if code is None else self.labels.get(code, code)

    def code(self, text: str) -> str:
        """Of a label or a heading; a text that is none is kept as it is, for the check to say so beside it.

        So is one without letters outside brackets: as a heading "(" or "%" may be anything.
        """
        key = compare_key(text)
        if key in self.codes:
            return self.codes[key]
        return self.code_of_heading(text) if any(map(str.isalpha, text.partition("(")[0])) else text


class HeadcountMeanings(Meanings):
    """Percentages are not on offer, since they are not stored; one that was found is named all the same."""

    def __init__(self, words: Vocabulary):
        self.words = words
        super().__init__({code: meaning_label(role, value) for code, role, value in choices_of_code(words)})

    def label(self, code: str | None) -> str:
        found = super().label(code)
        return headcount_meaning(found, self.words) if found == code else found

    def code_of_heading(self, text: str) -> str:
        key = compare_key(text)
        percent = {compare_key(self.label(f"{PERCENT}{code}")): f"{PERCENT}{code}" for code in self.words.by_code}
        if key in percent:
            return percent[key]
        path = [part.strip() for part in text.split(PATH.strip()) if part.strip()]
        meaning = meaning_of(path, self.words, []) if path else None
        return column_code(meaning.role, meaning.value) if isinstance(meaning, Column) else text


class PeopleMeanings(Meanings):
    def __init__(self, part: Part):
        self.headings = Headings(part)
        super().__init__({code: str(FIELDS[code]) for code in COLUMNS[part]})

    def code_of_heading(self, text: str) -> str:
        return self.headings.field_of((text,)) or text


def meanings_of(kind: str, part: str, words: Vocabulary | None = None) -> Meanings:
    if kind == ImportBatch.Kind.HEADCOUNT:
        return HeadcountMeanings(words or vocabulary())
    return PeopleMeanings(Part(part) if part in set(COLUMNS) else Part.PEOPLE)
