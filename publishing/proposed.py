"""Whoever asks or refuses writes why, and others read it: it names nobody who is protected."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from publishing.ground.models import Court
from publishing.ground.proposal_kinds import words_check
from publishing.services.words import WordsRefused, reason_checked


def kept(court: Court, words: str) -> str:
    """`words` as they may stand. Raises ValidationError."""
    try:
        return reason_checked(court, words)
    except WordsRefused as error:
        raise ValidationError(str(error)) from None


words_check(kept)
