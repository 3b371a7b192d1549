"""A file of trainings is tried whole, and kept whole or not at all."""

from __future__ import annotations

import io

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from publishing.ground.models import AuditEntry, Court, Person, Role, Training
from publishing.ground.training_import import Tried, text_of, trainings_import
from tests.factories import day, make_court, make_person

pytestmark = pytest.mark.django_db
HEAD = "email,role,course,completed_on,expires_on"


@pytest.fixture
def court() -> Court:
    return make_court(training_waived_until=None)


@pytest.fixture
def lead(court) -> Person:
    return make_person(court, Role.ADMINISTRATOR, Role.REVIEWER, email="lead@court.example")


@pytest.fixture
def judge(court) -> Person:
    return make_person(court, Role.JUDGE, email="Judge@Court.example")


def row(email: str = "judge@court.example", role: str = "judge", course: str = "Basics", done: int = -2, to: int = 90):
    return f"{email},{role},{course},{day(done)},{day(to)}"


def tried(court: Court, by: Person, *lines: str, keep: bool = True, head: str = HEAD) -> Tried:
    return trainings_import(court=court, text="\n".join([head, *lines]), by=by, keep=keep)


def test_every_row_is_entered(court, lead, judge) -> None:
    other = make_person(court, Role.REVIEWER, email="reader@court.example")
    found = tried(court, lead, row(), row("reader@court.example", "reviewer"))
    assert found.clean
    assert set(Training.objects.values_list("person", "role")) == {(judge.pk, "judge"), (other.pk, "reviewer")}
    assert Court.objects.for_person(judge, Role.JUDGE).exists()


def test_each_entry_stands_on_the_trail_as_one_made_by_hand(court, lead, judge) -> None:
    tried(court, lead, row())
    assert AuditEntry.objects.get(court=court, act="training_entered").actor == f"person:{lead.pk}"


def test_a_try_keeps_nothing_and_says_what_it_would_do(court, lead, judge) -> None:
    found = tried(court, lead, row(), keep=False)
    assert [(one.person, one.role, one.expires_on) for one in found.entries] == [(judge, "judge", day(90))]
    assert not Training.objects.exists()
    assert not AuditEntry.objects.filter(act="training_entered").exists()


def test_one_wrong_row_keeps_all_others_out(court, lead, judge) -> None:
    found = tried(court, lead, row(), row("nobody@court.example"))
    assert not found.clean
    assert not Training.objects.exists()


@pytest.mark.parametrize(
    ("line", "field"),
    [
        (row("nobody@court.example"), "email"),
        (row(role="emperor"), "role"),
        (row(role="administrator"), "role"),
        (row(course=""), "course"),
        (row(done=1), "completed_on"),
        (row(to=-1), "expires_on"),
        ("judge@court.example,judge,Basics,01/02/2026,2026-12-31", "completed_on"),
        ("judge@court.example,judge", "course"),
    ],
)
def test_what_is_wrong_is_told_by_row_and_column(court, lead, judge, line, field) -> None:
    found = tried(court, lead, row(done=-3), line)
    assert [(number, words.split(":")[0]) for number, words in found.errors] == [
        (3, field if line.count(",") > 1 else "completed_on")
    ]


def test_every_wrong_row_is_told_at_once(court, lead, judge) -> None:
    found = tried(court, lead, row("a@b.example"), row(), row(role="x"))
    assert [number for number, _words in found.errors] == [2, 4]


def test_the_same_row_twice_is_told(court, lead, judge) -> None:
    assert [number for number, _words in tried(court, lead, row(), row()).errors] == [3]


def test_nobody_brings_in_their_own(court, lead) -> None:
    found = tried(court, lead, row("lead@court.example", "reviewer"))
    assert [number for number, _words in found.errors] == [2]


def test_people_of_another_court_are_unknown(court, lead) -> None:
    make_person(make_court(), Role.JUDGE, email="far@court.example")
    assert not tried(court, lead, row("far@court.example")).clean


@pytest.mark.parametrize("roles", [[Role.PRESIDENT, Role.REGISTRAR, Role.JUDGE], []])
def test_only_an_administrator_of_the_court_imports(court, judge, roles) -> None:
    by = make_person(court, *roles, is_superuser=True)
    with pytest.raises(PermissionDenied):
        tried(court, by, row())
    with pytest.raises(PermissionDenied):
        tried(court, make_person(make_court(), Role.ADMINISTRATOR), row(), keep=False)


def test_columns_come_in_any_order_and_with_semicolons(court, lead, judge) -> None:
    line = f"{day(90)};judge@court.example;JUDGE;Basics, part 1;{day(-2)}"
    assert tried(court, lead, line, head="Expires_on;Email;Role;Course;Completed_on").clean


@pytest.mark.parametrize("text", ["", "a,b\n1,2", f"{HEAD},more\n", f"{HEAD}\n" + "x\n" * 2001])
def test_a_file_that_is_no_such_list_is_refused_in_words(court, lead, text) -> None:
    with pytest.raises(ValidationError):
        trainings_import(court=court, text=text, by=lead, keep=True)


def test_empty_lines_are_passed_over_and_keep_the_count(court, lead, judge) -> None:
    found = tried(court, lead, "", row("nobody@court.example"))
    assert [number for number, _words in found.errors] == [3]


def test_a_file_with_a_mark_of_its_own_is_read_and_others_are_refused() -> None:
    assert text_of(io.BytesIO("\ufeffemail".encode())) == "email"
    for data in ("ő".encode("iso-8859-2"), b"x" * 1_000_001):
        with pytest.raises(ValidationError):
            text_of(io.BytesIO(data))
