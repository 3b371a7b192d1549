import json
from datetime import date
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from publishing.ground import anchors, audit, sealing
from publishing.ground.models import Anchor, ChainHead, Notice, Role
from tests.factories import make_court, make_person

DAY = date(2026, 11, 20)


@pytest.fixture
def court(db, settings, tmp_path):
    settings.ANCHOR_FILE = str(tmp_path / "deep" / "anchors.jsonl")
    court = make_court()
    audit.record(court, "voted", actor="system", subject="post:1")
    sealing.seal_pending()
    return court


def test_the_days_end_of_the_chain_is_filed(court, settings) -> None:
    anchors.anchor_day(DAY)
    (statement,) = anchors.read_anchors(Path(settings.ANCHOR_FILE).read_text().splitlines())
    head = ChainHead.objects.get(court=court)
    assert statement == anchors.Statement(court.pk, "2026-11-20", bytes(head.hash).hex(), 1, court.slug)


def test_a_line_can_be_checked_with_the_public_key_alone(court) -> None:
    anchors.anchor_day(DAY)
    line = json.loads(Anchor.objects.get().line)
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(line["key"]))
    body = anchors.Statement(**line["anchor"]).body()
    key.verify(bytes.fromhex(line["signature"]), body)
    with pytest.raises(InvalidSignature):
        key.verify(bytes.fromhex(line["signature"]), body + b" ")


def test_a_day_is_anchored_once(court, settings) -> None:
    assert anchors.anchor_day(DAY) == 1
    assert anchors.anchor_day(DAY) == 0
    assert len(Path(settings.ANCHOR_FILE).read_text().splitlines()) == 1


def test_a_court_without_entries_has_no_anchor(court) -> None:
    other = make_court()
    anchors.anchor_day(DAY)
    assert not Anchor.objects.filter(court=other).exists()


def test_president_and_administrator_are_told_and_nobody_else(court) -> None:
    president, administrator = (make_person(court, role) for role in (Role.PRESIDENT, Role.ADMINISTRATOR))
    make_person(court, Role.JUDGE)
    make_person(make_court(), Role.PRESIDENT)
    anchors.anchor_day(DAY)
    assert set(Notice.objects.values_list("person", flat=True)) == {president.pk, administrator.pk}
    assert all(Anchor.objects.get().line in body for body in Notice.objects.values_list("body", flat=True))


def test_a_file_that_cannot_be_written_is_tried_again(court, settings, tmp_path) -> None:
    good, settings.ANCHOR_FILE = settings.ANCHOR_FILE, str(tmp_path)
    anchors.anchor_day(DAY)
    assert Anchor.objects.get().filed_at is None
    settings.ANCHOR_FILE = good
    anchors.anchor_day(DAY)
    assert Anchor.objects.get().filed_at is not None
    assert Path(good).read_text() == Anchor.objects.get().line + "\n"
