"""Sentences on one judge that say nothing of the office: of whom else than the private person?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from approvals.domain.personal.clauses import Clauses, Words
from approvals.domain.personal.judges import CHECK, judges
from approvals.domain.phrases import tables
from approvals.domain.references import references
from approvals.domain.subject import Subject, View

CHATTY = ("service-update", "reply", "repost")  # kinds in which a judge is spoken of without an occasion
CRITICISM = ("stop", "assault", "hostile", "brave", "virtue", "sneer")  # of judges under attack
ENOUGH = 5  # words beside a name that say something
OFFICE = "office_words"
WORD = re.compile(r"[^\W\d_]+")


def unofficial(subject: Subject, view: View) -> Iterator[tuple[str, int, int]]:
    """The name in each such sentence, in languages whose words of the office are known, where no case is spoken of."""
    if subject.draft.kind not in CHATTY or subject.draft.language[:2] not in tables()[CHECK, OFFICE]:
        return
    named = judges(subject, view)
    if not named or any(references(subject, view, matter) for matter in subject.context.matters):
        return
    if any(subject.phrases(view, "respond-to-attack", table) for table in CRITICISM):
        return
    for clause in Clauses(subject, view, CHECK).each(OFFICE, "deciding"):
        here = [word for word in named if clause.start <= word.start() < clause.end]
        said = len(WORD.findall(clause.text[clause.start : clause.end])) > ENOUGH + len(here)
        if here and said and not clause.has("deciding") and all(_in_name(word, here) for word in clause.of(OFFICE)):
            yield "judge-life", *here[0].span()


def _in_name(word: Words, names: list[Words]) -> bool:
    return any(word.start() < name.end() and name.start() < word.end() for name in names)
