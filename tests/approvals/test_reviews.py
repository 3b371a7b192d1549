"""Reviews: what is reviewed, what is kept of it, and that silence is never a pass."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import WorkflowState

from approvals.domain.findings import Finding, Span
from approvals.domain.severity import Severity
from approvals.models import Justification
from approvals.services import Invalid, NotAllowed, PartyEntry, justification_save, post_submit, review_now, review_run
from approvals.services.clearings import words_hash_of
from approvals.services.reviews import draft_of
from cms.models import Post
from publishing.domain.message import LinkCard, Medium
from publishing.ground.models import AuditEntry
from tests.approvals.conftest import make_matter
from tests.factories import make_account, make_court, make_message, make_post, make_submission


def finding(severity: Severity = Severity.JUSTIFY, words: tuple[int, int] = (4, 12), **facts: Any) -> Any:
    """A check that finds one thing in every text."""

    def check(draft: Any, context: Any, **more: Any) -> list[Finding]:
        span = Span(draft.surfaces[0].name, *words)
        return [Finding("pending-case", (15,), severity, "pending", span, facts.get("matter", ""))]

    return check


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Puts other checks in the place of ours."""

    def put(check: Any) -> None:
        monkeypatch.setattr("approvals.services.reviews.review", check)

    return put


def test_every_surface_of_every_message_is_reviewed(court: Any) -> None:
    first, second = make_account(court), make_account(court)
    medium = Medium("0" * 64, "image/png", 1, 1, 1, "A court room.")
    card = LinkCard("https://courts.example/hours", "Opening hours", "All registries")
    submission = make_submission(first, second, messages=(
        make_message(first, "One text", media=(medium,), card=card), make_message(second, "Another text"),
    ))  # fmt: skip
    texts = {surface.text for surface in draft_of(submission, "Title").surfaces}
    assert texts == {
        "One text", "Another text", "A court room.", "Opening hours", "All registries", "https://courts.example/hours",
        "Title",
    }  # fmt: skip


def test_the_same_words_on_two_accounts_are_found_once(court: Any, people: Any, checks: Any) -> None:
    post = make_post(court, people.press_officer, make_account(court), make_account(court, "bluesky"))
    checks(finding())
    assert len(review_now(post).seen) == 1


def test_a_check_that_raises_blocks(post: Post, checks: Any) -> None:
    def broken(draft: Any, context: Any, **more: Any) -> list[Finding]:
        raise RuntimeError("with a name in it")

    checks(broken)
    assert [seen.finding.code for seen in review_now(post).blocks] == ["check-failed"]


