"""A long register: pages that nothing slows, filters, and what leads to a matter."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from approvals.models import Matter
from approvals.services import (
    HearingEntry,
    PartyEntry,
    RestrictionEntry,
    hearing_add,
    hearing_cancel,
    restriction_add,
)
from approvals.services.searching import matters_found
from approvals.views.listing import PER_PAGE, filtered, page_after
from publishing.ground.models import Court, Role
from tests.approvals.conftest import make_matter
from tests.approvals.test_decision_pages import door

NAME = "Aurelio Vantongeren"

pytestmark = pytest.mark.both


def rows(court: Court, number: int, **facts: Any) -> list[Matter]:
    given = [Matter(court=court, code=f"c{n:05}", docket=f"No. 30-{n:05}", **facts) for n in range(number)]
    return Matter.objects.bulk_create(given)


def search(court: Court, person: Any, text: str, *, names: bool = False) -> list[str]:
    keys = matters_found(court=court, text=text, person=person, roles=list(Role), names=names)
    return [Matter.objects.get(pk=key).code for key in keys]


def test_pages_follow_each_other_without_gap_or_repetition(court: Court) -> None:
    rows(court, 2 * PER_PAGE + 7)
    now = timezone.now()
    Matter.objects.filter(code__lt="c00060").update(changed_at=now)  # many at the same moment
    seen, after = [], ""
    while True:
        page, after = page_after(Matter.objects.filter(court=court), after)
        seen += page
        if not after:
            break
    assert len(seen) == len({one.pk for one in seen}) == 2 * PER_PAGE + 7
    assert seen == sorted(seen, key=lambda one: (one.changed_at, one.pk), reverse=True)


@pytest.mark.parametrize("place", ["rubbish", "~", "2026-01-01~x", "2026-01-01T00:00:00~" + "0" * 32, "\x00~\x00"])
def test_a_place_that_is_none_begins_at_the_beginning(court: Court, place: str) -> None:
    rows(court, 3)
    assert len(page_after(Matter.objects.all(), place)[0]) == 3


def test_the_list_asks_the_same_number_of_questions_however_long_it_is(court: Court, people: SimpleNamespace) -> None:
    client, counts = door(people.registrar), []
    for number in (3, 40):
        Matter.objects.all().delete()
        rows(court, number)
        caches["menu"].clear()
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("matters:index"))
        counts.append(len(asked))
        counted = 'SELECT COUNT(*) AS "__count" FROM "approvals_matter"'
        assert not [one for one in asked.captured_queries if counted in one["sql"]]
    assert counts[0] == counts[1]


def test_filters_show_what_they_say(court: Court, people: SimpleNamespace) -> None:
    now, by = timezone.now(), people.registrar
    ordered, ended, waits, heard, moved = (make_matter(court, code=code) for code in "abcde")
    restriction_add(matter=ordered, entry=RestrictionEntry(type="anonymity"), by=by)
    restriction_add(matter=ended, entry=RestrictionEntry(type="anonymity", until=now - timedelta(days=1)), by=by)
    Matter.objects.filter(pk=waits.pk).update(embargo_until=now + timedelta(days=1))
    Matter.objects.filter(pk=ended.pk).update(embargo_until=now - timedelta(days=1))
    noon = timezone.localtime(timezone=court.zone).replace(hour=12)
    hearing_add(matter=heard, entry=HearingEntry(at=noon), by=by)
    hearing_cancel(hearing=hearing_add(matter=moved, entry=HearingEntry(at=noon), by=by), by=by)
    found = {
        show: [one.code for one in filtered(Matter.objects.all(), court, status="", show=show)]
        for show in ("order", "embargo", "today")
    }
    assert found == {"order": ["a"], "embargo": ["c"], "today": ["d"]}


def test_a_filter_that_is_none_is_passed_over(court: Court) -> None:
    rows(court, 2)
    assert filtered(Matter.objects.all(), court, status="lost", show="all").count() == 2


TYPED = ("No. 26-451", "no 26/451", "26 451", "２６－４５１", "KEY-9", "harbour p", "HARBOUR PILOTS v Port")


@pytest.mark.parametrize("words", TYPED)
def test_a_matter_is_found_however_it_is_typed(court: Court, people: SimpleNamespace, words: str) -> None:
    make_matter(court, code="Key-9", docket="No. 26-451", public_title="Harbour Pilots v Port of Norvale")
    make_matter(court, code="Other", docket="No. 26-452", public_title="Re Q")
    assert search(court, people.press_officer, words) == ["Key-9"]


@pytest.mark.parametrize("words", ["", " ", "\x00", "%", "_", "'", "26-999", "no such thing", "Port of Norvale" * 900])
def test_other_words_find_nothing(court: Court, people: SimpleNamespace, words: str) -> None:
    make_matter(court, code="Key-9", docket="26-451", public_title="Harbour Pilots v Port of Norvale")
    assert search(court, people.press_officer, words) == []


def test_a_protected_name_leads_registrars_alone_to_its_matter(court: Court, people: SimpleNamespace) -> None:
    matter = make_matter(court, parties=[PartyEntry(name=NAME, protected=True)], title=f"{NAME} v State")
    index = reverse("matters:index")
    assert str(matter.pk) in door(people.registrar).post(index, {"q": NAME}).content.decode()
    for person in (people.press_officer, people.judge, people.reviewer, people.president):
        for words in (NAME, f"{NAME} v State"):
            assert str(matter.pk) not in door(person).post(index, {"q": words}).content.decode()


def test_a_search_is_in_no_address(court: Court, people: SimpleNamespace) -> None:
    make_matter(court, public_title="Re Quillon")
    page = door(people.registrar).get(reverse("matters:index") + "?q=Re+Quillon").content.decode()
    assert 'value="Re Quillon"' not in page
    answer = door(people.registrar).post(reverse("matters:index"), {"q": "Re Quillon"})
    assert (answer.status_code, "Re+Quillon" in answer.content.decode()) == (200, False)


def test_another_courts_matters_are_not_found(court: Court, people: SimpleNamespace) -> None:
    make_matter(court, docket="No. 26-451", code="Key-9")
    other = people.stranger.memberships.first().court
    assert search(other, people.stranger, "26-451", names=True) == []
    assert search(court, people.stranger, "26-451", names=True) == []


def test_the_key_follows_what_is_saved(court: Court, people: SimpleNamespace) -> None:
    rows(court, 1, public_title="Re Old")
    matter = Matter.objects.get()
    matter.public_title = "Re New"
    matter.save()
    assert search(court, people.judge, "re new") == ["c00000"]
    assert search(court, people.judge, "re old") == []
