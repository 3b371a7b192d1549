"""Each way to tamper with the trail, by somebody who owns the database and has dropped its triggers."""

from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from publishing.ground import anchors, audit, rows, sealing, triggers
from publishing.ground.management.commands import verify_records
from publishing.ground.models import Anchor, AuditEntry, ChainHead, Court
from tests.factories import make_court

TABLE = "ground_auditentry"
DAY = date(2026, 11, 20)
pytestmark = pytest.mark.both


@pytest.fixture
def court(db, settings, tmp_path) -> Court:
    settings.ANCHOR_FILE = str(tmp_path / "anchors.jsonl")
    court = make_court(slug="norvale")
    audit.record_many(
        {"court": court, "act": "voted", "actor": "person:1", "subject": f"post:{n}", "facts": {"n": n}}
        for n in range(1, 7)
    )
    sealing.seal_pending()
    triggers.remove(connection)
    return court


def tamper(statement: str, *values) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def verdict(**options) -> str:
    out = StringIO()
    try:
        call_command("verify_records", stdout=out, **options)
    except CommandError as error:
        out.write(str(error))
    return out.getvalue()


def test_what_is_wrong_ends_the_command_with_1(court) -> None:
    tamper(f"DELETE FROM {TABLE} WHERE seq = 4")
    with pytest.raises(CommandError) as refused:
        call_command("verify_records", stdout=StringIO())
    assert refused.value.returncode == 1


def test_an_untouched_trail_is_in_order(court) -> None:
    assert "norvale: 6 entries followed, 0 not yet sealed: in order" in verdict()


def test_entries_not_yet_sealed_are_counted(court) -> None:
    audit.record(court, "voted", actor="system", subject="post:9")
    assert "1 not yet sealed: in order" in verdict()


@pytest.mark.parametrize(
    "change",
    [
        "act = 'returned'",
        "actor = 'person:2'",
        "subject = 'post:4'",
        "facts = '{\"n\":9}'",
        "at = '2020-01-01 00:00:00'",
    ],
)
def test_an_edited_entry_is_named(court, change: str) -> None:
    tamper(f"UPDATE {TABLE} SET {change} WHERE seq = 3")
    assert "WRONG at position 3, entry" in verdict()


def test_an_edited_entry_with_a_mac_of_its_own_making_is_named(court) -> None:
    tamper(f"UPDATE {TABLE} SET act = 'returned', mac = %s WHERE seq = 3", b"x" * 32)
    assert "WRONG at position 3" in verdict()


def test_an_edited_entry_from_which_the_chain_was_made_anew_is_named(court) -> None:
    """Links need no key, so only its own MAC tells which entry was edited."""
    tamper(f"UPDATE {TABLE} SET act = 'returned' WHERE seq = 3")
    previous = sealing.GENESIS
    for entry in [row for batch in rows.sealed(court.pk) for row in batch]:
        link = sealing.link_hash(previous, entry.seq, entry.mac, entry.content)
        tamper(f"UPDATE {TABLE} SET previous = %s, hash = %s WHERE seq = %s", previous, link, entry.seq)
        previous = link
    assert "WRONG at position 3, entry" in verdict()


def test_a_deleted_entry_is_named(court) -> None:
    tamper(f"DELETE FROM {TABLE} WHERE seq = 4")
    assert "WRONG at position 4 is missing" in verdict()


def test_a_deleted_entry_whose_place_was_closed_is_named(court) -> None:
    tamper(f"DELETE FROM {TABLE} WHERE seq = 4")
    for seq in (5, 6):
        tamper(f"UPDATE {TABLE} SET seq = %s WHERE seq = %s", seq - 1, seq)
    assert "WRONG at position 4, entry" in verdict()


def test_two_entries_in_each_others_place_are_named(court) -> None:
    for old, new in ((2, 99), (3, 2), (99, 3)):
        tamper(f"UPDATE {TABLE} SET seq = %s WHERE seq = %s", new, old)
    assert "WRONG at position 2, entry" in verdict()


def test_two_entries_exchanged_with_their_seals_are_named(court) -> None:
    second, third = AuditEntry.objects.filter(seq__in=(2, 3)).order_by("seq")
    tamper(f"UPDATE {TABLE} SET seq = 99 WHERE seq = 2")
    for entry, place in ((third, second), (second, third)):
        seal = (place.seq, bytes(place.previous), bytes(place.hash))
        key = entry.pk.hex if connection.vendor == "sqlite" else entry.pk
        tamper(f"UPDATE {TABLE} SET seq = %s, previous = %s, hash = %s WHERE id = %s", *seal, key)
    assert "WRONG at position 2, entry" in verdict()


def test_a_cut_tail_is_named(court) -> None:
    tamper(f"DELETE FROM {TABLE} WHERE seq > 4")
    assert "WRONG at position 5 is missing: the chain was cut off, it reached to 6" in verdict()


