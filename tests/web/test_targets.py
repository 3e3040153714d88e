"""All targets as a list, and one target with the inputs of its verdict."""

from datetime import date

from tests.universe import YEAR_END, clause, document, unit
from tests.web.lists import (
    assert_cells_stay_text,
    assert_empty_list_says_so,
    assert_exports_what_it_shows,
    assert_same_number_of_queries,
    assert_sorts_by_every_column,
    column,
)
from tests.web.portal import address, signed_in, target_of
from workforce.models import Target

TARGETS = "/targets/"


def test_the_list_costs_the_same_for_one_and_for_many(portal):
    def another(number):
        sentence = clause(f"clause-{number}", document=document(f"document-{number}"))
        department = unit(f"so-{number}", f"Sở {number}", parent=portal.universe.minh_hoa)
        target_of(sentence, portal.indicator, department, f"target-{number}")

    assert_same_number_of_queries(signed_in(portal.universe.executive), TARGETS, another)


def test_the_list_sorts_and_exports(portal):
    target_of(portal.clause, portal.indicator, portal.universe.hospital, "no-data", due_on=None, baseline_on=None)
    client = signed_in(portal.universe.executive)

    assert_sorts_by_every_column(client, TARGETS)
    assert_exports_what_it_shows(client, TARGETS)


def test_the_required_value_sorts_as_a_number(portal):
    for value in [9, 100]:
        target_of(portal.clause, portal.indicator, portal.universe.minh_hoa, f"target-{value}", value=value)
    client = signed_in(portal.universe.executive)

    assert column(client, TARGETS, "required", sort="required") == ["≥ 9 %", "≥ 25 %", "≥ 100 %"]
    assert column(client, TARGETS, "required", sort="-required") == ["≥ 100 %", "≥ 25 %", "≥ 9 %"]


def test_due_dates_sort_as_dates_and_a_missing_one_comes_last(portal):
    for day in [date(2025, 12, 31), None]:
        target_of(portal.clause, portal.indicator, portal.universe.minh_hoa, f"due-{day}", due_on=day)

    shown = column(signed_in(portal.universe.executive), TARGETS, "due", sort="due")

    assert shown == ["31/12/2025", "31/12/2030", "–"]


def test_exported_cells_stay_text(portal):
    def put(text, number):
        target_of(portal.clause, portal.indicator, portal.universe.minh_hoa, f"target-{number}", name_vi=text)

    assert_cells_stay_text(signed_in(portal.universe.executive), TARGETS, put)


def test_an_empty_list_says_so(universe):
    assert_empty_list_says_so(signed_in(universe.executive), TARGETS)


def test_the_list_finds_without_accents(portal):
    client = signed_in(portal.universe.executive)

    assert column(client, TARGETS, "name", q="THAC SI") == [portal.target.name_vi]
    assert column(client, TARGETS, "name", q="bác sĩ") == []


def test_a_target_shows_its_clause_its_inputs_and_its_verdict(portal):
    portal.target.value_is_derived, portal.target.formula = True, "40,1 − 5,1"
    portal.target.save()

    content = signed_in(portal.universe.executive).get(address("target", portal)).content.decode()

    for shown in [portal.clause.text, "01-NQ/MH", "≥ 25 %", "40,1 − 5,1", "badge-word", "31/12/2030"]:
        assert shown in content


def test_a_revised_target_leads_to_the_newer_one(portal):
    newer = target_of(portal.clause, portal.indicator, portal.universe.minh_hoa, "newer", value=30)
    Target.objects.filter(pk=newer.pk).update(revises=portal.target)

    response = signed_in(portal.universe.executive).get(address("target", portal), follow=True)

    assert response.context["each"].target == newer


def test_a_target_of_a_unit_without_data_says_so(portal):
    lonely = unit("so-moi", "Sở Mới", parent=portal.universe.minh_hoa)
    target = target_of(portal.clause, portal.indicator, lonely, "lonely", baseline_on=YEAR_END, baseline_value=10)

    response = signed_in(portal.universe.executive).get(target_address(target))

    assert response.status_code == 200
    assert response.context["each"].reading is None or response.context["each"].reading.value is None


def target_address(target):
    return f"{TARGETS}{target.code}/"


def test_an_unknown_target_does_not_exist(universe):
    assert signed_in(universe.executive).get("/targets/nothing/").status_code == 404
