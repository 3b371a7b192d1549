"""Running the checks with the register of this moment, and keeping what they found without a word of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.domain.findings import Context, Draft, Finding, MatterFacts, Picture, Span, Surface
from approvals.domain.review import CANNOT_RUN, RULES_VERSION, review, too_long
from approvals.domain.reviewable import Reviewable
from approvals.domain.route_table import OVERRIDABLE
from approvals.domain.severity import Severity
from approvals.models import Homonym, Justification, Question, Review
from publishing.domain.digest import canonical, digest
from publishing.domain.message import Medium, Submission
from publishing.domain.picture_facts import CONSENT, LABELLED, MADE, people
from publishing.ground import audit
from publishing.ground.models import Court, Person
from publishing.ground.rights import may
from publishing.models import Account

from .clearings import Judged, Place, cleared_count, judged, words_hash_of
from .hiding import codes_of, references_of
from .history import said_before
from .index import SAME, facts_touched
from .quiet_facts import quiet_facts
from .refusals import Invalid, NotAllowed
from .rulebooks import Standing, rules_of
from .rules import docket_forms_of
from .tags import embargoes, names_someone

DEADLINE = 20.0  # seconds after which no further check of a draft begins


@dataclass(frozen=True, slots=True)
class Seen:
    """A finding with the words it marks, in memory only.

    `reason` are the author's words where they are needed, or those of the registrar of `answer` who cleared a name.
    `places` are the sentences in which words stand that meet a protected name.
    """

    finding: Finding
    words: str
    words_hash: str
    reason: str = ""
    reason_by: str = ""
    answer: str = ""
    places: tuple[Place, ...] = ()

    @property
    def overridable(self) -> bool:
        """Whether it is a block that a written reason may override."""
        return self.finding.severity is Severity.BLOCK and self.finding.code in OVERRIDABLE

    @property
    def overridden(self) -> bool:
        """Whether its author did so: the head of communications and the president then decide."""
        return self.overridable and bool(self.reason)

    @property
    def open(self) -> bool:
        """Whether this finding still stops the post: a block, or a question without an answer."""
        blocks = self.finding.severity is Severity.BLOCK and not self.overridden
        return blocks or (self.finding.severity is Severity.JUSTIFY and not self.reason)


@dataclass(frozen=True, slots=True)
class Result:
    """What one run found, against which version of the register, for which digest. Holds words: never stored."""

    digest: str
    content: str
    register_version: int
    seen: tuple[Seen, ...]
    rules_version: str = RULES_VERSION

    @property
    def blocks(self) -> tuple[Seen, ...]:
        """What stops the post, whatever its author says."""
        return tuple(seen for seen in self.seen if seen.open and seen.finding.severity is Severity.BLOCK)

    @property
    def overridden(self) -> tuple[Seen, ...]:
        return tuple(seen for seen in self.seen if seen.overridden)

    @property
    def unanswered(self) -> tuple[Seen, ...]:
        return tuple(seen for seen in self.seen if seen.open and seen.finding.severity is Severity.JUSTIFY)


def subject_of(reviewable: Reviewable) -> str:
    """The name of a post on the audit trail, in reviews and in votes."""
    return f"post:{reviewable.pk}"


def object_of(question: Homonym | Question) -> Any:
    """The post that a question is about, read from the database now."""
    model: Any = question.content_type.model_class()
    return model._base_manager.get(pk=question.object_id)


def digest_of(reviewable: Reviewable) -> str:
    """The digest of the newest draft. Raises DoesNotFit when a message cannot be sent."""
    return digest(canonical(reviewable.to_submission()))


def draft_of(submission: Submission, title: str = "") -> Draft:
    """Every surface of every message: texts, alt texts, link cards; and the facts of the pictures."""
    surfaces = {f"{name}": text for name, text in _surfaces(submission) if text}
    if title:
        surfaces["title"] = title
    pictures = {medium.sha256 + medium.alt: medium for message in submission.messages for medium in message.media}
    return Draft(
        language=submission.messages[0].language if submission.messages else "",
        kind=submission.kind,
        surfaces=tuple(Surface(name, text, _language(submission, name)) for name, text in surfaces.items()),
        pictures=tuple(picture_of(medium) for medium in pictures.values()),
    )


def _language(submission: Submission, surface: str) -> str:
    """That of the message whose text it is; "" for what belongs to all."""
    account = surface.split(":")[1] if surface.startswith("text:") else ""
    return next((message.language for message in submission.messages if message.account == account), "")


def picture_of(medium: Medium) -> Picture:
    """What the checks know of a picture: its text, and what was said of it."""
    seen = people(medium.facts)
    return Picture(
        alt=medium.alt,
        people=seen,
        people_unsaid=not seen,
        consent_recorded=CONSENT in medium.facts,
        is_synthetic=MADE in medium.facts,
        is_labelled=LABELLED in medium.facts,
    )


def review_dry(
    *, court: Court, submission: Submission, title: str, subject: str = "", writers: Callable[[], Iterable[int]] = tuple
) -> Result:
    """Runs all checks on what would be sent and stores nothing. A check that cannot run is a block, never silence.

    `subject` is the post whose reasons and answers count; answers by its `writers()` (ids) do not.
    """
    draft = draft_of(submission, title)
    version = Court.objects.values_list("register_version", flat=True).get(pk=court.pk)
    findings: tuple[Finding, ...]
    rules_version = RULES_VERSION
    try:
        standing = rules_of(court)
        rules_version = standing.version
        much = too_long(draft)
        context = Context(submission.due_at) if much else _context(court, submission, draft, standing, subject)
        findings = tuple(review(draft, context, late=partial(_after, time.monotonic() + DEADLINE)))
    except Exception:  # whatever is wrong, the answer is no; its words could hold a protected name
        findings = (CANNOT_RUN,)
    content = canonical(submission)
    seen = _seen(court, subject, writers, draft, findings)
    return Result(digest(content), content, version, seen, rules_version)


@transaction.atomic
def review_run(reviewable: Reviewable, *, by: Person | None) -> Review:
    """Reviews the newest draft with the register of this moment and stores codes and offsets. Raises DoesNotFit."""
    return review_store(reviewable, review_now(reviewable), by=by)


def review_now(reviewable: Reviewable) -> Result:
    """The dry run of what stands in the newest draft, with the author's reasons. Raises DoesNotFit."""
    return review_dry(
        court=reviewable.court,
        submission=reviewable.to_submission(),
        title=reviewable.title,
        subject=subject_of(reviewable),
        writers=reviewable.writers,
    )


