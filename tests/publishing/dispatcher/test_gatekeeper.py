from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from publishing.dispatcher.clock import Clock
from publishing.dispatcher.gatekeeper import Gatekeeper, due_for_review, lease
from publishing.domain.delivery import State
from publishing.gate import Verdict, load_gate
from publishing.models import Court, Release
from tests.factories import make_account, make_court, make_release
from tests.publishing import gates

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def release():
    return make_release(make_account(make_court()), due_in=30, reviewed=False)


def keeper(gate, told=None, limit=0.5):
    return Gatekeeper(Clock(), "test", told or (lambda held: None), load=lambda: gate, limit=limit)


class Passing:
    """Passes without asking the database, as it runs in a thread of its own."""

    def recheck(self, release):
        return Verdict(True, release.court.register_version)


def state_of(release):
    return release.deliveries.get().state


def test_what_passes_is_reviewed_with_the_register_of_that_moment(release):
    Court.objects.update(register_version=3)
    keeper(Passing()).turn()
    release.refresh_from_db()
    assert (release.reviewed_register_version, release.reviewed_at is None) == (3, False)


@pytest.mark.parametrize(
    "gate", [gates.Blocking(), gates.Raising(), gates.Hanging(), gates.Babbling()], ids=lambda gate: type(gate).__name__
)
def test_what_does_not_pass_is_held(release, gate):
    keeper(gate).turn()
    assert state_of(release) == State.HELD


def test_what_is_held_says_why(release):
    keeper(gates.Blocking()).turn()
    assert release.deliveries.get().reason == "An embargo was entered after approval."


def test_the_words_of_an_error_are_not_shown(release):
    keeper(gates.Raising()).turn()
    assert "register did not answer" not in release.deliveries.get().reason


def test_without_a_gate_it_is_held(release, settings):
    settings.PUBLISHING_GATE = "approvals.gate.Missing"
    Gatekeeper(Clock(), "test", lambda held: None, load=load_gate).turn()
    assert state_of(release) == State.HELD


def test_people_are_told_what_was_held(release):
    told = []
    keeper(gates.Blocking(), told.extend).turn()
    assert [row.release_id for row in told] == [release.pk]


def test_a_gate_that_hangs_does_not_hang_the_next_review(release):
    slow = keeper(gates.Hanging(), limit=0.1)
    slow.ask(release)
    slow.load = Passing
    assert slow.ask(release).passed


def test_what_is_due_later_is_not_reviewed_yet():
    make_release(make_account(make_court()), due_in=120, reviewed=False)
    assert not due_for_review(timezone.now()).exists()


def test_what_was_reviewed_is_not_reviewed_again(release):
    keeper(Passing()).turn()
    assert not due_for_review(timezone.now()).exists()


def test_a_register_that_moved_asks_again(release):
    keeper(Passing()).turn()
    Court.objects.update(register_version=9)
    assert due_for_review(timezone.now()).exists()


def test_two_dispatchers_do_not_review_the_same(release):
    assert (lease(release, timezone.now()), lease(release, timezone.now())) == (True, False)


def test_the_review_of_a_dispatcher_that_died_is_taken_over(release):
    lease(release, timezone.now())
    assert lease(release, timezone.now() + timedelta(seconds=60))


def test_a_held_release_is_reviewed_afresh_when_it_is_let_go(release):
    keeper(gates.Blocking()).turn()
    release.refresh_from_db()
    assert (release.reviewed_at, release.review_leased_until) == (None, None)
    assert Release.objects.count() == 1
