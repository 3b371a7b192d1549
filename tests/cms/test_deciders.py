"""The author reads before submission who decides and why, and may override what may be overridden."""

from __future__ import annotations

import pytest
from django.urls import reverse

from approvals.domain.findings import Finding, Span
from approvals.domain.severity import Severity
from approvals.models import Justification
from cms.models import Post
from cms.services import readiness_of
from cms.views.panels import deciders
from publishing.ground.models import Role
from tests.factories import make_jury_matter, make_person, make_post

from .conftest import Desk, entry

pytestmark = pytest.mark.django_db
ATTACK = Finding("respond-to-attack", (22,), Severity.BLOCK, "attack-answered", Span("title", 0, 7))


def of(post: Post, desk: Desk):  # type: ignore[no-untyped-def]
    return deciders(post, readiness_of(post).result, desk.officer)


def test_a_routine_post_goes_to_a_reviewer(desk: Desk) -> None:
    post = make_post(desk.court, desk.officer, desk.account)
    found = of(post, desk)
    assert found.sentence == "This goes to a reviewer, because it is of the kind: Service update."
    assert found.rows == (("a reviewer", 0),)


def test_a_sensitive_case_goes_to_its_judge_and_says_why(desk: Desk) -> None:
    make_person(desk.court, Role.JUDGE)
    post = make_post(desk.court, desk.officer, desk.account, matters=[make_jury_matter(desk.court)])
    found = of(post, desk)
    assert found.sentence == (
        "This goes to a reviewer, a registrar and the presiding judge, because a jury sits in the case."
    )
    assert dict(found.rows)["the presiding judge"] == 1
    assert "it concerns a case on the register" in found.besides


def test_what_a_template_made_goes_to_a_colleague(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Post, "template", lambda post: "a locked template")
    found = of(make_post(desk.court, desk.officer, desk.account, kind="closure"), desk)
    assert found.sentence == "This goes to a colleague of the press office, because every word comes from a template."


def test_the_author_is_not_counted(desk: Desk) -> None:
    desk.officer.memberships.create(court=desk.court, role=Role.REVIEWER)
    assert of(make_post(desk.court, desk.officer, desk.account), desk).rows == (("a reviewer", 0),)


def test_it_stands_in_the_composer_and_follows_what_is_written(desk: Desk) -> None:
    post = make_post(desk.court, desk.officer, desk.account)
    assert "This goes to a reviewer" in desk.client.get(reverse("posts:edit", args=[post.pk])).content.decode()
    answer = desk.client.post(reverse("posts:live", args=[post.pk]), entry(desk, kind="livestream"))
    assert "This goes to a reviewer and a registrar" in answer.json()["checks"]


def test_before_anything_is_written_nobody_is_named(desk: Desk) -> None:
    answer = desk.client.post(f"{reverse('posts:live_new')}?court={desk.court.slug}", entry(desk, text=""))
    assert "Who decides" not in answer.json()["checks"]


def test_a_block_that_may_be_overridden_offers_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("approvals.services.reviews.review", lambda *_given, **_more: [ATTACK])
    post = make_post(desk.court, desk.officer, desk.account)
    page = desk.client.get(reverse("posts:edit", args=[post.pk])).content.decode()
    assert "Your reason to override it" in page
    [seen] = readiness_of(post).result.blocks
    key = f"reason|respond-to-attack||{seen.words_hash}"
    desk.client.post(reverse("posts:edit", args=[post.pk]), {**entry(desk), key: "The bench asked for it."})
    assert Justification.objects.get().code == "respond-to-attack"
    page = desk.client.get(reverse("posts:edit", args=[post.pk])).content.decode()
    assert "Overridden with your reason" in page
    assert "the head of communications and the president or a vice-president" in page


def test_another_block_offers_none(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    block = Finding("merits-comment", (15,), Severity.BLOCK, "merits-case", Span("title", 0, 7))
    monkeypatch.setattr("approvals.services.reviews.review", lambda *_given, **_more: [block])
    post = make_post(desk.court, desk.officer, desk.account)
    page = desk.client.get(reverse("posts:edit", args=[post.pk])).content.decode()
    assert "Your reason to override it" not in page
