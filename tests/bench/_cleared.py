"""python -m tests.bench._cleared BASE_URL SECONDS SPREAD COUNT: approved posts, due so many seconds from now on.

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
ROLES = ("press_officer", "reviewer", "registrar", "judge", "president", "administrator")


def main(base_url: str, due_in: float, spread: float, count: int) -> int:
    """Raises SystemExit when the making took longer than the time until a minute before they are due."""
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
    started = timezone.now()
    begin = started + timedelta(seconds=due_in)
    with transaction.atomic():
        posts = count // len(accounts)
        for number in range(posts):
            clear(court, people, accounts, number, begin + timedelta(seconds=spread * number / posts))
    if timezone.now() > begin - timedelta(seconds=70):
        raise SystemExit(f"{count} took {timezone.now() - started}: let more time pass before they are due")
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
