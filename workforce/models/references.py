"""Foreign keys to code lists and accounts: nobody looks rows up from the other side, so they have no index."""

from django.conf import settings
from django.db import models


def reference(to, label=None, *, optional: bool = False) -> models.ForeignKey:
    return models.ForeignKey(
        to, models.PROTECT, null=optional, blank=optional, related_name="+", db_index=False, verbose_name=label
    )


def author() -> models.ForeignKey:
    """Whose doing it was; a command line has no account."""
    return reference(settings.AUTH_USER_MODEL, optional=True)


def derived(to) -> models.ForeignKey:
    """In a table that a service writes in bulk and can rebuild: not even a constraint."""
    return models.ForeignKey(to, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False)
