"""How a post sounds: no shouting, no crowd of emoji, no slang, no bait (guidelines 5, 18, 33)."""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

from approvals.domain.findings import Finding, Span
from approvals.domain.severity import Severity
from approvals.domain.subject import LISTING, Subject, View

CODE = "tone"
GUIDELINES = (5, 18, 33)
LEVEL = Severity.ADVISE
MOST_EMOJI = 2
EXCLAMATION = re.compile("[!！]")
MARKS = 2
# One picture as people see it: a family is one, a flag is one, a digit alone is none.
EMOJI = regex.compile(
    r"\p{RI}\p{RI}|[\p{Extended_Pictographic}--[©®™]](?:\ufe0f|\p{EMod}|[\U000e0020-\U000e007f]+|\u200d\p{Extended_Pictographic})*",
    regex.V1,
)
FLAG = regex.compile(r"\p{RI}\p{RI}|\U0001f3f4")
UNFIT = frozenset("🤯😂🤣😹🤬😡😠🤮🤢💩🖕😜😝🤪😏🙄🤡😈👿💀🔥💅🍆🍑😍🥵🥴🤑🤦🤷😎🤩🥳💋👊🖤🙈🙊👀🍿💸💰🤫🫠🫣😱")
NO_WORDS = re.compile(r"https?://\S+|www\.\S+|[#＃@＠]\S+|\b[\w.-]{1,80}\.(?:example|org|com|net)\S*")
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
DRAWN_OUT = re.compile(r"([^\W\d_xхw某×ـ])\1{3,}", re.IGNORECASE)
SHOUTED = 0.6  # of all letters that have a case
LONG = 4  # letters from which a word in capitals is no acronym
FEWEST = 3  # such words


def run(subject: Subject) -> Iterator[Finding]:
    """A hint for exclamation marks, capitals, emoji, slang and bait. Names of surfaces other than texts are skipped."""
    for view in subject.views:
        if view.name == "text" or view.name.startswith(("text:", "option", "card")):
            for reason, span in (*_exclaimed(view), *_shouted(subject, view), *_drawn_out(view), *_pictured(view)):
                yield Finding(CODE, GUIDELINES, LEVEL, reason, span)
            for table in ("slang", "bait"):
                for match in subject.phrases(view, CODE, table):
                    yield Finding(CODE, GUIDELINES, LEVEL, f"tone-{table}", view.span(*match.span()))


def _exclaimed(view: View) -> Iterator[tuple[str, Span]]:
    """From the last mark back to the one before it."""
    marks = [match.start() for match in EXCLAMATION.finditer(view.text)]
    if len(marks) >= MARKS:
        yield "tone-exclamation", Span(view.name, marks[1], marks[1] + 1)


def _shouted(subject: Subject, view: View) -> Iterator[tuple[str, Span]]:
    """Texts mostly in capitals. Lists of names and a heading above a text are usual; acronyms do not count."""
    if subject.draft.kind in LISTING:
        return
    words = list(WORD.finditer(NO_WORDS.sub(lambda match: " " * len(match[0]), view.text)))
    loud = [word for word in words if word[0].isupper() and len(word[0]) >= LONG]
    if len(loud) < FEWEST:
        return
    letters = [char for word in words for char in word[0] if char.isupper() or char.islower()]
    if sum(map(str.isupper, letters)) > SHOUTED * len(letters):
        yield "tone-capitals", Span(view.name, loud[0].start(), loud[0].end())


def _drawn_out(view: View) -> Iterator[tuple[str, Span]]:
    """A letter written four times or more, as in "sooooo". Signs that stand for something left out do not count."""
    text = NO_WORDS.sub(lambda match: " " * len(match[0]), view.text)
    yield from (("tone-slang", Span(view.name, *match.span())) for match in DRAWN_OUT.finditer(text))


def _pictured(view: View) -> Iterator[tuple[str, Span]]:
    pictures = [match for match in EMOJI.finditer(view.text) if not FLAG.match(match[0])]
    odd = [match for match in pictures if match[0][0] in UNFIT]
    found = next(iter(odd), None) or (pictures[MOST_EMOJI] if len(pictures) > MOST_EMOJI else None)
    if found:
        yield "tone-emoji", Span(view.name, found.start(), found.end())
