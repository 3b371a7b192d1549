"""One protected name goes the whole way, and is looked for everywhere afterwards.

Entered on the register's pages, met by drafts, reasons and comments, blocked, asked about, cleared, submitted, decided
and released. What the registrar entered stands in clear in no column of any table, in no mail, task, log, export and on
no page of anybody; the author's own words stand in their post alone.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_q.conf import Conf
from django_q.models import OrmQ

from approvals.models import Homonym, Matter, Party, ProbeAlert, Round
from approvals.services import digest_of
from cms.models import Post
from publishing.ground import notices
from publishing.ground.models import AuditEntry, Notice, Role
from publishing.models import Release
from tests.cms.reach import open_addresses, paths, values_of
from tests.factories import make_person

from .conftest import Desk, entry, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.both]

# Registered. "Quintbrake" is in the author's own way to write it, too; the others are the registrar's alone.
REGISTERED = {"name": "Isaura Quintbrake", "forms_": "Изаура Квинтбрейк\nIsaurinha Quintbrake", "handles": "isaura_qb"}
SECRET = ("isaura", "изаура", "квинтбрейк", "isaurinha")
SURNAME = "quintbrake"
OWN = "I. Quintbrake"
TEXT = f"The registry opens at nine. {OWN} bakes the bread for the open day."
TYPED = ("Isaura Quintbrake", "QUINTBRAKE Isaura", "Изаура Квинтбрейк", "Isaurinha Quintbrake", "@isaura_qb")
# Where the author's own post stands: its rows and revisions, the desk's search, what approvers read, what is sent.
OWN_TABLES = re.compile(
    "cms_post|cms_postversion|wagtailcore_revision|wagtailsearch_indexentry.*|approvals_round|publishing_release"
)


@dataclass
class Played:
    """What the play left behind that no table holds."""

    people: dict[str, Any]
    clients: dict[str, Client]
    logs: list[str] = field(default_factory=list)
    tasks: list[str] = field(default_factory=list)


@pytest.fixture
def played(desk: Desk, caplog: Any, monkeypatch: Any, django_capture_on_commit_callbacks: Any) -> Played:
    monkeypatch.setattr(Conf, "SYNC", False)
    for name in ("django", "django.request", "django.security", "django_q", "django-q"):
        monkeypatch.setattr(logging.getLogger(name), "propagate", True)
    people = {role: make_person(desk.court, role) for role in Role if role != Role.PRESS_OFFICER}
    people[Role.PRESS_OFFICER] = desk.officer
    play = Played(people, {role: signed_in(person) for role, person in people.items()})
    with caplog.at_level(logging.DEBUG), django_capture_on_commit_callbacks(execute=True):
        _play(desk, play)
    play.tasks = [str(row.task) for row in OrmQ.objects.all()]
    with caplog.at_level(logging.DEBUG):
        _mailed()
    own = [record for record in caplog.records if record.name != "django.db.backends"]  # SQL, never on at work
    play.logs = [f"{record.getMessage()} {record.args} {record.exc_text or ''}" for record in own]
    return play


def _mailed() -> None:
    """Every mail leaves, with what waited for a window of the court and with what is settled by now."""
    Notice.objects.update(next_try_at=timezone.now(), over_at=None)
    notices.windows_open()
    assert notices.notices_try()
    assert not notices.unsent().exists()


def _play(desk: Desk, play: Played) -> None:
    registrar = play.clients[Role.REGISTRAR]
    matter = _entered(desk, registrar)
    _tried_out(desk, play)
    post = _drafted(desk)
    _asked(desk, post)
    question = Homonym.objects.get()
    page = reverse("homonyms:page", args=[question.pk])
    for reason in (f"It is not {REGISTERED['name']}.", "Born forty years later."):
        registrar.post(page, {"decision": "cleared", "reason": reason, "sentence": question.sentences})
    desk.client.post(_edit(post), {**entry(desk, text=TEXT), "action-submit": "1"})
    _decided(play)
    assert Release.objects.get().reference == post.reference
    assert Party.objects.filter(matter=matter, protected=True).exists()


def _entered(desk: Desk, registrar: Client) -> Matter:
    given = {"court": desk.court.pk, "docket": "No. 26-7", "code": "26-7", "status": "pending"}
    registrar.post(reverse("matters:new"), given | {"public_title": "Re K (A Child)"})
    matter = Matter.objects.get()
    person = {"kind": "party", "role": "child", "protected": "on", **REGISTERED, "handle": REGISTERED["handles"]}
    registrar.post(reverse("matters:party_new", args=[matter.pk]), person)
    registrar.post(reverse("matters:edit", args=[matter.pk]), given | {"public_title": REGISTERED["name"]})
    return Matter.objects.get()


def _tried_out(desk: Desk, play: Played) -> None:
    """In the live panel, in reasons and in comments. None of this is saved anywhere."""
    desk.client.post(reverse("posts:add"), entry(desk, title="Scratch"))
    scratch = Post.objects.get()
    for words in TYPED:
        desk.client.post(reverse("posts:live_new") + f"?court={desk.court.slug}", entry(desk, text=f"{words} spoke."))
        reason = {"reason|pending-case|26-7|" + "0" * 16: f"It is about {words}."}
        desk.client.post(_edit(scratch), entry(desk, title="Scratch") | reason)
        desk.client.post(reverse("outbox:pause", args=[desk.court.slug]), {"reason": f"{words} was named."})


def _drafted(desk: Desk) -> Post:
    desk.client.post(reverse("posts:add"), {**entry(desk, text=TEXT), "action-submit": "1"})
    assert not Round.objects.exists()
    return the_post()


def the_post() -> Post:
    return Post.objects.exclude(title="Scratch").get()


def _asked(desk: Desk, post: Post) -> None:
    text = desk.client.get(_edit(post)).content.decode()
    button = text.partition('name="action-ask" value="')[2].split('"')[0]
    for reason in (f"Not {REGISTERED['name']}, the baker.", "The baker of Mill Lane."):
        asked = {"action-ask": button, f"ask|{button}": reason}
        desk.client.post(_edit(post), entry(desk, text=TEXT) | asked)


def _decided(play: Played) -> None:
    for role in (Role.REVIEWER, Role.REGISTRAR, Role.JUDGE):
        round = Round.objects.get()
        step = round.workflow_state.current_task_state
        if Release.objects.exists():
            break
        form = {"digest": digest_of(the_post()), "step": step.pk}
        page = {name: reverse(f"decisions:{name}", args=[round.reference]) for name in ("approve", "return")}
        play.clients[role].post(page["return"], form | {"comment": f"Is it {REGISTERED['name']}?"})
        play.clients[role].post(page["approve"], form)


def _edit(post: Post) -> str:
    return reverse("posts:edit", args=[post.pk])


# --- looking ---------------------------------------------------------------------------------------------


def cells() -> Iterator[tuple[str, str]]:
    """Table, and text, of every value of every column of every table: text, JSON and bytes alike."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {quote(table)}")
            for row in cursor.fetchall():
                yield from ((table, text) for value in row for text in readings(value))


