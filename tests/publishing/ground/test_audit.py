import json

import pytest
import rfc8785
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from publishing.ground import audit, canonical
from publishing.ground.models import AppendOnly, AuditEntry
from tests.factories import make_court, make_person

ENTRY = {"actor": "system", "subject": "post:1"}
words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
facts = st.recursive(
    st.none() | st.booleans() | st.integers(-canonical.LARGEST, canonical.LARGEST) | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abcXYZ_.é"[:8]), inner, max_size=3),
    max_leaves=8,
)


@pytest.fixture
def entry(db) -> AuditEntry:
    return audit.record(make_court(), "voted", **ENTRY, facts={"role": "judge"})


@given(st.dictionaries(st.text("abcXYZ_"), facts, max_size=4))
def test_the_quick_canonical_form_is_that_of_rfc_8785(value) -> None:
    assert canonical.facts_json(value).encode() == rfc8785.dumps(value)


@given(words, words)
def test_the_bytes_of_an_entry_are_canonical_json(actor: str, subject: str) -> None:
    made = canonical.entry_bytes("0" * 32, 1, "2026-01-01 00:00:00.000000", "voted", actor, subject, "{}")
    assert made == rfc8785.dumps(json.loads(made))


def test_an_entry_starts_unsealed_with_its_mac(entry) -> None:
    entry.refresh_from_db()
    assert entry.seq is None
    assert len(entry.mac) == 32


def test_an_entry_falls_with_the_transaction_of_its_act(db) -> None:
    court = make_court()
    with transaction.atomic():
        audit.record(court, "voted", **ENTRY)
        transaction.set_rollback(True)
    assert not AuditEntry.objects.filter(court=court).exists()


def test_many_entries_are_recorded_in_few_statements(db, django_assert_max_num_queries) -> None:
    court = make_court()
    with django_assert_max_num_queries(6):
        audit.record_many(
            {"court": court.pk, "act": "claimed", "actor": "worker:a", "subject": f"delivery:{n}"} for n in range(100)
        )
    assert AuditEntry.objects.filter(court=court, act="claimed").count() == 100


def test_a_person_is_named_by_id(db) -> None:
    person = make_person()
    assert audit.actor_of(person) == f"person:{person.pk}"


@pytest.mark.parametrize(
    ("argument", "value"),
    [
        ("act", "Voted!"),
        ("act", ""),
        ("actor", ""),
        ("actor", "person:1\nperson:2"),
        ("subject", "x" * 151),
        ("facts", {"late": 0.5}),
        ("facts", {"who": object()}),
        ("facts", {"list": [1, {"deep": b"bytes"}]}),
        ("facts", {1: "number as key"}),
        ("facts", {"big": 2**60}),
        ("facts", {"nul": "\x00"}),
        ("facts", {"half": "\ud800"}),
    ],
)
def test_what_is_no_plain_entry_is_refused_by_name(db, argument: str, value) -> None:
    given = {"act": "voted", **ENTRY, argument: value}
    with pytest.raises(ValueError, match=argument):
        audit.record(make_court(), **given)


def test_an_entry_is_not_saved_again(entry) -> None:
    entry.act = "returned"
    with pytest.raises(AppendOnly):
        entry.save()


def test_an_entry_is_not_deleted(entry) -> None:
    with pytest.raises(AppendOnly):
        entry.delete()


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: rows.update(act="returned"),
        lambda rows: rows.delete(),
        lambda rows: rows.bulk_update(list(rows), ["act"]),
        lambda rows: rows.update_or_create(act="voted", defaults={"act": "returned"}),
        lambda rows: rows.bulk_create(list(rows), update_conflicts=True, unique_fields=["id"], update_fields=["act"]),
        lambda rows: rows._raw_delete("default"),
    ],
)
def test_entries_are_not_changed_in_bulk(entry, change) -> None:
    with pytest.raises(AppendOnly):
        change(AuditEntry.objects.all())


CHANGES = [
    "UPDATE ground_auditentry SET act = 'returned'",
    "UPDATE ground_auditentry SET facts = '{}'",
    "UPDATE ground_auditentry SET seq = 1",
    "UPDATE ground_auditentry SET seq = 1, previous = mac, hash = mac, act = 'returned'",
    "DELETE FROM ground_auditentry",
]


@pytest.mark.both
@pytest.mark.parametrize("statement", CHANGES)
def test_the_database_refuses_changes_from_any_client(entry, statement: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert AuditEntry.objects.get(pk=entry.pk).act == "voted"


@pytest.mark.both
def test_the_database_allows_sealing_once(entry) -> None:
    seal = "UPDATE ground_auditentry SET seq = 1, previous = mac, hash = mac WHERE act = 'voted'"
    with connection.cursor() as cursor:
        cursor.execute(seal)
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            cursor.execute(seal)


@pytest.mark.both
def test_an_entry_cannot_be_put_in_with_a_position(entry) -> None:
    columns = "court_id, at, act, actor, subject, facts, mac, previous, hash"
    copy = (
        f"INSERT INTO ground_auditentry (id, seq, {columns}) SELECT '{'0' * 32}', 9, {columns} FROM ground_auditentry"
    )
    if connection.vendor == "postgresql":
        copy = copy.replace(f"'{'0' * 32}'", f"'{'0' * 32}'::uuid")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(copy)


def test_on_sqlite_replacing_an_entry_is_refused(entry) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("REPLACE is of SQLite")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT OR REPLACE INTO ground_auditentry SELECT * FROM ground_auditentry")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_on_postgresql_the_trail_is_not_truncated() -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE ground_auditentry")


@pytest.mark.django_db(transaction=True)
def test_a_test_that_commits_leaves_a_trail_that_is_cleared_after_it() -> None:
    audit.record(make_court(), "voted", **ENTRY)
    assert AuditEntry.objects.count() == 1
