"""Settings of the portal; whatever differs between machines comes from the environment (README, "Production")."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEBUG = env.bool("DEBUG", default=False)
PLAIN_HTTP = env.bool("PLAIN_HTTP", default=DEBUG)  # only for 127.0.0.1: cookies then travel without TLS
# hrportal/wsgi.py refuses to serve with this one; commands that only read and write the database need no secret.
INSECURE_SECRET_KEY = "insecure-" + "x" * 50
SECRET_KEY = env("SECRET_KEY", default=INSECURE_SECRET_KEY)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_filters",
    "django_tables2",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "axes",
    "workforce",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Outermost, so that what the ones below answer themselves (a wrong host, a file, a redirect) carries it as well
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "workforce.web.middleware.resource_policy",
    "workforce.web.middleware.known_methods",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "workforce.web.addresses.remember_address",
    "django.middleware.common.CommonMiddleware",
    # Before CSRF, which reads the body: what nobody signed in sends is turned away unread
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "workforce.web.middleware.private_pages",
    "workforce.web.middleware.refuse_nul",
    "workforce.web.middleware.password_first",
    "django.contrib.messages.middleware.MessageMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "hrportal.urls"
WSGI_APPLICATION = "hrportal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "workforce.web.navigation.navigation",
            ],
        },
    }
]


def database(url: str) -> dict:
    """Django's dictionary for a database address: ``sqlite:///file`` or ``postgres://…``."""
    settings = environ.Env.db_url_config(url)
    if "sqlite" in settings["ENGINE"]:
        # IMMEDIATE: a transaction that reads and then writes waits for its turn instead of failing with "locked"
        settings["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 60,  # an import of a hundred thousand rows is one transaction; whoever saves meanwhile waits
            # recursive_triggers: else INSERT OR REPLACE deletes without asking the guards (workforce/models/guards.py)
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-64000; "
            "PRAGMA recursive_triggers=ON;",
        }
    else:
        settings["CONN_MAX_AGE"] = 60
        settings["CONN_HEALTH_CHECKS"] = True
    return settings


DATABASES = {"default": database(env("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'portal.sqlite3'}"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

# Sign-in
AUTH_USER_MODEL = "workforce.User"
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign_in"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["workforce.web.passwords.Argon2Hasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# An office shares one address: only the pair of name and address is locked, and the lock ends by itself.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "workforce.web.sign_in.locked_out"
# Without its count every user has the address of the proxy, and one of them locks a name for all
PROXY_COUNT = env.int("PROXY_COUNT", default=0)
AXES_CLIENT_IP_CALLABLE = "workforce.web.addresses.client_address"
AXES_VERBOSE = False
SESSION_COOKIE_AGE = 60 * 60 * 10
SESSION_SAVE_EVERY_REQUEST = False

# What travels
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=not PLAIN_HTTP)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXY_COUNT else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not PLAIN_HTTP
SESSION_COOKIE_NAME = "sessionid" if PLAIN_HTTP else "__Host-sessionid"
CSRF_COOKIE_NAME = "csrftoken" if PLAIN_HTTP else "__Host-csrftoken"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "workforce.web.errors.csrf_failure"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"  # plotly.js adds one empty <style>, nothing else
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF, EMPTY_STYLE],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
# A 200,000-row workbook of people is 30 MB and unpacks to 302 MB. What is larger comes as CSV.
UPLOAD_MAX_BYTES = env.int("UPLOAD_MAX_BYTES", default=40 * 1024**2)
# What the process that parses one file may use up (services/imports/isolation.py)
UPLOAD_MAX_SECONDS = env.int("UPLOAD_MAX_SECONDS", default=90)
UPLOAD_LIMITS = {
    "unpacked_bytes": env.int("UPLOAD_MAX_UNPACKED_BYTES", default=500 * 1024**2),
    "parts": env.int("UPLOAD_MAX_PARTS", default=1000),
    "rows": env.int("UPLOAD_MAX_ROWS", default=300_000),
    "text_rows": env.int("UPLOAD_MAX_CSV_ROWS", default=1_048_576),
    "columns": env.int("UPLOAD_MAX_COLUMNS", default=2000),
    "cells": env.int("UPLOAD_MAX_CELLS", default=10_000_000),
    "characters": env.int("UPLOAD_MAX_CHARACTERS", default=300 * 1024**2),
    "memory_bytes": env.int("UPLOAD_MAX_MEMORY_BYTES", default=2 * 1024**3),
    "cpu_seconds": env.int("UPLOAD_MAX_CPU_SECONDS", default=60),
}
# The files of a whole round that are dropped at once, together
UPLOAD_TOTAL_MAX_BYTES = env.int("UPLOAD_TOTAL_MAX_BYTES", default=100 * 1024 * 1024)

# Work in the background: a row in the database is the queue, "manage.py worker" empties it
TASKS = {"default": {"BACKEND": env("TASKS_BACKEND", default="django_tasks_db.DatabaseBackend")}}
# Imports of more rows go through the queue; fewer are done while the browser waits
BACKGROUND_ROWS = env.int("BACKGROUND_ROWS", default=3_000)
# How long a worker may be silent before another takes over; more than its longest step, which is reading a file
IMPORT_LEASE_SECONDS = env.int("IMPORT_LEASE_SECONDS", default=300)
# A file that ends its worker each time (too little memory) is given up after so many
IMPORT_ATTEMPTS = env.int("IMPORT_ATTEMPTS", default=3)

# Words, numbers, dates
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
FORMAT_MODULE_PATH = ["hrportal.formats"]
USE_THOUSAND_SEPARATOR = True

# Static files
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = env.path("STATIC_ROOT", default=BASE_DIR / "staticfiles")
COLLECTED = (Path(STATIC_ROOT) / "staticfiles.json").exists()
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not COLLECTED
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

DJANGO_TABLES2_TEMPLATE = "components/table.html"
DJANGO_TABLES2_TABLE_ATTRS = {"class": "table table-sm list"}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "hrportal.logs.JsonFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="WARNING")},
}
