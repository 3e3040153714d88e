"""The sheets of people: one row each, and further rows below for further diplomas and certificates."""

import re
from datetime import date

from workforce.services.imports.people.cells import CellError, Parser
from workforce.services.imports.people.headings import CERTIFICATES, DIPLOMA, POST
from workforce.services.imports.people.opening import OpenedSheet
from workforce.services.imports.people.said import AwardSaid, PersonSaid, PostSaid
from workforce.services.imports.people.sheets import SheetReader, Units, is_row_number, problem, row_number
from workforce.services.imports.problems import Code, Problem, Severity
from workforce.vietnam.dates import PartialDate
from workforce.vietnam.identity_numbers import IdentityDoubt, identity_doubts
from workforce.vietnam.text import clean

NUMBERED = re.compile(r"^(?:[IVXLC]+|[A-Z]|\d+)[.)\s-]+")
AWARDS = DIPLOMA.keys() | CERTIFICATES.keys()
POST_FACTS = [field for field in POST if field != "unit_code"]
DIPLOMA_FACTS = ["major", "field", "institution", "country", "mode"]


class PeopleReader(SheetReader):
    def __init__(self, opened: OpenedSheet, parse: dict[str, Parser], today: date, units: Units):
        super().__init__(opened, parse, today)
        self.units = units
        self.unit_above: int | None = None
        self.has_units = not {"unit", "unit_code"}.isdisjoint(self.columns)

    def read(self) -> list[PersonSaid]:
        found: list[PersonSaid] = []
        for index in self.indices():
            if self.is_further_row(index):
                if found:
                    self.add_awards(found[-1], index)
                else:
                    self.not_read.append(index + 1)
            elif self.is_heading_between(index):
                self.not_read.append(index + 1)
            else:
                found.append(self.person(index))
        if not found:
            row = self.table.first_row + 1
            self.problems.append(Problem(Code.NO_PEOPLE, sheet=self.sheet, row=row))
        return found

    def is_further_row(self, index: int) -> bool:
        """Nobody is named, and only diplomas or certificates are stated: they are those of the person above."""
        if any(self.cell(index, field) is not None for field in ("full_name", "identity_number", "number")):
            return False
        filled = self.filled(index)
        return bool(filled) and filled <= AWARDS

    def is_heading_between(self, index: int) -> bool:
        """ "II. Phòng Tổ chức" between people: a text and nothing else. Where no column says so, it names the unit."""
        if is_row_number(self.cell(index, "number")) or self.filled(index) - {"number", "full_name"}:
            return False
        texts = [cell for cell in self.table.sheet.rows[index] if isinstance(cell, str)]
        if not texts:
            return False
        title = NUMBERED.sub("", clean(texts[-1]))
        self.unit_above = self.units.by_heading(title) or self.units.by_heading(clean(texts[-1])) or self.unit_above
        return True

    def person(self, index: int) -> PersonSaid:
        facts, place = self.facts(index), self.place(index)
        if "full_name" not in facts and self.cell(index, "full_name") is None:
            self.problems.append(problem(place, "full_name", Code.BLANK_NAME))
        number = row_number(self.cell(index, "number"))
        facts.pop("number", None)
        said = PersonSaid(place, number, facts, self.post(index, facts))
        self.take_awards(said, index, facts)
        self.settle_birth(said)
        self.settle_party(said)
        self.doubt_identity(said)
        return said

    def post(self, index: int, facts: dict) -> PostSaid:
        unit = self.unit(index, facts)
        stated = {field: facts.pop(field) for field in POST_FACTS if field in facts}
        stated.pop("unit", None)
        if unit is not None:
            stated["unit"] = unit
        return PostSaid(self.place(index), stated, facts.pop("start", None), failed=self.failed.get(index, set()))

    def unit(self, index: int, facts: dict) -> int | None:
        name, code = facts.get("unit", ""), facts.pop("unit_code", "")
        if not name and not code:
            return self.units.only or (None if self.has_units else self.unit_above)
        try:
            return self.units.find(name, code)
        except CellError as error:
            field, shown = error.params.pop("field"), error.params.pop("found")
            self.fail(index, field if field in self.columns else "unit_code", error, shown)
            self.failed[index].add("unit")
            return None

    def add_awards(self, said: PersonSaid, index: int) -> None:
        self.take_awards(said, index, self.facts(index, with_merged=False))

    def take_awards(self, said: PersonSaid, index: int, facts: dict) -> None:
        place, awarded = self.place(index), facts.pop("awarded", None)
        diploma = facts.pop("diploma", None)
        more = {field: facts.pop(field) for field in DIPLOMA_FACTS if field in facts}
        if diploma is not None:
            said.diplomas.append(AwardSaid(place, diploma, awarded, more))
        elif (awarded or more) and self.cell(index, "diploma") is None:
            self.problems.append(problem(place, "diploma", Code.BLANK_CELL, params={"needed": DIPLOMA["diploma"][0]}))
        for dimension in CERTIFICATES:
            for value in facts.pop(dimension, ()):
                said.certificates.append(AwardSaid(place, value, None, {}))

    def settle_birth(self, said: PersonSaid) -> None:
        """Lists have a column for the birth dates of men and one for those of women."""
        facts = said.facts
        for field, sex in (("birth_date_men", "male"), ("birth_date_women", "female")):
            if field in facts:
                facts["birth_date"] = facts.pop(field)
                facts.setdefault("sex", sex)
        born = facts.get("birth_date")
        if isinstance(born, PartialDate):
            facts["birth_date"], facts["birth_precision"] = born.first_day, born.precision

    def settle_party(self, said: PersonSaid) -> None:
        facts = said.facts
        member = facts.pop("in_party", None)
        if facts.get("party_joined_on") is False:
            member = bool(facts.pop("party_joined_on"))
        joined = facts.get("party_joined_on")
        if member is False and joined is None and "party_official_on" not in facts:
            facts["never_in_party"] = True
        elif member is False:
            self.problems.append(problem(said.place, "in_party", Code.PARTY_DATES_DISAGREE))
        elif joined is not None:
            facts["never_in_party"] = False
        elif member:
            found = problem(said.place, "in_party", Code.PARTY_DATE_UNKNOWN, severity=Severity.WARNING)
            self.problems.append(found)

    def doubt_identity(self, said: PersonSaid) -> None:
        facts = said.facts
        number = said.identity_number
        if not number:
            return
        doubts = identity_doubts(
            number, facts.get("sex"), facts.get("birth_date"), facts.get("birth_precision") is not None
        )
        doubts = [each for each in doubts if each is not IdentityDoubt.UNKNOWN_PROVINCE]
        if doubts:
            params = {"doubts": [str(each) for each in doubts]}
            found = problem(
                said.place, "identity_number", Code.IDENTITY_DOUBTFUL, number, Severity.WARNING, params=params
            )
            self.problems.append(found)
