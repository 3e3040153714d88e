"""What the portal prints, it reads back: the same cells, from a snapshot and from the register."""

import io
from contextlib import contextmanager
from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.queries.registered import covered, person, post
from tests.services.imports.checks import checked
from tests.universe import value
from workforce.indicators.forms.bm01 import BM01
from workforce.indicators.forms.bm01_vc import BM01_VC
from workforce.models import Headcount, PersonSpell, Revision, Snapshot, SnapshotUnit, Submission, UnitVersion
from workforce.queries.forms import RowKind, fill
from workforce.services.imports.headcounts import confirm, keep
from workforce.web.forms_xlsx import FORM_SHEET, form_workbook

pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]
DAY = date(2026, 6, 30)

AGES = {
    "aged_30_or_less": 1,
    "aged_31_40": 2,
    "aged_41_50": 3,
    "women_51_55": 4,
    "women_56_60": 5,
    "men_51_55": 6,
    "men_56_60": 7,
    "aged_over_60_working": 8,
    "past_retirement_age": 9,
}


def table_of(form, unit, revision, day=DAY):
    return fill(form=form, population=form.populations[0], unit=unit, day=day, revision=revision)


def cells(table):
    """What stands in the table of the printed form, row by row."""
    return [
        (row.unit.unit_id, *(row.filled.counts[column.key].people for column in table.form.columns))
        for row in table.rows
    ]


def left_out(table):
    return [table.total.counts[column.key].people for column in table.form.footnotes]


def read_back(universe, table, day=DAY):
    """The printed file imported into an empty round of the units it names, and the form filled from that."""
    owing = {row.unit.unit for row in table.rows if row.kind is not RowKind.TOTAL}
    snapshot = Snapshot.objects.create(unit=universe.minh_hoa, as_of=day)
    SnapshotUnit.objects.bulk_create(SnapshotUnit(snapshot=snapshot, unit=each) for each in owing)
    result = checked(universe, form_workbook(table))
    assert not [problem for problem in result.problems if problem.is_error]
    confirm(batch=keep(result), by=universe.data_admin)
    return table_of(table.form, table.unit.unit, snapshot.revisions.get(), day)


def report(revision, unit, figures, *, category="civil_servant"):
    """Figures as ``(dimension, code): people``."""
    axes = {"category": value("category", category), "sector": value("sector", "state_agency")}
    submission = Submission.objects.create(revision=revision, unit=unit, state=Submission.State.APPROVED)
    Headcount.objects.bulk_create(
        Headcount(
            submission=submission, value=value(*cut), people=people, leadership=value("leadership", "leader"), **axes
        )
        for cut, people in figures.items()
    )


def empty_revision(universe, owing):
    """A revision beside the round to be imported into."""
    snapshot = Snapshot.objects.create(unit=universe.gia_dinh, as_of=DAY)
    SnapshotUnit.objects.bulk_create(SnapshotUnit(snapshot=snapshot, unit=each) for each in owing)
    return Revision.objects.create(snapshot=snapshot)


def total(people):
    return {("total", "total"): people}


ATTRIBUTES = st.fixed_dictionaries(
    {
        "sex": st.sampled_from(["female", "male", ""]),
        "birth_date": st.one_of(st.none(), st.dates(date(1955, 1, 1), date(2004, 1, 1))),
        "never_in_party": st.booleans(),
    }
)
PEOPLE = st.lists(
    st.tuples(
        ATTRIBUTES,
        st.sampled_from(["hoa_sen", "hoa_mai", "hospital", "education_department"]),
        st.sampled_from(["civil_servant", "public_employee", "cadre"]),
        st.lists(st.sampled_from(["doctorate", "masters", "college"]), max_size=1),
    ),
    max_size=6,
)


