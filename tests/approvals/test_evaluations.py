"""A court's own labelled posts: read, scored, compared with other rules, and gone."""

from __future__ import annotations

import copy
import json
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from approvals import tasks
from approvals.domain.rulebook import OwnWord
from approvals.models import Evaluation
from approvals.services import NotAllowed, Refused
from approvals.services import evaluations as trials
from approvals.services.evaluations import Proposal, evaluation_create, evaluation_run, evaluations_due
from approvals.services.importing import files
from approvals.services.rulebooks import pack_switch_on
from publishing.ground.models import AuditEntry, Court
from tests.approvals.test_decision_pages import door
from tests.approvals.test_rulebook_pages import body, page

ROW: dict[str, Any] = {
    "id": "Zora Plavec", "lang": "en", "text": "Log in to the portal with Norvale Chat, says Zora Plavec.",
    "context": {"publish_at": "2026-11-20T09:00:00Z", "kind": "service-update", "official_domains": [], "matters": []},
    "expected": ["social-login"], "expected_severity": "justify", "allowed": [], "must_not": [], "note": "",
}  # fmt: skip
QUIET = ROW | {"text": "The registry opens at nine.", "expected": [], "expected_severity": "none"}
WORD = OwnWord("social-login", "profile", "en", "Norvale Chat")


@pytest.fixture(autouse=True)
def private(settings: Any, tmp_path: Any) -> None:
    settings.PRIVATE_MEDIA_ROOT = tmp_path


def jsonl(*rows: Any) -> bytes:
    return "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows).encode()


def given(court: Court, people: Any, *rows: Any, proposal: Proposal = Proposal()) -> Evaluation:  # noqa: B008
    return evaluation_create(court=court, pieces=[jsonl(*rows or (ROW, QUIET))], proposal=proposal, by=people.registrar)


def scored(court: Court, people: Any, *rows: Any, proposal: Proposal = Proposal()) -> Evaluation:  # noqa: B008
    row = given(court, people, *rows, proposal=proposal)
    evaluation_run(row.pk)
    row.refresh_from_db()
    return row


@pytest.mark.both
def test_a_file_is_scored_against_the_rules_of_today(court: Court, people: SimpleNamespace) -> None:
    row = scored(court, people)
    assert (row.state, row.done, row.result["now"]["rows"]) == ("done", 2, 2)
    assert row.result["faults"] == [
        {"line": 1, "language": "en", "missed": ["social-login"], "wrong": [], "blocked": False}
    ]
    assert "then" not in row.result


def test_a_word_is_tried_before_it_goes_live(court: Court, people: SimpleNamespace) -> None:
    row = scored(court, people, QUIET, ROW, proposal=Proposal(word=WORD))
    assert row.result["changes"] == [{"line": 2, "codes": [["social-login", None, "justify"]], "better": True}]
    assert (row.result["now"]["code_recall"], row.result["then"]["code_recall"]) == (0.0, 1.0)


def test_a_pack_is_tried_before_it_goes_live(court: Court, people: SimpleNamespace) -> None:
    row = scored(court, people, proposal=Proposal(packs=("en-gb",)))
    assert (row.state, row.result["changed"]) == ("done", 0)


def test_neither_words_nor_names_of_the_file_are_kept(court: Court, people: SimpleNamespace) -> None:
    row = scored(court, people)
    assert "Plavec" not in json.dumps([row.result, row.problem, row.proposed])
    assert not AuditEntry.objects.filter(facts__icontains="Plavec").exists()


def test_the_file_lies_sealed_and_goes(court: Court, people: SimpleNamespace) -> None:
    row = given(court, people)
    path = files.path_of(row.pk)
    assert b"Plavec" not in path.read_bytes()
    evaluation_run(row.pk)
    assert not path.exists()


