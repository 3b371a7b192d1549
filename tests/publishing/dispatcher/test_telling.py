"""What the engine logs of a delivery, and that a post stopped in doubt which is out after all calls people."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from publishing.dispatcher.telling import told
from publishing.domain.delivery import State
from publishing.ground import logs
from publishing.ground.models import AuditEntry, Notice, Role
from publishing.models import Alert, Attempt, Delivery
from publishing.networks.base import OutcomeUnknown, Permanent, Sighting
from tests.factories import make_account, make_court, make_delivery, make_message, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.both]
SECRET, NAME, TEXT = "tok-1f0e9d8c7b6a", "Zelda Ashgrove", "The hearing of No. 26-418 is streamed"


@pytest.fixture(autouse=True)
def on_time(monkeypatch: Any) -> None:
    monkeypatch.setattr("publishing.services.releases.first_attempt", lambda due_at, missed, now: due_at)


@pytest.fixture
def lines() -> Iterator[list[str]]:
    """Every line that is logged meanwhile, as both forms write it."""
    found: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda one: found.extend([logs.Json().format(one), logs.Line().format(one)])  # type: ignore
    logging.getLogger().addHandler(handler)
    yield found
    logging.getLogger().removeHandler(handler)


@pytest.fixture
def due() -> Delivery:
    account = make_account(make_court())
    return make_delivery(account=account, due_in=0, minutes=60, messages=(make_message(account, TEXT),))


def step_of(lines: list[str]) -> dict[str, Any]:
    (found,) = [json.loads(line) for line in lines if line.startswith("{") and "a step is written down" in line]
    return found


def test_each_step_is_told_with_delivery_court_account_and_attempt(engine: Any, due: Delivery, lines: Any) -> None:
    engine().turn()
    found, attempt = step_of(lines), Attempt.objects.get()
    assert (found["delivery"], found["court"], found["account"]) == (due.pk, due.court_id, str(due.account_id))
    assert (found["attempt"], found["outcome"], found["state"]) == (attempt.pk, "done", "sent")
    assert (found["level"], found["network"], found["purpose"]) == ("info", "sandbox", "send")


@pytest.mark.parametrize("answer", [
    Permanent(f"{NAME} {SECRET}"), OutcomeUnknown(f"{NAME} {SECRET}"), ValueError(f"{NAME} {SECRET}"),
])  # fmt: skip
def test_whatever_a_network_answers_no_word_of_it_is_logged(
    engine: Any, due: Delivery, lines: Any, answer: Exception
) -> None:
    engine(answer).turn()
    assert step_of(lines)["level"] == "warning"
    for planted in (SECRET, NAME, TEXT, due.release.title):
        assert planted not in "".join(lines)


def test_what_goes_wrong_in_a_thread_is_told_of_its_delivery(engine: Any, due: Delivery, lines: Any) -> None:
    machine = engine(ValueError(NAME))
    (job,) = machine.claim()
    told(machine.perform)(job, None)
    (line,) = [json.loads(line) for line in lines if line.startswith("{") and '"error"' in line and "perform" in line]
    assert (line["delivery"], line["attempt"]) == (due.pk, job.attempt)


def stop_in_doubt(row: Delivery, state: State) -> None:
    """A person decided while the answer was still on its way."""
    Delivery.objects.filter(pk=row.pk).update(state=state, claim=None, lease_until=None, next_attempt_at=None)


@pytest.mark.parametrize("state", [State.CANCELLED, State.FAILED, State.HELD])
def test_what_was_stopped_in_doubt_and_is_out_after_all_calls_people(engine: Any, due: Delivery, state: State) -> None:
    officer = make_person(due.court, Role.PRESS_OFFICER)
    machine = engine()
    results = machine.do(machine.claim())
    stop_in_doubt(due, state)
    machine.settle(results)
    assert Notice.objects.filter(person=officer, kind="alert-out-after-all").count() == 1
    assert AuditEntry.objects.get(act="out_after_all").facts == {"attempt": Attempt.objects.get().pk, "state": state}
    assert Delivery.objects.get().state == state


def test_a_lookup_that_finds_what_was_cancelled_calls_people_too(engine: Any, due: Delivery) -> None:
    from publishing.dispatcher import upkeep
    from publishing.networks.base import Receipt

    machine = engine(OutcomeUnknown("no answer"), Sighting(True, Receipt("114", "https://social.example/114")))
    machine.turn()
    Delivery.objects.update(next_attempt_at=machine.clock.now())
    looking = upkeep.claim_lookups(machine.clock.now(), machine.lanes, "test").jobs
    results = machine.do(looking)
    stop_in_doubt(due, State.CANCELLED)
    machine.settle(results)
    assert list(Alert.objects.values_list("kind", flat=True)) == ["out-after-all"]


def test_it_is_told_once_however_often_it_is_proved(engine: Any, due: Delivery) -> None:
    make_person(due.court, Role.PRESS_OFFICER)
    machine = engine()
    results = machine.do(machine.claim())
    stop_in_doubt(due, State.CANCELLED)
    machine.settle(results)
    machine.settle(results)
    assert Notice.objects.filter(kind="alert-out-after-all").count() == 1


def test_an_answer_that_shows_it_is_not_out_calls_nobody(engine: Any, due: Delivery) -> None:
    machine = engine(Permanent("no"))
    results = machine.do(machine.claim())
    stop_in_doubt(due, State.CANCELLED)
    machine.settle(results)
    assert not Alert.objects.exists()
