"""Whether a pack fits the checks, and the rulebook that packs and a court's own rules make together."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache

from approvals.domain.phrases import EVERY, folded, tables
from approvals.domain.places import BadPack, PackSeverity, PackWords, Place, place
from approvals.domain.review import LEVELS
from approvals.domain.rulebook import OwnWord, Rulebook, may_weigh
from approvals.domain.severity import Severity

LANGUAGES = (*["en", "fr", "es", "it", "pt", "zh", "ar", "ru", "tr", "de", "ko", "ro", "hr", "ms", "id"], EVERY)
DOMAIN = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+\Z")


def problems(code: str) -> list[BadPack]:
    """Everything that is wrong with the pack `code`; nothing where it may be used."""
    try:
        found = place(code)
    except BadPack as error:
        return [error]
    return [BadPack(code, key, problem) for key, problem in misfits(found)]


@cache
def sound(code: str) -> Place:
    """The pack `code`. Raises BadPack where anything in it is wrong."""
    for problem in problems(code):
        raise problem
    return place(code)


def misfits(pack: Place) -> Iterator[tuple[str, str]]:
    """Entries of a pack that do not fit the checks: the key of each, and why."""
    for language in pack.languages:
        if language not in LANGUAGES:
            yield "languages", f"{language} is no language of the checks"
    for words in pack.words:
        yield from ((words.key, problem) for problem in _of_words(words))
    for change in pack.severities:
        yield from ((change.key, problem) for problem in _of_severity(change))
    for body in pack.bodies:
        yield from ((body.key, f"{domain} is no domain") for domain in body.domains if not DOMAIN.match(domain))


def _of_words(entry: PackWords) -> Iterator[str]:
    if entry.check not in LEVELS:
        yield f"there is no check {entry.check}"
    elif (entry.check, entry.table) not in tables():
        yield f"the check {entry.check} has no table {entry.table}"
    if entry.language not in LANGUAGES:
        yield f"{entry.language} is no language of the checks"
    for words in entry.words:
        if not _is_pattern(words):
            yield f"{words} is no pattern, or one that matches nothing at all"


def _is_pattern(words: str) -> bool:
    """Whether it can be read, and does not stand in an empty text."""
    try:
        return re.compile(folded(words)).match("") is None
    except (re.error, RecursionError):
        return False


def _of_severity(entry: PackSeverity) -> Iterator[str]:
    if entry.check not in LEVELS:
        yield f"there is no check {entry.check}"
    elif not may_weigh(entry.check, LEVELS[entry.check], entry.level):
        yield f"{entry.check} may not be weighed as {entry.level}"


def rulebook(
    packs: Collection[str], own: Iterable[OwnWord] = (), severities: Iterable[tuple[str, Severity]] = ()
) -> Rulebook:
    """One rulebook of all. Of two packs the graver weight holds; the court's own holds above both. Raises BadPack."""
    weights: dict[str, Severity] = {}
    for change in (change for code in sorted(packs) for change in sound(code).severities):
        known = weights.get(change.check, change.level)
        weights[change.check] = max(known, change.level, key=lambda severity: severity.rank)
    weights |= dict(severities)
    return Rulebook(tuple(sorted(packs)), tuple(own), tuple(sorted(weights.items())))
