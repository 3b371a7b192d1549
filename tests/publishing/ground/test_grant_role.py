from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from publishing.ground.models import AuditEntry, Membership
from tests.factories import make_court, make_person

pytestmark = pytest.mark.django_db


def run(court: str, person: str, role: str = "administrator") -> str:
    out = StringIO()
    call_command("grant_role", "--court", court, "--person", person, "--role", role, stdout=out)
    return out.getvalue()


def test_a_role_is_given_at_the_command_line_on_the_trail() -> None:
    court, person = make_court(), make_person(username="ilka")
    assert "is now Administrator of" in run(court.slug, "ilka")
    assert Membership.objects.get(person=person).role == "administrator"
    entry = AuditEntry.objects.get(act="role_granted")
    assert (entry.actor, entry.subject) == ("system", f"person:{person.pk}")


@pytest.mark.parametrize(("court", "person", "named"), [("none", "ilka", "--court"), ("norvale", "none", "--person")])
def test_what_is_not_known_is_named(court: str, person: str, named: str) -> None:
    make_court(slug="norvale")
    make_person(username="ilka")
    with pytest.raises(CommandError, match=named):
        run(court, person)
    assert not Membership.objects.exists()


def test_somebody_whose_sign_in_is_closed_is_given_nothing() -> None:
    court = make_court()
    make_person(username="ilka", is_active=False)
    with pytest.raises(CommandError, match="sign-in is closed"):
        run(court.slug, "ilka")
