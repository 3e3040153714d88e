"""The chain of seals, tampered with as somebody can who owns the database and has taken the guards away."""

import threading

import pytest
from django.db import connection, transaction
from django.db.models import F

from workforce.models import AuditEvent, AuditSeal
from workforce.models.guards import drop_guards
from workforce.services import audit_seals
from workforce.services.audit import event, record_many
from workforce.services.audit_seals import TrailIsBusy, seal, verify


def write(*texts):
    record_many(event(actor=None, action="lock", object=text, details={"text": text}) for text in texts)


@pytest.fixture
def trail(db, monkeypatch):
    """Seven events under three seals (3, 3 and 1), and no guards: the ids of the events."""
    monkeypatch.setattr(audit_seals, "SEALED_TOGETHER", 3)
    write(*"abcdefg")
    seal()
    drop_guards("default")
    return list(AuditEvent.objects.order_by("pk").values_list("pk", flat=True))


def faults(**arguments):
    """Kinds of faults, and the place of the seal that each is of."""
    seals = list(AuditSeal.objects.order_by("pk").values_list("pk", flat=True))
    found = verify(**arguments).faults
    return [(fault.kind, seals.index(fault.seal) + 1 if fault.seal else None) for fault in found]


def test_an_untouched_trail_is_as_it_was_sealed(trail):
    found = verify(AuditSeal.objects.last().digest)

    assert found.faults == []
    assert (found.seals, found.events, found.unsealed_events, found.unsealed_since) == (3, 7, 0, None)


def test_each_seal_follows_the_one_before(trail):
    links = list(AuditSeal.objects.order_by("pk"))

    assert [link.previous for link in links] == ["0" * 64, links[0].digest, links[1].digest]
    assert [(link.first_event, link.last_event, link.events) for link in links] == [
        (trail[0], trail[2], 3),
        (trail[3], trail[5], 3),
        (trail[6], trail[6], 1),
    ]


def test_sealing_again_adds_nothing_until_something_happened(trail):
    assert seal() == []

    write("h")

    [link] = seal()
    assert link.events == 1
    assert verify().faults == []


def test_the_events_that_are_not_sealed_yet_are_told(trail):
    write("h", "i")

    found = verify()

    assert found.unsealed_events == 2
    assert found.unsealed_since == AuditEvent.objects.get(object="h").at
    assert found.faults == []


def test_an_empty_trail_has_nothing_to_seal(db):
    assert seal() == []
    assert verify().faults == []
    assert verify().head == "0" * 64


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("actor_name", "somebody else"),
        ("action", "view"),
        ("object", "e "),
        ("subject", "person:1"),
        ("address", "192.0.2.1"),
        ("details", {"text": "E"}),
        ("details", {}),
    ],
)
def test_a_changed_field_is_found(trail, field, value):
    AuditEvent.objects.filter(object="e").update(**{field: value})

    assert faults() == [("does_not_match", 2)]


def test_a_changed_moment_is_found_to_the_microsecond(trail):
    stored = AuditEvent.objects.get(object="e")

    AuditEvent.objects.filter(pk=stored.pk).update(
        at=stored.at.replace(microsecond=(stored.at.microsecond + 1) % 10**6)
    )

    assert faults() == [("does_not_match", 2)]


@pytest.mark.parametrize(("text", "place"), [("a", 1), ("c", 1), ("d", 2), ("g", 3)])
def test_a_removed_event_is_found(trail, text, place):
    AuditEvent.objects.filter(object=text).delete()

    assert faults() == [("does_not_match", place)]


def test_a_removed_event_is_counted(trail):
    AuditEvent.objects.filter(object="e").delete()

    [fault] = verify().faults
    assert (fault.sealed_events, fault.found_events) == (3, 2)
    assert (fault.first_event, fault.last_event) == (trail[3], trail[5])


@pytest.mark.parametrize("before_the_first", [True, False])
def test_an_event_that_is_slipped_in_is_found(trail, before_the_first):
    if not before_the_first:  # into an id that no event uses: between two seals
        AuditEvent.objects.filter(object="g").update(id=F("id") + 5)
        AuditSeal.objects.all().delete()
        seal()
    pk = trail[0] - 1 if before_the_first else trail[6] + 1
    AuditEvent.objects.create(pk=pk, actor_name="x", action="lock", object="slipped in")

    assert faults() == [("does_not_match", 1 if before_the_first else 3)]


