"""A court takes no side between parties, candidates or camps, and congratulates nobody on power (guidelines 16, 23)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from approvals.domain.findings import Finding
from approvals.domain.fold import fold
from approvals.domain.lexicon import words
from approvals.domain.notices import SPEAKING
from approvals.domain.personal import handles
from approvals.domain.phrases import tables
from approvals.domain.sentences import Place
from approvals.domain.severity import Severity
from approvals.domain.stretches import Found, Meeting, Speech, doubles, inside, meetings, stretches
from approvals.domain.subject import Subject, View
from approvals.domain.tongues import base

CODE = "political-endorsement"
GUIDELINES = (16, 23)
LEVEL = Severity.BLOCK
REPORTING = ("education", "judgment", "statistics", "scam-warning", "correction")  # quote what others have said
# Reason, the table of what is done, the tables of those it is done to.
SIDES = (
    ("political-congratulation", "congratulate", ("office", "party", "election")),
    ("political-support", "support", ("office", "party", "runner")),
    ("political-attack", "oppose", ("office", "party", "runner")),
    ("political-vote", "stance", ("poll",)),
)
# Where a handle begins a new word: a capital, a figure, an underscore.
JOINT = re.compile(r"(?<=[^\W\d_])(?=\d)|_+|[.\-]+|(?<=[a-zà-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])")
AND = re.compile(r"[,;] (?:and|but|so|et|mais|y|pero|e|ma|mas|и|но|ve|ama) ")
YEAR = re.compile(r" 20[2-4]\d$")  # of an election
WARM = ("warmth", "support", "congratulate", "polls", "ballot")


def run(subject: Subject) -> Iterator[Finding]:
    """A block for a call to vote, congratulations on an office, support for or an attack on a political side."""
    if (level := _passes_on(subject)) is not None:
        yield Finding(CODE, GUIDELINES, level, "political-support", about="repost")
    for view in subject.views:
        speech = Speech(view.folded.text if subject.draft.kind in REPORTING else "")
        plain = [row for rule in (_calls, _sides, _greets) for row in rule(subject, view)]
        told = plain or list(_sly(subject, view))
        for reason, (start, end) in told:
            if not (speech.holds(start, end) or speech.holds(start, start + 1) or speech.holds(end - 1, end)):
                yield Finding(CODE, GUIDELINES, LEVEL, reason, view.span(start, end))
        for start, end in () if told else _murmurs(subject, view):
            yield Finding(CODE, GUIDELINES, Severity.JUSTIFY, "political-support", view.span(start, end))


def _murmurs(subject: Subject, view: View) -> Iterator[Place]:
    """Sentences on an election in which nothing stands that a notice says of one. A question."""
    if subject.draft.kind not in SPEAKING or base(subject.draft.language) not in tables()[CODE, "plain"]:
        return
    spoken = [word for table in ("race", "runner") for word in subject.phrases(view, CODE, table)]
    plain = subject.phrases(view, CODE, "plain") if spoken else []
    for place in stretches(view.folded.text) if spoken else ():
        if not inside(plain, place):
            yield from (word.span() for word in spoken if place[0] <= word.start() < place[1])


def _passes_on(subject: Subject) -> Severity | None:
    """How grave it is that it lends its voice to the account of a camp, or with warm words to whoever holds an office.

    A movement may be a camp or a good cause: a question.
    """
    handle = subject.draft.repost_of
    if not handle or handles.belongs(handles.key_of(handle), handles.known(subject.context)):
        return None
    name = fold(JOINT.sub(" ", handle.lstrip("@＠"))).text
    if words("amplification", "camp").search(name) or YEAR.search(name):
        return LEVEL
    if words("amplification", "holder").search(name) and _is_warm(subject):
        return LEVEL
    return Severity.JUSTIFY if words("amplification", "cause").search(name) else None


def _is_warm(subject: Subject) -> bool:
    texts = (view for view in subject.views if view.name.startswith("text"))
    return any("!" in view.folded.text or any(subject.phrases(view, CODE, row) for row in WARM) for view in texts)


def _calls(subject: Subject, view: View) -> Iterator[tuple[str, Place]]:
    """Calls to vote, unless for a drawing, and unless said of what the court never does."""
    calls = subject.phrases(view, CODE, "ballot")
    if not calls:
        return
    contests, refused = subject.phrases(view, CODE, "contest"), subject.phrases(view, CODE, "refused")
    for place in stretches(view.folded.text):
        for call in inside(calls, place):
            if not inside(contests, place) and not inside(refused, (place[0], call.start())):
                yield "political-vote", call.span()


def _sides(subject: Subject, view: View) -> Iterator[tuple[str, Place]]:
    for reason, deed, targets in SIDES:
        deeds = subject.phrases(view, CODE, deed)
        for target in targets if deeds else ():
            for meeting in _meetings(subject, view, deeds, target):
                if reason == "political-attack" and _of_a_law(subject, view, meeting):
                    continue
                between = meeting.place if target == "election" else _between(meeting, deed)
                if not inside(subject.phrases(view, CODE, "own"), between):
                    yield reason, meeting.span


def _of_a_law(subject: Subject, view: View, meeting: Meeting) -> bool:
    """Whether a law is blamed, and only then somebody named: "the bill is a disgrace, and the minister knows it"."""
    deed, target = meeting.words
    if deed.end() > target.start() or not AND.search(view.folded.text, deed.end(), target.start()):
        return False
    laws = [word for table in ("topic", "instrument") for word in subject.phrases(view, "policy-opinion", table)]
    return bool(inside(laws, (meeting.place[0], deed.start())))


def _sly(subject: Subject, view: View) -> Iterator[tuple[str, Place]]:
    """Who stands, stood or falls in an election, and beside it a wink: "You know what to do on Thursday"."""
    hints = subject.phrases(view, CODE, "hint")
    stands = subject.phrases(view, CODE, "standing") if hints else []
    refused = subject.phrases(view, CODE, "refused") if stands else []
    for meeting in meetings(doubles(view.folded.text) if stands else [], hints, stands):
        if not inside(refused, meeting.place):
            yield "political-vote", meeting.span


def _greets(subject: Subject, view: View) -> Iterator[tuple[str, Place]]:
    """A welcome to whoever has come to power, with gladness that it has changed hands."""
    welcomes = subject.phrases(view, CODE, "welcome")
    turns = subject.phrases(view, CODE, "turn") if welcomes else []
    offices = subject.phrases(view, CODE, "office") if turns else []
    for meeting in meetings(doubles(view.folded.text) if offices else [], welcomes, turns, offices):
        yield "political-congratulation", meeting.span


def _meetings(subject: Subject, view: View, deeds: Found, target: str) -> Iterator[Meeting]:
    """Where a deed and a target stand in one sentence that refuses nothing."""
    targets = _not_aside(subject, view, subject.phrases(view, CODE, target))
    refused = subject.phrases(view, CODE, "refused") if targets else []
    for meeting in meetings(stretches(view.folded.text) if targets else [], deeds, targets):
        if not inside(refused, meeting.place):
            yield meeting


def _not_aside(subject: Subject, view: View, targets: Found) -> Found:
    """Without those who only appointed, opened or attended: "sworn in before the Minister"."""
    asides = subject.phrases(view, CODE, "aside") if targets else []
    behind = {place for word in asides for place in range(word.start() + 1, word.end() + 2)}
    return [word for word in targets if word.start() not in behind]


def _between(meeting: Meeting, done: str) -> Place:
    """From the deed to its target, where nobody of the judiciary may stand whom it is really meant for.

    A greeting behind a name is often meant for whoever follows: "the Mayor opened it, well done team".
    """
    deed, target = meeting.words
    if done == "congratulate" and target.start() < deed.start():
        return target.end(), meeting.place[1]
    return meeting.gap
