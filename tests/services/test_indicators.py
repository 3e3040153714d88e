"""A new indicator is data: its past is computed from the snapshots there are."""

from datetime import date
from fractions import Fraction

import pytest

from tests import universe as world
from workforce.models import AuditEvent, Indicator, Selection
from workforce.queries.readings import readings_of
from workforce.services.indicators import save_indicator, save_selection


def new_population(universe, code, *education):
    members = {
        "categories": [world.value("category", "cbccvc")],
        "values": [world.value("education", each) for each in education],
    }
    selection = Selection(code=code, name_vi=code, name_en=code)
    return save_selection(selection=selection, members=members, by=universe.data_admin)


def new_share(universe, code="masters_share"):
    return Indicator(
        code=code,
        name_vi=code,
        name_en=code,
        kind=Indicator.Kind.STOCK_SHARE,
        numerator=new_population(universe, "masters", "masters"),
        denominator=new_population(universe, "everybody"),
    )


def series(unit, indicator):
    readings = readings_of([unit.pk], [indicator])[unit.pk, indicator.pk]
    return [(each.on.year, each.numerator, each.value) for each in readings]


@pytest.mark.django_db
def test_a_new_indicator_computes_its_past_in_every_snapshot(universe):
    locked = world.open_revision(universe.minh_hoa, date(2023, 12, 31), owing=[universe.hoa_sen])
    world.submit(locked, universe.hoa_sen, {"masters": 10, "university": 40})
    world.lock(locked)

    indicator = save_indicator(indicator=new_share(universe), by=universe.data_admin)

    assert series(universe.hoa_sen, indicator) == [(2023, 10, Fraction(20)), (2024, 12, Fraction(24))]


@pytest.mark.django_db
def test_an_indicator_may_count_people(universe):
    indicator = new_share(universe)
    indicator.kind, indicator.unit, indicator.denominator = Indicator.Kind.STOCK_COUNT, Indicator.Unit.PEOPLE, None

    save_indicator(indicator=indicator, by=universe.data_admin)

    assert series(universe.education_department, indicator) == [(2024, 20, Fraction(20))]


@pytest.mark.django_db
def test_a_population_that_changes_is_counted_anew(universe):
    indicator = save_indicator(indicator=new_share(universe), by=universe.data_admin)
    values = [world.value("education", each) for each in ["masters", "doctorate"]]

    save_selection(selection=indicator.numerator, members={"values": values}, by=universe.data_admin)

    assert series(universe.hoa_sen, indicator) == [(2024, 13, Fraction(26))]


@pytest.mark.django_db
def test_saving_leaves_events_that_say_who_and_what(universe):
    indicator = save_indicator(indicator=new_share(universe), by=universe.data_admin)
    save_indicator(indicator=indicator, by=universe.executive)
    save_selection(selection=indicator.numerator, members={}, by=universe.executive)

    events = AuditEvent.objects.order_by("id").values_list("actor__username", "action", "object")
    assert list(events) == [
        ("data_admin", "create", "population masters"),
        ("data_admin", "create", "population everybody"),
        ("data_admin", "create", "indicator masters_share"),
        ("executive", "change", "indicator masters_share"),
        ("executive", "change", "population masters"),
    ]
