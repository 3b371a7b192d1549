"""Nothing that names a person is forgotten when they leave: it is ended, handed on, or left for a written reason."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError

from publishing.ground.endings import ENDINGS, Case, Ending, Line, Why, heirs_checked
from publishing.ground.models import Person, Role
from tests.factories import make_court, make_person

HISTORY = "who did it, on a day: what was done stays"
DECIDED = "a decision that was made stays made"
OWN = "how a person signs in or reads; it opens nothing once the sign-in is closed"
UNUSED = "a model of Wagtail that no address of this installation reaches"
# Every other way in which a row names a person, with the reason why leaving changes nothing of it.
STAYS = {
    "ground.Membership.person": "the roles themselves, which end",
    "ground.Proposal.decided_by": DECIDED,
    "ground.Suspension.person": "ends with the roles, in the same act",
    "ground.Suspension.by": HISTORY,
    "ground.Suspension.ended_by": HISTORY,
    "ground.Training.person": "what was learned is not lost; it counts again for who comes back in time",
    "ground.Training.entered_by": HISTORY,
    "ground.Training.withdrawn_by": HISTORY,
    "ground.TrainingWaiver.by": HISTORY,
    "ground.NoticeChoice.person": OWN,
    "ground.Person_groups.person": "kept in step with the roles",
    "ground.Person_user_permissions.person": "Praeco gives none",
    "publishing.Pause.paused_by": "a pause belongs to the court, and somebody else lifts it",
    "publishing.Pause.lifted_by": HISTORY,
    "publishing.Pause.lift_asked_by": HISTORY,
    "approvals.Part.on_behalf_of": "the delegate decided, and still is here",
    "approvals.Vote.on_behalf_of": "the delegate decided, and still is here",
    "approvals.TimeAct.person": HISTORY,
    "approvals.Drill.started_by": "a drill belongs to the court: whoever may order one ends it",
    "approvals.Drill.ended_by": HISTORY,
    "approvals.SoloRelease.reviewed_by": HISTORY,
    "approvals.Homonym.asked_by": "any registrar answers it, and the answer goes to who writes the post now",
    "approvals.Homonym.answered_by": DECIDED,
    "approvals.Homonym.revoked_by": DECIDED,
    "approvals.ProbeAlert.person": "a registrar looks at it all the more",
    "approvals.ProbeAlert.seen_by": HISTORY,
    "approvals.NameHit.person": "names that were tried stay counted",
    "approvals.OrderFile.added_by": HISTORY,
    "approvals.QuietPeriod.decided_by": DECIDED,
    "approvals.QuietPeriod.ended_by": DECIDED,
    "approvals.Justification.written_by": "belongs to the words of the post; a new writer gives another",
    "approvals.Answer.written_by": "belongs to the words of the post; a new writer gives another",
    "approvals.Turn.entered_by": HISTORY,
    "approvals.Turn.ended_by": HISTORY,
    "approvals.Delegation.entered_by": HISTORY,
    "approvals.Delegation.ended_by": HISTORY,
    "approvals.CourtRules.changed_by": HISTORY,
    "approvals.CourtPattern.created_by": HISTORY,
    "approvals.CourtPattern.ended_by": HISTORY,
    "approvals.RuleChange.created_by": HISTORY,
    "approvals.RuleChange.ended_by": HISTORY,
    "approvals.Evaluation.by": "reads a file and changes nothing; it ends by itself, and the court reads the result",
    "approvals.Objection.decided_by": DECIDED,
    "approvals.ReviewComment.written_by": "every writer of the post marks it as done",
    "approvals.ReviewComment.resolved_by": HISTORY,
    "approvals.Suggestion.made_by": "the writers of the post take it over or leave it",
    "approvals.Suggestion.settled_by": HISTORY,
    "approvals.Question.answered_by": DECIDED,
    "approvals.QuestionWords.by": HISTORY,
    "cms.CourtImage.uploaded_by_user": HISTORY,
    "cms.PostSeal.by": "who sealed it; without a role in the court they know of no post",
    "cms.PostReader.named_by": HISTORY,
    "cms.PostReading.person": HISTORY,
    "cms.Template.decided_by": DECIDED,
    "cms.Template.ended_by": HISTORY,
    "cms.Recurring.ended_by": HISTORY,
    "account.EmailAddress.user": OWN,
    "mfa.Authenticator.user": OWN,
    "socialaccount.SocialAccount.user": OWN,
    "wagtailusers.UserProfile.user": OWN,
    "wagtailcore.ModelLogEntry.user": HISTORY,
    "wagtailcore.Revision.user": HISTORY,
    "wagtailcore.WorkflowState.requested_by": HISTORY,
    "wagtailcore.TaskState.finished_by": HISTORY,
    "wagtailcore.UploadedFile.uploaded_by_user": UNUSED,
    "wagtaildocs.Document.uploaded_by_user": UNUSED,
    "wagtailimages.Image.uploaded_by_user": UNUSED,
    "wagtailcore.Page.locked_by": UNUSED,
    "wagtailcore.Page.owner": UNUSED,
    "wagtailcore.PageLogEntry.user": UNUSED,
    "wagtailcore.PageSubscription.user": UNUSED,
    "wagtailcore.Comment.user": UNUSED,
    "wagtailcore.Comment.resolved_by": UNUSED,
    "wagtailcore.CommentReply.user": UNUSED,
}


def naming_a_person() -> set[str]:
    """Every field of every model that points to a person."""
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model is Person
    }


def covered() -> list[str]:
    return [name for ending in ENDINGS.values() for name in ending.covers]


def test_every_field_that_names_a_person_is_ended_or_left_for_a_reason() -> None:
    assert naming_a_person() == set(covered()) | set(STAYS)


def test_none_is_named_twice() -> None:
    assert len(covered()) == len(set(covered()))
    assert not set(covered()) & set(STAYS)


@pytest.mark.parametrize("key", ENDINGS)
def test_each_says_how_many_and_what_becomes_of_them(key: str) -> None:
    ending = ENDINGS[key]
    assert ending.key == key
    assert str(ending.what % {"count": 1}).startswith("1 ")
    assert str(ending.what % {"count": 2}).startswith("2 ")
    assert str(ending.fate).endswith(".")
    assert Why.LEAVES in ending.on


def test_what_was_chosen_must_be_on_the_list_and_fit(db) -> None:
    court = make_court()
    boss, leaver, heir, stranger = (make_person(court, Role.ADMINISTRATOR) for _one in range(4))
    case = Case(court, leaver, boss, Why.LEAVES)
    ending = Ending("x", "%(count)d", ".", list, print, refusal=lambda *_all: "" if _all[2] else "Somebody must.")
    line = Line(ending, [1], (heir,), "Somebody must.")
    assert heirs_checked(case, [line], {"x": heir}) == {"x": heir}
    for chosen in ({}, {"x": stranger}):
        with pytest.raises(ValidationError) as caught:
            heirs_checked(case, [line], chosen)
        assert "x" in caught.value.message_dict
