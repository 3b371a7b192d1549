"""The page docs/routes.md, made from the tables that decide on routes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta

from approvals.domain.route_table import CHECKS, KINDS, MATTERS, OVERRIDABLE, ROUTES, Code, Levels, Route, Ways
from approvals.wordings.routes import CHECKS as CHECK_WORDS
from approvals.wordings.routes import REASONS, SEATS, route_name
from publishing.ground.models import Role
from publishing.ground.roles import widened
from publishing.kinds import Kind

HEAD = """# Routes

Made by `manage.py routes_table` from `approvals/domain/route_table.py`; a test holds the two together.

The highest route that any fact calls for is taken, and every reason is shown. Who wrote or asked never decides; a
person counts once and fills one seat. Time reminds and escalates, it never approves.
"""


def routes_table() -> str:
    """The whole page, as Markdown."""
    return "\n".join((HEAD, *_routes(), "", *_kinds(), "", *_matters(), "", *_checks(), "", *_others(), ""))


def _table(title: str, heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    heads = list(heads)
    yield f"## {title}\n"
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)


def _routes() -> Iterator[str]:
    heads = ("Route", "Name", "At the desk", "On the bench", "Votes", "Target", "Then told")
    rows = ((code.value, route_name(code), *_route(code, row)) for code, row in ROUTES.items())
    return _table("From the lowest to the highest", heads, rows)


def _route(code: Code, row: Route) -> tuple[str, ...]:
    told = _role(row.escalates)
    if code is Code.R5:
        return (
            "as the route beneath",
            "the next in seniority whom it does not concern",
            "as beneath",
            _target(row),
            told,
        )
    seats = [
        ", ".join(str(SEATS[seat.name]) for seat in row.seats if seat.step == step) or "nobody"
        for step in ("desk", "bench")
    ]
    return (*seats, str(sum(seat.count for seat in row.seats)), _target(row), told)


def _target(row: Route) -> str:
    words = _span(row.target) + (" of working time" if row.working else "")
    return f"{words}; {_span(row.urgent)} when it goes out within a day" if row.urgent else words


def _span(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    if minutes < 60:
        return f"{minutes} minutes"
    hours = minutes // 60
    return f"{hours} hours" if hours > 1 else "1 hour"


def _role(role: str) -> str:
    return " or ".join(str(Role(one).label).lower() for one in widened([role]))


def _kinds() -> Iterator[str]:
    names = {**dict(Kind.choices), "reply": "Reply", "repost": "Repost"}
    rows = ((str(names[code]), *_ways(ways)) for code, ways in KINDS.items())
    return _table("By kind", ("Kind", "In own words", "From a locked template"), rows)


def _matters() -> Iterator[str]:
    rows = ((_said(REASONS[f"matter:{trait}"]), *_ways(ways)) for trait, ways in MATTERS.items())
    return _table("By the matters that it concerns", ("Because", "In own words", "From a locked template"), rows)


def _checks() -> Iterator[str]:
    heads = ("Check", "It found", "Advice", "Answered or overridden")
    rows = ((f"`{code}`{_mark(code)}", _said(CHECK_WORDS[code]), *_levels(row)) for code, row in CHECKS.items())
    return _table("By findings", heads, rows)


def _mark(code: str) -> str:
    return " ⊕" if code in OVERRIDABLE else ""


def _levels(row: Levels) -> tuple[str, str]:
    return _both(row.advise), _both(row.justify)


def _ways(ways: Ways) -> tuple[str, str]:
    return ways.own.value, ways.template.value


def _both(ways: Ways) -> str:
    return ways.own.value if ways.own == ways.template else f"{ways.own}, from a template {ways.template}"


def _others() -> Iterator[str]:
    rows: Mapping[str, str] = {
        "A block marked ⊕ is overridden with a written reason": "R4",
        "It corrects something, and the meaning changes": "R4",
        "It concerns a judge who would take a seat on the bench": "R5",
    }
    return _table("By anything else", ("Because", "Route"), rows.items())


def _said(words: object) -> str:
    text = str(words)
    return text[:1].upper() + text[1:]
