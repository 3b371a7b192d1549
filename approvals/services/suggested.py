"""Whose suggested words a post took over. Reads only: the vote of such a person says so, on trail and page."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from approvals.models import Suggestion, SuggestionState
from publishing.ground.models import Court, Person


def taken_over(court: Court, subject: str) -> QuerySet[Suggestion]:
    """The suggestions that the post took over, the oldest first."""
    rows: QuerySet[Suggestion] = Suggestion.objects.filter(court=court, subject=subject)
    return rows.filter(state=SuggestionState.APPLIED).select_related("made_by", "settled_by")


def suggested_facts(court: Court, subject: str, person: Person) -> dict[str, Any]:
    """For the trail of a vote: the suggestions of the voter that the post took over; nothing without one."""
    mine = taken_over(court, subject).filter(made_by=person)
    found = [str(key) for key in mine.values_list("pk", flat=True)]
    return {"suggested": found} if found else {}
