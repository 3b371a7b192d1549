"""The decision page through the browser's door: who sees what, and that every act asks again."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from approvals.domain.severity import Severity
from approvals.models import Round, Vote
from approvals.services import PartyEntry, post_submit
from approvals.views.decisions import waiting_for
from cms.models import Post
from publishing.models import Delivery, Release
from tests.approvals.conftest import approve, approve_desk, change_text, make_matter, step_of
from tests.approvals.test_reviews import answer, finding
from tests.factories import make_person, make_post

ACTS = ("approve", "return", "take_back")


def door(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(round: Round, name: str = "page") -> str:
    return reverse(f"decisions:{name}", args=[round.reference])


def form(round: Round, **facts: Any) -> dict[str, Any]:
    fresh = Round.objects.get(pk=round.pk)
    return {"digest": fresh.digest, "step": step_of(fresh).pk, **facts}


def read(round: Round, person: Any, name: str = "page") -> str:
    return door(person).get(page(round, name)).content.decode()


def test_two_taps_approve(before_judge: Round, people: SimpleNamespace) -> None:
    client = door(people.judge)
    assert "Approve for" in client.get(page(before_judge, "approve")).content.decode()
    client.post(page(before_judge, "approve"), form(before_judge))
    assert Release.objects.count() == 1


def test_the_reader_is_told_when_it_goes_out(before_judge: Round, people: SimpleNamespace) -> None:
    answer_page = door(people.judge).post(page(before_judge, "approve"), form(before_judge), follow=True)
    assert "The votes are complete" in answer_page.content.decode()


def test_the_exact_words_stand_on_the_page(round: Round, post: Post, people: SimpleNamespace) -> None:
    assert post.text in read(round, people.reviewer)


def test_a_stranger_finds_nothing_to_read(round: Round, people: SimpleNamespace) -> None:
    client = door(people.stranger)
    answers = [client.get(page(round, name)).status_code for name in ("page", *ACTS)]
    assert answers == [404] * 4


def test_a_stranger_finds_nothing_to_decide(round: Round, people: SimpleNamespace) -> None:
    client = door(people.stranger)
    answers = [client.post(page(round, name), form(round, comment="No.")).status_code for name in ACTS]
    assert answers == [404] * 3
    assert not Vote.objects.exists()


def test_an_administrator_without_another_role_finds_nothing(round: Round, people: SimpleNamespace) -> None:
    assert door(people.administrator).get(page(round)).status_code == 404


def test_a_superuser_without_a_role_finds_nothing(round: Round) -> None:
    assert door(make_person(is_superuser=True)).get(page(round)).status_code == 404


def test_nobody_reads_it_without_signing_in(round: Round) -> None:
    assert Client().get(page(round)).status_code == 302


def test_the_author_sees_why_there_is_no_button(round: Round, people: SimpleNamespace) -> None:
    text = read(round, people.press_officer)
    assert "You wrote this, so you cannot decide on it." in text
    assert "data-decision-open" not in text


def test_the_authors_forged_post_changes_nothing(round: Round, people: SimpleNamespace) -> None:
    door(people.press_officer).post(page(round, "approve"), form(round))
    assert not Vote.objects.exists()


def test_the_own_post_cannot_be_approved_through_another_posts_address(
    round: Round, court: Any, people: SimpleNamespace
) -> None:
    """The step of one post, sent to the address of another."""
    other = post_submit(make_post(court, people.reviewer), by=make_person(court, "press_officer"))
    door(people.reviewer).post(page(round, "approve"), form(other))
    assert not Vote.objects.exists()


def test_a_page_that_was_read_before_a_change_approves_nothing(
    before_judge: Round, post: Post, people: SimpleNamespace
) -> None:
    sent = form(before_judge)
    change_text(post, "The registry opens at ten.")
    answer_page = door(people.judge).post(page(before_judge, "approve"), sent, follow=True)
    assert "Read it again" in answer_page.content.decode()
    assert not Release.objects.exists()


def test_a_second_tap_on_the_button_votes_once(round: Round, people: SimpleNamespace) -> None:
    client, sent = door(people.reviewer), form(round)
    client.post(page(round, "approve"), sent)
    client.post(page(round, "approve"), sent)
    assert Vote.objects.count() == 1


@pytest.mark.parametrize("step", ["", "x", "0", "999999999", "9" * 40, "-1"])
def test_a_nonsense_step_is_refused_in_words(round: Round, people: SimpleNamespace, step: str) -> None:
    sent = {"digest": round.digest, "step": step}
    assert door(people.reviewer).post(page(round, "approve"), sent).status_code == 302
    assert not Vote.objects.exists()


def test_a_return_without_a_reason_says_so_beside_the_field(round: Round, people: SimpleNamespace) -> None:
    answer_page = door(people.reviewer).post(page(round, "return"), form(round, comment=" "))
    assert "Write why you return it" in answer_page.content.decode()


def test_a_reason_with_a_protected_name_is_refused(court: Any, round: Round, people: SimpleNamespace) -> None:
    make_matter(court, parties=[PartyEntry(name="Aurelio Vantongeren", protected=True)])
    door(people.reviewer).post(page(round, "return"), form(round, comment="It is about Aurelio Vantongeren."))
    assert not Vote.objects.exists()


def test_a_new_block_leaves_only_the_return(
    round: Round, people: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("approvals.services.reviews.review", finding(Severity.BLOCK))
    text = read(round, people.reviewer)
    assert "sheet-return" in text
    assert "sheet-approve" not in text


def test_checks_that_cannot_run_leave_only_the_return(
    round: Round, people: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("approvals.services.reviews.review", _broken)
    text = read(round, people.reviewer)
    assert "The checks could not run" in text
    assert "sheet-approve" not in text


def test_the_authors_reason_is_shown(post: Post, people: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("approvals.services.reviews.review", finding())
    answer(post, people, text="The clerk agreed to it.")
    round = post_submit(post, by=people.press_officer)
    assert "The clerk agreed to it." in read(round, people.reviewer)


def test_every_time_on_the_page_is_the_courts(before_judge: Round, post: Post, people: SimpleNamespace) -> None:
    hour = post.due_at.astimezone(before_judge.court.zone).strftime("%H:%M")
    utc = post.due_at.strftime("%H:%M")
    text = read(before_judge, people.judge)
    assert f"court time, {utc} UTC" in text
    assert text.count(utc) == 1
    assert text.count(hour) >= 5


def test_found_words_are_marked_in_the_preview(
    post: Post, people: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("approvals.services.reviews.review", finding())
    answer(post, people)
    round = post_submit(post, by=people.press_officer)
    assert '<mark class="pr-mark pr-mark--justify">registry</mark>' in read(round, people.reviewer)


def test_a_late_approval_says_that_it_waits(round: Round, post: Post, people: SimpleNamespace) -> None:
    Post.objects.filter(pk=post.pk).update(due_at=timezone.now() - timedelta(minutes=5))
    assert "has passed: it waits for a person" in read(round, people.reviewer)


def test_a_late_approval_never_sends_at_once(court: Any, people: SimpleNamespace) -> None:
    post = make_post(court, people.press_officer, due_at=timezone.now() - timedelta(minutes=5))
    approve(post_submit(post, by=people.press_officer), people.reviewer)
    assert Delivery.objects.get().state == "held"


def test_what_changed_since_the_return_stands_on_the_page(
    before_judge: Round, post: Post, people: SimpleNamespace
) -> None:
    approve(before_judge, people.judge, decision="return", comment="Say from when.")
    change_text(post, post.text + " From May.")
    round = post_submit(Post.objects.get(pk=post.pk), by=people.press_officer)
    approve_desk(round, people)
    text = read(round, people.judge)
    assert "Changed since you returned it" in text
    assert "<ins>" in text


def test_a_vote_is_taken_back_from_the_page(before_judge: Round, people: SimpleNamespace) -> None:
    client = door(people.reviewer)
    assert "Take back my vote" in client.get(page(before_judge)).content.decode()
    client.post(page(before_judge, "take_back"))
    assert not Vote.objects.standing().filter(person=people.reviewer).exists()


def test_a_vote_taken_back_after_the_end_is_said(before_judge: Round, people: SimpleNamespace) -> None:
    approve(before_judge, people.judge)
    door(people.judge).post(page(before_judge, "take_back"))
    assert "A vote was taken back, so it is held" in read(before_judge, people.reviewer)


def test_protected_names_are_counted_and_not_shown(court: Any, people: SimpleNamespace) -> None:
    matter = make_matter(court, parties=[PartyEntry(name="Aurelio Vantongeren", protected=True)])
    post = make_post(court, people.press_officer, matters=[matter])
    round = post_submit(post, by=people.press_officer)
    text = read(round, people.reviewer)
    assert "One name, kept hidden here" in text
    assert "Vantongeren" not in text


def test_a_judge_outside_the_panel_is_warned_not_stopped(court: Any, people: SimpleNamespace) -> None:
    matter = make_matter(court, judges=("Justice Amsel",), jury=True)
    round = post_submit(make_post(court, people.press_officer, matters=[matter]), by=people.press_officer)
    approve_desk(round, people)
    text = read(round, people.judge)
    assert "You do not sit on this matter" in text
    assert "sheet-approve" in text


def test_the_queue_shows_what_waits_for_me(round: Round, people: SimpleNamespace) -> None:
    assert [row.pk for row in waiting_for(people.reviewer)] == [round.pk]


@pytest.mark.parametrize("role", ["press_officer", "judge", "administrator", "stranger"])
def test_the_queue_is_empty_for_who_may_not_decide(round: Round, people: SimpleNamespace, role: str) -> None:
    assert waiting_for(getattr(people, role)) == []


def test_an_empty_queue_says_so(people: SimpleNamespace) -> None:
    text = door(people.judge).get(reverse("decisions:queue")).content.decode()
    assert "Nothing waits for you." in text


def test_wagtails_own_addresses_for_a_vote_lead_nowhere(round: Round, post: Post, people: SimpleNamespace) -> None:
    step = step_of(round).pk
    client = door(people.reviewer)
    tails = (f"workflow/action/{post.pk}/approve/{step}/", f"workflow/collect_action_data/{post.pk}/approve/{step}/")
    answers = [
        client.post(f"/admin/{base}/{tail}").status_code for base in ("posts", "snippets/cms/post") for tail in tails
    ]
    assert set(answers) <= {302, 403, 404, 405}
    assert not Vote.objects.exists()


def test_the_page_has_no_inline_script_or_style_of_ours(before_judge: Round, people: SimpleNamespace) -> None:
    text = read(before_judge, people.judge)
    ours = text[text.index("data-decision>") : text.rindex("</dialog>")]
    assert "style=" not in ours
    assert "<script" not in ours


def _broken(*arguments: Any, **facts: Any) -> None:
    raise RuntimeError("a checker is broken")
