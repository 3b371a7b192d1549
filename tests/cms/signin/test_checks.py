from __future__ import annotations

import pytest
from django.core.cache.backends.db import DatabaseCache

from cms.signin.checks import check_sign_in

LOCAL = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
SHARED = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache"}}


def ids() -> list[str]:
    return [error.id for error in check_sign_in()]


def test_the_second_factor_is_switched_off_in_a_demo_alone(settings) -> None:
    settings.MFA_REQUIRED = False
    assert ids() == ["cms.E001"]
    settings.DEMO = True
    assert ids() == []


@pytest.mark.parametrize(("caches", "found"), [(LOCAL, ["cms.E002"]), (SHARED, [])])
def test_a_public_server_counts_tries_for_all_its_processes(settings, caches, found) -> None:
    settings.HTTPS, settings.CACHES = True, caches
    assert ids() == found


@pytest.mark.parametrize("minutes", [0, 61, -5])
def test_fresh_is_an_hour_at_most(settings, minutes: int) -> None:
    settings.FRESH_MINUTES = minutes
    assert ids() == ["cms.E003"]


@pytest.mark.both
def test_the_table_in_which_tries_are_counted_is_there(db: None) -> None:
    counted = DatabaseCache("praeco_cache", {})
    counted.add("tries", 1)
    assert (counted.incr("tries"), counted.add("tries", 9)) == (2, False)
