"""Invented people: nobody real, the same for a seed on both engines, and to the person what a table of totals wants."""

import hashlib
from collections import Counter
from datetime import date
from random import Random

import pytest
from django.db import transaction
from django.utils import timezone

from tests import universe as world
from workforce.models import (
    Appointment,
    AuditEvent,
    Certificate,
    LanguageSpell,
    NameWord,
    Person,
    PersonSpell,
    Qualification,
    Reorganisation,
    ReorganisationLink,
    Unit,
    UnitVersion,
)
from workforce.models.periods import OPEN_END
from workforce.services.generation import register
from workforce.services.generation.chance import Bag, NoRoom, apportion
from workforce.services.generation.register import generate_register
from workforce.services.generation.totals import CannotGenerate
from workforce.services.register.rebuild import rebuild_everything
from workforce.vietnam.identity_numbers import IdentityDoubt, identity_doubts
from workforce.vietnam.retirement import is_past_retirement_age

DAY = date(2024, 12, 31)
MERGED, MOVED = date(2019, 3, 1), date(2021, 7, 1)
COUNTED = ["cadre", "civil_servant", "public_employee"]
# Changes with every list and every chance; that it is one number says that both engines get the same people
DIGEST = "3130bc48e8a5a149"


def generate(province, people=60, *, seed=1, as_of=DAY, totals=None):
    table = "\n".join(["unit,category,dimension,value,people", *totals]).encode() if totals is not None else None
    return generate_register(province=province, people=people, seed=seed, as_of=as_of, totals=table)


def refused(province, **options) -> CannotGenerate:
    with pytest.raises(CannotGenerate) as caught:
        generate(province, **options)
    return caught.value


def on_record():
    """Everything generated, without ids and the moment of recording."""
    people = Person.objects.values_list(
        "full_name", "birth_date", "sex", "identity_number", "party_joined_on", "recruited_on", "search_name", "status"
    )
    posts = Appointment.objects.values_list(
        "person__full_name",
        "unit__key",
        "kind",
        "category__code",
        "leadership__code",
        "position",
        "rank__code",
        "valid_from",
        "valid_to",
    )
    awards = Qualification.objects.values_list(
        "person__full_name", "diploma__code", "awarded_on", "awarded_precision", "in_progress", "major", "mode"
    )
    certificates = Certificate.objects.values_list("person__full_name", "value__code", "awarded_on")
    return [sorted(map(repr, rows)) for rows in (people, posts, awards, certificates)]


def counted(units, dimension=None, code=None, day=DAY) -> int:
    spells = PersonSpell.objects.on(day).filter(
        unit__in=units, category__in=[world.value("category", name) for name in COUNTED]
    )
    return spells.filter(**{dimension: world.value(dimension, code)}).count() if code else spells.count()


@pytest.fixture
def reorganised(universe):
    """The hospital is the merger of two; the department took a centre over."""
    UnitVersion.objects.filter(unit=universe.hospital).update(valid_from=MERGED)
    hospital, department = universe.hospital, universe.education_department
    for key, ends, heir in [
        ("benh-vien-a", MERGED, hospital),
        ("benh-vien-b", MERGED, hospital),
        ("trung-tam", MOVED, department),
    ]:
        before = world.unit(key, key, parent=universe.minh_hoa, kind="public_service_unit", valid_to=ends)
        event = Reorganisation.objects.create(code=key, kind="merge", effective_on=ends, name_vi=key, name_en=key)
        ReorganisationLink.objects.create(reorganisation=event, predecessor=before, successor=heir)
    return universe


@pytest.mark.parametrize("people", [0, 1, 7, 1000])
def test_shares_add_up_and_keep_to_their_room(people):
    for seed in range(50):
        shares = apportion(Random(seed), people, [5, 0, 0.5, 3], [1000, 3, 1, 1000])

        assert sum(shares) == people
        assert all(share <= room for share, room in zip(shares, [1000, 3, 1, 1000], strict=True))


def test_a_rare_value_comes_up_as_often_as_its_weight_says():
    rng = Random(3)

    rare = sum(apportion(rng, 10, [99, 1], [10, 10])[1] for _ in range(4000))

    assert 340 < rare < 460


def test_nothing_is_shared_out_where_there_is_no_room():
    with pytest.raises(NoRoom):
        apportion(Random(1), 3, [1, 1], [1, 1])


