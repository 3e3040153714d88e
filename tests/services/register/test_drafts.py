import pytest

from workforce.models import Draft
from workforce.services.register.drafts import MAX_DRAFT_BYTES, MAX_DRAFTS, discard_draft, load_draft, save_draft
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
