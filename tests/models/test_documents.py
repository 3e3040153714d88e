"""What a document and its clauses say of themselves."""

from datetime import date

import pytest

from tests import universe as world
from workforce.models import Clause, Document


@pytest.mark.django_db
def test_the_newest_document_comes_first_and_an_undated_one_last():
    for code, issued_on in [("undated", None), ("older", date(2020, 1, 1)), ("newer", date(2024, 1, 1))]:
        world.clause(f"{code}-1", document=world.document(code, issued_on=issued_on))

    assert [each.code for each in Document.objects.all()] == ["newer", "older", "undated"]
    assert [each.code for each in Clause.objects.all()] == ["newer-1", "older-1", "undated-1"]
