"""A large import in the portal: confirmed → watched while a worker is at it → receipt; or cancelled, or refused."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.web.portal import headcount_batch, people_batch, signed_in
from workforce.models import ImportBatch, ImportJob
from workforce.services.imports.leases import take
from workforce.services.imports.queue import enqueue

KINDS = ["import", "people_import"]


@pytest.fixture(autouse=True)
def everything_is_large(settings):
    settings.BACKGROUND_ROWS = 0


@pytest.fixture(params=KINDS)
def route(request):
    return request.param


@pytest.fixture
def batch(universe, route):
    if route == "import":
        return headcount_batch(universe, [1, "Trường THPT Hoa Mai", None, 48, 1, 9, 38, 0])
    return people_batch(universe, "checked")


@pytest.fixture
def client(universe):
    return signed_in(universe.data_admin, "en")


@pytest.fixture
def page(route, batch):
    return reverse(route, args=[batch.pk])


def step(client, route, batch, name):
    return client.post(reverse(f"{route}_{name}", args=[batch.pk]), follow=True)


def asks_again(client, page):
    return client.get(page, headers={"HX-Request": "true"})


def state(batch):
    return ImportBatch.objects.values_list("state", flat=True).get(pk=batch.pk)


@pytest.mark.django_db
def test_a_large_file_is_confirmed_into_the_queue_and_its_page_says_so(client, route, batch):
    response = step(client, route, batch, "confirm")

    assert state(batch) == "queued"
    assert "The import waits for its turn." in response.content.decode()
    assert ImportJob.objects.get().address == "127.0.0.1"


@pytest.mark.django_db
def test_the_page_asks_again_with_htmx_and_without_javascript(client, route, batch):
    content = step(client, route, batch, "confirm").content.decode()

    assert 'hx-trigger="every 2s"' in content
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in content


@pytest.mark.django_db
def test_what_it_asks_for_is_the_figures_alone(client, route, batch, page):
    enqueue(batch=batch, by=None)
    take(ImportJob.objects.get().pk, "one")
    ImportJob.objects.update(phase="reading", done=4000, total=12770)

    content = asks_again(client, page).content.decode()

    assert "Row 4,000 of 12,770." in content
    assert "<html" not in content


@pytest.mark.django_db
def test_in_the_end_the_page_is_told_to_load_itself_anew(client, page):
    assert asks_again(client, page).headers["HX-Refresh"] == "true"


@pytest.mark.django_db
def test_it_is_cancelled_and_its_preview_is_there_again(client, route, batch):
    step(client, route, batch, "confirm")

    content = step(client, route, batch, "cancel").content.decode()

    assert state(batch) == "cancelled"
    assert "This import was cancelled; nothing was saved." in content
    assert reverse(f"{route}_confirm", args=[batch.pk]) in content
    assert not ImportJob.objects.exists()


@pytest.mark.django_db
def test_cancelling_what_is_not_in_the_queue_says_so(client, route, batch):
    content = step(client, route, batch, "cancel").content.decode()

    assert state(batch) == "checked"
    assert "This import is not in the queue any more" in content


@pytest.mark.django_db
def test_a_queue_that_nobody_works_on_is_said_on_the_page_and_to_the_balancer(client, route, batch, page):
    enqueue(batch=batch, by=None)
    fresh = client.get(page).content.decode()
    ImportJob.objects.update(lease_until=timezone.now() - timedelta(seconds=1))

    stale = client.get(page).content.decode()

    assert "Nobody is working on the queue." not in fresh
    assert "Nobody is working on the queue." in stale
    assert client.get("/healthz").json() == {"status": "ok", "queue": "nobody is working on it"}


@pytest.mark.django_db
def test_why_it_was_refused_in_the_background_stands_on_its_page(client, batch, page):
    ImportBatch.objects.filter(pk=batch.pk).update(refusal={"reason": "import_failed", "params": {}})

    assert "The import failed and nothing was saved." in client.get(page).content.decode()


@pytest.mark.django_db(transaction=True)
def test_with_a_backend_that_does_it_at_once_the_receipt_follows(client, route, batch, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

    content = step(client, route, batch, "confirm").content.decode()

    assert state(batch) == "applied"
    assert "Receipt" in content
