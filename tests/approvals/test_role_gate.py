"""Every reader of roles asks the one gate: a role that rests opens nothing, wherever it is asked."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.utils import timezone

from approvals.models import Matter, MatterJudge, Round
from approvals.services import Invalid as InvalidEntry
from approvals.services import NotAllowed, Refused, matter_seal, post_submit
from approvals.services.duties import approvers, keeps, registrars_of, rounds_waiting
from approvals.services.questions import advisers_of
from approvals.services.quiet_letters import second_people
from approvals.services.roster import may_keep, on_duty, stands_for, turn_set
from approvals.services.routing import judiciary, presiding
from approvals.services.seats import held_in
from approvals.views.access import courts_of, holds, register_readers
from cms.home import Home
from cms.models import Post
from cms.policies import POST_ACTS, CourtPolicy
from publishing.ground.models import Court, Membership, Notice, Person, Role
from publishing.ground.training import training_enter
from publishing.models import Release
from publishing.services.rights import NotAllowed as NotAllowedHere
from publishing.services.rights import authorise
from tests.approvals.conftest import approve, approve_desk, make_matter, post_of, step_of
from tests.factories import day, make_person, make_post

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]

# Whoever reads memberships without asking whether they count now is named here, with the reason.
WITHOUT_THE_GATE = {
    "publishing/ground/granting.py": "gives roles, and says what the person has had until now",
    "publishing/ground/groups.py": "Django's groups open the admin's door alone, also to read that a role rests",
    "publishing/ground/services.py": "gives and takes roles, whether they rest or not",
    "publishing/ground/views.py": "shows administrators who holds what",
    "publishing/ground/failing.py": "whose mail did not leave: a name in a list",
    "publishing/ground/lapses.py": "tells whose role rests",
    "publishing/ground/seniority.py": "the order of those who hold a role, whether it rests or not",
    "publishing/ground/leaving.py": "ends roles, whether they rest or not",
    "publishing/ground/leaving_views.py": "shows administrators which roles end or rest",
    "publishing/ground/suspensions.py": "who works in a court, and hears of their own work though a role rests",
    "publishing/ground/training.py": "of whom a training is entered",
    "publishing/ground/training_views.py": "shows whose role rests",
    "publishing/ground/training_import.py": "of whom a training is entered",
    "approvals/services/votes.py": "locks the voter's roles; whether one counts, the seats ask",
    "approvals/services/solo.py": "locks the roles of who releases alone; whether one counts, the roster asks",
    "approvals/services/register.py": "who may be named a reader; that one registrar counts is asked",
    "approvals/views/forms.py": "whom a registrar can name as reader",
    "cms/services/sign_in.py": "whose lost device an administrator resets, and which court writes to them",
    "cms/signin/pages.py": "whose lost device an administrator resets",
    "cms/signin/trail.py": "on whose courts' trails it stands",
    "cms/home.py": "tells a person which of their roles rest",
    "cms/management/commands/demo_data.py": "prints the demo's cast",
    "cms/demo/roster.py": "enters the trainings of the demo's cast",
}
READS = re.compile(r"Membership\.objects\.(?!holding\b)|\bmemberships(__|\.|=)|objects\.resting\(")


def test_nobody_else_reads_memberships_past_the_gate() -> None:
    apps = (
        path for app in ("analytics", "approvals", "cms", "publishing", "tools") for path in (ROOT / app).rglob("*.py")
    )
    found = {
        str(path.relative_to(ROOT))
        for path in apps
        if "migrations" not in path.parts and READS.search(path.read_text())
    }
    assert found == set(WITHOUT_THE_GATE)


def rest(court: Court) -> None:
    """From now on every role without a training rests."""
    Court.objects.filter(pk=court.pk).update(training_waived_until=timezone.now())
    court.refresh_from_db()


def train(court: Court, person: Person, role: str) -> None:
    training_enter(
        court=court, person=person, role=role, course="Basics", completed_on=day(-1),
        expires_on=day(30), by=None,
    )  # fmt: skip


Reader = Callable[[Court, SimpleNamespace], bool]
READERS: dict[str, tuple[str, Reader]] = {
    "Court.for_person": ("judge", lambda court, who: Court.objects.for_person(who.judge, Role.JUDGE).exists()),
    "Court.for_person, any": ("judge", lambda court, who: Court.objects.for_person(who.judge).exists()),
    "Court.holders": ("judge", lambda court, who: who.judge.pk in court.holders(Role.JUDGE)),
    "posts": ("press_officer", lambda court, who: Post.objects.for_person(who.press_officer).exists()),
    "authorise": ("reviewer", lambda court, who: may(who.reviewer, court, "pause_start")),
    "authorise, outbox": ("president", lambda court, who: may(who.president, court, "pause_lift_ask")),
    "access.holds": ("judge", lambda court, who: holds(who.judge, Role.JUDGE)),
    "access.courts_of": ("judge", lambda court, who: bool(courts_of(who.judge, Role.JUDGE))),
    "access.register_readers": ("registrar", lambda court, who: who.registrar in register_readers(a_matter(court))),
    "duties.registrars_of": ("registrar", lambda court, who: who.registrar.pk in registrars_of(court, None)),
    "duties.keeps": ("registrar", lambda court, who: keeps(who.registrar, a_matter(court))),
    "seats.held_in": ("judge", lambda court, who: ("judge", who.judge.pk) in held_in(court)),
    "routing.judiciary": ("judge", lambda court, who: who.judge.pk in judiciary(court)),
    "routing.presiding": ("judge", lambda court, who: who.judge.pk in presiding(court, [preside(court, who).code])),
    "quiet_letters.second_people": (
        "president", lambda court, who: who.president.pk in second_people(court, who.registrar)
    ),
    "questions.advisers_of": ("adviser", lambda court, who: who.adviser.pk in advisers_of(court, [])),
    "roster.may_keep": ("registrar", lambda court, who: may_keep(who.registrar, court, Role.REGISTRAR)),
    "policies": (
        "press_officer",
        lambda court, who: who.press_officer
        in CourtPolicy(Post, POST_ACTS, "court").users_with_any_permission(["change"]),
    ),
    "policies, one's own": (
        "press_officer",
        lambda court, who: CourtPolicy(Post, POST_ACTS, "court").user_has_permission(who.press_officer, "add"),
    ),
    "home.roles": ("judge", lambda court, who: "Judge" in Home(who.judge).roles),
    "home.courts": ("judge", lambda court, who: bool(Home(who.judge).courts)),
    "home.may_write": ("press_officer", lambda court, who: Home(who.press_officer).may_write),
}  # fmt: skip


def may(person: Person, court: Court, act: str) -> bool:
    try:
        return bool(authorise(act, person, court))
    except NotAllowedHere:
        return False


def a_matter(court: Court) -> Matter:
    return court.matters.get()


def preside(court: Court, who: SimpleNamespace) -> Matter:
    matter = a_matter(court)
    MatterJudge.objects.get_or_create(court=court, matter=matter, person=who.judge, presiding=True)
    return matter


@pytest.fixture
def people(court: Court, people: SimpleNamespace) -> SimpleNamespace:
    people.adviser = make_person(court, "adviser")
    return people


@pytest.mark.parametrize("name", sorted(READERS))
def test_each_reader_finds_a_role_that_counts_and_none_that_rests(
    court: Court, people: SimpleNamespace, post: Post, name: str
) -> None:
    role, reads = READERS[name]
    preside(court, people)
    assert reads(court, people)
    rest(court)
    assert not reads(court, people)
    train(court, getattr(people, role), role)
    assert reads(court, people)


class TestOnTheWay:
    def test_a_post_is_not_submitted_by_whose_role_rests(self, court, people, post) -> None:
        rest(court)
        with pytest.raises(Refused):
            post_submit(post, by=people.press_officer)
        assert not Round.objects.exists()

    def test_nobody_is_asked_whose_role_rests(self, court, people, round) -> None:
        rest(court)
        assert approvers(step_of(round).task.specific, Round.objects.get(), post_of(round)) == set()
        assert rounds_waiting(people.reviewer) == []

    def test_nobody_votes_whose_role_rests(self, court, people, round) -> None:
        rest(court)
        with pytest.raises(NotAllowed):
            approve(round, people.reviewer)

    def test_a_vote_that_was_cast_while_the_role_counted_stands(self, court, people, round) -> None:
        approve_desk(round, people)
        rest(court)
        train(court, people.judge, "judge")
        approve(round, people.judge)
        assert [row["role"] for row in Release.objects.get().clearance["approvals"]] == [
            "reviewer", "registrar", "judge"
        ]  # fmt: skip

    def test_a_superuser_gains_nothing_by_a_role_that_rests(self, court, people, round) -> None:
        rest(court)
        Person.objects.filter(pk=people.reviewer.pk).update(is_superuser=True, is_staff=True)
        with pytest.raises(NotAllowed):
            approve(round, Person.objects.get(pk=people.reviewer.pk))

    def test_nobody_is_put_on_duty_or_stands_in_while_the_role_rests(self, court, people) -> None:
        now = timezone.now()
        times = {"starts_at": now, "ends_at": now + timedelta(hours=1)}
        turn_set(court=court, person=people.registrar, role=Role.REGISTRAR, **times, by=people.administrator)
        rest(court)
        assert on_duty(court, Role.REGISTRAR, now) == set()
        assert stands_for(people.judge, court, Role.JUDGE, [], now) == set()
        with pytest.raises(InvalidEntry):
            turn_set(court=court, person=people.reviewer, role=Role.PRESS_OFFICER, **times, by=people.administrator)

    def test_a_matter_is_not_sealed_to_a_registrar_whose_role_rests_alone(self, court, people) -> None:
        matter = make_matter(court)
        by = Person.objects.get(pk=Membership.objects.filter(court=court, role="registrar").last().person_id)
        rest(court)
        train(court, by, "registrar")
        with pytest.raises(InvalidEntry):
            matter_seal(matter=matter, readers=[people.registrar], by=by)

    def test_no_letter_about_work_goes_to_whose_role_rests(self, court, people, post) -> None:
        post_submit(post, by=people.press_officer)
        assert Notice.objects.filter(person=people.reviewer).exists()
        Notice.objects.all().delete()
        rest(court)
        train(court, people.press_officer, "press_officer")
        post_submit(make_post(court, people.press_officer), by=people.press_officer)
        assert not Notice.objects.filter(person=people.reviewer).exists()
