"""The lock that holds from submission on, superusers included."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.locks import BaseLock

from approvals.services.drilling import drill_refusal
from approvals.services.questions import frozen_words
from approvals.services.reviews import subject_of
from cms.states import PUBLISHED, PostState


class SubmittedLock(BaseLock):
    """Nobody edits what approvers read, what is on its way, or what was said in public."""

    def for_user(self, user: Any) -> bool:
        return True

    def get_message(self, user: Any) -> str:
        state = PostState(self.object.state)
        if state in PUBLISHED:
            return _("This was published and stays as it was said. To change what was said, write a correction.")
        if state is PostState.WITH_APPROVERS:
            return _("With approvers. Take it back to change it: votes so far become void.")
        if state in (PostState.SCHEDULED, PostState.HELD):
            return _("Approved. Take it back to change it: the approval becomes void.")
        return _("It is on its way or waits for a person in the outbox. It cannot be changed now.")

    def get_locked_by(self, user: Any) -> str:
        return str(PostState(self.object.state).label)

    def get_description(self, user: Any) -> str:
        return self.get_message(user)


class DrillLock(SubmittedLock):
    """Nobody edits or submits what was written for a drill that is over."""

    def get_message(self, user: Any) -> str:
        return drill_refusal(self.object.reference)

    def get_locked_by(self, user: Any) -> str:
        return _("A drill that is over")


class AskedLock(SubmittedLock):
    """Nobody edits or submits a draft while an adviser looks at it."""

    def get_message(self, user: Any) -> str:
        return frozen_words(subject_of(self.object))

    def get_locked_by(self, user: Any) -> str:
        return _("A question to an adviser")
