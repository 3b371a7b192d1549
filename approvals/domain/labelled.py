"""Labelled posts: one JSON object a line, read strictly, mapped onto the values of a review.

Where a row's form differs from the model (status `judgment-embargoed`, an end in words), it is mapped here, so that
the model itself stays strict.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from typing import Any, TypeVar, cast

from approvals.domain.court_patterns import proposed
from approvals.domain.days import day_begins, day_ends
from approvals.domain.dockets import hits
from approvals.domain.findings import (
    Context,
    DocketForms,
    Draft,
    MatterFacts,
    Party,
    Picture,
    QuietFacts,
    Restriction,
    Surface,
)
from approvals.domain.severity import Severity

KINDS = (
    *("hearing-list", "handdown-notice", "judgment", "livestream", "closure", "emergency", "service-update"),
    *("education", "statistics", "vacancy", "appointment", "event", "correction", "scam-warning", "reply", "repost"),
    "obituary",
)
STATUSES = {"judgment-embargoed": "embargoed"} | {
    status: status for status in ("pending", "reserved", "embargoed", "handed-down", "appealable", "closed")
}
RESTRICTIONS = ("anonymity", "no-publication", "postponement", "private", "no-image", "stream-barred")
SEVERITIES = ("block", "justify", "advise", "none")
CODE = re.compile(r"[a-z]+(?:-[a-z]+)*\Z")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z")
REQUIRED = object()
T = TypeVar("T")


class BadRow(ValueError):
    """A row that cannot be read: the line (from 1), the field, and what is wrong with it."""

    def __init__(self, line: int, field: str, problem: str) -> None:
        super().__init__(f"line {line}: {field}: {problem}" if field else f"line {line}: {problem}")
        self.line, self.field, self.problem = line, field, problem


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled post."""

    id: str
    language: str
    draft: Draft
    context: Context
    expected: tuple[str, ...]
    severity: Severity | None
    allowed: tuple[str, ...]
    must_not: tuple[str, ...]
    line: int = 0  # of its file, from 1


