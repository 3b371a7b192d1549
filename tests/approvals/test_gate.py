"""The last review: today's register, the votes that stand, and no silence."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from approvals.gate import Recheck
from approvals.models import Round, Vote
from approvals.services import PartyEntry, clearance_void, party_add, post_submit, vote_take_back
from cms.models import Post
from publishing.gate import load_gate
from publishing.ground.models import AuditEntry
from publishing.models import Release
from tests.approvals.conftest import approve, approve_all, make_matter
from tests.approvals.test_reviews import answer, finding


@pytest.fixture
def release(before_judge: Round, people: SimpleNamespace) -> Release:
    approve(before_judge, people.judge)
    return Release.objects.get()


def test_the_setting_names_this_gate() -> None:
    assert isinstance(load_gate(), Recheck)


def test_a_cleared_release_passes(release: Release) -> None:
    assert Recheck().recheck(release).passed


def test_it_says_which_register_it_read(release: Release) -> None:
    make_matter(release.court)
    release.court.refresh_from_db()
    assert Recheck().recheck(release).register_version == release.court.register_version > 0


def test_an_order_made_after_the_approval_stops_it(court: Any, release: Release) -> None:
    """The registry is, all of a sudden, the name of a protected person."""
    matter = make_matter(court)
    entry = PartyEntry(name="Registry Opens", forms=("The registry",), protected=True)
    party_add(matter=matter, entry=entry, by=court.memberships.filter(role="registrar").last().person)
    verdict = Recheck().recheck(release)
    assert (verdict.passed, "restricted-identity" in verdict.reason) == (False, True)


def test_the_reason_says_nothing_of_what_was_found(release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("approvals.services.reviews.review", finding(words=(4, 12)))
    assert "registry" not in Recheck().recheck(release).reason


def test_a_question_answered_before_the_approval_still_passes(
    post: Post, people: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("approvals.services.reviews.review", finding())
    answer(post, people)
    round = post_submit(post, by=people.press_officer)
    approve_all(round, people)
    assert Recheck().recheck(Release.objects.get()).passed


def test_a_new_question_does_not_pass(release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("approvals.services.reviews.review", finding())
    assert not Recheck().recheck(release).passed


def test_a_check_that_raises_does_not_pass(release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("approvals.services.reviews.review", _broken)
    assert "could not run" in Recheck().recheck(release).reason


def test_a_vote_taken_back_does_not_pass(release: Release, people: SimpleNamespace) -> None:
    vote_take_back(vote=Vote.objects.standing().get(person=people.judge), person=people.judge)
    assert "taken back" in Recheck().recheck(release).reason


def test_a_post_taken_back_does_not_pass(release: Release, post: Post, people: SimpleNamespace) -> None:
    clearance_void(Post.objects.get(pk=post.pk), by=people.press_officer)
    assert not Recheck().recheck(release).passed


def test_votes_that_were_voided_in_the_database_do_not_pass(release: Release) -> None:
    Vote.objects.update(voided_at=timezone.now())
    assert not Recheck().recheck(release).passed


def test_each_recheck_stands_on_the_audit_trail(release: Release) -> None:
    Recheck().recheck(release)
    assert AuditEntry.objects.get(act="rechecked").facts["passed"] is True


def _broken(*arguments: Any, **facts: Any) -> None:
    raise RuntimeError("a checker is broken")
