"""What the composer shows of a post: one row an account, the marks under the words, and the findings beside them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from approvals.domain.mends import HIDDEN, SHORT, TRACKED, mend_of
from approvals.domain.review import CODES
from approvals.domain.severity import Severity
from approvals.guidelines.questions import QUESTIONS
from approvals.models import Homonym
from approvals.services import Result, Seen, questions_refusal, subject_of
from approvals.services.hiding import hidden_codes, references_of
from approvals.services.homonyms import questions_of
from approvals.views.unread import unread_words
from approvals.wording import describe
from cms.freezing import Incomplete, PostDoesNotFit, limits_of, message_of
from cms.models import Post, PostVersion
from cms.services import Readiness, readiness_of
from cms.services.asking import asked_words, waits
from cms.services.posts import must_be_mended, needs_reason, without_hidden
from publishing.domain.limits import Limits
from publishing.domain.message import Message
from publishing.ground.models import Person
from publishing.models import Account
from publishing.previews import Counter, counter

LEVELS = {Severity.BLOCK: "block", Severity.JUSTIFY: "justify", Severity.ADVISE: "advise"}
UNSEEN = "\N{WHITE VERTICAL RECTANGLE}"


@dataclass(frozen=True, slots=True)
class AccountView:
    """One account of the post: its message as it would be frozen now, and how much of its room that takes."""

    account: Account
    limits: Limits
    own: bool
    message: Message | None
    counter: Counter
    trouble: str = ""

    @property
    def note(self) -> str:
        return _("own words") if self.own else _("same words")


@dataclass(frozen=True, slots=True)
class Note:
    """A finding as the author reads it. `key` names its reason field; `place` is (start, end) in the shared text."""

    number: int
    level: str
    word: str
    title: str
    why: str
    todo: str
    words: str
    guidelines: tuple[int, ...]
    key: str
    reason: str
    mend: str  # the key of a mend that is certain, and empty where there is none
    reason_by: str = ""
    asks: str = ""  # names the fields by which a registrar is asked; empty where there is nothing to ask
    asked: str = ""
    place: tuple[int, int] | None = None
    overridable: bool = False  # a block that the author's reason may override

    @property
    def mend_words(self) -> str:
        """What the button of the mend says."""
        said = {
            HIDDEN: _("Take out the hidden characters"),
            TRACKED: _("Take out the tracking parameters"),
            SHORT: _("Put the whole address in its place"),
        }
        return said.get(self.mend, _("Write each word with a capital"))


@dataclass(frozen=True, slots=True)
class Query:
    """A question of the checklist as the author reads it. `key` names its field."""

    key: str
    question: str
    help: str
    guidelines: tuple[int, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Desk:
    accounts: list[AccountView]
    notes: list[Note]
    readiness: Readiness
    failed: str = ""
    at: dict[str, list[str]] = field(default_factory=dict)
    unread: str = ""

    @property
    def headline(self) -> str:
        found = len(self.notes)
        return ngettext("%(count)d finding", "%(count)d findings", found) % {"count": found} if found else ""

    @property
    def summary(self) -> str:
        """One sentence: how many of each level, in the order of their weight."""
        parts = [
            said(sum(note.level == level for note in self.notes))
            for level, said in (("block", _mended), ("justify", _reasons), ("advise", _advice))
            if any(note.level == level for note in self.notes)
        ]
        return "; ".join(parts) + "." if parts else ""

    @property
    def questions(self) -> list[Query]:
        """What the post raises, with the answers so far."""
        return [
            Query(
                f"answer|{one.key}",
                str(QUESTIONS[one.key].question),
                str(QUESTIONS[one.key].help),
                one.question.guidelines,
                one.text,
            )
            for one in self.readiness.questions
        ]

    @property
    def timing(self) -> list[Note]:
        """The findings that are about the time chosen: they stand beside it too."""
        return [note for note in self.notes if note.key.split("|")[1] == "quiet-period"]

    @property
    def footnote(self) -> str:
        """What stands in the way of submitting, beside the button."""
        result = self.readiness.result
        if result and result.blocks:
            return must_be_mended(len(result.blocks))
        if self.readiness.obstacles:
            count = len(self.readiness.obstacles)
            return ngettext("%(count)d thing is missing.", "%(count)d things are missing.", count) % {"count": count}
        if result and result.unanswered:
            return needs_reason(len(result.unanswered))
        return questions_refusal(self.readiness.questions)

    @property
    def others(self) -> str:
        quiet = len(CODES) - len({note.key.split("|")[1] for note in self.notes})
        return ngettext("%(count)d other check: no finding", "%(count)d other checks: no finding", quiet) % {
            "count": max(quiet, 0)
        }


def desk_of(post: Post, person: Person) -> Desk:
    """Everything that `person` sees beside and under the fields. A check that cannot run is said, never passed over."""
    versions = sorted(post.versions.all(), key=lambda row: (row.account.network, row.account.handle))
    accounts = [account_view(version) for version in versions]
    written = bool(post.text.strip()) or any(view.own for view in accounts) or post.images.exists()
    if not written:
        return Desk(accounts, [], Readiness((), None))
    try:
        readiness = readiness_of(post)
    except Exception:  # whatever it is, the words of the error could repeat the post
        failed = _("The checks could not run. You can save, not submit. Try again.")
        return Desk(accounts, [], Readiness((), None), failed=failed)
    notes = _notes(post, readiness.result, person) if readiness.result else []
    return Desk(accounts, notes, readiness, at=_by_field(readiness), unread=unread_words([post.language]))


def account_view(version: PostVersion) -> AccountView:
    """One account's message; where a picture cannot be fitted, its trouble in words and the text alone."""
    limits = limits_of(version)
    message, trouble = None, ""
    try:
        message = message_of(version, limits)
    except Incomplete as error:
        trouble = str(error)
    except PostDoesNotFit as error:
        trouble = str(error)
    text = message.segments[0] if message else version.text
    return AccountView(version.account, limits, bool(version.own_text.strip()), message, counter(text, limits), trouble)


