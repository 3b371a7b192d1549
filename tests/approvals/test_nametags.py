"""Tags of names: what a text asks the index for, and what it need not ask."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps

from approvals.domain import names
from approvals.models import IndexRules, NameTag
from approvals.services import PartyEntry, reindexing
from approvals.services.index import matters_touched
from approvals.services.nametags import tags_in, tags_of
from publishing.ground.models import Court
from tests.approvals.conftest import make_matter

pytestmark = [pytest.mark.django_db, pytest.mark.both]
NAMES = ("Oriel Thackwray", "林若笙", "Злата Мирошкина", "Saltmarsh Dairies Ltd")


def test_a_text_asks_only_for_forms_under_a_word_of_a_name(court: Court) -> None:
    for name in NAMES:
        make_matter(court, parties=[PartyEntry(name)])
    kept = set(NameTag.objects.values_list("tag", flat=True))
    text = "Yesterday Злату Мирошкину and O r i e l Thackwray met 林若笙 of Saltmarsh Dairies in a café."
    text += " The registry is closed on Friday and opens again on Monday at nine, when new lists are handed out."
    asked = tags_in(court.pk, [text])
    assert kept & set(asked) == kept & set(tags_of(court.pk, names.ngrams(text)))
    assert len(asked) < len(names.ngrams(text)) / 2


def test_a_text_without_a_word_of_any_name_asks_for_nothing(court: Court) -> None:
    make_matter(court, parties=[PartyEntry(name) for name in NAMES])
    assert tags_in(court.pk, ["The registry is closed on Friday.", ""]) == []


def test_another_court_has_other_tags(court: Court) -> None:
    assert set(tags_of(court.pk, ["rose", "rose halls"])).isdisjoint(tags_of(court.pk + 1, ["rose", "rose halls"]))


def test_tags_of_one_head_lie_together(court: Court) -> None:
    tags = tags_of(court.pk, ["corvane", "anna corvane", "a corvane"])
    assert len(set(tags)) == 3
    assert len({tag >> 32 for tag in tags}) == 1


@pytest.mark.parametrize("noted", ["2-0123456789abcdef", None])
def test_tags_made_before_they_had_a_head_are_made_anew(court: Court, noted: str | None) -> None:
    found = make_matter(court, parties=[PartyEntry(NAMES[0], protected=True)])
    IndexRules.objects.filter(court=court).delete()
    if noted:
        IndexRules.objects.create(court=court, rules=noted)
    for row in NameTag.objects.all():
        NameTag.objects.filter(pk=row.pk).update(tag=row.tag ^ 1 << 40)
    assert matters_touched(court, [NAMES[0]]) == []
    import_module("approvals.migrations.0019_tags_by_head").remake(apps, None)
    assert [row.matter for row in matters_touched(court, [NAMES[0]])] == [found]
    assert IndexRules.objects.get(court=court).rules == reindexing.rules_now()
