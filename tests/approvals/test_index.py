"""The index of names: which matters a text leads to, when names are rare and when they are shared."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from approvals.models import Matter, NameTag
from approvals.services import MatterEntry, PartyEntry, matter_save, party_add, party_remove
from approvals.services.index import FEW, facts_touched, matters_touched
from approvals.services.tags import names_someone
from publishing.ground.models import Court

GIVEN = [
    f"{first}{second}" for first in ("Al", "Bo", "Ce", "Du", "El", "Fi") for second in ("dra", "min", "ron", "vet")
]
pytestmark = pytest.mark.both


@pytest.fixture
def enter(court: Court, people: SimpleNamespace) -> Callable[..., Matter]:
    """enter(number, *names): a matter with protected people."""

    def act(number: int, *names: str, **facts: Any) -> Matter:
        entry = MatterEntry(code=f"26-{number}", docket=f"No. 26-{number}", **facts)
        matter = matter_save(court=court, entry=entry, by=people.registrar)
        for name in names:
            party_add(matter=matter, entry=PartyEntry(name=name, protected=True), by=people.registrar)
        return matter

    return act


@pytest.fixture
def shared(enter: Callable[..., Matter]) -> str:
    """A surname that one person more bears than can be few, each in a matter of their own."""
    for number in range(FEW + 1):
        enter(1000 + number, f"{GIVEN[number]} Harkwell")
    return "Harkwell"


def codes(court: Court, text: str) -> set[str]:
    return {found.matter.code for found in matters_touched(court, [text])}


def test_a_rare_surname_leads_to_its_matter(court: Court, enter: Callable[..., Matter]) -> None:
    enter(1, "Aurelio Vantongeren")
    assert codes(court, "Mr Vantongeren came late.") == {"26-1"}


def test_a_surname_that_many_share_says_nothing_by_itself(court: Court, shared: str) -> None:
    assert codes(court, f"Mr {shared} came late.") == set()
    assert not names_someone(court, f"Mr {shared} came late.")


def test_the_whole_name_is_found_however_many_share_the_surname(court: Court, shared: str) -> None:
    assert codes(court, f"{GIVEN[3]} {shared} came late.") == {"26-1003"}
    assert names_someone(court, f"{GIVEN[3]} {shared} came late.")


def test_beside_its_docket_a_shared_surname_tells(court: Court, shared: str) -> None:
    assert names_someone(court, f"No. 26-1004: Mr {shared} came late.")


def test_a_whole_name_that_many_bear_is_still_found(court: Court, enter: Callable[..., Matter]) -> None:
    for number in range(FEW + 5):
        enter(number, "Oriel Thackwray")
    assert names_someone(court, "Oriel Thackwray came late.")


def test_whoever_is_protected_comes_first_among_many_of_the_same_name(
    court: Court, people: SimpleNamespace, enter: Callable[..., Matter]
) -> None:
    enter(1, "Oriel Thackwray")
    for number in range(2, FEW + 10):
        party_add(matter=enter(number), entry=PartyEntry(name="Oriel Thackwray"), by=people.registrar)
    assert names_someone(court, "Oriel Thackwray came late.")


def test_numbers_that_many_matters_share_lead_to_all_of_them(court: Court, people: SimpleNamespace) -> None:
    for number in range(FEW + 5):
        entry = MatterEntry(code=f"c{number}", docket=f"{chr(65 + number)}X 12/2026")
        matter_save(court=court, entry=entry, by=people.registrar)
    assert len(codes(court, "Hearing CX 12/2026 is moved.")) == FEW + 5


def test_a_matter_found_by_name_brings_only_whom_the_text_may_name(court: Court, enter: Callable[..., Matter]) -> None:
    enter(1, "Aurelio Vantongeren", "Sunniva Ashgrove")
    facts = facts_touched(court, ["Aurelio Vantongeren came late."])
    assert [party.name for matter in facts for party in matter.parties] == ["Aurelio Vantongeren"]


def test_a_matter_found_by_number_brings_all_its_people(court: Court, enter: Callable[..., Matter]) -> None:
    enter(1, "Aurelio Vantongeren", "Sunniva Ashgrove")
    facts = facts_touched(court, ["No. 26-1 was heard."])
    assert {party.name for matter in facts for party in matter.parties} == {"Aurelio Vantongeren", "Sunniva Ashgrove"}


def test_names_are_two_queries_however_many_matters_they_lead_to(court: Court, enter: Callable[..., Matter]) -> None:
    enter(1, "Aurelio Vantongeren")
    text = "Aurelio Vantongeren, Sunniva Ashgrove and Oriel Thackwray came late."
    one = _queries(lambda: matters_touched(court, [text]))
    for number, name in enumerate(["Sunniva Ashgrove", "Oriel Thackwray"], 2):
        enter(number, name)
    three = _queries(lambda: matters_touched(court, [text]))
    assert len(matters_touched(court, [text])) == 3
    assert len(one) == len(three)
    assert sum("approvals_nametag" in query for query in three) == 2


def _queries(work: Callable[[], object]) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        work()
    return [query["sql"] for query in queries.captured_queries]


def test_a_removed_name_leaves_no_tag(court: Court, people: SimpleNamespace, enter: Callable[..., Matter]) -> None:
    matter = enter(1, "Aurelio Vantongeren")
    party = matter.parties.get()
    party_remove(party=party, by=people.registrar)
    assert not NameTag.objects.filter(entry__party=party).exists()
