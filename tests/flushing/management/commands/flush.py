"""Between transactional tests the tables are emptied. The audit trail would refuse that; what the migrations put there
(groups, permissions, the tasks of the workflow) has to be there again for the next test."""

from __future__ import annotations

from typing import Any, ClassVar, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.core.management.commands import flush
from django.db import connections, transaction

from publishing.ground import triggers


class Rows(NamedTuple):
    table: str
    columns: list[str]
    values: list[tuple[Any, ...]]


class Command(flush.Command):
    kept: ClassVar[dict[str, list[Rows]]] = {}

    @classmethod
    def keep(cls, alias: str) -> None:
        """Remember what the database holds now; every flush from now on brings it back."""
        connection = connections[alias]
        tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
        cls.kept[alias] = [rows for table in tables if (rows := read(connection, table)).values]

    def handle(self, **options: Any) -> None:
        alias = options["database"]
        connection = connections[alias]
        options["inhibit_post_migrate"] |= alias in self.kept
        triggers.remove(connection)
        try:
            super().handle(**options)
        finally:
            triggers.install(connection)
        with transaction.atomic(using=alias):  # foreign keys are checked at its end, so the order does not matter
            for rows in self.kept.get(alias, []):
                write(connection, rows)
        ContentType.objects.clear_cache()


def read(connection: Any, table: str) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
        return Rows(table, [column[0] for column in cursor.description], cursor.fetchall())


def write(connection: Any, rows: Rows) -> None:
    quote = connection.ops.quote_name
    columns = ", ".join(map(quote, rows.columns))
    marks = ", ".join(["%s"] * len(rows.columns))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {quote(rows.table)} ({columns}) VALUES ({marks})", rows.values)
