import pytest
from django.test import RequestFactory
from django.urls import get_resolver, reverse
from django.utils.translation import override
from wagtail.admin.menu import admin_menu

from publishing.ground.models import Role
from tests.factories import make_account, make_court, make_person

pytestmark = pytest.mark.django_db
COMMON = ["home", "posts", "templates", "decisions", "notices", "proposals", "outbox", "sweep", "matters"]


@pytest.fixture(autouse=True)
def addresses() -> None:
    """Part of the menu is registered with the addresses, which the first request loads."""
    assert get_resolver().url_patterns


def names(person) -> list[str]:
    request = RequestFactory().get("/admin/")
    request.user = person
    items = sorted(admin_menu.menu_items_for_request(request), key=lambda item: item.order)
    return [item.name for item in items]


def court_names(person) -> list[str]:
    request = RequestFactory().get("/admin/")
    request.user = person
    items = {item.name: item for item in admin_menu.menu_items_for_request(request)}
    return [item.name for item in items["court"].menu.menu_items_for_request(request)]


def test_a_press_officer_sees_what_they_work_with() -> None:
    expected = [*COMMON, "quiet", "roster", "media", "reports-engagement", "guidelines", "record", "sign-in"]
    assert names(make_person(make_court(), Role.PRESS_OFFICER)) == expected


def test_an_administrator_finds_the_court() -> None:
    person = make_person(make_court(), Role.ADMINISTRATOR)
    assert names(person)[-2:] == ["court", "sign-in"]
    pages = [
        "court",
        "people",
        "people-rights",
        "training",
        "accounts",
        "rules",
        "matters-rules",
        "watch-index",
        "notices-mail",
        "trail",
    ]
    assert court_names(person) == [name if "-" in name else f"{name}-index" for name in pages]


def test_a_registrar_finds_rules_docket_numbers_and_the_trail_alone() -> None:
    assert court_names(make_person(make_court(), Role.REGISTRAR)) == ["rules-index", "matters-rules", "trail-index"]


def test_a_president_finds_the_rules_alone() -> None:
    assert court_names(make_person(make_court(), Role.PRESIDENT)) == ["rules-index"]


def test_an_adviser_finds_what_is_asked_of_them_and_little_else() -> None:
    found = set(names(make_person(make_court(), Role.ADVISER)))
    assert found - {"reports-engagement", "record"} == {"home", "questions", "notices", "roster", "sign-in"}


def test_a_security_lead_finds_what_emergencies_need() -> None:
    found = set(names(make_person(make_court(), Role.SECURITY_LEAD)))
    assert found - {"reports-engagement", "record"} == {"decisions", "home", "notices", "outbox", "roster", "sign-in"}


def test_a_superuser_without_a_role_finds_no_court() -> None:
    assert set(names(make_person(is_superuser=True))) <= {"home", "reports-engagement", "record", "sign-in"}


def test_nothing_of_wagtails_own_is_in_the_menu() -> None:
    everyone = names(make_person(make_court(), *Role, is_superuser=True))
    assert not {"explorer", "documents", "settings", "help", "reports", "images"} & set(everyone)


def test_an_administrator_sees_the_accounts_of_their_court_and_no_secret(client) -> None:
    court = make_court()
    make_account(court, handle="norvale", credentials=b"canary")
    make_account(make_court(), handle="elsewhere")
    client.force_login(make_person(court, Role.ADMINISTRATOR))
    page = client.get(reverse("accounts:index")).content.decode()
    assert "norvale" in page
    assert "elsewhere" not in page
    assert "canary" not in page


def test_the_accounts_are_shut_to_others(client) -> None:
    client.force_login(make_person(make_court(), Role.JUDGE))
    assert client.get(reverse("accounts:index")).status_code == 404


def test_the_menu_speaks_the_language_of_each_request() -> None:
    person = make_person(make_court(), *Role)
    request = RequestFactory().get("/admin/")
    request.user = person

    def labels() -> list[str]:
        return [str(item.render_component(request).label) for item in admin_menu.menu_items_for_request(request)]

    with override("en"):
        english = labels()
    with override("fr"):
        french = labels()
    same = {one for one, other in zip(english, french, strict=True) if one == other}
    assert same <= {"Questions"}, same
