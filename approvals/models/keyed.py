"""A column that follows another one, for searching."""

from __future__ import annotations

from typing import Any

from django.db import models

from approvals.domain.search_keys import search_key


class KeyField(models.BinaryField):
    """The search key of the column `source`, written with every save, one by one or in bulk."""

    def __init__(self, source: str, **options: Any) -> None:
        self.source = source
        super().__init__(**{"editable": False, "default": b"", **options})

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        return name, path, args, {**options, "source": self.source}

    def pre_save(self, instance: models.Model, add: bool) -> bytes:
        key = search_key(getattr(instance, self.source))
        setattr(instance, self.attname, key)
        return key
