"""Making the tags of a court's names anew when the rules by which forms are made have changed.

The old tags stay valid until the new ones of the same matter stand in their place, so reviews go on meanwhile. Where
it is broken off, the next run begins after the last matter that was done.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator

from django.db import transaction
from django.db.models import F, Q

from approvals.domain import packs
from approvals.models import IndexRules, Matter
from publishing.ground import audit
from publishing.ground.models import Court

from .index import index_renew

PACKS = ("confusables", "everyday", "hans", "names", "pinyin", "signs")  # what forms of names are made with
# To be raised by one with every change of code in domain/ that changes the forms of names. One of `keys.head` changes
# all tags: it needs a migration besides, such as 0019.
FORMS = 3
BATCH = 50  # matters in one transaction


def rules_now() -> str:
    """By which rules tags are made now: the number above, and the word lists."""
    digest = hashlib.sha256()
    for path in (packs.FOLDER / f"{name}.toml" for name in PACKS):
        digest.update(path.read_bytes() if path.exists() else b"-")
    return f"{FORMS}-{digest.hexdigest()[:16]}"


def rules_note() -> None:
    """Writes down today's rules for courts that have no note yet: their first tags are made by these."""
    for court in Court.objects.exclude(pk__in=IndexRules.objects.values("court")):
        IndexRules.objects.get_or_create(court=court, defaults={"rules": rules_now()})


def stale_courts() -> list[Court]:
    """Courts whose tags were made by other rules than today's."""
    stale = IndexRules.objects.exclude(rules=rules_now()).values("court")
    return list(Court.objects.filter(pk__in=stale).order_by("slug"))


def reindex(court: Court, tell: Callable[[int], None] = lambda done: None) -> int:
    """Makes all tags of the court anew and gives the number of matters that were done in this run."""
    rules, done = rules_now(), 0
    mark, _new = IndexRules.objects.get_or_create(court=court, defaults={"rules": ""})
    if mark.remaking != rules:
        mark.remaking, mark.reached = rules, None
        mark.save()
    for matters in _left(mark):
        with transaction.atomic():
            for matter in matters:
                index_renew(matter)
            mark.reached = matters[-1].pk
            mark.save()
        done += len(matters)
        tell(done)
    _finish(court, mark, done)
    return done


def _left(mark: IndexRules) -> Iterator[list[Matter]]:
    while True:
        after = Q(pk__gt=mark.reached) if mark.reached else Q()
        matters = list(Matter.objects.filter(after, court=mark.court_id).order_by("pk")[:BATCH])
        if not matters:
            return
        yield matters


@transaction.atomic
def _finish(court: Court, mark: IndexRules, done: int) -> None:
    mark.rules, mark.remaking, mark.reached = mark.remaking, "", None
    mark.save()
    Court.objects.filter(pk=court.pk).update(register_version=F("register_version") + 1)
    facts = {"rules": mark.rules, "matters": done}
    audit.record(court, "index_remade", actor=audit.SYSTEM, subject=f"court:{court.pk}", facts=facts)
