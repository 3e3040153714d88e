"""Unfinished imports are found again, with what is to be done next and with who else is at it."""

import pytest
from django.urls import reverse

from tests.web.portal import address, signed_in
from workforce.models import ImportBatch

pytestmark = pytest.mark.any_engine


@pytest.mark.parametrize(("route", "batch"), [("imports", "batch"), ("people_imports", "people_batch")])
def test_the_list_begins_with_what_is_unfinished_and_its_next_step(portal, route, batch):
    waiting = getattr(portal, batch)
    ImportBatch.objects.filter(pk=waiting.pk).update(file_name="moi.xlsx", sha256="1")

    response = signed_in(portal.universe.data_admin).get(reverse(route))

    first = response.context["table"].rows[0]
    assert first.record == waiting
    assert first.get_cell("next_step")


@pytest.mark.parametrize(
    ("route", "batch"), [("import", "batch"), ("people_import", "people_batch")], ids=["headcounts", "people"]
)
@pytest.mark.parametrize("state", ["checked", "queued", "applied"])
def test_the_page_names_whoever_uploaded_another_file_for_the_same_date(portal, route, batch, state):
    mine = getattr(portal, batch)
    ImportBatch.objects.create(
        kind=mine.kind,
        state=state,
        file_name="khac.xlsx",
        content=b"x",
        unit=mine.unit,
        as_of=mine.as_of,
        revision=portal.universe.revision,
        by_name="Trần Văn Khác",
    )

    content = signed_in(portal.universe.data_admin).get(address(route, portal)).content.decode()

    assert "Trần Văn Khác" in content
    assert "khac.xlsx" in content
