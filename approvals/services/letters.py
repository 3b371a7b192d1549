"""E-mails about decisions. They name the reference and lead to the page; the words of a post stay inside."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from approvals.domain.reviewable import Reviewable
from approvals.models import Round, VoteTask
from publishing.ground.models import Court, Person
from publishing.ground.notices import notify

from .duties import approvers, excluded


def ask_approvers(task: VoteTask, round: Round, reviewable: Reviewable) -> None:
    """To everyone who may decide at this step."""
    for language, people in by_language(approvers(task, round, reviewable), round.court):
        with override(language):
            notify(
                person_ids=people,
                subject=_("%(reference)s waits for your decision") % {"reference": round.reference},
                body=_(
                    "A post of %(court)s waits for your decision. Read it and approve it, or return it with a reason."
                )
                % {"court": round.court.name},
                url=page(round),
            )


def tell_authors(round: Round, reviewable: Reviewable, *, outcome: str) -> None:
    """To those who wrote or asked, once it was `returned` or `cleared`."""
    for language, people in by_language(excluded(reviewable, round), round.court):
        with override(language):
            subject, body = _outcome(outcome)
            notify(person_ids=people, subject=subject % {"reference": round.reference}, body=body, url=page(round))


def page(round: Round) -> str:
    """The path of the decision page."""
    return reverse("decisions:page", args=[round.reference])


def _outcome(outcome: str) -> tuple[str, str]:
    if outcome == "cleared":
        return _("%(reference)s is approved"), _("All votes are in. It goes out at its time, after one more check.")
    return _("%(reference)s was returned"), _("It was returned with a reason. Read the reason and change the post.")


def by_language(people: set[int], court: Court) -> list[tuple[str, set[int]]]:
    """People grouped by the language of their own desk, else the court's first."""
    default = (court.languages or ["en"])[0]
    groups: dict[str, set[int]] = {}
    for person in Person.objects.filter(pk__in=people).select_related("wagtail_userprofile"):
        profile = getattr(person, "wagtail_userprofile", None)
        groups.setdefault((profile.preferred_language if profile else "") or default, set()).add(person.pk)
    return sorted(groups.items())
