"""Nobody is demeaned by a court: no insult, no ridicule, no contempt for those people (guidelines 18, 19)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from approvals.domain.answering import answers_person
from approvals.domain.findings import Finding
from approvals.domain.sentences import Place
from approvals.domain.severity import Severity
from approvals.domain.stretches import HAN, Found, Speech, doubles, inside, meetings, stretches
from approvals.domain.subject import Subject, View

CODE = "derogatory"
GUIDELINES = (18, 19)
LEVEL = Severity.BLOCK
Word = re.Match[str]
DISGUISED = re.compile(r"(?<![^\W_])[a-z]+[013457]+[a-z]+(?![^\W_])")  # a digit for a letter: 1d1ot
LEET = str.maketrans("013457", "oieast")
APART = 40  # characters between those meant and what is said of them
HAN_APART = 14
CLOSING = ("mock", "trait")
SENTENCE = 200  # a face that laughs closes what it laughs at
LONGEST = 60  # of a word of contempt
JOINED = 2  # a word right before those meant: "lazy tenants"
PAIRS = (  # who is meant, what is said of them
    ("people", "slight"),
    ("group", "slight"),
    ("those", "slight"),
    ("group", "burden"),
    ("those", "burden"),
    ("group", "scorn"),
    ("those", "scorn"),
    ("user", "trait"),
    *((who, "mock") for who in ("people", "group", "those", "user")),  # a face that laughs
)
TITLED = 30  # characters between "the novel" and its title, its author among them
WARY = ("group", "those")  # against whom readers are told to lock up what they have
EITHER_WAY = ("slight", "scorn", "mock", "trait")
ALONE = (("insult", "derogatory-insult"), ("ridicule", "derogatory-ridicule"))
IN_ANSWERS = ("person", "derogatory-ridicule")  # any judgement on the mind or character of whoever is answered
SAID_TO_HELP = ("group", "those")  # "help for people who do not understand" demeans nobody


def run(subject: Subject) -> Iterator[Finding]:
    """A block for insult, ridicule and contempt of a group; a question where a judgment or a quotation says it."""
    for view in subject.views:
        speech = Speech(view.folded.text)
        for reason, (start, end) in _words(subject, view):
            cited = speech.holds(start, end)
            if cited and (subject.draft.kind == "education" or _titles_a_work(subject, view, start)):
                continue
            told = cited or subject.draft.kind in ("judgment", "education")
            level = Severity.JUSTIFY if told else LEVEL
            yield Finding(CODE, GUIDELINES, level, "derogatory-told" if told else reason, view.span(start, end))


def _titles_a_work(subject: Subject, view: View, start: int) -> bool:
    """Whether a word for a novel or a film stands shortly before what is quoted."""
    return any(0 <= start - row.end() <= TITLED for row in subject.phrases(view, CODE, "work"))


def _words(subject: Subject, view: View) -> Iterator[tuple[str, Place]]:
    for match in subject.phrases(_spelled_out(view), CODE, "insult") if DISGUISED.search(view.folded.text) else ():
        yield "derogatory-insult", match.span()
    for table, reason in ALONE if not answers_person(subject) else (*ALONE, IN_ANSWERS):
        for match in subject.phrases(view, CODE, table):
            yield reason, match.span()
    if subject.draft.kind == "scam-warning":  # says of cheats that they cheat
        return
    for who in WARY:
        guards = subject.phrases(view, CODE, "guard")
        meant = subject.phrases(view, CODE, who) if guards else []
        for meeting in meetings(doubles(view.folded.text) if meant else [], guards, meant):
            yield "derogatory-group", meeting.span
    for who, what in PAIRS:
        said = subject.phrases(view, CODE, what)
        meant = subject.phrases(view, CODE, who) if said else []
        first = what in EITHER_WAY or "ar" in subject.tongues(view)  # Arabic puts the verb first
        for people, word in _meetings(subject, view, (who, what), meant, said) if meant else ():
            if first or people.start() <= word.start():
                yield "derogatory-group", (min(people.start(), word.start()), max(people.end(), word.end()))


def _spelled_out(view: View) -> View:
    """The same surface with letters for the digits inside its words, each in its place."""
    text = DISGUISED.sub(lambda match: match[0].translate(LEET), view.folded.text)
    return replace(view, name=f"{view.name} spelled out", folded=replace(view.folded, text=text))


def _meetings(
    subject: Subject, view: View, pair: tuple[str, str], meant: Found, said: Found
) -> Iterator[tuple[Word, Word]]:
    text, (who, what) = view.folded.text, pair
    helps = subject.phrases(view, CODE, "help") if who in SAID_TO_HELP else []
    for place in stretches(text):
        if not inside(helps, place):
            apart = HAN_APART if HAN.search(text, *place) else APART
            yield from _near(inside(meant, place), inside(said, place), SENTENCE if what in CLOSING else apart)


def _near(meant: Found, said: Found, apart: int) -> Iterator[tuple[Word, Word]]:
    """The nearest word of contempt within or behind each of those meant, or right before them."""
    for people in meant:
        behind = inside(said, (people.start(), people.end() + apart + 1))
        before = [word for word in inside(said, (people.start() - LONGEST, people.start())) if _ends_at(word, people)]
        if nearest := [*behind[:1], *before]:
            yield people, nearest[0]


def _ends_at(word: Word, people: Word) -> bool:
    return 0 <= people.start() - word.end() <= JOINED
