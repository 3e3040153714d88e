"""What somebody typed and has not saved yet."""

import json
from collections.abc import Mapping

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone

from workforce.models import Draft, User
from workforce.services.snapshots import NotAllowed

MAX_DRAFT_BYTES = 200_000
MAX_DRAFTS = 50


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
