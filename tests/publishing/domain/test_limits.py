import json
from dataclasses import replace

import pytest

from publishing.domain.limits import LIMITS, DoesNotFit, Limits, check_fits, count, limits_for, load, problems
from publishing.domain.message import LinkCard, Medium, Message

MASTODON, BLUESKY, SANDBOX = (limits_for(name) for name in ("mastodon", "bluesky", "sandbox"))
LONG_ADDRESS = "https://courts.norvale.example/nvca/2026/81/summary/in/plain/words"


def a_message(text: str = "The appeal is dismissed.", network: str = "bluesky", **facts: object) -> Message:
    return Message(**{"account": "1", "network": network, "language": "en", "segments": (text,), **facts})  # type: ignore[arg-type]


def a_medium(**facts: object) -> Medium:
    given = {"sha256": "0" * 64, "mime": "image/png", "width": 10, "height": 10, "size": 100, "alt": "An empty bench."}
    return Medium(**{**given, **facts})  # type: ignore[arg-type]


def codes(message: Message, limits: Limits) -> list[str]:
    return [problem.code for problem in problems(message, limits)]


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("Court", 5),
        ("e\u0301te\u0301", 3),  # combining accents
        ("👩🏽‍⚖️", 1),  # a judge: five code points
        ("🇭🇷🇪🇺", 2),
        ("ك\u0651ت\u0650اب", 4),
        ("नमस्ते", 3),
        ("각", 1),
        ("\r\n", 1),
    ],
)
def test_bluesky_counts_what_a_reader_sees_as_one_character(text: str, length: int) -> None:
    assert count(text, BLUESKY) == length


def test_mastodon_counts_a_long_address_as_23() -> None:
    assert count(f"Read it: {LONG_ADDRESS}", MASTODON) == len("Read it: ") + 23


def test_mastodon_counts_a_short_address_as_23_too() -> None:
    assert count("https://a.example", MASTODON) == 23


def test_the_full_stop_after_an_address_counts_by_itself() -> None:
    assert count(f"{LONG_ADDRESS}.", MASTODON) == 24


def test_words_written_right_after_an_address_in_another_script_count_in_full() -> None:
    assert count(f"{LONG_ADDRESS}判决", MASTODON) == 25


@pytest.mark.parametrize("text", ["http://localhost/a/very/long/path/that/no/server/shortens", "x" + LONG_ADDRESS])
def test_what_no_server_takes_for_an_address_counts_in_full(text: str) -> None:
    assert count(text, MASTODON) == len(text)


def test_a_server_that_counts_addresses_in_full_is_believed() -> None:
    assert count(LONG_ADDRESS, limits_for("mastodon", {"url_weight": 0})) == len(LONG_ADDRESS)


def test_a_servers_own_numbers_override_the_row() -> None:
    assert limits_for("mastodon", {"text_max": 5000}).text_max == 5000


@pytest.mark.parametrize("nonsense", [0, -1, "5000", 2.5, None, True])
def test_a_server_that_answers_nonsense_overrides_nothing(nonsense: object) -> None:
    assert limits_for("mastodon", {"text_max": nonsense}) == MASTODON


def test_a_server_cannot_override_what_is_no_number() -> None:
    assert limits_for("mastodon", {"name": "Evil", "no_such_field": 3}) == MASTODON


def test_a_network_without_a_row_is_refused() -> None:
    with pytest.raises(KeyError):
        limits_for("nowhere")


def test_a_text_at_the_limit_fits() -> None:
    assert problems(a_message("x" * 300), BLUESKY) == []


def test_a_text_over_the_limit_names_count_and_limit() -> None:
    (problem,) = problems(a_message("x" * 308), BLUESKY)
    assert (problem.field, problem.count, problem.limit) == ("text", 308, 300)
    assert "too long by 8" in problem.words


def test_few_characters_of_many_bytes_are_refused_by_bytes() -> None:
    family = "👨‍👩‍👧‍👦"
    assert codes(a_message(family * 150), BLUESKY) == ["text-bytes"]


def test_each_part_of_a_thread_is_counted() -> None:
    (problem,) = problems(a_message(segments=("short", "x" * 301)), BLUESKY)
    assert problem.part == 1


def test_a_message_without_words_and_pictures_is_refused() -> None:
    assert codes(a_message(" \n"), SANDBOX) == ["text-empty"]


def test_a_picture_alone_is_a_message() -> None:
    assert codes(a_message("", media=(a_medium(),)), SANDBOX) == []


@pytest.mark.parametrize(
    ("medium", "code"),
    [
        (a_medium(alt="  "), "alt-missing"),
        (a_medium(alt="x" * 2001), "alt-long"),
        (a_medium(mime="image/webp"), "media-type"),
        (a_medium(size=1_000_001), "media-bytes"),
        (a_medium(width=5000, height=5000), "media-pixels"),
    ],
)
def test_a_picture_that_does_not_fit_is_refused(medium: Medium, code: str) -> None:
    assert codes(a_message(media=(medium,)), BLUESKY) == [code]


def test_a_fifth_picture_is_refused() -> None:
    assert codes(a_message(media=(a_medium(),) * 5), BLUESKY) == ["media-many"]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://", "courts.example", "https://a b.example", "http://[bad"]
)
def test_a_link_that_is_no_address_is_refused(url: str) -> None:
    assert codes(a_message(card=LinkCard(url, "Judgment")), BLUESKY) == ["link-bad"]


def test_a_card_is_refused_where_the_network_makes_its_own() -> None:
    assert codes(a_message(card=LinkCard("https://a.example", "Judgment")), MASTODON) == ["link-card"]


@pytest.mark.parametrize(
    ("facts", "code"), [({"visibility": "direct"}, "visibility"), ({"replies": "nobody"}, "replies")]
)
def test_a_setting_that_the_network_is_not_used_with_is_refused(facts: dict[str, object], code: str) -> None:
    assert codes(a_message(**facts), MASTODON) == [code]


@pytest.mark.parametrize("language", ["", "english language", "e", "en_GB"])
def test_a_language_that_is_no_code_is_refused(language: str) -> None:
    assert codes(a_message(language=language), BLUESKY) == ["language"]


def test_all_problems_are_told_at_once() -> None:
    with pytest.raises(DoesNotFit) as refusal:
        check_fits(a_message("x" * 301, media=(a_medium(alt=""),)), BLUESKY)
    assert [problem.code for problem in refusal.value.problems] == ["text-long", "alt-missing"]


def test_every_row_says_what_can_be_changed_once_it_is_out() -> None:
    assert all(row.once_out.endswith(".") and len(row.tile) == 1 for row in LIMITS.values())


def test_a_row_with_an_unknown_way_of_counting_is_refused() -> None:
    row = replace(SANDBOX, text_mode="words")
    with pytest.raises(ValueError, match="text_mode"):
        load(as_toml(row))


def test_a_row_that_lacks_a_field_is_refused() -> None:
    with pytest.raises(TypeError, match="text_max"):
        load('[odd]\nname = "Odd"\n')


def as_toml(row: Limits) -> str:
    lines = [f"{key} = {_toml(getattr(row, key))}" for key in Limits.__dataclass_fields__ if key != "network"]
    return "[odd]\n" + "\n".join(lines)


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(item)}" for key, item in value.items()) + " }"
    return json.dumps(list(value) if isinstance(value, tuple) else value)