def test_the_file_goes_when_the_scoring_breaks_off(
    court: Court, people: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = given(court, people)

    def broken(*args: Any) -> Any:
        raise RuntimeError("Zora Plavec")

    monkeypatch.setattr(trials, "judge", broken)
    evaluation_run(row.pk)
    row.refresh_from_db()
    assert (row.state, row.problem) == ("failed", "RuntimeError")
    assert not files.path_of(row.pk).exists()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no posts"),
        (jsonl(ROW, "{"), "Line 2"),
        (jsonl(ROW, "", {**ROW, "colour": "red"}), "Line 3, colour"),
        (jsonl(ROW) + b"\n\xff", "Line 2 is not UTF-8"),
        (b"x" * 6_000_000, "5 MB"),
    ],
)
def test_a_file_with_a_fault_is_refused_with_its_line(court: Court, people: Any, data: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        evaluation_create(court=court, pieces=[data], proposal=Proposal(), by=people.registrar)
    assert not Evaluation.objects.exists()


def test_there_is_an_end_of_rows(court: Court, people: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trials, "ROWS_MOST", 1)
    with pytest.raises(Refused, match="more than 1"):
        given(court, people)


@pytest.mark.parametrize("role", ["press_officer", "reviewer", "judge", "administrator", "stranger"])
def test_nobody_else_gives_a_file(court: Court, people: SimpleNamespace, role: str) -> None:
    with pytest.raises(NotAllowed):
        evaluation_create(court=court, pieces=[jsonl(ROW)], proposal=Proposal(), by=getattr(people, role))


def test_a_task_that_runs_twice_scores_once(court: Court, people: SimpleNamespace) -> None:
    row = scored(court, people)
    evaluation_run(row.pk)
    again = Evaluation.objects.get(pk=row.pk)
    assert (again.state, again.finished_at) == ("done", row.finished_at)


def test_what_a_killed_process_left_is_taken_up(court: Court, people: SimpleNamespace) -> None:
    row = given(court, people)
    assert evaluations_due() == []
    long_ago = timezone.now() - timedelta(minutes=5)
    Evaluation.objects.filter(pk=row.pk).update(state="working", beat_at=long_ago)
    assert evaluations_due() == [row.pk]
    evaluation_run(row.pk)
    assert Evaluation.objects.get(pk=row.pk).state == "done"


def test_the_watch_queues_what_nobody_works_on(
    court: Court, people: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    queued: list[str] = []
    monkeypatch.setattr(tasks, "evaluation_queue", queued.append)
    row = given(court, people)
    Evaluation.objects.update(created_at=timezone.now() - timedelta(minutes=2))
    tasks.imports_watch()
    assert queued == [str(row.pk)]


# --- on screen ---------------------------------------------------------------------------------------


def upload(data: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile("posts.jsonl", data or jsonl(ROW, QUIET))


@pytest.mark.django_db(transaction=True)
def test_a_small_file_is_scored_while_one_waits(court: Court, people: SimpleNamespace) -> None:
    sent = {"file": upload(), "words": WORD.words, "table": "social-login:profile", "language": "en"}
    answer = door(people.registrar).post(page(court, "trials"), sent, follow=True)
    text = body(answer)
    assert "nearer to its label" in text
    assert "Line 1" in text
    assert "Plavec" not in text
    assert "Refresh" not in answer.headers


@pytest.mark.django_db(transaction=True)
def test_a_long_file_is_scored_by_a_worker(
    court: Court, people: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    queued: list[str] = []
    monkeypatch.setattr("approvals.views.evaluations.evaluation_queue", queued.append)
    rows = [ROW | {"id": str(number)} for number in range(trials.AT_ONCE + 1)]
    answer = door(people.registrar).post(page(court, "trials"), {"file": upload(jsonl(*rows))}, follow=True)
    assert queued == [str(Evaluation.objects.get().pk)]
    assert answer.headers["Refresh"]


def test_a_fault_stands_under_the_file(court: Court, people: SimpleNamespace) -> None:
    answer = door(people.registrar).post(page(court, "trials"), {"file": upload(b"{")})
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"file"}


def test_a_trial_of_another_court_is_not_there(court: Court, people: SimpleNamespace) -> None:
    row = scored(court, people)
    other = people.stranger.memberships.first().court
    assert door(people.stranger).get(page(other, "trial", row.pk)).status_code == 404
    assert door(people.press_officer).get(page(court, "trial", row.pk)).status_code == 404
    assert str(row.pk) not in body(door(people.stranger).get(page(other, "trials")))


def test_unticked_packs_are_other_rules(court: Court, people: SimpleNamespace) -> None:
    pack_switch_on(court=court, code="en-gb", by=people.registrar)
    client = door(people.registrar)
    client.post(page(court, "trials"), {"file": upload(), "packs": ["en-gb"]})
    client.post(page(court, "trials"), {"file": upload()})
    assert [row.proposed["packs"] for row in Evaluation.objects.order_by("created_at")] == [None, []]


def test_rows_are_compared_by_their_labels(court: Court, people: SimpleNamespace) -> None:
    unlabelled = copy.deepcopy(ROW) | {"expected": []}
    row = scored(court, people, unlabelled, proposal=Proposal(word=WORD))
    assert [one["better"] for one in row.result["changes"]] == [False]
