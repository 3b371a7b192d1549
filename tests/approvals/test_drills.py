"""Drills: the same way as an emergency, measured; and every way out, of which none is open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from approvals.gate import Recheck
from approvals.models import Drill, Round, SoloRelease, Vote
from approvals.services import (
    Invalid,
    NotAllowed,
    NotCleared,
    Refused,
    TextChanged,
    digest_of,
    drills,
    post_submit,
    vote_take_back,
)
from approvals.services.aftermath import solos_for, solos_watch
from approvals.services.drills import drill_end, drill_start, is_due, minutes_of, parts_of, times_of
from approvals.services.roster import turn_set
from approvals.services.solo import emergency_release, rests
from cms.models import Post
from cms.services import PostRefused, post_for_drill, post_save_draft
from publishing.dispatcher.claim import claim_due
from publishing.dispatcher.gatekeeper import Gatekeeper
from publishing.dispatcher.lanes import Lanes
from publishing.dispatcher.pauses import Pauses
from publishing.domain.digest import digest, parse
from publishing.ground import door
from publishing.ground.models import AuditEntry, Court, Notice, Person, Role
from publishing.models import Delivery, Release
from publishing.services import ReleaseRefused, release_create
from tests.approvals.conftest import approve, step_of
from tests.factories import make_clearance, make_court, make_person, make_post

REASON = "The building is being cleared, and nobody else answers."
MINUTE = timedelta(minutes=1)


@pytest.fixture
def crew(court: Court) -> SimpleNamespace:
    """A registrar, a security lead and the author, all on duty; and who leads the press office and the court."""
    found = {"registrar": Role.REGISTRAR, "security": Role.SECURITY_LEAD, "author": Role.PRESS_OFFICER}
    rest = {"administrator": Role.ADMINISTRATOR, "head": Role.HEAD_OF_COMMUNICATIONS, "president": Role.PRESIDENT}
    people = {key: make_person(court, role) for key, role in (found | rest).items()}
    now = timezone.now()
    span: dict[str, Any] = {
        "starts_at": now - 60 * MINUTE,
        "ends_at": now + 600 * MINUTE,
        "by": people["administrator"],
    }
    for key, role in found.items():
        turn_set(court=court, person=people[key], role=role, **span)
    return SimpleNamespace(**people)


@pytest.fixture
def drill(court: Court, crew: SimpleNamespace) -> Drill:
    return drill_start(court=court, person=crew.administrator)


@pytest.fixture
def post(drill: Drill, crew: SimpleNamespace) -> Post:
    return make_post(drill.court, crew.author, kind="emergency", drill=drill, due_at=timezone.now() + 15 * MINUTE)


@pytest.fixture
def round(post: Post, crew: SimpleNamespace) -> Round:
    return post_submit(post, by=crew.author)


def begun(drill: Drill, minutes: int) -> None:
    Drill.objects.filter(pk=drill.pk).update(started_at=timezone.now() - minutes * MINUTE)


def complete(round: Round, crew: SimpleNamespace) -> Drill:
    approve(round, crew.registrar)
    approve(round, crew.security)
    return Drill.objects.get()


def alone(round: Round, crew: SimpleNamespace) -> SoloRelease:
    """The registrar signs, and ten minutes later releases it alone."""
    approve(round, crew.registrar)
    before = timezone.now() - 10 * MINUTE
    Round.objects.filter(pk=round.pk).update(submitted_at=before)
    Notice.objects.filter(topic=f"round:{round.pk}").update(created_at=before)
    found = digest_of(round.workflow_state.content_object)
    return emergency_release(task_state=step_of(round), person=crew.registrar, digest=found, reason=REASON)


# --- the way, measured -----------------------------------------------------------------------------


def test_a_drill_is_complete_where_an_emergency_is_released(round: Round, crew: SimpleNamespace, post: Post) -> None:
    found = complete(round, crew)
    assert (round.route, found.reference) == ("E", post.reference)
    assert found.ended_by == crew.security
    assert not Release.objects.exists()
    assert not Delivery.objects.exists()


def test_its_steps_are_measured_from_the_alarm(round: Round, crew: SimpleNamespace, drill: Drill, post: Post) -> None:
    begun(drill, 7)
    assert times_of(Drill.objects.get()).submitted_at == round.submitted_at
    found = complete(round, crew)
    first = Vote.objects.earliest("at")
    assert (found.submitted_at, found.signed_at, found.out_at) == (
        round.submitted_at,
        first.at,
        parse(round.content).due_at,
    )
    assert (minutes_of(found, found.cleared_at), minutes_of(found), found.met) == (8, 22, True)
    assert AuditEntry.objects.get(act="drill_complete").facts["minutes"] == 22


def test_an_hour_is_met_to_the_minute_and_not_later(drill: Drill) -> None:
    assert Drill(started_at=drill.started_at, out_at=drill.started_at + 60 * MINUTE).met
    late = Drill(started_at=drill.started_at, out_at=drill.started_at + 60 * MINUTE + timedelta(seconds=1))
    assert (late.met, minutes_of(late)) == (False, 61)


def test_one_that_is_approved_after_its_time_has_missed_the_hour(drill: Drill, crew: SimpleNamespace) -> None:
    late = make_post(drill.court, crew.author, kind="emergency", drill=drill, due_at=timezone.now() - MINUTE)
    found = complete(post_submit(late, by=crew.author), crew)
    assert (found.out_at, found.met, found.cleared_at is None) == (None, False, False)


def test_the_first_words_are_when_it_was_drafted(drill: Drill, crew: SimpleNamespace) -> None:
    post = post_for_drill(drill=drill, by=crew.author)
    assert Drill.objects.get().drafted_at is None
    post.text = "The building is closed. Do not come today."
    post_save_draft(post=post, by=crew.author)
    first = Drill.objects.get().drafted_at
    post_save_draft(post=post, by=crew.author)
    assert first is not None
    assert Drill.objects.get().drafted_at == first


def test_what_was_returned_is_not_handed_in(round: Round, crew: SimpleNamespace, drill: Drill) -> None:
    approve(round, crew.registrar, decision="return", comment="Say which building.")
    assert times_of(drill).submitted_at is None


def test_who_took_part_is_told(round: Round, crew: SimpleNamespace) -> None:
    people = parts_of(complete(round, crew))
    assert set(people) == {crew.administrator, crew.author, crew.registrar, crew.security}
    assert people[crew.registrar] == ["approved"]
    assert set(Notice.objects.filter(kind="drill-complete").values_list("person", flat=True)) == {p.pk for p in people}


def test_one_signature_ends_it_too_and_nobody_reviews_that(round: Round, crew: SimpleNamespace, court: Court) -> None:
    solo = alone(round, crew)
    signed = Drill.objects.get().signed_at
    assert signed is not None
    assert signed <= solo.at
    SoloRelease.objects.update(at=timezone.now() - timedelta(days=3))
    assert not solos_for(crew.president).exists()
    assert solos_watch() == 0
    assert not rests(crew.registrar, court, timezone.now())
    assert not Notice.objects.filter(kind__startswith="emergency").exists()
    assert not Release.objects.exists()


def test_every_notice_of_it_says_that_it_is_a_drill(round: Round, crew: SimpleNamespace, court: Court) -> None:
    complete(round, crew)
    said = Notice.objects.filter(subject__contains="DRILL").values_list("subject", "body")
    assert {"decision", "drill-started", "drill-complete"} <= set(Notice.objects.values_list("kind", flat=True))
    assert all(subject.startswith("Drill: ") and body.startswith("This is a drill.") for subject, body in said)
    assert Notice.objects.exclude(kind="turn-set").count() == len(said)


def test_the_last_gate_is_asked(round: Round, crew: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    approve(round, crew.registrar)
    monkeypatch.setattr(drills, "findings_against", lambda result: "A new finding.")
    with pytest.raises(NotCleared, match="A new finding"):
        approve(round, crew.security)
    assert (Drill.objects.get().ended_at, Vote.objects.count()) == (None, 1)


def test_it_takes_no_number_of_real_posts(post: Post, court: Court, crew: SimpleNamespace) -> None:
    year = timezone.now().astimezone(court.zone).year
    assert post.reference == f"{court.code}-DRILL-{year}-0001"
    assert make_post(court, crew.author).reference == f"{court.code}-{year}-0001"


# --- no way out ------------------------------------------------------------------------------------


def row(release: Release, **facts: Any) -> Release:
    given = {one.attname: getattr(release, one.attname) for one in Release._meta.concrete_fields if one.name != "id"}
    return Release(**{**given, **facts})


def stored(post: Post, round: Round) -> Release:
    now = timezone.now()
    return Release(
        court=post.court, reference=post.reference, title="x", kind=post.kind, aim=post.aim, content=round.content,
        digest=round.digest, clearance={"digest": round.digest}, route="E", due_at=now, submitted_at=now,
        cleared_at=now,
    )  # fmt: skip


@pytest.mark.both
@pytest.mark.parametrize("way", ["save", "bulk", "conflicts"])
def test_the_database_refuses_its_release(post: Post, round: Round, way: str) -> None:
    release = stored(post, round)
    ways: dict[str, Callable[[], Any]] = {
        "save": release.save,
        "bulk": lambda: Release.objects.bulk_create([release]),
        "conflicts": lambda: Release.objects.bulk_create([release], ignore_conflicts=True),
    }
    with pytest.raises(DatabaseError, match="a drill never goes out"), transaction.atomic():
        ways[way]()
    assert not Release.objects.exists()


@pytest.mark.both
def test_a_real_release_never_becomes_one_of_a_drill(post: Post, round: Round) -> None:
    row(stored(post, round), reference="NC-2026-0001").save()
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE publishing_release SET reference = %s", [post.reference])


def test_the_service_refuses_its_release_whatever_clearance_is_shown(post: Post) -> None:
    submission = post.to_submission()
    with pytest.raises(ReleaseRefused, match="drill"):
        release_create(court=post.court, submission=submission, clearance=make_clearance(submission), by="system")


@pytest.mark.both
@pytest.mark.parametrize(
    "change", [{"reference": "NC-2026-0001"}, {"drill": None}, {"kind": "closure"}, {"drill": None, "kind": "closure"}]
)
def test_its_post_cannot_shed_the_drill(post: Post, change: dict[str, Any]) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Post.objects.filter(pk=post.pk).update(**change)


def test_a_real_post_cannot_bear_the_mark(court: Court, crew: SimpleNamespace) -> None:
    post = make_post(court, crew.author)
    with pytest.raises(DatabaseError), transaction.atomic():
        Post.objects.filter(pk=post.pk).update(reference="NC-DRILL-2026-0009")


def test_made_real_by_force_it_has_no_votes(round: Round, crew: SimpleNamespace, post: Post) -> None:
    approve(round, crew.registrar)
    Post.objects.filter(pk=post.pk).update(drill=None, reference="NC-2026-0007")
    with pytest.raises(TextChanged):
        approve(round, crew.security, digest=round.digest)
    assert not Release.objects.exists()


def test_words_of_a_drill_under_another_reference_are_held_by_the_gate(
    round: Round, crew: SimpleNamespace, post: Post
) -> None:
    complete(round, crew)
    content = round.content.replace(post.reference, "NC-2026-0008")
    forged = row(stored(post, round), reference="NC-2026-0008", content=content, digest=digest(content))
    forged.save()
    assert not Recheck().recheck(forged).passed


def test_dispatcher_and_gatekeeper_find_nothing_and_the_door_is_never_asked(
    round: Round, crew: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(door, "session", lambda **given: asked.append("session"))
    monkeypatch.setattr("requests.Session.request", lambda *args, **given: asked.append("request"))
    alone(round, crew)
    pauses, late = Pauses(), timezone.now() + 90 * MINUTE
    pauses.read()
    clock: Any = SimpleNamespace(now=lambda: late)
    perform: Any = asked.append
    assert not Gatekeeper(clock, "test", lambda held: None).turn()
    claimed = claim_due(late, pauses, Lanes(perform), "test")
    assert (claimed.jobs, claimed.held, asked) == ([], [], [])
    assert not Delivery.objects.exists()


# --- who orders it, and how it ends ----------------------------------------------------------------


@pytest.mark.parametrize("who", ["administrator", "head", "registrar", "security", "author"])
def test_who_is_on_duty_or_leads_orders_it(court: Court, crew: SimpleNamespace, who: str) -> None:
    drill = drill_start(court=court, person=getattr(crew, who))
    told = set(Notice.objects.filter(kind="drill-started").values_list("person", flat=True))
    assert told == {crew.registrar.pk, crew.security.pk, crew.author.pk} - {getattr(crew, who).pk}
    assert AuditEntry.objects.get(act="drill_started").facts == {"reference": drill.reference}


def test_nobody_else_does(court: Court, crew: SimpleNamespace) -> None:
    root, idle = make_person(make_court(), *Role, is_superuser=True), make_person(court, Role.REGISTRAR)
    for person in (crew.president, idle, root):
        with pytest.raises(NotAllowed):
            drill_start(court=court, person=person)
    assert not Drill.objects.exists()


@pytest.mark.both
def test_one_runs_at_a_time(drill: Drill, court: Court, crew: SimpleNamespace) -> None:
    with pytest.raises(Refused, match="running"):
        drill_start(court=court, person=crew.head)
    with pytest.raises(DatabaseError), transaction.atomic():
        Drill.objects.create(court=court, reference="X-DRILL-1", started_by=crew.head, started_at=timezone.now())


def test_broken_off_it_asks_nobody_any_more(round: Round, drill: Drill, crew: SimpleNamespace, post: Post) -> None:
    approve(round, crew.registrar)
    step = step_of(round)
    drill_end(drill=drill, person=crew.head, reason="A real alarm came.")
    with pytest.raises(Refused):
        approve(round, crew.security, task_state=step)
    found = Drill.objects.get()
    assert (found.cleared_at, found.reason, found.signed_at is None) == (None, "A real alarm came.", False)
    assert not Notice.objects.filter(topic=f"round:{round.pk}", over_at=None).exists()
    with pytest.raises(Refused, match="over"):
        post_submit(post, by=crew.author)


def test_it_is_broken_off_by_those_who_may_and_with_a_reason(drill: Drill, crew: SimpleNamespace) -> None:
    with pytest.raises(NotAllowed):
        drill_end(drill=drill, person=crew.president, reason=REASON)
    with pytest.raises(Invalid):
        drill_end(drill=drill, person=crew.head, reason="no")
    drill_end(drill=drill, person=crew.head, reason=REASON)
    with pytest.raises(Refused, match="over"):
        drill_end(drill=drill, person=crew.head, reason=REASON)


def test_once_over_its_post_and_its_votes_stay(round: Round, crew: SimpleNamespace, post: Post) -> None:
    complete(round, crew)
    with pytest.raises(Refused, match="over"):
        vote_take_back(vote=Vote.objects.earliest("at"), person=crew.registrar)
    fresh = Post.objects.get(pk=post.pk)
    fresh.text = "Something else."
    with pytest.raises(PostRefused, match="over"):
        post_save_draft(post=fresh, by=crew.author)


def test_a_drill_has_one_post_and_it_is_an_emergency(post: Post, drill: Drill, crew: SimpleNamespace) -> None:
    with pytest.raises(PostRefused, match="its post already"):
        post_for_drill(drill=drill, by=crew.author)
    post.kind = "closure"
    with pytest.raises(PostRefused, match="practises an emergency"):
        post_save_draft(post=post, by=crew.author)


def test_one_is_due_after_a_quarter(round: Round, crew: SimpleNamespace, court: Court, drill: Drill) -> None:
    now = timezone.now()
    assert is_due(court, now)
    complete(round, crew)
    assert not is_due(court, now + timedelta(days=89))
    assert is_due(court, now + timedelta(days=91))


def test_it_is_seen_by_its_own_court_alone(drill: Drill, crew: SimpleNamespace) -> None:
    stranger: Person = make_person(make_court(), *Role, is_superuser=True)
    assert not Drill.objects.for_person(stranger, *Role).exists()
    assert Drill.objects.for_person(crew.president, *Role).exists()
