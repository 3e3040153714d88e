"""What is typed is kept every few seconds, beside the web session: only its author ever gets it back."""

import json
import re
from json import JSONDecodeError

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBadRequest, JsonResponse
from django.middleware.csrf import get_token
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from workforce.services.register.drafts import save_draft
from workforce.services.snapshots import NotAllowed

FORM = re.compile(r"[a-z]+:[a-z0-9:]{1,40}")


@login_not_required
def draft(request):
    """POST keeps a form as JSON; GET gives the token that forms need since the last sign-in.

    Whose session has ended is told so, instead of being sent to sign in: the page with all that was typed stays open.
    Its own page throws a draft away (``pages.answer``).
    """
    if not request.user.is_authenticated:
        return JsonResponse({"ended": True})
    if not request.user.edits_people:
        raise PermissionDenied
    if request.method != "POST":
        return JsonResponse({"token": get_token(request)})
    form = request.GET.get("form", "")
    if not FORM.fullmatch(form):
        return HttpResponseBadRequest()
    fields = typed_fields(request.body)
    if fields is None:
        return HttpResponseBadRequest()
    try:
        kept = save_draft(user=request.user, form=form, data=fields)
    except NotAllowed:
        return HttpResponseBadRequest()
    return JsonResponse({"said": _("Draft kept at %(time)s") % {"time": f"{localtime(kept.saved_at):%H:%M}"}})


def typed_fields(body: bytes) -> dict[str, str] | None:
    """The fields of a form by name; None for anything else."""
    try:
        fields = json.loads(body)
    except (JSONDecodeError, UnicodeDecodeError, RecursionError):
        return None
    if not isinstance(fields, dict) or not all(storable(each) for pair in fields.items() for each in pair):
        return None
    return fields


def storable(value: object) -> bool:
    """Text without NUL, which PostgreSQL cannot keep, and without half a character."""
    return isinstance(value, str) and "\0" not in value and not any("\ud800" <= letter <= "\udfff" for letter in value)
