"""What people say about a post, as the decision page and the composer show it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail.models import WorkflowState

from approvals.domain.carried import Place
from approvals.domain.diff import words_changed
from approvals.domain.sentences import sentences
from approvals.models import Question, Round, Suggestion
from approvals.services.comments import TEXT_MAX, Remark, may_resolve, may_talk, remarks_on, texts_of
from approvals.services.questions import advice_on, frozen_by, outdated
from approvals.services.reviews import subject_of
from approvals.services.suggested import taken_over
from approvals.services.suggestions import stale, suggestions_open
from publishing.domain.digest import parse
from publishing.domain.message import Submission
from publishing.ground.models import Person
from publishing.models import Account

from .marks import words_of_runs

SHOWN = 90  # characters of a sentence in a list


@dataclass(frozen=True, slots=True)
class Changed:
    """One text of a suggestion: its name, and old and new as a difference."""

    label: str
    runs: Any


@dataclass(frozen=True, slots=True)
class Proposal:
    """A suggestion as its author-to-be reads it."""

    suggestion: Suggestion
    changes: list[Changed]
    stale: bool


@dataclass(frozen=True, slots=True)
class Talk:
    """`remarks` each with whether the reader may mark it as done; `advice` each with whether the text changed since."""

    round: Round | None
    remarks: list[tuple[Remark, bool]]
    may_comment: bool
    may_ask: bool
    question: Question | None
    mine: bool
    advice: list[tuple[Question, Any, bool]]
    taken: list[Suggestion]
    proposals: list[Proposal] = field(default_factory=list)
    most: int = TEXT_MAX

    @property
    def passages(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """What a comment can be about, grouped: each sentence that goes out, as value and words."""
        return passages_of(parse(self.round.content)) if self.may_comment and self.round else []


def talk_of(*, post: Any, submission: Submission | None, person: Person) -> Talk:
    """Everything that `person`, who may open the post, is shown. Places are those in `submission`."""
    subject, court = subject_of(post), post.court
    round, writers = living_round(court, subject), post.writers()
    talks = may_talk(person, court)
    question = frozen_by(subject)
    return Talk(
        round=round,
        remarks=[(one, may_resolve(one.comment, writers, person)) for one in remarks_on(post, submission)],
        may_comment=talks and round is not None and bool(round.content),
        may_ask=talks and question is None,
        question=question,
        mine=question is not None and question.asked_by_id == person.pk,
        advice=[(row, said, outdated(row, post)) for row, said in advice_on(court, subject)],
        taken=list(taken_over(court, subject)),
        proposals=[_proposal(row, post) for row in suggestions_open(court, subject)],
    )


def living_round(court: Any, subject: str) -> Round | None:
    """The round in which the post is with its approvers now."""
    living = {"workflow_state__status": WorkflowState.STATUS_IN_PROGRESS}
    rounds = Round.objects.filter(court=court, subject=subject, **living)
    found: Round | None = rounds.select_related("court", "workflow_state").order_by("-pk").first()
    return found


def place_asked(round: Round, data: QueryDict) -> Place | None:
    """What a comment is about: words marked in the text, else the sentence chosen, else the whole."""
    words = data.get("words", "").replace("\r\n", "\n").strip()
    texts = texts_of(parse(round.content)) if words else {}
    for surface, text in texts.items():
        if (at := text.find(words)) >= 0:
            return surface, at, at + len(words)
    surface, *ends = data.get("place", "").split("|")
    numbers = [int(one) for one in ends if one.isascii() and one.isdigit() and len(one) < 9]
    return (surface, numbers[0], numbers[1]) if surface and len(numbers) == 2 else None


def passages_of(submission: Submission) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each text under its name, as its sentences: the value that `place_asked` reads, and the words, shortened."""
    names = {str(row.pk): row.handle for row in Account.objects.filter(pk__in=[m.account for m in submission.messages])}
    texts = texts_of(submission)
    return [(_surface(surface, names), _sentences(surface, text)) for surface, text in texts.items()]


def _sentences(surface: str, text: str) -> list[tuple[str, str]]:
    return [(f"{surface}|{start}|{end}", _short(text[start:end])) for start, end in _whole(text)]


def _whole(text: str) -> list[tuple[int, int]]:
    """Sentences without the blanks around them."""
    found = []
    for start, end in sentences(text):
        words = text[start:end].strip()
        if words:
            at = text.index(words, start)
            found.append((at, at + len(words)))
    return found


def _short(words: str) -> str:
    return str(Truncator(" ".join(words.split())).chars(SHOWN))


def _surface(surface: str, names: dict[str, str]) -> str:
    kind, _colon, rest = surface.partition(":")
    account = names.get(rest.split(":")[0], "")
    said = {
        "text": _("Text, %(account)s"),
        "alt": _("Description of a picture, %(account)s"),
        "title": _("Title"),
        "link": _("Link, %(account)s"),
    }
    return said.get(kind, _("Card of the link, %(account)s")) % {"account": account}


def _proposal(row: Suggestion, post: Any) -> Proposal:
    labels = {wording.key: wording.label for wording in post.wordings()}
    changes = [
        Changed(labels.get(one["key"], _("A text that is gone")), words_of_runs(words_changed(one["old"], one["new"])))
        for one in row.changes
    ]
    return Proposal(row, changes, stale(row, post))
