"""Plain words for what does not fit, with the count and the limit, in the language of the page."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from publishing.domain.limits import Problem

# The field of the composer under which each field of a Message is said.
FIELDS = {"text": "text", "media": "pictures", "alt": "pictures", "link": "link", "language": "language"}

WORDS: dict[str, Callable[[], str]] = {
    "text-empty": lambda: _("There is no text yet. Write some."),
    "text-long": lambda: _("The text is too long by %(over)d: %(count)d of %(limit)d characters. Shorten it."),
    "text-bytes": lambda: _("The text takes too much room: %(count)d of %(limit)d bytes. Shorten it."),
    "media-many": lambda: _("%(count)d pictures are too many: %(limit)d are taken. Remove some."),
    "alt-missing": lambda: _("Picture %(part)d has no text for people who cannot see it. Write what it shows."),
    "alt-long": lambda: _("The description of picture %(part)d is too long: %(count)d of %(limit)d characters."),
    "media-bytes": lambda: _("Picture %(part)d is too big: %(count)d of %(limit)d bytes. Choose a smaller one."),
    "media-pixels": lambda: _("Picture %(part)d is too big: %(count)d of %(limit)d pixels. Choose a smaller one."),
    "link-bad": lambda: _("The link must start with https:// and name a site."),
    "link-long": lambda: _("The link is too long: %(count)d of %(limit)d characters."),
}


def problem_words(problem: Problem, account: str) -> str:
    """`problem` of one account in the present language; `account` is its network's name."""
    wording = WORDS.get(problem.code)
    if wording is None:
        return f"{account}: {problem.words}"
    facts = {
        "count": problem.count,
        "limit": problem.limit,
        "over": problem.count - problem.limit,
        "part": problem.part + 1,
    }
    return f"{account}: {wording() % facts}"
