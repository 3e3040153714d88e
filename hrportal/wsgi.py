"""The portal as a WSGI application; refuses to serve with a secret that everybody knows."""

import os

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hrportal.settings")


def refuse_a_known_secret() -> None:
    from django.conf import settings

    key = settings.SECRET_KEY
    if not settings.DEBUG and (key.startswith("insecure-") or len(key) < 50 or len(set(key)) < 5):
        raise ImproperlyConfigured(
            "SECRET_KEY is missing, a known default, or too short. Set the environment variable SECRET_KEY to at least "
            '50 random characters: python -c "import secrets; print(secrets.token_urlsafe(50))"'
        )


refuse_a_known_secret()
application = get_wsgi_application()
