"""The spells say of everybody on every day what the record itself says; the record is read by ``naive_counting``."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import universe as world_of
from tests.services.register.forms import fresh
from tests.services.register.naive_counting import Post, Record, counted_as, languages_of, read_world
from workforce.models import (
    Appointment,
    Certificate,
    DiplomaType,
    Equivalence,
    LanguageSpell,
    NameWord,
    Person,
    PersonSpell,
    Qualification,
    Rank,
    Reorganisation,
    ReorganisationLink,
    Unit,
    UnitVersion,
    Value,
)
from workforce.models.periods import OPEN_END
from workforce.queries.classification import load_codes
from workforce.services.bulk import bulk_load
from workforce.services.register import derivation
from workforce.services.register.derivation import LANGUAGE_FIELDS, SPELL_FIELDS, Career, derive
from workforce.services.register.rebuild import rebuild, rebuild_everything, refresh

FIRST = date(2020, 1, 1)
DAYS = [FIRST + timedelta(days=number) for number in range(40)]  # few enough that bounds often fall together
WITHIN = st.sampled_from(DAYS)
CAREFUL = {"deadline": None, "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]}


@pytest.fixture
def changing_world(code_lists):
    """Units that change their sector, are absorbed, split and absorbed once more; a diploma that changes its level."""
    top = world_of.unit("minh-hoa", "Tỉnh Minh Họa", kind="province")
    lives = {"steady": (0, None), "absorbed": (0, 10), "heir": (5, 20), "heir-of-heir": (20, None), "split": (0, 15)}
    for key, (start, end) in lives.items():
        until = OPEN_END if end is None else DAYS[end]
        world_of.unit(key, key, parent=top, valid_from=DAYS[start], valid_to=until)
    steady = UnitVersion.objects.get(unit__key="steady")
    UnitVersion.objects.filter(pk=steady.pk).update(valid_to=DAYS[12], sector=world_of.value("sector", "state_agency"))
    world_of.unit("steady", "steady", parent=top, valid_from=DAYS[12])
    hand_over("absorbed", ["heir"], DAYS[10])
    hand_over("heir", ["heir-of-heir"], DAYS[20])
    hand_over("split", ["steady", "heir"], DAYS[15])
    changed = Equivalence.objects.get(diploma__code="doctorate")
    Equivalence.objects.filter(pk=changed.pk).update(valid_to=DAYS[18])
    Equivalence.objects.create(
        diploma=changed.diploma, level=world_of.value("education", "college"), valid_from=DAYS[25]
    )
    return read_world()


def hand_over(predecessor, successors, day):
    event = Reorganisation.objects.create(code=predecessor, kind="merge", effective_on=day)
    for successor in successors:
        units = {"predecessor": predecessor, "successor": successor}
        found = {name: Unit.objects.get(key=key) for name, key in units.items()}
        ReorganisationLink.objects.create(reorganisation=event, **found)


def ids(queryset) -> list[int]:
    return sorted(queryset.values_list("pk", flat=True))


def random_records() -> st.SearchStrategy[Record]:
    """Of the code lists that are in the database now."""
    units = st.sampled_from(ids(Unit.objects.exclude(key="minh-hoa")))
    categories, levels = (
        st.sampled_from(ids(Value.objects.filter(dimension__code=dimension)))
        for dimension in ["category", "leadership"]
    )
    ranks = st.none() | st.sampled_from(ids(Rank.objects.all())[:3])
    chosen = DiplomaType.objects.filter(code__in=["doctorate", "masters", "bachelor", "untrained"])
    diplomas = st.lists(st.tuples(WITHIN, st.sampled_from(ids(chosen))), max_size=4)
    dimensions = ["political_theory", "state_management", "it", "foreign_language"]
    certified = Value.objects.filter(dimension__code__in=dimensions).exclude(kind=Value.Kind.NO_INFORMATION)
    certificates = st.lists(st.tuples(WITHIN, st.sampled_from(ids(certified))), max_size=5)
    placed = st.none() | st.tuples(units, categories, levels, ranks)
    posts = st.dictionaries(WITHIN, placed, max_size=6).map(one_after_another)
    party = st.one_of(
        st.just((None, None, False)),
        st.just((None, None, True)),
        st.tuples(WITHIN, st.none(), st.just(False)),
        st.lists(WITHIN, min_size=2, max_size=2, unique=True).map(lambda days: (min(days), max(days), False)),
    )
    return st.builds(
        lambda posts, diplomas, certificates, party, void: Record(posts, diplomas, certificates, *party, void),
        posts,
        diplomas,
        certificates,
        party,
        st.sampled_from([False, False, False, True]),
    )


def one_after_another(placed: dict) -> list[Post]:
    """Each from its day until the next; None for a time away."""
    starts = sorted(placed)
    return [
        Post(start, end, *placed[start])
        for start, end in zip(starts, [*starts[1:], OPEN_END], strict=False)
        if placed[start]
    ]


def career_of(record: Record) -> Career:
    return Career(
        1,
        posts=[derivation.Post(*post) for post in record.posts],
        diplomas=record.diplomas,
        certificates=record.certificates,
        party_joined_on=record.party_joined_on,
        party_left_on=record.party_left_on,
        never_in_party=record.never_in_party,
        is_void=record.is_void,
    )


def on(rows, fields, day) -> list[dict]:
    found = [dict(zip(fields, row, strict=True)) for row in rows]
    return [row for row in found if row["valid_from"] <= day < row["valid_to"]]


@pytest.mark.django_db
def test_the_spells_say_on_every_day_what_the_record_says(changing_world):
    codes = load_codes()

    @settings(max_examples=150, **CAREFUL)
    @given(record=random_records())
    def check(record):
        found = derive(career_of(record), codes, DAYS[0])
        for day in DAYS:
            expected = counted_as(record, changing_world, day)
            spells = on(found.spells, SPELL_FIELDS, day)
            assert [{name: spell[name] for name in expected} for spell in spells] == ([expected] if expected else [])
            spoken = {row["value_id"] for row in on(found.languages, LANGUAGE_FIELDS, day)}
            assert spoken == (set() if record.is_void else languages_of(record, changing_world, day))

    check()


@pytest.mark.django_db
def test_spells_never_overlap_and_cover_exactly_the_primary_appointments(changing_world):
    codes = load_codes()

    @settings(max_examples=150, **CAREFUL)
    @given(record=random_records())
    def check(record):
        spells = sorted(row[1:3] for row in derive(career_of(record), codes, DAYS[0]).spells)
        assert all(end <= start for (_, end), (start, _) in zip(spells, spells[1:], strict=False))
        posts = [] if record.is_void else record.posts
        covered = {day for start, end in spells for day in DAYS if start <= day < end}
        assert covered == {day for post in posts for day in DAYS if post.start <= day < post.end}

    check()


def store(record: Record, noise: Record) -> Person:
    """``noise`` is on record too and must not count: void rows, posts beside the primary, degrees in progress."""
    person = Person.objects.create(
        full_name="Nguyễn Thị Lan",
        status="void" if record.is_void else "left",
        voided_at=timezone.now() if record.is_void else None,
        void_reason="x" if record.is_void else "",
        party_joined_on=record.party_joined_on,
        party_left_on=record.party_left_on,
        never_in_party=record.never_in_party,
    )
    void = {"voided_at": timezone.now(), "void_reason": "x"}
    for posts, more in [(record.posts, {}), (noise.posts, void), (noise.posts, {"kind": "secondment"})]:
        for post in posts:
            Appointment.objects.create(person=person, **as_columns(post), **more)
    for day, diploma in record.diplomas:
        Qualification.objects.create(person=person, diploma_id=diploma, awarded_on=day)
    for day, diploma in noise.diplomas:
        Qualification.objects.create(person=person, diploma_id=diploma, in_progress=True)
        Qualification.objects.create(person=person, diploma_id=diploma, awarded_on=day, **void)
    for certificates, more in [(record.certificates, {}), (noise.certificates, void)]:
        for day, value in certificates:
            Certificate.objects.create(person=person, value_id=value, awarded_on=day, **more)
    return person


def as_columns(post: Post) -> dict:
    return {
        "valid_from": post.start,
        "valid_to": post.end,
        "unit_id": post.unit,
        "category_id": post.category,
        "leadership_id": post.leadership,
        "rank_id": post.rank,
    }


@pytest.mark.django_db
def test_counting_by_stored_spells_is_counting_person_by_person(changing_world):
    records: dict[int, Record] = {}

    @settings(max_examples=30, **CAREFUL)
    @given(record=random_records(), noise=random_records())
    def add(record, noise):
        person = store(record, noise)
        rebuild([person.pk], DAYS[0])
        records[person.pk] = record

    add()
    for day in DAYS:
        expected = {pk: found for pk, record in records.items() if (found := counted_as(record, changing_world, day))}
        stored = {row["person_id"]: row for row in PersonSpell.objects.on(day).values()}
        assert stored.keys() == expected.keys()
        assert {pk: {name: row[name] for name in expected[pk]} for pk, row in stored.items()} == expected


@pytest.mark.django_db
def test_one_command_derives_the_same_rows_anew(universe, people):
    before = everything_derived()
    PersonSpell.objects.filter(person=people.lan).delete()
    bulk_load(NameWord, ["person_id", "word"], [(people.lan.pk, "sai")])
    Person.objects.update(unit=None, status="left", search_name="", retires_on=None)
    assert everything_derived() != before

    assert rebuild_everything() == 6

    assert everything_derived() == before


def everything_derived():
    spells = [field.attname for field in PersonSpell._meta.fields if field.name != "id"]
    columns = ["id", "status", "unit", "sector", "category", "leadership", "education", "retires_on", "search_name"]
    return [
        sorted(map(str, PersonSpell.objects.values_list(*spells))),
        sorted(LanguageSpell.objects.values_list("person", "value", "valid_from", "valid_to")),
        sorted(NameWord.objects.values_list("person", "word")),
        list(Person.objects.order_by("id").values_list(*columns)),
    ]


@pytest.mark.django_db
def test_the_passing_of_time_is_followed_by_a_refresh(universe, people):
    ending = date(2030, 1, 1)
    Appointment.objects.filter(person=people.lan).update(valid_to=ending)
    rebuild([people.lan.pk])
    assert (fresh(people.lan).status, fresh(people.lan).refresh_on) == ("in_service", ending)

    assert refresh(ending - timedelta(days=1)) == 0
    assert refresh(ending) == 1

    assert (fresh(people.lan).status, fresh(people.lan).refresh_on) == ("left", None)
