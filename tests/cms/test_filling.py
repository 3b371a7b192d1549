"""What the register gives for the fields of a template: what a press officer may see, and nothing else."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from approvals.services import (
    PartyEntry,
    RestrictionEntry,
    matter_seal,
    party_add,
    restriction_add,
)
from cms.blanks import Blank, Type
from cms.filling import Given, filled, matters_called, rooms_of
from cms.models import Template
from publishing.ground.models import Role
from tests.cms.templates import HEARING, WEEK, hearing, in_use, matter, week_of
from tests.factories import make_person

pytestmark = pytest.mark.django_db
WHEN = datetime(2099, 6, 2, 8, 30, tzinfo=UTC)  # a Tuesday, 10:30 in Zagreb


@pytest.fixture
def registrar(desk):
    return make_person(desk.court, Role.REGISTRAR)


@pytest.fixture
def case(desk, registrar):
    found = matter(desk.court, registrar)
    hearing(found, registrar, WHEN)
    return found


def values(template: Template, given: Given, by: Any) -> dict[str, str]:
    return {line.blank.name: line.value for line in filled(template, given, by)}


def troubles(template: Template, given: Given, by: Any) -> dict[str, str]:
    return {line.blank.name: line.trouble for line in filled(template, given, by) if line.trouble}


def hearings_of(desk, first: date = date(2099, 6, 1), last: date = date(2099, 6, 7)) -> str:
    return values(in_use(desk.court, desk.officer, WEEK), week_of(first, last), desk.officer)["hearings"]


def test_a_matter_fills_its_fields_in_the_courts_time(desk, case) -> None:
    found = values(in_use(desk.court, desk.officer, HEARING), Given(case), desk.officer)
    assert found == {
        "docket": "No. 26-1", "title": "Re K (A Child)", "day": "2099-06-02", "clock": "10:30", "room": "Courtroom 2",
    }  # fmt: skip


def test_each_value_says_where_it_is_from(desk, case) -> None:
    lines = filled(in_use(desk.court, desk.officer, HEARING), Given(case), desk.officer)
    assert [line.origin[:9] for line in lines] == ["Register:"] * 5
    assert lines[2].shown == "Tuesday 2 June 2099"


def test_without_a_matter_the_choice_is_asked_for(desk) -> None:
    found = troubles(in_use(desk.court, desk.officer, HEARING), Given(), desk.officer)
    assert set(found.values()) == {"Choose the matter first."}


def test_what_is_typed_for_a_field_of_the_register_counts_for_nothing_in_a_locked_template(desk, case) -> None:
    given = Given(case, values={"room": "the lion's den"})
    assert values(in_use(desk.court, desk.officer, HEARING), given, desk.officer)["room"] == "Courtroom 2"


def test_where_the_register_is_silent_an_open_template_takes_what_is_typed(desk, registrar) -> None:
    bare = matter(desk.court, registrar)
    given = Given(bare, values={"day": "2099-06-02", "clock": "10:30", "room": "Courtroom 9"})
    closed = in_use(desk.court, desk.officer, HEARING)
    assert set(troubles(closed, given, desk.officer)) == {"day", "clock", "room"}
    assert troubles(in_use(desk.court, desk.officer, HEARING, locked=False), given, desk.officer) == {}


@pytest.mark.parametrize("facts", [{"public": False}, {"at": datetime(2020, 1, 1, tzinfo=UTC)}])
def test_hearings_behind_closed_doors_and_past_ones_fill_nothing(desk, registrar, facts) -> None:
    found = matter(desk.court, registrar)
    hearing(found, registrar, **{"at": WHEN, **facts})
    assert values(in_use(desk.court, desk.officer, HEARING), Given(found), desk.officer)["day"] == ""


def test_a_cancelled_hearing_fills_nothing(desk, case) -> None:
    case.hearings.update(cancelled_at=timezone.now())
    assert values(in_use(desk.court, desk.officer, HEARING), Given(case), desk.officer)["day"] == ""
    assert hearings_of(desk) == ""


def test_the_hour_of_hand_down_is_told_only_where_it_may_be_announced(desk, registrar) -> None:
    blanks = (Blank("day", "Day", Type.DATE, "handdown-day"), Blank("clock", "Time", Type.TIME, "handdown-time"))
    template = in_use(desk.court, desk.officer, HEARING, title="Hand-down", body="{day} {clock}", blanks=blanks)
    until = timezone.now().replace(microsecond=0) + timedelta(days=3)
    facts = {"status": "embargoed", "embargo_until": until}
    kept = matter(desk.court, registrar, "26-2", **facts)
    told = matter(desk.court, registrar, "26-3", **facts, handdown_notice_public=True)
    assert set(values(template, Given(kept), desk.officer).values()) == {""}
    local = until.astimezone(desk.court.zone)
    assert values(template, Given(told), desk.officer) == {
        "day": local.date().isoformat(), "clock": local.strftime("%H:%M"),
    }  # fmt: skip


def test_nothing_of_a_sealed_matter_is_told_to_those_who_may_read_it_either(desk, registrar, case) -> None:
    matter_seal(matter=case, readers=[desk.officer, registrar], by=registrar)
    template = in_use(desk.court, desk.officer, HEARING)
    assert set(values(template, Given(case), desk.officer).values()) == {""}
    assert hearings_of(desk) == ""
    assert matters_called(desk.court, desk.officer, "No. 26-1") == []
    assert rooms_of(desk.court) == []


def test_nothing_is_told_that_an_order_withholds(desk, registrar, case) -> None:
    restriction_add(matter=case, entry=RestrictionEntry(type="no-publication"), by=registrar)
    assert hearings_of(desk) == ""
    assert matters_called(desk.court, desk.officer, "No. 26-1") == []


def test_a_protected_name_in_a_public_title_is_not_filled_in(desk, registrar) -> None:
    named = matter(desk.court, registrar, "26-7", public_title="Plavec v Norvale")
    hearing(named, registrar, WHEN)
    plain = matter(desk.court, registrar, "26-8", public_title="Re M")
    hearing(plain, registrar, WHEN + timedelta(hours=1))
    other = matter(desk.court, registrar, "26-9")
    party_add(matter=other, entry=PartyEntry(name="Zora Plavec", protected=True, handles=[], forms=[]), by=registrar)
    party_add(matter=other, entry=PartyEntry(name="Plavec", protected=True), by=registrar)
    template = in_use(desk.court, desk.officer, HEARING)
    assert values(template, Given(named), desk.officer)["title"] == ""
    found = hearings_of(desk)
    assert "Re M" in found
    assert "Plavec" not in found


def test_the_hearings_of_a_week_stand_by_day_in_the_courts_time(desk, registrar, case) -> None:
    hearing(matter(desk.court, registrar, "26-2", public_title=""), registrar, WHEN + timedelta(days=1), room="")
    hearing(matter(desk.court, registrar, "26-3"), registrar, WHEN + timedelta(days=14))
    assert hearings_of(desk) == (
        "Tuesday 2 June\n10:30, Courtroom 2: Re K (A Child) (No. 26-1)\nWednesday 3 June\n10:30: No. 26-2"
    )


def test_the_days_of_a_period_are_the_courts(desk, registrar) -> None:
    late = matter(desk.court, registrar)
    hearing(late, registrar, datetime(2099, 6, 7, 22, 30, tzinfo=UTC))  # half past midnight on the 8th
    assert hearings_of(desk) == ""
    assert "00:30" in hearings_of(desk, date(2099, 6, 8), date(2099, 6, 8))


def test_a_period_without_hearings_is_said(desk) -> None:
    template = in_use(desk.court, desk.officer, WEEK)
    assert troubles(template, week_of(date(2099, 1, 5), date(2099, 1, 11)), desk.officer) == {
        "hearings": "The register has no public hearing in these days."
    }
    assert set(troubles(template, Given(), desk.officer).values()) == {"Choose the first and the last day."}


def test_no_matter_of_another_court_fills_anything(desk, other) -> None:
    theirs = make_person(other.court, Role.REGISTRAR)
    found = matter(other.court, theirs)
    hearing(found, theirs, WHEN)
    assert set(values(in_use(desk.court, desk.officer, HEARING), Given(found), desk.officer).values()) == {""}
    assert hearings_of(desk) == ""


def test_a_whole_docket_number_means_one_matter(desk, registrar) -> None:
    first = matter(desk.court, registrar, "26-1")
    matter(desk.court, registrar, "26-11")
    assert matters_called(desk.court, desk.officer, " no. 26-1 ") == [first]
    assert len(matters_called(desk.court, desk.officer, "No. 26")) == 2


@pytest.mark.parametrize(
    ("blank", "value"),
    [
        (Blank("x", "X", Type.ROOM), "the lion's den"),
        (Blank("x", "X", Type.DOCKET), "No. 99-9"),
        (Blank("x", "X", Type.LINK), "https://elsewhere.example/"),
        (Blank("x", "X", Type.LINK), "https://courts.norvale.example@evil.example/"),
    ],
)
def test_a_locked_template_takes_closed_values_alone(desk, case, blank, value) -> None:
    facts = {"title": "T", "body": "{x}", "blanks": (blank,)}
    given = Given(values={"x": value})
    assert "x" in troubles(in_use(desk.court, desk.officer, HEARING, **facts), given, desk.officer)
    assert troubles(in_use(desk.court, desk.officer, HEARING, **facts, locked=False), given, desk.officer) == {}


@pytest.mark.parametrize(
    ("blank", "value"),
    [
        (Blank("x", "X", Type.ROOM), "Courtroom 2"),
        (Blank("x", "X", Type.DOCKET), "No. 26-1"),
        (Blank("x", "X", Type.LINK), "https://www.courts.norvale.example/lists"),
    ],
)
def test_what_the_register_and_the_court_know_is_closed(desk, case, blank, value) -> None:
    template = in_use(desk.court, desk.officer, HEARING, title="T", body="{x}", blanks=(blank,))
    assert troubles(template, Given(values={"x": value}), desk.officer) == {}
