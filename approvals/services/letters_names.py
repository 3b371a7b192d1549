"""E-mails about names: a question waits, it has an answer, names are tried out. References and codes, never words."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.admin.admin_url_finder import AdminURLFinder

from approvals.models import Homonym, HomonymState, ProbeAlert
from approvals.wording import matter_said
from publishing.ground.notices import notify

from .duties import registrars_of
from .letters import by_language


def ask_registrars(question: Homonym, people: set[int]) -> None:
    """To the registrars who may answer."""
    for language, group in by_language(people, question.court):
        with override(language):
            notify(
                person_ids=group,
                subject=_("%(reference)s: a question about a name") % {"reference": question.reference},
                body=_(
                    "A press officer asks whether words in %(reference)s mean someone else than a person protected in"
                    " %(matter)s. Read the sentence and answer with a reason."
                )
                % _facts(question),
                url=reverse("homonyms:page", args=[question.pk]),
            )


def tell_asker(question: Homonym, post: Any) -> None:
    """To the person who asked, once it is answered or taken back."""
    for language, group in by_language({question.asked_by_id}, question.court):
        with override(language):
            notify(
                person_ids=group,
                subject=_("%(reference)s: your question about a name is answered") % {"reference": question.reference},
                body=_outcome(question) % _facts(question),
                url=AdminURLFinder().get_edit_url(post) or "",
            )


def names_tried(alert: ProbeAlert) -> None:
    """To the registrars of the court who may read the matter, but not to the person whom it is about."""
    for language, group in by_language(registrars_of(alert.court, alert.matter) - {alert.person_id}, alert.court):
        with override(language):
            subject, body = _tried(alert)
            facts = {"person": str(alert.person), "count": alert.count, "matter": _code(alert)}
            notify(person_ids=group, subject=subject % facts, body=body % facts, url=reverse("homonyms:index"))


def _outcome(question: Homonym) -> str:
    if question.state == HomonymState.CLEARED:
        return _("A registrar answers for %(matter)s: this is someone else. The words no longer block the post.")
    if question.state == HomonymState.REVOKED:
        return _("A registrar took back the clearing for %(matter)s. The words block the post again.")
    return _("A registrar keeps the words blocked for %(matter)s. Take them out of the post.")


def _tried(alert: ProbeAlert) -> tuple[str, str]:
    if alert.matter is None:
        return (
            _("Names of several matters are being tried out"),
            _("%(person)s has within a day written words that meet protected names of %(count)d matters."),
        )
    return (
        _("Names are being tried out in %(matter)s"),
        _("%(person)s has within a day written %(count)d different words that meet protected names of this matter."),
    )


def _code(alert: ProbeAlert) -> str:
    return matter_said(alert.matter.code, sealed=alert.matter.sealed) if alert.matter else ""


def _facts(question: Homonym) -> dict[str, str]:
    return {"reference": question.reference, "matter": matter_said(question.matter.code, sealed=question.matter.sealed)}
