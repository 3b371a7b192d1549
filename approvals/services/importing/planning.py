"""Reading a whole file against the register: which matters are new, which change, and what is wrong. Writes nothing."""

from __future__ import annotations

import itertools
import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from django.db.models import prefetch_related_objects

from approvals.domain import registerfile
from approvals.domain.registerfile import Problem, Raw
from approvals.domain.registerrow import MatterRow, checked
from approvals.domain.search_keys import search_key
from approvals.models import Matter, RegisterImport
from approvals.services.index import Weighed, party_forms
from publishing.ground import vault

from .leaks import leaks_of
from .whole import Unfit, Whole, code_for, made, merged

BATCH = 500  # matters
KEPT = 200  # problems, and as many warnings
RELATED = ("parties", "restrictions", "restrictions__protects", "hearings")


class Seen:
    """Docket numbers and codes that a file had already, on disk, since a file may have a million of them."""

    def __init__(self) -> None:
        self.database = sqlite3.connect("")
        self.database.execute("CREATE TABLE seen (key BLOB PRIMARY KEY) WITHOUT ROWID")

    def add(self, key: bytes) -> bool:
        """Whether `key` is new."""
        return self.database.execute("INSERT OR IGNORE INTO seen VALUES (?)", (key,)).rowcount == 1

    def __contains__(self, key: bytes) -> bool:
        return self.database.execute("SELECT 1 FROM seen WHERE key = ?", (key,)).fetchone() is not None


@dataclass(slots=True)
class Planned:
    """A matter that is to be written: new when `known` is false. `forms` by party id; None is not made yet."""

    whole: Whole
    known: bool
    hash: bytes
    forms: dict[Any, Weighed] = field(default_factory=dict)


@dataclass
class Tally:
    """What a pass over the file found."""

    counts: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def wrong(self, problem: Problem) -> None:
        """Counts a fault, and keeps it while there are fewer than KEPT."""
        self.counts["problems"] += 1
        if len(self.problems) < KEPT:
            self.problems.append(problem)

    def warn(self, problems: Iterable[Problem]) -> None:
        """Counts warnings, and keeps them while there are fewer than KEPT."""
        for problem in problems:
            self.counts["warnings"] += 1
            if len(self.warnings) < KEPT:
                self.warnings.append(problem)


class Planner:
    """One pass over the file of one import."""

    def __init__(self, job: RegisterImport, beat: Callable[[int, Tally], None], *, again: bool = False) -> None:
        """`again`: the same file was found sound before, so what it says of new matters is known not to leak."""
        self.job, self.court, self.beat, self.again = job, job.court, beat, again
        self.tally, self.seen = Tally(), Seen()

    def plan(self, file: BinaryIO) -> Iterator[list[Planned]]:
        """What is to be written, a batch at a time; everything else is in `tally`."""
        for batch in _batches(registerfile.read(file), BATCH):
            yield list(self._batch(batch))
            self.beat(file.tell(), self.tally)

    def _batch(self, batch: list[Raw | Problem]) -> Iterator[Planned]:
        rows = [pair for item in batch if (pair := self._row(item))]
        known = self._known([row.docket for row, _hash in rows])
        codes = self._codes([code_for(row) for row, _hash in rows])
        for row, digest in rows:
            try:
                planned = self._planned(row, digest, known.get(plain(row.docket), []), codes)
            except Unfit as error:
                self.tally.wrong(error.problem)
            else:
                if planned:
                    yield planned

    def _row(self, item: Raw | Problem) -> tuple[MatterRow, bytes] | None:
        if isinstance(item, Problem):
            self.tally.wrong(item)
            return None
        self.tally.counts["matters"] += 1
        row, problems = checked(item)
        for problem in problems:
            self.tally.wrong(problem)
        if row is None:
            return None
        if not self.seen.add(b"docket " + plain(row.docket).encode()):
            self.tally.wrong(Problem(row.row, "docket", "docket_twice"))
            return None
        return row, row_hash(self.court.pk, item.data)

    def _known(self, dockets: list[str]) -> dict[str, list[Matter]]:
        keys = [search_key(docket) for docket in dockets]
        rows = Matter.objects.settled().filter(court=self.court, docket_key__in=keys)
        found: dict[str, list[Matter]] = {}
        for matter in rows:
            found.setdefault(plain(matter.docket), []).append(matter)
        return found

    def _codes(self, codes: list[str]) -> dict[bytes, Matter]:
        keys = [search_key(code) for code in codes]
        return {bytes(m.code_key): m for m in Matter.objects.settled().filter(court=self.court, code_key__in=keys)}

    def _planned(
        self, row: MatterRow, digest: bytes, known: list[Matter], codes: dict[bytes, Matter]
    ) -> Planned | None:
        matter = _chosen(row, known)
        code = (matter.code if matter else code_for(row)) if not row.given.get("code") else code_for(row)
        key = search_key(code)
        if (key in codes and codes[key] != matter) or not self.seen.add(b"code " + key):
            raise Unfit(row.row, "code", "code_taken")
        if matter and bytes(matter.row_hash or b"") == digest:
            self.tally.counts["unchanged"] += 1
            return None
        planned = self._whole(row, digest, matter)
        self.tally.warn(planned.whole.warnings)
        if matter and not planned.whole.differs:
            self.tally.counts["unchanged"] += 1
            return None
        if planned.known or not self.again:
            self._leaks(planned)
        self._count(planned)
        return planned

    def _whole(self, row: MatterRow, digest: bytes, matter: Matter | None) -> Planned:
        if matter is None:
            return Planned(made(self.court, row), False, digest)
        if self.job.by and matter.sealed and not Matter.objects.readable_by(self.job.by).filter(pk=matter.pk).exists():
            raise Unfit(row.row, "docket", "not_yours")
        prefetch_related_objects([matter], *RELATED)
        return Planned(merged(matter, row), True, digest)

    def _leaks(self, planned: Planned) -> None:
        people = [human for human in planned.whole.present if human.party.protected]
        planned.forms = {human.party.pk: party_forms(human.named, shielded=True) for human in people}
        for name in leaks_of(planned.whole, planned.forms.values()):
            self.tally.wrong(Problem(planned.whole.row, name, "leak"))

    def _count(self, planned: Planned) -> None:
        people = planned.whole.present
        self.tally.counts.update(
            {
                "changed" if planned.known else "new": 1,
                "people": len(people),
                "protected": sum(human.party.protected for human in people),
            }
        )


def plain(docket: str) -> str:
    """A docket number as it is compared: as `search_key`, uncut."""
    return " ".join(docket.casefold().split())


def row_hash(court_id: int, data: dict[str, Any]) -> bytes:
    """Eight keyed bytes over what the file says of a matter, wherever it stands."""
    kept = {key: [_unnumbered(row) for row in value] if _rows(value) else value for key, value in data.items()}
    return vault.tag(court_id, "row " + json.dumps(kept, sort_keys=True, ensure_ascii=False))


def _rows(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(item, dict) for item in value)


def _unnumbered(row: Any) -> Any:
    return {key: value for key, value in row.items() if key != "_row"} if isinstance(row, dict) else row


def _chosen(row: MatterRow, known: list[Matter]) -> Matter | None:
    """The one matter that is meant. Where two have the same number, the code tells."""
    if len(known) < 2:
        return known[0] if known else None
    same = [matter for matter in known if matter.code == row.given.get("code")]
    if not same:
        raise Unfit(row.row, "docket", "docket_shared")
    return same[0]


def _batches(items: Iterator[Any], size: int) -> Iterator[list[Any]]:
    while batch := list(itertools.islice(items, size)):
        yield batch
