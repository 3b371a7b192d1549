"""In which language the record's own words are shown."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import to_locale

LOCALE = Path(__file__).resolve().parent.parent / "locale"
TRANSLATED = frozenset(path.parent.parent.name for path in LOCALE.glob("*/LC_MESSAGES/django.mo"))
FALLBACK = "en"


def interface_language(language: str) -> str:
    """The language nearest to `language` that the record's own words are translated into; English when there is none.

    What the court said keeps its own language: only the words around it change.
    """
    parts = language.lower().split("-")
    codes = ["-".join(parts[:length]) for length in range(len(parts), 0, -1)]
    return next((code for code in codes if code == FALLBACK or to_locale(code) in TRANSLATED), FALLBACK)
