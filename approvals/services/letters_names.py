"""Notices about names: a question waits, it has an answer, names are tried out. References and codes, never words."""

from __future__ import annotations

from typing import Any

from wagtail.admin.admin_url_finder import AdminURLFinder

from approvals.models import Homonym, HomonymState, Matter, ProbeAlert
from approvals.wording import matter_lazily
from publishing.ground.models import Role
from publishing.ground.notices import tell
from publishing.ground.suspensions import still_here

from .duties import registrars_of

ANSWERS = {HomonymState.CLEARED: "name-cleared", HomonymState.REVOKED: "name-revoked"}


def ask_registrars(question: Homonym, people: set[int]) -> None:
    """To the registrars who may answer."""
    tell("name-asked", court=question.court, people=people, about=(question.pk,), facts=_facts(question))


def tell_asker(question: Homonym, post: Any) -> None:
    """To the person who asked, once it is answered or taken back."""
    _to_author(ANSWERS.get(HomonymState(question.state), "name-kept"), question, post)


def nobody_left(question: Homonym, post: Any) -> None:
    """To the person who asked: nobody of the court may answer any more."""
    _to_author("name-nobody", question, post)


def _to_author(kind: str, question: Homonym, post: Any) -> None:
    """To who asked; where they left, to who wrote the post; else to the press office."""
    court = question.court
    people = still_here(court, {question.asked_by_id}) or still_here(court, post.writers())
    people = people or court.holders(Role.PRESS_OFFICER)
    url = AdminURLFinder().get_edit_url(post) or ""
    tell(kind, court=court, people=people, url=url, facts=_facts(question))


def names_tried(alert: ProbeAlert) -> None:
    """To the registrars of the court who may read the matter, but not to the person whom it is about."""
    tell(
        "names-tried" if alert.matter else "names-tried-widely",
        court=alert.court,
        people=registrars_of(alert.court, alert.matter) - {alert.person_id},
        facts={"person": alert.person, "count": alert.count, "matter": _said(alert.matter)},
    )


def _said(matter: Matter | None) -> Any:
    return matter_lazily(matter.code, sealed=matter.sealed) if matter else ""


def _facts(question: Homonym) -> dict[str, Any]:
    return {"reference": question.reference, "matter": _said(question.matter)}
