"""The provinces, documents and figures that come with the portal, as published; nothing invented."""

from django.apps import apps
from django.core.management import call_command
from django.db import connection

from workforce.services.demo import roll_up_published

FIXTURES = ["code_lists", "provinces", "documents", "indicators", "bac_kan", "bac_ninh"]

PUBLISHED: dict[str, list] = {}


def load_published() -> None:
    """The fixtures, rolled up. Like the code lists they are read once for each engine, then copied from memory."""
    if connection.vendor not in PUBLISHED:
        call_command("loaddata", *FIXTURES, verbosity=0)
        roll_up_published()
        models = apps.get_app_config("workforce").get_models(include_auto_created=True)
        PUBLISHED[connection.vendor] = [(model, list(model.objects.order_by("pk"))) for model in models]
        return
    for model, rows in PUBLISHED[connection.vendor]:  # in any order: foreign keys are checked at the end
        model.objects.bulk_create(rows)
