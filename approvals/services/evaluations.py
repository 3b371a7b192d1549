"""A court's own labelled posts: what the checks make of them today, and what they would under other rules.

The file lies sealed while it is scored and goes at once after. What is kept are counts, codes and line numbers.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.domain.labelled import BadRow, Row, rows
from approvals.domain.rulebook import OwnWord
from approvals.domain.scoring import Judged, Rules, differences, judge, scores
from approvals.models import Evaluation, EvaluationState
from publishing.ground import audit
from publishing.ground.models import Court, Person

from .importing import files
from .refusals import NotAllowed, Refused
from .rulebooks import Standing, may_change, rules_of

LARGEST = 5 << 20  # bytes
ROWS_MOST = 2_000
AT_ONCE = 40  # rows that are scored while the person waits
BEAT = 1.0  # seconds between two marks of progress
LOST = timedelta(minutes=3)  # without a mark: the process that worked on it is gone
SHOWN = 300  # rows of each kind that a result keeps
OPEN = (EvaluationState.WAITING, EvaluationState.WORKING)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Other rules: the packs instead of those that are on (None: the same), and a word more."""

    packs: tuple[str, ...] | None = None
    word: OwnWord | None = None

    def kept(self) -> dict[str, Any]:
        """As the row keeps it."""
        return {"packs": self.packs, "word": asdict(self.word) if self.word else None}


@transaction.atomic
def evaluation_create(*, court: Court, pieces: Iterable[bytes], proposal: Proposal, by: Person) -> Evaluation:
    """Keeps a file of labelled posts, sealed, for scoring. Raises Refused with the line of a fault, NotAllowed."""
    if not may_change(court, by):
        raise NotAllowed(_("Only a registrar or the president of this court tries its rules."))
    data = b"".join(_limited(pieces))
    found = _rows(data)
    row = Evaluation(court=court, by=by, rows=len(found), proposed=proposal.kept())
    row.sha256, row.size = files.keep(row.pk, [data])
    row.save(force_insert=True)
    facts = {"rows": row.rows, "sha256": row.sha256}
    audit.record(court, "rules_tried", actor=audit.actor_of(by), subject=f"evaluation:{row.pk}", facts=facts)
    return row


def evaluation_run(key: UUID | str) -> None:
    """Scores one file. What is scored already, or is being scored, is left alone; a fault ends it with its kind."""
    lost = Q(state=EvaluationState.WORKING, beat_at__lt=timezone.now() - LOST)
    mine = Evaluation.objects.filter(Q(state=EvaluationState.WAITING) | lost, pk=key)
    if not mine.update(state=EvaluationState.WORKING, beat_at=timezone.now(), done=0):
        return
    row = Evaluation.objects.select_related("court").get(pk=key)
    try:
        result, version = _scored(row)
    except Exception as error:  # its words could hold some of the file
        _closed(row, EvaluationState.FAILED, problem=type(error).__name__)
    else:
        _closed(row, EvaluationState.DONE, result=result, rules_version=version, done=row.rows)


def evaluations_due() -> list[UUID]:
    """Those that nobody works on."""
    lost = Q(state=EvaluationState.WORKING, beat_at__lt=timezone.now() - LOST)
    waiting = Q(state=EvaluationState.WAITING, created_at__lt=timezone.now() - timedelta(minutes=1))
    return list(Evaluation.objects.filter(lost | waiting).values_list("pk", flat=True))


def _closed(row: Evaluation, state: EvaluationState, **facts: Any) -> None:
    Evaluation.objects.filter(pk=row.pk).update(state=state, finished_at=timezone.now(), **facts)
    files.drop(row.pk)


def _limited(pieces: Iterable[bytes]) -> Iterable[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > LARGEST:
            raise Refused(_("This file is larger than 5 MB. Divide it."))
        yield piece


def _rows(data: bytes) -> list[Row]:
    try:
        found = list(rows(data.decode("utf-8-sig").split("\n")))
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Refused(_("Line %(line)d is not UTF-8. Save the file as UTF-8.") % {"line": line}) from None
    except BadRow as error:
        words = {"line": error.line, "field": error.field or "JSON", "problem": error.problem}
        raise Refused(_("Line %(line)d, %(field)s: %(problem)s.") % words) from None
    if not found:
        raise Refused(_("This file holds no posts. Write one JSON object on each line."))
    if len(found) > ROWS_MOST:
        raise Refused(_("This file has more than %(count)d posts. Divide it.") % {"count": ROWS_MOST})
    return found


def _scored(row: Evaluation) -> tuple[dict[str, Any], str]:
    with files.open_sealed(row.pk) as file:
        found = _rows(file.read())
    standing = rules_of(row.court)
    now, then = _laid(standing), _proposed(row)
    beat = _Beat(row)
    before: list[Judged] = []
    after: list[Judged] = []
    for one in found:
        before.append(judge(one, now))
        after.append(judge(one, then) if then else before[-1])
        beat(len(before))
    return _result(before, after if then else None), standing.version


def _laid(standing: Standing) -> Rules:
    return Rules(standing.rules, standing.domains, standing.handles)


def _proposed(row: Evaluation) -> Rules | None:
    """The rules with what is proposed; None where nothing is. Raises BadPack."""
    word = OwnWord(**row.proposed["word"]) if row.proposed.get("word") else None
    packs = row.proposed.get("packs")
    if word is None and packs is None:
        return None
    return _laid(rules_of(row.court, packs=packs, word=word))


def _result(before: list[Judged], after: list[Judged] | None) -> dict[str, Any]:
    """Figures and lines. The names of the rows stay out: they could hold anything."""
    found: dict[str, Any] = {
        "now": _figures(before),
        "faults": [fault for one in before if (fault := _fault(one))][:SHOWN],
    }
    if after is not None:
        changed = differences(before, after)
        found |= {"then": _figures(after), "changed": len(changed)}
        found["changes"] = [
            {"line": one.line, "codes": [list(row) for row in one.codes], "better": one.better} for one in changed
        ][:SHOWN]
    return found


def _figures(judged: list[Judged]) -> dict[str, Any]:
    found = scores(judged)
    found["missed"], found["wrong"] = len(found["missed"]), len(found["wrong"])
    return found


def _fault(one: Judged) -> dict[str, Any] | None:
    wrong = sorted(one.noise | one.forbidden)
    blocked = one.clean and one.blocked
    if not one.missed and not wrong and not blocked:
        return None
    return {
        "line": one.row.line,
        "language": one.row.language,
        "missed": sorted(one.missed),
        "wrong": wrong,
        "blocked": blocked,
    }


class _Beat:
    """Marks progress once a second."""

    def __init__(self, row: Evaluation) -> None:
        self.row, self.last = row, time.monotonic()

    def __call__(self, done: int) -> None:
        if time.monotonic() - self.last > BEAT:
            self.last = time.monotonic()
            Evaluation.objects.filter(pk=self.row.pk).update(done=done, beat_at=timezone.now())
