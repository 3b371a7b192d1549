"""Every route from draft to its release, and each way in which it stops; seats, delegates, conflicts, overrides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import WorkflowState

from approvals.domain.findings import Finding, Span
from approvals.domain.route_table import ROUTES, Code
from approvals.domain.severity import Severity
from approvals.gate import Recheck
from approvals.models import Duty, Matter, Part, Round, Vote
from approvals.services import (
    Blocked,
    Invalid,
    MatterEntry,
    NotAllowed,
    NotCleared,
    answer_save,
    clearance_void,
    justification_save,
    matter_save,
    post_submit,
    questions_of,
    review_now,
    subject_of,
    vote_take_back,
)
from approvals.services.duties import rounds_waiting
from approvals.services.panels import panel_set
from approvals.services.recusals import recuse
from approvals.services.roster import delegation_set, turn_set
from approvals.services.seats import missing_seats
from cms.models import Post, PostReader
from publishing.ground.models import AuditEntry, Court, Person, Role
from publishing.models import Release
from tests.approvals.conftest import approve, change_text, make_matter, step_of
from tests.factories import make_person, make_post

OFFICES = (
    Role.PRESS_OFFICER, Role.HEAD_OF_COMMUNICATIONS, Role.REVIEWER, Role.REGISTRAR, Role.DEPUTY_REGISTRAR, Role.JUDGE,
    Role.PRESIDENT, Role.VICE_PRESIDENT, Role.SECURITY_LEAD,
)  # fmt: skip


@pytest.fixture
def staff(court: Court) -> SimpleNamespace:
    """One person of each office, none of whom writes; `author` does."""
    found = {
        str(role): make_person(court, role, first_name="A", last_name=f"Name{role.value.replace('_', '')}x")
        for role in OFFICES
    }
    return SimpleNamespace(author=make_person(court, Role.PRESS_OFFICER), **found)


@dataclass
class Case:
    """How a post of one route is made, and who decides on it, in turn."""

    make: Callable[..., dict[str, Any]]
    voters: tuple[str, ...]
    found: Finding | None = None


def plain(court: Court) -> dict[str, Any]:
    return {}


def jury(court: Court) -> dict[str, Any]:
    return {"matters": [make_matter(court, jury=True)]}


def linked(court: Court) -> dict[str, Any]:
    return {"matters": [make_matter(court)]}


def emergency(court: Court) -> dict[str, Any]:
    return {"kind": "emergency"}


def closure(court: Court) -> dict[str, Any]:
    return {"kind": "closure"}


def named(court: Court) -> dict[str, Any]:
    return {"text": "President Namepresidentx answers her critics."}


OPINION = Finding("policy-opinion", (16,), Severity.JUSTIFY, "policy-opinion", Span("title", 0, 7))
ATTACK = Finding("respond-to-attack", (22,), Severity.BLOCK, "attack-answered", Span("title", 0, 7))
CASES = {
    "R0": Case(closure, ("press_officer",)),
    "R1": Case(plain, ("reviewer",)),
    "E": Case(emergency, ("registrar", "security_lead")),
    "R2": Case(linked, ("reviewer", "registrar")),
    "R3": Case(jury, ("reviewer", "registrar", "judge")),
    "R4": Case(plain, ("head_of_communications", "president"), OPINION),
    "R5": Case(named, ("head_of_communications", "vice_president"), OPINION),
}
every_route = pytest.mark.parametrize("route", sorted(CASES))


@pytest.fixture
def submitted(court: Court, staff: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Round]:
    """A submitted post of the route named."""

    def submit(route: str, **facts: Any) -> Round:
        case = CASES[route]
        post = make_post(court, staff.author, **{**case.make(court), **facts})
        if route == "R0":
            monkeypatch.setattr(Post, "template", lambda post: "a locked template")
        if case.found:
            find(monkeypatch, case.found)
            answered(post, staff.author)
        return post_submit(post, by=staff.author)

    return submit


def find(monkeypatch: pytest.MonkeyPatch, *findings: Finding) -> None:
    monkeypatch.setattr("approvals.services.reviews.review", lambda *_given, **_more: list(findings))


def answered(post: Post, author: Person, text: str = "The bench asked for it.") -> None:
    result = review_now(post)
    for one in questions_of(result, subject_of(post)):
        answer_save(reviewable=post, question=one.key, text="No.", by=author)
    for seen in result.seen:
        given = {"code": seen.finding.code, "matter": seen.finding.matter, "words_hash": seen.words_hash}
        justification_save(reviewable=post, text=text, by=author, **given)


def fresh(round: Round) -> Round:
    return Round.objects.select_related("court", "workflow_state").get(pk=round.pk)


def through(round: Round, staff: SimpleNamespace, voters: tuple[str, ...]) -> None:
    for name in voters:
        approve(fresh(round), getattr(staff, name))


# --- every route, and every way of stopping -------------------------------------------------------


def test_there_is_a_case_for_every_route() -> None:
    assert set(CASES) == {code.value for code in Code}


@every_route
def test_a_post_goes_the_whole_way(route: str, submitted: Any, staff: SimpleNamespace) -> None:
    round = submitted(route)
    assert fresh(round).route == route
    through(round, staff, CASES[route].voters)
    release = Release.objects.get()
    assert (release.route, len(release.clearance["approvals"])) == (route, len(CASES[route].voters))
    assert Recheck().recheck(release).passed


@every_route
def test_nothing_goes_out_before_the_last_vote(route: str, submitted: Any, staff: SimpleNamespace) -> None:
    round = submitted(route)
    through(round, staff, CASES[route].voters[:-1])
    assert not Release.objects.exists()
    with pytest.raises(NotCleared):
        WorkflowState.objects.get(pk=round.workflow_state_id).finish()


@every_route
def test_every_vote_is_asked_of_who_has_the_seat(route: str, submitted: Any, staff: SimpleNamespace) -> None:
    round = submitted(route)
    for name in CASES[route].voters:
        assert [one.pk for one in rounds_waiting(getattr(staff, name))] == [round.pk]
        approve(fresh(round), getattr(staff, name))
    assert rounds_waiting(getattr(staff, CASES[route].voters[-1])) == []


def returned(round: Round, post: Post, staff: SimpleNamespace, last: Person) -> None:
    approve(fresh(round), last, decision="return", comment="Say from when.")


def taken_back(round: Round, post: Post, staff: SimpleNamespace, last: Person) -> None:
    clearance_void(post, by=staff.author)


def vote_gone(round: Round, post: Post, staff: SimpleNamespace, last: Person) -> None:
    approve(fresh(round), last)
    vote_take_back(vote=Vote.objects.standing().get(person=last), person=last)


def changed(round: Round, post: Post, staff: SimpleNamespace, last: Person) -> None:
    change_text(post, post.text + " From May.")
    with pytest.raises(Exception, match="Read it again"):
        approve(fresh(round), last)


@every_route
@pytest.mark.parametrize("stop", [returned, taken_back, vote_gone, changed])
def test_a_post_stops(route: str, stop: Callable[..., None], submitted: Any, staff: SimpleNamespace) -> None:
    round = submitted(route)
    voters = CASES[route].voters
    through(round, staff, voters[:-1])
    stop(round, Post.objects.get(), staff, getattr(staff, voters[-1]))
    passes = [release for release in Release.objects.all() if Recheck().recheck(release).passed]
    assert passes == []
    assert missing_seats(fresh(round)) or not Vote.objects.standing().exists()


@every_route
def test_a_block_stops_it_at_every_vote(
    route: str, submitted: Any, staff: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    round = submitted(route)
    find(monkeypatch, Finding("merits-comment", (15,), Severity.BLOCK, "merits-case", Span("title", 0, 3)))
    with pytest.raises(Blocked):
        approve(round, getattr(staff, CASES[route].voters[0]))


@every_route
def test_the_author_never_decides_whatever_the_roles(
    route: str, submitted: Any, staff: SimpleNamespace, court: Court
) -> None:
    for role in OFFICES[1:]:
        staff.author.memberships.create(court=court, role=role)
    with pytest.raises(NotAllowed, match="You wrote this"):
        approve(submitted(route), staff.author)


@every_route
def test_one_person_with_every_role_is_not_enough_but_alone(
    route: str, submitted: Any, staff: SimpleNamespace, court: Court
) -> None:
    everything = make_person(court, *OFFICES)
    round = submitted(route)
    approve(round, everything)
    assert Release.objects.exists() == (sum(seat.count for seat in ROUTES[Code(route)].seats) == 1)
    with pytest.raises(NotAllowed):
        approve(fresh(round), everything)


# --- seats ----------------------------------------------------------------------------------------


def test_the_seats_of_the_desk_are_filled_in_any_order(submitted: Any, staff: SimpleNamespace) -> None:
    through(submitted("R2"), staff, ("registrar", "reviewer"))
    assert Release.objects.exists()


def test_a_registrar_who_also_reviews_leaves_the_other_seat_free(
    submitted: Any, staff: SimpleNamespace, court: Court
) -> None:
    both = make_person(court, Role.REVIEWER, Role.REGISTRAR)
    round = submitted("R2")
    approve(round, both)
    approve(fresh(round), staff.reviewer)
    assert Release.objects.exists()


def test_a_seat_that_is_taken_is_not_taken_twice(submitted: Any, staff: SimpleNamespace, court: Court) -> None:
    round = submitted("R2")
    approve(round, staff.reviewer)
    with pytest.raises(NotAllowed, match="taken"):
        approve(fresh(round), make_person(court, Role.REVIEWER))


def test_a_second_press_officer_is_no_reviewer(submitted: Any, staff: SimpleNamespace) -> None:
    with pytest.raises(NotAllowed, match="Your roles"):
        approve(submitted("R1"), staff.press_officer)


def test_who_presides_decides_and_no_other_judge(submitted: Any, staff: SimpleNamespace, court: Court) -> None:
    round = submitted("R3")
    first = make_person(court, Role.JUDGE)
    panel_set(matter=Matter.objects.get(), judges=[staff.judge], presiding=first, by=staff.registrar)
    through(round, staff, ("reviewer", "registrar"))
    with pytest.raises(NotAllowed, match="Your roles"):
        approve(fresh(round), staff.judge)
    approve(fresh(round), first)
    assert Release.objects.exists()


def test_those_on_duty_decide_in_an_emergency_where_the_roster_names_them(
    submitted: Any, staff: SimpleNamespace, court: Court
) -> None:
    called, now = make_person(court, Role.REGISTRAR), timezone.now()
    turn_set(
        court=court, person=called, role=Role.REGISTRAR, starts_at=now - timedelta(hours=1),
        ends_at=now + timedelta(hours=1), by=make_person(court, Role.ADMINISTRATOR),
    )  # fmt: skip
    round = submitted("E")
    with pytest.raises(NotAllowed, match="Your roles"):
        approve(round, staff.registrar)
    approve(round, called)
    approve(fresh(round), staff.security_lead)
    assert Release.objects.exists()


def test_two_of_one_office_are_not_enough_in_an_emergency(submitted: Any, staff: SimpleNamespace, court: Court) -> None:
    round = submitted("E")
    approve(round, staff.registrar)
    with pytest.raises(NotAllowed, match="taken"):
        approve(fresh(round), staff.deputy_registrar)


def test_a_delegate_votes_on_behalf_of_the_presiding_judge(
    submitted: Any, staff: SimpleNamespace, court: Court
) -> None:
    first, other, now = make_person(court, Role.JUDGE), staff.judge, timezone.now()
    round = submitted("R3")
    panel_set(matter=Matter.objects.get(), judges=[], presiding=first, by=staff.registrar)
    delegation_set(
        court=court, of=first, to=other, role=Role.JUDGE, starts_at=now - timedelta(hours=1),
        ends_at=now + timedelta(days=1), by=first,
    )  # fmt: skip
    through(round, staff, ("reviewer", "registrar", "judge"))
    vote = Vote.objects.get(person=other)
    assert (vote.on_behalf_of, Release.objects.count()) == (first, 1)
    assert AuditEntry.objects.filter(act="voted").latest("at").facts["on_behalf_of"] == first.pk


# --- a route that rises on the way ----------------------------------------------------------------


def save_matter(matter: Matter, by: Person, **facts: Any) -> None:
    entry = MatterEntry(code=matter.code, docket=matter.docket, **facts)
    matter_save(court=matter.court, entry=entry, by=by, matter=matter)


def test_a_change_of_the_register_asks_the_judge_as_well_and_keeps_the_votes(
    submitted: Any, staff: SimpleNamespace
) -> None:
    round = submitted("R2")
    approve(round, staff.reviewer)
    save_matter(Matter.objects.get(), staff.registrar, jury=True)
    approve(fresh(round), staff.deputy_registrar)
    assert (fresh(round).route, Vote.objects.standing().count(), Release.objects.exists()) == ("R3", 2, False)
    approve(fresh(round), staff.judge)
    assert Release.objects.get().route == "R3"


def test_a_route_never_falls(submitted: Any, staff: SimpleNamespace) -> None:
    round = submitted("R3")
    approve(round, staff.reviewer)
    save_matter(Matter.objects.get(), staff.registrar, jury=False)
    approve(fresh(round), staff.registrar)
    assert (fresh(round).route, Release.objects.exists()) == ("R3", False)


def test_a_route_that_rises_on_the_bench_goes_back_to_the_desk(
    submitted: Any, staff: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    round = submitted("R3")
    through(round, staff, ("reviewer", "registrar"))
    find(monkeypatch, OPINION)
    answered(Post.objects.get(), staff.author)
    approve(fresh(round), staff.judge)
    assert (fresh(round).route, step_of(round).task.specific.step) == ("R4", "desk")
    through(round, staff, ("head_of_communications", "president"))
    assert Release.objects.get().route == "R4"


def test_what_rises_after_the_last_vote_holds_the_release(submitted: Any, staff: SimpleNamespace) -> None:
    round = submitted("R2")
    through(round, staff, ("reviewer", "registrar"))
    save_matter(Matter.objects.get(), staff.registrar, jury=True)
    verdict = Recheck().recheck(Release.objects.get())
    assert (verdict.passed, "further people" in verdict.reason) == (False, True)


def test_the_reasons_stand_on_the_round_and_on_the_trail(submitted: Any) -> None:
    round = fresh(submitted("R3"))
    assert [code for code, _route in round.reasons] == ["matter:jury", "matter:linked", "kind:service-update"]
    facts = AuditEntry.objects.get(act="routed").facts
    assert (facts["route"], facts["seats"]) == ("R3", ["reviewer", "registrar", "presiding"])


def test_a_sealed_matter_tells_nothing_of_its_nature(submitted: Any, court: Court, staff: SimpleNamespace) -> None:
    matter = make_matter(court, jury=True, nature=["youth"])
    Matter.objects.filter(pk=matter.pk).update(sealed=True)
    round = fresh(submitted("R1", matters=[Matter.objects.get(pk=matter.pk)]))
    assert {code for code, _route in round.reasons} == {"matter:linked", "matter:sealed", "kind:service-update"}


def test_the_target_is_never_after_the_release(submitted: Any) -> None:
    round = fresh(submitted("R3", due_at=timezone.now() + timedelta(hours=3)))
    assert round.target_at == Post.objects.get().due_at.replace(microsecond=0)


# --- conflicts and standing aside -----------------------------------------------------------------


def test_whom_it_concerns_takes_no_seat(submitted: Any, staff: SimpleNamespace) -> None:
    round = submitted("R5")
    assert (fresh(round).route, fresh(round).concerned) == ("R5", [staff.president.pk])
    approve(round, staff.head_of_communications)
    with pytest.raises(NotAllowed, match="concerns you"):
        approve(fresh(round), staff.president)
    approve(fresh(round), staff.vice_president)
    assert Release.objects.exists()


def test_the_most_senior_judge_steps_in_where_president_and_vice_president_cannot(
    submitted: Any, staff: SimpleNamespace, court: Court
) -> None:
    senior = make_person(court)
    senior.memberships.create(court=court, role=Role.JUDGE, seniority=1)
    text = "President Namepresidentx and Justice Namevicepresidentx answer."
    round = submitted("R4", text=text)
    approve(round, staff.head_of_communications)
    with pytest.raises(NotAllowed):
        approve(fresh(round), staff.judge)
    approve(fresh(round), senior)
    assert Release.objects.exists()


def test_a_judge_who_is_named_as_sitting_decides(submitted: Any, staff: SimpleNamespace) -> None:
    round = submitted("R3", text="Justice Namejudgex hands the judgment down.")
    assert fresh(round).route == "R5"
    panel_set(matter=Matter.objects.get(), judges=[], presiding=staff.judge, by=staff.registrar)
    again = post_submit_again(round, staff)
    assert again.route == "R3"
    through(again, staff, ("reviewer", "registrar", "judge"))
    assert Release.objects.exists()


def post_submit_again(round: Round, staff: SimpleNamespace) -> Round:
    clearance_void(Post.objects.get(), by=staff.author)
    return fresh(post_submit(Post.objects.get(), by=staff.author))


def test_who_stands_aside_leaves_the_seat_to_the_next(submitted: Any, staff: SimpleNamespace) -> None:
    round = submitted("R4")
    recuse(round=round, person=staff.president, reason="My brother is concerned.")
    approve(round, staff.head_of_communications)
    with pytest.raises(NotAllowed, match="stood aside"):
        approve(fresh(round), staff.president)
    approve(fresh(round), staff.vice_president)
    assert Release.objects.exists()


def test_standing_aside_holds_for_the_next_round_too(submitted: Any, staff: SimpleNamespace) -> None:
    round = submitted("R1")
    recuse(round=round, person=staff.reviewer, reason="I know the people.")
    again = post_submit_again(round, staff)
    with pytest.raises(NotAllowed, match="stood aside"):
        approve(again, staff.reviewer)
    change_text(Post.objects.get(), "The registry opens at ten.")
    with pytest.raises(NotAllowed, match="stood aside"):
        approve(post_submit_again(again, staff), staff.reviewer)


def test_standing_aside_is_on_the_trail_without_its_words(submitted: Any, staff: SimpleNamespace) -> None:
    recuse(round=submitted("R1"), person=staff.reviewer, reason="I know the people.")
    entry = AuditEntry.objects.get(act="recused")
    assert (entry.actor, "people" in str(entry.facts)) == (f"person:{staff.reviewer.pk}", False)


def test_who_has_no_seat_has_none_to_leave(submitted: Any, staff: SimpleNamespace) -> None:
    round = submitted("R1")
    for person in (staff.judge, staff.author, make_person()):
        with pytest.raises(NotAllowed):
            recuse(round=round, person=person, reason="Not me.")


def test_who_has_voted_takes_the_vote_back_first(submitted: Any, staff: SimpleNamespace) -> None:
    round = submitted("R2")
    approve(round, staff.reviewer)
    with pytest.raises(NotAllowed, match="Take your vote back"):
        recuse(round=round, person=staff.reviewer, reason="I know the people.")


@pytest.mark.parametrize("reason", ["", "  ", "x"])
def test_standing_aside_needs_a_reason(submitted: Any, staff: SimpleNamespace, reason: str) -> None:
    with pytest.raises(Invalid, match="why"):
        recuse(round=submitted("R1"), person=staff.reviewer, reason=reason)
    assert not Part.objects.filter(duty=Duty.RECUSED).exists()


# --- a block that a reason overrides --------------------------------------------------------------


def test_a_block_that_may_be_overridden_goes_to_the_president(
    submitted: Any, staff: SimpleNamespace, court: Court, monkeypatch: pytest.MonkeyPatch
) -> None:
    find(monkeypatch, ATTACK)
    post = make_post(court, staff.author)
    assert "must be mended" in post_submit(post, by=staff.author).refused
    answered(Post.objects.get(), staff.author)
    round = post_submit(Post.objects.get(), by=staff.author)
    assert fresh(round).route == "R4"
    through(round, staff, ("head_of_communications", "president"))
    assert Recheck().recheck(Release.objects.get()).passed
    assert AuditEntry.objects.get(act="overridden").facts["blocks"][0]["code"] == "respond-to-attack"


def test_no_reason_overrides_any_other_block(
    staff: SimpleNamespace, court: Court, monkeypatch: pytest.MonkeyPatch
) -> None:
    find(monkeypatch, Finding("merits-comment", (15,), Severity.BLOCK, "merits-case", Span("title", 0, 7)))
    post = make_post(court, staff.author)
    answered(post, staff.author)
    assert "must be mended" in post_submit(post, by=staff.author).refused


# --- words about a judgment before it is handed down ----------------------------------------------


def embargoed(court: Court, hours: float) -> Matter:
    until = timezone.now() + timedelta(hours=hours)
    return make_matter(court, status="embargoed", embargo_until=until, handdown_notice_public=True)


def judgment(court: Court, author: Person, matter: Matter) -> Post:
    due = matter.embargo_until + timedelta(minutes=5)
    post = make_post(court, author, kind="judgment", text="The judgment is online.", matters=[matter], due_at=due)
    for person in Person.objects.filter(memberships__court=court).exclude(pk=author.pk).distinct():
        PostReader.objects.create(post=post, person=person, named_by=author)  # it is sealed until it is handed down
    answered(post, author)
    return post


def test_words_about_a_judgment_are_read_two_hours_before_it_is_handed_down(
    court: Court, staff: SimpleNamespace
) -> None:
    matter = embargoed(court, hours=3)
    round = fresh(post_submit(judgment(court, staff.author, matter), by=staff.author))
    assert (round.refused, round.route) == ("", "R3")
    assert round.target_at <= matter.embargo_until - timedelta(hours=2)
    Matter.objects.filter(pk=matter.pk).update(embargo_until=timezone.now() + timedelta(hours=1))
    with pytest.raises(Blocked, match="less than two hours"):
        approve(round, staff.reviewer)


def test_words_about_a_judgment_are_not_taken_in_its_last_two_hours(court: Court, staff: SimpleNamespace) -> None:
    post = judgment(court, staff.author, embargoed(court, hours=1))
    assert "less than two hours" in post_submit(post, by=staff.author).refused


def test_a_template_about_a_judgment_is(court: Court, staff: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Post, "template", lambda post: "a locked template")
    round = fresh(post_submit(judgment(court, staff.author, embargoed(court, hours=1)), by=staff.author))
    assert (round.refused, round.route) == ("", "R2")
