"""The two commands of the chain: one prints its head, the other says whether it holds."""

import pytest

from workforce.models import AuditEvent, AuditSeal
from workforce.models.guards import drop_guards
from workforce.services.audit import record
from workforce.services.audit_seals import seal

ENGLISH = ["--lang", "en"]


@pytest.fixture
def trail(db):
    for text in ["one", "two"]:
        record(actor=None, action="lock", object=text)


def test_sealing_prints_the_head_alone(trail, manage):
    ended = manage("seal_audit", *ENGLISH)

    assert ended.status == 0
    assert ended.out == f"{AuditSeal.objects.get().digest}\n"
    assert "2 events sealed." in ended.err


def test_sealing_an_empty_trail_prints_no_head(db, manage):
    ended = manage("seal_audit", *ENGLISH)

    assert (ended.status, ended.out) == (0, "")


def test_an_untouched_trail_passes_with_its_own_head_as_anchor(trail, manage):
    head = manage("seal_audit").out.strip()
    record(actor=None, action="lock", object="three")

    ended = manage("verify_audit", "--anchor", head, *ENGLISH)

    assert ended.status == 0
    assert "Checked: 1 seal over 2 events." in ended.out
    assert "1 event since" in ended.out
    assert head in ended.out


@pytest.mark.parametrize("output", ["text", "json"])
def test_a_tampered_trail_ends_with_status_1_and_says_where(trail, manage, output):
    [link] = seal()
    drop_guards("default")
    AuditEvent.objects.filter(object="two").delete()

    ended = manage("verify_audit", "--format", output, *ENGLISH)

    assert ended.status == 1
    assert "The audit trail is not as it was sealed." in ended.err
    if output == "text":
        place = f"seal {link.pk}, events {link.first_event}–{link.last_event}"
        assert f"{place}: does not match (2 sealed, 1 found)" in ended.out
    else:
        assert [fault["kind"] for fault in ended.json["faults"]] == ["does_not_match"]
        assert ended.json["head"] == link.digest


def test_an_anchor_that_is_not_in_the_chain_ends_with_status_1(trail, manage):
    seal()

    ended = manage("verify_audit", "--anchor", "A" * 64, *ENGLISH)

    assert ended.status == 1
    assert "The anchor is not in the chain" in ended.out


def test_an_anchor_that_is_no_digest_is_refused(trail, manage):
    assert manage("verify_audit", "--anchor", "latest").status == 2
