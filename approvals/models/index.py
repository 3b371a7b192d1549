"""The index of names: keyed tags that lead to candidates, which are then confirmed in memory."""

from __future__ import annotations

from django.db import models

from .register import Matter, Party


class NameEntry(models.Model):
    """Whose a name is: someone named in a matter or, without a party, the case itself."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="entries")
    party = models.OneToOneField(Party, null=True, on_delete=models.CASCADE, related_name="entry")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter"], condition=models.Q(party=None), name="case_entry_once")
        ]


class NameTag(models.Model):
    """A keyed tag of one form of a name, eight bytes as a number. The court is in the tag.

    One row a form: at a million names there are some thirty million of them, so a row holds numbers alone.
    """

    pk = models.CompositePrimaryKey("tag", "entry_id")
    tag = models.BigIntegerField()
    entry = models.ForeignKey(NameEntry, on_delete=models.CASCADE, related_name="tags")
    strength = models.SmallIntegerField()  # approvals.domain.names.Strength
