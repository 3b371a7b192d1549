"""The search index, written after the commit.

Writing one entry touches others, so inside a transaction two people who save at once would wait for each other for
ever on PostgreSQL. What the index misses is found again by `manage.py rebuild_modelsearch_index`.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from modelsearch.index import insert_or_update_object


def index_on_commit(row: Any) -> None:
    transaction.on_commit(partial(insert_or_update_object, row), robust=True)
