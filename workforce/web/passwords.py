"""Passwords: one spelling per password, and a hash that a wave of sign-ins does not stop two cores with."""

import unicodedata

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2Hasher(Argon2PasswordHasher):
    """Argon2id at OWASP's minimum cost."""

    memory_cost = 19456  # KiB
    time_cost = 2
    parallelism = 1


def normal(password: str) -> str:
    """NFC: keyboards differ in how they compose "ệ", and a password has to match however it was typed."""
    return unicodedata.normalize("NFC", password)
