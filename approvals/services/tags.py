"""Keyed tags: how a review finds the few matters that a text may concern, without a readable list of names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from approvals.domain import dockets, names
from approvals.domain.findings import Context, Draft, MatterFacts, Surface
from approvals.domain.fold import fold
from approvals.domain.review import review
from approvals.domain.scripts import HAN
from approvals.domain.spellings import split_words
from approvals.domain.tokens import LONGEST
from approvals.models import Matter, NameTag
from approvals.models.register import Status
from publishing.ground import vault
from publishing.ground.models import Court

from .sealed import facts_of, party_named, title_of

NAMES_SOMEONE = "restricted-identity"
TAGS_A_QUERY = 20_000  # below what SQLite binds in one statement
FAR = datetime(2100, 1, 1, tzinfo=UTC)


def tags_renew(matter: Matter) -> None:
    """Replaces all tags of one matter by those of its present names, titles and numbers."""
    forms: dict[Any, set[str]] = {None: _case_forms(matter)}
    for party in matter.parties.filter(removed_at=None):
        named = party_named(party)
        handle = ["@" + named.handle.lstrip("@＠")] if named.handle else []
        forms[party.pk] = names.forms(named.name, (*named.forms, *handle))
    NameTag.objects.filter(matter=matter).delete()
    NameTag.objects.bulk_create(
        [
            NameTag(court_id=matter.court_id, matter=matter, party_id=party, tag=tag)
            for party, words in forms.items()
            for tag in vault.tags(matter.court_id, sorted(words))
        ],
        batch_size=500,
    )


def matters_touched(court: Court, texts: Iterable[str], codes: Iterable[str] = ()) -> QuerySet[Matter]:
    """Matters of `court` that `texts` may concern, or whose code is in `codes`."""
    grams: set[str] = set()
    for text in texts:
        grams |= names.ngrams(text) | dockets.number_keys(text)
    tags = vault.tags(court.pk, grams)
    touched: set[Any] = set()
    for start in range(0, len(tags), TAGS_A_QUERY):
        rows = NameTag.objects.filter(court=court, tag__in=tags[start : start + TAGS_A_QUERY])
        touched |= set(rows.values_list("matter", flat=True).distinct())
    wanted = Matter.objects.filter(Q(pk__in=touched) | Q(code__in=list(codes)), court=court)
    return wanted.prefetch_related("parties", "restrictions")


def embargoes(court: Court) -> tuple[MatterFacts, ...]:
    """Every matter under embargo by its code and hour alone: a result can be foretold without naming its case."""
    waiting = Q(embargo_until__gt=timezone.now()) | Q(embargo_until=None, status=Status.EMBARGOED)
    rows = Matter.objects.filter(waiting, court=court).values_list("code", "status", "embargo_until")
    return tuple(MatterFacts(code=code, docket="", status=status, embargo_until=until) for code, status, until in rows)


def leaking_fields(matter: Matter) -> list[str]:
    """Names of the clear fields of `matter` that hold one of its protected names."""
    texts = {
        "public_title": matter.public_title,
        "code": matter.code,
        "docket": matter.docket,
        "citations": "\n".join(matter.citations),
        "aliases": "\n".join(matter.aliases),
        "judges": "\n".join(matter.judges),
        "allowed_text": "\n".join(matter.restrictions.values_list("allowed_text", flat=True)),
        "role": "\n".join(matter.parties.values_list("role", flat=True)),
        "name": "\n".join(matter.parties.filter(protected=False).values_list("name", flat=True)),
    }
    fresh = Matter.objects.prefetch_related("parties", "restrictions").get(pk=matter.pk)
    draft = Draft(language="", kind="", surfaces=tuple(Surface(*item) for item in texts.items()))
    found = review(draft, Context(publish_at=FAR, matters=facts_of([fresh])))
    return sorted({f.span.surface for f in found if f.code == NAMES_SOMEONE and f.span})


def names_someone(court: Court, text: str) -> bool:
    """Whether `text`, such as a reason, may name anyone protected on the court's register."""
    draft = Draft(language="", kind="", surfaces=(Surface("text", text),))
    found = review(draft, Context(publish_at=FAR, matters=facts_of(matters_touched(court, [text]))))
    return any(finding.code in (NAMES_SOMEONE, "check-failed") for finding in found)


def _case_forms(matter: Matter) -> set[str]:
    """What stands for the case itself: its numbers, its titles, its other names."""
    forms = {key for text in (matter.docket, *matter.citations, *matter.aliases) if (key := dockets.number_key(text))}
    for text in (title_of(matter), matter.public_title, matter.docket, *matter.aliases):
        forms |= names.forms(text) | _beginnings(text) if text else set()
    return forms


def _beginnings(title: str) -> set[str]:
    """The n-grams with which a title begins wherever it stands in a text, plain or with a genitive s."""
    words = " ".join(split_words(title)[:LONGEST])
    runs = {run[:LONGEST] for run in re.findall(f"[{HAN}]{{2,}}", fold(title).text)}
    return {form for form in (words, words + "s", *runs) if len(form) > 1}
