from datetime import date

import pytest

from tests.services.register.forms import ON, counted, fresh, last_event, primary
from tests.universe import post_of, user, value
from workforce.models import Person, PersonSpell, Reorganisation, ReorganisationLink, UnitVersion
from workforce.models.periods import OPEN_END
from workforce.queries.careers import units_keeping
from workforce.services.register import posts
from workforce.services.register.rebuild import rebuild
from workforce.services.register.records import Conflict
from workforce.services.snapshots import NotAllowed

HIRED = date(2010, 9, 1)


def refused(code, step, **arguments):
    with pytest.raises(NotAllowed, match=f"^{code}$") as error:
        step(**arguments)
    return error.value.params


def all_counted():
    return sorted(PersonSpell.objects.values_list("person", "unit", "valid_from", "valid_to"))


@pytest.mark.django_db
def test_a_transfer_ends_one_post_and_begins_the_next_on_the_same_day(universe, people):
    new = posts.transfer(
        person=people.lan,
        version=1,
        on=ON,
        unit=universe.hoa_mai,
        facts={"start_decision": "12/QĐ", "position": "Giáo viên"},
        by=universe.data_admin,
    )

    old, moved = primary(people.lan)
    assert (old.valid_to, old.end_reason, old.end_decision) == (ON, "transfer", "12/QĐ")
    assert old.ended_recorded_at is not None
    assert moved == new
    assert (moved.valid_from, moved.valid_to, moved.category.code) == (ON, OPEN_END, "public_employee")
    assert counted(people.lan) == [("truong-hoa-sen", HIRED, ON), ("truong-hoa-mai", ON, OPEN_END)]
    assert last_event(people.lan).details["changes"]["unit"] == ["truong-hoa-sen", "truong-hoa-mai"]


@pytest.mark.django_db
def test_a_leader_who_is_transferred_leads_nobody_unless_it_is_said(universe, people):
    posts.transfer(person=people.duc, version=1, on=ON, unit=universe.hoa_mai, by=None)

    assert [post.leadership.code for post in primary(people.duc)] == ["leader_other", "not_leader"]


@pytest.mark.django_db
def test_whoever_is_transferred_out_leaves_the_clerks_sight(universe, people):
    posts.transfer(person=people.lan, version=1, on=ON, unit=universe.hoa_mai, by=universe.data_entry)

    assert people.lan not in Person.objects.visible_to(universe.data_entry)
    assert people.lan in Person.objects.visible_to(universe.data_admin)


@pytest.mark.django_db
def test_nobody_transfers_a_person_out_of_the_unit_of_others(universe, people):
    asked = {"person": people.hoa, "version": 1, "on": ON, "unit": universe.hoa_sen, "by": universe.data_entry}

    refused("unit_outside_scope", posts.transfer, **asked)

    assert counted(people.hoa) == [("truong-hoa-mai", date(2014, 9, 1), OPEN_END)]


@pytest.mark.django_db
def test_a_transfer_that_is_recorded_late_keeps_what_came_after(universe, people):
    posts.leave(person=people.lan, version=1, on=ON, reason="resignation", decision="7/QĐ", by=None)

    posts.transfer(person=people.lan, version=2, on=date(2020, 1, 1), unit=universe.hoa_mai, by=None)

    assert counted(people.lan) == [
        ("truong-hoa-sen", HIRED, date(2020, 1, 1)),
        ("truong-hoa-mai", date(2020, 1, 1), ON),
    ]
    last = primary(people.lan)[-1]
    assert (last.end_reason, last.end_decision) == ("resignation", "7/QĐ")


@pytest.mark.django_db
def test_a_transfer_recorded_beforehand_takes_effect_on_its_day(universe, people):
    posts.transfer(person=people.lan, version=1, on=date(2999, 1, 1), unit=universe.hoa_mai, by=None)

    person = fresh(people.lan)
    assert (person.unit, person.refresh_on) == (universe.hoa_sen, date(2999, 1, 1))


@pytest.mark.django_db
@pytest.mark.parametrize(("on", "reason"), [(date(2005, 1, 1), "not_in_service"), (HIRED, "post_begins_then")])
def test_no_move_on_a_day_that_leaves_a_post_without_days(universe, people, on, reason):
    refused(reason, posts.transfer, person=people.lan, version=1, on=on, unit=universe.hoa_mai, by=None)


@pytest.mark.django_db
def test_leading_and_ceasing_to_lead_are_spells_in_the_same_unit(universe, people):
    level, until = value("leadership", "leader_other"), date(2025, 3, 1)
    posts.appoint_leader(
        person=people.lan,
        version=1,
        on=ON,
        leadership=level,
        position="Phó Hiệu trưởng",
        facts={"contract_ends_on": until, "start_reason": "election"},
        by=universe.data_entry,
    )
    posts.end_leadership(person=people.lan, version=2, on=until, position="Giáo viên", by=universe.data_entry)

    found = [(post.leadership.code, post.position, post.start_reason, post.end_reason) for post in primary(people.lan)]
    assert found == [
        ("not_leader", "Giáo viên", "", "new_post"),
        ("leader_other", "Phó Hiệu trưởng", "election", "new_post"),
        ("not_leader", "Giáo viên", "", ""),
    ]
    assert counted(people.lan) == [("truong-hoa-sen", HIRED, OPEN_END)]
    assert primary(people.lan)[-1].contract_ends_on is None


