"""Nothing is lost and nothing doubled, however many click at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection, transaction

from tests.services.register.forms import fresh
from tests.universe import build_people, build_universe, load_code_lists, post_of
from workforce.models import Person, SubmittedForm
from workforce.services.register.people import add_person, change_person
from workforce.services.register.records import Conflict
from workforce.services.register.saving import save_once
from workforce.services.snapshots import NotAllowed

WRITERS, EDITS = 8, 25


@pytest.fixture
def lan(transactional_db):
    load_code_lists()
    return build_people(build_universe()).lan


def in_threads(act, threads):
    """What each thread's ``act(number)`` returned."""

    def run(number):
        try:
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(run, range(threads)))


def add(universe, token):
    facts = {"full_name": "Đỗ Thị Hạnh"}
    return add_person(
        facts=facts, post=post_of(universe.hoa_sen, date(2020, 9, 1)), by=universe.data_entry, token=token
    )


@pytest.mark.django_db
def test_a_second_click_finds_the_record_of_the_first(universe):
    token = uuid4()

    first, second = add(universe, token), add(universe, token)

    assert first == second
    assert Person.objects.count() == 1


@pytest.mark.django_db
def test_a_form_that_was_refused_may_be_sent_again_corrected(universe):
    token = uuid4()

    def refuse():
        raise NotAllowed("name_missing")

    with pytest.raises(NotAllowed):
        save_once(token=token, user=universe.data_entry, act=refuse)

    assert save_once(token=token, user=universe.data_entry, act=lambda: "person:1") == "person:1"


@pytest.mark.django_db
def test_without_a_token_every_call_acts(universe):
    assert add(universe, None) != add(universe, None)
    assert not SubmittedForm.objects.exists()


@pytest.mark.django_db
def test_the_form_of_somebody_else_tells_nothing(universe):
    token = uuid4()
    save_once(token=token, user=universe.data_entry, act=lambda: "person:1")

    with pytest.raises(NotAllowed, match="form_of_somebody_else"):
        save_once(token=token, user=universe.data_admin, act=lambda: "person:2")


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_save_once():
    load_code_lists()
    universe, token = build_universe(), uuid4()

    saved = in_threads(lambda _: add(universe, token).pk, 2)

    assert saved[0] == saved[1]
    assert Person.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_many_writers_of_one_record_lose_no_edit(lan):
    """Each adds its mark to the note as it knows it; a conflict shows the note and the version to go on from."""

    def edit(writer):
        note, version = "", 1
        for number in range(EDITS):
            note, version = add_mark(f"{writer}.{number}", note, version)

    def add_mark(mark, note, version):
        while True:
            try:
                saved = change_person(person=lan, version=version, facts={"note": f"{note} {mark}"}, by=None)
                return saved.note, saved.version
            except Conflict as conflict:
                note, version = conflict.current["note"], conflict.version

    in_threads(edit, WRITERS)

    assert sorted(fresh(lan).note.split()) == sorted(f"{w}.{n}" for w in range(WRITERS) for n in range(EDITS))
    assert fresh(lan).version == 1 + WRITERS * EDITS


@pytest.mark.django_db(transaction=True)
def test_without_the_version_the_same_writers_lose_edits(lan):
    """What the test above would not notice if nobody ever met another."""

    def edit(writer):
        for number in range(EDITS):
            with transaction.atomic():
                read = fresh(lan)
            Person.objects.filter(pk=lan.pk).update(note=f"{read.note} {writer}.{number}".strip())

    in_threads(edit, WRITERS)

    assert len(fresh(lan).note.split()) < WRITERS * EDITS
