from __future__ import annotations

import pytest

from publishing.domain.delivery import TRANSITIONS, IllegalMove, State
from publishing.ground.models import AuditEntry
from publishing.models import Delivery
from publishing.services import Change, move, move_many, note_many
from publishing.signals import releases_changed
from tests.factories import make_account, make_court, make_delivery

pytestmark = [pytest.mark.django_db, pytest.mark.both]
PAIRS = [(old, new) for old in State for new in State]
REMOTE = {"remote_id": "114", "remote_url": "https://social.example/114"}


@pytest.mark.parametrize(("old", "new"), [pair for pair in PAIRS if pair[1] in TRANSITIONS[pair[0]]])
def test_every_edge_of_the_graph_is_taken(old, new):
    row = make_delivery(old)
    move(row, new, by="system", columns=REMOTE)
    assert Delivery.objects.get(pk=row.pk).state == new


@pytest.mark.parametrize(("old", "new"), [pair for pair in PAIRS if pair[1] not in TRANSITIONS[pair[0]]])
def test_no_other_edge_is_taken(old, new):
    row = make_delivery(old)
    with pytest.raises(IllegalMove):
        move(row, new, by="system")
    assert Delivery.objects.get(pk=row.pk).state == old


def test_a_row_that_changed_since_it_was_read_is_not_moved():
    row = make_delivery()
    Delivery.objects.update(state=State.HELD)
    with pytest.raises(IllegalMove, match="changed meanwhile"):
        move(row, State.CANCELLED, by="system")
    assert Delivery.objects.get().state == State.HELD


def test_a_row_that_was_tried_since_it_was_read_is_not_moved():
    row = make_delivery(State.SENDING)
    Delivery.objects.update(tries=2)
    with pytest.raises(IllegalMove):
        move(row, State.FAILED, by="system")


def test_in_bulk_it_is_all_or_none():
    court = make_court()
    rows = [make_delivery(account=make_account(court)) for _ in range(3)]
    Delivery.objects.filter(pk=rows[2].pk).update(state=State.HELD)
    with pytest.raises(IllegalMove):
        move_many([Change(row, State.CANCELLED) for row in rows], by="system")
    assert not Delivery.objects.filter(state=State.CANCELLED).exists()
    assert not AuditEntry.objects.filter(act="cancelled").exists()


def test_a_move_is_on_the_trail_with_its_facts():
    row = make_delivery()
    move(row, State.HELD, by="worker:w", reason="An embargo.", code="embargo")
    entry = AuditEntry.objects.get(act="held")
    assert (entry.actor, entry.subject, entry.facts["code"]) == ("worker:w", f"delivery:{row.pk}", "embargo")


def test_sent_without_an_id_is_refused_by_the_database():
    from django.db import IntegrityError

    with pytest.raises(IntegrityError):
        move(make_delivery(State.SENDING), State.SENT, by="system")


def test_whoever_listens_hears_of_a_move_after_the_commit(django_capture_on_commit_callbacks):
    heard = []

    def listen(sender, release_ids, **kwargs):
        heard.extend(release_ids)

    row = make_delivery()
    releases_changed.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            move(row, State.HELD, by="system")
    finally:
        releases_changed.disconnect(listen)
    assert heard == [row.release_id]


def test_a_listener_that_fails_undoes_nothing(django_capture_on_commit_callbacks):
    def listen(sender, **kwargs):
        raise ValueError

    row = make_delivery()
    releases_changed.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            move(row, State.HELD, by="system")
    finally:
        releases_changed.disconnect(listen)
    assert Delivery.objects.get().state == State.HELD


def test_a_note_never_changes_the_state():
    with pytest.raises(IllegalMove):
        note_many([Change(make_delivery(), State.HELD)])