@pytest.mark.django_db
@pytest.mark.parametrize("step", [posts.second, posts.add_concurrent])
def test_a_post_beside_the_primary_one_never_counts(universe, people, step):
    before = all_counted()

    post = step(person=people.lan, version=1, on=ON, unit=universe.foreign_department, by=universe.data_entry)

    assert post.unit == universe.foreign_department
    assert all_counted() == before


@pytest.mark.django_db
def test_a_secondment_ends_alone(universe, people):
    post = posts.second(person=people.lan, version=1, on=ON, unit=universe.hospital, by=universe.data_entry)

    ended = posts.end_beside(appointment=post, version=2, on=date(2024, 9, 1), by=universe.data_entry)

    assert ended.valid_to == date(2024, 9, 1)
    assert primary(people.lan)[0].valid_to == OPEN_END


@pytest.mark.django_db
def test_a_secondment_elsewhere_is_corrected_by_whoever_keeps_the_record(universe, people):
    post = posts.second(person=people.lan, version=1, on=ON, unit=universe.hospital, by=universe.data_entry)

    facts = {"position": "Biệt phái"}
    posts.change_post(appointment=post, version=2, facts=facts, by=universe.data_entry)
    posts.void_post(appointment=post, version=3, reason="Nhầm", by=universe.data_entry)

    post.refresh_from_db()
    assert (post.position, post.void_reason) == ("Biệt phái", "Nhầm")


@pytest.mark.django_db
def test_the_primary_post_is_not_ended_as_one_beside_it(universe, people):
    post = primary(people.lan)[0]

    refused("post_is_primary", posts.end_beside, appointment=post, version=1, on=ON, by=None)


@pytest.mark.django_db
def test_leaving_ends_everything_on_the_first_day_out(universe, people):
    beside = posts.add_concurrent(person=people.lan, version=1, on=ON, unit=universe.hoa_sen, by=None)

    left = date(2025, 6, 1)
    posts.leave(person=people.lan, version=2, on=left, reason="resignation", decision="9/QĐ", by=universe.data_entry)

    beside.refresh_from_db()
    person = fresh(people.lan)
    assert (primary(people.lan)[0].valid_to, beside.valid_to) == (left, left)
    assert (person.status, person.unit) == ("left", universe.hoa_sen)
    assert people.lan in Person.objects.visible_to(universe.data_entry)


@pytest.mark.django_db
def test_nobody_leaves_before_a_post_beside_has_begun(universe, people):
    later = date(2025, 6, 1)
    beside = posts.add_concurrent(person=people.lan, version=1, on=later, unit=universe.hoa_sen, by=None)

    asked = {"person": people.lan, "version": 2, "on": ON, "reason": "resignation", "by": universe.data_entry}
    assert refused("post_begins_later", posts.leave, **asked)["post"] == beside

    posts.void_post(appointment=beside, version=2, reason="Không thực hiện", by=universe.data_entry)
    posts.leave(**asked | {"version": 3})
    assert primary(people.lan)[0].valid_to == ON


@pytest.mark.django_db
@pytest.mark.parametrize(("early", "reason"), [(False, "retirement"), (True, "early_retirement")])
def test_retiring_before_the_law_is_no_wall(universe, people, early, reason):
    post = posts.retire(person=people.lan, version=1, on=ON, decision="3/QĐ", early=early, by=universe.data_entry)

    assert (post.valid_to, post.end_reason, post.end_decision) == (ON, reason, "3/QĐ")


@pytest.mark.django_db
def test_whoever_returns_is_the_same_person(universe, people):
    posts.return_to_service(person=people.mai, version=1, post=post_of(universe.hoa_sen, ON), by=universe.data_entry)

    assert primary(people.mai)[-1].start_reason == "return"
    assert fresh(people.mai).status == "in_service"
    assert counted(people.mai) == [
        ("truong-hoa-sen", date(1990, 9, 1), date(2022, 1, 1)),
        ("truong-hoa-sen", ON, OPEN_END),
    ]


@pytest.mark.django_db
def test_nobody_returns_who_is_still_there(universe, people):
    params = refused(
        "posts_overlap",
        posts.return_to_service,
        person=people.lan,
        version=1,
        post=post_of(universe.hoa_sen, ON),
        by=None,
    )

    assert params["post"] == primary(people.lan)[0]


@pytest.mark.django_db
def test_a_correction_changes_dates_and_says_when_the_end_was_recorded(universe, people):
    post = primary(people.lan)[0]

    posts.change_post(appointment=post, version=1, facts={"valid_to": ON, "valid_from": date(2011, 1, 1)}, by=None)
    assert counted(people.lan) == [("truong-hoa-sen", date(2011, 1, 1), ON)]
    assert primary(people.lan)[0].ended_recorded_at is not None

    posts.change_post(appointment=post, version=2, facts={"valid_to": None}, by=None)
    assert counted(people.lan) == [("truong-hoa-sen", date(2011, 1, 1), OPEN_END)]
    assert primary(people.lan)[0].ended_recorded_at is None


