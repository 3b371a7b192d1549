"""What stands in the log, and what must never stand there."""

from __future__ import annotations

import json
import logging
import sys
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from publishing.ground import logs
from publishing.ground.models import Role
from tests.factories import make_court, make_person

SECRET, NAME = "tok-1f0e9d8c7b6a", "Zelda Ashgrove"


def record(name: str, message: Any, *args: Any, **extra: Any) -> logging.LogRecord:
    error = extra.pop("error", None)
    made = logging.getLogger(name).makeRecord(
        name, logging.ERROR, "f.py", 1, message, args, (type(error), error, error.__traceback__) if error else None,
        extra=extra,
    )  # fmt: skip
    return made


def told(one: logging.LogRecord) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(logs.Json().format(one))
    assert SECRET not in (line := logs.Line().format(one)), line
    return found


def raised(error: Exception) -> Exception:
    try:
        try:
            raise KeyError(NAME)
        except KeyError:
            raise error  # noqa: B904 - what it hides is told, too
    except Exception as caught:
        return caught


def test_a_line_is_one_json_object_with_time_level_logger_and_process() -> None:
    found = told(record("publishing.dispatcher", "a step is written down"))
    assert found["message"] == "a step is written down"
    assert (found["level"], found["logger"]) == ("error", "publishing.dispatcher")
    assert found["at"].endswith("Z")
    assert "\n" not in logs.Json().format(record("publishing.x", "two\nlines"))


def test_facts_of_the_allow_list_are_told_and_others_are_not() -> None:
    found = told(record("publishing.x", "m", delivery=12, court=3, token=SECRET, title=NAME))
    assert (found["delivery"], found["court"]) == (12, 3)
    assert NAME not in json.dumps(found)


def test_a_fact_that_looks_like_words_is_hidden() -> None:
    assert told(record("publishing.x", "m", account=NAME))["account"] == "?"


def test_what_is_around_tells_its_facts_with_every_line_and_no_longer() -> None:
    with logs.about(delivery=12), logs.about(attempt=7):
        inside = told(record("publishing.x", "m"))
    assert (inside["delivery"], inside["attempt"]) == (12, 7)
    assert "delivery" not in told(record("publishing.x", "m"))


def test_of_an_error_kind_and_place_are_told_and_never_its_words() -> None:
    one = record("publishing.x", "m", error=raised(ValueError(f"{SECRET} {NAME}")))
    found = told(one)
    assert found["error"].startswith("ValueError at test_logs.py:")
    assert ", from KeyError at test_logs.py:" in found["error"]
    assert SECRET not in json.dumps(found)
    assert NAME not in json.dumps(found) + logs.Line().format(one)


def test_of_a_library_only_the_pattern_is_told() -> None:
    found = told(record("urllib3.connectionpool", "Retrying %s with %s", SECRET, NAME))
    assert found["message"] == "Retrying %s with %s"


def test_a_task_that_failed_is_told_with_its_place_and_not_with_its_traceback() -> None:
    text = f"Failed 'a.b' (x-y) - {NAME} : Traceback\n File \"/srv/tasks.py\", line 12, in send\nValueError: {SECRET}"
    found = told(record("django-q", text))
    assert (found["message"], found["error"]) == ("Failed 'a.b' (x-y)", "tasks.py line 12 in send")
    assert SECRET not in json.dumps(found)


def test_a_line_that_cannot_be_made_prints_no_argument(capsys: Any) -> None:
    handler = logs.Console()
    handler.setFormatter(logs.Json())
    handler.stream = sys.stderr
    handler.handle(record("publishing.x", "%d", NAME))
    assert NAME not in (said := capsys.readouterr().err)
    assert "could not be made" in said


def test_an_error_that_nobody_caught_is_logged_without_its_words(monkeypatch: Any, caplog: Any) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr("threading.excepthook", lambda args: None)
    logs.catch_all()
    error = raised(ValueError(NAME))
    sys.excepthook(type(error), error, error.__traceback__)
    (one,) = caplog.records
    assert NAME not in logs.Line().format(one)


@pytest.mark.django_db
def test_a_request_is_named_on_its_lines_and_on_its_answer(caplog: Any) -> None:
    lines: list[dict[str, Any]] = []
    handler = logging.Handler()
    handler.emit = lambda one: lines.append(told(one))  # type: ignore[method-assign]
    logging.getLogger("django").addHandler(handler)
    try:
        answer = Client().get(f"/record/{NAME}/{SECRET}")
    finally:
        logging.getLogger("django").removeHandler(handler)
    (line,) = [one for one in lines if one["logger"] == "django.request"]
    assert line["request"] == answer.headers["X-Request-ID"]
    assert (line["status"], line["method"]) == (404, "GET")
    assert not {NAME, SECRET} & set(json.dumps(line).split())
    assert "Zelda" not in json.dumps(line)


@pytest.mark.django_db
@pytest.mark.parametrize(("behind", "given", "kept"), [
    (True, "abc-1234-5678", True), (True, "two words here", False), (True, "x" * 65, False),
    (False, "abc-1234-5678", False),
])  # fmt: skip
def test_a_name_of_a_request_is_taken_from_a_proxy_alone(settings: Any, behind: bool, given: str, kept: bool) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if behind else None
    answer = Client().get("/livez", headers={"X-Request-ID": given})
    assert (answer.headers["X-Request-ID"] == given) is kept


@pytest.mark.django_db
def test_a_page_that_fails_logs_no_word_of_what_it_held(monkeypatch: Any) -> None:
    def fail(*args: Any) -> Any:
        raise RuntimeError(f"{SECRET} {NAME}")

    monkeypatch.setattr("publishing.outbox.queries.life", fail)
    court = make_court()
    client = Client(raise_request_exception=False)
    client.force_login(make_person(court, Role.PRESS_OFFICER))
    lines: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda one: lines.append(logs.Json().format(one))  # type: ignore[method-assign]
    logging.getLogger("django").addHandler(handler)
    try:
        assert client.get(reverse("outbox:index")).status_code == 500
    finally:
        logging.getLogger("django").removeHandler(handler)
    (line,) = [one for one in lines if "RuntimeError" in one]
    assert SECRET not in line
    assert NAME not in line
    assert json.loads(line)["route"].startswith("admin/outbox/")