def test_a_bag_gives_only_what_is_in_it_and_most_of_what_there_is_most():
    drawn = Counter(Bag({"often": 9, "never": 0, "seldom": 1}).draw(Random(seed)) for seed in range(500))

    assert set(drawn) == {"often", "seldom"}
    assert drawn["often"] > 5 * drawn["seldom"]


@pytest.mark.django_db
def test_a_seed_makes_the_same_people_on_both_engines(reorganised):
    with transaction.atomic():
        generate(reorganised.minh_hoa, 80)
        first = on_record()
        transaction.set_rollback(True)

    generate(reorganised.minh_hoa, 80)

    assert on_record() == first
    assert hashlib.sha256(repr(first).encode()).hexdigest()[:16] == DIGEST


@pytest.mark.django_db
def test_another_seed_makes_others(universe):
    with transaction.atomic():
        generate(universe.minh_hoa, seed=1)
        first = on_record()
        transaction.set_rollback(True)

    generate(universe.minh_hoa, seed=2)

    assert on_record() != first


@pytest.mark.django_db
def test_as_many_work_there_on_the_day_as_were_asked_for(universe):
    generated = generate(universe.minh_hoa, 200)

    units = [universe.education_department, universe.hoa_sen, universe.hoa_mai, universe.hospital]
    assert counted(units) == 200
    assert PersonSpell.objects.on(DAY).count() == generated.serving
    assert Person.objects.count() == generated.serving + generated.left
    assert generated.left > 20
    assert Unit.objects.get(pk=universe.minh_hoa.pk).register_from == date(2015, 1, 1)


@pytest.mark.django_db
def test_totals_are_reproduced_to_the_person(universe):
    totals = [
        ",,total,total,300",
        ",cbccvc,education,doctorate,7",
        ",,education,university_or_higher,241",
        ",,sex,women,123",
        "truong-hoa-sen,public_employee,total,total,41",
        "truong-hoa-sen,,education,masters,40",
        "truong-hoa-sen,,ethnicity,ethnic_minority,41",
        "so-giao-duc,,total,total,130",
        "so-giao-duc,,party,party_member,99",
        "so-giao-duc,,leadership,leader,64",
    ]

    generate(universe.minh_hoa, None, totals=totals)

    school, department = [universe.hoa_sen], [universe.education_department, universe.hoa_sen, universe.hoa_mai]
    everywhere = [*department, universe.hospital]
    assert counted(everywhere) == 300
    assert counted(everywhere, "education", "doctorate") == 7
    assert sum(counted(everywhere, "education", code) for code in ["doctorate", "masters", "university"]) == 241
    assert counted(everywhere, "sex", "women") == 123
    assert counted(school) == 41
    assert counted(school, "education", "masters") == 40
    assert counted(school, "ethnicity", "kinh") == 0
    assert counted(department) == 130
    assert counted(department, "party", "party_member") == 99
    leaders = ["leader_department_up", "leader_other"]
    assert sum(counted(department, "leadership", code) for code in leaders) == 64


@pytest.mark.django_db
def test_a_unit_of_totals_may_be_named_by_its_code(universe):
    UnitVersion.objects.filter(unit=universe.hoa_sen).update(code="MH.01")

    generate(universe.minh_hoa, 100, totals=["MH.01,,total,total,13"])

    assert counted([universe.hoa_sen]) == 13


