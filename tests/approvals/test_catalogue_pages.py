"""The catalogue's pages: open to every member, leading only where the reader may go."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse
from django.utils.html import escape

from approvals.domain.review import CHECKS
from approvals.guidelines import GUIDELINES
from approvals.guidelines.checks import CHECKS as NAMED
from approvals.models import Round
from cms.desk import desk_of
from cms.models import Post
from tests.approvals.conftest import change_text
from tests.approvals.test_decision_pages import door
from tests.factories import make_person

MEMBERS = ("press_officer", "reviewer", "registrar", "judge", "president", "administrator")


def read(person: Any, number: int | None = None) -> str:
    name = "guidelines:page" if number else "guidelines:index"
    return door(person).get(reverse(name, args=[number] if number else [])).content.decode()


@pytest.mark.parametrize("role", MEMBERS)
def test_every_member_reads_it(people: SimpleNamespace, role: str) -> None:
    assert str(GUIDELINES[15].title) in read(getattr(people, role))
    assert str(GUIDELINES[15].asks) in read(getattr(people, role), 15)


def test_someone_without_a_court_finds_nothing(db: None) -> None:
    nobody = make_person(is_superuser=True)
    assert door(nobody).get(reverse("guidelines:index")).status_code == 404
    assert door(nobody).get(reverse("guidelines:page", args=[1])).status_code == 404


def test_the_index_leads_to_all_forty(people: SimpleNamespace) -> None:
    page = read(people.judge)
    assert [n for n in GUIDELINES if reverse("guidelines:page", args=[n]) not in page] == []


def test_the_index_names_every_check(people: SimpleNamespace) -> None:
    page = read(people.judge)
    assert [check.code for check in CHECKS if escape(str(NAMED[check.code].title)) not in page] == []


@pytest.mark.parametrize("number", [0, 41, 999])
def test_there_is_no_other_guideline(people: SimpleNamespace, number: int) -> None:
    assert door(people.judge).get(f"/admin/guidelines/{number}/").status_code == 404


def test_a_page_names_the_checks_that_serve_it(people: SimpleNamespace) -> None:
    assert str(NAMED["restricted-identity"].title) in read(people.judge, 16)


@pytest.mark.parametrize("role", MEMBERS)
def test_every_link_of_every_page_opens_for_whoever_sees_it(people: SimpleNamespace, role: str) -> None:
    client, found = door(getattr(people, role)), set[str]()
    for number in GUIDELINES:
        page = client.get(reverse("guidelines:page", args=[number])).content.decode()
        found |= set(re.findall(r'href="(/[^"#]*)"', page.partition("pr-guide__title")[2].partition("</main>")[0]))
    answers = {link: client.get(link).status_code for link in found}
    assert {link: code for link, code in answers.items() if code != 200} == {}


def test_a_finding_leads_to_its_guidelines_on_the_decision_screen(round: Round, people: SimpleNamespace) -> None:
    change_text(round.workflow_state.content_object, "The registry’s IBAN is DE89370400440532013000.")
    page = door(people.reviewer).get(reverse("decisions:page", args=[round.reference])).content.decode()
    assert reverse("guidelines:page", args=[34]) in page


def test_a_finding_leads_to_its_guidelines_in_the_composer(post: Post, people: SimpleNamespace) -> None:
    change_text(post, "The registry’s IBAN is DE89370400440532013000.")
    notes = desk_of(Post.objects.get(pk=post.pk), people.press_officer).notes
    assert 34 in notes[0].guidelines
    page = door(people.press_officer).get(reverse("posts:edit", args=[post.pk])).content.decode()
    assert reverse("guidelines:page", args=[34]) in page