@given(people=PEOPLE)
@settings(
    max_examples=6,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
)
def test_for_any_register_a_printed_form_reads_back_the_same(universe, people):
    PersonSpell.objects.all().delete()
    covered(universe.minh_hoa)
    UnitVersion.objects.filter(unit=universe.hoa_sen).update(field=value("field", "education"))
    UnitVersion.objects.filter(unit=universe.hospital).update(field=value("field", "vocational"))
    for attributes, place, category, diplomas in people:
        awards = [(code, date(2012, 1, 1)) for code in diplomas]
        person(posts=[post(getattr(universe, place), category=category)], diplomas=awards, **attributes)

    for form in (BM01, BM01_VC):
        for about in (universe.minh_hoa, universe.education_department, universe.hospital):
            printed = table_of(form, about, None)
            if printed.total.counts["total"].people:
                with undone():
                    assert_same(read_back(universe, printed), printed)


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def assert_same(again, printed):
    assert cells(again) == cells(printed)
    assert left_out(again) == left_out(printed)
    assert form_cells(again) == form_cells(printed)


def form_cells(table):
    """The table of the sheet itself, with what stands for "nobody knows"."""
    sheet = load_workbook(io.BytesIO(form_workbook(table)))[FORM_SHEET]
    return [row[1:] for row in sheet.iter_rows(min_row=12, max_col=39, max_row=12 + len(table.rows), values_only=True)]


BM01_FIGURES = {
    "rank": ["rank_senior", "rank_principal", "rank_specialist", "rank_associate", "rank_employee"],
    "education": ["doctorate", "masters", "university", "college", "intermediate", "elementary", "untrained"],
    "age_retirement": list(AGES),
    "sex": ["women", "men", "sex_no_information"],
}


@st.composite
def reports(draw):
    """A report whose dimensions all add up; some are missing, some have people that are not broken down."""
    figures = {}
    everybody = draw(st.integers(1, 9))
    for dimension, codes in BM01_FIGURES.items():
        if draw(st.booleans()):
            values = [*codes, f"{dimension}_not_broken_down"] if dimension in {"rank", "education"} else codes
            places = draw(st.lists(st.sampled_from(values), min_size=everybody, max_size=everybody))
            named = set(codes if draw(st.booleans()) else places) | set(places)
            figures |= {(dimension, code): places.count(code) for code in named}
    return total(everybody) | figures


@given(first=reports(), second=reports())
@settings(
    max_examples=6,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
)
def test_for_any_snapshot_a_printed_form_reads_back_the_same(universe, first, second):
    with undone():
        revision = empty_revision(universe, [universe.hospital, universe.hoa_sen, universe.hoa_mai])
        report(revision, universe.hospital, first)
        report(revision, universe.hoa_sen, second)
        report(revision, universe.hoa_mai, total(2))

        for about in (universe.minh_hoa, universe.education_department, universe.hospital):
            with undone():
                printed = table_of(BM01, about, revision)
                assert_same(read_back(universe, printed), printed)


def test_a_unit_of_which_nothing_is_known_is_again_one(universe):
    revision = empty_revision(universe, [universe.hospital, universe.hoa_sen])
    report(revision, universe.hoa_sen, total(4))
    printed = table_of(BM01, universe.minh_hoa, revision)

    again = read_back(universe, printed)

    assert cells(again) == cells(printed)
    assert [row[2] for row in cells(again)] == [None, 4, None]


def test_people_in_no_column_are_below_the_table_again(universe):
    revision = empty_revision(universe, [universe.hospital])
    ages = {("age_retirement", code): people for code, people in AGES.items()}
    report(revision, universe.hospital, total(45) | ages | {("education", "untrained"): 45})
    printed = table_of(BM01, universe.minh_hoa, revision)

    again = read_back(universe, printed)

    assert left_out(again) == left_out(printed) == [45, 5, 8]


def test_who_has_none_of_it_is_read_with_those_of_whom_nothing_is_known(universe):
    revision = empty_revision(universe, [universe.hospital])
    theory = {"theory_advanced": 2, "theory_none": 3, "theory_no_information": 4}
    figures = {("political_theory", code): people for code, people in theory.items()}
    report(revision, universe.hospital, total(9) | figures)
    printed = table_of(BM01, universe.minh_hoa, revision)

    again = read_back(universe, printed)

    assert cells(again) == cells(printed)
    assert again.total.counts["theory_advanced"].no_information == 7