@pytest.mark.django_db
def test_a_category_that_is_unusual_in_a_unit_can_be_wanted(universe):
    generate(universe.minh_hoa, 100, totals=["truong-hoa-sen,civil_servant,total,total,2"])

    posts = Appointment.objects.primary().on(DAY).filter(unit=universe.hoa_sen)
    assert posts.filter(category=world.value("category", "civil_servant")).count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("totals", "people", "reason", "line"),
    [
        ([",,total,total,50"], 60, "people_disagree", None),
        (["truong-hoa-sen,,total,total,20", "so-giao-duc,,total,total,10"], None, "totals_disagree", 3),
        ([",,education,doctorate,61"], 60, "totals_disagree", 2),
        ([",,education,masters,9", ",,education,postgraduate,8"], 60, "totals_disagree", 3),
        ([",,sex,women,10", ",,sex,men,10", ",,sex,sex_no_information,10"], 60, "no_value_left", None),
        (["truong-hoa-sen,,total,total,20"], None, "people_unknown", None),
        (["so-noi-vu-gia-dinh,,total,total,20"], 60, "unit_unknown", 2),
        ([",nobody,total,total,20"], 60, "value_unknown", 2),
        ([",,education,education_not_broken_down,20"], 60, "value_unknown", 2),
        ([",,rank,rank_senior,20"], 60, "dimension_unsupported", 2),
        ([",,total,total,about 20"], 60, "people_no_number", 2),
    ],
)
def test_totals_that_cannot_be_met_are_refused_with_their_line(universe, totals, people, reason, line):
    refusal = refused(universe.minh_hoa, people=people, totals=totals)

    assert (refusal.reason, refusal.params.get("line")) == (reason, line)
    assert not Person.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("table", "reason"), [(b"unit,people\n,1\n", "columns_missing"), (b"\xff\xfe\x00", "not_a_table")]
)
def test_a_file_that_is_no_table_of_totals_is_refused(universe, table, reason):
    with pytest.raises(CannotGenerate) as caught:
        generate_register(province=universe.minh_hoa, people=9, seed=1, as_of=DAY, totals=table)

    assert caught.value.reason == reason


@pytest.mark.django_db
def test_a_register_that_missed_its_totals_is_taken_back(universe, monkeypatch):
    monkeypatch.setattr(register, "differences", lambda *_: ["one person too few"])

    assert refused(universe.minh_hoa).reason == "totals_missed"
    assert not Person.objects.exists()
    assert Unit.objects.get(pk=universe.minh_hoa.pk).register_from is None


@pytest.mark.django_db
def test_nobody_is_invented_in_a_real_province(universe):
    Unit.objects.filter(pk=universe.minh_hoa.pk).update(invented=False)

    assert refused(universe.minh_hoa).reason == "not_invented"


@pytest.mark.django_db
@pytest.mark.parametrize("real", ["minh_hoa", "hoa_sen"])
def test_nobody_is_invented_where_a_unit_above_or_below_is_real(universe, real):
    Unit.objects.filter(pk=getattr(universe, real).pk).update(invented=False)

    assert refused(universe.education_department).reason == "not_invented"


@pytest.mark.django_db
def test_nobody_is_invented_among_people_who_are_there(universe):
    generate(universe.minh_hoa)
    before = Person.objects.count()

    assert refused(universe.minh_hoa).reason == "has_people"
    assert Person.objects.count() == before


@pytest.mark.django_db
@pytest.mark.parametrize("day", [date(2015, 6, 1), date(2999, 1, 1)])
def test_the_day_is_covered_and_not_in_the_future(universe, day):
    assert refused(universe.minh_hoa, as_of=day).reason == "date_out_of_range"


@pytest.mark.django_db
def test_a_province_without_units_has_nowhere_to_put_people(universe):
    assert refused(universe.hospital).reason == "no_units"


@pytest.mark.django_db
def test_units_whose_records_another_body_keeps_stay_empty(universe):
    Unit.objects.filter(pk=universe.hospital.pk).update(snapshot_only=True)

    generate(universe.minh_hoa)

    assert not Appointment.objects.filter(unit=universe.hospital).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("kind", UnitVersion.Kind.values)
def test_people_work_in_units_of_every_kind_but_provinces(universe, kind):
    UnitVersion.objects.filter(unit=universe.hospital).update(kind=kind)

    generate(universe.minh_hoa, 400)

    is_a_province = kind in {"province", "central_city", "province_level"}
    assert Appointment.objects.filter(unit=universe.hospital).exists() != is_a_province


@pytest.mark.django_db
def test_what_is_derived_is_what_a_rebuild_derives(reorganised):
    generate(reorganised.minh_hoa, 150)

    def derived():
        spells = PersonSpell.objects.order_by("person_id", "valid_from").values()
        languages = LanguageSpell.objects.order_by("person_id", "value_id").values()
        words = NameWord.objects.order_by("person_id", "word").values("person_id", "word")
        people = Person.objects.order_by("id").values()
        return [
            [{k: v for k, v in row.items() if k != "id"} for row in rows] for rows in (spells, languages, words)
        ] + [list(people)]

    before = derived()
    rebuild_everything()

    assert derived() == before


