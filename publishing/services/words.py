"""What a person writes beside a release. The record and the desk show it, so it names nobody who is protected."""

from __future__ import annotations

import logging
from urllib.parse import unquote

from django.db import transaction
from django.utils.translation import gettext as _

from publishing.gate import load_gate
from publishing.ground.models import Court

log = logging.getLogger(__name__)


class WordsRefused(ValueError):
    """The words in `field` cannot be kept. Says why, in plain words."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__(words)
        self.field = field


def reason_checked(court: Court, reason: str) -> str:
    """`reason` as it may be shown. Raises WordsRefused when it may name someone protected.

    A check that fails stops no withdrawal and no pause: another text then stands in place of the reason.
    """
    named = _names_someone(court, reason)
    if named is None:
        return _("The reason is not kept, since it could not be checked for protected names.")
    if named:
        raise WordsRefused("reason", _("Your reason may name someone protected. Write it without the name."))
    return reason.strip()


def address_checked(court: Court, url: str) -> str:
    """`url` as it may stand on the record. Raises WordsRefused when it may name someone, or that cannot be known."""
    named = _names_someone(court, url)
    if named is None:
        raise WordsRefused("url", _("This address could not be checked for protected names. Try again."))
    if named:
        raise WordsRefused("url", _("This address may name someone protected, and the record would show it."))
    return url


def _names_someone(court: Court, text: str) -> bool | None:
    """None when it cannot be known."""
    try:
        with transaction.atomic():
            gate = load_gate()
            return gate.names_someone(court, text) or gate.names_someone(court, unquote(text))
    except Exception as error:  # its words may hold a name
        log.error("words of court %s could not be checked: %s", court.pk, type(error).__name__)
        return None
