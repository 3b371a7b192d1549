"""System checks: what would let people in too easily is refused before the first page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

OF_ONE_PROCESS = ("locmem.LocMemCache", "dummy.DummyCache", "filebased.FileBasedCache")


@register()
def check_sign_in(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    return [*_second_factor(), *_shared_cache(), *_minutes()]


def _second_factor() -> list[CheckMessage]:
    if settings.MFA_REQUIRED or settings.DEMO:
        return []
    hint = "Take PRAECO_MFA away. Only a demo may do without a second factor."
    return [Error("PRAECO_MFA is off.", hint=hint, id="cms.E001")]


def _shared_cache() -> list[CheckMessage]:
    """Tries are counted in the cache: one that each process has for itself would count them apart."""
    backend = settings.CACHES["default"]["BACKEND"]
    if not settings.HTTPS or settings.DEMO or not backend.endswith(OF_ONE_PROCESS):
        return []
    hint = "Leave CACHE_URL out, so that the database counts, or name a cache that all web servers share."
    return [Error(f"The cache {backend} counts tries to sign in for one process alone.", hint=hint, id="cms.E002")]


def _minutes() -> list[CheckMessage]:
    if 1 <= settings.FRESH_MINUTES <= 60:
        return []
    return [Error("PRAECO_FRESH_MINUTES is not from 1 to 60.", hint="Leave it out for 15.", id="cms.E003")]
