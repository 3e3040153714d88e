"""The data that comes with the portal: it loads, again and again, and the provinces are those of each date."""

import json
import re
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.core import serializers
from django.core.management import call_command

from workforce.models import (
    Dimension,
    DiplomaType,
    Equivalence,
    Rank,
    ReorganisationLink,
    TrainingField,
    UnitVersion,
    Value,
)
from workforce.vietnam.text import compare_key

FOLDER = Path(__file__).resolve().parent.parent / "fixtures"
FIRST = ["code_lists", "provinces", "documents", "indicators"]  # the others build on these, not on each other
NAMES = FIRST + sorted({path.stem for path in FOLDER.glob("*.json")} - set(FIRST))
PROVINCE_KINDS = ["province", "central_city", "province_level"]
LAST_DAY_OF_63 = date(2025, 6, 30)
FIRST_DAY_OF_34 = date(2025, 7, 1)
RANK_CODE = re.compile(r"(?:\d{2}[ab]?\.\d{3}|V\.?\d{2}\.\d{2}\.\d{2})")


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


def levels_on(day):
    """What each diploma type counts as."""
    return dict(Equivalence.objects.on(day).values_list("diploma__code", "level__code"))


def names_of(named):
    """The keys by which a file can mean it."""
    return {compare_key(word) for word in [named.name_vi, named.name_en, *named.aliases]}


@pytest.mark.parametrize("day", [date.min, date(2020, 12, 31), date(2025, 12, 31), date(2026, 12, 31)])
def test_each_diploma_counts_as_one_level_on_a_day(code_lists, day):
    counted = Counter(Equivalence.objects.on(day).values_list("diploma__code", flat=True))

    assert counted == dict.fromkeys(DiplomaType.objects.values_list("code", flat=True), 1)


def test_each_diploma_counts_as_a_finest_level_of_education(code_lists):
    levels = Value.objects.filter(pk__in=Equivalence.objects.values("level"))

    assert set(levels.values_list("dimension__code", "kind")) == {("education", "ordinary")}
    assert not Value.objects.filter(parent__in=levels).exists()


def test_the_specialists_stopped_counting_as_doctors_and_masters_in_2026(code_lists):
    before, after = levels_on(date(2025, 12, 31)), levels_on(date(2026, 1, 1))

    assert {code: (before[code], after[code]) for code in before if before[code] != after[code]} == {
        "specialist_2": ("doctorate", "university"),
        "specialist_1": ("masters", "university"),
        "residency": ("masters", "university"),
    }
    assert levels_on(date(2026, 12, 31)) == after


def test_each_equivalence_and_each_rank_says_where_it_is_from(code_lists):
    assert not Equivalence.objects.filter(source="").exists()
    assert not Rank.objects.filter(source="").exists()


def test_a_word_means_one_diploma_or_one_value_of_a_dimension(code_lists):
    for group in [DiplomaType.objects.all(), *(each.values.all() for each in Dimension.objects.all())]:
        found = Counter(key for named in group for key in names_of(named))

        assert [key for key, times in found.items() if times > 1] == []


def test_rank_codes_have_a_shape_that_exists_and_old_codes_of_teachers_are_among_them(code_lists):
    codes = list(Rank.objects.values_list("code", flat=True))

    assert [code for code in codes if not RANK_CODE.fullmatch(code)] == []
    assert {"01.003", "01a.003", "V.07.02.26", "V.07.02.06", "V.07.04.12", "V11.05.11"} <= set(codes)


def test_ranks_are_grouped_by_the_columns_of_the_yearly_forms(code_lists):
    groups = dict(Rank.objects.values_list("code", "group__code"))
    columns = Value.objects.filter(dimension__code="rank", kind=Value.Kind.ORDINARY).values_list("code", flat=True)

    assert [groups[f"01.00{number}"] for number in range(1, 6)] == list(columns)
    assert set(groups.values()) <= {*columns, None}


@pytest.mark.parametrize("code", ["V.07.03.28", "V.07.03.29"])
def test_a_rank_on_which_sources_conflict_has_no_column(code_lists, code):
    rank = Rank.objects.get(code=code)

    assert rank.group is None
    assert "conflict" in rank.source


def test_fields_of_training_are_those_of_two_digits(code_lists):
    codes = list(TrainingField.objects.values_list("code", flat=True))

    assert len(codes) == 24
    assert all(len(code) == 2 and code.isdecimal() for code in codes)


def test_there_are_54_ethnic_groups_and_all_but_kinh_are_minorities(code_lists):
    ordinary = Value.objects.filter(dimension__code="ethnicity", kind=Value.Kind.ORDINARY)
    minorities = ordinary.filter(parent__code="ethnic_minority")

    assert minorities.count() == 53
    assert set(ordinary.filter(parent=None).values_list("code", flat=True)) == {"ethnic_minority", "kinh"}


def test_what_the_law_calls_sensitive_is_marked_so(code_lists):
    assert set(Dimension.objects.filter(sensitive=True).values_list("code", flat=True)) == {
        "party",
        "ethnicity",
        "religion",
    }


def test_each_closed_dimension_can_say_that_nothing_is_known(code_lists):
    closed = Dimension.objects.filter(role=Dimension.Role.ATTRIBUTE, parts_cover_total=True).exclude(code="total")

    unable = closed.exclude(values__kind=Value.Kind.NO_INFORMATION)

    assert closed
    assert list(unable.values_list("code", flat=True)) == []


def test_the_age_of_the_yearly_form_is_one_partition(code_lists):
    values = Value.objects.filter(dimension__code="age_retirement")

    assert set(values.filter(children=None).values_list("code", flat=True)) == {
        "aged_30_or_less",
        "aged_31_40",
        "aged_41_50",
        "women_51_55",
        "women_56_60",
        "men_51_55",
        "men_56_60",
        "aged_over_60_working",
        "past_retirement_age",
        "age_retirement_no_information",
    }
    combined = set(values.exclude(children=None).values_list("code", flat=True))
    assert combined == {"aged_51_60", "men_51_60", "aged_31_50"}


def test_the_best_of_several_levels_comes_first(code_lists):
    def codes(dimension):
        values = Value.objects.filter(dimension__code=dimension, kind=Value.Kind.ORDINARY, children=None)
        return [code.split("_")[-1] for code in values.order_by("position").values_list("code", flat=True)]

    assert codes("it") == ["university", "college", "intermediate", "certificate", "none"]
    assert codes("state_management") == ["senior", "principal", "specialist", "associate", "none"]
    assert codes("political_theory") == ["bachelor", "advanced", "intermediate", "elementary", "none"]
