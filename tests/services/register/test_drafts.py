from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from workforce.models import Draft, SubmittedForm
from workforce.services.register.drafts import (
    DRAFT_DAYS,
    FORM_DAYS,
    MAX_DRAFT_BYTES,
    MAX_DRAFTS,
    discard_draft,
    forget_old,
    load_draft,
    save_draft,
)
from workforce.services.snapshots import NotAllowed


@pytest.mark.django_db
def test_a_draft_replaces_the_one_before(universe):
    for typed in ["Đỗ", "Đỗ Thị Hạnh"]:
        save_draft(user=universe.data_entry, form="person:new", data={"full_name": typed})

    assert load_draft(user=universe.data_entry, form="person:new").data == {"full_name": "Đỗ Thị Hạnh"}
    assert Draft.objects.count() == 1


@pytest.mark.django_db
def test_a_draft_is_its_authors_alone(universe):
    save_draft(user=universe.data_entry, form="person:new", data={"full_name": "Đỗ"})

    discard_draft(user=universe.data_admin, form="person:new")

    assert load_draft(user=universe.data_admin, form="person:new") is None
    assert load_draft(user=universe.data_entry, form="person:new") is not None


@pytest.mark.django_db
def test_a_discarded_draft_is_gone(universe):
    save_draft(user=universe.data_entry, form="person:new", data={})

    discard_draft(user=universe.data_entry, form="person:new")

    assert not Draft.objects.exists()


@pytest.mark.django_db
def test_a_draft_larger_than_any_form_is_not_kept(universe):
    with pytest.raises(NotAllowed, match="draft_too_large"):
        save_draft(user=universe.data_entry, form="person:new", data={"note": "x" * MAX_DRAFT_BYTES})

    assert not Draft.objects.exists()


@pytest.mark.django_db
def test_of_many_drafts_the_oldest_goes(universe):
    for number in range(MAX_DRAFTS + 1):
        save_draft(user=universe.data_entry, form=f"person:{number}", data={})

    assert load_draft(user=universe.data_entry, form="person:0") is None
    assert Draft.objects.count() == MAX_DRAFTS


@pytest.mark.django_db
def test_old_drafts_and_old_tokens_are_forgotten_and_fresh_ones_kept(universe):
    now = timezone.now()
    for form in ["person:new", "person:42"]:
        save_draft(user=universe.data_entry, form=form, data={"full_name": "Đỗ"})
        SubmittedForm.objects.create(token=uuid4(), outcome=form, at=now - timedelta(days=FORM_DAYS - 1))
    Draft.objects.filter(form="person:42").update(saved_at=now - timedelta(days=DRAFT_DAYS, seconds=1))
    SubmittedForm.objects.filter(outcome="person:42").update(at=now - timedelta(days=FORM_DAYS, seconds=1))

    assert forget_old(now) == 1

    assert [each.form for each in Draft.objects.all()] == ["person:new"]
    assert [each.outcome for each in SubmittedForm.objects.all()] == ["person:new"]
