"""The data that comes with the portal: it loads, again and again, and the provinces are those of each date."""

import json
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.core import serializers
from django.core.management import call_command

from workforce.models import ReorganisationLink, UnitVersion

FOLDER = Path(__file__).resolve().parent.parent / "fixtures"
FIRST = ["code_lists", "provinces", "documents", "indicators"]  # the others build on these, not on each other
NAMES = FIRST + sorted({path.stem for path in FOLDER.glob("*.json")} - set(FIRST))
PROVINCE_KINDS = ["province", "central_city", "province_level"]
LAST_DAY_OF_63 = date(2025, 6, 30)
FIRST_DAY_OF_34 = date(2025, 7, 1)


def rows_of(name):
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def everything():
    """All rows of the app, by what they are and not by number."""
    return {
        model._meta.label_lower: serializers.serialize(
            "json", model.objects.order_by("pk"), use_natural_foreign_keys=True, use_natural_primary_keys=True
        )
        for model in apps.get_app_config("workforce").get_models()
    }


def load(*names):
    for name in names:
        call_command("loaddata", name, verbosity=0)


@pytest.fixture
def provinces(db):
    load("code_lists", "provinces")
    return UnitVersion.objects.filter(kind__in=PROVINCE_KINDS, unit__invented=False)


@pytest.mark.django_db
def test_fixtures_load_twice_and_the_second_time_changes_nothing():
    load(*NAMES)
    after_once = everything()

    load(*NAMES)

    assert everything() == after_once


@pytest.mark.django_db
def test_each_row_of_the_fixtures_becomes_one_row():
    load(*NAMES)

    stated = Counter(row["model"] for name in NAMES for row in rows_of(name))
    assert stated == {label: len(json.loads(rows)) for label, rows in everything().items() if rows != "[]"}


@pytest.mark.django_db
def test_rows_satisfy_their_models():
    """``loaddata`` leaves out the validation that a form would do: choices, lengths, slugs."""
    load(*NAMES)

    rows = [row for model in apps.get_app_config("workforce").get_models() for row in model.objects.all()]

    assert rows
    for row in rows:
        row.full_clean(validate_unique=False, validate_constraints=False)  # the database has seen to those


@pytest.mark.parametrize("name", NAMES)
def test_texts_are_composed_unicode(name):
    text = (FOLDER / f"{name}.json").read_text(encoding="utf-8")

    assert unicodedata.is_normalized("NFC", text)
    assert unicodedata.is_normalized("NFC", json.dumps(json.loads(text), ensure_ascii=False))


def test_63_provinces_became_34(provinces):
    days = [date(2020, 1, 1), LAST_DAY_OF_63, FIRST_DAY_OF_34, date(2026, 1, 1)]

    assert [provinces.on(day).count() for day in days] == [63, 63, 34, 34]


def test_codes_are_two_digits_and_unique_on_a_day(provinces):
    for day in [LAST_DAY_OF_63, FIRST_DAY_OF_34]:
        codes = [version.code for version in provinces.on(day)]

        assert len(set(codes)) == len(codes)
        assert all(len(code) == 2 and code.isdecimal() for code in codes)


def test_code_24_changed_hands(provinces):
    assert "Bắc Giang" in provinces.on(LAST_DAY_OF_63).get(code="24").name_vi
    assert "Bắc Ninh" in provinces.on(FIRST_DAY_OF_34).get(code="24").name_vi


def test_each_province_that_ended_has_one_successor(provinces):
    ended = set(provinces.filter(valid_to=FIRST_DAY_OF_34).values_list("unit__key", flat=True))
    began = set(provinces.filter(valid_from=FIRST_DAY_OF_34).values_list("unit__key", flat=True))

    links = ReorganisationLink.objects.filter(reorganisation__effective_on=FIRST_DAY_OF_34)
    successors = dict(links.values_list("predecessor__key", "successor__key"))

    assert links.count() == len(successors)
    assert ended - began <= set(successors)
    assert began - ended == set(successors.values()) - ended
