from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Permission
from django.core import mail
from django.test import Client
from django.urls import NoReverseMatch, reverse

from cms.demo.court import Cast
from cms.management.commands.demo_data import words
from publishing.ground.models import AuditEntry, Court, Person, Role
from tests.cms.signin.conftest import PASSWORD
from tests.factories import make_court, make_person
from tests.factors import bind_app, bind_codes, code_of, wrong_code

LOGIN, SECOND = "/admin/login/", "/admin/login/second/"


def sign_in(client: Client, password: str = PASSWORD) -> str:
    """Where the password leads."""
    answer = client.post(LOGIN, {"login": "ana", "password": password})
    return answer["Location"] if answer.status_code == 302 else ""


def inside(client: Client) -> bool:
    return client.get("/admin/security/").status_code == 200


def acts() -> list[tuple[str, dict[str, object]]]:
    return list(AuditEntry.objects.order_by("at").values_list("act", "facts"))


def test_a_password_alone_leads_to_a_first_factor(client: Client, ana: Person) -> None:
    assert sign_in(client) == "/admin/"
    assert not inside(client)
    assert client.get("/admin/security/", follow=True).redirect_chain[-1][0].startswith("/admin/security/first/")


def test_an_app_is_bound_and_the_way_is_open(client: Client, ana: Person) -> None:
    sign_in(client)
    page = client.get("/admin/security/app/")
    secret = page.context["form"].secret
    before = client.session.session_key
    answer = client.post("/admin/security/app/", {"code": code_of(secret)})
    assert (answer["Location"], inside(client)) == ("/admin/security/codes/", True)
    assert client.session.session_key != before
    assert ("factor_added", {"kind": "app"}) in acts()
    assert secret not in str(AuditEntry.objects.values_list("facts"))


def test_the_secret_of_an_app_lies_sealed(ana: Person) -> None:
    secret = bind_app(ana)
    assert secret not in str(Authenticator.objects.get().data)


def test_a_wrong_first_code_binds_nothing(client: Client, ana: Person) -> None:
    sign_in(client)
    secret = client.get("/admin/security/app/").context["form"].secret
    client.post("/admin/security/app/", {"code": wrong_code(secret)})
    assert not Authenticator.objects.exists()


def test_with_an_app_the_password_opens_nothing(client: Client, ana: Person) -> None:
    bind_app(ana)
    assert sign_in(client) == SECOND
    assert client.get("/admin/security/")["Location"].startswith(LOGIN)


def test_the_code_of_the_app_signs_in(client: Client, ana: Person) -> None:
    secret = bind_app(ana)
    sign_in(client)
    client.post(SECOND, {"code": wrong_code(secret)})
    assert not inside(client)
    client.post(SECOND, {"code": code_of(secret)})
    assert inside(client)


def test_a_code_that_was_seen_signs_nobody_else_in(ana: Person) -> None:
    secret = bind_app(ana)
    code, clients = code_of(secret), [Client(), Client()]
    for client in clients:
        sign_in(client)
        client.post(SECOND, {"code": code})
    assert [inside(client) for client in clients] == [True, False]


def test_a_recovery_code_signs_in_once_and_stands_on_the_trail(ana: Person) -> None:
    bind_app(ana)
    code, clients = bind_codes(ana)[3], [Client(), Client()]
    for client in clients:
        sign_in(client)
        client.post(SECOND, {"code": code})
    assert [inside(client) for client in clients] == [True, False]
    assert ("recovery_code_used", {"left": 9}) in acts()


def test_a_new_password_does_not_pass_the_second_factor(client: Client, ana: Person) -> None:
    bind_app(ana)
    client.post("/admin/password_reset/", {"email": ana.email})
    path = re.search(r"/admin/password_reset/confirm/\S+", mail.outbox[0].body)
    form = client.get(path.group(), follow=True)
    client.post(form.redirect_chain[-1][0], {"new_password1": "even-Longer-8", "new_password2": "even-Longer-8"})
    assert not inside(client)
    assert sign_in(client, "even-Longer-8") == SECOND


def test_links_for_a_new_password_are_not_sent_without_end(client: Client, ana: Person) -> None:
    answers = [client.post("/admin/password_reset/", {"email": ana.email}).status_code for _each in range(6)]
    assert answers == [302] * 5 + [429]
    assert len(mail.outbox) == 5


def test_after_five_wrong_passwords_the_right_one_waits_too(client: Client, ana: Person) -> None:
    for _each in range(5):
        sign_in(client, "wrong")
    assert sign_in(client) == ""
    assert ("sign_in_failures", {"of": "password", "count": 5}) in acts()


@pytest.mark.both
def test_tries_are_counted_for_all_servers_together(settings, ana: Person) -> None:
    """Each server has a connection of its own to what counts; here none keeps anything between two tries."""
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "praeco_cache"}
    }
    for _each in range(5):
        sign_in(Client(), "wrong")
        settings.CACHES = {**settings.CACHES}  # the next server's
    assert sign_in(Client()) == ""


def test_a_burst_of_wrong_codes_stands_on_the_trail_without_them(client: Client, ana: Person) -> None:
    code = wrong_code(bind_app(ana))
    sign_in(client)
    for _each in range(5):
        client.post(SECOND, {"code": code})
    assert ("sign_in_failures", {"of": "factor", "count": 5}) in acts()
    assert code not in str(AuditEntry.objects.values_list("facts"))


def test_whose_sign_in_is_closed_is_told_no_more_than_a_stranger(client: Client, ana: Person) -> None:
    Person.objects.update(is_active=False)
    told = [
        client.post(LOGIN, {"login": name, "password": PASSWORD}).context["form"].non_field_errors()
        for name in ("ana", "nobody")
    ]
    assert told[0] == told[1]


