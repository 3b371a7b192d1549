"""A machine that mixes what people, clocks and dispatchers do, and asks after each step whether the laws still hold.

Short here; `make bench` runs it for as many examples as PRAECO_MACHINE_EXAMPLES says, of PRAECO_MACHINE_STEPS steps.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db.models import Q
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from approvals.models import Delegation, Question, Suggestion, Vote
from approvals.services import MatterEntry, digest_of, matter_save, vote_cast, vote_take_back
from approvals.services.comments import comment_write
from approvals.services.deadlines import deadlines_run
from approvals.services.duties import approvers
from approvals.services.panels import panel_set
from approvals.services.questions import question_answer, question_ask, question_take_back
from approvals.services.recusals import recuse
from approvals.services.roster import delegation_end, delegation_set
from approvals.services.suggestions import suggestion_make
from cms.models import Post
from cms.services import post_save_draft, post_submit, post_take_back
from cms.services.naming import post_name, post_seal, post_unseal
from cms.services.talking import post_take_over
from publishing.dispatcher.claim import key_of
from publishing.domain.delivery import State
from publishing.ground.models import Membership
from publishing.models import Delivery, Pause, Release
from publishing.services import (
    delivery_cancel,
    delivery_confirm_absent,
    delivery_confirm_sent,
    delivery_release,
    delivery_try_again,
    pause_lift,
    pause_start,
)
from tests.factories import make_post

from .approval_laws import Broken, Laws, hold
from .approval_world import PEOPLE, WRITERS, World, round_of, standing

pytestmark = [pytest.mark.django_db]

TEXTS = (
    "The registry opens at nine.",
    "The registry opens at ten.",
    "The reading room is closed on Monday.",
    "Parking is possible in the yard.",
)
WAITS = (1, 30, 61, 130, 900, 3600, 5 * 3600, 20 * 3600, 90_000)
posts, people, texts = st.integers(0, 1), st.sampled_from(sorted(PEOPLE)), st.sampled_from(TEXTS)
writers, picks = st.sampled_from(WRITERS), st.integers(0, 7)


class Machine(RuleBasedStateMachine):
    """One court with two posts at most. `taken` counts the steps of all machines, `told` what they came to."""

    taken = 0
    told: dict[str, int] = {}

    def __init__(self) -> None:
        super().__init__()
        self.world = World()
        self.laws = Laws(self.world)

    def teardown(self) -> None:
        for name, found in (("releases", Release.objects.filter(court=self.world.court).count()),
                            ("sent", len(self.world.network.published)), ("done", self.world.done),
                            ("refused", self.world.refused)):  # fmt: skip
            Machine.told[name] = Machine.told.get(name, 0) + found
        self.world.end()

    @invariant()
    def the_laws_hold(self) -> None:
        Machine.taken += 1
        self.laws.all()
        self.laws.left()

    # --- the desk --------------------------------------------------------------------------------

    @initialize(kind=st.sampled_from(("service-update", "vacancy", "emergency")), linked=st.booleans())
    def first_draft(self, kind: str, linked: bool) -> None:
        self.draft("officer", kind, linked, 3 * 3600, None)
        self.carry(0, 3)

    @precondition(lambda self: len(self.world.posts()) < 2)
    @rule(who=writers, kind=st.sampled_from(("service-update", "vacancy", "emergency")), linked=st.booleans(),
          due=st.sampled_from((600, 3 * 3600, 30 * 3600)), missed=st.sampled_from((None, 10, 600)))  # fmt: skip
    def draft(self, who: str, kind: str, linked: bool, due: int, missed: int | None) -> None:
        facts = {"matters": [self.world.matter]} if linked else {}
        person, at = self.world.person(who), datetime.now(UTC) + timedelta(seconds=due)
        make_post(self.world.court, person, *self.world.accounts, kind=kind, due_at=at, missed_minutes=missed, **facts)

    def post(self, place: int) -> Post:
        found = self.world.posts()
        return found[place % len(found)]

    @rule(place=posts, who=people, text=texts)
    def edit(self, place: int, who: str, text: str) -> None:
        post = self.post(place)
        post.text = text
        self.world.trying(lambda: post_save_draft(post=post, by=self.world.person(who)))

    @rule(place=posts, who=writers, seconds=st.sampled_from((-60, 300, 3 * 3600, 26 * 3600)))
    def reschedule(self, place: int, who: str, seconds: int) -> None:
        post = self.post(place)
        post.due_at = datetime.now(UTC) + timedelta(seconds=seconds)
        self.world.trying(lambda: post_save_draft(post=post, by=self.world.person(who)))

    @rule(place=posts, text=texts)
    def edit_behind_its_back(self, place: int, text: str) -> None:
        """As a shell or a flaw would: no revision, no lock, no question."""
        Post.objects.filter(pk=self.post(place).pk).update(text=text)

    @rule(place=posts)
    def publish_by_force(self, place: int) -> None:
        post = self.post(place)
        self.world.trying(lambda: post.get_latest_revision().publish())
        self.world.trying(lambda: post.publish(post.get_latest_revision()))

    @rule(place=posts, who=st.sampled_from((*WRITERS, "root", "judge")))
    def submit(self, place: int, who: str) -> None:
        self.world.trying(lambda: post_submit(post=self.post(place), by=self.world.person(who)))

    @rule(place=posts, who=st.sampled_from((*WRITERS, "root", "reviewer")))
    def take_back(self, place: int, who: str) -> None:
        self.world.trying(lambda: post_take_back(post=self.post(place), by=self.world.person(who)))

    @rule(place=posts, who=st.sampled_from(WRITERS), named=people, name=st.booleans())
    def seal(self, place: int, who: str, named: str, name: bool) -> None:
        post, by = self.post(place), self.world.person(who)
        if name:
            self.world.trying(lambda: post_name(post=post, person=self.world.person(named), by=by))
        else:
            self.world.trying(lambda: post_seal(post=post, by=by))

    @rule(place=posts, who=st.sampled_from(WRITERS))
    def unseal(self, place: int, who: str) -> None:
        self.world.trying(lambda: post_unseal(post=self.post(place), by=self.world.person(who)))

    # --- those who decide ------------------------------------------------------------------------

    def decide(self, post: Post, who: Any, decision: str, comment: str = "") -> None:
        state = post.current_workflow_task_state
        if state is None:
            return
        person = self.world.people[who] if isinstance(who, str) else who
        facts = {"task_state": state, "person": person, "digest": digest_of(post)}
        self.world.trying(lambda: vote_cast(**facts, decision=decision, comment=comment))

    @rule(place=posts, who=people)
    def anybody_approves(self, place: int, who: str) -> None:
        self.decide(self.post(place), who, "approve")

    @rule(place=posts, pick=picks, times=st.integers(1, 3))
    def somebody_asked_approves(self, place: int, pick: int, times: int) -> None:
        """As the letters ask: one after the other of those who may."""
        for _ in range(times):
            post = self.post(place)
            asked = self.asked(post)
            if asked:
                key = asked[pick % len(asked)]
                self.decide(post, next(one for one in self.world.people.values() if one.pk == key), "approve")

    @rule(place=posts, votes=st.integers(1, 4))
    def carry(self, place: int, votes: int) -> None:
        """As on a good day: handed in by its author, and approved by those who are asked."""
        author = self.post(place).author
        self.world.trying(lambda: post_submit(post=self.post(place), by=author))
        self.somebody_asked_approves(place, votes, votes)

    def asked(self, post: Post) -> list[int]:
        round, state = round_of(post), post.current_workflow_task_state
        if round is None or state is None or state.workflow_state_id != round.workflow_state_id:
            return []
        task = state.task.specific
        return sorted(approvers(task, round, post)) if hasattr(task, "step") else []

    @rule(place=posts, who=people)
    def return_it(self, place: int, who: str) -> None:
        self.decide(self.post(place), who, "return", "Say who pays first.")

    @rule(place=posts, who=people, text=texts)
    def suggest(self, place: int, who: str, text: str) -> None:
        post = self.post(place)
        if (state := post.current_workflow_task_state) is None:
            return
        facts = {"task_state": state, "person": self.world.person(who), "digest": digest_of(post)}
        self.world.trying(lambda: suggestion_make(**facts, texts={"text": text}))

    @rule(place=posts, who=people)
    def take_over(self, place: int, who: str) -> None:
        post = self.post(place)
        round = round_of(post)
        row = Suggestion.objects.filter(subject=round.subject).order_by("-made_at").first() if round else None
        if row:
            self.world.trying(lambda: post_take_over(post=post, suggestion=row, by=self.world.person(who)))

    @rule(place=posts, pick=picks)
    def revoke(self, place: int, pick: int) -> None:
        votes = standing(self.post(place))
        if not votes:
            return
        vote = votes[pick % len(votes)]
        self.world.trying(lambda: vote_take_back(vote=vote, person=vote.person))
        gone = not Vote.objects.standing().filter(pk=vote.pk).exists()
        moving = Delivery.objects.filter(release__digest=vote.digest, release__court=vote.court)
        hold(not gone or not moving.filter(state__in=(State.SCHEDULED, State.SENDING)).exists(), "revoked and not held")

    @rule(place=posts, who=people)
    def stand_aside(self, place: int, who: str) -> None:
        if round := round_of(self.post(place)):
            self.world.trying(lambda: recuse(round=round, person=self.world.person(who), reason="A friend of mine."))

    @rule(place=posts, who=people)
    def comment(self, place: int, who: str) -> None:
        if round := round_of(self.post(place)):
            facts = {"round": round, "digest": round.digest, "place": None, "text": "Which floor?"}
            self.world.trying(lambda: comment_write(**facts, by=self.world.person(who)))

    @rule(place=posts, who=people)
    def ask(self, place: int, who: str) -> None:
        facts = {"reviewable": self.post(place), "text": "May this be said?", "urgent": False}
        self.world.trying(lambda: question_ask(**facts, by=self.world.person(who)))

    @rule(answered=st.booleans())
    def answer(self, answered: bool) -> None:
        row = Question.objects.filter(court=self.world.court).order_by("-asked_at").first()
        if row is None:
            return
        if answered:
            by = self.world.person("adviser")
            self.world.trying(lambda: question_answer(question=row, text="Yes, it may.", by=by))
        else:
            self.world.trying(lambda: question_take_back(question=row, by=row.asked_by))

    # --- the court -------------------------------------------------------------------------------

    @rule(jury=st.booleans(), who=st.sampled_from(("registrar", "many", "deputy", "officer")))
    def change_the_register(self, jury: bool, who: str) -> None:
        entry = MatterEntry(code="M-1", docket="No. 31-0001", jury=jury)
        facts = {"court": self.world.court, "entry": entry, "matter": self.world.matter}
        self.world.trying(lambda: matter_save(**facts, by=self.world.person(who)))

    @rule(who=st.sampled_from(("judge", "other", "many", "president")))
    def name_who_presides(self, who: str) -> None:
        judge, by = self.world.person(who), self.world.person("registrar")
        self.world.trying(lambda: panel_set(matter=self.world.matter, judges=[judge], presiding=judge, by=by))

    @rule(of=people, to=people, pick=picks, hours=st.sampled_from((1, 48)))
    def delegate(self, of: str, to: str, pick: int, hours: int) -> None:
        if roles := PEOPLE[of]:
            now = datetime.now(UTC)
            facts = {"court": self.world.court, "of": self.world.person(of), "to": self.world.person(to)}
            facts |= {"role": roles[pick % len(roles)], "starts_at": now, "ends_at": now + timedelta(hours=hours)}
            self.world.trying(lambda: delegation_set(**facts, by=self.world.person(of)))

    @rule(pick=picks)
    def end_a_delegation(self, pick: int) -> None:
        rows = list(Delegation.objects.filter(court=self.world.court).order_by("starts_at", "pk"))
        if rows:
            row = rows[pick % len(rows)]
            self.world.trying(lambda: delegation_end(delegation=row, by=row.of))

    @rule(who=people, role=st.sampled_from(("reviewer", "registrar", "judge", "press_officer")), given=st.booleans())
    def change_roles(self, who: str, role: str, given: bool) -> None:
        facts = {"court": self.world.court, "person": self.world.people[who], "role": role}
        if given:
            Membership.objects.get_or_create(**facts)
        elif role not in PEOPLE[who]:
            Membership.objects.filter(**facts).delete()

    # --- the clock and the outbox ----------------------------------------------------------------

    def told_by_time(self) -> tuple[int, ...]:
        mine = {"court": self.world.court}
        approved = Vote.objects.filter(**mine, duty="approved").count()
        return approved, Release.objects.filter(**mine).count(), len(self.world.network.published)

    @rule(seconds=st.sampled_from(WAITS))
    def wait(self, seconds: int) -> None:
        before = self.told_by_time()
        self.world.now.shift(seconds)
        self.world.trying(deadlines_run)
        hold(self.told_by_time() == before, "time decided", seconds)

    @rule()
    def wait_for_the_next(self) -> None:
        """Until half a minute before the next delivery, where the gate looks, then to its time."""
        row = Delivery.objects.filter(court=self.world.court, state=State.SCHEDULED).order_by("next_attempt_at").first()
        if row is None or row.next_attempt_at is None:
            return
        now = datetime.now(UTC)
        if row.next_attempt_at > now + timedelta(seconds=31):
            self.world.now.move_to(row.next_attempt_at - timedelta(seconds=30))
        self.gate()
        if row.next_attempt_at > now:
            self.world.now.move_to(row.next_attempt_at)
        self.claim()

    @rule()
    def gate(self) -> None:
        self.world.trying(self.world.engine.gate.turn)

    @rule()
    def claim(self) -> None:
        self.laws.claimed(self.world.trying(self.world.engine.claim) or [])

    @precondition(lambda self: self.world.engine.jobs)
    @rule(place=picks, answer=st.sampled_from(("ok", "ok", "busy", "refused", "lost before", "lost after")))
    def send(self, place: int, answer: str) -> None:
        self.world.network.answer = answer
        self.world.engine.do(place)

    @precondition(lambda self: self.world.engine.results)
    @rule()
    def settle(self) -> None:
        self.world.trying(self.world.engine.settle)

    @rule()
    def upkeep(self) -> None:
        self.world.trying(self.world.engine.upkeep)

    @rule(who=people, account=st.booleans())
    def pause(self, who: str, account: bool) -> None:
        only = self.world.accounts[0] if account else None
        facts = {"court": self.world.court, "reason": "A threat.", "account": only}
        self.world.trying(lambda: pause_start(**facts, by=self.world.person(who)))

    @rule(who=st.sampled_from(("officer", "president", "root")))
    def lift(self, who: str) -> None:
        for row in Pause.objects.filter(court=self.world.court, lifted_at=None):
            self.world.trying(lambda row=row: pause_lift(row, by=self.world.person(who)))

    @rule(pick=picks, who=st.sampled_from(("officer", "many", "president", "root")),
          act=st.sampled_from(("release", "cancel", "again", "confirm")))  # fmt: skip
    def outbox(self, pick: int, who: str, act: str) -> None:
        rows = list(Delivery.objects.filter(court=self.world.court).order_by("pk"))
        if not rows:
            return
        row, by = rows[pick % len(rows)], self.world.person(who)
        there = self.world.network.has(key_of(row))
        acts = {
            "release": lambda: delivery_release(row, by=by),
            "cancel": lambda: delivery_cancel(row, reason="Not needed.", by=by),
            "again": lambda: delivery_try_again(row, by=by),
            "confirm": lambda: (
                delivery_confirm_sent(row, url="https://social.example/1", by=by)
                if there
                else delivery_confirm_absent(row, again=True, by=by)
            ),
        }
        self.world.trying(acts[act])


def run(examples: int, steps: int, **facts: Any) -> None:
    Machine.taken, Machine.told = 0, {}
    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
            **facts,
        ),
    )


def test_no_step_breaks_a_law() -> None:
    run(5, 40, derandomize=True, phases=[Phase.generate])
    assert Machine.taken > 100


@pytest.mark.bench
def test_no_step_of_many_breaks_a_law() -> None:
    examples, steps = (int(os.environ.get(f"PRAECO_MACHINE_{name}", given)) for name, given in
                       (("EXAMPLES", "100"), ("STEPS", "60")))  # fmt: skip
    run(examples, steps)
    print(f"approval machine: {Machine.taken} steps, {Machine.told}")


# --- the machine sees what is wrong ----------------------------------------------------------


def the_way_out(machine: Machine, *, author: str, before_sending: str = "") -> None:
    """One post from its draft to the network, as the machine's own steps; the laws are asked after each."""
    machine.draft(author, "service-update", True, 3 * 3600, None)
    machine.submit(0, author)
    for who in ("second", "registrar"):
        machine.anybody_approves(0, who)
        machine.the_laws_hold()
    row = Delivery.objects.filter(court=machine.world.court).first()
    if row is None or row.next_attempt_at is None:
        return
    machine.world.now.move_to(row.next_attempt_at - timedelta(seconds=30))
    machine.gate()
    machine.the_laws_hold()
    if before_sending:
        getattr(machine, before_sending)(*((0, 0) if before_sending == "revoke" else ("president", False)))
    machine.world.now.move_to(row.next_attempt_at)
    machine.claim()
    while machine.world.engine.jobs:
        machine.send(0, "ok")
        machine.the_laws_hold()
    machine.settle()
    machine.the_laws_hold()


