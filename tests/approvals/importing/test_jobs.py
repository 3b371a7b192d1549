"""A register file, imported: all of it or nothing, at once, by those who may."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from approvals.models import (
    ImportState,
    Matter,
    NameEntry,
    NameTag,
    Party,
    RegisterImport,
    Restriction,
    StagedChange,
)
from approvals.services import importing, matter_save, party_protect
from approvals.services.entries import MatterEntry
from approvals.services.importing import files, jobs, planning, switching, writing
from approvals.services.index import index_renew, matters_touched
from approvals.services.refusals import NotAllowed, Refused
from approvals.services.sealed import party_named
from publishing.ground.models import AuditEntry, Court
from tests.approvals.conftest import make_matter
from tests.bench.register import make_names, rows, write
from tests.factories import make_court, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.both]
CHILD = "Wilhelmina Murray"


def given(tmp_path: Path, *matters: dict[str, Any]) -> Path:
    path = tmp_path / "register.jsonl"
    write(path, matters)
    return path


def imported(court: Court, path: Path, by: Any = None, **facts: Any) -> RegisterImport:
    return importing.file_import(court=court, path=path, by=by, **facts)


def matter(**facts: Any) -> dict[str, Any]:
    return {"docket": "26 C 1", "code": "26-1", **facts}


def everything() -> list[int]:
    return [model.objects.count() for model in (Matter, Party, Restriction, NameEntry, NameTag, StagedChange)]


def tags_of(court: Court) -> set[tuple[int, int, str]]:
    rows = NameTag.objects.filter(entry__matter__court=court).values_list(
        "tag", "weight", "entry__party", "entry__matter"
    )
    return {(tag, weight, str(party), str(of)) for tag, weight, party, of in rows}


# --- new matters -----------------------------------------------------------------------------


def test_a_matter_comes_with_everything(court: Court, tmp_path: Path) -> None:
    order = {
        "type": "anonymity",
        "details": ["The mill"],
        "text": "Not named.",
        "protects": [1],
        "allowed_text": "Re K",
    }
    job = imported(
        court,
        given(
            tmp_path,
            matter(
                title="Murray v Holmwood",
                outcome="dismissed",
                parties=[
                    {"name": CHILD, "protected": True, "role": "child", "handles": ["@mina"]},
                    {"name": "Holmwood plc"},
                ],
                restrictions=[order],
                hearings=[{"at": "2030-01-01T10:00:00+01:00", "room": "2"}],
            ),
        ),
    )
    assert job.state == ImportState.DONE
    found = Matter.objects.get(court=court)
    child = found.parties.get(protected=True)
    assert (child.name, party_named(child).name) == ("", CHILD)
    assert [one.pk for one in found.restrictions.get().protects.all()] == [child.pk]
    assert found.hearings.get().room == "2"
    assert [touched.matter for touched in matters_touched(court, [f"{CHILD} came"])] == [found]


def test_the_index_is_what_a_registrar_would_have_made(court: Court, tmp_path: Path) -> None:
    order = {"type": "anonymity", "protects": [2]}
    people = [{"name": "Lucy Westenra", "protected": True}, {"name": "Arthur Holmwood"}, {"name": "Seward Ltd"}]
    imported(court, given(tmp_path, matter(parties=people, restrictions=[order]), *rows(make_names(60))))
    before = tags_of(court)
    for found in Matter.objects.filter(court=court):
        index_renew(found)
    assert tags_of(court) == before


def test_a_broken_last_row_of_two_thousand_names_leaves_nothing(court: Court, tmp_path: Path) -> None:
    matters = list(rows(make_names(2000)))
    matters[-1]["parties"][0]["protected"] = "perhaps"
    job = imported(court, given(tmp_path, *matters))
    assert (job.state, job.problems) == (ImportState.REFUSED, [[1000, "parties.protected", "flag"]])
    assert everything() == [0] * 6
    assert not files.path_of(job.pk).exists()


def test_a_fault_that_comes_up_while_writing_leaves_nothing(
    court: Court, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planning, "BATCH", 10)
    known = make_matter(court)
    before, tags = everything(), tags_of(court)
    changed = {"docket": known.docket, "parties": [{"name": CHILD, "protected": True}], "aliases": ["The Mill Case"]}
    path = given(tmp_path, changed, *rows(make_names(100)), {"docket": "", "code": "last"})
    with path.open("rb") as file:
        job = importing.import_create(court=court, by=None, pieces=[file.read()])
    RegisterImport.objects.filter(pk=job.pk).update(state=ImportState.ASKED)
    job.refresh_from_db()
    assert not importing.import_write(job)
    assert (job.state, job.problems) == (ImportState.FAILED, [[52, "docket", "missing"]])
    assert (everything(), tags_of(court)) == (before, tags)


def test_nothing_is_seen_before_the_switch(
    court: Court, people: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def look(job: RegisterImport) -> None:
        seen.append(Matter.objects.for_person(people.registrar, "registrar").count())
        seen.append(Party.objects.filter(matter__court=court).count())
        switching.switch(job)

    monkeypatch.setattr(jobs, "switch", look)
    imported(court, given(tmp_path, *rows(make_names(20))))
    assert seen == [0, 20]
    assert Matter.objects.for_person(people.registrar, "registrar").count() == 10


@pytest.mark.parametrize("at", [1, 2, 5])
def test_what_a_killed_process_left_is_taken_back(
    court: Court, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    monkeypatch.setattr(planning, "BATCH", 4)
    monkeypatch.setattr(writing, "TAGS_SORTED", 10)
    known = make_matter(court)
    before, tags, left = everything(), tags_of(court), [at]
    write_batch = writing.Writer.write

    class Killed(BaseException):
        pass

    def killed(self: Any, batch: Any) -> None:
        write_batch(self, batch)
        left[0] -= 1
        if not left[0]:
            raise Killed

    monkeypatch.setattr(writing.Writer, "write", killed)
    monkeypatch.setattr(jobs, "_take_back", lambda *args: False)  # nobody is left to do it
    changed = {"docket": known.docket, "parties": [{"name": CHILD, "protected": True}]}
    with pytest.raises(Killed):
        imported(court, given(tmp_path, changed, *rows(make_names(40))))
    monkeypatch.undo()
    assert everything() != before
    job = RegisterImport.objects.get()
    assert importing.imports_due() == []  # it was alive a moment ago
    RegisterImport.objects.update(beat_at=timezone.now() - jobs.LOST * 2)
    assert importing.imports_due() == [job.pk]
    importing.import_run(job)
    job.refresh_from_db()
    assert (job.state, job.problems) == (ImportState.FAILED, [[0, "", "broken_off"]])
    assert (everything(), tags_of(court)) == (before, tags)


def test_a_process_killed_after_the_switch_is_finished(
    court: Court, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = make_matter(court)
    monkeypatch.setattr(jobs, "import_finish", lambda job: True)
    path = given(tmp_path, {"docket": known.docket, "parties": [{"name": CHILD, "protected": True}]})
    assert imported(court, path).state == ImportState.TIDYING
    assert [touched.matter for touched in matters_touched(court, [CHILD])] == [known]
    monkeypatch.undo()
    RegisterImport.objects.update(beat_at=timezone.now() - jobs.LOST * 2)
    importing.import_run(RegisterImport.objects.get())
    assert RegisterImport.objects.get().state == ImportState.DONE
    assert not StagedChange.objects.exists()


# --- known matters ---------------------------------------------------------------------------


def test_what_is_unchanged_costs_nothing_and_leaves_no_entry(court: Court, tmp_path: Path) -> None:
    path = given(tmp_path, *rows(make_names(20)))
    imported(court, path)
    entries = AuditEntry.objects.filter(act="matter_changed").count()
    job = imported(court, path)
    assert job.counts == {"matters": 10, "unchanged": 10}
    assert AuditEntry.objects.filter(act="matter_changed").count() == entries == 0


def test_only_what_the_file_says_changes(court: Court, tmp_path: Path) -> None:
    imported(
        court, given(tmp_path, matter(title="A v B", public_title="Re K", parties=[{"name": CHILD, "protected": True}]))
    )
    child = Party.objects.get()
    job = imported(court, given(tmp_path, {"docket": "26  c 1", "status": "reserved"}))
    assert job.counts["changed"] == 1
    found = Matter.objects.get()
    assert (found.status, found.public_title, found.code) == ("reserved", "Re K", "26-1")
    assert found.parties.get(removed_at=None).pk == child.pk
    entry = AuditEntry.objects.get(act="matter_changed")
    assert entry.facts == {"what": "imported", "import": str(job.pk), "fields": ["status"]}


def test_the_nature_of_a_case_comes_changes_stays_and_goes(court: Court, tmp_path: Path) -> None:
    given_and_kept = [
        ({"nature": ["youth", "family"]}, ["youth", "family"]),
        ({}, ["youth", "family"]),
        ({"nature": []}, []),
    ]
    for number, (said, kept) in enumerate(given_and_kept):
        imported(court, given(tmp_path, matter(public_title=f"Re {number}", **said)))
        assert Matter.objects.get().nature == kept
    assert AuditEntry.objects.filter(act="matter_changed").latest("at").facts["fields"] == ["public_title", "nature"]


def test_people_are_known_again_by_their_names(court: Court, tmp_path: Path) -> None:
    first = [{"name": CHILD, "protected": True}, {"name": "Holmwood plc"}]
    imported(court, given(tmp_path, matter(parties=first)))
    keys = {party.protected: party.pk for party in Party.objects.all()}
    imported(court, given(tmp_path, matter(parties=[first[0] | {"role": "child"}, {"name": "Seward Ltd"}])))
    now = Party.objects.filter(removed_at=None)
    assert {party.pk for party in now if party.protected} == {keys[True]}
    assert {party.name for party in now if not party.protected} == {"Seward Ltd"}
    assert Party.objects.get(pk=keys[False]).name == ""
    assert [len(matters_touched(court, [text])) for text in (CHILD, "Seward Ltd", "Holmwood plc")] == [1, 1, 0]


def test_a_file_never_opens_a_protected_name(court: Court, people: SimpleNamespace, tmp_path: Path) -> None:
    imported(court, given(tmp_path, matter(parties=[{"name": "Lucy Westenra"}])))
    party_protect(party=Party.objects.get(), by=people.registrar, protected=True)
    job = imported(court, given(tmp_path, matter(parties=[{"name": "Lucy Westenra", "protected": False, "role": "x"}])))
    assert job.warnings == [[1, "parties.protected", "stays_protected"]]
    assert Party.objects.get().protected


def test_missing_matters_stay_or_are_closed(court: Court, tmp_path: Path) -> None:
    imported(court, given(tmp_path, matter(), matter(docket="26 C 2", code="26-2")))
    imported(court, given(tmp_path, matter(jury=True)))
    assert not Matter.objects.filter(status="closed").exists()
    job = imported(court, given(tmp_path, matter(jury=True)), close_missing=True)
    assert job.counts["closed"] == 1
    assert Matter.objects.get(status="closed").code == "26-2"


def test_a_change_by_hand_meanwhile_ends_the_import(
    court: Court, people: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(court, given(tmp_path, matter()))
    found = Matter.objects.get()

    def late(job: RegisterImport) -> None:
        entry = MatterEntry(code=found.code, docket=found.docket, public_title="By hand")
        matter_save(court=court, entry=entry, by=people.registrar, matter=found)
        switching.switch(job)

    monkeypatch.setattr(jobs, "switch", late)
    job = imported(court, given(tmp_path, matter(public_title="By file"), matter(docket="26 C 9", code="26-9")))
    assert (job.state, job.problems) == (ImportState.FAILED, [[0, "", "overtaken"]])
    assert Matter.objects.get().public_title == "By hand"


# --- what is refused -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "where", "code"),
    [
        ({"public_title": f"Re {CHILD}"}, "public_title", "leak"),
        ({"judges": ["Murray, Wilhelmina"]}, "judges", "leak"),
        ({"hearings": [{"at": "2030-01-01T10:00Z", "room": "Wilhelmina Murray Room"}]}, "hearings.room", "leak"),
        ({"code": "Wilhelmina-Murray"}, "code", "leak"),
    ],
)
def test_a_protected_name_may_not_stand_in_clear(
    court: Court, tmp_path: Path, change: dict[str, Any], where: str, code: str
) -> None:
    job = imported(court, given(tmp_path, matter(parties=[{"name": CHILD, "protected": True}], **change)))
    assert [1, where, code] in job.problems
    assert not Matter.objects.exists()
    assert "Wilhelmina" not in json.dumps([job.problems, job.warnings, job.counts])


def test_two_rows_of_one_docket_or_code_are_refused(court: Court, tmp_path: Path) -> None:
    job = imported(court, given(tmp_path, matter(), matter(code="x"), matter(docket="other")))
    assert job.problems == [[2, "docket", "docket_twice"], [3, "code", "code_taken"]]


def test_at_most_two_hundred_problems_are_kept_and_all_counted(court: Court, tmp_path: Path) -> None:
    job = imported(court, given(tmp_path, *({"docket": str(n), "status": "x"} for n in range(300))))
    assert (len(job.problems), job.counts["problems"]) == (200, 300)


def test_a_sealed_matter_of_others_cannot_be_changed(court: Court, people: SimpleNamespace, tmp_path: Path) -> None:
    imported(court, given(tmp_path, matter()))
    Matter.objects.update(sealed=True)
    job = imported(court, given(tmp_path, matter(jury=True)), by=people.registrar)
    assert job.problems == [[1, "docket", "not_yours"]]


def test_only_registrars_of_the_court_import(court: Court, people: SimpleNamespace, tmp_path: Path) -> None:
    path = given(tmp_path, matter())
    for person in (people.judge, people.stranger, people.administrator, make_person(is_superuser=True)):
        with pytest.raises(NotAllowed):
            imported(court, path, by=person)
    job = imported(court, path, by=people.registrar)
    with pytest.raises(NotAllowed):
        importing.import_ask(job=job, by=people.stranger)
    with pytest.raises(Refused):
        importing.import_ask(job=job, by=people.registrar)


def test_two_imports_of_a_court_are_never_written_at_once(court: Court, tmp_path: Path) -> None:
    first = RegisterImport.objects.create(court=court, sha256="", size=0, state=ImportState.WRITING)
    job = importing.import_create(court=court, by=None, pieces=[b'{"docket": "1"}'])
    RegisterImport.objects.filter(pk=job.pk).update(state=ImportState.ASKED)
    job.refresh_from_db()
    assert not importing.import_write(job)
    assert job.state == ImportState.ASKED
    first.delete()
    assert importing.import_write(job)


def test_courts_do_not_meet(court: Court, tmp_path: Path) -> None:
    path = given(tmp_path, matter(parties=[{"name": CHILD, "protected": True}]))
    other = make_court()
    imported(court, path)
    assert imported(other, path).counts["new"] == 1
    assert Matter.objects.filter(court=other).count() == 1


# --- files -----------------------------------------------------------------------------------


def test_a_file_lies_sealed_and_goes_with_its_import(court: Court, people: SimpleNamespace) -> None:
    data = json.dumps(matter(parties=[{"name": CHILD}])).encode() * 40_000
    job = importing.import_create(court=court, by=people.registrar, pieces=[data[:1000], data[1000:]])
    assert CHILD.encode() not in files.path_of(job.pk).read_bytes()
    with files.open_sealed(job.pk) as file:
        assert file.read(5) == data[:5]
        file.seek(2 << 20)
        assert file.tell() == 2 << 20
        assert file.read(100) == data[2 << 20 :][:100]
        file.seek(0)
        assert file.read() == data
    importing.import_drop(job=job, by=people.registrar)
    assert not files.path_of(job.pk).exists()