class Fields:
    """One JSON object of a row: takes each known key once, checks its type, and refuses what is left over."""

    def __init__(self, line: int, path: str, value: object) -> None:
        self.line, self.path = line, path
        if not isinstance(value, dict):
            raise BadRow(line, path, f"must be an object, not {_kind(value)}")
        self.left: dict[str, Any] = dict(value)

    def name(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def bad(self, key: str, problem: str) -> BadRow:
        return BadRow(self.line, self.name(key), problem)

    def take(self, key: str, kind: type[T], default: Any = REQUIRED) -> T:
        """The value of `key`. Raises BadRow when it is not of type `kind`, or missing without a default."""
        if key not in self.left:
            if default is REQUIRED:
                raise self.bad(key, "is missing")
            return cast(T, default)
        value = self.left.pop(key)
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise self.bad(key, f"must be {_named(kind)}, not {_kind(value)}")
        return value

    def text(self, key: str, default: Any = REQUIRED) -> str:
        return self.take(key, str, default)

    def flag(self, key: str, default: Any = False) -> bool:
        return self.take(key, bool, default)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings, empty when the key is missing."""
        rows = self.take(key, list, [])
        for number, row in enumerate(rows):
            if not isinstance(row, str):
                raise self.bad(f"{key}[{number}]", f"must be a string, not {_kind(row)}")
        return tuple(rows)

    def objects(self, key: str) -> Iterator[Fields]:
        """The objects of a list, none when the key is missing."""
        for number, row in enumerate(self.take(key, list, [])):
            yield Fields(self.line, f"{self.name(key)}[{number}]", row)

    def choice(self, key: str, choices: Iterable[str], default: Any = REQUIRED) -> str:
        """A string that is one of `choices`."""
        value = self.text(key, default)
        if value not in choices:
            raise self.bad(key, f"must be one of {', '.join(choices)}, not {value!r}")
        return value

    def instant(self, key: str) -> datetime:
        """An ISO 8601 time with its offset."""
        text = self.text(key)
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            raise self.bad(key, f"must be a time in ISO 8601, not {text!r}") from None
        if moment.tzinfo is None:
            raise self.bad(key, "must say its offset from UTC, such as Z or +03:00")
        return moment

    def done(self) -> None:
        """Refuses every key that nobody took."""
        for key in self.left:
            raise self.bad(key, "is not a known key")


def _kind(value: object) -> str:
    names = {"str": "a string", "list": "a list", "dict": "an object", "bool": "true or false", "NoneType": "null"}
    return names.get(type(value).__name__, "a number")


def _named(kind: type) -> str:
    return {"str": "a string", "list": "a list", "dict": "an object", "bool": "true or false"}[kind.__name__]


def rows(lines: Iterable[str]) -> Iterator[Row]:
    """The labelled posts of a JSONL text, blank lines passed over. Raises BadRow at the first that cannot be read."""
    for line, text in enumerate(lines, 1):
        if not text.strip():
            continue
        try:
            value = json.loads(text, object_pairs_hook=_once)
        except (ValueError, RecursionError) as error:
            problem = str(error) if isinstance(error, DoubleKey) else "is not JSON"
            raise BadRow(line, "", problem) from None
        yield row(line, value)


class DoubleKey(ValueError):
    """One object has a key twice."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise DoubleKey(f"the key {key!r} stands twice in one object")
        found[key] = value
    return found


def row(line: int, value: object) -> Row:
    """One labelled post from its JSON value. Raises BadRow."""
    fields = Fields(line, "", value)
    name, language = fields.text("id"), fields.text("lang")
    if not LANGUAGE.match(language):
        raise fields.bad("lang", f"must be a language tag such as en or zh-Hans, not {language!r}")
    surfaces = [Surface("text", fields.text("text"))]
    pictures = _pictures(Fields(line, "attachments", fields.take("attachments", dict, {})), surfaces)
    context = Fields(line, "context", fields.take("context", dict))
    kind, told, facts = _context(context, surfaces)
    severity = fields.choice("expected_severity", SEVERITIES)
    expected, allowed, must_not = (_codes(fields, key) for key in ("expected", "allowed", "must_not"))
    fields.texts("adversarial")
    fields.text("note", "")
    fields.done()
    draft = Draft(language, kind, tuple(surfaces), pictures, **told)
    weight = None if severity == "none" else Severity(severity)
    return Row(name, language, draft, facts, expected, weight, allowed, must_not, line)


def _codes(fields: Fields, key: str) -> tuple[str, ...]:
    if key == "expected" and key not in fields.left:
        raise fields.bad(key, "is missing")
    codes = fields.texts(key)
    for number, code in enumerate(codes):
        if not CODE.match(code):
            raise fields.bad(f"{key}[{number}]", f"must be the code of a check, not {code!r}")
    return codes


def _pictures(fields: Fields, surfaces: list[Surface]) -> tuple[Picture, ...]:
    found = []
    for number, image in enumerate(fields.objects("images")):
        picture = Picture(
            alt=image.text("alt", ""),
            has_gps=image.flag("exif_gps"),
            people=image.texts("people"),
            consent_recorded=image.flag("consent_recorded"),
            is_synthetic=image.flag("ai_generated"),
            is_labelled=image.flag("ai_label"),
        )
        image.done()
        surfaces.append(Surface(f"alt:{number}", picture.alt))
        found.append(picture)
    for video in fields.objects("videos"):
        found.append(Picture(is_video=True, has_captions=video.flag("captions")))
        video.done()
    fields.done()
    return tuple(found)


def _context(fields: Fields, surfaces: list[Surface]) -> tuple[str, dict[str, str], Context]:
    moment, kind = fields.instant("publish_at"), fields.choice("kind", KINDS)
    for language, text in fields.take("versions", dict, {}).items():
        if not isinstance(text, str):
            raise fields.bad(f"versions.{language}", f"must be a string, not {_kind(text)}")
        surfaces.append(Surface(f"text:{language}", text, language))
    told = {key: fields.text(key, "") for key in ("reply_to", "repost_of")}
    surfaces += [Surface(key.replace("_", "-"), handle) for key, handle in told.items() if handle]
    quiet = tuple(_quiet_period(period, moment.tzinfo or UTC) for period in fields.objects("quiet_periods"))
    required = fields.texts("required_languages")
    keys = ("official_domains", "official_handles", "allow_handles")
    allowed: dict[str, Any] = {key: fields.texts(key) for key in keys}
    matters = tuple(_matter(matter) for matter in fields.objects("matters"))
    fields.done()
    facts = Context(
        moment, matters, **allowed, dockets=own_forms(matters), quiet_periods=quiet, required_languages=required
    )
    return kind, told, facts


def own_forms(matters: tuple[MatterFacts, ...]) -> DocketForms:
    """A row names no court: the forms of its court's own numbers are those that the numbers of its matters have."""
    codes = frozenset(hit.code for matter in matters for hit in hits(matter.docket))
    unknown = (matter.docket for matter in matters if re.search(r"[^\W\d_]", matter.docket) and not hits(matter.docket))
    return DocketForms(codes, tuple(dict.fromkeys(proposed(docket) for docket in unknown if re.search(r"\d", docket))))


def _quiet_period(fields: Fields, zone: tzinfo) -> QuietFacts:
    """Its days are whole ones; a row names no court, so they are those of the clock of `publish_at`."""
    name = fields.text("name")
    starts, ends = _edge(fields, "from", day_begins, zone), _edge(fields, "to", day_ends, zone)
    exempt = fields.texts("exempt_kinds")
    if starts >= ends:
        raise fields.bad("to", "must not lie before from")
    fields.done()
    return QuietFacts(name, name, starts, ends, exempt=exempt)


def _edge(fields: Fields, key: str, of_day: Callable[[date, tzinfo], datetime], zone: tzinfo) -> datetime:
    text = fields.text(key)
    moment = _day(fields, key, text)
    return moment if "T" in text else of_day(moment.date(), zone)


def _day(fields: Fields, key: str, text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise fields.bad(key, f"must be a date in ISO 8601, not {text!r}") from None
    return moment if moment.tzinfo else datetime.combine(moment.date(), time.max, UTC)


def _matter(fields: Fields) -> MatterFacts:
    streamed = fields.left.get("livestream", True)  # a row that says nothing of a stream bars none
    facts = MatterFacts(
        code=fields.text("id"),
        docket=fields.text("docket"),
        title=fields.text("title", ""),
        public_title=fields.text("public_title", ""),
        status=STATUSES[fields.choice("status", STATUSES)],
        jury=fields.flag("jury"),
        citations=fields.texts("citations"),
        aliases=fields.texts("aliases"),
        judges=fields.texts("judges"),
        embargo_until=fields.instant("embargo_until") if "embargo_until" in fields.left else None,
        handdown_notice_public=fields.flag("handdown_notice_public"),
        outcome=fields.text("outcome", ""),
        livestream=fields.take("livestream", type(streamed), True) in (True, "allowed"),
        parties=tuple(_people(fields)),
        restrictions=tuple(_restriction(order) for order in fields.objects("restrictions")),
    )
    if not isinstance(streamed, bool | str):
        raise fields.bad("livestream", f"must be true, false or a word, not {_kind(streamed)}")
    fields.done()
    return facts


def _people(fields: Fields) -> Iterator[Party]:
    for key, kind in (("parties", "party"), ("counsel", "counsel"), ("witnesses", "witness")):
        for person in fields.objects(key):
            yield Party(
                name=person.text("name"),
                role=person.text("role", ""),
                kind=kind,
                forms=person.texts("forms"),
                handles=tuple(filter(None, [person.text("handle", "")])),
                protected=person.flag("protected"),
            )
            person.done()


def _restriction(fields: Fields) -> Restriction:
    until = fields.text("until", "")
    order = Restriction(
        type=fields.choice("type", RESTRICTIONS),
        protects=fields.texts("protects"),
        details=fields.texts("details"),
        until=_day(fields, "until", until) if re.match(r"\d{4}-", until) else None,
    )
    fields.done()
    return order
