"""The further sheets: appointments, diplomas and certificates, each row of a person of the list."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from workforce.services.imports.people.cells import CellError, Parser, text_of, word
from workforce.services.imports.people.headings import KEY, POST_SPELL, Part
from workforce.services.imports.people.opening import OpenedSheet
from workforce.services.imports.people.rows import DIPLOMA_FACTS, POST_FACTS
from workforce.services.imports.people.said import AwardSaid, PersonSaid, PostSaid
from workforce.services.imports.people.sheets import SheetReader, Units, problem, row_number
from workforce.services.imports.people.words import Words
from workforce.services.imports.problems import Code
from workforce.vietnam.text import search_key

ONE_DAY = timedelta(days=1)


class Listed:
    """The people of the list, by the keys that further sheets name them by."""

    def __init__(self, people: Iterable[PersonSaid]):
        self.by_number: dict[str, list[PersonSaid]] = defaultdict(list)
        self.by_identity: dict[str, PersonSaid] = {}
        for said in people:
            if said.number:
                self.by_number[said.number].append(said)
            if said.identity_number:
                self.by_identity.setdefault(said.identity_number, said)


class DetailReader(SheetReader):
    def __init__(
        self, opened: OpenedSheet, parse: dict[str, Parser], today: date, units: Units, words: Words, listed: Listed
    ):
        if opened.part is Part.POSTS:
            parse = parse | {"kind": word(words.lists["kind"])}
        if opened.part is Part.CERTIFICATES:
            parse = parse | {"kind": word(words.lists["dimension"])}
        super().__init__(opened, parse, today)
        self.units, self.words, self.listed = units, words, listed
        self.part = opened.part

    def read(self) -> None:
        """What is found is added to the people it is of."""
        above: PersonSaid | None = None
        for index in self.indices():
            facts = self.facts(index, with_merged=False)
            named = {field: facts.pop(field, "") for field in ("number", "identity_number", "full_name")}
            if any(self.cell(index, field) is not None for field in named):
                above = self.person(index, named)
            elif above is None:
                self.problems.append(
                    problem(self.place(index), self.key, Code.BLANK_CELL, params={"needed": self.name})
                )
            if above is not None:
                match self.part:
                    case Part.POSTS:
                        self.post(above, index, facts)
                    case Part.DIPLOMAS:
                        self.diploma(above, index, facts)
                    case Part.CERTIFICATES:
                        self.certificate(above, index, facts)

    @property
    def key(self) -> str:
        return "identity_number" if "identity_number" in self.columns else "number"

    @property
    def name(self) -> str:
        return KEY[self.key][0]

    def person(self, index: int, named: dict[str, str]) -> PersonSaid | None:
        """The one the row names; where its name is given as well, it must be the same."""
        identity, number = named["identity_number"], row_number(named["number"] or None)
        if not identity and not number:
            if self.cell(index, "identity_number") is None:
                params = {"needed": self.name}
                self.problems.append(problem(self.place(index), self.key, Code.BLANK_CELL, params=params))
            return None
        found = [self.listed.by_identity[identity]] if identity in self.listed.by_identity else []
        if not identity:
            found = self.listed.by_number.get(number, [])
        if len(found) > 1:
            self.problems.append(problem(self.place(index), "number", Code.DUPLICATE_NUMBER, number))
            return None
        if not found or (named["full_name"] and search_key(named["full_name"]) != search_key(found[0].name)):
            listed = {"listed": found[0].name} if found else {}
            field = "identity_number" if identity else "number"
            shown = named["full_name"] if found else identity or number
            self.problems.append(problem(self.place(index), field, Code.DETAIL_OF_NOBODY, shown, params=listed))
            return None
        return found[0]

    def post(self, said: PersonSaid, index: int, facts: dict) -> None:
        place, start = self.place(index), facts.get("start")
        if start is None:
            self.blank(index, "start", POST_SPELL["start"][0])
            return
        stated = {field: facts[field] for field in POST_FACTS if field in facts and field != "unit"}
        try:
            stated["unit"] = self.units.find(
                facts.get("unit", ""), facts.get("unit_code", ""), former_on=start.last_day
            )
        except CellError as error:
            field, shown = error.params.pop("field"), error.params.pop("found")
            if shown:
                self.fail(index, field if field in self.columns else "unit_code", error, shown)
            else:
                self.blank(index, "unit", "Đơn vị")
            return
        last, out = facts.get("last_day"), facts.get("first_day_out")
        until = out or (last.last_day + ONE_DAY if last else None)
        if until and until <= start.first_day:
            self.problems.append(problem(place, "last_day" if last else "first_day_out", Code.POST_DATES_DISORDER))
            return
        post = PostSaid(place, stated, start, until, last, failed=self.failed.get(index, set()))
        post.kind = facts.get("kind", post.kind)
        said.posts.append(post)

    def diploma(self, said: PersonSaid, index: int, facts: dict) -> None:
        if "diploma" not in facts:
            self.blank(index, "diploma", "Văn bằng")
            return
        more = {field: facts[field] for field in DIPLOMA_FACTS if field in facts}
        said.diplomas.append(AwardSaid(self.place(index), facts["diploma"], facts.get("awarded"), more))

    def certificate(self, said: PersonSaid, index: int, facts: dict) -> None:
        if "kind" not in facts:
            self.blank(index, "kind", "Loại chứng chỉ")
            return
        cell = self.cell(index, "level")
        if cell is None:
            self.blank(index, "level", "Trình độ")
            return
        try:
            value = word(self.words.lists[facts["kind"]])(text_of(cell))
        except CellError as error:
            self.fail(index, "level", error)
            return
        more = {field: facts[field] for field in ("name", "institution") if field in facts}
        if value is not None:
            said.certificates.append(AwardSaid(self.place(index), value, facts.get("awarded"), more))

    def blank(self, index: int, field: str, needed: str) -> None:
        """A cell that the row cannot do without; one that failed was told already."""
        if self.cell(index, field) is None:
            self.problems.append(problem(self.place(index), field, Code.BLANK_CELL, params={"needed": needed}))
