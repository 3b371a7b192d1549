import pytest

from publishing.domain.compose import message
from publishing.domain.limits import limits_for
from publishing.domain.message import Medium, Message

LINK = "https://courts.norvale.example/nvca/2026/81"
PICTURE = Medium("0" * 64, "image/png", 10, 10, 100, "An empty bench.")


def composed(
    network: str, text: str = "The appeal is dismissed.", link: str = "", media: tuple[Medium, ...] = ()
) -> Message:
    limits = limits_for(network)
    return message(account_id="7", network=network, language="en", text=text, link=link, media=media, limits=limits)


def test_a_network_that_reads_the_page_itself_gets_the_link_in_the_text() -> None:
    assert composed("mastodon", link=LINK).segments == (f"The appeal is dismissed.\n\n{LINK}",)


@pytest.mark.parametrize("text", [f"Read {LINK}", f"Read {LINK}.", f"({LINK}) is it", LINK])
def test_a_link_that_the_text_holds_is_not_written_twice(text: str) -> None:
    assert composed("mastodon", text=text, link=LINK).segments[0].count(LINK) == (1 if "(" not in text else 2)


def test_a_longer_address_does_not_hide_the_link() -> None:
    assert composed("mastodon", text=f"See {LINK}2", link=LINK).segments == (f"See {LINK}2\n\n{LINK}",)


def test_bluesky_gets_a_card_and_its_words_unchanged() -> None:
    made = composed("bluesky", link=LINK)
    assert made.segments == ("The appeal is dismissed.",)
    assert made.card is not None
    assert (made.card.url, made.card.title) == (LINK, "courts.norvale.example")


def test_beside_a_picture_the_link_stands_in_the_text() -> None:
    made = composed("bluesky", link=LINK, media=(PICTURE,))
    assert made.card is None
    assert LINK in made.segments[0]


def test_a_link_alone_is_a_text() -> None:
    assert composed("mastodon", text="", link=LINK).segments == (LINK,)


def test_line_ends_of_browsers_become_plain() -> None:
    assert composed("mastodon", text="one\r\ntwo\rthree\n").segments == ("one\ntwo\nthree",)
