"""What an answer means, and what of it is shown."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from publishing.ground import door
from publishing.networks.base import Connection
from publishing.networks.calls import Answer, _judge, quote, refusal, retry_after
from publishing.networks.forms import whole_numbers

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "17"}, 17),
        ({"Retry-After": "Fri, 20 Nov 2026 09:02:00 GMT"}, 120),
        ({"X-RateLimit-Reset": "2026-11-20T09:01:30.000Z"}, 90),
        ({"X-RateLimit-Reset": "2026-11-20T09:01:30"}, 90),
        ({"X-RateLimit-Reset": str(int(NOW.timestamp()) + 45)}, 45),
        ({"RateLimit-Reset": str(int(NOW.timestamp()) + 45)}, 45),
        ({"RateLimit-Reset": "30"}, 30),
        ({"Retry-After": "5", "RateLimit-Reset": "900"}, 5),
        ({"Retry-After": "0"}, 1),
        ({"Retry-After": "99999999"}, 3600),
        ({"X-RateLimit-Reset": "2020-01-01T00:00:00Z"}, 1),
        ({"RateLimit-Reset": "99999999999999999999"}, 60),
        ({"Retry-After": "soon"}, 60),
        ({"Retry-After": "-5"}, 60),
        ({"Retry-After": "nan"}, 60),
        ({}, 60),
    ],
)
def test_how_long_to_wait(headers: dict[str, str], seconds: float) -> None:
    assert retry_after(headers, NOW) == seconds


def bare(**credentials: str) -> Connection:
    return Connection("https://social.example", "court", "1", credentials, None, lambda _: b"")  # type: ignore[arg-type]


def test_a_message_of_the_server_is_one_short_line() -> None:
    assert quote("no\x00\n\tway\u202e " + "x" * 500, bare()) == ("no way " + "x" * 500)[:200]


def test_a_secret_in_a_message_is_struck() -> None:
    assert quote("bad token s3cret-token here", bare(token="s3cret-token")) == "bad token … here"


@pytest.mark.parametrize(("status", "words"), [(401, "Connect"), (403, "Connect"), (413, "smaller"), (422, "422")])
def test_each_refusal_says_what_to_do(status: int, words: str) -> None:
    assert words in str(refusal(Answer(status, None), "", bare()))


def test_only_counts_are_taken_for_counts() -> None:
    odd = {"a": 1, "b": True, "c": -1, "d": "4", "e": 2.5, "f": None, "g": 0}
    assert whole_numbers(odd) == {"a": 1, "g": 0}


def test_json_nested_beyond_reason_is_no_json() -> None:
    response = door.Response()
    response.status_code, response._content = 200, b"[" * 100_000
    assert _judge(response, acts=True) == Answer(200, None)
