"""What is out and what is scheduled meets an order that was made later: held, or put before a person to decide."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_q.models import Schedule

from approvals import tasks
from approvals.domain.findings import Finding
from approvals.domain.severity import Severity
from approvals.models import Decision, Objection, Party, Sweep
from approvals.services import Invalid, NotAllowed, PartyEntry, Refused, party_add, party_remove
from approvals.services import sweep as sweeping
from approvals.services.objections import objection_leave, objection_withdraw
from approvals.services.sweep import sweep_run, sweeps_due
from cms.home import Home
from publishing.domain.delivery import State
from publishing.ground.models import AuditEntry, Court, Notice
from publishing.models import Delivery, Release
from tests.approvals.conftest import make_matter
from tests.approvals.test_decision_pages import door
from tests.factories import make_account, make_delivery, make_message, make_person

pytestmark = pytest.mark.both
NAME = "Orsolya Vantongeren"
TEXT = f"We thank {NAME} for forty years at the registry."
TITLE = f"Farewell to {NAME}"


def out(court: Court, text: str = TEXT, state: State = State.SENT, **facts: Any) -> Release:
    """A release with these words that is out, or in another state."""
    account = facts.pop("account", None) or make_account(court)
    message = make_message(account, text)
    return make_delivery(state, account, messages=(message,), title=TITLE, **facts).release


def forbid(court: Court, name: str = NAME) -> Party:
    """An order of today protects somebody."""
    return party_add(
        matter=make_matter(court), entry=PartyEntry(name=name, protected=True), by=make_person(court, "registrar")
    )


def objection(court: Court) -> Objection:
    """One that waits for a decision."""
    out(court)
    forbid(court)
    sweep_run(court)
    return Objection.objects.get()


class TestWhatIsOut:
    def test_a_post_without_anything_against_it_is_left_alone(self, court: Court) -> None:
        out(court)
        sweep = sweep_run(court)
        assert (sweep.looked, sweep.found, sweep.failed) == (1, 0, 0)
        assert not Objection.objects.exists()

    def test_a_name_that_an_order_protects_later_is_found(self, court: Court) -> None:
        found = objection(court)
        assert found.decision == Decision.WAITING
        assert "restricted-identity" in {row["code"] for row in found.findings}

    def test_nothing_that_is_kept_holds_a_word_of_the_post(self, court: Court) -> None:
        found = objection(court)
        kept = f"{found.findings} {[*AuditEntry.objects.values_list('facts', 'subject')]}"
        assert "Vantongeren" not in kept
        assert "Orsolya" not in kept

    def test_it_is_raised_once(self, court: Court) -> None:
        objection(court)
        assert sweep_run(court).found == 0
        assert Objection.objects.count() == 1

    def test_it_waits_once_whoever_inserts(self, court: Court) -> None:
        found = objection(court)
        with pytest.raises(IntegrityError), transaction.atomic():
            Objection.objects.create(court=court, release=found.release, register_version=1, found_at=timezone.now())

    def test_it_goes_when_the_order_goes(self, court: Court) -> None:
        out(court)
        party = forbid(court)
        sweep_run(court)
        party_remove(party=party, by=make_person(court, "registrar"))
        sweep_run(court)
        assert Objection.objects.get().decision == Decision.GONE

    def test_a_withdrawn_post_is_found_too_since_the_record_shows_it(self, court: Court) -> None:
        out(court, state=State.WITHDRAWN)
        forbid(court)
        assert sweep_run(court).found == 1

    @pytest.mark.parametrize("state", [State.CANCELLED, State.FAILED])
    def test_what_was_never_said_is_not_read(self, court: Court, state: State) -> None:
        out(court, state=state)
        forbid(court)
        assert sweep_run(court).looked == 0

    def test_another_courts_post_is_not_read(self, court: Court, people: SimpleNamespace) -> None:
        out(people.stranger.memberships.first().court)
        forbid(court)
        assert sweep_run(court).looked == 0

    def test_those_who_decide_are_told_without_a_name(self, court: Court, people: SimpleNamespace) -> None:
        objection(court)
        told = Notice.objects.filter(url=reverse("sweep:index"))
        assert {people.registrar.pk, people.president.pk} <= {notice.person_id for notice in told}
        assert not {people.judge.pk, people.press_officer.pk} & {notice.person_id for notice in told}
        assert "Vantongeren" not in "".join(notice.subject + notice.body for notice in told)

    def test_checks_that_cannot_run_are_counted_and_decide_nothing(
        self, court: Court, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        out(court)
        monkeypatch.setattr("approvals.services.reviews.review", _broken)
        sweep = sweep_run(court)
        assert (sweep.failed, sweep.found) == (1, 0)

    def test_one_post_that_cannot_be_read_stops_no_other(self, court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
        first, read = out(court, due_in=7200), sweeping.release_review
        out(court)
        forbid(court)
        monkeypatch.setattr(sweeping, "release_review", lambda one: read(one) if one.pk != first.pk else _broken())
        sweep = sweep_run(court)
        assert (sweep.found, sweep.failed) == (1, 1)

    def test_a_strict_quiet_period_of_today_says_nothing_of_what_was_said(
        self, court: Court, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        quiet = Finding("quiet-period", (9,), Severity.BLOCK, "quiet-strict", params={"until": "2027-01-01T00:00:00Z"})
        monkeypatch.setattr("approvals.services.reviews.review", lambda *arguments, **_more: [quiet])
        out(court)
        assert sweep_run(court).found == 0


class TestOlderPosts:
    def test_they_are_read_in_batches_one_after_the_other(self, court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sweeping, "OLDER", 2)
        account = make_account(court)
        for day in range(5):
            out(court, f"Closed on day {day}.", account=account, due_in=-86400.0 * (100 + day), minutes=None)
        assert [sweep_run(court).looked for _ in range(4)] == [2, 2, 1, 2]

    def test_what_is_recent_is_read_every_time(self, court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sweeping, "OLDER", 2)
        out(court)
        out(court, due_in=-86400.0 * 100)
        assert [sweep_run(court).looked for _ in range(2)] == [2, 2]


class TestWhatIsScheduled:
    def test_a_new_order_holds_it(self, court: Court) -> None:
        out(court, state=State.SCHEDULED)
        forbid(court)
        assert sweep_run(court).held == 1
        row = Delivery.objects.get()
        assert row.state == State.HELD
        assert "restricted-identity" in row.reason
        assert "Vantongeren" not in row.reason

    def test_the_people_on_duty_are_told(self, court: Court, people: SimpleNamespace) -> None:
        out(court, state=State.SCHEDULED)
        forbid(court)
        sweep_run(court)
        assert Notice.objects.filter(person=people.press_officer, url=reverse("outbox:index")).count() == 1

    def test_what_may_go_out_stays_scheduled(self, court: Court) -> None:
        out(court, state=State.SCHEDULED)
        assert sweep_run(court).held == 0
        assert Delivery.objects.get().state == State.SCHEDULED

    def test_checks_that_cannot_run_leave_it_to_the_last_gate(
        self, court: Court, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        out(court, state=State.SCHEDULED)
        monkeypatch.setattr("approvals.services.reviews.review", _broken)
        sweep_run(court)
        assert Delivery.objects.get().state == State.SCHEDULED


class TestWhen:
    def test_a_court_that_was_never_read_is_due(self, court: Court) -> None:
        assert court.pk in sweeps_due()

    def test_a_court_read_in_this_night_is_not(self, court: Court) -> None:
        sweep_run(court)
        assert court.pk not in sweeps_due()

    def test_the_night_is_that_of_the_court(self, court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
        sweep_run(court)
        Sweep.objects.update(started_at=datetime(2026, 11, 20, 12, tzinfo=ZoneInfo("Europe/Zagreb")))
        for hour, due in ((2, False), (3, True)):
            now = datetime(2026, 11, 21, hour, 5, tzinfo=ZoneInfo("Europe/Zagreb"))
            monkeypatch.setattr(sweeping.timezone, "now", lambda now=now: now)
            assert (court.pk in sweeps_due()) is due
        monkeypatch.undo()

    def test_a_register_that_moved_makes_it_due_after_a_while(self, court: Court) -> None:
        sweep_run(court)
        forbid(court)
        assert court.pk not in sweeps_due()
        Sweep.objects.update(started_at=timezone.now() - sweeping.AGAIN - timedelta(seconds=1))
        assert court.pk in sweeps_due()

    def test_two_runs_do_not_meet(self, court: Court) -> None:
        Sweep.objects.create(court=court, started_at=timezone.now(), register_version=0)
        assert sweep_run(court) is None
        assert court.pk not in sweeps_due()

    def test_a_run_that_died_is_begun_again(self, court: Court) -> None:
        Sweep.objects.create(court=court, started_at=timezone.now() - sweeping.LEASE, register_version=0)
        assert sweep_run(court) is not None

    def test_the_queue_runs_what_is_due(self, court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
        asked: list[Any] = []
        monkeypatch.setattr(tasks, "async_task", lambda *arguments, **options: asked.append(arguments))
        tasks.sweeps_watch()
        assert ("approvals.tasks.sweep", court.pk) in asked
        tasks.sweep(court.pk)
        assert Sweep.objects.get(court=court).ended_at

    def test_the_night_is_looked_for_by_itself(self, db: None) -> None:
        assert Schedule.objects.get(func="approvals.tasks.sweeps_watch").repeats == -1

    def test_a_run_stands_on_the_audit_trail(self, court: Court) -> None:
        sweep_run(court)
        assert AuditEntry.objects.get(act="swept").facts["looked"] == 0

    def test_it_can_be_run_by_hand(self, court: Court, capsys: pytest.CaptureFixture[str]) -> None:
        out(court)
        call_command("sweep", court=court.slug)
        assert "1 read, 0 held, 0 to decide" in capsys.readouterr().out


class TestDeciding:
    @pytest.mark.parametrize("role", ["registrar", "president"])
    def test_withdrawing_takes_it_from_the_networks(self, court: Court, people: SimpleNamespace, role: str) -> None:
        found = objection(court)
        objection_withdraw(objection=found, reason="An order of today.", by=getattr(people, role))
        assert Delivery.objects.get().state == State.WITHDRAWING
        assert Release.objects.get().withdrawn_reason == "An order of today."
        assert Objection.objects.get().decision == Decision.WITHDRAWN

    def test_its_words_leave_the_public_record(self, court: Court, people: SimpleNamespace, client: Client) -> None:
        found = objection(court)
        reference, version = found.release.reference, found.release.version
        one, its = reverse("record:statement", args=[reference]), f"?court={court.slug}"
        pages = [one, f"{one}{version}/", reverse("record:index") + its, reverse("record:feed") + its]
        assert all("Vantongeren" in client.get(page).content.decode() for page in pages)
        objection_withdraw(objection=found, reason="An order of today.", by=people.registrar)
        answers = [client.get(page).content.decode() for page in pages]
        assert all("Vantongeren" not in answer and reference in answer for answer in answers)
        assert "withheld by order of the Court" in answers[0]
        assert client.get(reverse("record:file", args=[reference, version])).status_code == 404

    def test_one_that_was_withdrawn_before_is_withheld_and_keeps_its_first_reason(
        self, court: Court, people: SimpleNamespace
    ) -> None:
        release = out(court, state=State.WITHDRAWN)
        Release.objects.filter(pk=release.pk).update(withdrawn_at=timezone.now(), withdrawn_reason="A wrong date.")
        forbid(court)
        sweep_run(court)
        objection_withdraw(objection=Objection.objects.get(), reason="An order of today.", by=people.president)
        assert Release.objects.get().withdrawn_reason == "A wrong date."
        assert sweep_run(court).looked == 0

    def test_leaving_it_needs_a_reason_and_is_not_asked_again(self, court: Court, people: SimpleNamespace) -> None:
        found = objection(court)
        objection_leave(objection=found, reason="The order allows this form.", by=people.president)
        assert sweep_run(court).found == 0
        assert Delivery.objects.get().state == State.SENT

    def test_something_new_in_it_is_asked_about(self, court: Court, people: SimpleNamespace) -> None:
        out(court, f"{TEXT} Her successor is Benedek Harsanyi-Quill.")
        forbid(court)
        sweep_run(court)
        objection_leave(objection=Objection.objects.get(), reason="The order allows it.", by=people.president)
        forbid(court, "Benedek Harsanyi-Quill")
        assert sweep_run(court).found == 1

    @pytest.mark.parametrize("act", [objection_withdraw, objection_leave])
    @pytest.mark.parametrize("role", ["press_officer", "reviewer", "judge", "administrator", "stranger"])
    def test_nobody_else_decides(self, court: Court, people: SimpleNamespace, role: str, act: Any) -> None:
        found = objection(court)
        with pytest.raises(NotAllowed):
            act(objection=found, reason="An order of today.", by=getattr(people, role))
        assert Objection.objects.get().decision == Decision.WAITING

    @pytest.mark.parametrize("act", [objection_withdraw, objection_leave])
    @pytest.mark.parametrize("reason", ["", "  ", "no", f"It names {NAME}."])
    def test_a_reason_is_needed_that_names_nobody(
        self, court: Court, people: SimpleNamespace, act: Any, reason: str
    ) -> None:
        found = objection(court)
        with pytest.raises(Invalid) as refused:
            act(objection=found, reason=reason, by=people.registrar)
        assert "Vantongeren" not in str(refused.value)

    def test_it_is_decided_once(self, court: Court, people: SimpleNamespace) -> None:
        found = objection(court)
        objection_leave(objection=found, reason="The order allows it.", by=people.president)
        with pytest.raises(Refused):
            objection_withdraw(objection=found, reason="An order of today.", by=people.registrar)

    def test_each_decision_stands_on_the_trail_with_its_person(self, court: Court, people: SimpleNamespace) -> None:
        objection_leave(objection=objection(court), reason="The order allows it.", by=people.president)
        entry = AuditEntry.objects.get(act="objection_left")
        assert entry.actor == f"person:{people.president.pk}"
        assert "allows" not in str(entry.facts)


class TestPages:
    def test_the_page_shows_the_finding_and_never_the_name(self, court: Court, people: SimpleNamespace) -> None:
        found = objection(court)
        for role in ("registrar", "president", "judge", "press_officer"):
            page = door(getattr(people, role)).get(reverse("sweep:index")).content.decode()
            assert found.release.reference in page
            assert "May name a protected person" in page
            assert "Vantongeren" not in page

    def test_only_those_who_decide_have_buttons(self, court: Court, people: SimpleNamespace) -> None:
        address = reverse("sweep:withdraw", args=[objection(court).pk])
        shown = {role: address in door(getattr(people, role)).get(reverse("sweep:index")).content.decode()
                 for role in ("registrar", "president", "judge", "press_officer")}  # fmt: skip
        assert shown == {"registrar": True, "president": True, "judge": False, "press_officer": False}
        assert door(people.judge).get(address).status_code == 404

    def test_another_courts_objection_is_not_there(self, court: Court, people: SimpleNamespace) -> None:
        found = objection(court)
        for name in ("sweep:withdraw", "sweep:leave"):
            client = door(people.stranger)
            assert client.get(reverse(name, args=[found.pk])).status_code == 404
            assert client.post(reverse(name, args=[found.pk]), {"reason": "None at all."}).status_code == 404
        assert found.release.reference not in door(people.stranger).get(reverse("sweep:index")).content.decode()

    def test_withdrawing_takes_two_taps(self, court: Court, people: SimpleNamespace) -> None:
        address = reverse("sweep:withdraw", args=[objection(court).pk])
        client = door(people.registrar)
        assert "Withdraw it everywhere" in client.get(address).content.decode()
        assert client.post(address, {"reason": "An order of today."}).status_code == 302
        assert Delivery.objects.get().state == State.WITHDRAWING

    def test_a_reason_with_the_name_is_refused_under_its_field(self, court: Court, people: SimpleNamespace) -> None:
        answer = door(people.registrar).post(
            reverse("sweep:leave", args=[objection(court).pk]), {"reason": f"It names {NAME}."}
        )
        assert answer.status_code == 422
        assert "Write it without the name." in answer.content.decode()
        assert Objection.objects.get().decision == Decision.WAITING

    def test_home_says_that_something_waits(self, court: Court, people: SimpleNamespace) -> None:
        found = objection(court)
        assert [line.title for line in Home(people.registrar).waits] == [found.release.reference]
        assert Home(people.judge).waits == []

    def test_home_says_when_the_night_was_missed(self, court: Court, people: SimpleNamespace) -> None:
        assert Home(people.registrar).overnight == ""
        sweep_run(court)
        assert Home(people.registrar).overnight == ""
        Sweep.objects.update(started_at=timezone.now() - timedelta(hours=31))
        assert court.name in Home(people.registrar).overnight


def _broken(*arguments: Any, **facts: Any) -> None:
    raise RuntimeError("a checker is broken")
