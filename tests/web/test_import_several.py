"""Many files given at once: each has its own result, and one bad file blocks no other."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.files import HEADINGS, TITLES, headcounts, text, xlsx
from tests.universe import lock
from tests.web.portal import signed_in
from workforce.models import ImportBatch, Submission

HOSPITAL, HOA_SEN, HOA_MAI = "Bệnh viện Đa khoa Minh Họa", "Trường THPT Hoa Sen", "Trường THPT Hoa Mai"
DATE = "31/12/2023"


def of_unit(name, total=10, **options) -> bytes:
    return xlsx(headcounts([1, name, None, total, 1, 2, total - 3, 0], **options))


def drop(client, *files, **fields):
    """``files``: pairs of a name and bytes."""
    uploads = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(reverse("import_upload"), {"unit": "minh-hoa", "file": uploads} | fields, follow=True)


def listed(response) -> dict:
    return {file.batch.file_name: file for file in response.context["files"]}


def confirmed(client, response, *names):
    files = listed(response)
    posted = {
        "listed": [file.batch.pk for file in files.values()],
        "batch": [files[name].batch.pk for name in names or [each for each in files if files[each].is_clean]],
    }
    return client.post(reverse("import_several_confirm"), posted, follow=True)


def test_each_file_is_checked_on_its_own_and_says_whose_it_is(universe):
    response = drop(
        signed_in(universe.data_admin),
        ("a.xlsx", of_unit(HOSPITAL)),
        ("b.csv", text(headcounts([1, HOA_SEN, None, 9]))),
    )

    files = listed(response)
    assert {name: file.names for name, file in files.items()} == {"a.xlsx": [HOSPITAL], "b.csv": [HOA_SEN]}
    assert [file.batch.summary["people"] for file in files.values()] == [10, 9]
    assert not Submission.objects.filter(batch__in=[file.batch for file in files.values()]).exists()


def test_one_file_goes_to_its_own_page(universe):
    response = drop(signed_in(universe.data_admin), ("a.xlsx", of_unit(HOSPITAL)))

    assert response.redirect_chain[-1][0] == reverse("import", args=[response.context["batch"].pk])


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("hong.xlsx", b"PK\x03\x04 broken", "cut off"),
        ("rong.xlsx", b"", "empty"),
        ("la.xlsx", of_unit("Sở Không Có"), "Sở Không Có"),
        ("nam-cu.xlsx", of_unit(HOA_MAI, titles=[*TITLES[:2], ["Tính đến ngày 31/12/2020"]]), "31/12/2020"),
        ("khong-cot.xlsx", xlsx([*TITLES, ["x", "y"], [1, 2]]), "Đơn vị"),
    ],
)
def test_a_bad_file_says_why_and_blocks_no_other(universe, name, content, word):
    client = signed_in(universe.data_admin, "en")

    response = drop(client, (name, content), ("a.xlsx", of_unit(HOSPITAL)), as_of=DATE)
    after = confirmed(client, response)

    assert word in listed(response)[name].reason
    assert listed(response)[name].batch.state == "refused"
    assert listed(after)["a.xlsx"].batch.state == "applied"
    assert listed(after)[name].batch.state == "refused"


def test_clean_files_are_imported_each_in_its_own_transaction(universe):
    client = signed_in(universe.data_admin)
    response = drop(client, ("a.xlsx", of_unit(HOSPITAL)), ("b.xlsx", of_unit(HOA_SEN)), ("c.xlsx", of_unit(HOA_MAI)))
    gone_by_then = listed(response)["b.xlsx"].batch
    ImportBatch.objects.filter(pk=gone_by_then.pk).update(content=b"PK\x03\x04 broken")

    after = confirmed(client, response)

    assert {name: file.batch.state for name, file in listed(after).items()} == {
        "a.xlsx": "applied",
        "b.xlsx": "checked",
        "c.xlsx": "applied",
    }
    assert "b.xlsx: " in after.content.decode()


def test_the_round_says_who_owes_still(universe):
    client = signed_in(universe.data_admin)
    drop(client, ("nen.xlsx", of_unit(HOSPITAL)))
    batch = ImportBatch.objects.get()
    client.post(reverse("import_confirm", args=[batch.pk]))
    batch.refresh_from_db()
    for unit in [universe.hoa_sen, universe.hoa_mai]:
        batch.revision.snapshot.owed_units.create(unit=unit)

    response = drop(client, ("a.xlsx", of_unit(HOA_SEN)), ("hong.xlsx", b"PK\x03\x04 broken"), as_of=DATE)
    (found,) = response.context["rounds"]
    (after,) = confirmed(client, response).context["rounds"]

    assert (found.reporting.received, found.reporting.owed) == (1, 3)
    assert (found.at_hand, found.missing) == ([HOA_SEN], [HOA_MAI])
    assert (after.reporting.received, after.at_hand, after.missing) == (2, [], [HOA_MAI])


def test_two_files_of_one_unit_are_told_and_not_ticked(universe):
    client = signed_in(universe.data_admin)

    response = drop(
        client, ("a.xlsx", of_unit(HOSPITAL)), ("b.xlsx", of_unit(HOSPITAL, 11)), ("c.xlsx", of_unit(HOA_SEN))
    )
    after = confirmed(client, response)

    files = listed(response)
    assert [files[name].elsewhere for name in ["a.xlsx", "b.xlsx", "c.xlsx"]] == [["b.xlsx"], ["a.xlsx"], []]
    assert [file.is_clean for file in files.values()] == [False, False, True]
    assert [file.batch.state for file in listed(after).values()] == ["checked", "checked", "applied"]


def test_the_same_file_twice_is_kept_once(universe):
    content = of_unit(HOSPITAL)

    response = drop(signed_in(universe.data_admin), ("a.xlsx", content), ("b.xlsx", content))

    assert list(listed(response)) == ["a.xlsx"]
    assert "b.xlsx" in response.content.decode()


def test_a_file_whose_unit_is_matched_by_hand_is_listed_as_it_is_by_then(universe):
    client = signed_in(universe.data_admin)
    response = drop(client, ("a.xlsx", of_unit("BV tỉnh")), ("b.xlsx", of_unit(HOA_SEN)))
    page = response.redirect_chain[-1][0]

    refused = listed(response)["a.xlsx"]
    client.post(reverse("import", args=[refused.batch.pk]), {"name": "BV tỉnh", "unit": "benh-vien"})
    again = listed(client.get(page))["a.xlsx"]

    assert (refused.is_clean, again.is_clean) == (False, True)
    assert again.names == [HOSPITAL]


def test_a_file_with_warnings_is_confirmed_on_its_own_page_only(universe):
    client = signed_in(universe.data_admin, "en")
    headings = [*HEADINGS, "Tỷ lệ Nữ"]
    wrong_share = xlsx(headcounts([1, HOSPITAL, None, 10, 1, 2, 7, 0, 5, "80 %"], headings=headings))

    response = drop(client, ("a.xlsx", wrong_share), ("b.xlsx", of_unit(HOA_SEN)))
    after = confirmed(client, response, "a.xlsx", "b.xlsx")

    file = listed(response)["a.xlsx"]
    assert (file.can_be_imported, file.can_be_ticked, file.is_clean) == (True, False, False)
    assert f'name="batch" value="{file.batch.pk}"' not in response.content.decode()
    assert [each.batch.state for each in listed(after).values()] == ["checked", "applied"]
    assert "a.xlsx has warnings" in after.content.decode()


def test_files_that_go_into_the_queue_are_not_said_to_be_imported(universe, settings):
    client = signed_in(universe.data_admin, "en")
    two_units = xlsx(headcounts([1, HOA_SEN, None, 10, 1, 2, 7, 0], [2, HOA_MAI, None, 10, 1, 2, 7, 0]))
    response = drop(client, ("a.xlsx", of_unit(HOSPITAL)), ("b.xlsx", two_units))
    settings.BACKGROUND_ROWS = listed(response)["a.xlsx"].batch.summary["figures"]

    after = confirmed(client, response)

    said = [str(message) for message in after.context["messages"]]
    assert [each.batch.state for each in listed(after).values()] == ["applied", "queued"]
    assert said[0].startswith("1 file imported.")
    assert said[1].startswith("1 file is being imported. Confirmed.")


def test_a_file_given_again_for_another_date_is_another_one(universe):
    client = signed_in(universe.data_admin)
    response = drop(client, ("a.xlsx", of_unit(HOSPITAL)), ("b.xlsx", of_unit(HOA_SEN)))
    batch = listed(response)["a.xlsx"].batch
    again = ImportBatch.objects.get(pk=batch.pk)
    again.pk, again.as_of = None, date(2022, 12, 31)
    again.save()

    page = client.get(response.redirect_chain[-1][0])

    assert listed(page)["a.xlsx"].batch.pk == batch.pk


def test_what_changes_nothing_is_not_imported_again(universe):
    client = signed_in(universe.data_admin)
    confirmed(client, drop(client, ("a.xlsx", of_unit(HOSPITAL)), ("b.xlsx", of_unit(HOA_SEN))))

    again = drop(client, ("a.xlsx", of_unit(HOSPITAL)), ("c.xlsx", of_unit(HOA_MAI)))

    assert [file.can_be_imported for file in listed(again).values()] == [False, True]


def test_what_was_imported_stays_so_on_its_page_though_the_file_is_given_again(universe):
    client = signed_in(universe.data_admin)
    imported = confirmed(client, drop(client, ("a.xlsx", of_unit(HOSPITAL)), ("b.xlsx", of_unit(HOA_SEN))))
    drop(client, ("a.xlsx", of_unit(HOSPITAL)), ("c.xlsx", of_unit(HOA_MAI)))

    page = client.get(imported.redirect_chain[-1][0])

    assert [file.batch.state for file in page.context["files"]] == ["applied", "applied"]


def test_a_locked_round_takes_none_of_them_and_says_so(universe):
    client = signed_in(universe.data_admin)
    lock(universe.revision)
    titles = [*TITLES[:2], ["Tính đến ngày 31/12/2024"]]

    response = drop(client, ("a.xlsx", of_unit(HOSPITAL, titles=titles)), ("b.xlsx", of_unit(HOA_SEN, titles=titles)))

    assert all(file.reason and not file.can_be_imported for file in response.context["files"])


@pytest.mark.parametrize(
    ("setting", "limit", "count"), [("UPLOAD_TOTAL_MAX_BYTES", 6_000, 2), ("UPLOAD_TOTAL_MAX_BYTES", 10**9, 61)]
)
def test_more_than_can_be_taken_at_once_is_refused_in_words(universe, settings, setting, limit, count):
    setattr(settings, setting, limit)
    content = of_unit(HOSPITAL)

    response = drop(signed_in(universe.data_admin), *[(f"{number}.xlsx", content) for number in range(count)])

    assert "file" in response.context["form"].errors
    assert not ImportBatch.objects.exists()


def test_a_file_that_is_too_large_is_left_out_and_told(universe, settings):
    small, large = of_unit(HOSPITAL), b"x" * 20_000
    settings.UPLOAD_MAX_BYTES = 15_000

    response = drop(signed_in(universe.data_admin), ("lon.xlsx", large), ("a.xlsx", small))

    assert list(listed(response)) == ["a.xlsx"]
    assert "lon.xlsx" in response.content.decode()


def test_batches_of_another_province_are_neither_listed_nor_confirmed(portal):
    client = signed_in(portal.foreign_admin)

    for response in [
        client.get(reverse("import_several"), {"batch": portal.batch.pk}),
        client.post(reverse("import_several_confirm"), {"batch": portal.batch.pk}),
    ]:
        assert response.status_code == 404


@pytest.mark.parametrize("asked", ["x", "²", "-1", "9" * 30])
def test_an_address_that_names_no_batch_is_no_page(universe, asked):
    assert signed_in(universe.data_admin).get(reverse("import_several"), {"batch": asked}).status_code == 404


def test_the_page_costs_the_same_for_few_files_and_for_many(universe, django_assert_max_num_queries):
    client = signed_in(universe.data_admin)
    page = drop(client, ("a.xlsx", of_unit(HOSPITAL)), ("b.xlsx", of_unit(HOA_SEN))).redirect_chain[-1][0]
    more = drop(client, ("c.xlsx", of_unit(HOA_MAI)), ("d.xlsx", of_unit(HOA_MAI, 12))).redirect_chain[-1][0]
    client.get(page)

    with django_assert_max_num_queries(100) as few:
        client.get(page)
    with django_assert_max_num_queries(len(few)):
        client.get(f"{page}&{more.partition('?')[2]}")
