"""A machine that mixes what people, clocks and dispatchers do, and asks after each step whether the laws still hold.

A court begins with a post somewhere on its way from draft to network. What could change nothing at this moment is not
tried, so that most steps lead on; what is refused is tried all the same.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Count
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

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
from publishing.ground.models import AuditEntry, Membership
from publishing.models import Delivery, Pause
from publishing.services import (
    delivery_cancel,
    delivery_confirm_absent,
    delivery_confirm_sent,
    delivery_release,
    delivery_try_again,
    lifts_waiting,
    pause_lift_ask,
    pause_start,
)
from tests.factories import make_post
from tests.two import confirm

from .approval_laws import Laws, hold
from .approval_rows import Rows
from .approval_world import PEOPLE, WRITERS, World, round_of, standing

TEXTS = (
    "The registry opens at nine.",
    "The registry opens at ten.",
    "The reading room is closed on Monday.",
    "Parking is possible in the yard.",
)
KINDS = ("service-update", "service-update", "vacancy", "emergency")
WAITS = (1, 10, 30, 61, 61, 130, 130, 400, 900, 3600, 5 * 3600, 26 * 3600)
ANSWERS = ("ok", "ok", "ok", "busy", "refused", "lost before", "lost after")
MOST_POSTS = 4
ENDS_IN = 20  # turns of the dispatcher
UNDER_WAY = {State.SCHEDULED, State.SENDING, State.UNKNOWN, State.WITHDRAWING}
LAST = timedelta(seconds=30)  # before its time: the gate has looked, and a vote can still be taken back
# How far a post has come when the machine meets it: its acts, in order.
STAGES: dict[str, tuple[str, ...]] = {
    "drafted": (),
    "asked": ("hand_in",),
    "approved": ("hand_in", "all_approve"),
    "let through": ("hand_in", "all_approve", "near"),
    "claimed": ("hand_in", "all_approve", "near", "claim_at_its_time"),
    "half out": ("hand_in", "all_approve", "near", "claim_at_its_time", "one_out"),
    "out": ("hand_in", "all_approve", "near", "claim_at_its_time", "one_out", "one_out"),
    "in doubt": ("hand_in", "all_approve", "near", "claim_at_its_time", "one_lost"),
    "failed": ("hand_in", "all_approve", "near", "claim_at_its_time", "one_refused"),
    "held": ("hand_in", "all_approve", "near", "one_takes_back"),
    "missed": ("hand_in", "all_approve", "miss"),
}
MANY = ("asked", "asked", "approved", "approved", "let through", "let through", "let through", "claimed", *STAGES)
posts, people, texts = st.integers(0, MOST_POSTS - 1), st.sampled_from(sorted(PEOPLE)), st.sampled_from(TEXTS)
writers, picks, stages = st.sampled_from(WRITERS), st.integers(0, 7), st.sampled_from(MANY)
kinds, answers = st.sampled_from(KINDS), st.sampled_from(ANSWERS)
judges = st.sampled_from((None, None, "judge", "other", "many", "president"))
policies = st.sampled_from((None, 10, 600))


def where(true: Callable[[Rows], Any]) -> Any:
    """Only while what the laws last read is so."""
    return precondition(lambda self: bool(true(self.laws.rows)))


class Machine(RuleBasedStateMachine):
    """One court with a few posts. `taken` counts the steps of all machines, `told` what they came to."""

    taken = 0
    told: Counter[str] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.world = World()
        self.laws = Laws(self.world)
        self.seen: Counter[str] = Counter()

    def teardown(self) -> None:
        try:
            if sys.exc_info()[1] is None:
                self.all_comes_to_an_end()
        finally:
            self.count()
            self.world.end()

    def count(self) -> None:
        acts = AuditEntry.objects.filter(court=self.world.court).values_list("act")
        self.seen.update(dict(acts.annotate(Count("pk"))))
        self.seen.update({"published": len(self.world.network.published), "done": self.world.done})
        self.seen["refused"] = self.world.refused
        Machine.told += self.seen

    def all_comes_to_an_end(self) -> None:
        """5: with no pause left, whatever was approved ends: sent, failed with a reason, held or cancelled."""
        two = {"lifted_by": self.by("many"), "lift_asked_by": self.by("president")}
        Pause.objects.filter(court=self.world.court, lifted_at=None).update(lifted_at=datetime.now(UTC), **two)
        for _ in range(ENDS_IN):
            if not self.states() & UNDER_WAY:
                return
            self.near()
            self.claim_at_its_time()
            while self.world.engine.jobs:
                self.send(0, "ok", settled=False)
            self.settle()
            self.world.now.shift(61)
            self.upkeep()
            self.laws.all()
        hold(not self.states() & UNDER_WAY, "it comes to no end", self.states())

    @invariant()
    def the_laws_hold(self) -> None:
        Machine.taken += 1
        self.laws.all()

    def trying(self, act: Callable[[], Any]) -> Any:
        return self.world.trying(act)

    def by(self, name: str) -> Any:
        return self.world.person(name)

    # --- a post on its way -----------------------------------------------------------------------

    @initialize(stage=stages, who=writers, kind=kinds, linked=st.booleans(), missed=policies)
    def met(self, stage: str, who: str, kind: str, linked: bool, missed: int | None) -> None:
        self.on_its_way(stage, who, kind, linked, missed)

    @where(lambda rows: len(rows.posts) < MOST_POSTS and not rows.ready)
    @rule(stage=stages, who=writers, kind=kinds, linked=st.booleans(), missed=policies)
    def another(self, stage: str, who: str, kind: str, linked: bool, missed: int | None) -> None:
        self.on_its_way(stage, who, kind, linked, missed)

    def on_its_way(self, stage: str, who: str, kind: str, linked: bool, missed: int | None) -> None:
        post = self.draft(who, kind, linked, 900, missed)
        for act in STAGES[stage]:
            getattr(self, act)(post)
            self.laws.all()

    def draft(self, who: str, kind: str, linked: bool, due: int, missed: int | None) -> Post:
        facts = {"matters": [self.world.matter]} if linked else {}
        person, at = self.by(who), datetime.now(UTC) + timedelta(seconds=due)
        facts |= {"kind": kind, "due_at": at, "missed_minutes": missed}
        return make_post(self.world.court, person, *self.world.accounts, **facts)

    def hand_in(self, post: Post) -> None:
        self.trying(lambda: post_submit(post=Post.objects.get(pk=post.pk), by=post.author))

    def all_approve(self, post: Post, votes: int = 4) -> None:
        """As on a good day: one after the other of those whom the letters ask."""
        for _ in range(votes):
            self.one_approves(Post.objects.get(pk=post.pk), 1)

    def one_approves(self, post: Post, pick: int) -> None:
        if asked := self.asked(post):
            key = asked[pick % len(asked)]
            self.decide(post, next(one for one in self.world.people.values() if one.pk == key), "approve")
            self.laws.votes(self.laws.fresh())

    def asked(self, post: Post) -> list[int]:
        round, state = round_of(post), post.current_workflow_task_state
        if round is None or state is None or state.workflow_state_id != round.workflow_state_id:
            return []
        task = state.task.specific
        return sorted(approvers(task, round, post)) if hasattr(task, "step") else []

    def near(self, post: Post | None = None) -> None:
        """To the last moment before its time, where the gate has looked."""
        if row := self.next():
            self.world.now.move_to(max(datetime.now(UTC), row.next_attempt_at - LAST))
            self.gate()

    def claim_at_its_time(self, post: Post | None = None) -> None:
        if row := self.next():
            self.world.now.move_to(max(datetime.now(UTC), row.next_attempt_at))
            self.claim()

    def next(self) -> Any:
        rows = Delivery.objects.filter(court=self.world.court, state=State.SCHEDULED, next_attempt_at__isnull=False)
        return rows.order_by("next_attempt_at", "pk").first()

    def one_answers(self, answer: str) -> None:
        if self.world.engine.jobs:
            self.send(0, answer, settled=True)

    def one_out(self, post: Post) -> None:
        self.one_answers("ok")

    def one_lost(self, post: Post) -> None:
        self.one_answers("lost after")

    def one_refused(self, post: Post) -> None:
        self.one_answers("refused")

    def one_takes_back(self, post: Post) -> None:
        self.revoke_of(post, 0)

    def miss(self, post: Post) -> None:
        self.world.now.shift(900 + 11 * 60)
        self.upkeep()

    # --- the desk --------------------------------------------------------------------------------

    def post(self, place: int) -> Post:
        found = self.world.posts()
        return found[place % len(found)]

    @rule(place=posts, who=people, text=texts)
    def edit(self, place: int, who: str, text: str) -> None:
        post = self.post(place)
        post.text = text
        self.trying(lambda: post_save_draft(post=post, by=self.by(who)))

    @rule(place=posts, who=writers, seconds=st.sampled_from((-60, 300, 3 * 3600, 26 * 3600)))
    def reschedule(self, place: int, who: str, seconds: int) -> None:
        post = self.post(place)
        post.due_at = datetime.now(UTC) + timedelta(seconds=seconds)
        self.trying(lambda: post_save_draft(post=post, by=self.by(who)))

    @rule(place=posts, text=texts, published=st.booleans())
    def go_behind_its_back(self, place: int, text: str, published: bool) -> None:
        """As a shell or a flaw would: no revision, no lock, no question; or Wagtail's own way to publish."""
        post = self.post(place)
        if published:
            self.trying(lambda: post.get_latest_revision().publish())
            self.trying(lambda: post.publish(post.get_latest_revision()))
        else:
            Post.objects.filter(pk=post.pk).update(text=text)

    @rule(place=posts, who=st.sampled_from((*WRITERS, "root", "judge")))
    def submit(self, place: int, who: str) -> None:
        self.trying(lambda: post_submit(post=self.post(place), by=self.by(who)))

    @rule(place=posts, votes=st.integers(1, 4))
    def carry(self, place: int, votes: int) -> None:
        post = self.post(place)
        self.hand_in(post)
        self.all_approve(post, votes)

    @rule(place=posts, who=st.sampled_from((*WRITERS, "root", "reviewer")))
    def take_back(self, place: int, who: str) -> None:
        self.trying(lambda: post_take_back(post=self.post(place), by=self.by(who)))

    @rule(place=posts, who=writers, named=people, act=st.sampled_from(("name", "name", "seal", "unseal")))
    def seal(self, place: int, who: str, named: str, act: str) -> None:
        post, by = self.post(place), self.by(who)
        acts = {
            "name": lambda: post_name(post=post, person=self.by(named), by=by),
            "seal": lambda: post_seal(post=post, by=by),
            "unseal": lambda: post_unseal(post=post, by=by),
        }
        self.trying(acts[act])

    # --- those who decide ------------------------------------------------------------------------

    def decide(self, post: Post, who: Any, decision: str, comment: str = "") -> None:
        state = post.current_workflow_task_state
        if state is None:
            return
        person = self.world.people[who] if isinstance(who, str) else who
        facts = {"task_state": state, "person": person, "digest": digest_of(post)}
        self.trying(lambda: vote_cast(**facts, decision=decision, comment=comment))

    @where(lambda rows: rows.asked)
    @rule(place=posts, who=people)
    def anybody_approves(self, place: int, who: str) -> None:
        self.decide(self.post(place), who, "approve")

    @where(lambda rows: rows.asked)
    @rule(place=posts, pick=picks, times=st.integers(1, 3))
    def somebody_asked_approves(self, place: int, pick: int, times: int) -> None:
        for _ in range(times):
            self.one_approves(self.post(place), pick)

    def decider(self, post: Post, who: str, pick: int) -> Any:
        """One of those who are asked, in most cases, else `who`."""
        asked = self.asked(post) if pick else []
        names = [name for name, one in self.world.people.items() if one.pk in asked]
        return self.by(names[pick % len(names)] if names else who)

    @where(lambda rows: rows.asked)
    @rule(place=posts, who=people, pick=picks)
    def return_it(self, place: int, who: str, pick: int) -> None:
        post = self.post(place)
        self.decide(post, self.decider(post, who, pick), "return", "Say who pays first.")

    @where(lambda rows: rows.asked)
    @rule(place=posts, who=people, pick=picks, text=texts)
    def suggest(self, place: int, who: str, pick: int, text: str) -> None:
        post = self.post(place)
        if (state := post.current_workflow_task_state) is None:
            return
        facts = {"task_state": state, "person": self.decider(post, who, pick), "digest": digest_of(post)}
        self.trying(lambda: suggestion_make(**facts, texts={"text": text}))

    @where(lambda rows: rows.rounds)
    @rule(place=posts, who=people)
    def take_over(self, place: int, who: str) -> None:
        post = self.post(place)
        round = round_of(post)
        row = Suggestion.objects.filter(subject=round.subject).order_by("-made_at").first() if round else None
        if row:
            self.trying(lambda: post_take_over(post=post, suggestion=row, by=self.by(who)))

    @where(lambda rows: rows.votes)
    @rule(place=posts, pick=picks)
    def revoke(self, place: int, pick: int) -> None:
        self.revoke_of(self.post(place), pick)

    @where(lambda rows: State.SCHEDULED in rows.states)
    @rule(place=posts, pick=picks)
    def revoke_at_the_last_moment(self, place: int, pick: int) -> None:
        self.near()
        self.revoke_of(self.post(place), pick)
        self.claim_at_its_time()

    def revoke_of(self, post: Post, pick: int) -> None:
        votes = standing(post)
        if not votes:
            return
        vote = votes[pick % len(votes)]
        ready = [row.pk for row in self.laws.fresh().ready if row.release.digest == vote.digest]
        self.trying(lambda: vote_take_back(vote=vote, person=vote.person))
        gone = not Vote.objects.standing().filter(pk=vote.pk).exists()
        moving = Delivery.objects.filter(release__digest=vote.digest, release__court=vote.court)
        hold(not gone or not moving.filter(state__in=(State.SCHEDULED, State.SENDING)).exists(), "revoked and not held")
        self.seen["revoked at the last moment"] += bool(gone and ready)

    @where(lambda rows: rows.rounds)
    @rule(place=posts, who=people, pick=picks)
    def stand_aside(self, place: int, who: str, pick: int) -> None:
        post = self.post(place)
        person = self.decider(post, who, pick)
        if round := round_of(post):
            self.trying(lambda: recuse(round=round, person=person, reason="A friend of mine."))

    @rule(place=posts, who=people, act=st.sampled_from(("comment", "ask", "answer", "take back")))
    def talk(self, place: int, who: str, act: str) -> None:
        post, by = self.post(place), self.by(who)
        round, row = round_of(post), Question.objects.filter(court=self.world.court).order_by("-asked_at").first()
        if act == "comment" and round:
            facts = {"round": round, "digest": round.digest, "place": None, "text": "Which floor?"}
            self.trying(lambda: comment_write(**facts, by=by))
        elif act == "answer" and row:
            self.trying(lambda: question_answer(question=row, text="Yes, it may.", by=self.by("adviser")))
        elif act == "take back" and row:
            self.trying(lambda: question_take_back(question=row, by=row.asked_by))
        else:
            self.trying(lambda: question_ask(reviewable=post, text="May this be said?", urgent=False, by=by))

    # --- the court -------------------------------------------------------------------------------

    @rule(jury=st.booleans(), who=st.sampled_from(("registrar", "many", "deputy", "officer")), judge=judges)
    def change_the_register(self, jury: bool, who: str, judge: str | None) -> None:
        """Its restrictions or, with a judge, who presides."""
        matter, by = self.world.matter, self.by(who)
        if judge:
            facts = {"judges": [self.by(judge)], "presiding": self.by(judge)}
            self.trying(lambda: panel_set(matter=matter, **facts, by=by))
        else:
            entry = MatterEntry(code="M-1", docket="No. 31-0001", jury=jury)
            self.trying(lambda: matter_save(court=self.world.court, entry=entry, matter=matter, by=by))

    @rule(of=people, to=people, pick=picks, hours=st.sampled_from((0, 1, 48)))
    def delegate(self, of: str, to: str, pick: int, hours: int) -> None:
        """For so many hours; none ends the delegation that was made last."""
        rows = Delegation.objects.filter(court=self.world.court).order_by("-starts_at", "-pk")
        if not hours and (row := rows.first()):
            self.trying(lambda: delegation_end(delegation=row, by=row.of))
        elif hours and (roles := PEOPLE[of]):
            now = datetime.now(UTC)
            facts = {"court": self.world.court, "of": self.by(of), "to": self.by(to)}
            facts |= {"role": roles[pick % len(roles)], "starts_at": now, "ends_at": now + timedelta(hours=hours)}
            self.trying(lambda: delegation_set(**facts, by=self.by(of)))

    @rule(who=people, role=st.sampled_from(("reviewer", "registrar", "judge", "press_officer")), given=st.booleans())
    def change_roles(self, who: str, role: str, given: bool) -> None:
        facts = {"court": self.world.court, "person": self.world.people[who], "role": role}
        if given:
            Membership.objects.get_or_create(**facts)
        elif role not in PEOPLE[who]:
            Membership.objects.filter(**facts).delete()

    # --- the clock and the outbox ----------------------------------------------------------------

    def told_by_time(self) -> tuple[int, ...]:
        rows = self.laws.fresh()
        approved = Vote.objects.filter(court=self.world.court, duty="approved").count()
        return approved, len(rows.releases), len(self.world.network.published)

    @rule(seconds=st.sampled_from(WAITS))
    def wait(self, seconds: int) -> None:
        before = self.told_by_time()
        self.world.now.shift(seconds)
        self.trying(deadlines_run)
        hold(self.told_by_time() == before, "time decided", seconds)

    @where(lambda rows: State.SCHEDULED in rows.states)
    @rule(late=st.sampled_from((0, 0, 0, 20, 700)))
    def wait_for_the_next(self, late: int) -> None:
        self.near()
        self.world.now.shift(late)
        self.claim_at_its_time()

    @where(lambda rows: State.SCHEDULED in rows.states)
    @rule(pick=picks, first=answers, second=answers)
    def work(self, pick: int, first: str, second: str) -> None:
        """The dispatcher's turn as on most days: it looks, takes, sends and writes down."""
        self.wait_for_the_next(0)
        self.finish(pick, first, second)

    @precondition(lambda self: self.world.engine.jobs)
    @rule(pick=picks, first=answers, second=answers)
    def finish(self, pick: int, first: str, second: str) -> None:
        for answer in (first, second):
            if self.world.engine.jobs:
                self.send(pick, answer, settled=False)
        self.settle()

    @where(lambda rows: State.SCHEDULED in rows.states)
    @rule()
    def gate(self) -> None:
        self.trying(self.world.engine.gate.turn)

    @where(lambda rows: State.SCHEDULED in rows.states)
    @rule()
    def claim(self) -> None:
        self.laws.claimed(self.trying(self.world.engine.claim) or [])

    @precondition(lambda self: self.world.engine.jobs)
    @rule(place=picks, answer=answers, settled=st.booleans())
    def send(self, place: int, answer: str, settled: bool) -> None:
        self.world.network.answer = answer
        self.world.engine.do(place)
        if settled:
            self.settle()

    @precondition(lambda self: self.world.engine.results)
    @rule()
    def settle(self) -> None:
        self.trying(self.world.engine.settle)

    @where(lambda rows: rows.states - {State.SENT, State.CANCELLED})
    @rule()
    def upkeep(self) -> None:
        jobs, held = len(self.world.engine.jobs), self.held()
        self.trying(self.world.engine.upkeep)
        self.seen["missed"] += self.held() - held
        self.seen["looked up"] += len(self.world.engine.jobs) - jobs

    def states(self) -> set[str]:
        return self.laws.fresh().states

    def held(self) -> int:
        return Delivery.objects.filter(court=self.world.court, state=State.HELD).count()

    @rule(who=st.sampled_from(("officer", "president", "root", "judge")), account=st.booleans())
    def pause_or_lift(self, who: str, account: bool) -> None:
        """Whoever finds a pause asks to lift it, where nobody has; and a second person confirms that."""
        by, standing = self.by(who), Pause.objects.filter(court=self.world.court, lifted_at=None).first()
        facts = {"reason": "A threat.", "account": self.world.accounts[0] if account else None}
        if standing:
            asked = lifts_waiting([standing]).get(standing.pk)
            asked = asked or self.trying(lambda: pause_lift_ask(standing, by=by, reason="The threat is over."))
            if asked:
                self.trying(lambda: confirm(asked, self.by("many")))
        else:
            self.trying(lambda: pause_start(court=self.world.court, **facts, by=by))

    @where(lambda rows: rows.states & {State.SCHEDULED, State.HELD, State.FAILED, State.UNKNOWN})
    @rule(pick=picks, who=st.sampled_from(("officer", "many", "president", "root")),
          act=st.sampled_from(("release", "cancel", "again", "confirm")))  # fmt: skip
    def outbox(self, pick: int, who: str, act: str) -> None:
        rows = self.laws.fresh().deliveries
        row, by = rows[pick % len(rows)], self.by(who)
        self.trying(self.acts_on(row, by)[act])

    def acts_on(self, row: Delivery, by: Any) -> dict[str, Callable[[], Any]]:
        """What a person can do about it; whoever looks at the network sees what is there."""
        seen = {
            True: lambda: delivery_confirm_sent(row, url="https://social.example/1", by=by),
            False: lambda: delivery_confirm_absent(row, again=True, by=by),
        }
        return {
            "release": lambda: delivery_release(row, by=by),
            "cancel": lambda: delivery_cancel(row, reason="Not needed.", by=by),
            "again": lambda: delivery_try_again(row, by=by),
            "confirm": seen[self.world.network.has(key_of(row))],
        }


def reached(told: Counter[str], least: dict[str, int]) -> Iterable[str]:
    """What was reached less often than the least that was asked."""
    return [f"{name}: {told[name]} of {wanted}" for name, wanted in least.items() if told[name] < wanted]
