"""The indicators, the page of one, and editing them."""

import pytest
from django.urls import reverse

from tests.universe import selection, unit, user
from tests.web.lists import (
    assert_cells_stay_text,
    assert_empty_list_says_so,
    assert_exports_what_it_shows,
    assert_same_number_of_queries,
    assert_sorts_by_every_column,
    column,
)
from tests.web.portal import address, signed_in
from workforce.models import AuditEvent, Indicator

INDICATORS = "/indicators/"


def reported(code, **fields):
    return Indicator.objects.create(**{"code": code, "name_vi": code, "name_en": code, "kind": "reported"} | fields)


def test_the_list_costs_the_same_for_one_and_for_many(universe):
    reported("one")

    assert_same_number_of_queries(
        signed_in(universe.executive), INDICATORS, lambda number: reported(f"indicator-{number}")
    )


def test_the_list_sorts_and_exports(portal):
    client = signed_in(portal.universe.executive)

    assert_sorts_by_every_column(client, INDICATORS)
    assert_exports_what_it_shows(client, INDICATORS)


def test_exported_cells_stay_text(universe):
    assert_cells_stay_text(
        signed_in(universe.executive), INDICATORS, lambda text, number: reported(f"indicator-{number}", name_vi=text)
    )


def test_an_empty_list_says_so(universe):
    assert_empty_list_says_so(signed_in(universe.executive), INDICATORS)


def test_the_page_shows_the_value_with_its_people_and_leads_to_the_source(portal):
    content = signed_in(portal.universe.executive).get(below(portal)).content.decode()

    assert "20/100" in content  # 12 and 8 masters of 50 and 50 people
    assert reverse("revision", args=[portal.universe.revision.pk]) in content


def test_the_chart_and_the_table_below_it_hold_the_same_numbers(portal):
    response = signed_in(portal.universe.executive).get(address("indicator", portal), {"as_of": "2024-12-31"})

    line = response.context["chart"]["data"][0]
    counted = [each for each in response.context["readings"] if each.counts]
    marks = [(on, value) for on, value, words in zip(line["x"], line["y"], line["text"], strict=True) if words]
    assert marks == [
        (each.on.isoformat(), None if each.value is None else float(each.value)) for each in reversed(counted)
    ]
    assert any(line["y"])


def below(portal):
    return address("indicator", portal) + "?unit=so-giao-duc&as_of=2024-12-31"


def test_the_units_below_sort_by_value_and_not_by_its_text(portal):
    client = signed_in(portal.universe.executive)

    schools = column(client, below(portal), "name")

    assert schools == ["Trường THPT Hoa Sen", "Trường THPT Hoa Mai"]  # 24 % before 16 %


def test_the_units_below_sort_and_export(portal):
    client = signed_in(portal.universe.executive)
    url = address("indicator", portal)

    assert_sorts_by_every_column(client, url)
    assert_exports_what_it_shows(client, url)


@pytest.mark.parametrize("name", ["indicator", "indicator_years"])
def test_the_page_costs_the_same_for_one_and_for_many_units_below(portal, name):
    universe = portal.universe

    assert_same_number_of_queries(
        signed_in(universe.executive),
        address(name, portal),
        lambda number: unit(f"so-{number}", f"Sở {number}", parent=universe.minh_hoa),
    )


def test_the_years_sort_and_export(portal):
    client = signed_in(portal.universe.executive)
    url = address("indicator_years", portal)

    assert_sorts_by_every_column(client, url)
    assert_exports_what_it_shows(client, url)


def test_nothing_recorded_is_said_and_is_not_zero(portal):
    response = signed_in(portal.universe.executive).get(address("indicator", portal), {"unit": "benh-vien"})

    assert response.context["latest"] is None
    assert 'class="empty"' in response.content.decode()


@pytest.mark.parametrize("query", [{"unit": "không có"}, {"as_of": "31.12.2024"}, {"as_of": "2024-02-30"}])
def test_an_unknown_unit_or_date_is_a_page_that_does_not_exist(portal, query):
    assert signed_in(portal.universe.executive).get(address("indicator", portal), query).status_code == 404


def test_an_unknown_indicator_does_not_exist(universe):
    assert signed_in(universe.executive).get("/indicators/nothing/").status_code == 404


def fields(**changes):
    standard = {"code": "moi", "name_vi": "Chỉ số mới", "name_en": "New", "kind": "reported", "unit": "percent"}
    return standard | {"decimals": 1, "direction": "higher"} | changes


def test_a_new_indicator_is_computed_for_the_past_and_recorded(portal):
    chosen = {"numerator": portal.indicator.numerator.pk, "denominator": portal.indicator.denominator.pk}
    client = signed_in(portal.portal_admin)

    response = client.post(reverse("indicator_add"), fields(kind="stock_share", **chosen))

    assert "20/100" in client.get(response.url, {"as_of": "2024-12-31", "unit": "so-giao-duc"}).content.decode()
    assert AuditEvent.objects.filter(action="create", actor=portal.portal_admin).exists()


def test_a_share_without_a_denominator_is_refused_in_words(portal):
    response = signed_in(portal.portal_admin).post(
        reverse("indicator_add"), fields(kind="stock_share", numerator=portal.indicator.numerator.pk)
    )

    assert set(response.context["form"].errors) == {"denominator"}
    assert not Indicator.objects.filter(code="moi").exists()


@pytest.mark.parametrize("changes", [{"code": "masters-share"}, {"decimals": 7}, {"code": "có dấu"}, {"name_vi": ""}])
def test_what_the_database_would_refuse_is_refused_in_words(portal, changes):
    response = signed_in(portal.portal_admin).post(reverse("indicator_add"), fields(**changes))

    assert response.status_code == 200
    assert response.context["form"].errors


def test_populations_list_costs_the_same_sorts_and_exports(universe):
    selection("one")
    client = signed_in(user("data_admin", username="portal_admin"))

    assert_same_number_of_queries(client, "/populations/", lambda number: selection(f"selection-{number}"))
    assert_sorts_by_every_column(client, "/populations/")
    assert_exports_what_it_shows(client, "/populations/")
