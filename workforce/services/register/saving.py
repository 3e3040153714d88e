"""A form is saved once, however often its answer got lost or its button was clicked."""

from collections.abc import Callable
from uuid import UUID

from django.db import IntegrityError, transaction

from workforce.models import Person, SubmittedForm, User
from workforce.services.snapshots import NotAllowed


@transaction.atomic
def save_once(*, token: UUID | None, user: User | None, act: Callable[[], Person | str]) -> str:
    """Do what ``act`` does unless a form with this token was saved before; returns the outcome of the first time.

    An outcome is the subject that was written, as in ``person:42``. ``act`` runs in the same transaction: what it
    raises takes the token back, so that the corrected form may be sent with it again. Of two at once one waits for
    the other. Without a token every call acts.
    """
    if token is None:
        return outcome_of(act())
    try:
        with transaction.atomic():
            form = SubmittedForm.objects.create(token=token, user=user, outcome="")
    except IntegrityError:
        earlier = SubmittedForm.objects.get(token=token)
        if earlier.user_id != (user.pk if user else None):
            raise NotAllowed("form_of_somebody_else") from None
        return earlier.outcome
    form.outcome = outcome_of(act())
    form.save(update_fields=["outcome"])
    return form.outcome


def outcome_of(written: Person | str) -> str:
    return written if isinstance(written, str) else written.subject


def person_of(outcome: str) -> Person:
    """The person that an outcome names."""
    return Person.objects.get(pk=int(outcome.removeprefix("person:")))
