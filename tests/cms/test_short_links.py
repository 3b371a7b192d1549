"""A short address is replaced by where it leads, which only the service that made it knows."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from cms.models import Post
from cms.services import PostRefused, short_links
from publishing.ground import door
from tests.cms.conftest import Desk, entry
from tests.cms.test_composer import edit_url, saved

WHOLE = "https://courts.example/lists/7?id=3"
KNOWN = {
    "https://bit.ly/3abc": WHOLE + "&utm_source=x",
    "https://t.co/one": "http://bit.ly/3abc",
    "https://bit.ly/here": "/3abc",
    "https://tinyurl.com/round": "https://tinyurl.com/round",
    "https://bit.ly/odd": "javascript:alert(1)",
}


class Services:
    """The services for short addresses, with what they were asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __enter__(self) -> Services:
        return self

    def __exit__(self, *args: object) -> None:
        pass

    def get(self, url: str, *, allow_redirects: bool) -> Any:
        assert not allow_redirects
        self.asked.append(url)
        if url.endswith("/hangs"):
            raise door.NoAnswer("no answer")
        target = KNOWN.get(url)
        return SimpleNamespace(is_redirect=target is not None, headers={"Location": target} if target else {})


@pytest.fixture
def services(monkeypatch: pytest.MonkeyPatch) -> Services:
    made = Services()
    monkeypatch.setattr(short_links.door, "session", lambda **bounds: made)
    return made


def targets(*texts: str) -> dict[str, str]:
    return short_links.targets_of(texts)


def test_the_whole_address_comes_without_what_follows_readers(services: Services) -> None:
    assert targets("See https://bit.ly/3abc, and courts.example.") == {"https://bit.ly/3abc": WHOLE}


def test_every_spelling_is_asked_once_and_encrypted(services: Services) -> None:
    assert targets("bit.ly/3abc", "http://bit.ly/3abc bit.ly/3abc") == {
        "bit.ly/3abc": WHOLE,
        "http://bit.ly/3abc": WHOLE,
    }
    assert services.asked == ["https://bit.ly/3abc"] * 2


@pytest.mark.parametrize("address", ["https://t.co/one", "https://bit.ly/here"])
def test_one_that_leads_to_another_is_followed(services: Services, address: str) -> None:
    assert targets(address) == {address: WHOLE}


def test_the_page_itself_is_not_visited(services: Services) -> None:
    targets("https://bit.ly/3abc")
    assert services.asked == ["https://bit.ly/3abc"]


@pytest.mark.parametrize("address", ["bit.ly/gone", "https://bit.ly/hangs", "https://tinyurl.com/round", "bit.ly/odd"])
def test_what_cannot_be_found_out_is_said_and_nothing_is_changed(services: Services, address: str) -> None:
    with pytest.raises(PostRefused, match="Write the whole address"):
        targets(address)
    assert len(services.asked) <= short_links.HOPS


def test_the_button_puts_it_into_every_text_of_the_post(desk: Desk, services: Services) -> None:
    text = "Lists: https://bit.ly/3abc. Also bit.ly/3abc!"
    post = saved(desk, text=text)
    page = desk.client.get(edit_url(post)).content.decode()
    assert 'name="action-mend" value="short">Put the whole address in its place</button>' in page
    answer = desk.client.post(edit_url(post), entry(desk, text=text, **{"action-mend": "short"}))
    assert answer.url.endswith("#findings")
    assert Post.objects.get(pk=post.pk).text == f"Lists: {WHOLE}. Also {WHOLE}!"
    assert "action-mend" not in desk.client.get(edit_url(post)).content.decode()


def test_an_address_that_leads_nowhere_leaves_the_text_as_it_was(desk: Desk, services: Services) -> None:
    text = "Lists: https://bit.ly/gone"
    post = saved(desk, text=text)
    answer = desk.client.post(edit_url(post), entry(desk, text=text, **{"action-mend": "short"}))
    assert "Where https://bit.ly/gone leads could not be found out" in answer.content.decode()
    assert Post.objects.get(pk=post.pk).text == text
