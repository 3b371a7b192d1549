from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from publishing.ground.models import AuditEntry, Court, Person
from tests.factories import make_court, make_person
from tests.two import grant

pytestmark = pytest.mark.django_db
OPTIONS = {
    "--name": "Court of Norvale",
    "--slug": "norvale",
    "--code": "NOR",
    "--time-zone": "Europe/Zagreb",
    "--language": "en",
    "--domain": "courts.norvale.example",
}
TWO = ["--administrator", "ana:ana@court.example", "--administrator", "ivo:ivo@court.example"]


def run(people: list[str] | None = None, **changed: str) -> str:
    options = {**OPTIONS, **{f"--{name.replace('_', '-')}": value for name, value in changed.items()}}
    out = StringIO()
    given = [part for pair in options.items() for part in pair]
    call_command("create_court", *given, *(TWO if people is None else people), stdout=out)
    return out.getvalue()


def test_a_court_is_set_up_on_the_record() -> None:
    run()
    court = Court.objects.get(slug="norvale")
    assert court.memberships.filter(role="administrator").count() == 2
    assert AuditEntry.objects.filter(court=court, act="court_created", actor="system").exists()
    given = AuditEntry.objects.filter(court=court, act="role_granted", actor="system", facts={"role": "administrator"})
    assert {row.subject for row in given} == {f"person:{person.pk}" for person in Person.objects.all()}


def test_its_two_administrators_give_the_first_role_that_decides() -> None:
    run()
    court, (ana, ivo) = Court.objects.get(slug="norvale"), Person.objects.order_by("username")
    judge = make_person()
    grant(court, judge, "judge", by=ana, and_by=ivo)
    assert court.memberships.get(person=judge).role == "judge"


def test_the_printed_link_lets_a_new_administrator_choose_a_password_once() -> None:
    out = run()
    address = next(word for word in out.split() if "password_reset/confirm" in word)
    path = "/admin/" + address.split("/admin/")[1]
    client = Client()
    form = client.get(path, follow=True)
    client.post(form.redirect_chain[-1][0], {"new_password1": "long-Enough-9", "new_password2": "long-Enough-9"})
    assert any(person.check_password("long-Enough-9") for person in Person.objects.all())
    assert b"new_password1" not in Client().get(path, follow=True).content


def test_a_known_administrator_keeps_their_password() -> None:
    known = make_person(username="ana", email="ana@court.example")
    out = run()
    known.refresh_from_db()
    assert "ana: signs in as before" in out
    assert Person.objects.count() == 2


@pytest.mark.parametrize(
    ("changed", "option"),
    [
        ({"name": " "}, "--name"),
        ({"slug": "a b"}, "--slug"),
        ({"code": "low"}, "--code"),
        ({"time_zone": "Mars/Base"}, "--time-zone"),
        ({"language": "English!"}, "--language"),
        ({"domain": "https://court.example"}, "--domain"),
    ],
)
def test_a_bad_option_is_named_and_nothing_is_kept(changed, option: str) -> None:
    with pytest.raises(CommandError, match=option):
        run(**changed)
    assert (Court.objects.count(), Person.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("people", "words"),
    [
        (["--administrator", "ana:ana@court.example"], "two different people"),
        (["--administrator", "ana", *TWO[2:]], "is not USERNAME:EMAIL"),
        (["--administrator", "ana:nowhere", *TWO[2:]], "valid email"),
        (["--administrator", "a b:ana@court.example", *TWO[2:]], "“a b:ana@court.example”"),
    ],
)
def test_bad_administrators_are_named_and_nothing_is_kept(people: list[str], words: str) -> None:
    with pytest.raises(CommandError, match=words) as refused:
        run(people)
    assert "--administrator" in str(refused.value)
    assert (Court.objects.count(), Person.objects.count()) == (0, 0)


def test_a_known_name_with_another_address_is_refused() -> None:
    make_person(username="ana", email="other@court.example")
    with pytest.raises(CommandError, match="exists with another e-mail address"):
        run()


def test_a_slug_that_is_taken_is_refused() -> None:
    make_court(slug="norvale")
    with pytest.raises(CommandError, match=r"--slug: .*already exists"):
        run()
