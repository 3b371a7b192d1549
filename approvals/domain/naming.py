"""Which of a court's judges a text names: by the whole name, or by the surname after a title of the office."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from approvals.domain.fold import fold
from approvals.domain.personal.judges import ENDING, WORD, titles

Name = tuple[str, str]  # first names, surname
OFFICES = (
    "judge justice lord lady president juge président présidente juez jueza magistrado magistrada presidente "
    "presidenta giudice juiz juíza richter richterin präsident präsidentin hâkim yargıç başkan başkanı судья судьи "
    "судью председатель القاضي القاضية الرئيس الرئيسة المستشار hakim ketua 판사"
)


def named(texts: Iterable[str], names: Mapping[int, Name]) -> set[int]:
    """Ids of those whom one of the texts names."""
    folded = [fold(text).text for text in texts if text]
    patterns = {key: pattern for key, name in names.items() if (pattern := _pattern(name))}
    return {key for key, pattern in patterns.items() if any(pattern.search(text) for text in folded)}


@cache
def _pattern(name: Name) -> re.Pattern[str] | None:
    first, last = (WORD.findall(fold(part).text) for part in name)
    if not last:
        return None
    if last[0][0] >= "\u3400":
        return re.compile(re.escape("".join([*last, *first]))) if first else None
    surname = r"\s+".join(map(re.escape, last))
    before = [re.escape(title) for title in sorted(titles() | set(fold(OFFICES).text.split()))]
    before += [rf"{re.escape(one)}(?:\s+\S+)?" for one in first]
    return re.compile(rf"(?<!\w)(?:{'|'.join(before)})\.?\s+{surname}{ENDING}(?!\w)")
