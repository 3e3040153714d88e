"""The portal's own settings, without TLS, without slow hashing, and with a database that nobody keeps."""

import tempfile
from pathlib import Path

from hrportal.settings import *  # noqa: F403
from hrportal.settings import database

SECRET_KEY = "a-fixed-key-of-the-tests-that-protects-nothing-whatsoever"
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]

SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = False
SESSION_COOKIE_NAME = "sessionid"
CSRF_COOKIE_NAME = "csrftoken"

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# tests/conftest.py replaces it, engine by engine; whatever runs outside a database test meets an empty file
DATABASES = {"default": database(f"sqlite:///{Path(tempfile.gettempdir()) / 'hrportal-without-test.sqlite3'}")}

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True  # find a file when it is asked for: no warning about a STATIC_ROOT that is not there
