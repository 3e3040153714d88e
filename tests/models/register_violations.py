"""What the constraints of the register of people must refuse: a function of each constraint's name."""

from datetime import date

from django.db.models import F
from django.utils import timezone

from tests import universe as world
from workforce.models import (
    Appointment,
    Certificate,
    DiplomaType,
    DistinctPeople,
    Draft,
    Equivalence,
    LanguageSpell,
    NameWord,
    Person,
    PersonMerge,
    PersonSpell,
    Qualification,
    Rank,
    Unit,
    Value,
)

DAY = date(2024, 12, 31)


def twice(create, **fields):
    create(**fields)
    create(**fields)


def a_person(**fields):
    return Person.objects.create(full_name="Nguyễn Thị Lan", **fields)


def two_people():
    return a_person(), a_person()


def a_value():
    return Value.objects.create(dimension=world.dimension("any"), code="value")


def a_post(**fields):
    value = a_value()
    unit = Unit.objects.create(key="unit")
    return Appointment.objects.create(person=a_person(), unit=unit, category=value, leadership=value, **fields)


def a_qualification(**fields):
    diploma = DiplomaType.objects.create(code="diploma")
    return Qualification.objects.create(person=a_person(), diploma=diploma, **fields)


def a_spell(**fields):
    columns = [field.name for field in PersonSpell._meta.fields if field.is_relation and field.name != "person"]
    return {"person": a_person()} | {f"{name}_id": 1 for name in columns} | fields


def person_identity_number_unique():
    twice(a_person, identity_number="001185000001")


def person_is_not_merged_into_itself():
    a_person()
    Person.objects.update(status="void", voided_at=timezone.now(), void_reason="x", merged_into=F("id"))


def person_merged_is_void():
    a_person(merged_into=a_person())


def person_party_dates_agree():
    a_person(party_joined_on=DAY, never_in_party=True)


def person_void_has_reason():
    a_person(status="void", voided_at=timezone.now())


def name_word_unique():
    twice(NameWord.objects.create, person=a_person(), word="lan")


def merge_is_of_two_people():
    one = a_person()
    PersonMerge.objects.create(kept=one, merged=one, moved={})


def merge_of_a_person_once():
    kept, merged = two_people()
    twice(PersonMerge.objects.create, kept=kept, merged=merged, moved={})


def distinct_people_once():
    first, second = two_people()
    twice(DistinctPeople.objects.create, first=first, second=second)


def distinct_people_in_order():
    first, second = two_people()
    DistinctPeople.objects.create(first=second, second=first)


def rank_starts_once():
    twice(Rank.objects.create, code="01.003")


def rank_has_a_day():
    Rank.objects.create(code="01.003", valid_from=DAY, valid_to=DAY)


def appointment_has_a_day():
    a_post(valid_from=DAY, valid_to=DAY)


def appointment_void_has_reason():
    a_post(voided_at=timezone.now())


def draft_once_per_form():
    twice(Draft.objects.create, user=world.user("data_entry"), form="person:new", data={})


def equivalence_starts_once():
    diploma = DiplomaType.objects.create(code="diploma")
    twice(Equivalence.objects.create, diploma=diploma, level=a_value())


def equivalence_has_a_day():
    diploma = DiplomaType.objects.create(code="diploma")
    Equivalence.objects.create(diploma=diploma, level=a_value(), valid_from=DAY, valid_to=DAY)


def qualification_is_awarded_or_in_progress():
    a_qualification()


def qualification_void_has_reason():
    a_qualification(awarded_on=DAY, void_reason="x")


def certificate_is_awarded():
    Certificate.objects.create(person=a_person(), value=a_value())


def certificate_void_has_reason():
    Certificate.objects.create(person=a_person(), value=a_value(), awarded_on=DAY, voided_at=timezone.now())


def person_spell_starts_once():
    twice(PersonSpell.objects.create, **a_spell())


def person_spell_has_a_day():
    PersonSpell.objects.create(**a_spell(valid_from=DAY, valid_to=DAY))


def language_spell_once():
    twice(LanguageSpell.objects.create, person=a_person(), value_id=1)
