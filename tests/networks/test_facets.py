"""Which bytes of a text are a link or a hashtag."""

from __future__ import annotations

import pytest

from publishing.networks.facets import facets


def marked(text: str) -> list[tuple[str, str]]:
    """(the bytes that a facet covers, what it leads to), so that a wrong offset shows as wrong words."""
    raw = text.encode()
    found = []
    for facet in facets(text):
        feature = facet["features"][0]
        covered = raw[facet["index"]["byteStart"] : facet["index"]["byteEnd"]].decode()
        found.append((covered, feature.get("uri") or feature["tag"]))
    return found


@pytest.mark.parametrize(
    "before",
    [
        "",
        "Read ",
        "Суд: ",
        "المحكمة ",
        "最高法院 ",
        "e\u0301 ",
        "\U0001f468‍\U0001f469‍\U0001f467 ",
        "\U0001f1ed\U0001f1f7 ",
    ],
)
def test_offsets_count_bytes_after_any_script(before: str) -> None:
    url = "https://court.example/a"
    assert marked(f"{before}{url} #Justice") == [(url, url), ("#Justice", "Justice")]


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("See https://court.example/a.", "https://court.example/a"),
        ("(https://court.example/a)", "https://court.example/a"),
        ("https://court.example/a_(b)", "https://court.example/a_(b)"),
        ("“https://court.example/a”", "https://court.example/a"),
        ("判决：https://court.example/a。下一句", "https://court.example/a"),
        ("https://court.example/?q=ä&r=1#p", "https://court.example/?q=ä&r=1#p"),
        ("https://court.example/a, and", "https://court.example/a"),
        ("HTTPS://COURT.EXAMPLE/A", "HTTPS://COURT.EXAMPLE/A"),
    ],
)
def test_the_sentence_around_an_address_is_no_part_of_it(text: str, url: str) -> None:
    assert marked(text) == [(url, url)]


@pytest.mark.parametrize(
    "text", ["https://", "http://.", "xhttps://court.example", "court.example", "ftp://court.example"]
)
def test_what_is_no_address_is_not_marked(text: str) -> None:
    assert marked(text) == []


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("#Justice!", "Justice"),
        ("#محكمة", "محكمة"),
        ("#最高法院。", "最高法院"),
        ("＃全角", "全角"),
        ("#2026a", "2026a"),
        ("#open_court", "open_court"),
        ("#hrvatski-sud", "hrvatski-sud"),
        ("#e\u0301te\u0301", "e\u0301te\u0301"),
    ],
)
def test_a_hashtag_is_marked_with_its_sign(text: str, tag: str) -> None:
    assert [(covered[1:], found) for covered, found in marked(text)] == [(tag, tag)]


@pytest.mark.parametrize("text", ["#2026", "x#no", "#", "##", "# no", "#\ufe0f", "#" + "a" * 65])
def test_what_is_no_hashtag_is_not_marked(text: str) -> None:
    assert marked(text) == []


def test_the_fragment_of_an_address_is_no_hashtag() -> None:
    assert len(marked("https://court.example/#top")) == 1


def test_every_one_of_several_is_marked_in_order() -> None:
    text = "#a https://x.example #b https://y.example #c"
    assert [covered for covered, _ in marked(text)] == text.split()


def test_the_same_word_twice_is_marked_twice() -> None:
    assert [facet["index"]["byteStart"] for facet in facets("#a é #a")] == [0, 6]
