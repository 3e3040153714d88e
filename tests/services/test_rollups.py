"""Rolled-up headcounts are what one gets by walking the tree and adding by hand."""

from datetime import date
from random import Random

import pytest

from tests import universe as world
from tests.services.naive_rollup import naive_rows
from workforce.models import Headcount, RolledHeadcount, Submission, Unit, UnitVersion
from workforce.services.rollups import roll_up_everything, roll_up_revision, roll_up_selections

AS_OF = date(2024, 12, 31)
CUTS = {
    "category": ["cbccvc", "cadre", "civil_servant", "public_employee", "contract_111"],
    "sector": ["all_sectors", "state_agency", "public_service_unit"],
    "leadership": ["any_leadership", "not_leader", "leader", "leader_department_up"],
    "education": ["postgraduate", "doctorate", "masters", "university", "below_university"]
    + ["education_not_broken_down", "education_no_information"],
}


@pytest.fixture
def selections(code_lists):
    return [
        selection("everybody"),
        selection("cbccvc", categories=["cbccvc"]),
        selection("civil-servants", categories=["civil_servant"]),
        selection("doctors", categories=["cbccvc"], education=["doctorate"]),
        selection("postgraduates", categories=["cadre", "public_employee"], education=["postgraduate"]),
        selection("doctors-and-masters", education=["doctorate", "masters"]),
        selection("state-graduates", sectors=["state_agency"], education=["university_or_higher"]),
        selection("leaders", leaderships=["leader_department_up"]),
        selection("leading-masters", categories=["cbccvc"], leaderships=["leader"], education=["masters"]),
    ]


def selection(code, *, categories=(), sectors=(), leaderships=(), education=()):
    chosen = world.selection(code, categories=categories, education=education)
    chosen.sectors.set([world.value("sector", each) for each in sectors])
    chosen.leaderships.set([world.value("leadership", each) for each in leaderships])
    return chosen


def generated_revision(random):
    """A province of three levels whose units owe, report for themselves, for all below them, both, or nothing."""
    province = world.unit("minh-hoa", "Tỉnh Minh Họa", kind="province")
    parents, units = [province], [province]
    for number in range(13):
        unit = world.unit(f"don-vi-{number}", f"Đơn vị {number}", parent=random.choice(parents))
        units.append(unit)
        if number < 6:
            parents.append(unit)
    owing = [unit for unit in units[1:] if random.random() < 0.5]
    revision = world.open_revision(province, AS_OF, owing=owing)
    for unit in units[1:]:
        if random.random() < (0.85 if unit in owing else 0.3):
            report(revision, unit, random)
    return revision


def report(revision, unit, random):
    submission = Submission.objects.create(revision=revision, unit=unit, covers_subordinates=random.random() < 0.4)
    cells = {}
    for _ in range(random.randint(1, 7)):
        population = [world.value(axis, random.choice(CUTS[axis])) for axis in ["category", "sector", "leadership"]]
        for _ in range(random.randint(1, 3)):
            cells[*population, world.value("education", random.choice(CUTS["education"]))] = random.choice(
                [0, 1, 2, 30]
            )
        if random.random() < 0.8:
            cells[*population, world.value("total", "total")] = random.randint(0, 50)
    for (category, sector, leadership, value), people in cells.items():
        Headcount.objects.create(
            submission=submission,
            category=category,
            sector=sector,
            leadership=leadership,
            value=value,
            people=people,
        )


def stored_rows(revision):
    fields = ["unit__key", "selection__code", "people", "known_people", "no_information", "units_owed"]
    return set(RolledHeadcount.objects.filter(revision=revision).values_list(*fields, "units_received"))


def of(revision, unit, code="cbccvc"):
    row = RolledHeadcount.objects.get(revision=revision, unit=unit, selection__code=code)
    return row.people, row.known_people, row.units_received, row.units_owed


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(4))
def test_rolled_rows_are_those_of_the_naive_walk(selections, seed):
    revision = generated_revision(Random(seed))

    written = roll_up_revision(revision)

    rows = stored_rows(revision)
    assert rows == naive_rows(revision, selections)
    assert written == len(rows)


def test_the_generated_provinces_hold_known_and_unknown_sums(selections):
    """Else the comparison with the naive walk would compare nothing with nothing."""
    revision = generated_revision(Random(0))
    roll_up_revision(revision)

    rows = RolledHeadcount.objects.filter(revision=revision)
    assert rows.filter(people=None, known_people__gt=0).exists()
    assert rows.filter(people__gt=0).exists()
    assert rows.filter(no_information__gt=0).exists()
    assert any(row.units_received < row.units_owed for row in rows)


@pytest.mark.django_db
def test_rebuilding_changes_nothing(selections):
    revision = generated_revision(Random(1))
    roll_up_revision(revision)
    before = stored_rows(revision)

    written = roll_up_everything()

    assert stored_rows(revision) == before
    assert written == len(before)


@pytest.mark.django_db
def test_an_owed_unit_without_a_report_leaves_the_sum_unknown_and_its_known_part(universe, selections):
    roll_up_revision(universe.revision)

    assert of(universe.revision, universe.minh_hoa) == (None, 100, 2, 3)
    assert of(universe.revision, universe.education_department) == (100, 100, 2, 2)
    assert of(universe.revision, universe.hospital) == (None, 0, 0, 1)


@pytest.mark.django_db
def test_other_provinces_have_no_rows(universe, selections):
    roll_up_revision(universe.revision)

    assert not RolledHeadcount.objects.filter(unit__in=[universe.gia_dinh, universe.foreign_department]).exists()


@pytest.mark.django_db
def test_reports_add_up_over_the_tree_of_the_date(universe, selections):
    """On 01/01/2025 Hoa Mai moves to the hospital's side of the tree; the year-end before does not notice."""
    UnitVersion.objects.filter(unit=universe.hoa_mai).update(valid_to=date(2025, 1, 1))
    world.unit("truong-hoa-mai", "Trường Hoa Mai", parent=universe.hospital, valid_from=date(2025, 1, 1))

    roll_up_revision(universe.revision)

    assert of(universe.revision, universe.education_department) == (100, 100, 2, 2)


@pytest.mark.django_db
def test_a_replaced_report_does_not_count(universe, selections):
    universe.revision.submissions.filter(unit=universe.hoa_mai).update(is_current=False)
    world.submit(universe.revision, universe.hoa_mai, {"university": 7})

    roll_up_revision(universe.revision)

    assert of(universe.revision, universe.hoa_mai) == (7, 7, 1, 1)


@pytest.mark.django_db
def test_counting_some_populations_leaves_the_others_alone(universe, selections):
    roll_up_revision(universe.revision)
    others = RolledHeadcount.objects.exclude(selection__code="doctors")
    before = set(others.values_list("pk", flat=True))

    roll_up_selections([each for each in selections if each.code == "doctors"])

    assert set(others.values_list("pk", flat=True)) == before
    assert (
        RolledHeadcount.objects.filter(selection__code="doctors").count()
        == Unit.objects.filter(pk__in=RolledHeadcount.objects.values("unit")).count()
    )
