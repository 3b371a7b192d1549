"""The languages in which the checks read word lists. In every other one they read what needs no words."""

from __future__ import annotations

from collections.abc import Iterable

from approvals.domain.tongues import base

LISTED = frozenset({"en", "fr", "es", "it", "pt", "zh", "ar", "ru", "tr", "de"})


def unlisted(languages: Iterable[str]) -> tuple[str, ...]:
    """Those of `languages` (BCP 47) for which there are no word lists, each once, in their order."""
    return tuple(dict.fromkeys(code for code in languages if code and base(code) not in LISTED))
