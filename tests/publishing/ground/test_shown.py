"""A menu reads the roles of whoever asks once a request, and says the same as the question that opens things."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser

from publishing.ground.models import Court, Role
from publishing.ground.shown import shown_to
from tests.factories import make_court, make_person

pytestmark = pytest.mark.django_db
ASKED = ((), *((role,) for role in Role), tuple(Role))


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("facts", [{}, {"training_waived_until": None}])
def test_it_says_what_opens(role: str, facts: dict[str, object]) -> None:
    person = make_person(make_court(**facts), role)
    request = SimpleNamespace(user=person)
    wrong = [one for one in ASKED if shown_to(request, *one) != Court.objects.for_person(person, *one).exists()]
    assert wrong == []


def test_nobody_and_who_left_are_shown_nothing() -> None:
    left = make_person(make_court(), *Role, is_active=False)
    assert not any(shown_to(SimpleNamespace(user=one), *Role) for one in (AnonymousUser(), left))
    assert not shown_to(SimpleNamespace(user=make_person(is_superuser=True)), *Role)


def test_a_request_reads_once_and_the_next_one_anew(django_assert_num_queries) -> None:
    person = make_person(make_court(), Role.JUDGE)
    request = SimpleNamespace(user=person)
    with django_assert_num_queries(1):
        assert [shown_to(request, role) for role in (Role.JUDGE, Role.REGISTRAR)] == [True, False]
    person.memberships.all().delete()
    assert not shown_to(SimpleNamespace(user=person), Role.JUDGE)
