"""The way back from what was just done, in its message."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _


def undo_link(said: str, route: str, pk: int) -> str:
    return linked(said, reverse(route, args=[pk]), _("undo"))


def correct_link(said: str, appointment: int) -> str:
    return linked(said, reverse("appointment_edit", args=[appointment]), _("correct"))


def linked(said: str, address: str, words: str) -> str:
    return format_html('{} <a href="{}">{}</a>', said, address, words)
