"""The pages of what takes two people: what they show, to whom, and what each button does."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import get_resolver, reverse
from django.utils import timezone
from wagtail.admin.menu import admin_menu

from cms.home import Home
from publishing.ground.models import Court, Membership, Person, Proposal, Role
from publishing.ground.services import membership_grant
from publishing.services import pause_lift_ask, pause_start
from tests.factories import make_court, make_person
from tests.signing import proved, unproved

pytestmark = pytest.mark.django_db
INDEX = "/admin/proposals/"


@pytest.fixture
def court() -> Court:
    return make_court(name="Court of Norvale")


@pytest.fixture
def dana(court: Court) -> Person:
    return make_person(court, Role.ADMINISTRATOR, first_name="Dana", last_name="Reuss")


@pytest.fixture
def ilka(court: Court) -> Person:
    return make_person(court, Role.ADMINISTRATOR, first_name="Ilka", last_name="Bree")


@pytest.fixture
def asked(court: Court, dana: Person, ilka: Person) -> Any:
    person = make_person(court, Role.REVIEWER, first_name="Ana", last_name="Horvat", email="ana@court.example")
    return membership_grant(court=court, person=person, role=Role.JUDGE, by=dana, reason="Appointed on Monday.")


def address(name: str, asked: Proposal) -> str:
    return reverse(f"proposals:{name}", args=[asked.pk])


def read(client: Client, person: Person, path: str) -> str:
    client.force_login(person)
    return client.get(path).content.decode()


def is_judge(asked: Proposal) -> bool:
    return Membership.objects.filter(person=asked.facts["person"], role=Role.JUDGE).exists()


def outcome(asked: Proposal) -> str:
    return Proposal.objects.get(pk=asked.pk).outcome


# --- reading -----------------------------------------------------------------------------------------


def test_the_page_says_what_will_happen_who_asks_and_why(client: Client, asked: Proposal, ilka: Person) -> None:
    page = read(client, ilka, address("page", asked))
    wanted = ("Ana Horvat becomes Judge", "ana@court.example", "Reviewer", "Dana Reuss", "Appointed on Monday.")
    assert [words for words in wanted if words not in page] == []
    assert 'name="digest"' in page


def test_whoever_asked_finds_whom_they_wait_for_and_how_to_withdraw(
    client: Client, asked: Proposal, dana: Person
) -> None:
    page = read(client, dana, address("page", asked))
    assert "Ilka Bree" in page
    assert "Withdraw it" in page
    assert address("confirm", asked) not in page


def test_whom_it_concerns_finds_no_button(client: Client, court: Court, dana: Person, ilka: Person) -> None:
    make_person(court, Role.ADMINISTRATOR)
    asked: Any = membership_grant(court=court, person=ilka, role=Role.JUDGE, by=dana)
    page = read(client, ilka, address("page", asked))
    assert "It waits for somebody else" in page
    assert address("confirm", asked) not in page


def test_what_changed_since_can_only_be_refused(client: Client, asked: Proposal, ilka: Person) -> None:
    Person.objects.filter(pk=asked.facts["person"]).update(email="other@court.example")
    page = read(client, ilka, address("page", asked))
    assert "nobody can confirm it any more" in page
    assert address("confirm", asked) not in page
    assert address("refuse", asked) in page


def test_the_list_has_what_waits_for_me_for_others_and_what_is_decided(
    client: Client, court: Court, asked: Proposal, dana: Person, ilka: Person
) -> None:
    def groups(person: Person) -> list[int]:
        client.force_login(person)
        return [len(lines) for _words, lines in client.get(INDEX).context["groups"]]

    assert (groups(ilka), groups(dana)) == ([1, 0, 0], [0, 1, 0])
    client.force_login(ilka)
    client.post(address("confirm", asked), {"digest": asked.digest})
    assert groups(ilka) == [0, 0, 1]


def test_what_ran_out_is_said_so_before_anybody_swept(client: Client, asked: Proposal, ilka: Person) -> None:
    Proposal.objects.update(expires_at=timezone.now())
    assert "run out" in read(client, ilka, address("page", asked))
    assert [len(lines) for _words, lines in client.get(INDEX).context["groups"]] == [0, 0, 1]


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.JUDGE, Role.REGISTRAR, Role.ADVISER, Role.SECURITY_LEAD])
def test_who_neither_asks_nor_confirms_finds_nothing(client: Client, court: Court, asked: Proposal, role: str) -> None:
    client.force_login(make_person(court, role))
    assert [client.get(path).status_code for path in (INDEX, address("page", asked))] == [404, 404]


def test_a_press_officer_reads_of_pauses_and_not_of_roles(client: Client, court: Court, asked: Proposal) -> None:
    officer, other = make_person(court, Role.PRESS_OFFICER), make_person(court, Role.PRESIDENT)
    lifting = pause_lift_ask(pause_start(court=court, by=other, reason="A leak."), by=other, reason="It was none.")
    client.force_login(officer)
    found = [client.get(address("page", one)).status_code for one in (lifting, asked)]
    assert found == [200, 404]


@pytest.mark.parametrize("superuser", [False, True])
@pytest.mark.parametrize("name", ["page", "confirm", "refuse", "withdraw"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_another_courts_proposal_is_not_there(
    client: Client, asked: Proposal, name: str, method: str, superuser: bool
) -> None:
    client.force_login(make_person(make_court(), *Role, is_superuser=superuser))
    answer = getattr(client, method)(address(name, asked), {"digest": asked.digest, "answer": "Not ours."})
    assert (answer.status_code, outcome(asked)) in {(404, "open"), (405, "open")}


# --- deciding ----------------------------------------------------------------------------------------


def test_the_second_person_confirms(client: Client, asked: Proposal, ilka: Person) -> None:
    client.force_login(ilka)
    page = client.post(address("confirm", asked), {"digest": asked.digest}, follow=True).content.decode()
    assert "Confirmed. It is done." in page
    assert is_judge(asked)


def test_whoever_asked_confirms_nothing_by_a_forged_request(client: Client, asked: Proposal, dana: Person) -> None:
    client.force_login(dana)
    page = client.post(address("confirm", asked), {"digest": asked.digest}, follow=True).content.decode()
    assert "somebody else must decide" in page
    assert not is_judge(asked)


@pytest.mark.parametrize("given", [{}, {"digest": ""}, {"digest": "0" * 64}, {"digest": "ü"}])
def test_a_page_that_is_out_of_date_confirms_nothing(
    client: Client, asked: Proposal, ilka: Person, given: dict[str, str]
) -> None:
    client.force_login(ilka)
    assert "has changed since" in client.post(address("confirm", asked), given, follow=True).content.decode()
    assert not is_judge(asked)


def test_the_second_person_refuses_with_a_reason(client: Client, asked: Proposal, ilka: Person, dana: Person) -> None:
    client.force_login(ilka)
    answer = client.post(address("refuse", asked), {"answer": " "})
    assert (answer.status_code, outcome(asked)) == (422, "open")
    assert "Write why, in a few words." in answer.content.decode()
    client.post(address("refuse", asked), {"answer": "She sits elsewhere."})
    assert outcome(asked) == "refused"
    assert "She sits elsewhere." in read(client, dana, address("page", asked))


def test_whoever_asked_withdraws(client: Client, asked: Proposal, dana: Person) -> None:
    client.force_login(dana)
    client.post(address("withdraw", asked))
    assert outcome(asked) == "withdrawn"


@pytest.mark.parametrize("name", ["confirm", "refuse", "withdraw"])
def test_looking_at_a_step_takes_none(client: Client, asked: Proposal, ilka: Person, name: str) -> None:
    client.force_login(ilka)
    assert client.get(address(name, asked)).url == address("page", asked)
    assert outcome(asked) == "open"


def test_whoever_comes_second_reads_who_was_first(client: Client, court: Court, asked: Proposal, ilka: Person) -> None:
    client.force_login(ilka)
    client.post(address("confirm", asked), {"digest": asked.digest})
    client.force_login(make_person(court, Role.ADMINISTRATOR))
    page = client.post(address("confirm", asked), {"digest": asked.digest}, follow=True).content.decode()
    assert "Ilka Bree was first: it is confirmed." in page


def test_confirming_asks_for_a_fresh_second_factor(client: Client, asked: Proposal, ilka: Person) -> None:
    client.force_login(ilka)
    proved(client, minutes_ago=60)
    answer = client.post(address("confirm", asked), {"digest": asked.digest})
    assert (answer.status_code, is_judge(asked)) == (200, False)
    assert "again" in client.get(address("page", asked)).url


def test_a_session_without_a_second_factor_confirms_nothing(client: Client, asked: Proposal, ilka: Person) -> None:
    client.force_login(ilka)
    unproved(client)
    client.post(address("confirm", asked), {"digest": asked.digest})
    assert not is_judge(asked)


# --- the way there -----------------------------------------------------------------------------------


def label(person: Person) -> str:
    assert get_resolver().url_patterns
    request = RequestFactory().get("/admin/")
    request.user = person
    items = {item.name: item for item in admin_menu.menu_items_for_request(request)}
    return str(items["proposals"].render_component(request).label) if "proposals" in items else ""


def test_the_menu_says_how_much_waits(court: Court, asked: Proposal, dana: Person, ilka: Person) -> None:
    assert (label(ilka), label(dana)) == ("To confirm (1)", "To confirm")


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.JUDGE, Role.REGISTRAR, Role.ADVISER, Role.SECURITY_LEAD])
def test_the_menu_leaves_out_who_has_nothing_to_do_with_it(court: Court, role: str) -> None:
    assert label(make_person(court, role)) == ""


def test_home_shows_and_counts_it_for_whoever_confirms(
    client: Client, court: Court, asked: Proposal, dana: Person, ilka: Person
) -> None:
    page = read(client, ilka, "/admin/")
    assert "To confirm (1)" in page
    assert "Ana Horvat becomes Judge" in page
    assert "1 waits for you" in page
    assert [len(Home(person).waits) for person in (ilka, dana)] == [1, 0]


# --- the page of somebody's roles --------------------------------------------------------------------


def test_the_roles_page_gives_the_others_and_says_what_waits(
    client: Client, court: Court, dana: Person, ilka: Person
) -> None:
    person = make_person(court, Role.REVIEWER, first_name="Ana", last_name="Horvat")
    path = reverse("people:roles", args=[court.slug, person.pk])
    client.force_login(dana)
    given = {"roles": ["reviewer", "registrar", "judge"], "reason": "Appointed on Monday."}
    assert "This waits for a second person: Judge." in client.post(path, given, follow=True).content.decode()
    held = set(Membership.objects.filter(person=person).values_list("role", flat=True))
    assert held == {"reviewer", "registrar"}
    page = client.get(path).content.decode()
    assert "Judge waits for a second person; asked by Dana Reuss" in page
    client.post(path, given)
    assert Proposal.objects.get().reason == "Appointed on Monday."


def test_the_roles_page_says_where_nobody_could_confirm(client: Client, court: Court, dana: Person) -> None:
    person = make_person(court, Role.REVIEWER)
    client.force_login(dana)
    answer = client.post(reverse("people:roles", args=[court.slug, person.pk]), {"roles": ["registrar", "judge"]})
    assert "Nobody else here could confirm it" in answer.content.decode()
    assert set(Membership.objects.filter(person=person).values_list("role", flat=True)) == {"reviewer"}


def test_an_invitation_of_a_judge_is_asked_for(client: Client, court: Court, dana: Person, ilka: Person) -> None:
    client.force_login(dana)
    given = {"name": "Ana Horvat", "email": "ana@court.example", "role": "judge", "reason": ""}
    page = client.post(reverse("people:invite", args=[court.slug]), given, follow=True).content.decode()
    assert "Once a second person has confirmed it" in page
    assert not Membership.objects.filter(person__email="ana@court.example").exists()
