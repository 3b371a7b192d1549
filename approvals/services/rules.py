"""What docket numbers of a court look like: chosen and made by its registrars, read by the checks."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.docket_wording import problem_words
from approvals.domain import court_patterns, dockets
from approvals.domain.checks.unknown_docket import on_register, within
from approvals.domain.docket_forms import forms
from approvals.domain.findings import Context, DocketForms, Draft, Surface
from approvals.domain.subject import Subject
from approvals.models import CourtPattern, CourtRules
from publishing.ground import audit
from publishing.ground.models import Court, Person
from publishing.ground.rights import may

from .index import facts_touched
from .refusals import Invalid, NotAllowed
from .tags import names_someone

MOST_PATTERNS = 40  # standing, a court: each costs every review a run
MOST_TRIED = 500  # characters in the box in which a number is tried


@dataclass(frozen=True, slots=True)
class PatternEntry:
    """What a registrar enters. Without `pattern` or `near_miss`, they are made from the example."""

    name: str
    example: str
    near_miss: str = ""
    pattern: str = ""
    open_ended: bool = False

    def completed(self) -> court_patterns.Entry:
        """The entry as it will be kept."""
        example, pattern = self.example.strip(), self.pattern.strip()
        pattern = pattern or court_patterns.proposed(example, open_ended=self.open_ended)
        near_miss = self.near_miss.strip() or court_patterns.proposed_near_miss(example, pattern)
        return court_patterns.Entry(self.name.strip(), example, near_miss, pattern)


@dataclass(frozen=True, slots=True)
class Sight:
    """One form or pattern that sees a number. `on_register` is None for whoever does not keep the register."""

    words: str
    code: str
    pattern: CourtPattern | None
    switched_on: bool
    valid: bool
    on_register: bool | None


def docket_forms_of(court: Court) -> DocketForms:
    """What the checks take for a number of `court` itself."""
    rules = CourtRules.objects.filter(court=court).first()
    made = CourtPattern.objects.filter(court=court).standing().order_by("created_at", "pk")
    return DocketForms(frozenset(rules.docket_codes if rules else ()), tuple(made.values_list("pattern", flat=True)))


@transaction.atomic
def rules_set(*, court: Court, codes: Collection[str], by: Person) -> CourtRules:
    """Switches on exactly the forms `codes`. Raises Invalid for a code that is none, NotAllowed for non-registrars."""
    _registrar(court, by)
    wanted = set(codes)
    if wanted - set(forms()):
        raise Invalid({"codes": _("This form is not known here. Load the page again and choose from it.")})
    Court.objects.select_for_update().get(pk=court.pk)
    known = CourtRules.objects.filter(court=court).first()
    before = set(known.docket_codes) if known else set()
    if known and wanted == before:
        return known
    rules, _created = CourtRules.objects.update_or_create(
        court=court, defaults={"docket_codes": sorted(wanted), "changed_at": timezone.now(), "changed_by": by}
    )
    _changed(court, by, f"court:{court.pk}", on=sorted(wanted - before), off=sorted(before - wanted))
    return rules


@transaction.atomic
def pattern_add(*, court: Court, entry: PatternEntry, by: Person) -> CourtPattern:
    """Makes a pattern of the court's own. Raises Invalid naming the field, NotAllowed for non-registrars."""
    _registrar(court, by)
    full = entry.completed()
    Court.objects.select_for_update().get(pk=court.pk)
    if wrong := _problems(court, full):
        raise Invalid(wrong)
    made = CourtPattern.objects.create(
        court=court,
        name=full.name,
        pattern=full.pattern,
        example=full.example,
        near_miss=full.near_miss,
        created_at=timezone.now(),
        created_by=by,
    )
    _changed(court, by, f"pattern:{made.pk}", what="made")
    return made


@transaction.atomic
def pattern_end(*, pattern: CourtPattern, by: Person) -> None:
    """The checks no longer use it; the row stays. To end it twice is no error. Raises NotAllowed."""
    _registrar(pattern.court, by)
    now = timezone.now()
    if CourtPattern.objects.standing().filter(pk=pattern.pk).update(ended_at=now, ended_by=by):
        _changed(pattern.court, by, f"pattern:{pattern.pk}", what="ended")


def number_try(*, court: Court, text: str, by: Person) -> list[Sight]:
    """What sees a number in `text` (its first MOST_TRIED characters). The register is asked for registrars alone."""
    if not may("docket_rules_read", by, court):
        raise NotAllowed(_("Only a registrar or an administrator of this court may try its patterns."))
    text = text[:MOST_TRIED]
    places = _registered(court, text) if _keeps(court, by) else None
    return [
        Sight(hit.text, hit.code, made, on, hit.valid, None if places is None else within(hit, places))
        for made, on, hit in _seen(court, text)
    ]


def _seen(court: Court, text: str) -> Iterator[tuple[CourtPattern | None, bool, dockets.Candidate]]:
    """Each hit with the court's pattern that made it, if one did, and whether the checks use what made it."""
    chosen = docket_forms_of(court).codes
    for hit in dockets.own_hits(text, DocketForms(frozenset(forms()))):
        yield None, hit.code in chosen, hit
    for made in CourtPattern.objects.filter(court=court).standing():
        for hit in dockets.own_hits(text, DocketForms(patterns=(made.pattern,))):
            yield made, True, hit


def _registered(court: Court, text: str) -> list[tuple[int, int]]:
    """Where numbers of matters of the register stand in `text`."""
    draft = Draft("", "hearing-list", (Surface("text", text),))
    subject = Subject(draft, Context(timezone.now(), facts_touched(court, [text])))
    return [place for view in subject.views for place in on_register(subject, view)]


def _problems(court: Court, entry: court_patterns.Entry) -> dict[str, str]:
    standing = CourtPattern.objects.filter(court=court).standing()
    wrong = {field: problem_words(reason) for field, reason in court_patterns.problems(entry).items()}
    if len(entry.name) > 80:
        wrong["name"] = _("Keep the name to 80 characters.")
    if standing.filter(pattern=entry.pattern).exists():
        wrong.setdefault("pattern", _("The court has this pattern already."))
    if standing.count() >= MOST_PATTERNS:
        wrong.setdefault(
            "name", _("A court has at most %(count)d patterns of its own. End one first.") % {"count": MOST_PATTERNS}
        )
    fields = ("name", "example", "near_miss", "pattern")
    named = [field for field in fields if names_someone(court, getattr(entry, field))]
    return wrong | dict.fromkeys(named, _("This may name someone protected. Write it without the name."))


def _keeps(court: Court, person: Person) -> bool:
    return may("rules_set", person, court)


def _registrar(court: Court, person: Person) -> None:
    if not _keeps(court, person):
        raise NotAllowed(_("Only a registrar of this court says what its docket numbers look like."))


def _changed(court: Court, by: Person, subject: str, **facts: object) -> None:
    """A review depends on the rules as on the register, so its version rises with both."""
    Court.objects.filter(pk=court.pk).update(register_version=F("register_version") + 1)
    audit.record(court, "docket_rules_changed", actor=audit.actor_of(by), subject=subject, facts=facts)
