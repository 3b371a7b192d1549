"""A form takes what it shows. Each form of the admin is sent as it stands, and again with every field of every model
that it does not show: what is written is the same.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import models
from django.forms.models import BaseModelForm
from django.test import Client
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone

from approvals.models import Matter
from publishing.ground.models import Court, Person, Role
from publishing.models import Account
from tests.cms.forging import Fields, Form, differs, forged, forms_of, sent
from tests.cms.reach import furnish, open_addresses, paths, values_of
from tests.cms.test_shut import body
from tests.factories import make_account, make_court, make_person
from tools.components import ROOT

Strangers = dict[type[models.Model], Any]
AT_MOST = 2  # objects of one address
LEADS_AWAY = {"account_logout", "sessions_end"}


@pytest.fixture
def court(db: None, settings: Any, tmp_path: Path) -> Iterator[Court]:
    settings.MEDIA_ROOT = settings.PRIVATE_MEDIA_ROOT = tmp_path
    cache.clear()
    with time_machine.travel(timezone.now(), tick=False):
        yield furnish()


@pytest.fixture
def client(court: Court) -> Client:
    """Somebody with every role of the court."""
    found = Client(raise_request_exception=False)
    found.force_login(make_person(court, *Role))
    return found


@pytest.fixture
def strangers(court: Court) -> Strangers:
    """Of each model something of another court."""
    other = make_court()
    return {Court: other.pk, Person: make_person(other, *Role).pk, Account: make_account(other).pk}


def shown(client: Client, court: Court) -> dict[tuple[str, frozenset[str]], Form]:
    """Each form that a page shows, by the name of its address and the names of its fields."""
    values, found = values_of(court), {}
    for one in open_addresses():
        for path in list(paths(one, values))[:AT_MOST]:
            answer = client.get(path)
            if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
                for form in forms_of(body(answer), path):
                    name = name_of(form.action)
                    if name and name not in LEADS_AWAY:
                        found.setdefault((name, frozenset(form.names)), form)
    return found


def name_of(path: str) -> str:
    try:
        return resolve(path.split("?", maxsplit=1)[0]).view_name
    except Resolver404:
        return ""


def accepted(client: Client, form: Form) -> Fields:
    """The first way to send the form that writes something, else as it stands."""
    return next((fields for fields in form.ways() if sent(client, form.action, fields)[1]), form.fields)


def assigned(client: Client, form: Form, strangers: Strangers) -> tuple[str, bool]:
    """What the fields that the form does not show did, and whether the form wrote anything at all."""
    fields = accepted(client, form)
    status, first = sent(client, form.action, fields)
    _again, second = sent(client, form.action, fields)
    now, other = sent(client, form.action, forged(form, strangers) | fields)
    if status != now:
        return f"answered {now} for {status}", bool(first)
    return differs(first, second, other), bool(first)


def test_no_form_takes_more_than_it_shows(client: Client, court: Court, strangers: Strangers) -> None:
    wrong, wrote = {}, set()
    for (name, names), form in shown(client, court).items():
        fault, did = assigned(client, form, strangers)
        if fault:
            wrong[name, ", ".join(sorted(names))] = fault
        if did:
            wrote.add(name)
    assert wrong == {}
    assert len(wrote) > 40


def test_a_careless_form_is_noticed(
    client: Client, court: Court, strangers: Strangers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The test above can fail: a matter that takes one field from whatever was sent."""
    posted: list[Any] = []
    post, save = client.post, Matter.save

    def careless(self: Matter, *args: Any, **kwargs: Any) -> None:
        self.sealed = "sealed" in posted[-1] or self.sealed
        save(self, *args, **kwargs)

    monkeypatch.setattr(client, "post", lambda path, data: posted.append(data) or post(path, data))
    path = reverse("matters:edit", args=[Matter.objects.filter(court=court).earliest("pk").pk])
    (form,) = (one for one in forms_of(body(client.get(path)), path) if "docket" in one.names)
    assert assigned(client, form, strangers) == ("", True)
    monkeypatch.setattr(Matter, "save", careless)
    assert assigned(client, form, strangers)[0] != ""


# --- by construction ------------------------------------------------------------------------------


def kinds(kind: type[Any]) -> Iterator[type[Any]]:
    for one in kind.__subclasses__():
        yield one
        yield from kinds(one)


def test_no_form_of_a_model_takes_all_fields_or_all_but_some() -> None:
    ours = [one for one in kinds(BaseModelForm) if one.__module__.startswith(("cms", "approvals", "publishing"))]
    wrong = [
        one.__qualname__
        for one in ours
        if one._meta.model and (one._meta.fields in (None, "__all__") or one._meta.exclude is not None)
    ]
    assert wrong == []


def sources() -> Iterator[tuple[Path, ast.AST]]:
    for app in ("cms", "approvals", "publishing", "analytics"):
        for file in sorted((ROOT / app).rglob("*.py")):
            yield file, ast.walk(ast.parse(file.read_text(encoding="utf-8")))


def careless(node: ast.AST) -> bool:
    """`**request.POST…`, `setattr` in a loop over POST, or a form of all fields."""
    if isinstance(node, ast.keyword) and node.arg is None:
        return "POST" in ast.unparse(node.value) or "json_body(" in ast.unparse(node.value)
    if isinstance(node, ast.For):
        return ".POST" in ast.unparse(node.iter) and "setattr(" in ast.unparse(node)
    return isinstance(node, ast.Constant) and node.value == "__all__"


def test_nothing_that_was_sent_is_handed_on_whole() -> None:
    found = [str(file.relative_to(ROOT)) for file, tree in sources() if any(careless(node) for node in tree)]
    assert found == []


@pytest.mark.parametrize(
    "code",
    ["Post(**request.POST.dict())", "for k, v in request.POST.items():\n  setattr(post, k, v)", "fields = '__all__'"],
)
def test_what_is_careless_is_seen(code: str) -> None:
    assert any(careless(node) for node in ast.walk(ast.parse(code)))
