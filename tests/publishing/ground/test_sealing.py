import threading

import pytest
from django.db import connection

from publishing.ground import audit, sealing
from publishing.ground.models import AuditEntry, ChainHead
from publishing.ground.verification import verify_court
from tests.factories import make_court


def acts(court, count: int = 3) -> None:
    audit.record_many(
        {"court": court, "act": "voted", "actor": "system", "subject": f"post:{n}", "facts": {"n": n, "word": "żółć"}}
        for n in range(count)
    )


@pytest.mark.both
def test_every_waiting_entry_gets_the_next_position_of_its_court(db) -> None:
    first, second = make_court(), make_court()
    acts(first, 3)
    acts(second, 2)
    sealing.seal_pending()
    acts(first, 1)
    assert sealing.seal_pending() == 1
    assert list(first.audit_entries.order_by("seq").values_list("seq", flat=True)) == [1, 2, 3, 4]
    assert list(second.audit_entries.order_by("seq").values_list("seq", flat=True)) == [1, 2]


@pytest.mark.both
def test_a_sealed_trail_is_in_order(db) -> None:
    court = make_court()
    acts(court)
    sealing.seal_pending()
    assert verify_court(court, []).wrong == ""


def test_a_turn_seals_no_more_than_its_limit(db) -> None:
    court = make_court()
    acts(court, 5)
    assert sealing.seal_pending(limit=2) == 2
    assert AuditEntry.objects.filter(court=court, seq=None).count() == 3


def test_nothing_waiting_is_nothing_done(db) -> None:
    make_court()
    assert sealing.seal_pending() == 0


def test_a_changed_end_stops_its_own_chain_and_no_other(db) -> None:
    first, second = make_court(), make_court()
    for court in (first, second):
        acts(court, 1)
    sealing.seal_pending()
    ChainHead.objects.filter(court=first).update(seq=7)
    acts(first, 1)
    acts(second, 1)
    with pytest.raises(sealing.TrailBroken, match=f"court {first.pk}"):
        sealing.seal_pending()
    assert not AuditEntry.objects.filter(court=second, seq=None).exists()


@pytest.mark.both
@pytest.mark.django_db(transaction=True)
def test_several_sealers_at_once_make_one_chain() -> None:
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("threads share no memory database")
    court = make_court()
    acts(court, 200)
    barrier, errors = threading.Barrier(4), []

    def sealer() -> None:
        try:
            barrier.wait()
            for _ in range(20):
                sealing.seal_pending(limit=20)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=sealer) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sealing.seal_pending()
    assert errors == []
    assert verify_court(court, []).wrong == ""
    assert AuditEntry.objects.filter(court=court, seq=None).count() == 0
