"""The texts of a post that people write, each under a key."""

from __future__ import annotations

from typing import Any

import pytest

from cms.models import Post, PostImage
from cms.wordings import reword, wordings_of
from tests.factories import make_account, make_court, make_image, make_person, make_post


@pytest.fixture
def post(db: None, settings: Any, tmp_path: Any) -> Post:
    settings.MEDIA_ROOT = tmp_path
    court = make_court()
    accounts = [make_account(court), make_account(court)]
    made = make_post(court, make_person(court, "press_officer"), *accounts)
    versions = list(made.versions.all())
    versions[0].own_text = "We open at nine."
    made.versions = versions
    made.images = [PostImage(image=make_image(court), alt="A door.", facts=["nobody"])]
    made.save()
    return Post.objects.get(pk=made.pk)


def texts(post: Post) -> dict[str, str]:
    return {one.key.split(":")[0]: one.text for one in wordings_of(post)}


def test_every_text_is_there_once(post: Post) -> None:
    found = wordings_of(post)
    assert texts(post) == {"title": post.title, "text": post.text, "own": "We open at nine.", "alt": "A door."}
    assert len({one.key for one in found}) == len(found) == 4


def test_each_is_named_for_people(post: Post) -> None:
    assert all(one.label for one in wordings_of(post))


def test_an_account_with_the_same_words_has_none_of_its_own(post: Post) -> None:
    assert sum(one.key.startswith("own:") for one in wordings_of(post)) == 1


def test_new_words_take_the_place_of_the_old(post: Post) -> None:
    reword(post, {one.key: f"{one.text} Anew." for one in wordings_of(post)})
    post.save()
    assert all(text.endswith("Anew.") for text in texts(Post.objects.get(pk=post.pk)).values())


def test_what_is_not_named_stays(post: Post) -> None:
    before = texts(post)
    reword(post, {"text": "Closed.", "own:0": "x", "alt:9": "x", "court": "x"})
    post.save()
    assert texts(Post.objects.get(pk=post.pk)) == before | {"text": "Closed."}
    assert str(post.court) == post.court.name
