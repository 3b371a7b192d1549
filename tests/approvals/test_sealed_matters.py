"""Sealed matters: for all but their readers they are not there, and the checks protect them all the same."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse

from approvals.models import Matter, Round
from approvals.services import (
    Invalid,
    MatterEntry,
    NotAllowed,
    PartyEntry,
    hearing_add,
    matter_save,
    matter_seal,
    matter_unseal,
    order_file_attach,
    party_add,
    party_reveal,
    restriction_add,
    review_now,
)
from approvals.services.entries import HearingEntry, RestrictionEntry
from approvals.services.hiding import codes_of, hidden_codes, references_of
from approvals.services.searching import matters_found
from approvals.urls import matter_urls
from cms.desk import desk_of
from cms.models import Post
from cms.services import post_ask
from publishing.ground.models import AuditEntry, Court, Notice
from publishing.ground.subjects import subject_names
from tests.approvals.conftest import change_text, make_matter
from tests.approvals.test_decision_pages import door
from tests.factories import make_person, make_post

CODE, NAME = "26-SEALED-7", "Aurelio Vantongeren"

pytestmark = pytest.mark.both


@pytest.fixture
def matter(court: Court, people: SimpleNamespace) -> Matter:
    """A matter that only `people.registrar` reads, with one of everything."""
    found = make_matter(court, code=CODE, docket="No. 26-388", public_title="Re Quillon")
    by = people.registrar
    party_add(matter=found, entry=PartyEntry(name=NAME, protected=True), by=by)
    order = restriction_add(matter=found, entry=RestrictionEntry(type="anonymity"), by=by)
    order_file_attach(restriction=order, name="order.txt", data=b"An order.", by=by)
    hearing_add(matter=found, entry=HearingEntry(at=found.created_at, room="2"), by=by)
    matter_seal(matter=found, readers=[by], by=by)
    found.refresh_from_db()
    return found


@pytest.fixture
def others(court: Court, people: SimpleNamespace) -> list[Any]:
    """Everybody of the court whom the matter does not name, a superuser among them."""
    second = make_person(court, "registrar")
    above = make_person(court, "registrar", "judge", "press_officer", is_superuser=True)
    return [second, above, people.press_officer, people.reviewer, people.judge, people.president]


def addresses(matter: Matter) -> list[str]:
    rows = {
        "party": matter.parties.get().pk,
        "order": matter.restrictions.get().pk,
        "hearing": matter.hearings.get().pk,
    }
    found = []
    for pattern in matter_urls[0]:
        named = re.findall(r"<uuid:(\w+)>", str(pattern.pattern))
        if str(pattern.pattern).startswith("<uuid:pk>") and set(named) <= {"pk", *rows}:
            given = {"pk": matter.pk, **{name: rows[name] for name in named if name != "pk"}}
            found.append(reverse(f"matters:{pattern.name}", kwargs=given))
    return found


def test_every_address_about_it_is_missing_for_others(matter: Matter, others: list[Any]) -> None:
    assert len(addresses(matter)) >= 19
    for person in others:
        client = door(person)
        assert {client.get(one).status_code for one in addresses(matter)} == {404}
        assert {client.post(one, {}).status_code for one in addresses(matter)} == {404}


def test_its_reader_opens_it(matter: Matter, people: SimpleNamespace) -> None:
    client = door(people.registrar)
    answers = {one: client.get(one).status_code for one in addresses(matter)}
    assert {one: status for one, status in answers.items() if status != 200} == {}


def test_the_list_is_without_it_for_others(matter: Matter, others: list[Any]) -> None:
    for person in others:
        page = door(person).get(reverse("matters:index")).content.decode()
        assert "26-388" not in page
        assert "Quillon" not in page


@pytest.mark.parametrize("words", ["No. 26-388", "26 388", CODE, CODE.lower(), "Re Qui", NAME])
def test_no_search_finds_it_for_others(matter: Matter, others: list[Any], words: str) -> None:
    for person in others:
        page = door(person).post(reverse("matters:index"), {"q": words}).content.decode()
        assert str(matter.pk) not in page
        assert "Re Quillon" not in page


def test_its_reader_finds_it_by_a_protected_name_that_is_not_shown(matter: Matter, people: SimpleNamespace) -> None:
    page = door(people.registrar).post(reverse("matters:index"), {"q": NAME}).content.decode()
    assert str(matter.pk) in page
    assert page.count("Vantongeren") == 1  # the search field, where the registrar typed it


def test_no_operation_serves_others(matter: Matter, others: list[Any]) -> None:
    party = matter.parties.get()
    for person in others:
        with pytest.raises(NotAllowed):
            party_reveal(party=party, by=person)
        with pytest.raises(NotAllowed):
            matter_save(court=matter.court, entry=MatterEntry(code="1", docket="1"), by=person, matter=matter)
        with pytest.raises(NotAllowed):
            matter_seal(matter=matter, readers=[person], by=person)
        with pytest.raises(NotAllowed):
            matter_unseal(matter=matter, by=person)


def test_at_least_one_registrar_reads_it(matter: Matter, people: SimpleNamespace) -> None:
    with pytest.raises(Invalid) as refused:
        matter_seal(matter=matter, readers=[people.judge], by=people.registrar)
    assert set(refused.value.errors) == {"readers"}


def test_nobody_of_another_court_reads_it(matter: Matter, people: SimpleNamespace) -> None:
    with pytest.raises(Invalid):
        matter_seal(matter=matter, readers=[people.registrar, people.stranger], by=people.registrar)


def test_a_reader_who_leaves_the_court_reads_it_no_more(matter: Matter, people: SimpleNamespace) -> None:
    people.registrar.memberships.all().delete()
    assert not Matter.objects.for_person(people.registrar).exists()


def test_a_matter_is_sealed_from_its_first_moment(court: Court, people: SimpleNamespace) -> None:
    matter = matter_save(court=court, entry=MatterEntry(code="1", docket="No. 1", sealed=True), by=people.registrar)
    assert list(matter.readers.all()) == [people.registrar]


def test_opened_again_it_is_there_for_all(matter: Matter, people: SimpleNamespace) -> None:
    matter_unseal(matter=matter, by=people.registrar)
    assert Matter.objects.for_person(people.press_officer).get() == matter
    assert not matter.readers.exists()


def test_the_checks_go_on_protecting_it_without_its_code(matter: Matter, court: Court, people: SimpleNamespace) -> None:
    post = make_post(court, people.press_officer, text=f"We saw {NAME} today.")
    (note,) = [one for one in desk_of(post, people.press_officer).notes if one.level == "block"]
    assert "a sealed matter" in note.why
    assert "Ask a registrar" in note.todo
    assert CODE not in str(note)
    (known,) = [one for one in desk_of(post, people.registrar).notes if one.level == "block"]
    assert CODE in known.why


def test_a_question_about_it_is_asked_by_what_the_form_names(
    matter: Matter, court: Court, people: SimpleNamespace
) -> None:
    post = make_post(court, people.press_officer, text=f"We saw {NAME} today.")
    (note,) = [one for one in desk_of(post, people.press_officer).notes if one.asks]
    reference, _bar, words_hash = note.asks.partition("|")
    asked = post_ask(post=post, matter=reference, words_hash=words_hash, reason="Another.", by=people.press_officer)
    assert asked.matter == matter
    assert not [one for one in Notice.objects.all() if CODE in one.subject + one.body]


def test_the_decision_page_is_silent_about_it(
    matter: Matter, post: Post, before_judge: Round, people: SimpleNamespace
) -> None:
    change_text(post, f"We saw {NAME} today.")
    page = door(people.judge).get(reverse("decisions:page", args=[before_judge.reference])).content.decode()
    assert "a sealed matter" in page
    assert "sealed to you" in page
    for word in (CODE, "26-388", "Quillon"):
        assert word not in page


def test_what_goes_out_names_it_by_nothing_that_tells(matter: Matter, court: Court, people: SimpleNamespace) -> None:
    post = make_post(court, people.press_officer, text="The registry opens at nine.")
    post.matters = [matter]
    post.save()
    result = review_now(Post.objects.get(pk=post.pk))
    assert CODE not in str(result.content)
    assert not [seen for seen in result.seen if seen.finding.code == "check-failed"]


def test_a_reference_leads_back_to_the_code_in_its_court_only(matter: Matter, people: SimpleNamespace) -> None:
    reference = references_of(matter.court, [CODE])[CODE]
    assert codes_of(matter.court, [reference]) == {reference: CODE}
    other = people.stranger.memberships.first().court
    assert codes_of(other, [reference, "26-1"]) == {reference: reference, "26-1": "26-1"}


def test_codes_are_hidden_from_those_whom_it_does_not_name(matter: Matter, people: SimpleNamespace) -> None:
    assert hidden_codes(matter.court, people.judge, [CODE, ""]) == {CODE}
    assert hidden_codes(matter.court, people.registrar, [CODE]) == frozenset()


def test_the_trail_does_not_name_it(matter: Matter, court: Court, people: SimpleNamespace) -> None:
    assert subject_names(court.pk, [matter.subject], make_person()) == {matter.subject: "a sealed matter"}
    page = door(people.administrator).get(reverse("trail:index")).content.decode()
    assert "26-388" not in page
    entries = AuditEntry.objects.filter(court=court, subject=matter.subject)
    assert entries.exists()
    assert not [one for one in AuditEntry.objects.filter(court=court) if CODE in str(one.facts) + one.subject]


def test_the_composer_neither_offers_nor_takes_it(matter: Matter, court: Court, people: SimpleNamespace) -> None:
    client = door(people.press_officer)
    found = client.post(reverse("posts:matters"), {"court": court.slug, "matter-find": "26-388"}).content.decode()
    assert str(matter.pk) not in found
    sent = {"court": court.slug, "title": "A title", "matters": [str(matter.pk)], "language": "en", "missed": "wait"}
    answer = client.post(reverse("posts:add"), {**sent, "pictures-TOTAL_FORMS": 0, "pictures-INITIAL_FORMS": 0})
    assert "not on this court" in str(answer.context["form"].errors["matters"])


def test_a_post_that_has_it_says_that_it_is_sealed(matter: Matter, court: Court, people: SimpleNamespace) -> None:
    post = make_post(court, people.press_officer)
    post.matters = [matter]
    post.save()
    page = door(people.press_officer).get(reverse("posts:edit", args=[post.pk])).content.decode()
    assert "a sealed matter" in page
    for word in (CODE, "26-388", "Quillon"):
        assert word not in page


def test_search_by_name_is_for_registrars(matter: Matter, court: Court, people: SimpleNamespace) -> None:
    given = {"court": court, "text": NAME, "person": people.registrar, "roles": ["registrar"]}
    assert matters_found(**given, names=True) == [matter.pk]
    assert matters_found(**given) == []
