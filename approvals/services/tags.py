"""What the register says without being asked by name: who is named in a text, and what is under embargo."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from django.db.models import Q
from django.utils import timezone

from approvals.domain.findings import Context, Draft, MatterFacts, Surface
from approvals.domain.review import NAMES, review, too_long
from approvals.models import Matter
from approvals.models.register import Status
from publishing.ground.models import Court

from .index import facts_touched
from .sealed import matter_facts

NAMES_SOMEONE = "restricted-identity"
FAR = datetime(2100, 1, 1, tzinfo=UTC)


def embargoes(court: Court) -> tuple[MatterFacts, ...]:
    """Every matter under embargo by its code and hour alone: a result can be foretold without naming its case."""
    waiting = Q(embargo_until__gt=timezone.now()) | Q(embargo_until=None, status=Status.EMBARGOED)
    rows = Matter.objects.filter(waiting, court=court).values_list("code", "status", "embargo_until")
    return tuple(MatterFacts(code=code, docket="", status=status, embargo_until=until) for code, status, until in rows)


def leaking_fields(matter: Matter) -> list[str]:
    """Names of the clear fields of `matter` that hold one of its protected names."""
    people = matter.parties.filter(removed_at=None)
    clear = people.filter(protected=False)
    texts = {
        "public_title": matter.public_title,
        "code": matter.code,
        "docket": matter.docket,
        "citations": "\n".join(matter.citations),
        "aliases": "\n".join(matter.aliases),
        "judges": "\n".join(matter.judges),
        "allowed_text": "\n".join(matter.restrictions.values_list("allowed_text", flat=True)),
        "role": "\n".join(people.values_list("role", flat=True)),
        "name": "\n".join(clear.values_list("name", flat=True)),
        "forms": "\n".join(_flat(clear.values_list("forms", flat=True))),
        "handles": "\n".join(_flat(clear.values_list("handles", flat=True))),
        "room": "\n".join(matter.hearings.values_list("room", flat=True)),
        "stream": "\n".join(matter.hearings.values_list("stream", flat=True)),
    }
    protected = matter_facts(matter, people.filter(protected=True), ())
    draft = Draft(language="", kind="", surfaces=tuple(Surface(*item) for item in texts.items()))
    found = review(draft, Context(publish_at=FAR, matters=(protected,)), NAMES)
    return sorted({f.span.surface for f in found if f.code == NAMES_SOMEONE and f.span})


def _flat(lists: Iterable[list[str]]) -> Iterator[str]:
    return itertools.chain.from_iterable(lists)


def names_someone(court: Court, text: str) -> bool:
    """Whether `text`, such as a reason, may name anyone protected on the court's register."""
    draft = Draft(language="", kind="", surfaces=(Surface("text", text),))
    if too_long(draft):
        return True
    found = review(draft, Context(publish_at=FAR, matters=facts_touched(court, [text])), NAMES)
    return any(finding.code in (NAMES_SOMEONE, "check-failed") for finding in found)
