"""Docket numbers and citations: candidates by country pattern, and the court's own numbers however they are typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from approvals.domain import check_digits
from approvals.domain.court_patterns import found
from approvals.domain.docket_forms import compiled, forms
from approvals.domain.findings import DocketForms
from approvals.domain.fold import Folded, compat, fold
from approvals.domain.scripts import HAN

REACH = 60  # characters around a digit within which a pattern may lie; the longest docket has 55
GAP = 24  # characters between two numbers of one docket at most: "4821 لسنة 95"
MOST_GROUPS = 6
OWN = "own"  # the code of every pattern that a court made
NUMBER = re.compile(r"\d+")
HAN_FIRST = "\u3400"
FREE = rf"(?<![^\W_{HAN}])", rf"(?![^\W_{HAN}])"  # no letter or digit beside it, Chinese apart, which has no spaces
GROUP = re.compile(r"\d+|[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something in the form of a docket: its pattern's code and the author's characters `start` to `end`."""

    code: str
    text: str
    start: int
    end: int
    valid: bool = True  # False where its check digits are wrong


def hits(text: str, countries: frozenset[str] | None = None) -> list[Candidate]:
    """Everything in `text` that has the form of a docket of `countries` (all when None), by place.

    Linear in the text: only the neighbourhood of digits is searched, and no pattern repeats without bound.
    """
    codes = [form.code for form in forms().values() if countries is None or form.country in countries]
    return _by_place(_known_forms(compat(text), codes, loose=False))


def own_hits(text: str, own: DocketForms) -> list[Candidate]:
    """Everything in `text` that has a form of the court's own, however it is typed, by place.

    Raises court_patterns.Unusable for a court's pattern that RE2 does not take: then the check has failed.
    """
    plain = compat(text)
    codes = [code for code in forms() if code in own.codes]
    return _by_place([*_known_forms(plain, codes, loose=True), *_court_made(plain, own.patterns)])


def _by_place(rows: Iterable[Candidate]) -> list[Candidate]:
    return sorted(rows, key=lambda c: (c.start, -c.end, c.code))


def _known_forms(plain: Folded, codes: list[str], *, loose: bool) -> Iterator[Candidate]:
    patterns = compiled(loose)
    for first, last in _near_digits(plain.text) if codes else ():
        part = plain.text[first:last]
        for code in codes:
            for match in patterns[code].finditer(part):
                start, end = plain.span(first + match.start(), first + match.end())
                yield Candidate(code, match[0], start, end, check_digits.right(code, match[0]))


def _court_made(plain: Folded, patterns: Iterable[str]) -> Iterator[Candidate]:
    for pattern in patterns:
        for start, end in found(pattern, plain.text):
            yield Candidate(OWN, plain.text[start:end], *plain.span(start, end))


def _near_digits(text: str) -> Iterator[tuple[int, int]]:
    begin = end = -1
    for match in NUMBER.finditer(text):
        if begin >= 0 and match.start() - REACH > end:
            yield begin, end
            begin = -1
        begin = max(0, match.start() - REACH) if begin < 0 else begin
        end = min(len(text), match.end() + REACH)
    if begin >= 0:
        yield begin, end


def number_keys(text: str) -> set[str]:
    """The rows of up to six numbers near each other in `text`, as index keys such as "#26/451"."""
    found = list(NUMBER.finditer(fold(text).text))
    keys = set[str]()
    for i in range(len(found)):
        row = [_bare(found[i][0])]
        _keep(keys, row)
        for before, match in pairwise(found[i : i + MOST_GROUPS]):
            if match.start() - before.end() > GAP:
                break
            row.append(_bare(match[0]))
            _keep(keys, row)
    return keys


def number_key(docket: str) -> str:
    """The index key of one docket or citation, among the `number_keys` of every text that has it; "" without one."""
    row = [_bare(match[0]) for match in NUMBER.finditer(fold(docket).text)]
    keys: set[str] = set()
    _keep(keys, row[:MOST_GROUPS])
    return next(iter(keys), "")


def _bare(number: str) -> str:
    return number.lstrip("0") or "0"


def _keep(keys: set[str], row: list[str]) -> None:
    if len(row) > 1 or sum(map(len, row)) > 4:
        keys.add("#" + "/".join(row))


@dataclass(frozen=True, slots=True)
class Lenient:
    """How a docket of the court may be typed: whole, and by its numbers alone (which need a case word beside them)."""

    whole: re.Pattern[str]
    numbers: re.Pattern[str] | None


def lenient(docket: str) -> Lenient | None:
    """Patterns, for folded text, of one docket in any case, with or without its spaces; None when it has no number."""
    groups = list(GROUP.finditer(fold(docket).text))
    numbered = [i for i, group in enumerate(groups) if group[0].isdigit()]
    if not numbered:
        return None
    whole = _typed(fold(docket).text, groups)
    core = groups[numbered[0] : numbered[-1] + 1]
    digits = sum(len(group[0]) for group in core if group[0].isdigit())
    alone = len(core) < len(groups) and len(core) > 1 and digits >= 4
    return Lenient(whole, _typed(fold(docket).text, core) if alone else None)


def _typed(text: str, groups: list[re.Match[str]]) -> re.Pattern[str]:
    parts = [_group(groups[0][0])]
    for before, group in pairwise(groups):
        between = text[before.end() : group.start()]
        parts += [_between(between, before[0].isdigit() and group[0].isdigit()), _group(group[0])]
    ends = groups[0][0][0] >= HAN_FIRST, groups[-1][0][-1] >= HAN_FIRST
    first, last = ("(?<![0-9a-z])" if ends[0] else FREE[0]), ("(?![0-9])" if ends[1] else FREE[1])
    return re.compile(first + "".join(parts) + last)


def _group(word: str) -> str:
    return "0*" + re.escape(_bare(word)) if word.isdigit() else re.escape(word)


def _between(text: str, numbers: bool) -> str:
    if numbers and text.strip():
        return r"\s?[-/.:_\\]\s?" if len(text.strip()) == 1 else r"[\s\W]{1,4}"
    return r"[\s\W]{1,3}" if numbers else r"[\s\W_]{0,3}"
