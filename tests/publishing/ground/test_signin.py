import re

import pytest
from django.core import mail

from publishing.ground.models import AuditEntry, Role
from tests.factories import make_court, make_person

pytestmark = pytest.mark.django_db
LOGIN = "/admin/login/"


@pytest.fixture
def person():
    made = make_person(make_court(), Role.JUDGE, username="ana", password="long-Enough-9")
    return made


def test_a_sign_in_stands_on_the_trail_of_each_court(client, person) -> None:
    make_court()
    client.post(LOGIN, {"login": "ana", "password": "long-Enough-9"})
    entry = AuditEntry.objects.get(act="signed_in")
    assert (entry.court, entry.actor) == (person.memberships.get().court, f"person:{person.pk}")


def test_a_failed_sign_in_is_logged_without_the_name(client, person, caplog) -> None:
    client.post(LOGIN, {"login": "ana-canary", "password": "wrong-canary"})
    assert "A sign-in failed." in caplog.text
    assert "canary" not in caplog.text


def test_a_failed_sign_in_does_not_say_whether_the_name_exists(client, person) -> None:
    answers = [client.post(LOGIN, {"login": name, "password": "x"}) for name in ("ana", "nobody")]
    known, unknown = (answer.context["form"].non_field_errors() for answer in answers)
    assert known == unknown


def test_the_page_to_sign_in_speaks_of_praeco(client) -> None:
    page = client.get(LOGIN).content.decode()
    assert "Sign in - Praeco</title>" in page
    assert "Sign in to Praeco</h1>" in page


def test_a_forgotten_password_is_chosen_anew(client, person) -> None:
    client.post("/admin/password_reset/", {"email": person.email})
    path = re.search(r"/admin/password_reset/confirm/\S+", mail.outbox[0].body).group()
    form = client.get(path, follow=True)
    client.post(form.redirect_chain[-1][0], {"new_password1": "even-Longer-8", "new_password2": "even-Longer-8"})
    person.refresh_from_db()
    assert person.check_password("even-Longer-8")


def test_a_password_is_sent_to_nobody_unknown(client, person) -> None:
    client.post("/admin/password_reset/", {"email": "nobody@court.example"})
    assert mail.outbox == []
