"""Who sits on a matter is named by a registrar, out of the judges of the court."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from approvals.models import MatterJudge
from approvals.services import Invalid, MatterEntry, NotAllowed, matter_save
from approvals.services.panels import panel_set
from publishing.ground.models import AuditEntry, Court
from tests.approvals.conftest import make_matter
from tests.factories import make_person


def door(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_a_registrar_names_who_sits_and_who_presides(court: Court, people: SimpleNamespace) -> None:
    matter, other = make_matter(court), make_person(court, "judge")
    panel_set(matter=matter, judges=[other], presiding=people.judge, by=people.registrar)
    assert dict(MatterJudge.objects.values_list("person", "presiding")) == {people.judge.pk: True, other.pk: False}
    entry = AuditEntry.objects.filter(act="matter_changed").latest("at")
    assert (entry.facts["what"], entry.facts["presiding"]) == ("panel", people.judge.pk)


def test_another_panel_takes_the_place_of_the_first(court: Court, people: SimpleNamespace) -> None:
    matter = make_matter(court)
    panel_set(matter=matter, judges=[], presiding=people.judge, by=people.registrar)
    panel_set(matter=matter, judges=[], presiding=people.president, by=people.registrar)
    assert [row.person for row in matter.panel.all()] == [people.president]


def test_whoever_sits_is_told_to_the_checks_as_a_change_of_the_register(court: Court, people: SimpleNamespace) -> None:
    matter = make_matter(court)
    before = Court.objects.get(pk=court.pk).register_version
    panel_set(matter=matter, judges=[], presiding=people.judge, by=people.registrar)
    assert Court.objects.get(pk=court.pk).register_version > before


@pytest.mark.parametrize("role", ["press_officer", "reviewer", "judge", "president", "administrator", "stranger"])
def test_nobody_else_names_a_panel(court: Court, people: SimpleNamespace, role: str) -> None:
    with pytest.raises(NotAllowed):
        panel_set(matter=make_matter(court), judges=[], presiding=people.judge, by=getattr(people, role))


def test_only_judges_of_the_court_sit(court: Court, people: SimpleNamespace) -> None:
    for person in (people.reviewer, people.stranger):
        with pytest.raises(Invalid, match="judges of this court"):
            panel_set(matter=make_matter(court), judges=[person], presiding=people.judge, by=people.registrar)


def test_somebody_presides(court: Court, people: SimpleNamespace) -> None:
    with pytest.raises(Invalid, match="presides"):
        panel_set(matter=make_matter(court), judges=[people.judge], presiding=None, by=people.registrar)


def test_the_page_names_them(court: Court, people: SimpleNamespace) -> None:
    matter = make_matter(court)
    client = door(people.registrar)
    assert client.get(reverse("matters:panel", args=[matter.pk])).status_code == 200
    client.post(reverse("matters:panel", args=[matter.pk]), {"presiding": people.judge.pk, "judges": []})
    assert str(people.judge) in client.get(reverse("matters:page", args=[matter.pk])).content.decode()
    assert matter.panel.get().presiding


@pytest.mark.parametrize("role", ["press_officer", "judge", "stranger"])
def test_to_others_the_page_is_not_there(court: Court, people: SimpleNamespace, role: str) -> None:
    matter = make_matter(court)
    assert door(getattr(people, role)).get(reverse("matters:panel", args=[matter.pk])).status_code == 404


def test_the_nature_of_a_case_is_kept_and_stays_when_something_else_changes(
    court: Court, people: SimpleNamespace
) -> None:
    matter = make_matter(court, nature=["youth", "family"])
    entry = MatterEntry(code=matter.code, docket=matter.docket, nature=["youth"])
    assert matter.nature == ["youth", "family"]
    assert matter_save(court=court, entry=entry, by=people.registrar, matter=matter).nature == ["youth"]
