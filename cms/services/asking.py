"""Asking the registrars whether words of a draft mean someone else than a protected person."""

from __future__ import annotations

from django.utils.translation import gettext as _

from approvals.models import Homonym, HomonymState
from approvals.services import Refused, Seen, homonym_ask
from approvals.services.hiding import codes_of
from cms.models import Post
from publishing.ground.models import Person

from .refusals import Obstacle, PostRefused


def post_ask(*, post: Post, matter: str, words_hash: str, reason: str, by: Person) -> Homonym:
    """`homonym_ask` for the saved draft, whatever its state; `matter` as the form names it. Raises PostRefused."""
    code = codes_of(post.court, [matter])[matter]
    try:
        return homonym_ask(reviewable=post, matter=code, words_hash=words_hash, reason=reason, by=by)
    except Refused as error:
        raise PostRefused(Obstacle("", str(error))) from error


def asked_words(question: Homonym | None, seen: Seen) -> str:
    """What became of a question about the words of `seen`, which block now; nothing when it was never asked."""
    if question is None:
        return ""
    same = {place.key for place in seen.places} <= set(question.sentences)
    if question.state == HomonymState.ASKED and same:
        return _("A registrar has been asked. You get an e-mail with the answer.")
    if question.state == HomonymState.KEPT and same:
        words = _("%(who)s, registrar, keeps it blocked: %(why)s")
        return words % {"who": question.answered_by, "why": question.answered_why}
    if question.state == HomonymState.REVOKED:
        words = _("%(who)s, registrar, took the clearing back: %(why)s")
        return words % {"who": question.revoked_by, "why": question.revoked_why}
    if question.state == HomonymState.CLEARED:
        return _("A registrar had cleared it. The sentence or the register has changed since, so ask again.")
    return ""


def waits(question: Homonym | None, seen: Seen) -> bool:
    """Whether a registrar has the very sentences of `seen` before them."""
    if question is None or question.state != HomonymState.ASKED:
        return False
    return {place.key for place in seen.places} <= set(question.sentences)
