"""What the queue runs for the accounts. Every task may run twice."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from django_q.tasks import async_task

from publishing.models import Account
from publishing.proving import account_ask, planned_on

PATIENCE = 120  # seconds for the few requests that one account takes


def secrets_watch() -> int:
    """Queues a question to the server of each account on which something is planned."""
    accounts = list(planned_on(timezone.now()).filter(connected=True).values_list("pk", flat=True))
    for account in accounts:
        async_task("publishing.tasks.secret_ask", str(account), timeout=PATIENCE)
    return len(accounts)


def secret_ask(account: str) -> None:
    """Asks one server whether it still takes the account's secret."""
    account_ask(Account.objects.get(pk=UUID(account)))
