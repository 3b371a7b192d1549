"""How everything is logged: fixed words, and facts of an allow-list. No secret, no protected name, no word of a post.

What our own code logs is written with that in mind. Of what libraries log only the pattern is kept, without its values;
of an exception its kind and place, without its words; of a request its route, without its address.
"""

from __future__ import annotations

import contextlib
import logging
import platform
import re
import sys
import threading
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import UTC, datetime
from traceback import extract_tb
from types import TracebackType
from typing import Any

from pythonjsonlogger.json import JsonFormatter

OURS = frozenset({"analytics", "approvals", "cms", "praeco", "publishing", "tools"})
FACTS = (
    "request", "task", "court", "release", "delivery", "account", "attempt", "network", "purpose", "outcome", "state",
    "seconds", "alert", "call", "notice", "method", "route", "status",
)  # fmt: skip
CODE = re.compile(r"[\w.:@/<>()^$?+\\\[\]-]{1,120}")  # an id, a code or a route; whatever has blanks is words
PLACE = re.compile(r'File "[^"]*?([^"/]+)", line (\d+), in ([\w<>]+)')
CHAIN_MOST = 4
REQUEST = "praeco.request"  # where a request's name stands in its META

_facts: ContextVar[dict[str, Any] | None] = ContextVar("facts", default=None)


@contextlib.contextmanager
def about(**facts: Any) -> Iterator[None]:
    """Every line that this thread or task logs meanwhile carries these facts, too."""
    token = _facts.set({**(_facts.get() or {}), **facts})
    try:
        yield
    finally:
        _facts.reset(token)


def fault(error: BaseException) -> str:
    """An error's kind and place, never its words, which may hold protected ones: "ValueError at mastodon.py:120"."""
    last = extract_tb(error.__traceback__)[-1:]
    place = f" at {last[0].filename.rpartition('/')[2]}:{last[0].lineno}" if last else ""
    return f"{type(error).__name__}{place}"


def faults(error: BaseException) -> str:
    """The same of an error and of what led to it."""
    told: list[str] = []
    one = error
    while len(told) < CHAIN_MOST:
        told.append(fault(one))
        earlier = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
        if earlier is None:
            break
        one = earlier
    return ", from ".join(told)


def facts_of(record: logging.LogRecord) -> dict[str, str | int | float]:
    """What the line carries: of the allow-list, in its order, and only what looks like an id or a code."""
    own = {name: value for name, value in vars(record).items() if name != "request"}  # Django's is no name
    found = {**(_facts.get() or {}), **_of_request(record), **own}
    shown = {name: _shown(found[name]) for name in FACTS if found.get(name) not in (None, "")}
    if error := _error(record):
        shown["error"] = error
    return shown


def message_of(record: logging.LogRecord) -> str:
    """The words of a line. What libraries put into theirs stays out."""
    if record.name.partition(".")[0] in OURS:
        return record.getMessage()
    if record.name.startswith(("django.request", "django.server")):
        return "a request was not answered as asked"
    if record.name.startswith("django.security"):
        return f"a request was refused: {record.name.rpartition('.')[2]}"
    if record.name == "django-q":
        return record.getMessage().partition(" - ")[0][:200]  # what follows is a traceback with its values
    return str(record.msg)[:200]


class Json(JsonFormatter):
    """One JSON object a line."""

    def add_fields(self, log_data: dict[str, Any], record: logging.LogRecord, message_dict: dict[str, Any]) -> None:
        log_data |= {
            "at": _at(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": message_of(record),
            "process": process_of(record.process),
            "thread": record.threadName,
            **facts_of(record),
        }


class Line(logging.Formatter):
    """The same for people: one line, with the facts at its end."""

    def format(self, record: logging.LogRecord) -> str:
        facts = " ".join(f"{name}={value}" for name, value in facts_of(record).items())
        return f"{_at(record)} {record.levelname} {record.name} {message_of(record)} {facts}".rstrip()


class Console(logging.StreamHandler[Any]):
    """To standard error. A line that cannot be made says only so, without its arguments."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - its name in the library
        with contextlib.suppress(Exception):
            self.stream.write(f'{{"level": "error", "message": "a line of {record.name} could not be made"}}\n')


def process_of(pid: int | None) -> str:
    """How a process of ours is named, here as on beats and attempts: its machine and its number."""
    return f"{platform.node()[:40]}-{pid}"


def catch_all() -> None:
    """What nobody caught, in any thread of this process, is logged as everything else, and not printed with values."""
    log = logging.getLogger("praeco.uncaught")

    def of_process(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            return
        log.critical("the process ends", exc_info=(kind, error, trace))

    def of_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            log.critical("a thread ended", exc_info=(args.exc_type, args.exc_value, args.exc_traceback))

    sys.excepthook, threading.excepthook = of_process, of_thread


def task_begins(task: dict[str, Any], **kwargs: Any) -> None:
    """Receiver: until it ends, lines say which task of the queue they belong to. Its arguments stay out."""
    _facts.set({**(_facts.get() or {}), "task": str(task.get("func", ""))})


def task_ends(**kwargs: Any) -> None:
    facts = _facts.get() or {}
    _facts.set({name: value for name, value in facts.items() if name != "task"})


def _at(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _shown(value: Any) -> str | int | float:
    if isinstance(value, int | float):
        return round(value, 3)
    told = str(value)
    return told if CODE.fullmatch(told) else "?"


def _error(record: logging.LogRecord) -> str:
    if record.exc_info and record.exc_info[1] is not None:
        return faults(record.exc_info[1])
    places = PLACE.findall(record.getMessage()) if record.name == "django-q" else []
    return "{} line {} in {}".format(*places[-1]) if places else ""


def _of_request(record: logging.LogRecord) -> dict[str, Any]:
    """Django hangs the request on its own lines."""
    request = getattr(record, "request", None)
    if request is None or not hasattr(request, "method"):
        return {}
    match = getattr(request, "resolver_match", None)
    route = match.route if match else ""
    named = request.META.get(REQUEST)  # its refusal is logged when nothing is around it any more
    return {"request": named, "method": request.method, "route": route, "status": getattr(record, "status_code", None)}