@pytest.mark.django_db
def test_people_are_in_units_while_these_stand_and_move_with_them(reorganised):
    generate(reorganised.minh_hoa, 300)

    stands = {version.unit_id: (version.valid_from, version.valid_to) for version in UnitVersion.objects.all()}
    for post in Appointment.objects.all():
        first, after = stands[post.unit_id]
        assert first <= post.valid_from < post.valid_to
        assert post.valid_to <= after
    moved = Appointment.objects.filter(start_reason="reorganisation")
    assert {post.valid_from for post in moved} == {MERGED, MOVED}
    for post in moved:
        before = Appointment.objects.get(person=post.person, kind="primary", valid_to=post.valid_from)
        assert before.end_reason == "reorganisation"
        assert before.unit.key in {"benh-vien-a", "benh-vien-b", "trung-tam"}


@pytest.mark.django_db
def test_there_is_some_of_everything_that_a_register_has(reorganised):
    generate(reorganised.minh_hoa, 1500)

    posts = Appointment.objects.all()
    assert set(posts.values_list("kind", flat=True)) == set(Appointment.Kind.values)
    started, ended = (set(posts.values_list(name, flat=True)) for name in ("start_reason", "end_reason"))
    assert started >= {"recruitment", "transfer", "appointment", "return", "conversion", "reorganisation"}
    assert ended >= {"retirement", "resignation", "left_province", "contract_end", "early_retirement"}
    assert posts.exclude(contract_ends_on=None).exists()
    assert Qualification.objects.filter(in_progress=True, awarded_on=None).exists()
    assert set(Qualification.objects.values_list("awarded_precision", flat=True)) == {"day", "month", "year", "latest"}
    assert Person.objects.filter(birth_date=None).exists()
    assert set(Person.objects.filter(birth_precision="year").values_list("birth_date__day", "birth_date__month")) == {
        (1, 1)
    }
    assert LanguageSpell.objects.exists()


@pytest.mark.django_db
def test_dates_make_sense(universe):
    generate(universe.minh_hoa, 600)

    for person in Person.objects.exclude(birth_date=None):
        assert person.recruited_on is None or person.recruited_on.year - person.birth_date.year >= 18
    on_the_day = PersonSpell.objects.on(DAY).select_related("person").exclude(birth_date=None)
    working = [spell.person for spell in on_the_day if spell.person.birth_precision == "day"]
    assert not any(is_past_retirement_age(person.sex, person.birth_date, DAY) for person in working)
    bachelors = Qualification.objects.filter(diploma__code="bachelor", in_progress=False)
    for award in bachelors.select_related("person").exclude(person__birth_date=None):
        assert award.awarded_on.year - award.person.birth_date.year >= 21
    assert not Qualification.objects.filter(awarded_on__gt=DAY).exists()
    assert not Certificate.objects.filter(awarded_on__gt=DAY).exists()
    assert not Appointment.objects.filter(valid_from__gt=DAY).exists()
    assert not Appointment.objects.filter(end_reason="", valid_to__lt=OPEN_END).exists()


@pytest.mark.django_db
def test_no_identity_number_can_be_a_real_persons_and_nobody_can_be_called(universe):
    generate(universe.minh_hoa, 1500)

    numbered = Person.objects.exclude(identity_number="")
    assert 20 < numbered.count() < 150
    for person in numbered:
        known = person.birth_precision == "day"
        doubts = identity_doubts(person.identity_number, person.sex, person.birth_date, known)
        assert doubts == [IdentityDoubt.UNKNOWN_PROVINCE]
    for name in ["phone", "email", "address", "social_insurance_number"]:
        assert not Person.objects.exclude(**{name: ""}).exists()
    assert not Person.objects.exclude(note__contains="giả định").exists()


@pytest.mark.django_db
def test_people_can_be_added_afterwards_and_the_trail_says_what_was_done(universe):
    generate(universe.minh_hoa)

    added = Person.objects.create(full_name="Nguyễn Văn An", search_name="nguyen van an", sort_name="1")

    assert Person.objects.filter(pk=added.pk).count() == 1
    event = AuditEvent.objects.get(action="create")
    assert event.details["seed"] == 1
    assert event.at <= timezone.now()
