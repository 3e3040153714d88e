"""Fixtures refer to rows by what they are, not by numbers that differ between databases."""

from functools import reduce

from django.db import models


class NaturalKeyManager(models.Manager):
    def get_by_natural_key(self, *key):
        return self.get(**dict(zip(self.model.natural_key_paths, key, strict=True)))


class NaturalKey(models.Model):
    """A model found by the fields of ``natural_key_paths``; a path may lead over foreign keys: ``unit__key``."""

    natural_key_paths: tuple[str, ...] = ("code",)

    objects = NaturalKeyManager()

    class Meta:
        abstract = True

    def natural_key(self) -> tuple:
        return tuple(reduce(field_or_none, path.split("__"), self) for path in self.natural_key_paths)


def field_or_none(row: models.Model | None, name: str):
    """A path that leads over an empty foreign key ends in None."""
    return None if row is None else getattr(row, name)
