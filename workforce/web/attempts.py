"""A step that the services may refuse: done, or said why not, and back to the page either way."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages

from workforce.services.snapshots import NotAllowed
from workforce.wording.refusals import refusal


def attempt(request, act: Callable[[], Any], success: str) -> Any:
    """What ``act`` returns; None after a refusal, which the next page shows."""
    try:
        result = act()
    except NotAllowed as error:
        messages.error(request, refusal(error))
        return None
    messages.success(request, success)
    return result
