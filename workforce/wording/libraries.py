"""What Django and django-tables2 say without a (good) Vietnamese text: named here, so that our catalogue holds it."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

MESSAGES = [
    _("previous"),
    _("next"),
    _("Enter a valid “slug” consisting of letters, numbers, underscores or hyphens."),
    _("Enter a whole number."),
    _("Null characters are not allowed."),
    _("Ensure this value is less than or equal to %(limit_value)s."),
    _("Ensure this value is greater than or equal to %(limit_value)s."),
    _("Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only."),
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
]