@pytest.mark.django_db
def test_a_correction_that_overlaps_names_the_other_post(universe, people):
    posts.transfer(person=people.lan, version=1, on=ON, unit=universe.hoa_mai, by=None)
    old, new = primary(people.lan)

    facts = {"valid_to": date(2025, 1, 1)}
    params = refused("posts_overlap", posts.change_post, appointment=old, version=2, facts=facts, by=None)

    assert params["post"] == new
    assert primary(people.lan)[0].valid_to == ON


@pytest.mark.django_db
def test_a_post_ends_after_it_begins(universe, people):
    post, facts = primary(people.lan)[0], {"valid_to": HIRED}

    refused("dates_in_disorder", posts.change_post, appointment=post, version=1, facts=facts, by=None)


@pytest.mark.django_db
def test_what_was_recorded_elsewhere_is_read_only_for_a_clerk(universe, people):
    posts.transfer(person=people.hoa, version=1, on=ON, unit=universe.hoa_sen, by=universe.data_admin)
    elsewhere, own = primary(people.hoa)
    clerk = {"version": 2, "by": universe.data_entry}

    refused("unit_outside_scope", posts.change_post, appointment=elsewhere, facts={"position": "x"}, **clerk)
    refused("unit_outside_scope", posts.void_post, appointment=elsewhere, reason="x", **clerk)
    refused("unit_outside_scope", posts.change_post, appointment=own, facts={"unit": universe.hospital}, **clerk)

    assert [post.unit.key for post in primary(people.hoa)] == ["truong-hoa-mai", "truong-hoa-sen"]


@pytest.mark.django_db
def test_a_void_post_is_kept_and_counts_nowhere(universe, people):
    new = posts.transfer(person=people.lan, version=1, on=ON, unit=universe.hoa_mai, by=None)

    posts.void_post(appointment=new, version=2, reason="Nhập nhầm người", by=universe.data_admin)

    new.refresh_from_db()
    assert new.void_reason == "Nhập nhầm người"
    assert counted(people.lan) == [("truong-hoa-sen", HIRED, ON)]
    refused("post_void", posts.change_post, appointment=new, version=3, facts={"position": "x"}, by=None)


@pytest.mark.django_db
def test_the_only_post_is_not_voided(universe, people):
    refused("only_post", posts.void_post, appointment=primary(people.lan)[0], version=1, reason="x", by=None)


@pytest.mark.django_db
def test_a_form_opened_before_another_move_shows_the_post_of_now(universe, people):
    posts.transfer(person=people.lan, version=1, on=ON, unit=universe.hoa_mai, by=None)

    with pytest.raises(Conflict) as conflict:
        posts.transfer(person=people.lan, version=1, on=date(2025, 1, 1), unit=universe.hospital, by=None)

    assert conflict.value.current["unit"] == universe.hoa_mai
    assert conflict.value.theirs["unit"] == universe.hospital
    assert len(primary(people.lan)) == 2


def merged_into_hoa_mai(universe, people):
    """Hoa Sen ends on ON, and Hoa Mai takes its people over."""
    UnitVersion.objects.filter(unit=universe.hoa_sen).update(valid_to=ON)
    event = Reorganisation.objects.create(code="merger", kind="merge", effective_on=ON)
    ReorganisationLink.objects.create(reorganisation=event, predecessor=universe.hoa_sen, successor=universe.hoa_mai)
    rebuild([people.lan.pk])
    return user("data_entry", unit=universe.hoa_mai, username="clerk-of-hoa-mai")


@pytest.mark.django_db
def test_whoever_leads_after_a_merger_is_counted_in_the_successor(universe, people):
    clerk, later = merged_into_hoa_mai(universe, people), date(2024, 9, 1)

    posts.appoint_leader(
        person=people.lan,
        version=1,
        on=later,
        leadership=value("leadership", "leader_other"),
        position="Phó Hiệu trưởng",
        by=clerk,
    )

    assert counted(people.lan) == [("truong-hoa-sen", HIRED, ON), ("truong-hoa-mai", ON, OPEN_END)]
    assert [post.unit for post in primary(people.lan)] == [universe.hoa_sen, universe.hoa_mai]


@pytest.mark.django_db
def test_a_post_handed_over_in_a_merger_is_the_successors_to_correct_but_not_to_move_elsewhere(universe, people):
    clerk = merged_into_hoa_mai(universe, people)
    [post] = primary(people.lan)

    posts.change_post(appointment=post, version=1, facts={"position": "Tổ trưởng"}, by=clerk)
    refused(
        "unit_outside_scope",
        posts.change_post,
        appointment=post,
        version=2,
        facts={"unit": universe.hospital},
        by=clerk,
    )

    assert primary(people.lan)[0].position == "Tổ trưởng"
    assert units_keeping(people.lan, [post]) == {post.pk: {universe.hoa_sen.pk, universe.hoa_mai.pk}}
