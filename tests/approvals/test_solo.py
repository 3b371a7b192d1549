"""An emergency with one signature: who may, when, and everything that it does not pass."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from approvals.domain.findings import Finding, Span
from approvals.domain.severity import Severity
from approvals.gate import Recheck
from approvals.models import Round, SoloRelease, Turn, Vote
from approvals.services import (
    Blocked,
    Invalid,
    NotAllowed,
    Refused,
    TextChanged,
    digest_of,
    post_submit,
    vote_take_back,
)
from approvals.services.deadlines import deadlines_run
from approvals.services.recusals import recuse
from approvals.services.roster import turn_set
from approvals.services.solo import emergency_release
from cms.models import Post
from publishing.ground.models import AuditEntry, Court, Notice, Person, Role
from publishing.models import Release
from tests.approvals.conftest import approve, change_text, make_matter, step_of
from tests.factories import make_person, make_post

REASON = "The building is being cleared, and nobody else answers."
MINUTE = timedelta(minutes=1)
BLOCK = Finding("restricted-identity", (9,), Severity.BLOCK, "name", Span("title", 0, 7))


@pytest.fixture
def crew(court: Court) -> SimpleNamespace:
    """A registrar, a security lead and the author, all on duty."""
    administrator = make_person(court, Role.ADMINISTRATOR)
    found = {"registrar": Role.REGISTRAR, "security": Role.SECURITY_LEAD, "author": Role.PRESS_OFFICER}
    crew = SimpleNamespace(
        administrator=administrator, **{key: make_person(court, role) for key, role in found.items()}
    )
    for key, role in found.items():
        on_duty(court, getattr(crew, key), role, administrator)
    return crew


def on_duty(court: Court, person: Person, role: str, by: Person) -> None:
    now = timezone.now()
    turn_set(court=court, person=person, role=role, starts_at=now - 60 * MINUTE, ends_at=now + 600 * MINUTE, by=by)


@pytest.fixture
def round(court: Court, crew: SimpleNamespace) -> Round:
    """An emergency in its author's words, submitted just now."""
    return post_submit(make_post(court, crew.author, kind="emergency"), by=crew.author)


def later(round: Round, minutes: int = 10) -> Round:
    """The round, as it stands so many minutes after it was submitted and people were asked."""
    before = timezone.now() - minutes * MINUTE
    Round.objects.filter(pk=round.pk).update(submitted_at=before)
    Notice.objects.filter(topic=f"round:{round.pk}").update(created_at=before)
    return Round.objects.get(pk=round.pk)


def release(round: Round, person: Person, **facts: Any) -> SoloRelease:
    digest = digest_of(round.workflow_state.content_object)
    given = {"task_state": step_of(round), "digest": digest, "reason": REASON, **facts}
    return emergency_release(person=person, **given)


def signed(round: Round, crew: SimpleNamespace, minutes: int = 10) -> Round:
    """With the registrar's approval, so many minutes after it was submitted."""
    approve(round, crew.registrar)
    return later(round, minutes)


def from_template(monkeypatch: pytest.MonkeyPatch, key: str = "locked") -> None:
    monkeypatch.setattr(Post, "template", lambda post: key)


# --- who signed releases it ------------------------------------------------------------------------


def test_who_signed_releases_it_when_the_second_did_not_answer(round: Round, crew: SimpleNamespace) -> None:
    solo = release(signed(round, crew), crew.registrar)
    released = Release.objects.get()
    assert (solo.person, solo.role, solo.template, solo.reason) == (crew.registrar, "registrar", "", REASON)
    assert (released.route, released.clearance["solo"]) == ("E", crew.registrar.pk)
    assert [one["role"] for one in released.clearance["approvals"]] == ["registrar"]


def test_it_is_on_the_trail_without_its_words(round: Round, crew: SimpleNamespace) -> None:
    release(signed(round, crew), crew.registrar)
    entry = AuditEntry.objects.get(act="emergency_released")
    assert (entry.facts["solo"], entry.facts["role"], REASON in str(entry.facts)) == (True, "registrar", False)
    assert AuditEntry.objects.get(act="cleared").facts["solo"] == crew.registrar.pk


def test_the_dispatchers_gate_lets_it_pass(round: Round, crew: SimpleNamespace) -> None:
    release(signed(round, crew), crew.registrar)
    assert Recheck().recheck(Release.objects.get()).passed


