"""Tags are made anew when the rules of forms change; reviews go on meanwhile, and a broken-off run goes on."""

from __future__ import annotations

from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from approvals.domain import names
from approvals.models import IndexRules, NameTag
from approvals.services import PartyEntry, reindexing
from approvals.services.index import matters_touched
from publishing.ground.models import AuditEntry, Court
from tests.approvals.conftest import make_matter

pytestmark = [pytest.mark.django_db, pytest.mark.both]
CHILD = "Wilhelmina Murray"


def test_a_court_is_stale_when_the_rules_change(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    reindexing.rules_note()
    assert reindexing.stale_courts() == []
    monkeypatch.setattr(reindexing, "FORMS", 99)
    reindexing.rules_note()
    assert reindexing.stale_courts() == [court]


def test_every_tag_is_made_anew(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    found = make_matter(court, parties=[PartyEntry(CHILD, protected=True)])
    reindexing.rules_note()
    weighed, other = names.weighed, names.weighed("Mina Harker")
    monkeypatch.setattr(reindexing, "FORMS", 99)
    monkeypatch.setattr(names, "weighed", lambda *args: weighed(*args) | other)
    assert matters_touched(court, ["Mina Harker"]) == []
    assert [row.matter for row in matters_touched(court, [CHILD])] == [found]
    out = StringIO()
    call_command("names_reindex", stdout=out)
    assert f"{court.slug}: 1 matters." in out.getvalue()
    assert [row.matter for row in matters_touched(court, ["Mina Harker"])] == [found]
    assert reindexing.stale_courts() == []
    assert AuditEntry.objects.get(act="index_remade").facts["matters"] == 1


def test_a_run_that_broke_off_goes_on_where_it_was(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    for _number in range(5):
        make_matter(court)
    reindexing.rules_note()
    monkeypatch.setattr(reindexing, "FORMS", 99)
    monkeypatch.setattr(reindexing, "BATCH", 2)
    before = NameTag.objects.count()

    def broken(done: int) -> None:
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reindexing.reindex(court, broken)
    assert reindexing.stale_courts() == [court]
    assert reindexing.reindex(court) == 1
    assert (NameTag.objects.count(), reindexing.stale_courts()) == (before, [])


def test_rules_that_change_during_a_run_begin_it_again(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    make_matter(court)
    IndexRules.objects.create(
        court=court, rules="old", remaking="older", reached="ffffffff-ffff-ffff-ffff-ffffffffffff"
    )
    assert reindexing.reindex(court) == 1


def test_registrars_are_told(court: Court, people: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    reindexing.rules_note()
    client = Client()
    client.force_login(people.registrar)
    assert "names_reindex" not in client.get(reverse("matters:imports")).content.decode()
    monkeypatch.setattr(reindexing, "FORMS", 99)
    assert "names_reindex" in client.get(reverse("matters:imports")).content.decode()
