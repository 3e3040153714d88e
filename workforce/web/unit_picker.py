"""Choosing a unit: from the address, or typed by name or code into a field that searches."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from workforce.models import Unit, UnitVersion
from workforce.models.naming import in_reader_language
from workforce.models.periods import OPEN_END
from workforce.vietnam.text import search_key, sort_key
from workforce.web.access import see_unit
from workforce.wording.numbers import day


@dataclass(frozen=True)
class UnitChoice:
    key: str
    name: str
    code: str
    ended_on: date | None
    invented: bool

    @property
    def label(self) -> str:
        """No two alike: the Thái Nguyên of before a merger and the one of after bear the same name and code."""
        label = f"{self.name} ({self.code})" if self.code else self.name
        return label if self.ended_on is None else f"{label}, {_('until')} {day(self.ended_on)}"


def unit_choices(seen: set[int] | None) -> list[UnitChoice]:
    """Every unit the user sees, under its newest name; those with data or targets come first, ended ones last."""
    # tuples, not models: every page with the bar on top needs all units of a province
    versions = UnitVersion.objects.order_by("valid_from").values_list(
        "unit_id", "parent_id", "name_vi", "name_en", "code", "valid_to", "unit__key", "unit__invented", named=True
    )
    newest = {version.unit_id: version for version in versions if seen is None or version.unit_id in seen}
    at_work = set(Unit.objects.filter(snapshots__isnull=False).values_list("pk", flat=True))
    at_work |= set(Unit.objects.filter(targets__isnull=False).values_list("pk", flat=True))
    ordered = sorted(
        newest.values(),
        key=lambda version: (
            version.unit_id not in at_work or version.parent_id is not None,
            not version.unit__invented,
            version.valid_to != OPEN_END and version.unit_id not in at_work,
            sort_key(version.name_vi),
        ),
    )
    today = timezone.localdate()
    return [
        UnitChoice(
            each.unit__key,
            name_of(each),
            each.code,
            each.valid_to - timedelta(days=1) if each.valid_to <= today else None,
            each.unit__invented,
        )
        for each in ordered
    ]


def name_of(version) -> str:
    return in_reader_language(version.name_vi, version.name_en)


def choose_unit(request: HttpRequest, choices: list[UnitChoice]) -> Unit | None:
    """The unit of ``?unit=``: its key, or what the user typed; None where nothing was asked."""
    typed = request.GET.get("unit", "").strip()
    if not typed:
        return None
    found = choices_meant(typed, choices)
    if not found:
        raise Http404
    return see_unit(request.user, found[0].key)


def choices_meant(typed: str, choices: list[UnitChoice]) -> list[UnitChoice]:
    """By key or label, else by name without accents or code, else the one that begins so, else all with these words."""
    wanted = search_key(typed)
    exact = [each for each in choices if typed in {each.key, each.label}]
    similar = [each for each in choices if search_key(each.name) == wanted or each.code.casefold() == typed.casefold()]
    if exact or similar or names_another_unit(typed):
        return exact or similar
    beginning = [each for each in choices if wanted and search_key(each.label).startswith(wanted)]
    within = [each for each in choices if wanted and wanted in search_key(each.label)]
    return beginning if len(beginning) == 1 else within


def names_another_unit(typed: str) -> bool:
    """Whether it is the key or code of a unit outside the choices: then nothing similar may stand in for it."""
    return Unit.objects.filter(key=typed).exists() or UnitVersion.objects.filter(code__iexact=typed).exists()
