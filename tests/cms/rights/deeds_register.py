"""The register and its imports."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from approvals.models import Matter, Party, RegisterImport, Restriction
from approvals.services import (
    HearingEntry,
    MatterEntry,
    PartyEntry,
    RestrictionEntry,
    hearing_add,
    hearing_cancel,
    hearing_change,
    matter_save,
    matter_seal,
    matter_unseal,
    order_file_attach,
    order_file_open,
    party_add,
    party_change,
    party_protect,
    party_remove,
    party_reveal,
    restriction_add,
    restriction_change,
    restriction_lift,
)
from approvals.services.exporting import register_export
from approvals.services.importing import import_ask, import_create, import_drop
from approvals.services.panels import panel_set
from approvals.services.sources import source_save
from publishing.ground.models import Court, Person

from .trying import Deed, Page, World

TITLE, NAME = "Re K (A Child)", "Ellery Finch"
CHANGED = ("matter_changed",)
SOURCE = {"kind": "folder", "place": "norvale", "secret": "", "hour": 3}


def court(world: World, state: str, person: Person) -> Court:
    return world.court


def matter(world: World, state: str, person: Person) -> Matter:
    entry = MatterEntry(code="26-7", docket="No. 26-7", public_title=TITLE)
    return matter_save(court=world.court, entry=entry, by=world.helper("registrar"))


def sealed(world: World, state: str, person: Person) -> Matter:
    """Sealed to the one who keeps the register in either role."""
    row = matter(world, state, person)
    readers = [world.people["registrar"], world.people["deputy_registrar"], world.helper("registrar")]
    matter_seal(matter=row, readers=readers, by=world.helper("registrar"))
    return row


def party(world: World, state: str, person: Person, protected: bool = False) -> Party:
    entry = PartyEntry(name=NAME, protected=protected, role="child")
    return party_add(matter=matter(world, state, person), entry=entry, by=world.helper("registrar"))


def protected(world: World, state: str, person: Person) -> Party:
    return party(world, state, person, protected=True)


def order(world: World, state: str, person: Person) -> Restriction:
    row = matter(world, state, person)
    return restriction_add(matter=row, entry=RestrictionEntry(type="anonymity"), by=world.helper("registrar"))


def filed(world: World, state: str, person: Person) -> Any:
    row = order(world, state, person)
    return order_file_attach(restriction=row, name="order.txt", data=b"It is ordered.", by=world.helper("registrar"))


def hearing(world: World, state: str, person: Person) -> Any:
    entry = HearingEntry(at=timezone.now(), room="1")
    return hearing_add(matter=matter(world, state, person), entry=entry, by=world.helper("registrar"))


def at(name: str, /, **form: Any) -> Any:
    """The page of that name about a matter, or about what belongs to one."""

    def ask(row: Any) -> Page:
        if isinstance(row, Matter):
            return reverse(f"matters:{name}", args=[row.pk]), dict(form)
        return reverse(f"matters:{name}", args=[row.matter_id, row.pk]), dict(form)

    return ask


def of_file(row: Any) -> Page:
    return reverse("matters:order_file_open", args=[row.order.matter_id, row.order_id]), {}


def a_file(row: Any) -> Page:
    given = SimpleUploadedFile("order.txt", b"It is ordered.")
    return reverse("matters:order_file_new", args=[row.matter_id, row.pk]), {"file": given}


MOMENT = HearingEntry(at=timezone.now(), room="2")
ORDER = RestrictionEntry(type="anonymity", allowed_text="The child")
SHEET = {"docket": "No. 26-7", "public_title": "Re L", "status": "pending"}
MATTERS = {
    "matter_card_read": Deed(matter, ask=at("card"), shows=TITLE),
    "matter_save": Deed(
        matter,
        lambda row, by: matter_save(court=row.court, entry=MatterEntry("26-7", "No. 26-7", "Re L"), by=by, matter=row),
        at("edit", **SHEET), CHANGED,
    ),
    "matter_seal": Deed(
        matter, lambda row, by: matter_seal(matter=row, readers=[keeper(row)], by=by),
        lambda row: (reverse("matters:seal", args=[row.pk]), {"readers": [keeper(row).pk]}), CHANGED,
    ),
    "matter_unseal": Deed(sealed, lambda row, by: matter_unseal(matter=row, by=by), at("unseal"), CHANGED),
    "party_add": Deed(
        matter, lambda row, by: party_add(matter=row, entry=PartyEntry(name=NAME), by=by),
        at("party_new", name=NAME, kind="party"), CHANGED,
    ),
    "party_change": Deed(
        party, lambda row, by: party_change(party=row, entry=PartyEntry(name="Nell Finch"), by=by),
        at("party_edit", name="Nell Finch", kind="party"), CHANGED,
    ),
    "party_protect": Deed(
        party, lambda row, by: party_protect(party=row, by=by, protected=True), at("party_protect"), CHANGED
    ),
    "party_remove": Deed(party, lambda row, by: party_remove(party=row, by=by), at("party_remove"), CHANGED),
    # its page asks for the password, which none of these people has: see test_register_pages
    "party_reveal": Deed(protected, lambda row, by: party_reveal(party=row, by=by), trace=("revealed",)),
    "hearing_add": Deed(
        matter, lambda row, by: hearing_add(matter=row, entry=MOMENT, by=by),
        at("hearing_new", at="2026-12-01T10:00", room="2"), CHANGED,
    ),
    "hearing_change": Deed(
        hearing, lambda row, by: hearing_change(hearing=row, entry=MOMENT, by=by),
        at("hearing_edit", at="2026-12-01T10:00", room="2"), CHANGED,
    ),
    "hearing_cancel": Deed(hearing, lambda row, by: hearing_cancel(hearing=row, by=by), at("hearing_cancel"), CHANGED),
    "restriction_add": Deed(
        matter, lambda row, by: restriction_add(matter=row, entry=ORDER, by=by),
        at("order_new", type="anonymity"), CHANGED,
    ),
    "restriction_change": Deed(
        order, lambda row, by: restriction_change(restriction=row, entry=ORDER, by=by),
        at("order_edit", type="anonymity", allowed_text="The child"), CHANGED,
    ),
    "restriction_lift": Deed(
        order, lambda row, by: restriction_lift(restriction=row, by=by), at("order_lift"), CHANGED
    ),
    "order_file_attach": Deed(
        order, lambda row, by: order_file_attach(restriction=row, name="order.txt", data=b"It is ordered.", by=by),
        a_file, CHANGED,
    ),
    "order_file_open": Deed(
        filed, lambda row, by: order_file_open(file=row, by=by), of_file, ("order_file_opened",)
    ),
    "panel_set": Deed(
        matter, lambda row, by: panel_set(matter=row, judges=[judge(row)], presiding=judge(row), by=by),
        lambda row: (reverse("matters:panel", args=[row.pk]), {"presiding": judge(row).pk}), CHANGED,
    ),
    "register_export": Deed(
        court, lambda court, by: register_export(court=court, by=by, form="csv"),
        lambda court: (reverse("matters:export"), {"court": court.slug, "form": "csv"}), ("register_exported",),
    ),
    "source_save": Deed(
        court, lambda court, by: source_save(court=court, by=by, close_missing=False, enabled=True, **SOURCE),
        lambda court: (reverse("matters:source"), {"court": court.pk, **SOURCE}), ("register_source_set",),
    ),
}  # fmt: skip


def keeper(row: Any) -> Person:
    """A registrar of its court."""
    return holder(row, "registrar")


def judge(row: Any) -> Person:
    return holder(row, "judge")


def holder(row: Any, role: str) -> Person:
    return Person.objects.filter(memberships__court=row.court_id, memberships__role=role).earliest("pk")


# --- imports -----------------------------------------------------------------------------------


def job(world: World, state: str, person: Person) -> RegisterImport:
    row = import_create(court=world.court, by=world.helper("registrar"), pieces=[b"docket\n"])
    RegisterImport.objects.filter(pk=row.pk).update(state=state)
    return row


def step(name: str) -> Any:
    return lambda row: (reverse("matters:import", args=[row.pk]), {"act": name})


def sheet(court: Court) -> Page:
    return reverse("matters:imports"), {"court": court.pk, "file": SimpleUploadedFile("register.csv", b"docket\n")}


IMPORTS = {
    "import_create": Deed(
        court, lambda court, by: import_create(court=court, by=by, pieces=[b"docket\n"]), sheet,
        ("register_file_given",),
    ),
    # a file of one's own, as whoever asks by the page has it read, and then it is gone
    "import_ask": Deed(
        job, lambda row, by: import_ask(job=row, by=by), step("import"), ("register_import_asked",), own=True
    ),
    "import_drop": Deed(
        job, lambda row, by: import_drop(job=row, by=by), step("drop"), ("register_import_dropped",)
    ),
}  # fmt: skip

DEEDS = {**MATTERS, **IMPORTS}
NOT_TRIED: dict[str, str] = {}