@pytest.fixture
def machine() -> Any:
    found = Machine()
    yield found
    found.teardown()


def test_what_nobody_stops_is_sent_to_both_accounts(machine: Machine) -> None:
    the_way_out(machine, author="officer")
    assert len(machine.world.network.published) == 2


@pytest.mark.parametrize("before", ["revoke", "pause"])
def test_what_somebody_stops_is_not_sent(machine: Machine, before: str) -> None:
    the_way_out(machine, author="officer", before_sending=before)
    assert machine.world.network.published == []


# What somebody could break, what happens before the sending, and the law that must see it.
PLANTED = {
    "the seats are not counted": (
        {"approvals.services.votes.missing_seats": lambda *a, **k: (),
         "approvals.services.clearance.still_missing": lambda *a, **k: ()},
        "officer", "", "without the votes of its route"),
    "the author is not shut out": (
        {"approvals.services.duties._shut_out": lambda *a: "", "approvals.services.seats.excluded": lambda *a: set(),
         "approvals.services.rounds._parts_recorded": lambda *a: None},
        "second", "", "an author has a vote"),
    "a vote taken back holds nothing": (
        {"approvals.services.votes.release_hold": lambda *a, **k: 0}, "officer", "revoke", "revoked and not held"),
    "a pause is not asked": (
        {"publishing.dispatcher.claim.unpaused": lambda scopes: Q(),
         "publishing.dispatcher.pauses.Pauses.blocks": lambda *a: False},
        "officer", "pause", "while everything is paused"),
}  # fmt: skip


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_seen(machine: Machine, monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    patches, author, before, law = PLANTED[fault]
    for name, made in patches.items():
        monkeypatch.setattr(name, made)
    with pytest.raises(Broken, match=law):
        the_way_out(machine, author=author, before_sending=before)
