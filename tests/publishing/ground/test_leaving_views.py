"""The pages on which an administrator suspends somebody, ends that, or lets them leave: seen first, then done."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from cms.services import post_name, post_seal
from publishing.ground import notices
from publishing.ground.leaving import person_suspend
from publishing.ground.models import Court, Notice, Person, Role, Suspension
from tests.factories import make_court, make_person, make_post

pytestmark = pytest.mark.django_db
WHY = "They are looked into by the council."
PAGES = ("suspend", "resume", "leave")


@pytest.fixture
def court() -> Court:
    return make_court(name="Court of Norvale")


@pytest.fixture
def boss(court: Court, client: Client) -> Person:
    person = make_person(court, Role.ADMINISTRATOR)
    client.force_login(person)
    return person


@pytest.fixture
def officer(court: Court) -> Person:
    return make_person(court, Role.PRESS_OFFICER, first_name="Mira", last_name="Tolland")


def at(page: str, court: Court, person: Person) -> str:
    return reverse(f"people:{page}", args=[court.slug, person.pk])


def suspend(court: Court, person: Person, by: Person) -> None:
    person_suspend(court=court, person=person, by=by, reason=WHY)


class TestLeaving:
    def test_the_page_says_what_would_end_and_does_nothing_yet(self, client, court, boss, officer) -> None:
        post, heir = make_post(court, officer), make_person(court, Role.PRESS_OFFICER, first_name="Ana")
        page = client.get(at("leave", court, officer)).content.decode()
        assert "1 post that nobody else here writes" in page
        assert "their sign-in closes, too" in page
        assert f'<option value="{heir.pk}"' in page
        assert post.reference not in page
        assert officer.memberships.exists()

    def test_it_is_done_as_it_was_shown(self, client, court, boss, officer) -> None:
        post, heir = make_post(court, officer), make_person(court, Role.PRESS_OFFICER)
        seen = client.get(at("leave", court, officer)).context["seen"]
        answer = client.post(at("leave", court, officer), {"seen": seen, "posts": heir.pk})
        assert answer.status_code == 302
        officer.refresh_from_db()
        assert (officer.is_active, officer.memberships.exists()) == (False, False)
        assert heir.pk in post.writers()

    def test_somebody_is_asked_for_only_where_a_sealed_post_would_be_lost(self, client, court, boss, officer) -> None:
        post, heir = make_post(court, officer), make_person(court, Role.PRESS_OFFICER)
        post_seal(post=post, by=officer)
        field = client.get(at("leave", court, officer)).context["form"].fields["sealed-posts"]
        assert (field.required, field.initial) == (True, None)
        post_name(post=post, person=heir, by=officer)
        assert "sealed-posts" not in client.get(at("leave", court, officer)).context["form"].fields

    def test_where_nobody_could_be_named_nothing_can_be_confirmed(self, client, court, boss, officer) -> None:
        post_seal(post=make_post(court, officer), by=officer)
        page = client.get(at("leave", court, officer))
        assert page.context["stuck"]
        assert "have this person name one first" in page.content.decode()
        client.post(at("leave", court, officer), {"seen": page.context["seen"]})
        assert officer.memberships.exists()

    def test_what_changed_meanwhile_is_shown_again(self, client, court, boss, officer) -> None:
        seen = client.get(at("leave", court, officer)).context["seen"]
        make_post(court, officer)
        answer = client.post(at("leave", court, officer), {"seen": seen})
        assert "has changed since" in answer.content.decode()
        assert officer.memberships.exists()
        again = client.post(at("leave", court, officer), {"seen": answer.context["seen"]})
        assert again.status_code == 302

    def test_somebody_who_is_not_on_the_list_is_refused_at_the_field(self, client, court, boss, officer) -> None:
        make_post(court, officer)
        make_person(court, Role.PRESS_OFFICER)
        seen = client.get(at("leave", court, officer)).context["seen"]
        answer = client.post(at("leave", court, officer), {"seen": seen, "posts": make_person(court, Role.JUDGE).pk})
        assert "posts" in answer.context["form"].errors
        assert officer.memberships.exists()

    def test_with_work_elsewhere_the_sign_in_stays_and_the_page_says_so(self, client, court, boss, officer) -> None:
        officer.memberships.create(court=make_court(name="Another one"), role=Role.JUDGE)
        page = client.get(at("leave", court, officer)).content.decode()
        assert "Their roles in other courts stay." in page
        assert "Another one" not in page

    def test_a_name_is_shown_as_text(self, client, court, boss, officer) -> None:
        Person.objects.filter(pk=officer.pk).update(first_name="<b>Mira</b>")
        page = client.get(at("leave", court, officer)).content.decode()
        assert "<b>Mira</b>" not in page


class TestSuspending:
    def test_it_asks_for_a_reason_and_shows_what_ends(self, client, court, boss, officer) -> None:
        facts = {"court": "x", "day": "y", "line": "z"}
        notices.tell("trail-anchored", court=court, people=[officer.pk], facts=facts)
        page = client.get(at("suspend", court, officer))
        assert "1 notice to them" in page.content.decode()
        seen = page.context["seen"]
        refused = client.post(at("suspend", court, officer), {"seen": seen, "reason": "short"})
        assert "reason" in refused.context["form"].errors
        assert not Suspension.objects.exists()
        client.post(at("suspend", court, officer), {"seen": seen, "reason": WHY, "look_on": "2099-01-01"})
        row = Suspension.objects.get()
        assert (row.person, row.by, row.reason) == (officer, boss, WHY)
        assert not Notice.objects.filter(person=officer, over_at=None, kind="trail-anchored").exists()

    def test_people_and_the_persons_page_say_it(self, client, court, boss, officer) -> None:
        suspend(court, officer, boss)
        for url in (reverse("people:index"), reverse("people:roles", args=[court.slug, officer.pk])):
            page = client.get(url).content.decode()
            assert "uspended" in page
            assert WHY in page

    def test_it_is_ended_on_a_page_that_says_what_comes_back(self, client, court, boss, officer) -> None:
        suspend(court, officer, boss)
        page = client.get(at("resume", court, officer)).content.decode()
        assert "Press officer" in page
        assert WHY in page
        client.post(at("resume", court, officer))
        assert Suspension.objects.get().ended_by == boss

    def test_whoever_is_not_suspended_has_nothing_to_end(self, client, court, boss, officer) -> None:
        assert client.get(at("resume", court, officer)).status_code == 404
        assert client.post(at("resume", court, officer)).status_code == 200
        assert not Suspension.objects.exists()


class TestWhoMay:
    @pytest.mark.parametrize("page", PAGES)
    @pytest.mark.parametrize("method", ["get", "post"])
    def test_nobody_opens_their_own(self, client, court, boss, officer, page, method) -> None:
        make_person(court, Role.ADMINISTRATOR)
        getattr(client, method)(at(page, court, boss), {"reason": WHY})
        assert boss.memberships.count() == 1
        assert not Suspension.objects.exists()

    @pytest.mark.parametrize("page", PAGES)
    @pytest.mark.parametrize("method", ["get", "post"])
    def test_people_of_another_court_are_not_there(self, client, court, boss, page, method) -> None:
        theirs = make_court()
        stranger = make_person(theirs, Role.JUDGE)
        for where in (court, theirs):
            assert getattr(client, method)(at(page, where, stranger), {"reason": WHY}).status_code == 404
        assert stranger.memberships.exists()

    @pytest.mark.parametrize("page", PAGES)
    @pytest.mark.parametrize("role", [Role.PRESIDENT, Role.REGISTRAR, Role.HEAD_OF_COMMUNICATIONS])
    def test_only_administrators_find_it(self, client, court, officer, page, role) -> None:
        client.force_login(make_person(court, role, is_superuser=True))
        assert client.post(at(page, court, officer), {"reason": WHY}).status_code == 404
        assert officer.memberships.exists()

    @pytest.mark.parametrize("page", PAGES)
    def test_a_suspended_administrator_finds_nothing(self, client, court, boss, officer, page) -> None:
        suspend(court, boss, make_person(court, Role.ADMINISTRATOR))
        assert client.get(at(page, court, officer)).status_code == 404


def test_taking_every_role_points_to_leaving(client, court, boss, officer) -> None:
    answer = client.post(reverse("people:roles", args=[court.slug, officer.pk]), {"roles": []})
    assert "leaves the court" in answer.content.decode()
    assert officer.memberships.exists()


def test_somebody_who_is_suspended_reads_why_their_roles_rest(client, court, boss, officer) -> None:
    suspend(court, officer, boss)
    client.force_login(officer)
    page = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "you are suspended, and your roles there rest" in page
    assert WHY not in page
