"""One HTTP call of an adapter, and what its failure means."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from django.utils.translation import gettext_noop as _

from publishing.ground import door
from publishing.ground.saying import said, together, told
from publishing.networks.base import Connection, News, OutcomeUnknown, Permanent, Transient

RETRY_MIN, RETRY_MAX = 1.0, 3600.0  # seconds
RETRY_UNSAID = 60.0
TOO_MANY = 429


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer below 500 that is no 429. `data` is its JSON, or None where it has none."""

    status: int
    data: Any

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300

    def field(self, *names: str) -> str:
        """The first of `names` that the answer holds as a text, else ""."""
        found = self.data if isinstance(self.data, dict) else {}
        return next((value for name in names if isinstance(value := found.get(name), str)), "")


def call(
    connection: Connection, method: str, path: str, *, acts: bool = False, token: str = "", **request: Any
) -> Answer:
    """One request to `path` of the connection's server. `acts`: it publishes or withdraws, so a lost answer is doubt.

    Raises Transient for no connection and 429; OutcomeUnknown (Transient where it does not act) when the request
    left and no answer below 500 came; Permanent for an address the door refuses or that has moved.
    """
    headers = {"Accept": "application/json", **request.pop("headers", {})}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    try:
        response = connection.http.request(method, connection.base_url + path, headers=headers, **request)
    except door.Refused as error:
        raise Permanent(told(error)) from None
    except door.DoorError as error:
        connection.news.answered = False
        raise _doubt(acts and error.sent)(told(error)) from None
    _note(response, connection.news)
    return _judge(response, acts)


def _note(response: door.Response, news: News) -> None:
    news.answered = response.status_code < 500
    for prefix in ("X-RateLimit-", "RateLimit-"):
        remaining = response.headers.get(f"{prefix}Remaining", "")
        seconds = _seconds(response.headers.get(f"{prefix}Reset", ""), datetime.now(UTC))
        if re.fullmatch(r"\d{1,9}", remaining) and seconds is not None and seconds > 0:
            news.remaining, news.resets_in = int(remaining), min(seconds, RETRY_MAX)


def _judge(response: door.Response, acts: bool) -> Answer:
    status = response.status_code
    if status == TOO_MANY:
        raise Transient(said(_("The server asks us to wait: too many requests.")), retry_after(response.headers))
    if status >= 500 or status in (408, 425):
        raise _doubt(acts)(said(_("The server failed with status %(status)s."), status=status))
    if 300 <= status < 400:
        raise Permanent(said(_("The server has moved. Connect the account again with its new address.")))
    try:
        return Answer(status, response.json())
    except (ValueError, RecursionError):
        return Answer(status, None)


def _doubt(acts: bool) -> type[OutcomeUnknown] | type[Transient]:
    return OutcomeUnknown if acts else Transient


def retry_after(headers: Mapping[str, str], now: datetime | None = None) -> float:
    """Seconds to wait, from Retry-After (seconds or date), X-RateLimit-Reset (ISO or epoch) or RateLimit-Reset.

    Bounded to RETRY_MIN…RETRY_MAX; RETRY_UNSAID where no header can be read.
    """
    now = now or datetime.now(UTC)
    for name in ("Retry-After", "X-RateLimit-Reset", "RateLimit-Reset"):
        seconds = _seconds(headers.get(name, ""), now)
        if seconds is not None:
            return min(max(seconds, RETRY_MIN), RETRY_MAX)
    return RETRY_UNSAID


def _seconds(value: str, now: datetime) -> float | None:
    if re.fullmatch(r"\d{1,12}(\.\d{1,9})?", value):
        number = float(value)
        return number - now.timestamp() if number > 1e9 else number
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = parse(value)
        except ValueError:
            continue
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() - now.timestamp()
    return None


def refusal(answer: Answer, theirs: str, connection: Connection, secret: str = "") -> Permanent:
    """The Permanent for a 4xx, in words for the person who must act. `theirs` is the server's own message."""
    if answer.status == 401:
        unknown = _(
            "The server does not accept the secret of this account. Connect the account again with one that is valid."
        )
        text = said(unknown)
    elif answer.status == 403:
        text = said(_("The secret of this account may not do this. Connect the account again with the right to post."))
    elif answer.status == 413:
        text = said(_("The server finds a picture too large. Use a smaller one."))
    else:
        text = said(_("The server refused this with status %(status)s."), status=answer.status)
    quoted = quote(theirs, connection, secret)
    whole = together(text, said(_("It said: %(words)s"), words=quoted)) if quoted else text
    return Permanent(whole, mend="secret" if answer.status in (401, 403) else "")


def quote(said: str, connection: Connection, secret: str = "") -> str:
    """A server's message fit to be shown: at most 200 characters, one line, no secret echoed."""
    for hidden in [secret, *connection.credentials.values(), *connection.renewed.values()]:
        if len(hidden) > 3:
            said = said.replace(hidden, "…")
    return " ".join("".join(sign for sign in said if sign.isprintable() or sign.isspace()).split())[:200]


def nonsense(*, acts: bool = False) -> OutcomeUnknown | Transient:
    """The exception for an answer that says yes and makes no sense."""
    return _doubt(acts)(said(_("The server answered in a way that cannot be understood.")))