def review_store(reviewable: Reviewable, result: Result, *, by: Person | None) -> Review:
    """Keeps one result: codes, severities and offsets, never words."""
    actor = audit.actor_of(by)
    found = Review.objects.create(
        court=reviewable.court,
        subject=subject_of(reviewable),
        digest=result.digest,
        register_version=result.register_version,
        rules_version=result.rules_version,
        findings=[_as_row(seen) for seen in result.seen],
        ran_at=timezone.now(),
        ran_by=actor,
    )
    audit.record(
        reviewable.court,
        "found",
        actor=actor,
        subject=found.subject,
        facts={
            "review": str(found.pk),
            "digest": found.digest,
            "register": found.register_version,
            "rules": found.rules_version,
            "findings": [f"{seen.finding.severity}:{seen.finding.code}" for seen in result.seen],
        },
    )
    return found


@transaction.atomic
def justification_save(
    *, reviewable: Reviewable, code: str, matter: str, words_hash: str, text: str, by: Person
) -> Justification:
    """Keeps the author's words for one finding. Raises Invalid when they are empty or may name someone protected."""
    if not may("post_justify", by, reviewable.court):
        raise NotAllowed(_("Only a press officer of this court answers a finding."))
    text = text.strip()
    if len(text) < 3:
        raise Invalid({"text": _("Write your reason in your own words. The approvers read it.")})
    if names_someone(reviewable.court, text):
        raise Invalid({"text": _("Your reason may name someone protected. Write it without the name.")})
    kept, _created = Justification.objects.update_or_create(
        subject=subject_of(reviewable),
        code=code,
        matter=matter,
        words_hash=words_hash,
        defaults={"court": reviewable.court, "text": text, "written_by": by, "written_at": timezone.now()},
    )
    audit.record(
        reviewable.court,
        "justified",
        actor=audit.actor_of(by),
        subject=kept.subject,
        facts={"code": code, "matter": references_of(reviewable.court, [matter])[matter], "words": words_hash},
    )
    return kept


def _surfaces(submission: Submission) -> list[tuple[str, str]]:
    """Each text once: accounts that say the same words share a surface, named for the first of them."""
    rows: list[tuple[str, str]] = []
    for message in submission.messages:
        rows += [(f"text:{message.account}:{i}", text) for i, text in enumerate(message.segments)]
        rows += [(f"alt:{message.account}:{i}", medium.alt) for i, medium in enumerate(message.media)]
        if message.card:
            card = message.card
            rows += [(f"card.{part}:{message.account}", getattr(card, part)) for part in ("title", "description")]
            rows.append((f"link:{message.account}", card.url))
    first: dict[str, str] = {}
    for name, text in rows:
        first.setdefault(text, name)
    return [(name, text) for text, name in first.items()]


