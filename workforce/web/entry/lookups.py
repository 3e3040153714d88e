"""Lists that are searched by name, without accents: units of the scope, ranks, ethnic groups, fields, institutions."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from workforce.models import Qualification, Rank, TrainingField, User, Value
from workforce.models.periods import OPEN_END
from workforce.models.scopes import units_seen_by
from workforce.queries.units import tree_on
from workforce.vietnam.text import search_key
from workforce.web.access import only
from workforce.web.unit_picker import UnitChoice, unit_choices
from workforce.wording.numbers import day

SHOWN = 20
RECENT = 5_000  # qualifications whose institutions are proposed: the search must not slow down with the register


@dataclass(frozen=True)
class Choice:
    """``key`` finds the row: its primary key, or the key of a unit."""

    key: int | str
    label: str


def units(user: User) -> list[Choice]:
    """Those of the scope."""
    return told_apart(unit_choices(units_seen_by(user)))


def province_units(user: User) -> list[Choice]:
    """Where people may move to: also out of the scope, but not out of the province."""
    if user.unit_id is None:
        return units(user)
    tree = tree_on(timezone.localdate())
    return told_apart(unit_choices(set(tree.subtree(tree.root(user.unit_id)))))


def told_apart(choices: list[UnitChoice]) -> list[Choice]:
    """Two schools of one name and without codes get their key, so that a label means one of them."""
    bearers = Counter(each.label for each in choices)
    return [
        Choice(each.key, each.label if bearers[each.label] == 1 else f"{each.label} [{each.key}]") for each in choices
    ]


def ranks(user: User) -> list[Choice]:
    return [Choice(rank.pk, rank_label(rank)) for rank in Rank.objects.order_by("code", "-valid_from")]


def rank_label(rank: Rank) -> str:
    label = f"{rank.code} {rank.name}"
    return label if rank.valid_to == OPEN_END else f"{label}, {_('until')} {day(rank.valid_to)}"


def ethnic_groups(user: User) -> list[Choice]:
    return values_of("ethnicity")


def values_of(dimension: str) -> list[Choice]:
    values = Value.objects.filter(dimension__code=dimension, kind=Value.Kind.ORDINARY)
    return [Choice(value.pk, value.name) for value in values.order_by("position", "code")]


def training_fields(user: User) -> list[Choice]:
    return [Choice(field.pk, f"{field.code} {field.name}") for field in TrainingField.objects.all()]


def institutions(user: User) -> list[Choice]:
    """Those of the diplomas recorded last, each once."""
    recent = Qualification.objects.visible_to(user).exclude(institution="").order_by("-pk")
    names = recent.values_list("institution", flat=True)[:RECENT]
    return [Choice(name, name) for name in dict.fromkeys(names)]


LOOKUPS = {
    "units": units,
    "province_units": province_units,
    "ranks": ranks,
    "ethnic_groups": ethnic_groups,
    "training_fields": training_fields,
    "institutions": institutions,
}


def matching(choices: Iterable[Choice], typed: str) -> list[Choice]:
    """Those with every typed word at the beginning of one of theirs; who types a whole name means it alone."""
    wanted = search_key(typed)
    if not wanted:
        return []
    choices = list(choices)
    whole = [each for each in choices if search_key(each.label) == wanted]
    return whole or [each for each in choices if begins(search_key(each.label), wanted.split())]


def begins(key: str, words: list[str]) -> bool:
    padded = f" {key}"
    return all(f" {word}" in padded for word in words)


@only(User.edits_people)
def lookup(request, name):
    """The options of a search field. A browser hides those without the typed letters, so accents are bridged here."""
    if name not in LOOKUPS:
        raise Http404
    typed = typed_text(request)
    choices = LOOKUPS[name](request.user)
    found = matching(choices, typed) if search_key(typed) else choices
    options = [(each.label, bridge(each.label, typed)) for each in islice(found, SHOWN)]
    return render(request, "entry/options.html", {"options": options})


def typed_text(request) -> str:
    """What stands in the field that asks; htmx says which one."""
    return request.GET.get(request.headers.get("HX-Trigger-Name", "q"), "")[:400]


def bridge(label: str, typed: str) -> str:
    return "" if typed.casefold() in label.casefold() else f"{label} · {typed}"
