"""What is said of a post in a language for which there are no word lists."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from approvals.domain.listed import unlisted


def language_name(code: str) -> str:
    """The language in the reader's words, or its code."""
    try:
        return str(get_language_info(code.lower())["name_translated"])
    except KeyError:
        return code


def unread_words(languages: Iterable[str]) -> str:
    """That the word lists are not read in some of `languages`, and what is; nothing when all are."""
    if not (codes := unlisted(languages)):
        return ""
    return _(
        "Word lists are not read in this language (%(languages)s); names, numbers, links, dates and pictures are. "
        "Somebody who knows it should read the post twice."
    ) % {"languages": ", ".join(language_name(code) for code in codes)}
