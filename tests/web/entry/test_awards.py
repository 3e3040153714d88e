"""Both tables of awards in one form; scans and verification."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.web.entry.filling import fields_of, send
from workforce.models import AuditEvent, Qualification, Scan

PDF = b"%PDF-1.4 minimal"


@pytest.fixture
def url(people):
    return reverse("person_qualifications", args=[people.lan.pk])


@pytest.fixture
def masters(people) -> Qualification:
    return people.lan.qualifications.get(diploma__code="masters")


def test_stored_rows_are_changed_and_new_ones_added_together(client, url, masters, people):
    typed = {
        f"qualification-{masters.pk}-major": "Quản lý giáo dục",
        "qualification-new0-diploma": "doctorate",
        "qualification-new0-in_progress": "on",
        "certificate-new0-value": "management_specialist",
        "certificate-new0-awarded_on": "2019",
        "certificate-new0-at_latest": "on",
    }

    send(client, url, typed)

    masters.refresh_from_db()
    assert masters.major == "Quản lý giáo dục"
    assert people.lan.qualifications.get(diploma__code="doctorate").in_progress
    held = people.lan.certificates.get(value__code="management_specialist")
    assert (held.awarded_on.isoformat(), held.awarded_precision) == ("2019-12-31", "latest")


def test_a_form_sent_as_it_was_opened_changes_nothing(client, url, people):
    send(client, url, {})

    version = people.lan.version
    people.lan.refresh_from_db()
    assert people.lan.version == version


def test_a_row_added_by_somebody_else_moves_no_row(client, admin, url, masters):
    opened = client.get(url)
    send(admin, url, {"qualification-new0-diploma": "college", "qualification-new0-awarded_on": "2001"})

    conflict = send(client, url, {f"qualification-{masters.pk}-major": "Toán"}, opened=opened)
    saved = client.post(url, fields_of(conflict))

    assert saved.status_code == 302
    masters.refresh_from_db()
    assert (masters.diploma.code, masters.major) == ("masters", "Toán")


@pytest.mark.parametrize(
    ("route", "model"), [("qualification_void", "qualifications"), ("certificate_void", "certificates")]
)
def test_an_award_is_voided_with_a_reason(client, people, route, model):
    award = getattr(people.lan, model).first()
    url = reverse(route, args=[award.pk])

    refused = send(client, url, {})
    send(client, url, {"reason": "Nhập nhầm"})

    assert "This field is required" in refused.content.decode()
    award.refresh_from_db()
    assert award.void_reason == "Nhập nhầm"


def test_a_scan_is_kept_and_its_download_recorded(client, masters, people):
    url = reverse("qualification_scan", args=[masters.pk])
    missing = client.get(url)
    file = SimpleUploadedFile('bằng "thạc sĩ".pdf', PDF)
    client.post(url, {"file": file, "version": people.lan.version})

    response = client.get(url)

    assert missing.status_code == 404
    assert response.content == PDF
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert AuditEvent.objects.filter(subject=people.lan.subject, action="view", details__has_key="scan").exists()


@pytest.mark.parametrize("content", [b"", b"<script>alert(1)</script>", b"%PDF-" + b"0" * 11 * 1024**2])
def test_what_is_no_scan_is_refused_in_words(client, masters, people, content):
    typed = {"file": SimpleUploadedFile("a.pdf", content), "version": people.lan.version}

    response = client.post(reverse("qualification_scan", args=[masters.pk]), typed, follow=True)

    assert "note-error" in response.content.decode()
    assert not Scan.objects.exists()


def test_a_diploma_is_verified_by_somebody_who_compared_it(client, masters, people, universe):
    url = reverse("qualification_verify", args=[masters.pk])

    stale = client.post(url, {"version": "0"}, follow=True)
    client.post(url, {"version": people.lan.version})

    assert "Somebody changed the record" in stale.content.decode()
    masters.refresh_from_db()
    assert masters.verified_by == universe.data_entry


@pytest.mark.parametrize("name", ["qualification_void", "qualification_scan", "qualification_verify"])
def test_a_diploma_outside_the_scope_does_not_exist(client, people, name):
    assert client.post(reverse(name, args=[people.hoa.qualifications.get().pk])).status_code == 404
