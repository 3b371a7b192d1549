"""A drawn text with its findings marked: what the reader sees, never what is stored."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from approvals.services import Seen

TAG = re.compile(r"(<[^>]*>)")


def mark_html(html: str, seen: Iterable[Seen]) -> SafeString:
    """`html` with the words of each finding in a `mark`, between its tags only, the gravest finding first."""
    return _marked(html, {one.words: str(one.finding.severity) for one in reversed(list(seen))})


def mark_said(html: str, words: Iterable[str]) -> SafeString:
    """`html` with the words that comments speak of in a `mark`."""
    return _marked(html, dict.fromkeys(words, "said"))


def _marked(html: str, kinds: dict[str, str]) -> SafeString:
    wanted = {str(escape(word)): kind for word, kind in kinds.items() if word.strip()}
    if not wanted:
        return mark_safe(html)  # noqa: S308 - unchanged
    longest_first = sorted(wanted, key=len, reverse=True)
    words = re.compile("|".join(re.escape(word) for word in longest_first))
    pieces = TAG.split(html)
    pieces[::2] = [words.sub(lambda hit: _mark(hit.group(), wanted), piece) for piece in pieces[::2]]
    return mark_safe("".join(pieces))  # noqa: S308 - the words were escaped before


def _mark(word: str, wanted: dict[str, str]) -> str:
    return f'<mark class="pr-mark pr-mark--{wanted[word]}">{word}</mark>'


def words_of_runs(runs: list[tuple[str, str]]) -> SafeString:
    """A difference with what came underlined and what went struck; the spaces around stay outside."""
    shapes = {"same": "{}{}{}", "added": "{}<ins>{}</ins>{}", "gone": "{}<del>{}</del>{}"}
    return mark_safe("".join(format_html(shapes[kind], *_trimmed(text)) for kind, text in runs))  # noqa: S308 - escaped


def _trimmed(text: str) -> tuple[str, str, str]:
    core = text.strip()
    lead = text[: len(text) - len(text.lstrip())]
    return (lead, core, text[len(text.rstrip()) :]) if core else ("", text, "")