def readings(value: Any) -> Iterator[str]:
    """What a value may say: bytes in the encodings in which a name could stand in them, escapes undone."""
    if isinstance(value, memoryview | bytes):
        raw = bytes(value)
        yield from (raw.decode(encoding, errors="ignore").casefold() for encoding in ("utf-8", "utf-16-le"))
        return
    text = str(value)
    yield text.casefold()
    if "\\u" in text:
        yield re.sub(r"\\u([0-9a-fA-F]{4})", lambda hit: chr(int(hit[1], 16)), text).casefold()


def holds(text: str, words: tuple[str, ...] = (*SECRET, SURNAME)) -> bool:
    return any(word in text.casefold() for word in words)


def test_the_finder_finds(desk: Desk) -> None:
    Post.objects.create(court=desk.court, author=desk.officer, title="Isaura", text="Изаура")
    assert {table for table, text in cells() if holds(text)} >= {"cms_post"}
    assert holds(next(readings(memoryview("Изаура".encode()))))
    assert any(holds(text) for text in readings('{"a": "\\u0418\\u0437\\u0430\\u0443\\u0440\\u0430"}'))


def test_a_planted_name_stands_nowhere_else(played: Played, desk: Desk) -> None:
    """One test for all places, since the play is long. Each line names what was found where it must not stand."""
    assert_played(played)
    found = {
        "columns with what was registered": sorted({table for table, text in cells() if holds(text, SECRET)}),
        "columns with the author's words": sorted(
            {table for table, text in cells() if SURNAME in text and not OWN_TABLES.fullmatch(table)}
        ),
        "mails, tasks and logs": told(played),
        "pages": pages(played, desk) if connection.vendor == "sqlite" else [],  # they say the same on each database
        "addresses and titles of pages": addresses(played),
    }
    assert {where: wrong for where, wrong in found.items() if wrong} == {}


def assert_played(played: Played) -> None:
    acts = set(AuditEntry.objects.values_list("act", flat=True))
    assert acts >= {"matter_changed", "homonym_asked", "homonym_cleared", "names_tried", "voted", "cleared"}
    assert ProbeAlert.objects.exists()
    assert Homonym.objects.get().answered_why == "Born forty years later."
    assert all((mail.outbox, played.tasks, played.logs))


def told(played: Played) -> list[str]:
    letters = [f"{letter.subject} {letter.body} {letter.to}" for letter in mail.outbox]
    return [text for text in (*letters, *played.tasks, *played.logs) if holds(text)]


def pages(played: Played, desk: Desk) -> list[tuple[str, str]]:
    """Every page and export, opened by the registrar, by the author, and by one person with every other role."""
    values = values_of(desk.court)
    apart = (Role.REGISTRAR, Role.PRESS_OFFICER)
    readers = {role: played.clients[role] for role in apart}
    readers |= {"others": signed_in(make_person(desk.court, *(role for role in Role if role not in apart)))}
    opened = (
        (role, path, client.get(path))
        for address in open_addresses()
        for path in paths(address, values)
        for role, client in readers.items()
    )
    return [(role, path) for role, path, answer in opened if holds(f"{answer.headers} {text_of(answer)}", SECRET)]


def text_of(answer: Any) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode(errors="replace")


def addresses(played: Played) -> list[str]:
    """Links and titles of the pages that show the author's words, as far as they repeat them."""
    question, post = Homonym.objects.get(), the_post()
    shown = (
        (Role.PRESS_OFFICER, _edit(post)),
        (Role.REGISTRAR, reverse("homonyms:page", args=[question.pk])),
        (Role.REGISTRAR, reverse("homonyms:index")),
        (Role.JUDGE, reverse("decisions:page", args=[post.reference])),
    )
    texts = [text_of(played.clients[role].get(address)) for role, address in shown]
    parts = [re.findall(r'<title>(.*?)</title>|(?:href|action|src)="([^"]*)"', text, re.S) for text in texts]
    return [part for found in parts for pair in found for part in pair if holds(part)]