def test_who_holds_no_role_is_told_so_and_goes_round_in_no_circle(client: Client, db: None) -> None:
    Person.objects.create_user("ana", "ana@courts.example", PASSWORD)
    client.force_login(Person.objects.get())
    page = client.get("/admin/", follow=True)
    assert "You hold no role in a court now." in page.content.decode()


def test_where_the_second_factor_is_switched_off_the_page_to_sign_in_says_so(
    client: Client, settings, db: None
) -> None:
    said = "This is a demo: the second factor is switched off."
    assert said not in client.get(LOGIN).content.decode()
    settings.MFA_REQUIRED = False
    assert said in client.get(LOGIN).content.decode()


def test_nobody_signs_up() -> None:
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")


def test_a_picture_of_another_site_signs_nobody_out(client: Client, ana: Person) -> None:
    client.force_login(ana)
    assert client.get("/admin/logout/").status_code == 405
    assert inside(client)
    client.post("/admin/logout/")
    assert not inside(client)


def test_the_last_factor_stays(client: Client, ana: Person) -> None:
    bind_app(ana)
    client.force_login(ana)
    page = client.post("/admin/security/remove/", {"factor": Authenticator.objects.get().pk}, follow=True)
    assert "This is your only second factor." in page.content.decode()
    assert Authenticator.objects.exists()


def test_one_removes_only_what_is_ones_own(client: Client, ana: Person, court: Court) -> None:
    bind_app(ana)
    bind_app(make_person(court, Role.JUDGE))
    client.force_login(ana)
    for factor in (*Authenticator.objects.exclude(user=ana).values_list("pk", flat=True), "", "x", "9" * 30):
        client.post("/admin/security/remove/", {"factor": factor})
    assert Authenticator.objects.count() == 2


def test_a_session_is_ended_by_its_owner_alone(ana: Person, court: Court) -> None:
    secret, here, there, other = bind_app(ana), Client(), Client(), Client()
    codes = bind_codes(ana)
    for client, code in ((there, codes[0]), (here, code_of(secret))):
        sign_in(client)
        client.post(SECOND, {"code": code})
    (theirs,) = [one for one in here.get("/admin/security/").context["sessions"] if not one["this"]]
    other.force_login(make_person(court, Role.JUDGE))
    other.post("/admin/security/sessions/end/", {"session": theirs["pk"]})
    assert inside(there)
    here.post("/admin/security/sessions/end/", {"session": theirs["pk"]})
    assert (inside(there), inside(here)) == (False, True)


def test_all_other_sessions_end_at_once(ana: Person) -> None:
    codes, here, there = [*bind_codes(ana)], Client(), [Client(), Client()]
    bind_app(ana)
    for client, code in zip((*there, here), codes, strict=False):
        sign_in(client)
        client.post(SECOND, {"code": code})
    here.post("/admin/security/sessions/end/")
    assert [inside(client) for client in (*there, here)] == [False, False, True]
    assert ("sessions_ended", {"count": 2}) in acts()


def test_new_recovery_codes_end_the_old_ones(client: Client, ana: Person) -> None:
    bind_app(ana)
    old = bind_codes(ana)
    client.force_login(ana)
    client.post("/admin/security/codes/")
    assert not set(old) & set(Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes())
    assert "recovery_codes_made" in dict(acts())


# --- a lost device ---------------------------------------------------------------------------


@pytest.fixture
def lost(court: Court) -> Person:
    person = make_person(court, Role.JUDGE, username="jon", password=PASSWORD)
    bind_app(person)
    bind_codes(person)
    return person


def reset(client: Client, court: Court, person: Person) -> int:
    return client.post(f"/admin/people/{court.slug}/{person.pk}/second-factor/").status_code


def test_another_administrator_resets_a_lost_device(client: Client, court: Court, ana: Person, lost: Person) -> None:
    theirs = Client()
    theirs.force_login(lost)
    client.force_login(ana)
    reset(client, court, lost)
    lost.refresh_from_db()
    assert not Authenticator.objects.filter(user=lost).exists()
    assert not lost.check_password(PASSWORD)
    assert not inside(theirs)
    entry = AuditEntry.objects.get(act="second_factor_reset")
    assert (entry.actor, entry.subject) == (f"person:{ana.pk}", f"person:{lost.pk}")


@pytest.mark.parametrize("who", ["themselves", "judge", "stranger", "superuser"])
def test_nobody_else_resets_it(client: Client, court: Court, lost: Person, who: str) -> None:
    person = {
        "themselves": lambda: lost,
        "judge": lambda: make_person(court, Role.JUDGE),
        "stranger": lambda: make_person(make_court(), *Role),
        "superuser": lambda: Person.objects.create_superuser("root", "root@courts.example", PASSWORD),
    }[who]()
    if who == "themselves":
        person.memberships.create(court=court, role=Role.ADMINISTRATOR)
        person.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(person)
    reset(client, court, lost)
    assert Authenticator.objects.filter(user=lost).count() == 2
    assert not AuditEntry.objects.filter(act="second_factor_reset").exists()


@pytest.mark.parametrize(("required", "said"), [(False, "PRAECO_MFA=true make demo switches it on"), (True, "binds")])
def test_the_demo_says_how_the_second_factor_stands(
    settings, ana: Person, court: Court, required: bool, said: str
) -> None:
    settings.MFA_REQUIRED = required
    assert said in words(Cast(court=court, people={"ana": ana}), "norvale-1")
