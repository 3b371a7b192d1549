"""People, orders and hearings of a matter: corrected without being shown, kept sealed, on the trail without words."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from approvals.models import Hearing, Matter, OrderFile, Party, Restriction
from approvals.services import (
    HearingEntry,
    Invalid,
    NotAllowed,
    PartyEntry,
    Refused,
    RestrictionEntry,
    hearing_add,
    hearing_cancel,
    hearing_change,
    order_file_attach,
    order_file_open,
    party_add,
    party_change,
    restriction_add,
    restriction_change,
    review_now,
)
from approvals.services.index import facts_touched
from approvals.services.sealed import order_of, party_named
from approvals.services.tags import NAMES_SOMEONE
from publishing.ground.models import AuditEntry, Court
from tests.approvals.conftest import facts_of, make_matter
from tests.approvals.test_decision_pages import door
from tests.factories import make_post

NAME = "Aurelio Vantongeren"
PDF = b"%PDF-1.7\nIt is ordered that Aurelio Vantongeren is not named."

pytestmark = pytest.mark.both


@pytest.fixture
def matter(court: Court) -> Matter:
    return make_matter(court)


@pytest.fixture
def child(matter: Matter, people: SimpleNamespace) -> Party:
    entry = PartyEntry(name=NAME, forms=("A. Vantongeren",), handles=("@aurelio_v", "@vanton"), protected=True)
    return party_add(matter=matter, entry=entry, by=people.registrar)


@pytest.fixture
def order(matter: Matter, people: SimpleNamespace) -> Restriction:
    entry = RestrictionEntry(type="anonymity", details=["Larch Lane School"], text="Not to be named.")
    return restriction_add(matter=matter, entry=entry, by=people.registrar)


def blocked(court: Court, people: SimpleNamespace, text: str) -> bool:
    result = review_now(make_post(court, people.press_officer, text=text))
    return any(seen.finding.code == NAMES_SOMEONE for seen in result.blocks)


def test_every_handle_of_a_protected_person_is_found(child: Party, court: Court, people: SimpleNamespace) -> None:
    assert [blocked(court, people, f"Follow {one} now.") for one in ("@aurelio_v", "@vanton", "@else")] == [
        True,
        True,
        False,
    ]


def test_a_correction_leaves_what_it_does_not_say(child: Party, people: SimpleNamespace) -> None:
    party_change(party=child, entry=PartyEntry(name="", role="child"), by=people.registrar)
    named = party_named(Party.objects.get())
    assert (named.name, named.forms, named.handles) == (NAME, ("A. Vantongeren",), ("@aurelio_v", "@vanton"))


def test_a_corrected_name_is_found_and_the_old_one_no_more(child: Party, court: Court, people: SimpleNamespace) -> None:
    entry = PartyEntry(name="Zsombor Quintrevalle")
    party_change(party=child, entry=entry, drop={"forms", "handles"}, by=people.registrar)
    assert blocked(court, people, "We met Zsombor Quintrevalle.")
    assert not blocked(court, people, f"We met {NAME}.")


def test_a_correction_of_a_clear_entry_replaces_it(matter: Matter, people: SimpleNamespace) -> None:
    party = party_add(matter=matter, entry=PartyEntry(name="Idris Corvane", handles=("@ic",)), by=people.registrar)
    party_change(party=party, entry=PartyEntry(name="Idris Corvain"), by=people.registrar)
    assert Party.objects.values_list("name", "handles").get() == ("Idris Corvain", [])


def test_a_correction_may_not_say_a_protected_name(child: Party, matter: Matter, people: SimpleNamespace) -> None:
    other = party_add(matter=matter, entry=PartyEntry(name="Idris Corvane"), by=people.registrar)
    for entry in (PartyEntry(name="Idris", role=f"cousin of {NAME}"), PartyEntry(name="Idris", forms=(NAME,))):
        with pytest.raises(Invalid):
            party_change(party=other, entry=entry, by=people.registrar)


def test_the_page_of_a_correction_shows_nothing_sealed(child: Party, matter: Matter, people: SimpleNamespace) -> None:
    address = reverse("matters:party_edit", args=[matter.pk, child.pk])
    page = door(people.registrar).get(address).content.decode()
    assert "antongeren" not in page
    assert "vanton" not in page


def test_the_trail_names_fields_and_no_words(child: Party, order: Restriction, people: SimpleNamespace) -> None:
    party_change(party=child, entry=PartyEntry(name="Zsombor Quintrevalle", role="child"), by=people.registrar)
    entry = AuditEntry.objects.filter(act="matter_changed", facts__what="party_changed").get()
    assert sorted(entry.facts["fields"]) == ["name", "role"]
    everything = str([(one.subject, one.facts) for one in AuditEntry.objects.all()])
    assert not [word for word in ("antongeren", "uintrevalle", "Larch", "vanton") if word in everything]


def test_an_order_shields_whom_it_names_while_it_is_in_force(
    matter: Matter, court: Court, people: SimpleNamespace
) -> None:
    party = party_add(matter=matter, entry=PartyEntry(name="Petra Oskoldine"), by=people.registrar)
    entry = RestrictionEntry(type="anonymity", protects=[party.pk])
    given = restriction_add(matter=matter, entry=entry, by=people.registrar)
    assert blocked(court, people, "We met Petra Oskoldine.")
    ended = RestrictionEntry(type="anonymity", protects=[party.pk], until=timezone.now() - timedelta(minutes=1))
    restriction_change(restriction=given, entry=ended, by=people.registrar)
    assert not blocked(court, people, "We met Petra Oskoldine.")


def test_an_order_of_some_does_not_name_the_others(child: Party, matter: Matter, people: SimpleNamespace) -> None:
    party = party_add(matter=matter, entry=PartyEntry(name="Petra Oskoldine"), by=people.registrar)
    restriction_add(matter=matter, entry=RestrictionEntry(type="no-image", protects=[party.pk]), by=people.registrar)
    restriction_add(matter=matter, entry=RestrictionEntry(type="anonymity"), by=people.registrar)
    protects = {one.type: one.protects for one in facts_of(matter).restrictions}
    assert protects == {"no-image": ("Petra Oskoldine",), "anonymity": (NAME,)}


def test_an_order_protects_people_of_its_own_matter(child: Party, court: Court, people: SimpleNamespace) -> None:
    entry, other = RestrictionEntry(type="anonymity", protects=[child.pk]), make_matter(court)
    with pytest.raises(Invalid) as refused:
        restriction_add(matter=other, entry=entry, by=people.registrar)
    assert set(refused.value.errors) == {"protects"}


def test_a_corrected_order_keeps_its_sealed_words(order: Restriction, people: SimpleNamespace) -> None:
    restriction_change(restriction=order, entry=RestrictionEntry(type="private", text="New."), by=people.registrar)
    assert order_of(Restriction.objects.get()) == {"details": ["Larch Lane School"], "text": "New."}


def test_a_file_is_kept_sealed_and_comes_back_as_it_was(order: Restriction, people: SimpleNamespace) -> None:
    file = order_file_attach(restriction=order, name=f"{NAME}.doc", data=PDF, by=people.registrar)
    row = OrderFile.objects.get()
    assert b"antongeren" not in bytes(row.sealed) + bytes(row.name_sealed)
    opened = order_file_open(file=file, by=people.registrar)
    assert (opened.name, opened.type, opened.data) == (f"{NAME}.pdf", "application/pdf", PDF)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-" + b"x" * (5 * 1024 * 1024)])
def test_a_file_of_another_kind_or_size_is_refused(order: Restriction, people: SimpleNamespace, data: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        order_file_attach(restriction=order, name="order.pdf", data=data, by=people.registrar)
    assert set(refused.value.errors) == {"file"}


def test_a_new_file_takes_the_place_of_the_old_one(order: Restriction, people: SimpleNamespace) -> None:
    for data in (PDF, b"A text."):
        order_file_attach(restriction=order, name="order", data=data, by=people.registrar)
    assert OrderFile.objects.get().type == "text/plain"


@pytest.mark.parametrize("role", ["press_officer", "reviewer", "judge", "president", "administrator", "stranger"])
def test_only_registrars_open_a_file(order: Restriction, people: SimpleNamespace, role: str) -> None:
    file = order_file_attach(restriction=order, name="order", data=PDF, by=people.registrar)
    with pytest.raises(NotAllowed):
        order_file_open(file=file, by=getattr(people, role))
    assert not AuditEntry.objects.filter(act="order_file_opened").exists()


def test_a_file_goes_through_the_pages(matter: Matter, order: Restriction, people: SimpleNamespace) -> None:
    client = door(people.registrar)
    sent = {"file": SimpleUploadedFile('x"\r\n.html', b"<script>alert(1)</script>", "text/html")}
    client.post(reverse("matters:order_file_new", args=[matter.pk, order.pk]), sent)
    address = reverse("matters:order_file_open", args=[matter.pk, order.pk])
    assert client.get(address).headers["Content-Type"].startswith("text/html")  # the question, not the file
    assert not AuditEntry.objects.filter(act="order_file_opened").exists()
    answers = [client.post(address) for _time in range(2)]
    for answer in answers:
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Type"] == "text/plain"
        assert "no-store" in answer.headers["Cache-Control"]
    assert AuditEntry.objects.filter(act="order_file_opened").count() == 2


def test_a_wrong_file_is_answered_at_its_field(matter: Matter, order: Restriction, people: SimpleNamespace) -> None:
    address = reverse("matters:order_file_new", args=[matter.pk, order.pk])
    answer = door(people.registrar).post(address, {"file": SimpleUploadedFile("order.pdf", b"MZ\x90\x00")})
    assert "at most 5 MB" in str(answer.context["form"].errors["file"])


AT = timezone.now() + timedelta(days=3)


def test_a_hearing_is_entered_changed_and_cancelled(matter: Matter, people: SimpleNamespace) -> None:
    hearing = hearing_add(matter=matter, entry=HearingEntry(at=AT, room="Courtroom 2"), by=people.registrar)
    hearing_change(hearing=hearing, entry=HearingEntry(at=AT, room="Courtroom 4", public=False), by=people.registrar)
    hearing_cancel(hearing=hearing, by=people.registrar)
    with pytest.raises(Refused):
        hearing_change(hearing=hearing, entry=HearingEntry(at=AT), by=people.registrar)
    row = Hearing.objects.get()
    assert (row.room, row.public, row.cancelled_at is None) == ("Courtroom 4", False, False)
    acts = [one.facts for one in AuditEntry.objects.filter(act="matter_changed").order_by("at")]
    assert [fact["what"] for fact in acts][1:] == ["hearing_added", "hearing_changed", "hearing_cancelled"]
    assert acts[2]["fields"] == ["public", "room"]


def test_the_checks_know_the_hearings(matter: Matter, court: Court, people: SimpleNamespace) -> None:
    hearing_add(matter=matter, entry=HearingEntry(at=AT, room="2"), by=people.registrar)
    (facts,) = facts_touched(court, [], [matter.code])
    assert [(one.at, one.room, one.public) for one in facts.hearings] == [(AT, "2", True)]


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (HearingEntry(at=AT.replace(tzinfo=None)), "at"),
        (HearingEntry(at=AT, room="x" * 81), "room"),
        (HearingEntry(at=AT, stream="javascript:alert(1)"), "stream"),
        (HearingEntry(at=AT, room=f"Room of {NAME}"), "room"),
    ],
)
def test_a_bad_hearing_names_its_field(
    child: Party, matter: Matter, people: SimpleNamespace, entry: HearingEntry, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        hearing_add(matter=matter, entry=entry, by=people.registrar)
    assert set(refused.value.errors) == {field}
    assert not Hearing.objects.exists()


@pytest.mark.parametrize("role", ["press_officer", "judge", "administrator", "stranger"])
def test_only_registrars_enter_hearings(matter: Matter, people: SimpleNamespace, role: str) -> None:
    with pytest.raises(NotAllowed):
        hearing_add(matter=matter, entry=HearingEntry(at=AT), by=getattr(people, role))


def test_a_hearing_is_typed_in_the_courts_time(matter: Matter, people: SimpleNamespace) -> None:
    client, address = door(people.registrar), reverse("matters:hearing_new", args=[matter.pk])
    client.post(address, {"at": "2027-01-12T10:00", "public": "on"})
    assert Hearing.objects.get().at.astimezone(matter.court.zone).hour == 10
    answer = client.post(address, {"at": "2027-03-28T02:30"})
    assert "clocks go forward" in str(answer.context["form"].errors["at"])


def test_the_card_tells_public_hearings_and_what_may_be_said(matter: Matter, people: SimpleNamespace) -> None:
    by: Any = people.registrar
    hearing_add(matter=matter, entry=HearingEntry(at=AT, room="Open hall"), by=by)
    hearing_add(matter=matter, entry=HearingEntry(at=AT, room="Closed hall", public=False), by=by)
    restriction_add(matter=matter, entry=RestrictionEntry(type="anonymity", allowed_text="Re K is heard."), by=by)
    Matter.objects.filter(pk=matter.pk).update(embargo_until=AT, status="embargoed")
    page = door(people.press_officer).get(reverse("matters:page", args=[matter.pk])).content.decode()
    for words in ("Open hall", "Re K is heard.", str(by), "in force"):
        assert words in page
    for words in ("Closed hall", "Anonymity", "in force until"):
        assert words not in page


def test_the_history_tells_who_and_which_fields(child: Party, matter: Matter, people: SimpleNamespace) -> None:
    party_change(party=child, entry=PartyEntry(name="Zsombor Quintrevalle"), by=people.registrar)
    page = door(people.registrar).get(reverse("matters:history", args=[matter.pk])).content.decode()
    assert "An entry of someone corrected: name" in page
    assert str(people.registrar) in page
    assert "uintrevalle" not in page
    assert door(people.judge).get(reverse("matters:history", args=[matter.pk])).status_code == 404
