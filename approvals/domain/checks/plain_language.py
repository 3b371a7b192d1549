"""Words and sentences that people without a law degree follow (guidelines 7, 8, 10)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from approvals.domain.findings import Finding
from approvals.domain.lexicon import alternatives
from approvals.domain.packs import load
from approvals.domain.phrases import folded
from approvals.domain.sentences import Place, is_quoted, sentence_of, sentences, within
from approvals.domain.severity import Severity
from approvals.domain.subject import LISTING, Subject, View
from approvals.domain.tongues import base

CODE = "plain-language"
GUIDELINES = (7, 8, 10)
LEVEL = Severity.ADVISE
EXEMPT = ("judgment", "obituary")  # their words are those of others
FEW_ACRONYMS = 3
WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
HAN = re.compile("[\u3400-\u9fff]")
BREAKS = re.compile(r"[;；:：]\s|\n|[•▪·–—]\s")
SPELT_OUT = re.compile(
    r"\b(?:stands? for|short for|abbreviat\w+|sigles?|abreviatur\w+|siglas?|abbreviazion\w+|stehen? fur|abkurzung\w*|"
    r"сокращени\w+|расшифров\w+|kisaltma\w*)\b|简称|缩写|اختصار"
)
SHOUTED = re.compile(r"(?<![^\W_])[A-ZÀ-ÞА-ЯЁ]{2,}(?: [A-ZÀ-ÞА-ЯЁ]{2,})+(?![^\W_])")  # words in capitals side by side
NAMED = re.compile(r"(?<![^\W_])[A-ZÀ-ÞА-ЯЁ][^\W\d_]*[a-zß-ÿа-яё] [A-ZÀ-ÞА-ЯЁ][^\W\d_]*[a-zß-ÿа-яё]\Z")  # of a name
ACRONYM = re.compile(r"(?<![\w@#./-])[A-ZÀ-ÞА-ЯЁ]{3,6}(?![\w@./-])")
GLOSS = re.compile(
    r"\s?[\"'»]?\s?(?:[(（:=：]|-\s|means\b|, (?:that is|i\.e|c'est-a-dire|es decir|cioe|ou seja|also|d\.h)|"
    r"，即|，也就是)"
)


def run(subject: Subject) -> Iterator[Finding]:
    """Advice on words of the law, long sentences, and short forms that nothing explains."""
    if subject.draft.kind in EXEMPT:
        return
    for view in subject.views:
        if view.name == "text" or view.name.startswith("text:"):
            yield from _jargon(subject, view)
            yield from _long(subject, view)
            yield from _acronyms(subject, view)


def _jargon(subject: Subject, view: View) -> Iterator[Finding]:
    for start, end, instead in _hard(subject, view):
        if not _explained(subject, view, start, end) and not NAMED.search(view.text, *_word_before(view, start, end)):
            reason, params = ("jargon-say", {"instead": instead}) if instead else ("jargon", {})
            yield Finding(CODE, GUIDELINES, LEVEL, reason, view.span(start, end), "", params)


def _hard(subject: Subject, view: View) -> Iterator[tuple[int, int, str]]:
    """Words that few know: their place, and what could be said instead."""
    for table in ("latin", "jargon"):
        yield from ((*row.span(), "") for row in subject.phrases(view, CODE, table))
    for language in subject.tongues(view):
        for match in _pattern(language).finditer(view.folded.text):
            yield (*match.span(), _instead(language, match[0]))


@cache
def _pattern(language: str) -> re.Pattern[str]:
    return alternatives(folded(row["find"]) for row in load("plain").get(language, ()))


def _instead(language: str, words: str) -> str:
    rows = (row for row in load("plain")[language] if alternatives([folded(row["find"])]).fullmatch(words))
    return next((str(row["say"]) for row in rows), "")


def _explained(subject: Subject, view: View, start: int, end: int) -> bool:
    """Whether the word is quoted, explained or a glossary's entry; in teaching, whether its sentence explains."""
    text = view.folded.text
    if GLOSS.match(text, end) or is_quoted(text, start, end) or text[:start].rstrip(" \t").endswith(("(", "（", "#")):
        return True
    first, last = sentence_of(text, start)
    return any(first <= row.start() < last for row in subject.phrases(view, CODE, "explained"))


def _word_before(view: View, start: int, end: int) -> Place:
    """The author's characters of a word and of the one before it."""
    first, last = view.folded.span(start, end)
    return max(0, view.text.rfind(" ", 0, max(0, first - 1)) + 1), last


def _long(subject: Subject, view: View) -> Iterator[Finding]:
    language = base(subject.draft.language)
    most = load("plain")["longest"].get(language)
    if not most or subject.draft.kind in LISTING or len(view.folded.text) <= most:
        return
    for start, end in sentences(view.folded.text):
        for first, last in _parts(view.folded.text, start, end):
            count = _length(view.folded.text[first:last], language)
            if count > most:
                reason = "long-sentence-characters" if language == "zh" else "long-sentence"
                yield Finding(CODE, GUIDELINES, LEVEL, reason, view.span(first, last), "", {"count": str(count)})


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence cut where a reader rests: at semicolons, colons and the points of a list."""
    for cut in (*(match.end() for match in BREAKS.finditer(text, start, end)), end):
        if text[start:cut].strip():
            left = len(text[start:cut]) - len(text[start:cut].lstrip())
            yield start + left, start + len(text[start:cut].rstrip())
        start = cut


def _length(text: str, language: str) -> int:
    return len(HAN.findall(text)) if language == "zh" else len(WORD.findall(text))


def _acronyms(subject: Subject, view: View) -> Iterator[Finding]:
    """Several short forms none of which is explained. A text in capitals has none."""
    text = view.text
    letters = [char for char in text if char.isalpha()]
    if (
        SPELT_OUT.search(view.folded.text)
        or subject.draft.kind in LISTING
        or sum(map(str.isupper, letters)) > len(letters) / 2
    ):
        return
    known = load("plain")["known"]["all"]
    shouted = [match.span() for match in SHOUTED.finditer(text)]
    rows = [m for m in ACRONYM.finditer(text) if m[0].lower() not in known and not _defined(text, m)]
    rows = [m for m in rows if not within(shouted, *m.span())]
    if len({match[0] for match in rows}) >= FEW_ACRONYMS:
        start = view.folded.text.find(rows[0][0].lower())
        yield Finding(
            CODE, GUIDELINES, LEVEL, "acronyms", view.span(start, start + len(rows[0][0])) if start >= 0 else None
        )


def _defined(text: str, match: re.Match[str]) -> bool:
    around = text[max(0, match.start() - 2) : match.start()] + "|" + text[match.end() : match.end() + 3]
    return "(" in around or "（" in around
