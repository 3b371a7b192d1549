"""Forms as pages show them, filled in as somebody would, and what becomes of them in the database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from bs4 import BeautifulSoup
from django.apps import apps
from django.db import connection, models, transaction
from django.test import Client

Fields = dict[str, list[str]]
Write = tuple[str, tuple[Any, ...]]

OURS = ("ground", "publishing", "sandbox", "approvals", "analytics", "cms")
WORD = "forged9a7c"
NUMBER = "987654"
MARKS = (WORD, NUMBER, "1999-01-01")
FILLED = {
    "email": "new@courts.example", "date": "2099-06-01", "time": "09:00", "datetime-local": "2099-06-01T09:00",
    "number": "1", "url": "https://courts.norvale.example/new", "password": "a long word for tests",
}  # fmt: skip
WRITES = ("INSERT", "UPDATE", "DELETE")
OF_THE_SESSION = ('"django_session"', '"usersessions_usersession"', '"wagtailadmin_editingsession"')


@dataclass(frozen=True)
class Form:
    """A form of a page: where it is sent, its fields as they stand, its boxes that are not ticked, and its buttons."""

    action: str
    fields: Fields
    boxes: Fields = field(default_factory=dict)
    buttons: Fields = field(default_factory=dict)

    @property
    def names(self) -> set[str]:
        return {*self.fields, *self.boxes, *self.buttons}

    def ways(self) -> Iterator[Fields]:
        """As it may be sent: by no button, by each one, and so with every box ticked."""
        presses: list[Fields] = [{}, *({name: values} for name, values in self.buttons.items())]
        ticked = {name: self.fields.get(name, []) + values for name, values in self.boxes.items()}
        for more in [{}, ticked] if ticked else [{}]:
            for press in presses:
                yield self.fields | more | press


def forms_of(html: str, path: str) -> list[Form]:
    """Every form of the page that is sent by POST, with what a browser would send and plain words where it is empty."""
    page = BeautifulSoup(html, "html.parser")
    found = []
    for node in page.find_all("form", method=lambda value: value and value.lower() == "post"):
        members = [*node.find_all(["input", "select", "textarea", "button"])]
        members += page.find_all(attrs={"form": node.get("id")}) if node.get("id") else []
        found.append(_form(node.get("action") or path, members))
    return found


def _form(action: str, members: list[Any]) -> Form:
    form = Form(action, {})
    for one in members:
        name = one.get("name")
        if name and not one.has_attr("disabled"):
            _take(form, one, name)
    return form


def _take(form: Form, one: Any, name: str) -> None:
    kind = {"select": "select", "textarea": "text", "button": "button"}.get(one.name) or one.get("type", "text")
    if kind in ("checkbox", "radio"):
        ticked = one.has_attr("checked") or (kind == "radio" and name not in form.fields)
        (form.fields if ticked else form.boxes).setdefault(name, []).append(one.get("value", "on"))
    elif kind == "select":
        options = one.find_all("option")
        chosen = [o for o in options if o.has_attr("selected")] or [o for o in options if o.get("value")][:1]
        form.fields[name] = [o.get("value", o.text) for o in chosen]
    elif kind in ("button", "submit"):
        form.buttons.setdefault(name, [one.get("value", "")])
    elif kind != "file":
        shown = one.text.strip() if one.name == "textarea" else one.get("value", "")
        form.fields[name] = [shown or ("" if kind == "hidden" else FILLED.get(kind, "Plain words."))]


def forged(form: Form, strangers: dict[type[models.Model], Any]) -> Fields:
    """Every field of every model of ours that the form does not show, with a value that would be noticed."""
    extra: Fields = {}
    for model in apps.get_models():
        if model._meta.app_label in OURS:
            for one in (*model._meta.concrete_fields, *model._meta.many_to_many):
                for name in {one.name, getattr(one, "attname", one.name)} - form.names:
                    extra.setdefault(name, [_value(one, strangers)])
    return extra


def _value(one: Any, strangers: dict[type[models.Model], Any]) -> str:
    if one.remote_field:
        return str(strangers.get(one.remote_field.model, NUMBER))
    if one.choices:
        return str(list(one.flatchoices)[-1][0])
    kinds: list[tuple[type[models.Field[Any, Any]], str]] = [
        (models.BooleanField, "on"), (models.DateTimeField, "1999-01-01 00:00"), (models.DateField, "1999-01-01"),
        (models.TimeField, "01:01"), (models.IntegerField, NUMBER), (models.JSONField, f'["{WORD}"]'),
        (models.UUIDField, "9a7c9a7c-9a7c-4a7c-9a7c-9a7c9a7c9a7c"), (models.EmailField, f"{WORD}@courts.example"),
    ]  # fmt: skip
    return next((value for kind, value in kinds if isinstance(one, kind)), WORD)


@contextmanager
def watched() -> Iterator[list[Write]]:
    """Every row that is written meanwhile, but of sessions."""
    seen: list[Write] = []

    def look(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(WRITES) and not any(table in sql for table in OF_THE_SESSION):
            rows = params if many else [params]
            seen.extend((sql, tuple(row or ())) for row in rows)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield seen


def sent(client: Client, action: str, fields: Fields) -> tuple[int, list[Write]]:
    """Sends the form and takes everything back: the answer's status, and what was written."""
    cookies = client.cookies.copy()
    with transaction.atomic(), watched() as seen:
        status = client.post(action, fields).status_code
        transaction.set_rollback(True)
    client.cookies = cookies
    return status, seen


def differs(first: list[Write], second: list[Write], other: list[Write]) -> str:
    """What `other` wrote that the same form, sent twice, did not; what changes by itself is no difference.

    Rows of one statement may come in any order: of each column all values count together.
    """
    if Counter(sql for sql, _row in first) != Counter(sql for sql, _row in other):
        return f"wrote other rows: {sorted({sql[:90] for sql, _row in first} ^ {sql[:90] for sql, _row in other})}"
    before, again, now = (_columns(writes) for writes in (first, second, other))
    for column, values in now.items():
        strange = [str(value) for value in values if any(mark in str(value) for mark in MARKS)]
        if strange or (before[column] == again.get(column) and values != before[column]):
            return f"wrote {strange or list(values - before[column])} in {column[0][:120]}"
    return ""


def _columns(writes: list[Write]) -> dict[tuple[str, int], Counter[str]]:
    found: dict[tuple[str, int], Counter[str]] = {}
    for sql, row in writes:
        for place, value in enumerate(row):
            found.setdefault((sql, place % _width(sql)), Counter())[repr(value)] += 1
    return found


def _width(sql: str) -> int:
    """How many values a row of the statement has: one INSERT may write many rows."""
    head = sql.partition(" VALUES ")[0]
    return head.count(",") + 1 if sql.startswith("INSERT") and head != sql else 1_000
