"""Mends of one click: the text is saved changed and checked again."""

from __future__ import annotations

import pytest
from django.utils.translation import gettext, override

from approvals.wording import WORDINGS
from cms.models import Post
from tests.cms.conftest import Desk, entry
from tests.cms.test_composer import edit_url, saved

CASES = [
    (
        "tracking",
        "See https://courts.example/a?utm_source=x&id=3",
        "See https://courts.example/a?id=3",
        "Take out the tracking parameters",
    ),
    ("hashtags", "Welcome #openjusticeday", "Welcome #OpenJusticeDay", "Write each word with a capital"),
    ("hidden", "Cou\u200brts p\u0430ge", "Courts page", "Take out the hidden characters"),
]


@pytest.mark.parametrize(("mend", "text", "after", "button"), CASES, ids=[case[0] for case in CASES])
def test_a_finding_shows_its_mend_and_the_mend_takes_it_away(
    desk: Desk, mend: str, text: str, after: str, button: str
) -> None:
    post = saved(desk, text=text)
    page = desk.client.get(edit_url(post)).content.decode()
    assert f'name="action-mend" value="{mend}">{button}</button>' in page
    answer = desk.client.post(edit_url(post), entry(desk, text=text, **{"action-mend": mend}))
    assert answer.url.endswith("#findings")
    assert Post.objects.get(pk=post.pk).text == after
    assert "action-mend" not in desk.client.get(edit_url(post)).content.decode()


def test_the_link_of_the_card_is_mended_too(desk: Desk) -> None:
    link = "https://courts.example/a?fbclid=abc"
    post = saved(desk, link=link)
    desk.client.post(edit_url(post), entry(desk, link=link, **{"action-mend": "tracking"}))
    assert Post.objects.get(pk=post.pk).link == "https://courts.example/a"


def test_a_mend_that_is_none_takes_out_what_is_hidden_and_nothing_else(desk: Desk) -> None:
    post = saved(desk, text="Cou\u200brts ?utm_source=x")
    desk.client.post(edit_url(post), entry(desk, text=post.text, **{"action-mend": "../../x"}))
    assert Post.objects.get(pk=post.pk).text == "Courts ?utm_source=x"


def test_what_only_a_person_can_mend_has_no_button(desk: Desk) -> None:
    post = saved(desk, text="Ask clerk@c0urts.norvale.example")
    assert "action-mend" not in desk.client.get(edit_url(post)).content.decode()


@pytest.mark.parametrize("language", ["en", "ar", "fr"])
@pytest.mark.parametrize("reason", ["hidden-character", "direction-override", "tag-characters", "mixed-scripts"])
def test_what_to_do_names_the_button_as_it_is_written(reason: str, language: str) -> None:
    with override(language):
        assert gettext("Take out the hidden characters") in str(WORDINGS[reason].what_to_do)
