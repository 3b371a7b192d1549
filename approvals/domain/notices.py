"""What a notice of a case says, and sentences that name a case and say nothing of that kind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from approvals.domain.casetalk import Talk
from approvals.domain.sentences import Place
from approvals.domain.subject import Subject

# Kinds in which a court may chat. Lists, announcements and lessons have forms of their own.
SPEAKING = ("service-update", "reply", "repost")
NO_NOTICE = "no-notice"  # the reason of a finding
TABLE = "merits-comment", "notice"
ENOUGH = 6  # words beside the names; with fewer, nothing but a day is said
HAN_ENOUGH = 9
WORD = re.compile(r"[^\W\d_]+")
HAN = re.compile("[\u3400-\u9fff]")


def comments(subject: Subject, talk: Talk) -> Iterator[Place]:
    """Sentences with a mention that tell neither the course of a case, nor its place, nor who claims what."""
    if subject.draft.kind not in SPEAKING or not talk.mentions or _protected(talk):
        return
    notice = subject.phrases(talk.view, *TABLE)
    told = {talk.layout.number(row.start()) for row in notice if not talk.names(row)}
    for number in sorted(talk.sentences - told):
        start, end = talk.layout.places[number]
        if _says_something(talk, start, end):
            yield start, start + len(talk.view.folded.text[start:end].rstrip())


def _protected(talk: Talk) -> bool:
    return all(row.how == "protected" for row in talk.mentions)


def _says_something(talk: Talk, start: int, end: int) -> bool:
    """Whether there is more in a sentence than the names of the case."""
    rest = list(talk.view.folded.text[start:end])
    for row in talk.mentions:
        if start <= row.start < end:
            rest[row.start - start : row.end - start] = " " * (min(row.end, end) - row.start)
    text = "".join(rest)
    return len(HAN.findall(text)) >= HAN_ENOUGH or len(WORD.findall(text)) >= ENOUGH
