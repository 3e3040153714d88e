"""The people behind a number."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.queries.registered import person, post
from tests.universe import selection, user
from tests.web.lists import as_csv
from tests.web.portal import signed_in
from workforce.models import AuditEvent, Dimension, Value
from workforce.queries.register import COLUMNS, register_rows
from workforce.queries.register_counts import register_counts
from workforce.queries.units import tree_on

DAY = date(2026, 11, 22)


def cell(client, unit="minh-hoa", **parameters):
    return client.get(reverse("people_cell"), {"unit": unit, "as_of": DAY.isoformat()} | parameters)


def count(client, unit="minh-hoa", **parameters):
    response = cell(client, unit, **parameters)
    assert response.status_code == 200
    assert response.context["count"] == response.context["table"].paginator.count
    return response.context["count"]


def test_everybody_of_a_unit_and_below_is_behind_its_total(universe, people):
    client = signed_in(universe.data_admin)

    assert count(client) == 4
    assert count(client, "so-giao-duc") == 3
    assert count(client, "so-giao-duc", as_of="2021-12-31") == 4  # one has retired since


@pytest.mark.parametrize("dimension", [*COLUMNS, "age", "age_retirement", "foreign_language", "sex_education"])
def test_the_list_is_as_long_as_each_cell_of_the_register(universe, people, dimension):
    client = signed_in(universe.data_admin)
    rows = register_rows(DAY, dimension, tree_on(DAY).subtree(universe.minh_hoa.pk))
    below = set(Dimension.objects.get(code=dimension).values.exclude(children=None).values_list("pk", flat=True))
    people_by_value = {}
    for row in [row for rows_of_unit in rows.values() for row in rows_of_unit]:
        people_by_value[row.value] = people_by_value.get(row.value, 0) + row.people
    assert people_by_value
    assert not below & people_by_value.keys()

    for value in Value.objects.filter(pk__in=people_by_value):
        assert count(client, dimension=dimension, value=value.code) == people_by_value[value.pk], value


@pytest.mark.parametrize(
    "chosen",
    [{}, {"education": ["masters"]}, {"education": ["postgraduate"]}, {"categories": ["civil_servant"]}],
)
@pytest.mark.parametrize("unit", ["minh-hoa", "so-giao-duc", "truong-hoa-sen"])
def test_the_list_is_as_long_as_an_indicator_counts(universe, people, chosen, unit):
    side = selection("side", **chosen)
    pk = {"minh-hoa": universe.minh_hoa, "so-giao-duc": universe.education_department}.get(unit, universe.hoa_sen).pk
    [counted] = register_counts({DAY: [pk]}, [side.pk])[DAY][pk].counts

    assert count(signed_in(universe.data_admin), unit, selection="side") == counted.people


def test_population_axes_narrow_the_list(universe, people):
    client = signed_in(universe.data_admin)

    assert count(client, leadership="leader") == 1
    assert count(client, category="civil_servant") == 0
    assert count(client, sector="all_sectors", category="cbccvc") == 4


def test_the_opening_is_one_event_with_the_query(universe, people):
    cell(signed_in(universe.data_admin), dimension="sex", value="women")

    event = AuditEvent.objects.get(action="view")
    query = {"unit": "minh-hoa", "as_of": "2026-11-22", "dimension": "sex", "value": "women"}
    assert event.details == {"rows": 2, "query": query}


@pytest.mark.parametrize("unit", ["gia-dinh", "so-noi-vu-gia-dinh", "", "nowhere"])
def test_a_unit_outside_the_scope_does_not_exist(universe, people, unit):
    assert cell(signed_in(universe.data_admin), unit).status_code == 404
    assert not AuditEvent.objects.filter(action="view").exists()


@pytest.mark.parametrize(
    "parameters",
    [
        {"category": "nothing"},
        {"selection": "nothing"},
        {"dimension": "nothing", "value": "women"},
        {"dimension": "sex", "value": "masters"},
        {"as_of": "soon"},
    ],
)
def test_a_cell_that_does_not_exist_is_not_found(universe, people, parameters):
    assert cell(signed_in(universe.data_admin), **parameters).status_code == 404


def test_numbers_alone_give_nobody_a_right_to_names(universe, people):
    for role in [universe.executive, universe.auditor, universe.system_admin]:
        assert cell(signed_in(role)).status_code == 403


def test_somebody_who_moved_away_is_named_without_a_link(universe, people):
    gone = person(
        "Hồ Văn Đi",
        posts=[
            post(universe.hoa_sen, date(2020, 1, 1), date(2026, 1, 1)),
            post(universe.foreign_department, date(2026, 1, 1)),
        ],
    )

    content = cell(signed_in(universe.data_admin), as_of="2025-12-31").content.decode()

    assert "Hồ Văn Đi" in content
    assert reverse("person", args=[gone.pk]) not in content
    assert reverse("person", args=[people.lan.pk]) in content


def test_a_unit_that_the_register_does_not_hold_says_so(universe, people):
    client = signed_in(user("data_admin", username="everything"))

    assert cell(client).context["is_complete"] is True
    assert cell(client, as_of="2019-12-31").context["is_complete"] is False


def test_a_file_of_the_people_of_one_faith_is_not_given_away(universe, people):
    client = signed_in(universe.data_admin)

    assert cell(client, dimension="religion", value="without_religion").status_code == 200
    assert cell(client, dimension="religion", value="without_religion", export="csv").status_code == 403


@pytest.mark.parametrize("sort", ["full_name", "-full_name", "born", "-born"])
def test_the_list_sorts(universe, people, sort):
    table = cell(signed_in(universe.data_admin), sort=sort).context["table"]

    cells = [row.get_cell_value(sort.removeprefix("-")) for row in table.rows]
    assert len(cells) == 4
    assert table.order_by == (sort,)


def test_the_list_is_exported_as_shown_and_recorded(universe, people):
    headings, *rows = as_csv(signed_in(universe.data_admin), reverse("people_cell"), unit="so-giao-duc")

    assert [row[0] for row in rows] == ["Trần Văn Đức", "Lê Thị Hoa", "Nguyễn Thị Lan"]
    assert len(headings) == 6
    assert AuditEvent.objects.get(action="export").details["rows"] == 3


def test_the_list_costs_the_same_for_one_and_for_many(universe, people):
    client = signed_in(universe.data_admin)
    cell(client)
    with CaptureQueriesContext(connection) as few:
        assert count(client, "truong-hoa-mai") == 1
    for number in range(19):
        person(f"Hồ Văn {number}", posts=[post(universe.hoa_mai)])

    with CaptureQueriesContext(connection) as many:
        assert count(client, "truong-hoa-mai") == 20

    assert len(many) == len(few)
