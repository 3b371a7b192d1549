"""Whether words that a court wants to add do what it thinks: they find its test sentence, and not everyday ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from approvals.domain.findings import Context, Draft, MatterFacts, Surface
from approvals.domain.fold import fold
from approvals.domain.lexicon import CJK, alternatives
from approvals.domain.pack_check import LANGUAGES
from approvals.domain.packs import load
from approvals.domain.phrases import EVERY, phrase_of, tables
from approvals.domain.review import CHECKS, review
from approvals.domain.rulebook import OwnWord, Rulebook

LONGEST, LONGEST_SENTENCE = 80, 300  # characters
FEWEST = 3  # letters; of Chinese words two
ORDINARY_MOST = 2  # of the ordinary sentences of a language
DOCKET = "26-0000"  # a test sentence that needs a case names this one, which is not decided
KINDS = ("service-update", "event", "education", "reply", "judgment", "hearing-list")
CASE = MatterFacts(code=DOCKET, docket=DOCKET, public_title="Example matter")
WHEN = datetime(2026, 11, 20, 9, tzinfo=UTC)  # a Friday, in no quiet period


def problem(word: OwnWord, sentence: str, rules: Rulebook) -> tuple[str, str] | None:
    """The field that is wrong and the code of the fault, or None where the word may be kept."""
    return _place(word) or _shape(word.words) or _too_common(word) or _proof(word, sentence, rules)


def tables_of(check: str) -> tuple[str, ...]:
    """The tables of a check to which words can be added."""
    return tuple(sorted(table for code, table in tables() if code == check))


def fitting(word: OwnWord, sentence: str, rules: Rulebook) -> tuple[str, ...]:
    """The other tables of the same check from which the words would find the sentence."""
    others = (replace(word, table=table) for table in tables_of(word.check) if table != word.table)
    return tuple(other.table for other in others if problem(other, sentence, rules) is None)


def _place(word: OwnWord) -> tuple[str, str] | None:
    if (word.check, word.table) not in tables():
        return "table", "no-table"
    return None if word.language in LANGUAGES else ("language", "no-language")


def _shape(words: str) -> tuple[str, str] | None:
    text = fold(words.removesuffix("*")).text
    if len(words) > LONGEST:
        return "words", "long"
    if "*" in text:
        return "words", "star"
    letters = sum(map(str.isalnum, text))
    return ("words", "short") if letters < (2 if CJK.search(text) else FEWEST) else None


def _too_common(word: OwnWord) -> tuple[str, str] | None:
    sentences: dict[str, list[str]] = load("ordinary")["sentences"]
    pattern = alternatives([phrase_of(word)])
    for language in sentences if word.language == EVERY else (word.language,):
        if sum(bool(pattern.search(fold(row).text)) for row in sentences.get(language, ())) > ORDINARY_MOST:
            return "words", "common"
    return None


def _proof(word: OwnWord, sentence: str, rules: Rulebook) -> tuple[str, str] | None:
    if not sentence or len(sentence) > LONGEST_SENTENCE:
        return "sentence", "sentence"
    if not alternatives([phrase_of(word)]).search(fold(sentence).text):
        return "sentence", "without-word"
    if any(_fires(word, sentence, rules, kind) for kind in KINDS):
        return "sentence", "fires-already"
    more = replace(rules, own=(*rules.own, word))
    return None if any(_fires(word, sentence, more, kind) for kind in KINDS) else ("sentence", "silent")


def _fires(word: OwnWord, sentence: str, rules: Rulebook, kind: str) -> bool:
    language = "" if word.language == EVERY else word.language
    draft = Draft(language, kind, (Surface("text", sentence),))
    context = Context(WHEN, (CASE,), rules=rules)
    checks = tuple(check for check in CHECKS if check.code == word.check)
    return any(finding.code == word.check for finding in review(draft, context, checks))
