from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from approvals.domain.findings import Context, Draft, MatterFacts, Party, Surface
from approvals.domain.review import review

LIFTED = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
TEXT = "The Court dismisses the appeal of Fernhollow Mutual."


def codes(publish_at, until=LIFTED, kind="judgment", status="embargoed", text=TEXT):
    parties = (Party("Fernhollow Mutual"),)
    matter = MatterFacts("E1", "No. 25-611", status=status, embargo_until=until, parties=parties)
    draft = Draft("en", kind, (Surface("text", text),))
    return {finding.code for finding in review(draft, Context(publish_at, (matter,)))}


def test_a_microsecond_before_the_instant_is_too_early():
    assert "embargo" in codes(LIFTED - timedelta(microseconds=1))


def test_at_the_very_instant_it_may_go():
    assert codes(LIFTED) == set()


@pytest.mark.parametrize("zone", ["America/Sao_Paulo", "Asia/Shanghai", "Asia/Kolkata", "Pacific/Kiritimati"])
def test_clocks_of_other_zones_are_compared_as_instants(zone):
    local = LIFTED.astimezone(ZoneInfo(zone))
    assert codes(local) == set()
    assert "embargo" in codes(local - timedelta(minutes=1))


def test_a_clock_that_reads_later_may_still_be_too_early():
    until = datetime.fromisoformat("2026-11-25T14:00:00-03:00")
    assert "embargo" in codes(datetime.fromisoformat("2026-11-25T15:30:00+00:00"), until)


def test_the_second_half_past_one_of_an_autumn_night_counts():
    zone = ZoneInfo("Europe/London")
    until = datetime(2026, 10, 25, 1, 30, tzinfo=zone, fold=1)
    assert "embargo" in codes(datetime(2026, 10, 25, 1, 45, tzinfo=zone, fold=0).astimezone(UTC), until)
    assert "embargo" not in codes(datetime(2026, 10, 25, 1, 45, tzinfo=zone, fold=1).astimezone(UTC), until)


def test_an_embargo_without_an_end_never_lifts_by_itself():
    assert "embargo" in codes(LIFTED + timedelta(days=900), until=None)


def test_a_later_embargo_on_a_pending_matter_binds_too():
    assert "embargo" in codes(LIFTED - timedelta(days=1), status="pending")


def test_a_public_notice_says_when_and_nothing_else():
    text = "Judgment in Fernhollow Mutual will be handed down at 10:00 on Tuesday."
    matter = MatterFacts(
        "E1", "No. 25-611", status="embargoed", embargo_until=LIFTED, handdown_notice_public=True,
        parties=(Party("Fernhollow Mutual"),),
    )  # fmt: skip
    draft = Draft("en", "handdown-notice", (Surface("text", text),))
    found = review(draft, Context(LIFTED - timedelta(days=1), (matter,)))
    assert {(finding.code, finding.severity.value) for finding in found} == {("pending-case", "advise")}


def test_a_result_at_first_instance_is_history():
    text = "Tuesday's judgment concerns Fernhollow Mutual, whose claim was dismissed at first instance."
    assert "embargo" not in codes(LIFTED - timedelta(days=1), kind="service-update", text=text)