def test_two_events_that_changed_places_are_found(trail):
    first, second = trail[3:5]
    for old, new in [(first, -1), (second, first), (-1, second)]:
        AuditEvent.objects.filter(pk=old).update(id=new)

    assert faults() == [("does_not_match", 2)]


def test_two_events_that_changed_places_across_seals_are_found_in_both(trail):
    first, second = trail[2:4]
    for old, new in [(first, -1), (second, first), (-1, second)]:
        AuditEvent.objects.filter(pk=old).update(id=new)

    assert faults() == [("does_not_match", 1), ("does_not_match", 2)]


def test_a_seal_made_anew_over_changed_events_no_longer_carries_the_next(trail):
    AuditEvent.objects.filter(object="e").update(object="E")
    link = AuditSeal.objects.order_by("pk")[1]
    link.digest, _found = audit_seals.digest(link, link.first_event - 1)
    link.save()

    assert faults() == [("chain_is_broken", 3)]


@pytest.mark.parametrize(("place", "broken"), [(0, 1), (1, 2)])
def test_a_removed_seal_breaks_the_chain(trail, place, broken):
    AuditSeal.objects.order_by("pk")[place].delete()

    assert faults() == [("chain_is_broken", broken)]


def test_a_changed_seal_does_not_match(trail):
    AuditSeal.objects.filter(last_event=trail[5]).update(sealed_at="2020-01-01T00:00Z")

    assert faults() == [("does_not_match", 2)]


def test_a_chain_without_its_end_is_found_only_with_an_anchor(trail):
    head = AuditSeal.objects.order_by("pk").last()
    AuditSeal.objects.filter(pk=head.pk).delete()
    AuditEvent.objects.filter(pk__gte=head.first_event).delete()

    assert faults() == []
    assert faults(anchor=head.digest) == [("anchor_is_missing", None)]


def test_a_chain_made_wholly_anew_is_found_with_an_anchor(trail):
    head = AuditSeal.objects.order_by("pk").last().digest
    AuditSeal.objects.all().delete()
    AuditEvent.objects.filter(object="e").update(object="E")
    seal()

    assert faults() == []
    assert faults(anchor=head) == [("anchor_is_missing", None)]


def test_an_older_head_stays_an_anchor(trail):
    older = AuditSeal.objects.order_by("pk").first().digest

    assert faults(anchor=older) == []


def test_two_seals_cannot_follow_the_same_one(trail):
    head = AuditSeal.objects.order_by("pk").last()
    write("h")
    seal()

    with pytest.raises(TrailIsBusy):
        audit_seals.append_seal(head, [AuditEvent.objects.get(object="h").pk])


@pytest.mark.django_db(transaction=True)
def test_an_event_with_a_lower_id_that_commits_later_is_waited_for(engine, monkeypatch):
    """A slow transaction holds the lower id while another one commits the higher; sealing must not pass it by."""
    if engine == "sqlite":
        write("slow", "fast")
        assert [link.events for link in seal()] == [2]  # one writer at a time: ids come in order
        return
    inserted, go_on = threading.Event(), threading.Event()

    def slow():
        try:
            with transaction.atomic():
                write("slow")
                inserted.set()
                go_on.wait(20)
        finally:
            connection.close()

    writer = threading.Thread(target=slow)
    writer.start()
    inserted.wait(20)
    write("fast")
    threading.Timer(0.5, go_on.set).start()

    sealed = seal()

    writer.join()
    assert [link.events for link in sealed] == [2]
    assert verify().faults == []
    assert AuditEvent.objects.order_by("pk").first().object == "slow"


@pytest.mark.django_db(transaction=True)
def test_sealing_gives_up_on_a_transaction_that_does_not_end(engine, monkeypatch):
    if engine == "sqlite":
        write("a")
        assert len(seal()) == 1  # readers wait for nobody
        return
    monkeypatch.setattr(audit_seals, "PATIENCE", "200ms")
    inserted, go_on = threading.Event(), threading.Event()

    def endless():
        try:
            with transaction.atomic():
                write("a")
                inserted.set()
                go_on.wait(20)
        finally:
            connection.close()

    writer = threading.Thread(target=endless)
    writer.start()
    inserted.wait(20)

    with pytest.raises(TrailIsBusy):
        seal()

    go_on.set()
    writer.join()
    assert [link.events for link in seal()] == [1]