def _context(court: Court, submission: Submission, draft: Draft, standing: Standing, subject: str) -> Context:
    texts = [surface.text for surface in draft.surfaces]
    accounts = {str(row.pk): row for row in Account.objects.filter(court=court)}
    when = max(submission.due_at, timezone.now())  # what is late goes out now, if at all
    return Context(
        publish_at=when,
        matters=_matters(court, texts, submission.matters, subject),
        official_domains=(*court.domains, *standing.domains),
        official_handles=tuple(row.handle for row in accounts.values()),
        accounts=tuple(str(accounts[one.account]) for one in submission.messages if one.account in accounts),
        publish_until=max(when, submission.due_at + timedelta(minutes=submission.missed.minutes or 0)),
        quiet_periods=quiet_facts(court),
        dockets=docket_forms_of(court),
        allow_handles=standing.handles,
        rules=standing.rules,
        history=said_before(court, [one.account for one in submission.messages], when),
    )


def _after(moment: float) -> bool:
    return time.monotonic() > moment


def _matters(court: Court, texts: list[str], codes: tuple[str, ...], subject: str) -> tuple[MatterFacts, ...]:
    """Besides the usual number of namesakes as many as a registrar cleared, so that no answer hides the next one."""
    named = set(codes_of(court, codes).values())
    facts = facts_touched(court, texts, named, SAME + cleared_count(court, subject))
    known = {matter.code for matter in facts}
    if missing := named - known:
        raise LookupError(f"matters that are not on the register: {len(missing)}")
    return facts + tuple(matter for matter in embargoes(court) if matter.code not in known)


def _seen(
    court: Court, subject: str, writers: Callable[[], Iterable[int]], draft: Draft, findings: tuple[Finding, ...]
) -> tuple[Seen, ...]:
    """One row for equal words of one kind, the gravest first; what a registrar cleared stands as advice."""
    texts = {surface.name: surface.text for surface in draft.surfaces}
    reasons = _reasons(court, subject)
    rows: dict[tuple[str, ...], Seen] = {}
    for one in sorted(judged(court, subject, writers, texts, findings), key=lambda row: -row.finding.severity.rank):
        seen = _one_seen(court, texts, reasons, one)
        key = (one.finding.code, one.finding.reason, one.finding.matter, seen.words_hash, seen.answer)
        known = rows.get(key)
        rows[key] = replace(known, places=known.places + seen.places) if known else seen
    return tuple(rows.values())


def _one_seen(
    court: Court, texts: dict[str, str], reasons: dict[tuple[str, str, str], Justification], one: Judged
) -> Seen:
    words = _words(texts, one.finding.span)
    hashed, places = words_hash_of(court, words or one.finding.about), (one.place,) if one.place else ()
    if one.answer:
        by = str(one.answer.answered_by)
        return Seen(one.finding, words, hashed, one.answer.answered_why, by, str(one.answer.pk), places)
    given = reasons.get((one.finding.code, one.finding.matter, hashed))
    reason, author = (given.text, str(given.written_by)) if given else ("", "")
    return Seen(one.finding, words, hashed, reason, author, places=places)


def _reasons(court: Court, subject: str) -> dict[tuple[str, str, str], Justification]:
    """The author's reasons for one post, by code, matter and hash of the words."""
    given = Justification.objects.filter(court=court, subject=subject).select_related("written_by") if subject else ()
    return {(row.code, row.matter, row.words_hash): row for row in given}


def _words(texts: dict[str, str], span: Span | None) -> str:
    return texts.get(span.surface, "")[span.start : span.end] if span else ""


def finding_row(seen: Seen) -> dict[str, Any]:
    """What is kept of one finding: codes, and of its words nothing but a hash."""
    finding = seen.finding
    return {
        "code": finding.code,
        "guidelines": list(finding.guidelines),
        "severity": str(finding.severity),
        "reason": finding.reason,
        "matter": finding.matter,
        "words_hash": seen.words_hash,
    }


def _as_row(seen: Seen) -> dict[str, Any]:
    span = seen.finding.span
    return finding_row(seen) | {
        "span": [span.surface, span.start, span.end] if span else None,
        "justified": bool(seen.reason),
        **({"answer": seen.answer} if seen.answer else {}),
    }
