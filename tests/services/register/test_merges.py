from datetime import date

import pytest
from django.forms.models import model_to_dict

from tests.services.register.forms import counted, diploma, fresh, last_event, primary
from tests.universe import post_of, value
from workforce.models import Certificate, Person, PersonSpell, Qualification
from workforce.models.periods import OPEN_END
from workforce.queries.duplicates import possible_duplicates
from workforce.services.register.merges import MERGED, compare, merge, tell_apart, undo_merge
from workforce.services.register.people import add_person, change_person, void_person
from workforce.services.register.records import Conflict
from workforce.services.snapshots import NotAllowed

HIRED, LEFT = date(2005, 1, 1), date(2010, 9, 1)


@pytest.fixture
def twin(universe, people) -> Person:
    """Lan once more: an earlier post elsewhere, one diploma that is on her record already and one that is not."""
    return add_person(
        facts={
            "full_name": "Nguyễn Thị Lan",
            "birth_date": date(1985, 1, 1),
            "birth_precision": "year",
            "phone": "0900 000 001",
            "identity_number": "001185000009",
            "never_in_party": True,
        },
        post=post_of(universe.hospital, HIRED, valid_to=LEFT),
        awards=[
            {"diploma": diploma("bachelor"), "awarded_on": date(2007, 6, 30)},
            {"diploma": diploma("doctorate"), "awarded_on": date(2023, 6, 30)},
        ],
        certificates=[{"value": value("it", "it_certificate"), "awarded_on": date(2014, 6, 1)}],
        by=None,
    )


def joined(people, twin, **choices):
    return merge(kept=people.lan, kept_version=1, merged=twin, merged_version=1, choices=choices, by=None)


def everything():
    """All rows about people but their versions."""
    versions = {"version"}
    rows = [
        [
            {name: field for name, field in model_to_dict(row).items() if name not in versions}
            for row in model.objects.order_by("pk")
        ]
        for model in (Person, Qualification, Certificate)
    ]
    posts = [model_to_dict(post) for person in Person.objects.order_by("pk") for post in person.appointments.all()]
    derived = Person.objects.order_by("pk").values_list("status", "unit", "education", "retires_on", "search_name")
    spells = PersonSpell.objects.order_by("person", "valid_from").values_list(
        "person", "valid_from", "valid_to", "unit", "education", "party", "birth_date", "it"
    )
    return [*rows, posts, list(derived), list(spells)]


@pytest.mark.django_db
def test_two_records_are_compared_in_the_order_of_the_form(people, twin):
    found = compare(people.lan, twin)

    choices = {each.field: (each.decided_by, each.needs_choice) for each in found}
    assert list(choices)[:3] == ["birth_date", "birth_precision", "sex"]
    assert choices["birth_precision"] == ("birth_date", True)
    assert choices["phone"] == ("phone", False)
    assert choices["never_in_party"] == ("party_joined_on", True)
    assert "full_name" not in choices


@pytest.mark.django_db
def test_the_kept_record_has_both_careers_and_each_award_once(people, twin):
    done = joined(people, twin)

    assert counted(people.lan) == [
        ("benh-vien", HIRED, LEFT),
        ("truong-hoa-sen", LEFT, OPEN_END),
    ]
    held = people.lan.qualifications.standing().values_list("diploma__code", flat=True)
    assert sorted(held) == ["bachelor", "doctorate", "masters"]
    assert twin.qualifications.get().void_reason == MERGED
    assert people.lan.certificates.standing().filter(value__code="it_certificate").count() == 1
    assert fresh(people.lan).education.code == "doctorate"
    gone = fresh(twin)
    assert (gone.status, gone.merged_into, gone.void_reason) == ("void", people.lan, MERGED)
    assert counted(twin) == []
    assert {last_event(people.lan).action, last_event(twin).action} == {"merge"}
    assert last_event(twin).details == {"merge": done.pk, "into": people.lan.subject}


@pytest.mark.django_db
def test_without_a_choice_only_blanks_are_filled(people, twin):
    joined(people, twin)

    kept = fresh(people.lan)
    assert (kept.phone, kept.birth_date, kept.identity_number) == ("0900 000 001", date(1985, 3, 8), "001185000001")
    assert kept.party_joined_on == date(2012, 5, 19)