def test_checks_that_take_too_long_block(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("approvals.services.reviews.DEADLINE", -1)
    assert [seen.finding.code for seen in review_now(post).blocks] == ["check-failed"]


def test_a_vault_that_cannot_open_a_name_blocks(
    court: Any, people: Any, settings: Any, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_matter(court, parties=[PartyEntry(name="Aurelio Vantongeren", protected=True)])
    post.text = "Vantongeren spoke."
    monkeypatch.setattr("approvals.services.sealed.vault.unseal", _no_key)
    assert [seen.finding.code for seen in review_now(post).blocks] == ["check-failed"]


def test_a_matter_that_left_the_register_blocks(post: Post, court: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    post.matters = [make_matter(make_court())]
    assert [seen.finding.code for seen in review_now(post).blocks] == ["check-failed"]


def test_a_blocked_post_does_not_reach_people(post: Post, people: SimpleNamespace, checks: Any) -> None:
    checks(finding(Severity.BLOCK))
    round = post_submit(post, by=people.press_officer)
    assert round.workflow_state.status == WorkflowState.STATUS_NEEDS_CHANGES
    assert "mended" in round.refused


def test_a_question_without_an_answer_does_not_reach_people(post: Post, people: SimpleNamespace, checks: Any) -> None:
    checks(finding())
    assert "reason" in post_submit(post, by=people.press_officer).refused


def test_an_answered_question_reaches_people(post: Post, people: SimpleNamespace, checks: Any) -> None:
    checks(finding())
    answer(post, people)
    assert post_submit(post, by=people.press_officer).refused == ""


def test_an_answer_holds_for_the_marked_words_only(post: Post, people: SimpleNamespace, checks: Any) -> None:
    checks(finding())
    answer(post, people)
    checks(finding(words=(0, 5)))
    assert review_now(Post.objects.get(pk=post.pk)).unanswered


def test_an_answer_of_another_post_does_not_count(post: Post, court: Any, people: Any, checks: Any) -> None:
    checks(finding())
    answer(post, people)
    assert review_now(make_post(court, people.press_officer)).unanswered


def test_an_answer_has_words(post: Post, people: SimpleNamespace) -> None:
    with pytest.raises(Invalid) as refused:
        answer(post, people, text=" ")
    assert set(refused.value.errors) == {"text"}


def test_an_answer_never_holds_a_protected_name(court: Any, post: Post, people: SimpleNamespace) -> None:
    make_matter(court, parties=[PartyEntry(name="Aurelio Vantongeren", protected=True)])
    with pytest.raises(Invalid, match="protected"):
        answer(post, people, text="It is another Aurelio Vantongeren.")
    assert not Justification.objects.exists()


def test_only_a_press_officer_answers(post: Post, people: SimpleNamespace) -> None:
    for person in (people.judge, people.stranger, people.administrator):
        with pytest.raises(NotAllowed):
            answer(post, people, by=person)


def test_what_is_kept_of_a_review_has_no_words(post: Post, people: SimpleNamespace, checks: Any) -> None:
    checks(finding())
    row = review_run(post, by=people.press_officer)
    assert "registry" not in str(row.findings)
    assert row.findings[0]["span"][1:] == [4, 12]


def test_a_review_says_which_register_and_rules_it_used(post: Post, court: Any, people: SimpleNamespace) -> None:
    make_matter(court)
    row = review_run(post, by=people.press_officer)
    court.refresh_from_db()
    assert row.register_version == court.register_version > 0
    assert row.rules_version


def test_a_review_stands_on_the_audit_trail(post: Post, people: SimpleNamespace) -> None:
    row = review_run(post, by=people.press_officer)
    assert AuditEntry.objects.get(act="found").facts["review"] == str(row.pk)


def test_the_hash_of_words_differs_between_courts(court: Any) -> None:
    assert words_hash_of(court, "Corvane") != words_hash_of(make_court(), "Corvane")


def answer(post: Post, people: SimpleNamespace, text: str = "The clerk agreed.", by: Any = None) -> Justification:
    seen = review_now(post).seen
    words = seen[0].words_hash if seen else ""
    return justification_save(
        reviewable=post, code="pending-case", matter="", words_hash=words, text=text, by=by or people.press_officer
    )


def _no_key(*arguments: Any, **facts: Any) -> bytes:
    raise ValueError("no key")


def test_a_result_foretold_without_naming_its_case_is_blocked(court: Any, people: Any) -> None:
    later = timezone.now() + timedelta(days=5)
    make_matter(court, code="26-118", docket="No. 26-118", embargo_until=later, status="embargoed")
    account = make_account(court)
    post = make_post(court, people.press_officer, account, text="Spoiler: tomorrow the appeal will be dismissed.")
    assert "embargo" in {seen.finding.code for seen in review_now(post).blocks}


def test_an_embargo_elsewhere_blocks_no_result_of_another_case(court: Any, people: Any) -> None:
    later = timezone.now() + timedelta(days=5)
    make_matter(court, code="26-118", docket="No. 26-118", embargo_until=later, status="embargoed")
    account = make_account(court)
    post = make_post(court, people.press_officer, account, text="The appeal in Aldermere Ferries is dismissed.")
    assert not review_now(post).blocks
