"""Choosing the matters of a post: found by docket, several of them, and only what the person may read."""

from __future__ import annotations

import pytest
from django.urls import reverse

from approvals.models import Matter
from cms.forms.matters import SHOWN, suggestions
from cms.models import Post
from tests.cms.conftest import Desk
from tests.cms.test_composer import ADD, edit_url, entry, saved
from tests.factories import make_court

FIND = "/admin/posts/matters/"


def matters(desk: Desk, number: int) -> list[Matter]:
    given = [Matter(court=desk.court, code=f"26-{n}", docket=f"No. 26-{n}", public_title="Re K") for n in range(number)]
    return Matter.objects.bulk_create(given)


def find(desk: Desk, text: str, **facts: object) -> str:
    return desk.client.post(FIND, {"court": desk.court.slug, "matter-find": text, **facts}).content.decode()


def test_several_matters_are_kept_and_frozen(desk: Desk) -> None:
    one, two = matters(desk, 2)
    post = saved(desk, matters=[str(two.pk), str(one.pk)])
    assert set(post.matters.all()) == {one, two}
    assert Post.objects.get().to_submission().matters == ("26-0", "26-1")


def test_what_is_unticked_goes(desk: Desk) -> None:
    (one,) = matters(desk, 1)
    post = saved(desk, matters=[str(one.pk)])
    desk.client.post(edit_url(post), entry(desk, matters=[]))
    assert not Post.objects.get().matters.exists()


def test_the_composer_draws_the_chosen_and_no_others(desk: Desk) -> None:
    rows = matters(desk, 40)
    page = desk.client.get(edit_url(saved(desk, matters=[str(rows[7].pk)]))).content.decode()
    assert [str(one.pk) in page for one in rows].count(True) == 1
    assert reverse("matters:card", args=[rows[7].pk]) in page


def test_a_search_shows_a_few_and_not_what_is_chosen(desk: Desk) -> None:
    rows = matters(desk, 40)
    page = find(desk, "No. 26", matters=[str(rows[0].pk)])
    assert page.count('type="checkbox"') == SHOWN
    assert str(rows[0].pk) not in page


@pytest.mark.parametrize("text", ["", "  ", "no such matter", "\x00", "<b>"])
def test_a_search_that_finds_nothing_is_calm(desk: Desk, text: str) -> None:
    matters(desk, 1)
    assert "checkbox" not in find(desk, text)


def test_another_courts_matters_are_neither_found_nor_searched(desk: Desk) -> None:
    other = make_court()
    Matter.objects.create(court=other, code="x", docket="No. 77-1")
    assert "checkbox" not in find(desk, "No. 77")
    assert desk.client.post(FIND, {"court": other.slug, "matter-find": "No. 77"}).status_code == 404


def test_a_search_is_not_a_link(desk: Desk) -> None:
    assert desk.client.get(FIND).status_code == 405


def test_without_javascript_a_search_shows_the_form_again_and_stores_nothing(desk: Desk) -> None:
    (one,) = matters(desk, 1)
    sent = entry(desk, title="Kept words", **{"matter-find": "26-0", "action-find": "1"})
    page = desk.client.post(ADD, sent).content.decode()
    assert str(one.pk) in page
    assert "Kept words" in page
    assert not Post.objects.exists()


def test_no_key_makes_it_fail(desk: Desk) -> None:
    assert suggestions(desk.court, desk.officer, "No.", ["rubbish", None, 3]) == []
