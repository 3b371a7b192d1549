"""The questions that words cannot answer: which a post raises, by kind, findings, pictures and languages."""

from __future__ import annotations

from dataclasses import dataclass

# A pending case and a quiet period ask for the author's reason themselves: no question repeats them.
NEVER_ASKED = frozenset({"closure", "emergency"})  # there the minutes count
STANCE = frozenset(
    {
        "merits-comment", "fair-trial", "policy-opinion", "political-endorsement", "third-party-amplification",
        "outcome-mismatch", "party-contact", "personal-voice",
    }
)  # fmt: skip
DISPUTE = frozenset({"reply-debate", "respond-to-attack", "policy-opinion", "political-endorsement", "derogatory"})
MANNER = frozenset({"tone", "derogatory", "personal-voice", "reply-debate", "respond-to-attack"})
EXPOSURE = frozenset({"jigsaw-identification", "judge-privacy", "image-consent", "geolocation", "personal-data"})
REACH = frozenset({"accessible-media", "language-parity", "plain-language"})
FACTS = frozenset({"outcome-mismatch", "ai-disclosure", "fair-trial"})


@dataclass(frozen=True, slots=True)
class Question:
    """When one question is asked: for these kinds, these findings (of any level with `hints`), or people in pictures.

    `over` are the least versions in different languages that raise it by themselves; 0: languages raise it never.
    """

    key: str
    guidelines: tuple[int, ...]
    kinds: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    hints: bool = False
    people: bool = False
    over: int = 0
    aims: frozenset[str] = frozenset()


QUESTIONS: tuple[Question, ...] = (
    Question("aim", (1, 10), frozenset({"appointment", "event", "obituary"}), aims=frozenset({"trust"})),
    Question("favour", (15, 16, 23), frozenset({"judgment", "correction"}), STANCE),
    Question("source", (17, 20, 21), frozenset({"judgment", "statistics", "correction"}), FACTS),
    Question("aloud", (5, 18), frozenset({"obituary"}), MANNER, hints=True),
    Question("harm", (33, 34, 36), frozenset(), EXPOSURE, hints=True, people=True),
    Question("reach", (7, 8, 10), frozenset(), REACH, hints=True, over=2),
    Question("hostile", (22, 33), frozenset({"judgment"}), DISPUTE),
    Question("silence", (1, 6, 33), frozenset({"reply", "repost"}), DISPUTE),
)
BY_KEY = {question.key: question for question in QUESTIONS}


@dataclass(frozen=True, slots=True)
class Raised:
    """What a post is, as far as the questions ask: `codes` were found at any level, `grave` above advice."""

    kind: str
    aim: str
    codes: frozenset[str]
    grave: frozenset[str]
    peopled: bool  # a picture shows people
    languages: int


def asked(raised: Raised) -> tuple[Question, ...]:
    """The questions that the post raises, in their order. A closure or an emergency is held up by none."""
    if raised.kind in NEVER_ASKED:
        return ()
    return tuple(question for question in QUESTIONS if _asked(question, raised))


def _asked(question: Question, raised: Raised) -> bool:
    codes = raised.codes if question.hints else raised.grave
    return bool(
        raised.kind in question.kinds
        or raised.aim in question.aims
        or codes & question.codes
        or (question.people and raised.peopled)
        or (question.over and raised.languages >= question.over)
    )
