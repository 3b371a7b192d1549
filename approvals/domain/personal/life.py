"""Dates of birth and home addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from approvals.domain.packs import load
from approvals.domain.personal.nearby import listed, near, words

YEAR = r"((?:19|20)[0-9]{2})"
DAY = r"(?:st|nd|rd|th|er|o|°|\.)?"
OF = r"(?:de\s|of\s)?"
DATES = (
    re.compile(rf"[0-9]{{1,2}}\s?[./\-]\s?[0-9]{{1,2}}\s?[./\-]\s?{YEAR}"),
    re.compile(rf"{YEAR}[./\-][0-9]{{1,2}}[./\-][0-9]{{1,2}}"),
    re.compile(rf"[0-9]{{1,2}}{DAY}\s{OF}[^\W\d_]{{3,12}}\.?,?\s{OF}{YEAR}"),
    re.compile(rf"[^\W\d_]{{3,9}}\s[0-9]{{1,2}}(?:st|nd|rd|th)?,?\s{YEAR}"),
    re.compile(rf"{YEAR}\s?年\s?[0-9]{{1,2}}\s?月\s?[0-9]{{1,2}}"),
)
UNLESS = listed(
    ["if", "before", "after", "earlier", "later", "anyone", "si", "avant", "apres", "antes", "despues", "se", "prima",
     "dopo", "depois", "wenn", "vor", "nach", "wer", "если", "до", "после", "eger", "once", "sonra", "اذا", "قبل",
     "بعد", "如果", "之前", "之后", "以前", "以后", "大楼", "建筑", "楼房"]
)  # fmt: skip
CAPITALISED = re.compile(r"[^\W\d_a-zа-я][^\W\d_A-ZА-Я]+(?:\s[^\W\d_]{1,3})?\s[^\W\d_a-zа-я][^\W\d_A-ZА-Я]+")
BEARER = re.compile(r"(?<![^\W_])(?:mr|mrs|ms|miss|madam)\.? [a-z' -]{2,40}?,? of (?=\d)")
CASELESS = re.compile("[\u0600-\u06ff\u3400-\u9fff]")


def births(text: str, source: str, year: int) -> Iterator[tuple[int, int]]:
    """Places of full dates of birth beside a person, within a lifetime of `year`; `source` is the author's text."""
    if not (CAPITALISED.search(source) or CASELESS.search(source) or words("person").search(text)):
        return
    for pattern in DATES:
        for match in pattern.finditer(text):
            start, end = match.span()
            said = near(text, words("birth"), start, end, before=25, after=14)
            if said and year - 100 <= int(match[1]) <= year and not near(text, UNLESS, start, end, before=40, after=12):
                yield start, end


@cache
def streets() -> re.Pattern[str]:
    """A street with its number, as addresses are written."""
    return re.compile("|".join(f"(?:{row})" for row in load("personal")["streets"]["all"]))


def homes(text: str) -> Iterator[tuple[int, int]]:
    """Places where somebody is said to live at a street and number."""
    for match in BEARER.finditer(text):
        if street := streets().match(text, match.end()):
            yield street.span()
    for match in words("resides").finditer(text):
        left = text[max(0, match.start() - 25) : match.start()]
        if words("institution").search(left):
            continue
        after = streets().search(text, match.end(), match.end() + 110)
        before = list(streets().finditer(text, max(0, match.start() - 110), match.start()))
        if after and _same_sentence(text[match.end() : after.start()]):
            yield after.span()
        elif before and _same_sentence(text[before[-1].end() : match.start()]):
            yield before[-1].span()


def _same_sentence(between: str) -> bool:
    return len(between) < 60 and not re.search(r"[!?\n。！？]|[^\W\d_]{4}\.\s", between)
