"""Which unit a row means: by its official code, its name, or a match that this sender made before."""

import difflib
import re
from collections import defaultdict
from functools import cached_property

from workforce.models import RememberedMatch, Unit, UnitAlias, UnitVersion
from workforce.queries.units import Lineage, UnitTree, lineage
from workforce.vietnam.text import compare_key, search_key

TYPE_WORDS = re.compile(
    r"^(?:tỉnh|thành phố trực thuộc trung ương|thành phố|tp|sở|ban|chi cục|cục|văn phòng|ubnd|ủy ban nhân dân|huyện"
    r"|quận|thị xã|thị trấn|xã|phường|trường|trung tâm|bệnh viện) "
)
ALIKE = 0.6
SUGGESTIONS = 3
SUGGESTED_NAMES = 50


class UnitFinder:
    """Names and codes of the units below ``root`` on the date of ``tree``."""

    def __init__(self, tree: UnitTree, root: int, sender: str = "", matches: dict[str, str] | None = None):
        self.tree, self.root = tree, root
        self.units = set(tree.subtree(root)) & set(tree.versions)
        self.names = names_of(tree, self.units)
        self.exact, self.loose = defaultdict(set), defaultdict(set)
        for unit_id, names in self.names.items():
            for key in map(compare_key, names):
                self.exact[key].add(unit_id)
                self.loose[TYPE_WORDS.sub("", key)].add(unit_id)
        places = {compare_key(name) for name in self.names.get(root, [])}
        self.endings = sorted(places | {TYPE_WORDS.sub("", place) for place in places}, key=len, reverse=True)
        self.by_hand = self.matched_by_hand(sender, matches or {})
        self.suggested: dict[str, list[str]] = {}
        self.codes = defaultdict(set)
        for unit_id in self.units:
            if code := tree.versions[unit_id].code:
                self.codes[code].add(unit_id)
                self.codes[code.lstrip("0")].add(unit_id)

    def matched_by_hand(self, sender: str, matches: dict[str, str]) -> dict[str, int]:
        remembered = RememberedMatch.objects.filter(sender=sender).values_list("name_key", "unit_id")
        now = dict(Unit.objects.filter(key__in=matches.values()).values_list("key", "pk"))
        chosen = {compare_key(name): now[key] for name, key in matches.items() if key in now}
        return {key: unit_id for key, unit_id in {**dict(remembered), **chosen}.items() if unit_id in self.units}

    def by_code(self, code: str) -> int | None:
        return only(self.codes.get(code) or self.codes.get(code.lstrip("0")))

    def by_name(self, name: str) -> int | None:
        key = compare_key(name)
        return self.by_hand.get(key) or self.by_key(key) or self.by_key(self.without_place(key))

    def by_key(self, key: str) -> int | None:
        """By the name as it is, or where either side leaves out the type word: "Sở", "Tỉnh"; only if one unit fits.

        Never where both have one: Phường Sông Cầu is not Xã Sông Cầu.
        """
        if key in self.exact:
            return only(self.exact[key])
        bare = TYPE_WORDS.sub("", key)
        return only(self.loose.get(key) if bare == key else self.exact.get(bare))

    def without_place(self, key: str) -> str:
        """ "Sở Nội vụ tỉnh Bắc Kạn" without the province it is in."""
        for ending in self.endings:
            if key.endswith(f" {ending}"):
                return key.removesuffix(ending).strip()
        return key

    def fits(self, name: str, unit_id: int) -> bool:
        """Whether a name that matches no unit may still be another spelling of this one."""
        own = map(search_key, self.names[unit_id])
        return any(difflib.SequenceMatcher(None, search_key(name), key).ratio() >= ALIKE for key in own)

    def suggestions(self, name: str) -> list[str]:
        """Up to three names: the unit that an old name went over to, then names spelt alike. Never taken unasked.

        Comparing spellings is slow, and nobody reads suggestions by the thousand: only the first names get any.
        """
        if name not in self.suggested and len(self.suggested) < SUGGESTED_NAMES:
            close = difflib.get_close_matches(search_key(name), self.searched, n=SUGGESTIONS, cutoff=ALIKE)
            units = [*self.successors_of(name), *(self.searched[key] for key in close)]
            self.suggested[name] = [self.tree.name(unit_id) for unit_id in dict.fromkeys(units)][:SUGGESTIONS]
        return self.suggested.get(name, [])

    def elsewhere(self, name: str, code: str = "") -> dict[str, str]:
        """Whose the unit is that alone bears the code or the name outside those looked for; nothing if none does."""
        found = self.codes_elsewhere.get(code.lstrip("0")) if code else None
        unit_id = only(found or self.names_elsewhere.get(compare_key(name)))
        if unit_id is None:
            return {}
        owner, own = self.tree.root(unit_id), self.tree.root(self.root)
        if owner == own:
            owner = self.tree.parents[unit_id] or unit_id
        return {"elsewhere": self.tree.name(owner), "looked_for": self.tree.name(self.root)}

    @cached_property
    def others(self) -> set[int]:
        return set(self.tree.versions) - self.units

    @cached_property
    def names_elsewhere(self) -> dict[str, set[int]]:
        found = defaultdict(set)
        for unit_id, names in names_of(self.tree, self.others).items():
            for name in names:
                found[compare_key(name)].add(unit_id)
        return found

    @cached_property
    def codes_elsewhere(self) -> dict[str, set[int]]:
        found = defaultdict(set)
        for unit_id in self.others:
            if code := self.tree.versions[unit_id].code:
                found[code.lstrip("0")].add(unit_id)
        return found

    @cached_property
    def searched(self) -> dict[str, int]:
        return {search_key(each): unit_id for unit_id, names in self.names.items() for each in names}

    def successors_of(self, name: str) -> list[int]:
        """The unit of the date that took over from a unit of this former name, if it is a single one."""
        key = compare_key(name)
        former = self.former_names.get(key, set()) | self.former_names.get(TYPE_WORDS.sub("", key), set())
        heirs = [heir_on(unit_id, self.lineage.successors, self.units) for unit_id in sorted(former)]
        return [heir for heir in heirs if heir is not None]

    @cached_property
    def lineage(self) -> Lineage:
        return lineage()

    @cached_property
    def former_names(self) -> dict[str, set[int]]:
        """Every name a unit ever had."""
        found = defaultdict(set)
        for unit_id, name in UnitVersion.objects.values_list("unit_id", "name_vi"):
            found[compare_key(name)].add(unit_id)
        for unit_id, name in UnitAlias.objects.values_list("unit_id", "name"):
            found[compare_key(name)].add(unit_id)
        return found


def heir_on(unit_id: int, links: dict, living: set[int]) -> int | None:
    seen: set[int] = set()
    while unit_id not in living:
        heirs = {heir for _, heir in links.get(unit_id, [])}
        if len(heirs) != 1 or unit_id in seen:
            return None
        seen.add(unit_id)
        unit_id = heirs.pop()
    return unit_id


def names_of(tree: UnitTree, units: set[int]) -> dict[int, list[str]]:
    """Names and other names of units, the official one first."""
    found = {unit_id: [tree.versions[unit_id].name_vi, tree.versions[unit_id].name_en] for unit_id in units}
    for unit_id, name in UnitAlias.objects.filter(unit_id__in=units).values_list("unit_id", "name"):
        found[unit_id].append(name)
    return {unit_id: [name for name in names if name] for unit_id, names in found.items()}


def only(found: set[int] | None) -> int | None:
    return next(iter(found)) if found and len(found) == 1 else None
