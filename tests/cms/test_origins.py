"""What approvers read of the template from which a post was drafted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.origins import origin_of
from cms.services import post_submit
from publishing.ground.models import Role
from tests.cms.conftest import Desk
from tests.cms.templates import STORM, drafted, in_use
from tests.factories import make_account, make_person, make_post

pytestmark = pytest.mark.django_db


def test_a_post_tells_its_template_its_fields_and_that_it_says_just_that(desk: Desk) -> None:
    post = drafted(in_use(desk.court, desk.officer), desk.officer)
    origin = origin_of(post)
    assert origin
    assert (origin.template, origin.version, origin.same) == ("Closure", 1, True)
    assert origin.fields == (("Day", "Tuesday 24 November 2026"), ("Reason", "a storm"))


def test_other_words_are_told(desk: Desk) -> None:
    post = drafted(in_use(desk.court, desk.officer, locked=False), desk.officer)
    origin = origin_of(post)
    assert origin
    assert not origin.same


def test_a_post_of_its_own_has_none(desk: Desk) -> None:
    assert origin_of(make_post(desk.court, desk.officer)) is None


def test_the_decision_page_shows_it(desk: Desk, client) -> None:
    reviewer = make_person(desk.court, Role.REVIEWER)
    accounts = [make_account(desk.court)]
    post = drafted(in_use(desk.court, desk.officer), desk.officer, STORM, accounts)
    post.due_at = timezone.now() + timedelta(days=1)
    post.save()
    round = post_submit(post=post, by=desk.officer)
    client.force_login(reviewer)
    said = client.get(f"/admin/decisions/{round.reference}/").content.decode()
    assert "Made from a template" in said
    assert "a storm" in said
    assert "It says just what the locked template says with these fields." in said
