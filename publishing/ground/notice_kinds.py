"""The one table of what people are told. Each app adds the kinds that it sends, as data, when it is ready."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language_info, gettext, override
from django.utils.translation import gettext_lazy as _

from .models import Court

WRITTEN = ("en", "ar", "fr")  # languages in which every notice is written; a test holds the catalogues to it
MOMENT = "l j F, H:i"
OPENING, CLOSING = "\u2068", "\u2069"  # Unicode's isolates: a value of the other direction stays whole


class Pace(StrEnum):
    """When the mail leaves. What is urgent leaves at once, whatever its kind."""

    NOW = "now"
    WINDOW = "window"  # with others, in the next window of the court, unless the person chose otherwise
    PAGE = "page"  # no mail, only a line on the person's page


@dataclass(frozen=True, slots=True)
class Kind:
    """`name` says what it is without naming the thing; `subject` and `body` take the facts as %(name)s.

    They hold references, codes, names of courts and colleagues, times and counts; never a word of a post.
    `link` is the name of an address, which takes what the caller gives as `about`; a caller may give a path instead.
    """

    name: Any
    subject: Any
    body: Any
    link: str = ""
    index: str = ""  # the list in which such things stand
    pace: Pace = Pace.NOW
    listed: bool = True


KINDS: dict[str, Kind] = {
    "person-invited": Kind(
        name=_("An invitation"),
        subject=_("You now work with %(court)s on Praeco"),
        body=_("You are now %(role)s of %(court)s. This is how you sign in:"),
        link="wagtailadmin_home",
        listed=False,
    ),
    "trail-anchored": Kind(
        name=_("The anchor of a day"),
        subject=_("Anchor of the audit trail of %(court)s, %(day)s"),
        body=_("Keep this message. It proves later that the trail was not changed.\n\n%(line)s"),
        listed=False,
    ),
}


def kinds_add(kinds: Mapping[str, Kind]) -> None:
    """Puts the kinds of an app into the table. To add one twice is no error."""
    KINDS.update(kinds)


def path_of(kind: Kind, about: tuple[Any, ...]) -> str:
    """The path of what a notice is about; nothing when it is about no page."""
    return reverse(kind.link, args=about) if kind.link else ""


def words_of(kind: Kind, language: str, court: Court | None, facts: Mapping[str, Any]) -> tuple[str, str]:
    """Subject (one line) and body in `language`. Times are told in the court's zone."""
    with override(language):
        isolate = bool(get_language_info(language)["bidi"])
        shown = {name: _shown(value, court, isolate=isolate) for name, value in facts.items()}
        return " ".join(str(kind.subject % shown).split())[:200], str(kind.body % shown)


def as_drill(language: str, subject: str, body: str) -> tuple[str, str]:
    """The same, told as what belongs to a drill."""
    with override(language):
        told = gettext("Drill: %(subject)s") % {"subject": subject}
        return told[:200], gettext("This is a drill. Nothing of it goes out.") + "\n\n" + body


def language_for(preferred: str, court: Court | None) -> str:
    """The first language that is written, of the reader’s own and of the court’s; else English."""
    wanted = (preferred, *(court.languages if court else ()))
    written = (code.lower().split("-")[0] for code in wanted if code)
    return next((code for code in written if code in WRITTEN), WRITTEN[0])


def moment(value: datetime, court: Court | None) -> str:
    """A time in words, in the language of this moment and the court's zone."""
    return date_format(value.astimezone(court.zone) if court else value, MOMENT)


def _shown(value: Any, court: Court | None, *, isolate: bool) -> Any:
    if isinstance(value, int):
        return value
    if isinstance(value, datetime):
        return moment(value, court)
    told = str(value)
    return f"{OPENING}{told}{CLOSING}" if isolate and not isinstance(value, Promise) else told