def test_a_tail_cut_together_with_its_end_is_named_by_the_anchor(court) -> None:
    old = ChainHead.objects.values_list("seq", "hash", "mac").get(court=court)
    audit.record(court, "voted", actor="system", subject="post:9")
    triggers.install(connection)
    sealing.seal_pending()
    triggers.remove(connection)
    anchors.anchor_day(DAY)
    tamper(f"DELETE FROM {TABLE} WHERE seq > 6")
    ChainHead.objects.filter(court=court).update(**dict(zip(("seq", "hash", "mac"), old, strict=True)))
    assert "WRONG at position 7 is missing: the chain was cut off, the anchor of 2026-11-20" in verdict()


def rewrite(court: Court) -> None:
    """What somebody can do who holds AUDIT_KEY as well: leave an entry out and chain everything anew."""
    tamper(f"DELETE FROM {TABLE} WHERE seq = 3")
    tamper(f"UPDATE {TABLE} SET seq = NULL, previous = NULL, hash = NULL")
    ChainHead.objects.all().delete()
    audit.record(court, "voted", actor="system", subject="post:3")
    sealing.seal_pending()


def test_a_chain_rewritten_with_the_key_is_found_by_its_anchor(court) -> None:
    anchors.anchor_day(DAY)
    rewrite(court)
    assert "WRONG at position 6: the chain up to here was rewritten after the anchor of 2026-11-20" in verdict()


def test_a_chain_rewritten_with_its_anchor_rows_is_found_by_the_file(court) -> None:
    anchors.anchor_day(DAY)
    rewrite(court)
    tamper("DELETE FROM ground_anchor")
    assert "rewritten after the anchor" in verdict()


def test_a_copy_of_the_anchor_file_kept_elsewhere_finds_it_too(court, tmp_path, settings) -> None:
    anchors.anchor_day(DAY)
    copy = tmp_path / "kept.jsonl"
    copy.write_bytes(Path(settings.ANCHOR_FILE).read_bytes())
    Path(settings.ANCHOR_FILE).unlink()
    rewrite(court)
    assert "rewritten after the anchor" in verdict(anchors=str(copy))


def test_a_copy_need_not_hold_what_was_filed_after_it_was_made(court, tmp_path, settings) -> None:
    anchors.anchor_day(DAY)
    copy = tmp_path / "kept.jsonl"
    copy.write_bytes(Path(settings.ANCHOR_FILE).read_bytes())
    anchors.anchor_day(DAY + timedelta(days=1))
    Anchor.objects.filter(day__gt=DAY).update(filed_at=timezone.now() + timedelta(days=1))
    assert "in order" in verdict(anchors=str(copy))


def test_an_anchor_filed_while_the_trail_is_followed_is_no_fault(court, monkeypatch) -> None:
    anchors.anchor_day(DAY)

    def read_before_the_next_is_filed(lines):
        found = anchors.read_anchors(lines)
        anchors.anchor_day(DAY + timedelta(days=1))
        return found

    monkeypatch.setattr(f"{verify_records.__name__}.read_anchors", read_before_the_next_is_filed)
    assert "in order" in verdict()


def test_a_lost_anchor_file_is_named(court, settings) -> None:
    anchors.anchor_day(DAY)
    Path(settings.ANCHOR_FILE).unlink()
    assert "is missing, though anchors were filed" in verdict()


def test_a_line_taken_out_of_the_anchor_file_is_named(court, settings) -> None:
    anchors.anchor_day(DAY)
    Path(settings.ANCHOR_FILE).write_text("")
    assert "anchor of 2026-11-20 is missing from the anchor file" in verdict()


def test_a_changed_line_of_the_anchor_file_is_named(court, settings) -> None:
    anchors.anchor_day(DAY)
    path = Path(settings.ANCHOR_FILE)
    path.write_text(path.read_text().replace('"seq":6', '"seq":5'))
    assert "line 1 of the anchor file was changed" in verdict()


def test_nonsense_in_the_anchor_file_is_named(court, settings) -> None:
    Path(settings.ANCHOR_FILE).write_text("[1, 2]\n")
    assert "line 1 of the anchor file is no anchor" in verdict()


def test_a_missing_end_is_named(court) -> None:
    tamper("DELETE FROM ground_chainhead")
    assert "WRONG at position 6: the record of the chain's end is missing" in verdict()


def test_a_forged_entry_that_waits_for_its_seal_is_named(court) -> None:
    entry = audit.record(court, "voted", actor="system", subject="post:9")
    tamper(f"UPDATE {TABLE} SET actor = 'person:2' WHERE seq IS NULL")
    assert f"WRONG at not yet sealed, entry {entry.pk.hex[:8]}" in verdict()


def test_one_courts_trail_can_be_followed_alone(court) -> None:
    make_court(slug="other")
    assert "other" not in verdict(court="norvale")


def test_an_unknown_court_is_refused_with_those_that_are_known(court) -> None:
    assert "--court: there is no court nowhere. Known: norvale." in verdict(court="nowhere")


def test_an_anchor_file_that_is_not_there_is_refused(court) -> None:
    assert "--anchors: nowhere.jsonl cannot be read" in verdict(anchors="nowhere.jsonl")


def test_on_sqlite_a_number_in_place_of_words_is_named(court) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite keeps it")
    tamper(f"UPDATE {TABLE} SET at = 5 WHERE seq = 2")
    assert "WRONG at position 2" in verdict()
