"""One person asks, another confirms, and only then it is done. What can be asked for stands in proposal_kinds.

Everything is asked again at confirmation: who both people are by then, and whether what it concerns is as it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from . import audit, canonical, notices, vault
from .models import Court, Person, Proposal
from .proposal_kinds import KINDS, words_kept
from .proposal_rows import Outcome, ProposalQuerySet
from .subjects import subject_named, uuids

ACTS = {
    Outcome.CONFIRMED: "proposal_confirmed",
    Outcome.REFUSED: "proposal_refused",
    Outcome.WITHDRAWN: "proposal_withdrawn",
    Outcome.EXPIRED: "proposal_expired",
}


@transaction.atomic
def proposal_make(
    *, court: Court, act: str, subject: str, payload: dict[str, Any], by: Person, reason: str = "", secret: bytes = b"",
    at_server: bool = False,
) -> Proposal:  # fmt: skip
    """Asks for an act of one of KINDS, and tells those who can confirm it; `secret` lies sealed until it is decided.

    `at_server`: somebody at the command line asks in the name of `by`, who is told. Raises PermissionDenied, or
    ValidationError for the reason, for what waits already, and where nobody else could confirm it.
    """
    kind, now = KINDS[act], timezone.now()
    _require(court, by, kind.asked_by)
    canonical.check_facts(payload)
    proposal = Proposal(
        court=court, act=act, subject=subject, payload=canonical.facts_json(payload), proposed_by=by, proposed_at=now,
        expires_at=now + kind.stands, reason=words_kept(court, "reason", reason, needed=kind.reasoned),
    )  # fmt: skip
    proposal.digest = digest_of(proposal)
    proposal.sealed = vault.seal(secret, row=_row(proposal)) if secret else None
    people = confirmers(proposal)
    if not people:
        raise ValidationError(_("Nobody else here could confirm it. Ask whoever runs the installation."))
    _save(proposal)
    _record(proposal, "proposed", by, digest=proposal.digest, at_server=at_server)
    _tell("proposal-asked", proposal, people, by)
    if at_server:
        _tell("proposal-named", proposal, {by.pk}, by)
    return proposal


def proposal_confirm(*, proposal: Proposal, digest: str, by: Person) -> Proposal:
    """Has it done, if it is still what `digest` stands for. Raises PermissionDenied, or ValidationError in plain words.

    The act is done in the transaction in which the proposal ends; when it fails the proposal still waits.
    """
    found = _read(proposal)
    _require_confirmable(found, digest, by)
    proof = KINDS[found.act].prove(found)
    with transaction.atomic():
        found = _locked(proposal)
        _require_confirmable(found, digest, by)
        _end(found, Outcome.CONFIRMED, by)
        KINDS[found.act].perform(found, by, proof)
        _tell("proposal-confirmed", found, {found.proposed_by_id}, by)
    return found


@transaction.atomic
def proposal_refuse(*, proposal: Proposal, by: Person, answer: str) -> Proposal:
    """Says no, with a reason. Raises PermissionDenied or ValidationError."""
    found = _locked(proposal)
    _require_second(found, by)
    _require_waiting(found)
    _end(found, Outcome.REFUSED, by, answer=words_kept(found.court, "answer", answer, needed=True))
    _tell("proposal-refused", found, {found.proposed_by_id}, by)
    return found


@transaction.atomic
def proposal_withdraw(*, proposal: Proposal, by: Person) -> Proposal:
    """Takes back what one asked for oneself. Raises PermissionDenied or ValidationError."""
    found = _locked(proposal)
    if found.proposed_by_id != by.pk or not by.is_active:
        raise PermissionDenied(_("Only whoever asked for it takes it back."))
    _require_waiting(found)
    _end(found, Outcome.WITHDRAWN, by)
    return found


@transaction.atomic
def proposals_drop(*, court: Court, person: Person) -> int:
    """Takes back what the person asked for there and may ask for no longer. Returns how many."""
    rows = Proposal.objects.filter(court=court, proposed_by=person, outcome=Outcome.OPEN)
    return proposals_take_back([one for one in rows.select_related("court", "proposed_by") if not _may_ask(one)])


@transaction.atomic
def proposals_take_back(rows: Iterable[Proposal]) -> int:
    """Takes back those of `rows` that nobody has decided meanwhile. Returns how many."""
    still = Proposal.objects.select_for_update(of=("self",)).filter(pk__in=[one.pk for one in rows], outcome="open")
    lost = list(still.select_related("court", "proposed_by"))
    for one in lost:
        _end(one, Outcome.WITHDRAWN, None)
    return len(lost)


def proposals_expire() -> int:
    """Ends what nobody confirmed in time, and with it any secret that it kept. Returns how many."""
    return sum(_expire(one) for one in Proposal.objects.overdue().order_by("expires_at"))


# --- who sees and who decides ----------------------------------------------------------------------


def proposals_of(person: Person) -> ProposalQuerySet:
    """Those that the person might ask for or confirm, in their own courts; decided ones, too."""
    found = Q(pk=None)
    for act, kind in KINDS.items():
        found |= Q(act=act, court__in=Court.objects.for_person(person, *kind.roles))
    return Proposal.objects.filter(found)


def to_confirm(person: Person) -> list[Proposal]:
    """Those that wait for this person, what ends first before the others."""
    rows = proposals_of(person).waiting().exclude(proposed_by=person).select_related("court", "proposed_by")
    return [one for one in rows.order_by("expires_at") if person.pk in confirmers(one)]


def confirmers(proposal: Proposal) -> set[int]:
    """Ids of those who can confirm it now: never who asked, never whom it concerns."""
    kind, court = KINDS[proposal.act], proposal.court
    barred = {proposal.proposed_by_id} | kind.concerns(proposal)
    return court.holders(*kind.confirmed_by) - barred or court.holders(*kind.instead) - barred


def is_unchanged(proposal: Proposal) -> bool:
    """Whether it is what was asked for, and concerns what it did."""
    return digest_of(proposal) == proposal.digest


def digest_of(proposal: Proposal) -> str:
    """SHA-256 over what is asked, by whom, why, and what it concerns as that stands now."""
    covered = {
        "id": str(proposal.pk),
        "court": proposal.court_id,
        "act": proposal.act,
        "subject": proposal.subject,
        "payload": proposal.facts,
        "reason": proposal.reason,
        "by": proposal.proposed_by_id,
        "seen": KINDS[proposal.act].seen(proposal),
    }
    return hashlib.sha256(canonical.facts_json(covered).encode()).hexdigest()


def secret_of(proposal: Proposal) -> str:
    """What was sealed with it. Raises ValidationError where it cannot be opened."""
    try:
        return vault.unseal(bytes(proposal.sealed or b""), row=_row(proposal)).decode()
    except vault.VaultRefused:
        raise ValidationError(_("Its secret cannot be opened any more. Refuse it, and ask for it again.")) from None


def names(court_id: int, keys: list[str]) -> dict[str, str]:
    """{key: what it is called on the audit trail}."""
    rows = Proposal.objects.filter(court_id=court_id, pk__in=uuids(keys))
    return {str(one.pk): str(KINDS[one.act].name) for one in rows if one.act in KINDS}


# --- steps -----------------------------------------------------------------------------------------


def _require_confirmable(found: Proposal, digest: str, by: Person) -> None:
    _require_second(found, by)
    _require_waiting(found)
    if not _may_ask(found):
        raise ValidationError(
            _("%(person)s may no longer ask for this. Refuse it, and ask for it yourself if it is needed.")
            % {"person": found.proposed_by}
        )
    if digest != found.digest or not is_unchanged(found):
        raise ValidationError(_("What it concerns has changed since it was asked for. Refuse it, and ask again."))


def _require_second(found: Proposal, by: Person) -> None:
    if found.proposed_by_id == by.pk:
        raise PermissionDenied(_("You asked for it, so somebody else must decide."))
    if by.pk in KINDS[found.act].concerns(found):
        raise PermissionDenied(_("It concerns you, so somebody else must decide."))
    if not by.is_active or by.pk not in confirmers(found):
        raise PermissionDenied(_("Your roles in this court do not allow this."))


def _require_waiting(found: Proposal) -> None:
    if found.waits:
        return
    if found.decided_by:
        told = {"person": found.decided_by, "outcome": found.get_outcome_display()}
        raise ValidationError(_("%(person)s was first: it is %(outcome)s.") % told)
    raise ValidationError(_("It waits no longer. Ask for it again if it is still needed."))


def _require(court: Court, person: Person, roles: tuple[str, ...]) -> None:
    if not Court.objects.for_person(person, *roles).filter(pk=court.pk).exists():
        raise PermissionDenied(_("Your roles in this court do not allow this."))


def _may_ask(proposal: Proposal) -> bool:
    return proposal.proposed_by_id in proposal.court.holders(*KINDS[proposal.act].asked_by)


def _read(proposal: Proposal) -> Proposal:
    return Proposal.objects.select_related("court", "proposed_by", "decided_by").get(pk=proposal.pk)


def _locked(proposal: Proposal) -> Proposal:
    Proposal.objects.select_for_update().get(pk=proposal.pk)
    return _read(proposal)


def _save(proposal: Proposal) -> None:
    same = Proposal.objects.overdue().filter(court=proposal.court, act=proposal.act, subject=proposal.subject)
    for one in same:
        _expire(one)
    try:
        with transaction.atomic():
            proposal.save(force_insert=True)
    except IntegrityError:
        raise ValidationError(_("This is asked for already and waits for a second person.")) from None


@transaction.atomic
def _expire(proposal: Proposal) -> bool:
    found = _locked(proposal)
    if found.outcome != Outcome.OPEN:
        return False
    _end(found, Outcome.EXPIRED, None)
    _tell("proposal-expired", found, {found.proposed_by_id}, found.proposed_by)
    return True


def _end(proposal: Proposal, outcome: Outcome, by: Person | None, answer: str = "") -> None:
    """The one way out of waiting, for a row that is locked. A secret ends with it."""
    ended = {"outcome": outcome, "decided_by": by, "decided_at": timezone.now(), "answer": answer, "sealed": None}
    if not Proposal.objects.filter(pk=proposal.pk, outcome=Outcome.OPEN).update(**ended):
        raise ValidationError(_("Somebody else was first. Read it again."))
    for name, value in ended.items():
        setattr(proposal, name, value)
    _record(proposal, ACTS[outcome], by, asked_by=proposal.proposed_by_id, digest=proposal.digest)
    notices.notices_close(_topic(proposal))


def _tell(kind: str, proposal: Proposal, people: set[int], by: Person) -> None:
    facts = {
        "what": KINDS[proposal.act].name,
        "person": by,
        "court": proposal.court.name,
        "until": proposal.expires_at,
    }
    topic = _topic(proposal) if kind == "proposal-asked" else ""
    notices.tell(kind, court=proposal.court, people=people, facts=facts, about=(proposal.pk,), topic=topic, urgent=True)


def _record(proposal: Proposal, act: str, by: Person | None, **facts: Any) -> None:
    told = {"kind": proposal.act, "about": proposal.subject, **facts}
    subject = f"proposal:{proposal.pk}"
    audit.record(proposal.court, act, actor=audit.actor_of(by), subject=subject, facts=told)


def _topic(proposal: Proposal) -> str:
    return f"proposal:{proposal.pk}"


def _row(proposal: Proposal) -> str:
    return Proposal.VAULT_ROWS["sealed"].format(proposal)


subject_named("proposal", names)
