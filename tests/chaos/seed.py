"""python -m tests.chaos.seed BASE_URL SECONDS SPREAD COUNT NETWORK…: so many releases on each network, due from then.

A network with an address of its own is NETWORK@URL.

Runs in a process of its own, with the environment of the dispatchers. Prints the number of deliveries.
"""

from __future__ import annotations

import os
import sys
import uuid
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any
from unittest import mock

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.chaos.settings")


def main(base_url: str, due_in: float, spread: float, count: int, networks: list[str]) -> int:
    from django.db import transaction
    from django.utils import timezone

    from publishing.accounts import credentials_store
    from tests.factories import make_account, make_court, make_message, make_person, make_release
    from tests.networks.dialects import REMOTE_IDS
    from tests.networks.fakes import SECRET

    begin = timezone.now() + timedelta(seconds=due_in)
    with at_its_time(), transaction.atomic():
        name = uuid.uuid4().hex[:9]  # another process may have made others here
        court = make_court(slug=name, code=f"N{name.upper()}")
        make_person(court, "press_officer", username=name)
        make_person(court, "president", username=f"{name}-2")  # lifting a pause takes two
        for network, _, own in (one.partition("@") for one in networks):
            facts = {"base_url": own or base_url, "remote_id": REMOTE_IDS[network], "handle": "court"}
            account = make_account(court, network, **facts)
            credentials_store(account, {"token": SECRET})
            for number in range(count):
                message = make_message(account, f"Notice {number}: the registry moves to hall {number}.")
                due_at = begin + timedelta(seconds=spread * number / count)
                make_release(account, reviewed=False, due_at=due_at, minutes=60, messages=(message,))
    return count * len(networks)


def at_its_time() -> AbstractContextManager[Any]:
    """Releases that are made after their time go out at once, and not a minute later: on a slow machine that is what
    is made last.
    """
    return mock.patch("publishing.services.releases.first_attempt", lambda due_at, missed, now: due_at)


if __name__ == "__main__":
    django.setup()
    url, start, over, number, *named = sys.argv[1:]
    print(main(url, float(start), float(over), int(number), named))
