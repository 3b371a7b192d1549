"""Dates, days of the week and words such as tomorrow, where they stand in a folded text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from approvals.domain.fold import fold
from approvals.domain.packs import load
from approvals.domain.phrases import Reading, Words, apart, folded

GREGORIAN, HIJRI = "gregorian", "hijri"
ORDINAL = r"(?:\s?(?:st|nd|rd|th|er|re|o|a|e|-?го|-?е|'?inci))?\.?"
OF = r"(?:of |de |del |di |do |d'|من )?"
YEAR = r"(?:1[5-9]\d\d|20\d\d)"
CENTURY = 2000
ERAS = {"民国": 1911, "令和": 2018, "平成": 1988}
JOIN = r"(?:-|,|&|/|~|to|and|or|au|et|ou|al|y|e|ed|a|bis|und|oder|по|и|до|ile|ve|الي|حتي|و|sampai|dan|do|si|pana la)"
THE = r"(?:the |le |el |il |den |dem |am |o |dia |يوم |в |на )?"
NUMERIC = re.compile(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2((?:19|20)\d\d|\d\d)(?![./-]?\d)")
SHORT = re.compile(r"(?<![\d./-])(\d{1,2})(?:/(\d{1,2})(?![\d/])|\.(\d{1,2})\.(?!\d))")
ISO = re.compile(r"(?<![\d./-])(\d{4})-(\d{2})-(\d{2})(?![\d-])")
HAN = re.compile(r"(?:(民国|令和|平成|公元)?\s?(\d{2,4})年)?\s?(?<!\d)(\d{1,2})月\s?(\d{1,2})[日号]")
HAN_MORE = re.compile(r"\s?(?:[（(][^（）()]{1,6}[）)])?\s?(?:至|到|-|—|~|、|和|及|与)\s?(\d{1,2})[日号]")
HANGUL = re.compile(
    r"(?:(\d{4})Y\s?)?(\d{1,2})M\s?(\d{1,2})D".replace("Y", fold("년").text)
    .replace("M", fold("월").text)
    .replace("D", fold("일").text)
)
TURN_OF_HIJRI = 1948440 - 385


@dataclass(frozen=True, slots=True)
class Dated:
    """A date at folded characters `start` to `end`. `days` are (month, day) as it may be read; `year` 0: not said.

    `group` has the days that stand together without a day of the week between them, such as 24 and 25 of "24-25 May".
    """

    start: int
    end: int
    days: tuple[tuple[int, int], ...]
    year: int = 0
    calendar: str = GREGORIAN
    group: tuple[int, ...] = ()
    sure: bool = True  # its form is that of a date and of nothing else

    @property
    def day(self) -> int:
        return self.days[0][1]


@dataclass(frozen=True, slots=True)
class Word:
    """A day of the week (`value` 0 is Monday), or a word for a day `value` days after publication."""

    start: int
    end: int
    value: int


@cache
def _numbers(table: str) -> dict[str, int]:
    """Each name of a month and its number."""
    rows = load("calendar")[table].values()
    return {fold(name).text: number for row in rows for number, names in enumerate(row, 1) for name in names.split("|")}


def _names(table: str, language: str = "") -> str:
    rows = load("calendar")[table]
    chosen = [rows[language]] if language else rows.values()
    names = {fold(name).text for row in chosen for names in row for name in names.split("|")}
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


@cache
def _day_month() -> re.Pattern[str]:
    year = rf"(?:\.?\s?,?\s?(?:de |del |of |do )?({YEAR})(?![\d:])(?:\s?г(?:\.|ода)?)?)?"
    return re.compile(rf"(?<![\d/:.])(?<!\d,)(\d{{1,2}}){ORDINAL}[\s-]{{0,2}}{OF}({_names('months')})(?![^\W_]){year}")


@cache
def _month_day() -> re.Pattern[str]:
    more = r"((?:\s?(?:-|&|,? ?and|,? ?to)\s?\d{1,2}(?:st|nd|rd|th)?(?![\d:.]|\s?(?:am|pm|[a-z]{3})))*)"
    return re.compile(
        rf"(?<![^\W_])({_names('months', 'en')})\.?\s(?:the )?(\d{{1,2}})(?:st|nd|rd|th)?"
        rf"(?![\d:%]|[.,]\d|\s?(?:am|pm|o'clock)\b){more}(?:,?\s({YEAR})(?!\d))?"
    )


@cache
def _hijri() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\d)(\d{{1,2}})\s(?:من )?(?:شهر )?({_names('hijri')})(?![^\W_])"
        r"(?:\s(?:عام |سنه |لعام )?(1[34]\d\d))?(?:\s?ه\w{0,5})?"
    )


@cache
def _before() -> re.Pattern[str]:
    """What ends where a date begins, when the month is said once for several days: "24 and", "Tuesday 24 to Friday"."""
    return re.compile(rf"(?<![\d,/:.-])(\d{{1,2}}){ORDINAL}\s?,?\s?{JOIN}\s?{THE}(?:({_weekday_names()}),?\s?{THE})?\Z")


def dates(text: str) -> list[Dated]:
    """Every date of a folded text by place; none overlaps another."""
    if not any(map(str.isdigit, text)):
        return []
    rows = [*_han(text), *_numeric(text), *_with_day_first(text), *_with_month_first(text), *_islamic(text)]
    found: list[Dated] = []
    for row in sorted(rows, key=lambda row: row.start):
        if not found or row.start >= found[-1].end:
            found.append(row)
    return found


def _han(text: str) -> Iterator[Dated]:
    for match in HAN.finditer(text) if "月" in text else ():
        era, year, month, day = match[1] or "", int(match[2] or 0), int(match[3]), int(match[4])
        yield (one := Dated(*match.span(), ((month, day),), _western(era, year)))
        at = match.end()
        while more := HAN_MORE.match(text, at):
            yield replace(one, start=more.start(1), end=more.end(), days=((month, int(more[1])),))
            at = more.end()
    for match in HANGUL.finditer(text):
        yield Dated(*match.span(), ((int(match[2]), int(match[3])),), int(match[1] or 0))


def _western(era: str, year: int) -> int:
    if not year or year >= 1000:
        return year
    return year + ERAS.get(era, CENTURY if year < 100 else ERAS["民国"])


def _numeric(text: str) -> Iterator[Dated]:
    for match in ISO.finditer(text):
        yield Dated(*match.span(), ((int(match[2]), int(match[3])),), int(match[1]))
    for match in NUMERIC.finditer(text):
        if days := _either_way(int(match[1]), int(match[3])):
            yield Dated(*match.span(), days, _western("公元", int(match[4])), sure=len(match[4]) == 4)
    for match in SHORT.finditer(text):
        days = _either_way(int(match[1]), int(match[2] or match[3]))
        if match[3]:  # with points the day comes first: "8.30." is an hour at the end of a sentence
            days = tuple(one for one in days if one[0] == int(match[3]))
        if days:
            yield Dated(*match.span(), days, sure=False)


def _either_way(first: int, second: int) -> tuple[tuple[int, int], ...]:
    """Month and day of two numbers, the day first and last, where they can be one."""
    rows = dict.fromkeys(((second, first), (first, second)))
    return tuple((month, day) for month, day in rows if 1 <= month <= 12 and 1 <= day <= 31)


def _with_day_first(text: str) -> Iterator[Dated]:
    for match in _day_month().finditer(text):
        month, day = _numbers("months")[match[2]], int(match[1])
        if 1 <= day <= 31:
            yield from _with_earlier(text, Dated(*match.span(), ((month, day),), int(match[3] or 0)))


def _with_earlier(text: str, last: Dated) -> list[Dated]:
    """A date and the days before it that share its month, each with the days that no day of the week parts from it."""
    month, start, groups = last.days[0][0], last.start, [[last]]
    for _ in range(8):
        shift = max(0, start - 48)
        match = _before().search(text[shift:start])
        if not match or not 1 <= int(match[1]) <= 31:
            break
        start = shift + match.start(1)
        row = replace(last, start=start, end=shift + match.end(1), days=((month, int(match[1])),))
        if match[2]:
            groups.append([row])
        else:
            groups[-1].append(row)
    return [replace(row, group=tuple(one.day for one in group)) for group in groups for row in group]


def _with_month_first(text: str) -> Iterator[Dated]:
    for match in _month_day().finditer(text):
        month, day = _numbers("months")[match[1]], int(match[2])
        if 1 <= day <= 31:
            group = (day, *map(int, re.findall(r"\d+", match[3])))
            yield Dated(*match.span(), ((month, day),), int(match[4] or 0), group=group)


def _islamic(text: str) -> Iterator[Dated]:
    for match in _hijri().finditer(text):
        if 1 <= int(match[1]) <= 30:
            day = (_numbers("hijri")[match[2]], int(match[1]))
            yield Dated(*match.span(), (day,), int(match[3] or 0), HIJRI)


def islamic(year: int, month: int, day: int) -> date:
    """The day by the reckoned calendar: the sky may put it a day earlier or later."""
    number = (11 * year + 3) // 30 + 354 * year + 30 * month - (month - 1) // 2 + day + TURN_OF_HIJRI
    return date.fromordinal(number - 1721425)


def _weekday_names() -> str:
    rows = load("calendar")["weekdays"].values()
    return "|".join(dict.fromkeys(fold(name).text if name.isalpha() else name for row in rows for name in row))


def weekdays(text: str) -> list[Word]:
    """Every day of the week in a folded text."""
    return _said(text, _weekdays())


def relative_words(text: str) -> list[Word]:
    """Every word such as tomorrow in a folded text, with the days that it counts from publication."""
    return _said(text, _relative())


def _said(text: str, words: Words) -> list[Word]:
    """What stands in `text`, by its place; of what begins within another the first and longest is meant."""
    reading = Reading(text, [words])
    values = {match: int(value) for table, value in words.rows for match in reading.find((table, value))}
    return [Word(*match.span(), values[match]) for match in apart(values)]


@cache
def _weekdays() -> Words:
    tables = load("calendar")
    rows = [*tables["weekdays"].values(), *tables["short"].values()]
    return Words({("weekdays", str(value)): [folded(row[value]) for row in rows] for value in range(7)})


@cache
def _relative() -> Words:
    rows = load("calendar")["relative"]
    return Words({("relative", value): map(folded, rows[value]) for value in rows})
