"""What somebody typed and has not saved yet."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone

from workforce.models import Draft, SubmittedForm, User
from workforce.services.snapshots import NotAllowed

MAX_DRAFT_BYTES = 200_000
MAX_DRAFTS = 50
# Long enough for whoever is on leave; a draft holds what the law protects, and nobody else ever sees it
DRAFT_DAYS = 90
# A second click or a retry comes within minutes
FORM_DAYS = 30


@transaction.atomic
def save_draft(*, user: User, form: str, data: Mapping[str, object]) -> Draft:
    """Keep the fields of a form as they were typed, in place of the draft before.

    The oldest go once somebody has more than MAX_DRAFTS. Raises NotAllowed: draft_too_large.
    """
    if len(json.dumps(data, cls=DjangoJSONEncoder).encode()) > MAX_DRAFT_BYTES:
        raise NotAllowed("draft_too_large")
    draft, _created = Draft.objects.update_or_create(
        user=user, form=form, defaults={"data": dict(data), "saved_at": timezone.now()}
    )
    kept = Draft.objects.filter(user=user).order_by("-saved_at", "-pk").values_list("pk", flat=True)[:MAX_DRAFTS]
    Draft.objects.filter(user=user).exclude(pk__in=list(kept)).delete()
    return draft


def load_draft(*, user: User, form: str) -> Draft | None:
    return Draft.objects.filter(user=user, form=form).first()


def discard_draft(*, user: User, form: str) -> None:
    Draft.objects.filter(user=user, form=form).delete()


@transaction.atomic
def forget_old(now: datetime) -> int:
    """Drafts that nobody touched for DRAFT_DAYS, and the tokens of forms saved long ago. Returns how many drafts."""
    SubmittedForm.objects.filter(at__lt=now - timedelta(days=FORM_DAYS)).delete()
    forgotten, _by_model = Draft.objects.filter(saved_at__lt=now - timedelta(days=DRAFT_DAYS)).delete()
    return forgotten