def test_a_clearance_of_two_says_that_nobody_was_alone(round: Round, crew: SimpleNamespace) -> None:
    approve(round, crew.registrar)
    approve(Round.objects.get(pk=round.pk), crew.security)
    assert Release.objects.get().clearance["solo"] is None


def test_nothing_goes_out_by_waiting(round: Round, crew: SimpleNamespace) -> None:
    signed(round, crew, minutes=50)
    for _minute in range(3):
        deadlines_run()
    assert not Release.objects.exists()


# --- when ------------------------------------------------------------------------------------------


def test_not_before_ten_minutes_passed(round: Round, crew: SimpleNamespace) -> None:
    with pytest.raises(NotAllowed, match="until"):
        release(signed(round, crew, minutes=9), crew.registrar)


def test_not_where_nobody_else_was_asked(round: Round, crew: SimpleNamespace) -> None:
    round = signed(round, crew)
    Notice.objects.filter(topic=f"round:{round.pk}").exclude(person=crew.registrar).delete()
    with pytest.raises(NotAllowed, match="Nobody else"):
        release(round, crew.registrar)


def test_not_where_the_second_was_asked_only_now(round: Round, crew: SimpleNamespace) -> None:
    round = signed(round, crew)
    Notice.objects.filter(person=crew.security).update(created_at=timezone.now() - MINUTE)
    with pytest.raises(NotAllowed, match="Nobody else"):
        release(round, crew.registrar)


def test_whoever_stands_aside_has_answered(round: Round, crew: SimpleNamespace) -> None:
    round = signed(round, crew)
    recuse(round=round, person=crew.security, reason="My own building.")
    with pytest.raises(NotAllowed, match="Nobody else"):
        release(round, crew.registrar)


# --- who may not -----------------------------------------------------------------------------------


@pytest.mark.parametrize("superuser", [False, True])
def test_nobody_who_is_not_on_duty(round: Round, court: Court, crew: SimpleNamespace, superuser: bool) -> None:
    other = make_person(court, *Role, is_superuser=superuser)
    with pytest.raises(NotAllowed, match="on duty"):
        release(signed(round, crew), other)


def test_a_superuser_of_no_court_gains_nothing(round: Round, crew: SimpleNamespace, db: None) -> None:
    with pytest.raises(NotAllowed, match="on duty"):
        release(signed(round, crew), make_person(is_superuser=True))


def test_nobody_whose_turn_is_over(round: Round, crew: SimpleNamespace) -> None:
    round = signed(round, crew)
    Turn.objects.filter(person=crew.registrar).update(ends_at=timezone.now() - MINUTE)
    with pytest.raises(NotAllowed, match="on duty"):
        release(round, crew.registrar)


def test_nobody_who_has_not_signed(round: Round, crew: SimpleNamespace) -> None:
    with pytest.raises(NotAllowed, match="Approve it first"):
        release(signed(round, crew), crew.security)


def test_not_the_author_of_own_words(round: Round, crew: SimpleNamespace) -> None:
    with pytest.raises(NotAllowed, match="own words"):
        release(signed(round, crew), crew.author)


