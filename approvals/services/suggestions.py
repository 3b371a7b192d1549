"""Another wording, given with a return: the author sees old and new, and takes it over as editor, or leaves it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import TaskState

from approvals.domain.findings import Context, Draft, Surface
from approvals.domain.homonyms import FAR
from approvals.domain.review import NAMES, review, too_long
from approvals.domain.reviewable import Reviewable, Wording
from approvals.models import Suggestion, SuggestionState, Vote
from publishing.ground import audit
from publishing.ground.models import Court, Person
from publishing.ground.rights import may

from .index import facts_touched
from .refusals import Invalid, NotAllowed, Refused, TextChanged
from .reviews import subject_of
from .votes import RETURN, vote_cast

LONGEST = 20_000  # characters of one text


def suggestion_make(
    *, task_state: TaskState, person: Person, digest: str, texts: Mapping[str, str], comment: str = ""
) -> Suggestion:
    """Returns the post with another wording of it, in one transaction. `texts` maps keys of its wordings to new words.

    Raises what `vote_cast` raises, and Invalid where nothing differs or new words may name someone protected.
    """
    fresh = TaskState.objects.select_related("workflow_state").get(pk=task_state.pk)
    reviewable: Reviewable = fresh.workflow_state.content_object
    changes = _changes(reviewable, texts)
    made: list[Suggestion] = []
    vote_cast(
        task_state=task_state,
        person=person,
        decision=RETURN,
        digest=digest,
        comment=comment.strip() or _("Another wording is suggested."),
        attach=lambda vote: made.append(_attached(vote, changes)),
    )
    return made[0]


@transaction.atomic
def suggestion_apply(*, suggestion: Suggestion, reviewable: Reviewable, by: Person) -> dict[str, str]:
    """Marks it as taken over by a press officer, who stores the returned texts in the same transaction.

    The caller holds the lock on the post. Raises NotAllowed, Refused, TextChanged when a text is no longer what it was.
    """
    row = _open(suggestion, reviewable, by)
    if stale(row, reviewable):
        raise TextChanged(
            _("The text changed since this was suggested, so it no longer fits. Read it, and change the text by hand.")
        )
    _settle(row, SuggestionState.APPLIED, by)
    audit.record(row.court, "suggestion_applied", actor=audit.actor_of(by), subject=row.subject,
                 facts=_facts(row) | {"made_by": row.made_by_id})  # fmt: skip
    return {change["key"]: change["new"] for change in row.changes}


@transaction.atomic
def suggestion_leave(*, suggestion: Suggestion, reviewable: Reviewable, by: Person) -> Suggestion:
    """Marks it as left, by a press officer. The text stays as it is. Raises NotAllowed, Refused."""
    row = _open(suggestion, reviewable, by)
    _settle(row, SuggestionState.LEFT, by)
    audit.record(row.court, "suggestion_left", actor=audit.actor_of(by), subject=row.subject, facts=_facts(row))
    return row


def stale(suggestion: Suggestion, reviewable: Reviewable) -> bool:
    """Whether a text that it changes is no longer the one that was read."""
    now = {wording.key: wording.text for wording in reviewable.wordings()}
    return any(now.get(change["key"]) != change["old"] for change in suggestion.changes)


def _changes(reviewable: Reviewable, texts: Mapping[str, str]) -> list[dict[str, str]]:
    changed = [(wording, _clean(texts[wording.key])) for wording in reviewable.wordings() if wording.key in texts]
    changed = [(wording, new) for wording, new in changed if new != _clean(wording.text)]
    if not changed:
        raise Invalid({"texts": _("Nothing differs yet. Change the words that should read otherwise.")})
    for wording, new in changed:
        _check(reviewable.court, wording, new)
    return [{"key": wording.key, "old": wording.text, "new": new} for wording, new in changed]


def _check(court: Court, wording: Wording, new: str) -> None:
    if not new:
        raise Invalid({wording.key: _("Write what should stand there. To take a text out, return the post.")})
    if len(new) > LONGEST:
        raise Invalid({wording.key: _("This is too long. At most %(most)d characters.") % {"most": LONGEST}})
    if not _named(court, new) <= _named(court, wording.text):
        raise Invalid({wording.key: _("Your words may name someone protected. Write them without the name.")})


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _named(court: Court, text: str) -> set[tuple[str, str]]:
    """What in `text` may name someone protected: matter and words. Held in memory only."""
    draft = Draft(language="", kind="", surfaces=(Surface("text", text),))
    if too_long(draft):
        return {("", text)}
    found = review(draft, Context(publish_at=FAR, matters=facts_touched(court, [text])), NAMES)
    spans = [(one.matter, one.span) for one in found]
    return {(matter, text[span.start : span.end] if span else text) for matter, span in spans}


def _attached(vote: Vote, changes: list[dict[str, str]]) -> Suggestion:
    row = Suggestion.objects.create(
        court=vote.court,
        vote_id=vote.pk,
        subject=vote.subject,
        digest=vote.digest,
        changes=changes,
        made_by=vote.person,
        made_at=timezone.now(),
    )
    audit.record(
        vote.court, "change_suggested", actor=audit.actor_of(vote.person), subject=vote.subject, facts=_facts(row)
    )
    return row


def _open(suggestion: Suggestion, reviewable: Reviewable, by: Person) -> Suggestion:
    if not may("suggestion_apply", by, reviewable.court):
        raise NotAllowed(_("Only a press officer of this court takes a suggestion over."))
    rows = Suggestion.objects.select_for_update(of=("self",)).select_related("court", "made_by")
    row: Suggestion = rows.get(pk=suggestion.pk)
    if row.subject != subject_of(reviewable):
        raise NotAllowed(_("This suggestion is about another post."))
    if row.state != SuggestionState.OPEN:
        raise Refused(_("It was taken over or left already."))
    return row


def _settle(row: Suggestion, state: SuggestionState, by: Person) -> None:
    row.state, row.settled_by, row.settled_at = state, by, timezone.now()
    row.save(update_fields=["state", "settled_by", "settled_at"])


def _facts(row: Suggestion) -> dict[str, Any]:
    keys = [change["key"] for change in row.changes]
    return {"suggestion": str(row.pk), "vote": str(row.vote_id), "digest": row.digest, "texts": keys}


def suggestions_open(court: Court, subject: str) -> QuerySet[Suggestion]:
    """Those that wait for the author, the oldest first."""
    rows: QuerySet[Suggestion] = Suggestion.objects.filter(court=court, subject=subject, state=SuggestionState.OPEN)
    return rows.select_related("made_by", "vote").order_by("made_at")
