"""What a person writes beside a release, when the register cannot be asked."""

from __future__ import annotations

import pytest

from publishing.domain.delivery import State
from publishing.ground.models import Role
from publishing.models import Delivery, Pause, Release
from publishing.services import WordsRefused, delivery_confirm_sent, pause_start, release_withdraw
from tests.factories import make_delivery, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def deaf(settings) -> None:
    settings.PUBLISHING_GATE = "tests.publishing.gates.Raising"


def test_a_withdrawal_goes_on_without_its_reason() -> None:
    sent = make_delivery(State.SENT)
    release_withdraw(sent.release, reason="It named the child.", by="system")
    kept = Release.objects.get()
    assert (Delivery.objects.get().state, "child" in kept.withdrawn_reason) == (State.WITHDRAWING, False)
    assert "could not be checked" in kept.withdrawn_reason


def test_a_pause_goes_on_without_its_reason() -> None:
    held = make_delivery()
    pause_start(court=held.court, by=make_person(held.court, Role.JUDGE), reason="It named the child.")
    assert "could not be checked" in Pause.objects.get().reason


def test_an_address_waits_until_it_can_be_checked() -> None:
    doubt = make_delivery(State.UNKNOWN)
    with pytest.raises(WordsRefused, match="Try again"):
        delivery_confirm_sent(doubt, url="https://social.example/1", by=make_person(doubt.court, Role.PRESS_OFFICER))
    assert Delivery.objects.get().state == State.UNKNOWN


def test_what_could_not_be_checked_is_not_logged(caplog) -> None:
    release_withdraw(make_delivery(State.SENT).release, reason="It named the child.", by="system")
    assert "ValueError" in caplog.text
    assert "child" not in caplog.text
