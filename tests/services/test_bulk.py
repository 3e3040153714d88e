import pytest
from django.db import IntegrityError
from django.db.models import Max
from django.utils import timezone

from tests import universe as world
from workforce.models import Person, RolledHeadcount, Submission, UnitAlias
from workforce.services.bulk import bulk_change, bulk_load, reserved_ids

AWKWARD = [
    "plain",
    "Trường THPT “Hoa Sen”",
    'said "yes"',
    '"',
    "it's",
    "one, two; three",
    "two\nlines",
    "a carriage\rreturn",
    "a\ttab",
    "back\\slash",
    "\\N",
    "\\.",
    "before\n\\.\nafter",
    "NULL",
    "None",
    " blanks around ",
]


def load_aliases(unit, *pairs):
    bulk_load(UnitAlias, ["unit_id", "name", "note"], [(unit.pk, name, note) for name, note in pairs])


@pytest.mark.django_db
def test_text_arrives_as_it_is():
    unit = world.unit("so-noi-vu", "Sở Nội vụ")

    load_aliases(unit, *((text, text) for text in AWKWARD))

    stored = list(UnitAlias.objects.order_by("pk").values_list("name", "note"))
    assert stored == [(text, text) for text in AWKWARD]


@pytest.mark.django_db
def test_an_empty_text_is_not_null():
    load_aliases(world.unit("so-noi-vu", "Sở Nội vụ"), ("SNV", ""))

    assert UnitAlias.objects.get().note == ""


@pytest.mark.django_db
def test_null_is_no_text_and_no_number(universe):
    fields = ["code", "revision_id", "unit_id", "state", "covers_subordinates", "is_current", "batch_row", "created_at"]
    rest = [universe.revision.pk, universe.hospital.pk, "draft", True, False]

    bulk_load(Submission, fields, [(None, *rest, None, timezone.now()), ("\\N", *rest, 0, timezone.now())])

    stored = Submission.objects.filter(unit=universe.hospital).order_by("pk")
    assert list(stored.values_list("code", "batch_row", "is_current")) == [(None, None, False), ("\\N", 0, False)]


@pytest.mark.django_db
def test_an_unknown_count_is_null_and_nobody_is_zero(universe):
    fields = ["revision_id", "unit_id", "selection_id", "people", "known_people", "no_information"]
    fields += ["units_owed", "units_received"]
    selections = [world.selection(code).pk for code in ["one", "other"]]
    rows = [(universe.revision.pk, universe.hospital.pk, selections[0], None, 0, 0, 1, 0)]
    rows += [(universe.revision.pk, universe.hospital.pk, selections[1], 0, 0, 0, 1, 1)]

    bulk_load(RolledHeadcount, fields, rows)

    assert list(RolledHeadcount.objects.order_by("pk").values_list("people", flat=True)) == [None, 0]


@pytest.mark.django_db
def test_no_rows_are_no_change(universe):
    bulk_load(UnitAlias, ["unit_id", "name", "note"], [])

    assert not UnitAlias.objects.exists()


@pytest.mark.django_db
def test_constraints_hold_for_loaded_rows():
    unit = world.unit("so-noi-vu", "Sở Nội vụ")

    with pytest.raises(IntegrityError, match="(?i)unique"):
        load_aliases(unit, ("SNV", ""), ("SNV", "again"))


@pytest.mark.django_db
def test_reserved_ids_are_nobody_elses(universe):
    ids = reserved_ids(Person, 3)

    assert len(set(ids)) == 3
    assert not Person.objects.filter(pk__in=ids).exists()
    assert min(ids) > (Person.objects.aggregate(last=Max("pk"))["last"] or 0)


@pytest.mark.django_db
@pytest.mark.parametrize("how_many", [0, 1, 3])
def test_many_rows_are_changed_at_once(universe, how_many):
    people = Person.objects.bulk_create(Person(full_name=f"Người {number}", sort_name="x") for number in range(3))

    rows = [(each.pk, "0\t\\N", universe.hoa_sen.pk) for each in people[:how_many]]
    bulk_change(Person, ["phone", "unit_id"], rows)

    assert Person.objects.filter(phone="0\t\\N", unit=universe.hoa_sen).count() == how_many
    assert Person.objects.filter(phone="").count() == 3 - how_many