def marks(text: str, notes: Iterable[Note]) -> SafeString:
    """`text` as HTML with every note's words marked and numbered; overlapping marks give way to the first."""
    parts, end = [], 0
    placed = sorted((note for note in notes if note.place), key=lambda note: note.place or (0, 0))
    for note in placed:
        start, stop = note.place or (0, 0)
        if start < end or stop > len(text):
            continue
        marked = format_html(
            '<mark class="pr-mark pr-mark--{}" data-n="{}">{}</mark>', note.level, note.number, text[start:stop]
        )
        parts += [escape(text[end:start]), marked]
        end = stop
    return mark_safe("".join([*parts, escape(text[end:])]))  # noqa: S308 each part is escaped


def level_word(level: str) -> str:
    return {"block": _("Must be mended"), "justify": _("Needs your reason"), "advise": _("Advice")}[level]


Written = tuple[str, set[str]]  # the shared text, and ids of the accounts that say it


@dataclass(frozen=True, slots=True)
class Sealed:
    """How matters are called: codes that the reader may not read, and what stands for each code in the form."""

    hidden: frozenset[str]
    references: dict[str, str]


def _notes(post: Post, result: Result, person: Person) -> list[Note]:
    codes = {seen.finding.matter for seen in result.seen}
    called = Sealed(hidden_codes(post.court, person, codes), references_of(post.court, codes))
    shared = {str(row.account_id) for row in post.versions.all() if not row.own_text.strip()}
    blocked = any(seen.places for seen in result.blocks)
    questions = questions_of(post.court, subject_of(post)) if blocked else {}
    return [
        _note(number, seen, (post.text, shared), questions.get((seen.finding.matter, seen.words_hash)), called)
        for number, seen in enumerate(result.seen, 1)
    ]


def _note(number: int, seen: Seen, written: Written, question: Homonym | None, called: Sealed) -> Note:
    finding = seen.finding
    may_ask = bool(seen.places) and finding.severity is Severity.BLOCK
    title, why, todo = describe(finding, called.hidden)
    matter = called.references[finding.matter]
    level = "justify" if seen.overridden else LEVELS[finding.severity]
    words, place = _shown(seen, *written)
    return Note(
        number=number,
        level=level,
        word=_("Overridden with your reason") if seen.overridden else level_word(level),
        title=title,
        why=why,
        todo=todo,
        words=words,
        guidelines=finding.guidelines,
        key="|".join(("reason", finding.code, matter, seen.words_hash)),
        reason=seen.reason,
        reason_by=seen.reason_by,
        asks=f"{matter}|{seen.words_hash}" if may_ask and not waits(question, seen) else "",
        asked=asked_words(question, seen) if may_ask else "",
        mend=mend_of(finding, seen.words),
        place=place,
        overridable=seen.overridable,
    )


def _shown(seen: Seen, text: str, shared: set[str]) -> tuple[str, tuple[int, int] | None]:
    """The marked words and their place; around what nobody can see, the whole word with a sign in its stead."""
    place = _place(seen, text, shared)
    if place is None or without_hidden(seen.words).strip():
        return seen.words, place
    start, stop = place
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while stop < len(text) and not text[stop].isspace():
        stop += 1
    visible = "".join(UNSEEN if unicodedata.category(one) == "Cf" else one for one in text[start:stop])
    return visible, (start, stop)


def _place(seen: Seen, text: str, shared: set[str]) -> tuple[int, int] | None:
    """Where the marked words stand in the shared text, as the textarea holds it; None when they stand elsewhere."""
    span = seen.finding.span
    if span is None or not seen.words or not span.surface.startswith("text:"):
        return None
    if span.surface.split(":")[1] in shared:
        shift = len(text) - len(text.lstrip())
        start, stop = span.start + shift, span.end + shift
        if text[start:stop] == seen.words:
            return start, stop
    found = text.find(seen.words)  # equal words of several accounts are found once, under the first of them
    return (found, found + len(seen.words)) if found >= 0 else None


def _by_field(readiness: Readiness) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for obstacle in readiness.obstacles:
        found.setdefault(obstacle.field, []).append(obstacle.words)
    return found


def _mended(count: int) -> str:
    return ngettext("%(count)d must be mended", "%(count)d must be mended", count) % {"count": count}


def _reasons(count: int) -> str:
    return ngettext("%(count)d needs your reason", "%(count)d need your reason", count) % {"count": count}


def _advice(count: int) -> str:
    return ngettext("%(count)d is advice", "%(count)d are advice", count) % {"count": count}