@pytest.mark.django_db
def test_what_belongs_together_is_chosen_together(people, twin):
    joined(people, twin, birth_date="merged", identity_number="merged", party_joined_on="merged")

    kept = fresh(people.lan)
    assert (kept.birth_date, kept.birth_precision, kept.identity_number) == (date(1985, 1, 1), "year", "001185000009")
    assert (kept.party_joined_on, kept.party_official_on, kept.never_in_party) == (None, None, True)


@pytest.mark.django_db
@pytest.mark.parametrize("choice", ["kept", "merged"])
def test_undoing_a_merge_brings_both_back_exactly(people, twin, choice):
    before = everything()
    done = joined(people, twin, birth_date=choice, identity_number=choice, party_joined_on=choice)
    assert everything() != before

    back = undo_merge(merge=done, by=None)

    assert back == twin
    assert everything() == before
    assert last_event(twin).action == "split"


@pytest.mark.django_db
def test_what_was_recorded_since_stays_with_the_kept_record(people, twin):
    done = joined(people, twin)
    change_person(person=people.lan, version=2, facts={"phone": "0900 000 007"}, by=None)

    undo_merge(merge=done, by=None)

    assert fresh(people.lan).phone == "0900 000 007"


@pytest.mark.django_db
def test_a_merge_is_undone_once(people, twin):
    done = joined(people, twin)
    undo_merge(merge=done, by=None)

    with pytest.raises(NotAllowed, match="merge_undone"):
        undo_merge(merge=done, by=None)


@pytest.mark.django_db
def test_of_two_merges_the_later_is_undone_first(universe, people, twin):
    third = add_person(
        facts={"full_name": "Nguyễn Thị Lan"},
        post=post_of(universe.hospital, date(2000, 1, 1), valid_to=HIRED),
        by=None,
    )
    earlier = merge(kept=twin, kept_version=1, merged=third, merged_version=1, choices={}, by=None)
    later = merge(kept=people.lan, kept_version=1, merged=twin, merged_version=2, choices={}, by=None)

    with pytest.raises(NotAllowed, match="merge_of_later"):
        undo_merge(merge=earlier, by=None)
    undo_merge(merge=later, by=None)
    undo_merge(merge=earlier, by=None)

    assert counted(third) == [("benh-vien", date(2000, 1, 1), HIRED)]
    assert counted(twin) == [("benh-vien", HIRED, LEFT)]


@pytest.mark.django_db
def test_records_whose_posts_overlap_are_not_merged(people):
    with pytest.raises(NotAllowed, match="posts_overlap") as error:
        merge(kept=people.lan, kept_version=1, merged=people.hoa, merged_version=1, choices={}, by=None)

    assert error.value.params["post"] == primary(people.lan)[0]
    assert fresh(people.hoa).status == "in_service"


@pytest.mark.django_db
def test_a_void_record_a_changed_one_and_one_and_the_same_are_not_merged(people, twin):
    with pytest.raises(NotAllowed, match="same_person"):
        joined(people, people.lan)
    change_person(person=twin, version=1, facts={"phone": "1"}, by=None)
    with pytest.raises(Conflict):
        joined(people, twin)
    void_person(person=twin, version=2, reason="x", by=None)
    with pytest.raises(NotAllowed, match="person_void"):
        joined(people, twin)


@pytest.mark.django_db
def test_two_people_told_apart_are_not_proposed_again(people, twin):
    facts = {"full_name": twin.full_name, "birth_date": twin.birth_date, "birth_precision": "year", "person": twin}
    assert possible_duplicates(**facts) == [people.lan]

    tell_apart(first=twin, second=people.lan, by=None)
    tell_apart(first=people.lan, second=twin, by=None)

    assert possible_duplicates(**facts) == []


@pytest.mark.django_db
def test_a_merge_is_not_undone_where_somebody_else_has_the_former_number(people, twin):
    done = joined(people, twin, identity_number="merged")
    change_person(person=people.duc, version=1, facts={"identity_number": "001185000001"}, by=None)

    with pytest.raises(NotAllowed, match="^identity_number_taken$"):
        undo_merge(merge=done, by=None)

    assert fresh(people.lan).identity_number == "001185000009"
