"""Quiet periods: two people, one writer, and what the checks and the gate make of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from approvals.gate import Recheck
from approvals.models import QuietPeriod
from approvals.services import (
    Invalid,
    NotAllowed,
    PartyEntry,
    QuietEntry,
    Refused,
    justification_save,
    post_submit,
    quiet_confirm,
    quiet_end_propose,
    quiet_propose,
    quiet_refuse,
    quiet_withdraw,
    releases_within,
    review_now,
)
from cms.models import Post
from publishing.domain.delivery import State
from publishing.ground.models import AuditEntry, Court, Notice
from publishing.ground.subjects import subject_names
from publishing.models import Delivery, Release
from tests.approvals.conftest import approve, make_matter
from tests.factories import make_account, make_court, make_delivery, make_person, make_post, make_release

pytestmark = [pytest.mark.both, pytest.mark.django_db]
DAY = timedelta(days=1)
MAY_PROPOSE = ("registrar", "press_officer", "administrator")
MAY_CONFIRM = ("registrar", "president", "administrator")
ALL = ("press_officer", "reviewer", "registrar", "judge", "president", "administrator", "stranger")


def entry(**facts: Any) -> QuietEntry:
    now = timezone.now()
    given = {"name": "General election", "kind": "election", "starts_at": now - DAY, "ends_at": now + 7 * DAY}
    return QuietEntry(**{**given, **facts})


def proposed(people: SimpleNamespace, **facts: Any) -> QuietPeriod:
    court = people.registrar.memberships.get().court
    return quiet_propose(court=court, entry=entry(**facts), by=people.registrar)


def in_force(people: SimpleNamespace, **facts: Any) -> QuietPeriod:
    return quiet_confirm(period=proposed(people, **facts), turn=0, by=people.president)


def ending(people: SimpleNamespace, period: QuietPeriod, to: datetime | None = None) -> QuietPeriod:
    return quiet_end_propose(period=period, turn=period.turn, by=people.registrar, to=to)


def codes(post: Post) -> list[str]:
    return [seen.finding.code for seen in review_now(post).seen]


def mails(person: Any) -> list[Notice]:
    return list(Notice.objects.filter(person=person).order_by("created_at"))


@pytest.fixture
def release(before_judge: Any, people: SimpleNamespace) -> Release:
    approve(before_judge, people.judge)
    return Release.objects.get()


class TestWhoSets:
    @pytest.mark.parametrize("role", ALL)
    def test_those_roles_propose_and_no_other(self, court: Court, people: SimpleNamespace, role: str) -> None:
        try:
            quiet_propose(court=court, entry=entry(), by=getattr(people, role))
        except NotAllowed:
            assert role not in MAY_PROPOSE
        assert QuietPeriod.objects.count() == (role in MAY_PROPOSE)

    @pytest.mark.parametrize("role", ALL)
    def test_those_roles_confirm_and_no_other(self, court: Court, people: SimpleNamespace, role: str) -> None:
        period = quiet_propose(court=court, entry=entry(), by=make_person(court, "press_officer"))
        try:
            quiet_confirm(period=period, turn=0, by=getattr(people, role))
        except NotAllowed:
            assert role not in MAY_CONFIRM
        assert QuietPeriod.objects.binding().count() == (role in MAY_CONFIRM)

    def test_nobody_confirms_what_they_proposed_whatever_their_roles(self, court: Court) -> None:
        person = make_person(court, *MAY_PROPOSE, "president", is_superuser=True)
        make_person(court, "registrar")
        period = quiet_propose(court=court, entry=entry(), by=person)
        with pytest.raises(NotAllowed):
            quiet_confirm(period=period, turn=0, by=person)

    def test_a_superuser_without_a_role_does_nothing(self, people: SimpleNamespace) -> None:
        period = proposed(people)
        with pytest.raises(NotAllowed):
            quiet_confirm(period=period, turn=0, by=make_person(is_superuser=True))

    def test_somebody_who_left_does_not_confirm(self, people: SimpleNamespace) -> None:
        period = proposed(people)
        people.president.is_active = False
        people.president.save()
        with pytest.raises(NotAllowed):
            quiet_confirm(period=period, turn=0, by=people.president)

    def test_the_database_refuses_one_person_twice(self, people: SimpleNamespace) -> None:
        period = proposed(people)
        with pytest.raises(IntegrityError), transaction.atomic():
            QuietPeriod.objects.filter(pk=period.pk).update(stage="in-force", decided_by=people.registrar)

    def test_the_database_refuses_force_without_a_second_person(self, people: SimpleNamespace) -> None:
        period = proposed(people)
        with pytest.raises(IntegrityError), transaction.atomic():
            QuietPeriod.objects.filter(pk=period.pk).update(stage="in-force")

    def test_where_nobody_else_could_confirm_it_is_said_at_once(self) -> None:
        alone = make_court()
        with pytest.raises(Refused, match="invite"):
            quiet_propose(court=alone, entry=entry(), by=make_person(alone, "registrar"))
        assert not QuietPeriod.objects.exists()

    def test_a_second_tap_confirms_once(self, people: SimpleNamespace) -> None:
        period = in_force(people)
        with pytest.raises(Refused):
            quiet_confirm(period=period, turn=0, by=people.administrator)
        assert AuditEntry.objects.filter(act="quiet_set").count() == 1

    def test_it_is_too_late_to_confirm_what_has_ended(self, people: SimpleNamespace, time_machine: Any) -> None:
        period = proposed(people)
        time_machine.move_to(timezone.now() + 8 * DAY)
        with pytest.raises(Refused, match="end has passed"):
            quiet_confirm(period=period, turn=0, by=people.president)


class TestWhatIsEntered:
    @pytest.mark.parametrize(
        ("facts", "field"),
        [
            ({"name": " "}, "name"),
            ({"name": "x" * 121}, "name"),
            ({"kind": "carnival"}, "kind"),
            ({"ends_at": timezone.now() - 2 * DAY}, "ends_at"),
            ({"starts_at": timezone.now() - 9 * DAY, "ends_at": timezone.now() - 8 * DAY}, "ends_at"),
            ({"exempt": ["gossip"]}, "exempt"),
            ({"basis": "x" * 301}, "basis"),
        ],
    )
    def test_what_cannot_be_kept_is_refused_at_its_field(
        self, people: SimpleNamespace, facts: dict[str, Any], field: str
    ) -> None:
        with pytest.raises(Invalid) as refused:
            proposed(people, **facts)
        assert set(refused.value.errors) == {field}

    def test_an_account_of_another_court_is_refused(self, people: SimpleNamespace) -> None:
        with pytest.raises(Invalid) as refused:
            proposed(people, accounts=[make_account(make_court())])
        assert set(refused.value.errors) == {"accounts"}

    @pytest.mark.parametrize("field", ["name", "area", "basis"])
    def test_a_protected_name_is_refused_everywhere(self, court: Court, people: SimpleNamespace, field: str) -> None:
        make_matter(court, parties=[PartyEntry(name="Aurelio Vantongeren", protected=True)])
        with pytest.raises(Invalid) as refused:
            proposed(people, **{field: "For Aurelio Vantongeren"})
        assert set(refused.value.errors) == {field}

    def test_the_trail_and_the_mails_do_not_repeat_the_words(self, people: SimpleNamespace) -> None:
        in_force(people, name="Kanarek", area="Kanarek", basis="Kanarek")
        told = [str(row.facts) for row in AuditEntry.objects.all()] + [n.subject + n.body for n in Notice.objects.all()]
        assert told
        assert not [text for text in told if "Kanarek" in text]


class TestProposals:
    def test_a_proposal_changes_nothing_yet(self, post: Post, court: Court, people: SimpleNamespace) -> None:
        before = Court.objects.get(pk=court.pk).register_version
        proposed(people)
        assert codes(post) == []
        assert Court.objects.get(pk=court.pk).register_version == before

    def test_those_who_can_confirm_are_asked_and_nobody_else(self, people: SimpleNamespace) -> None:
        proposed(people)
        asked = {notice.person for notice in Notice.objects.all()}
        assert asked == {people.president, people.administrator}

    def test_it_is_withdrawn_by_its_proposer_alone(self, people: SimpleNamespace) -> None:
        period = proposed(people)
        with pytest.raises(NotAllowed):
            quiet_withdraw(period=period, turn=0, by=people.administrator)
        assert quiet_withdraw(period=period, turn=0, by=people.registrar).stage == "withdrawn"

    def test_what_was_withdrawn_cannot_be_confirmed(self, people: SimpleNamespace) -> None:
        period = quiet_withdraw(period=proposed(people), turn=0, by=people.registrar)
        with pytest.raises(Refused):
            quiet_confirm(period=period, turn=period.turn, by=people.president)

    def test_it_is_refused_with_a_reason_that_its_proposer_is_told_of(self, people: SimpleNamespace) -> None:
        period = quiet_refuse(period=proposed(people), turn=0, by=people.president, answer="The decree is not signed.")
        assert (period.stage, period.answer) == ("refused", "The decree is not signed.")
        assert "refused" in mails(people.registrar)[-1].subject

    @pytest.mark.parametrize("answer", ["", "  ", "no", "x" * 301])
    def test_a_refusal_has_words_and_not_too_many(self, people: SimpleNamespace, answer: str) -> None:
        with pytest.raises(Invalid):
            quiet_refuse(period=proposed(people), turn=0, by=people.president, answer=answer)

    def test_a_refusal_never_names_anyone_protected(self, court: Court, people: SimpleNamespace) -> None:
        make_matter(court, parties=[PartyEntry(name="Aurelio Vantongeren", protected=True)])
        with pytest.raises(Invalid):
            quiet_refuse(period=proposed(people), turn=0, by=people.president, answer="Not for Aurelio Vantongeren.")

    def test_the_proposer_does_not_refuse_it(self, people: SimpleNamespace) -> None:
        with pytest.raises(NotAllowed):
            quiet_refuse(period=proposed(people), turn=0, by=people.registrar, answer="A mistake.")


class TestTheEnd:
    def test_one_person_alone_lifts_nothing(self, post: Post, people: SimpleNamespace) -> None:
        period = ending(people, in_force(people))
        assert codes(post) == ["quiet-period"]
        with pytest.raises(NotAllowed):
            quiet_confirm(period=period, turn=period.turn, by=people.registrar)

    def test_two_people_lift_it(self, post: Post, court: Court, people: SimpleNamespace) -> None:
        period = ending(people, in_force(people))
        before = Court.objects.get(pk=court.pk).register_version
        assert quiet_confirm(period=period, turn=period.turn, by=people.administrator).stage == "lifted"
        assert codes(post) == []
        assert Court.objects.get(pk=court.pk).register_version == before + 1

    def test_who_confirmed_the_period_may_propose_its_end_but_not_confirm_that(self, court: Court) -> None:
        first, second = make_person(court, "registrar"), make_person(court, "registrar")
        period = quiet_confirm(period=quiet_propose(court=court, entry=entry(), by=first), turn=0, by=second)
        period = quiet_end_propose(period=period, turn=period.turn, by=second)
        with pytest.raises(NotAllowed):
            quiet_confirm(period=period, turn=period.turn, by=second)
        assert quiet_confirm(period=period, turn=period.turn, by=first).stage == "lifted"

    def test_two_people_shorten_it(self, post: Post, people: SimpleNamespace) -> None:
        to = timezone.now() + timedelta(hours=1)  # the post goes out tomorrow
        period = ending(people, in_force(people), to)
        assert codes(post) == ["quiet-period"]
        period = quiet_confirm(period=period, turn=period.turn, by=people.president)
        assert (period.stage, period.ends_at, codes(post)) == ("in-force", to, [])

    def test_a_shorter_end_that_has_passed_when_it_is_confirmed_lifts(
        self, people: SimpleNamespace, time_machine: Any
    ) -> None:
        period = ending(people, in_force(people), timezone.now() + timedelta(hours=1))
        time_machine.move_to(timezone.now() + timedelta(hours=2))
        assert quiet_confirm(period=period, turn=period.turn, by=people.president).stage == "lifted"

    def test_it_is_never_made_longer(self, people: SimpleNamespace) -> None:
        period = in_force(people)
        with pytest.raises(Invalid):
            ending(people, period, period.ends_at + DAY)

    def test_a_refused_end_leaves_it_in_force(self, people: SimpleNamespace) -> None:
        period = ending(people, in_force(people))
        period = quiet_refuse(period=period, turn=period.turn, by=people.president, answer="It still lasts.")
        assert (period.stage, period.end_by, period.answer) == ("in-force", None, "It still lasts.")

    def test_a_withdrawn_end_leaves_it_in_force(self, people: SimpleNamespace) -> None:
        period = ending(people, in_force(people))
        assert quiet_withdraw(period=period, turn=period.turn, by=people.registrar).stage == "in-force"

    def test_nobody_agrees_to_an_end_that_changed_since_they_read_it(self, people: SimpleNamespace) -> None:
        """Read as a shortening by a day; meanwhile withdrawn, and proposed again as a lifting."""
        read = ending(people, in_force(people), timezone.now() + 6 * DAY)
        period = quiet_withdraw(period=read, turn=read.turn, by=people.registrar)
        ending(people, period)
        with pytest.raises(Refused):
            quiet_confirm(period=read, turn=read.turn, by=people.president)
        assert QuietPeriod.objects.binding().count() == 1

    def test_each_step_stands_on_the_trail(self, people: SimpleNamespace) -> None:
        period = ending(people, in_force(people))
        quiet_confirm(period=period, turn=period.turn, by=people.president)
        acts = AuditEntry.objects.filter(subject=f"quiet:{period.pk}").order_by("at").values_list("act", flat=True)
        assert list(acts) == ["quiet_proposed", "quiet_set", "quiet_end_proposed", "quiet_lifted"]


def test_the_trail_calls_it_by_its_name_in_its_court_alone(people: SimpleNamespace) -> None:
    period = proposed(people)
    asked = [f"quiet:{period.pk}", "quiet:x"]
    assert subject_names(period.court_id, asked, people.president) == {asked[0]: "General election"}
    assert subject_names(people.stranger.memberships.first().court_id, asked, people.stranger) == {}


class TestWhatIsReviewed:
    def test_a_draft_within_needs_a_reason(self, post: Post, people: SimpleNamespace) -> None:
        in_force(people)
        assert [seen.finding.code for seen in review_now(post).unanswered] == ["quiet-period"]
        assert "reason" in post_submit(post, by=people.press_officer).refused

    def test_a_reason_lets_it_go_on(self, post: Post, people: SimpleNamespace) -> None:
        in_force(people)
        justify(post, people)
        assert post_submit(post, by=people.press_officer).refused == ""

    def test_a_reason_for_one_period_is_none_for_another(self, post: Post, people: SimpleNamespace) -> None:
        in_force(people)
        justify(post, people)
        in_force(people, name="Mourning", kind="mourning")
        assert [seen.finding.params["period"] for seen in review_now(post).unanswered] == ["Mourning"]

    def test_a_strict_one_takes_no_reason(self, post: Post, people: SimpleNamespace) -> None:
        in_force(people, strict=True)
        justify(post, people)
        assert review_now(post).blocks

    def test_another_courts_period_changes_nothing(self, court: Court, post: Post) -> None:
        other = make_court()
        first, second = make_person(other, "registrar"), make_person(other, "registrar")
        quiet_confirm(period=quiet_propose(court=other, entry=entry(), by=first), turn=0, by=second)
        assert codes(post) == []

    def test_one_account_of_several_is_enough_and_is_named(self, court: Court, people: SimpleNamespace) -> None:
        mine, other = make_account(court), make_account(court)
        in_force(people, accounts=[mine])
        found = review_now(make_post(court, people.press_officer, mine, other)).seen
        assert [seen.finding.params["accounts"] for seen in found] == [str(mine)]
        assert codes(make_post(court, people.press_officer, other)) == []

    def test_a_post_that_is_late_is_judged_by_the_time_at_which_it_would_go_out(
        self, court: Court, people: SimpleNamespace
    ) -> None:
        """Due an hour ago, the silence began half an hour ago: to send it now would break it."""
        late = make_post(court, people.press_officer, due_at=timezone.now() - timedelta(hours=1))
        in_force(people, starts_at=timezone.now() - timedelta(minutes=30))
        assert codes(late) == ["quiet-period"]

    def test_a_post_that_may_be_late_into_it_is_found(self, court: Court, people: SimpleNamespace) -> None:
        soon = timezone.now() + timedelta(hours=1)
        in_force(people, starts_at=soon)
        due = soon - timedelta(minutes=5)
        assert codes(make_post(court, people.press_officer, due_at=due)) == []
        assert codes(make_post(court, people.press_officer, due_at=due, missed_minutes=10)) == ["quiet-period"]


class TestWhatIsScheduled:
    def test_the_gate_stops_it(self, release: Release, people: SimpleNamespace) -> None:
        assert Recheck().recheck(release).passed
        in_force(people)
        verdict = Recheck().recheck(release)
        assert (verdict.passed, "quiet-period" in verdict.reason) == (False, True)

    def test_the_register_has_another_version_so_that_the_gate_looks_again(
        self, release: Release, court: Court, people: SimpleNamespace
    ) -> None:
        before = Court.objects.get(pk=court.pk).register_version
        in_force(people)
        assert Court.objects.get(pk=court.pk).register_version == before + 1

    def test_its_reason_given_before_still_counts_at_the_gate(self, post: Post, people: SimpleNamespace) -> None:
        in_force(people)
        justify(post, people)
        round = post_submit(post, by=people.press_officer)
        approve(round, make_person(post.court, "head_of_communications"))
        approve(round, people.president)
        assert Recheck().recheck(Release.objects.get()).passed

    def test_people_learn_at_once_what_lies_in_it(self, release: Release, people: SimpleNamespace) -> None:
        in_force(people)
        assert release.reference in mails(people.press_officer)[-1].body
        assert "1 scheduled post" in mails(people.registrar)[-1].body

    def test_what_is_exempt_is_not_listed(self, court: Court, people: SimpleNamespace) -> None:
        account = make_account(court)
        for kind in ("closure", "emergency", "hearing-list"):
            make_release(account, kind=kind)
        kept = make_release(account, kind="event")
        assert list(releases_within(in_force(people, exempt=["hearing-list"]))) == [kept]

    def test_other_accounts_and_other_times_are_not_listed(self, court: Court, people: SimpleNamespace) -> None:
        mine, other = make_account(court), make_account(court)
        make_release(other)
        make_release(mine, due_in=8 * 86400)
        kept = make_release(mine, other)
        assert list(releases_within(in_force(people, accounts=[mine]))) == [kept]

    @pytest.mark.parametrize("state", [State.SENT, State.CANCELLED, State.HELD])
    def test_what_no_longer_goes_out_by_itself_is_not_listed(
        self, court: Court, people: SimpleNamespace, state: State
    ) -> None:
        make_delivery(state, make_account(court))
        assert not releases_within(in_force(people)).exists()

    def test_confirming_moves_no_delivery(self, release: Release, people: SimpleNamespace) -> None:
        in_force(people)
        assert set(Delivery.objects.values_list("state", flat=True)) == {"scheduled"}


def justify(post: Post, people: SimpleNamespace, text: str = "The court must say this before the vote.") -> None:
    for seen in review_now(post).seen:
        found = {"code": seen.finding.code, "matter": "", "words_hash": seen.words_hash}
        justification_save(reviewable=post, text=text, by=people.press_officer, **found)
