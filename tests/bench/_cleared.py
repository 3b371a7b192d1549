"""python -m tests.bench._cleared BASE_URL SECONDS SPREAD COUNT: approved posts, due from then on.

Each is written, submitted, checked and voted on as people do it, so that the last gate before sending has everything
to look at. COUNT deliveries: a post each, or posts to ten accounts where there are more than a hundred.
"""

from __future__ import annotations

import os
import sys
from datetime import timedelta
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
SINGLE, MANY = 100, 10
REVIEWS = 80  # seconds between the making and the first time: the gate looks at each a minute before
ROLES = ("press_officer", "reviewer", "registrar", "judge", "president", "administrator")


def main(base_url: str, due_in: float, spread: float, count: int) -> int:
    """At the earliest after `due_in` seconds, and as much later as two tried posts say that the making takes.

    Raises SystemExit when it took longer all the same.
    """
    from django.db import transaction
    from django.utils import timezone

    from publishing.accounts import credentials_store
    from tests.factories import make_account, make_court, make_person
    from tests.networks.fakes import SECRET

    with transaction.atomic():
        court = make_court()
        people = {role: make_person(court, role) for role in ROLES}
        facts = {"base_url": base_url, "remote_id": "109"}
        accounts = [make_account(court, **facts) for _ in range(1 if count <= SINGLE else MANY)]
        for account in accounts:
            credentials_store(account, {"token": SECRET})
    posts = count // len(accounts)
    with transaction.atomic():
        started = timezone.now()
        for number in range(2):
            clear(court, people, accounts, -number, started + timedelta(hours=1))
        each = (timezone.now() - started) / 2
        transaction.set_rollback(True)
    begin = timezone.now() + timedelta(seconds=due_in + REVIEWS) + posts * each * 1.5
    with transaction.atomic():
        for number in range(posts):
            clear(court, people, accounts, number, begin + timedelta(seconds=spread * number / posts))
    if timezone.now() > begin - timedelta(seconds=REVIEWS):
        raise SystemExit("the making took longer than was thought: try again when the machine is quiet")
    return posts * len(accounts)


def clear(court: Any, people: dict[str, Any], accounts: list[Any], number: int, due_at: Any) -> None:
    """One post on its way, from its author to the last vote."""
    from approvals.services import post_submit
    from tests.approvals.conftest import approve_all
    from tests.factories import make_post

    text = f"Notice {number}: the registry moves to hall {number}."
    post = make_post(court, people["press_officer"], *accounts, text=text, due_at=due_at, missed_minutes=60)
    approve_all(post_submit(post, by=people["press_officer"]), Names(people))


class Names:
    """People by their role."""

    def __init__(self, people: dict[str, Any]) -> None:
        self.__dict__.update(people)


if __name__ == "__main__":
    django.setup()
    url, *numbers, many = sys.argv[1:]
    print(main(url, *map(float, numbers), int(many)))
