"""The index of names: keyed tags that lead to candidates, which are then confirmed in memory."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import NamedTuple

from django.db import connections, models

from .register import Matter, Party

# The strongest entries of each tag, read off the primary key: a surname that ten thousand share costs no more than a
# rare one. The ORM has no lateral join, and binding ten thousand parameters takes longer than the search itself.
HITS = {
    "sqlite": """
        SELECT wanted.tag, json_extract(hit.value, '$[0]'), json_extract(hit.value, '$[1]')
        FROM (SELECT value AS tag FROM json_each(%s)
              WHERE EXISTS (SELECT 1 FROM approvals_nametag WHERE tag = value)) AS wanted,
             json_each((SELECT json_group_array(json_array(weight, entry_id)) FROM (
                 SELECT weight, entry_id FROM approvals_nametag WHERE tag = wanted.tag
                 ORDER BY weight DESC, entry_id DESC LIMIT %s))) AS hit
        """,
    "postgresql": """
        SELECT wanted.tag, hit.weight, hit.entry_id
        FROM (SELECT value::bigint AS tag FROM json_array_elements_text(%s::json)) AS wanted
        CROSS JOIN LATERAL (
            SELECT weight, entry_id FROM approvals_nametag WHERE tag = wanted.tag
            ORDER BY weight DESC, entry_id DESC LIMIT %s) AS hit
        """,
}

# Which of these numbers are the first that a tag of some head can have: one step down the primary key for each.
BEGUN = {
    "sqlite": """
        SELECT value FROM json_each(%s)
        WHERE EXISTS (SELECT 1 FROM approvals_nametag WHERE tag BETWEEN value AND value + 4294967295)
        """,
    "postgresql": """
        SELECT wanted.tag FROM (SELECT value::bigint AS tag FROM json_array_elements_text(%s::json)) AS wanted
        CROSS JOIN LATERAL (
            SELECT 1 FROM approvals_nametag WHERE tag BETWEEN wanted.tag AND wanted.tag + 4294967295 LIMIT 1) AS hit
        """,
}


class NameEntry(models.Model):
    """Whose a name is: someone named in a matter or, without a party, the case itself."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="entries")
    party = models.OneToOneField(Party, null=True, on_delete=models.CASCADE, related_name="entry")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter"], condition=models.Q(party=None), name="case_entry_once")
        ]


class Hit(NamedTuple):
    """A tag of a text that is in the index, its weight, and whose it is."""

    tag: int
    weight: int
    entry: int


class NameTagQuerySet(models.QuerySet["NameTag"]):
    def begun(self, firsts: Collection[int]) -> set[int]:
        """Those of `firsts` from which to 2**32 - 1 further on there is a tag."""
        database = connections[self.db]
        with database.cursor() as cursor:
            cursor.execute(BEGUN[database.vendor], [json.dumps(sorted(firsts))])
            return {row[0] for row in cursor.fetchall()}

    def hits(self, *wanted: tuple[Sequence[int], int]) -> list[Hit]:
        """For each pair of tags and a limit, the strongest entries of each tag, no more of them than the limit.

        One query, whatever the size of the index.
        """
        database = connections[self.db]
        asked = [(json.dumps(sorted(tags)), limit) for tags, limit in wanted if tags]
        if not asked:
            return []
        with database.cursor() as cursor:
            cursor.execute(
                " UNION ALL ".join([HITS[database.vendor]] * len(asked)), [one for row in asked for one in row]
            )
            return [Hit(*row) for row in cursor.fetchall()]


class NameTag(models.Model):
    """A keyed tag of one form of a name, eight bytes as a number: approvals.services.nametags. The court is in the tag.

    One row a form: at a million names there are ten to thirty million of them, so a row holds numbers alone.
    """

    pk = models.CompositePrimaryKey("tag", "weight", "entry_id")
    tag = models.BigIntegerField()
    weight = models.SmallIntegerField()  # what comes first among many: approvals.services.index
    entry = models.ForeignKey(NameEntry, on_delete=models.CASCADE, related_name="tags")

    objects = NameTagQuerySet.as_manager()
