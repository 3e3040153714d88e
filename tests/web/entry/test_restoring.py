"""A record that was voided by mistake."""

from django.urls import reverse

from tests.web.portal import signed_in
from workforce.models import AuditEvent, Person
from workforce.services.register.people import void_person


def test_a_voided_record_is_restored_where_it_is_still_seen(portal):
    admin, person = portal.portal_admin, portal.person
    void_person(person=person, version=person.version, reason="Nhập nhầm", by=admin)
    client = signed_in(admin)
    address = reverse("person_restore", args=[person.pk])
    assert address in client.get(reverse("person", args=[person.pk])).content.decode()

    client.post(address)

    person.refresh_from_db()
    assert (person.status, person.void_reason) == (Person.Status.IN_SERVICE, "")
    assert AuditEvent.objects.filter(subject=person.subject, details__restored=True).exists()


def test_what_is_not_void_is_not_restored(portal):
    client = signed_in(portal.portal_admin)

    page = client.post(reverse("person_restore", args=[portal.person.pk]), follow=True)

    assert "Hồ sơ này không bị hủy." in page.content.decode()