def test_the_author_of_a_locked_template_may(
    round: Round, crew: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    from_template(monkeypatch)
    solo, released = release(later(round), crew.author), Release.objects.get()
    facts = released.clearance
    assert (solo.template, facts["solo"], facts["approvals"]) == ("locked", crew.author.pk, [])
    assert Recheck().recheck(released).passed


def test_an_author_who_is_not_on_duty_may_not(court: Court, crew: SimpleNamespace, monkeypatch: Any) -> None:
    from_template(monkeypatch)
    author = make_person(court, Role.PRESS_OFFICER)
    round = post_submit(make_post(court, author, kind="emergency"), by=author)
    with pytest.raises(NotAllowed, match="on duty"):
        release(later(round), author)


@pytest.mark.parametrize(("hours", "allowed"), [(47, True), (48, False)])
def test_without_a_review_the_right_rests_after_two_days(
    court: Court, round: Round, crew: SimpleNamespace, hours: int, allowed: bool
) -> None:
    release(signed(round, crew), crew.registrar)
    SoloRelease.objects.update(at=timezone.now() - timedelta(hours=hours))
    second = make_post(court, crew.author, kind="emergency", text="The lifts are shut. Use the north door.")
    again = signed(post_submit(second, by=crew.author), crew)
    if allowed:
        assert release(again, crew.registrar)
    else:
        with pytest.raises(NotAllowed, match="reviewed"):
            release(again, crew.registrar)


# --- what it does not pass -------------------------------------------------------------------------


def test_no_other_route(court: Court, crew: SimpleNamespace) -> None:
    post = make_post(court, crew.author, kind="emergency", matters=[make_matter(court, jury=True)])
    round = later(post_submit(post, by=crew.author))
    with pytest.raises(NotAllowed, match="Only an emergency"):
        release(round, crew.registrar)


def test_no_block(round: Round, crew: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    round = signed(round, crew)
    monkeypatch.setattr("approvals.services.reviews.review", lambda *_given, **_more: [BLOCK])
    with pytest.raises(Blocked):
        release(round, crew.registrar)
    assert not Release.objects.exists()


def test_no_block_at_the_dispatchers_gate(round: Round, crew: SimpleNamespace, monkeypatch: Any) -> None:
    release(signed(round, crew), crew.registrar)
    monkeypatch.setattr("approvals.services.reviews.review", lambda *_given, **_more: [BLOCK])
    assert not Recheck().recheck(Release.objects.get()).passed


def test_no_text_that_changed(round: Round, crew: SimpleNamespace) -> None:
    round = signed(round, crew)
    change_text(Post.objects.get(), "Go home.")
    with pytest.raises(TextChanged):
        release(round, crew.registrar)
    assert (Release.objects.count(), Vote.objects.standing().count()) == (0, 0)


@pytest.mark.parametrize("reason", ["", "  ", "Fire."])
def test_no_release_without_a_reason(round: Round, crew: SimpleNamespace, reason: str) -> None:
    with pytest.raises(Invalid):
        release(signed(round, crew), crew.registrar, reason=reason)


def test_a_signature_taken_back_holds_it(round: Round, crew: SimpleNamespace) -> None:
    release(signed(round, crew), crew.registrar)
    vote_take_back(vote=Vote.objects.get(person=crew.registrar), person=crew.registrar)
    assert not Recheck().recheck(Release.objects.get()).passed


def test_a_second_time_finds_the_step_over(round: Round, crew: SimpleNamespace) -> None:
    step = step_of(signed(round, crew))
    release(round, crew.registrar)
    with pytest.raises(Refused, match="over"):
        release(round, crew.registrar, task_state=step)
    assert (Release.objects.count(), SoloRelease.objects.count()) == (1, 1)


# --- the pages -------------------------------------------------------------------------------------


@pytest.fixture
def sheet(client: Client, round: Round, crew: SimpleNamespace) -> Callable[..., Any]:
    client.force_login(crew.registrar)
    address = reverse("decisions:release_alone", args=[round.reference])
    return lambda **given: client.post(address, given) if given else client.get(address)


def given(round: Round, **facts: str) -> dict[str, str]:
    digest = digest_of(round.workflow_state.content_object)
    return {"digest": digest, "step": str(step_of(round).pk), "comment": REASON, **facts}


def test_it_is_asked_twice(round: Round, crew: SimpleNamespace, sheet: Callable[..., Any]) -> None:
    round = signed(round, crew)
    assert "Release this emergency alone?" in sheet().content.decode()
    assert "This goes out with one signature" in sheet(**given(round)).content.decode()
    assert not Release.objects.exists()
    assert sheet(**given(round, sure="yes")).status_code == 302
    assert Release.objects.exists()


def test_the_page_says_from_when(client: Client, round: Round, crew: SimpleNamespace) -> None:
    signed(round, crew, minutes=3)
    client.force_login(crew.registrar)
    page = client.get(reverse("decisions:page", args=[round.reference])).content.decode()
    assert "A second person has until" in page
    assert "/release-alone/" not in page


def test_the_sheet_is_closed_before_its_time(round: Round, crew: SimpleNamespace, sheet: Callable[..., Any]) -> None:
    round = signed(round, crew, minutes=3)
    assert sheet().status_code == 302
    sheet(**given(round, sure="yes"))
    assert not Release.objects.exists()


def test_an_emergency_for_now_is_wanted_in_ten_minutes(court: Court, crew: SimpleNamespace) -> None:
    post = make_post(court, crew.author, kind="emergency", due_at=timezone.now() - MINUTE)
    round = post_submit(post, by=crew.author)
    round = Round.objects.get(pk=round.pk)
    assert round.target_at == round.submitted_at + 10 * MINUTE


def test_who_is_asked_of_an_emergency_is_asked_at_once(round: Round, crew: SimpleNamespace) -> None:
    rows = Notice.objects.filter(topic=f"round:{round.pk}")
    assert set(rows.values_list("person", "paced")) == {(crew.registrar.pk, False), (crew.security.pk, False)}
