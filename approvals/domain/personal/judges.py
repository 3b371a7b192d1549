"""Where a text speaks of one particular judge: by a name of the roster, or by the office beside a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from approvals.domain.fold import fold
from approvals.domain.personal.clauses import Words
from approvals.domain.spellings import folded_words
from approvals.domain.subject import Subject, View

CHECK = "judge-privacy"
WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
ENDING = r"(?:а|у|ым|ои|е|ом|ого|ому|ую|'?[a-z]{1,5}|s|'s)?"
CASELESS = re.compile("[\u0600-\u06ff\u3400-\u9fff]")
SURNAME = re.compile("[\u3400-\u9fff]{1,4}$")


def judges(subject: Subject, view: View) -> list[Words]:
    """Places of judges in folded text, by place: those of the matters by name, any other by office and name."""
    found = list(_rostered(subject, view))
    found += [word for word in subject.phrases(view, CHECK, "office") if _is_person(view, word)]
    found += subject.phrases(view, CHECK, "this_judge")
    return sorted(found, key=lambda word: word.start())


def witnesses(subject: Subject, view: View) -> list[Words]:
    """Places of those who are to be heard in a matter, by their surnames."""
    people = (party for matter in subject.context.matters for party in matter.parties)
    names = frozenset(party.name for party in people if party.kind == "witness")
    return list(_named(names, view))


def _rostered(subject: Subject, view: View) -> Iterator[Words]:
    return _named(frozenset(name for matter in subject.context.matters for name in matter.judges), view)


def _named(names: frozenset[str], view: View) -> Iterator[Words]:
    if names and (pattern := _roster(names)):
        yield from pattern.finditer(view.folded.text)


@cache
def _roster(names: frozenset[str]) -> re.Pattern[str] | None:
    rows = []
    for name in sorted(names):
        words = [word for word in WORD.findall(fold(name).text) if word not in titles()]
        if not words:
            continue
        if words[0][0] >= "\u3400":
            rows.append(re.escape("".join(words)))
        elif len(words[-1]) > 3:
            rows.append(rf"(?<![^\W_]){re.escape(words[-1].rstrip('аяои'))}{ENDING}(?![^\W_])")
    return re.compile("|".join(rows)) if rows else None


@cache
def titles() -> frozenset[str]:
    """What stands before a judge's name, in comparing form."""
    return folded_words("names", "titles") | {"justice", "judge", "lady", "lord", "president"}


def _is_person(view: View, office: Words) -> bool:
    """Whether a name stands beside the office: a word with a capital, or any where a script has none."""
    end = view.folded.span(office.start(), office.end())[1]
    if office[0][0] >= "\u3400":
        return True
    right = re.match(r"[ ,]{1,2}((?:\w{1,2}\.\s?){0,2}[^\W\d_][\w'-]*)", view.text[end : end + 40])
    if right is None:
        return False
    return bool(CASELESS.match(right[1])) or right[1][:1].isupper()
