"""The words of a people workbook for what the code lists hold. An unknown word is asked about, never guessed."""

import difflib
from collections.abc import Iterable
from datetime import date
from functools import cached_property

from workforce.models import Appointment, DiplomaType, Qualification, Rank, TrainingField, Value
from workforce.services.imports.people.headings import CERTIFICATES
from workforce.vietnam.text import compare_key, search_key

SUGGESTIONS = 3
SUGGESTED_WORDS = 100
SEXES = {
    "female": ["Nữ", "Nu", "F", "Female", "Woman", "Bà"],
    "male": ["Nam", "M", "Male", "Man", "Ông"],
}
KINDS_OF_POST = {
    Appointment.Kind.PRIMARY: ["Chính", "Vị trí chính", "Công tác chính", "Primary"],
    Appointment.Kind.CONCURRENT: ["Kiêm nhiệm", "Kiêm", "Concurrent"],
    Appointment.Kind.SECONDMENT: ["Biệt phái", "Secondment", "Seconded"],
}
MODES = {
    Qualification.Mode.REGULAR: ["Chính quy", "Full-time", "Regular"],
    Qualification.Mode.WORK_STUDY: ["Vừa làm vừa học", "Vừa học vừa làm", "VLVH", "VHVL", "Work-study"],
    Qualification.Mode.IN_SERVICE: ["Tại chức", "In-service"],
    Qualification.Mode.DISTANCE: ["Từ xa", "Đào tạo từ xa", "Distance"],
    Qualification.Mode.CONCENTRATED: ["Tập trung", "Concentrated"],
}
YES = ["x", "Có", "Rồi", "Đảng viên", "1", "Yes"]
NO = ["Không", "Chưa", "Chưa vào Đảng", "Không phải đảng viên", "Quần chúng", "No"]
# What says "none" in a column of this dimension, beside the names of the value itself
NONE = ["Không", "Không có", "Chưa", "Chưa có", "Chưa qua đào tạo", "Chưa qua bồi dưỡng", "None"]
NONE_VALUES = {
    "religion": "without_religion",
    "political_theory": "theory_none",
    "state_management": "management_none",
    "it": "it_none",
    "foreign_language": "foreign_language_none",
}
# Nobody counts as all of these at once: a person has one of the values below
NOT_OF_ONE_PERSON = {"cbccvc", "cadres_and_civil_servants", "any_leadership"}
VALUED = ["category", "leadership", "ethnicity", "religion", *CERTIFICATES]


class UnknownWord(Exception):
    def __init__(self, suggestions: list[str]):
        super().__init__()
        self.suggestions = suggestions


class WordList:
    """Words by their keys. A known word that stands for "no information" means what a blank means: None."""

    def __init__(self, named: Iterable[tuple[object, list[str]]]):
        self.keyed: dict[str, object] = {}
        self.names: dict[str, str] = {}
        for meaning, words in named:
            for word in filter(None, words):
                self.keyed.setdefault(compare_key(word), meaning)
                self.names.setdefault(search_key(word), words[0])
        self.seen: dict[str, object] = {}
        self.suggested = 0

    def find(self, text: str) -> object:
        """Raises ``UnknownWord``."""
        if text not in self.seen:
            key = compare_key(text)
            if key not in self.keyed:
                raise UnknownWord(self.suggestions(text))
            self.seen[text] = self.keyed[key]
        return self.seen[text]

    def suggestions(self, text: str) -> list[str]:
        """Comparing spellings is slow, and nobody reads suggestions by the thousand."""
        self.suggested += 1
        if self.suggested > SUGGESTED_WORDS:
            return []
        close = difflib.get_close_matches(search_key(text), self.names, n=SUGGESTIONS)
        return list(dict.fromkeys(self.names[key] for key in close))


class Words:
    def __init__(self, as_of: date):
        self.as_of = as_of
        self.values = list(Value.objects.select_related("dimension").order_by("dimension_id", "position"))
        fixed = {"sex": SEXES, "kind": KINDS_OF_POST, "mode": MODES, "in_party": {True: YES, False: NO}}
        self.lists = {name: WordList(words.items()) for name, words in fixed.items()}
        for code in VALUED:
            self.lists[code] = WordList(self.words_of_dimension(code))
        self.lists["diploma"] = WordList(
            (each.pk, [each.name_vi, each.name_en, *each.aliases]) for each in DiplomaType.objects.all()
        )
        self.lists["field"] = WordList(
            (each.pk, [each.name_vi, each.name_en, each.code]) for each in TrainingField.objects.all()
        )
        self.lists["rank"] = WordList((each.pk, [each.code]) for each in self.ranks())
        self.lists["dimension"] = WordList(CERTIFICATES.items())

    def words_of_dimension(self, code: str) -> Iterable[tuple[int | None, list[str]]]:
        kinds = Value.Kind
        for value in self.values:
            if value.dimension.code != code or value.code in NOT_OF_ONE_PERSON or value.kind == kinds.NOT_BROKEN_DOWN:
                continue
            words = [value.name_vi, value.name_en, *value.aliases]
            yield None if value.kind == kinds.NO_INFORMATION else value.pk, words
        if code in NONE_VALUES:
            yield self.value(code, NONE_VALUES[code]), NONE

    def ranks(self) -> list[Rank]:
        """Those of the day first: a code that is no longer in force still names what somebody once was."""
        return sorted(Rank.objects.all(), key=lambda each: not each.valid_from <= self.as_of < each.valid_to)

    def value(self, dimension: str, code: str) -> int:
        return self.by_code[dimension, code]

    @cached_property
    def by_code(self) -> dict[tuple[str, str], int]:
        return {(value.dimension.code, value.code): value.pk for value in self.values}

    @cached_property
    def codes(self) -> dict[int, str]:
        """The code of each value, for the trail."""
        return {value.pk: value.code for value in self.values}

    @cached_property
    def names(self) -> dict[int, str]:
        """In the reader's language, for the preview."""
        return {value.pk: value.name for value in self.values}

    @cached_property
    def diplomas(self) -> dict[int, DiplomaType]:
        return {each.pk: each for each in DiplomaType.objects.all()}

    @cached_property
    def rank_codes(self) -> dict[int, str]:
        return dict(Rank.objects.values_list("pk", "code"))

    @cached_property
    def field_codes(self) -> dict[int, str]:
        return dict(TrainingField.objects.values_list("pk", "code"))
