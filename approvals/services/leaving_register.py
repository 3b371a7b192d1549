"""What somebody has open beside deciding: matters, questions, proposals, imports. See publishing.ground.endings."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from approvals.domain.quiet import Stage
from approvals.models import Homonym, HomonymState, Matter, MatterJudge, Question, QuietPeriod, RegisterImport
from approvals.models.imports import ImportState
from approvals.services.importing import import_put_back
from publishing.ground import audit
from publishing.ground.endings import Case, Ending, Rows, Why
from publishing.ground.models import Court, Person, Role
from publishing.ground.notices import tell

from . import letters_names
from .duties import keeps, registrars_of
from .homonyms import involved
from .leaving import AT_ONCE, NOT_TRUSTED
from .questions import question_drop, question_others_ask
from .quiet import quiet_drop
from .reviews import object_of
from .routing import JUDICIARY

GONE = frozenset({Why.LEAVES, Why.LOSES})


def _panels(case: Case) -> list[Any]:
    if case.keeps(*JUDICIARY):
        return []
    return list(MatterJudge.objects.filter(court=case.court, person=case.person).select_related("matter"))


def _panels_end(case: Case, rows: Rows, heir: Person | None) -> None:
    MatterJudge.objects.filter(pk__in=[row.pk for row in rows]).delete()
    for row in rows:
        left = sorted(MatterJudge.objects.filter(matter=row.matter).values_list("person", flat=True))
        _matter_changed(case, row.matter, "panel", judges=left, presided=row.presiding)
    facts = {"person": case.person, "court": case.court.name, "count": len(rows)}
    facts["presided"] = sum(row.presiding for row in rows)
    tell("panel-changed", court=case.court, people=case.court.holders(Role.REGISTRAR), facts=facts)


def _sealed(case: Case) -> list[Any]:
    return list(Matter.objects.filter(court=case.court, sealed=True, readers=case.person))


def _without_keeper(case: Case, rows: Rows) -> list[Any]:
    """Those of the sealed matters that no other registrar of the court may read."""
    registrars = case.court.holders(Role.REGISTRAR) - {case.person.pk}
    return [row for row in rows if not row.readers.filter(pk__in=registrars).exists()]


def _registrars(case: Case) -> list[Person]:
    """Whom an administrator may name, other than themselves, and only where somebody has to be."""
    needed = _without_keeper(case, _sealed(case))
    return [one for one in case.others(Role.REGISTRAR) if needed and one.pk != case.by.pk]


def _sealed_refusal(case: Case, rows: Rows, heir: Person | None) -> str:
    if heir is not None or not _without_keeper(case, rows):
        return ""
    return say(
        "No other registrar may read a sealed matter of theirs, so it would be lost to the court. Choose a registrar"
        " who becomes its reader, other than yourself, or have this person name one first."
    )


def _sealed_end(case: Case, rows: Rows, heir: Person | None) -> None:
    lonely = {row.pk for row in _without_keeper(case, rows)}
    for row in rows:
        row.readers.remove(case.person)
        if heir is not None and row.pk in lonely:
            row.readers.add(heir)
        _matter_changed(case, row, "sealed", readers=sorted(row.readers.values_list("pk", flat=True)))


def _matter_changed(case: Case, matter: Matter, what: str, **facts: Any) -> None:
    """As every entry of the register ends; the matter's own row is left alone, since others may hold it."""
    Court.objects.filter(pk=case.court.pk).update(register_version=F("register_version") + 1)
    facts |= {"what": what, "embargo": matter.under_embargo, "left": case.person.pk}
    audit.record(case.court, "matter_changed", actor=audit.actor_of(case.by), subject=matter.subject, facts=facts)


def _asked(case: Case) -> list[Any]:
    return list(Question.objects.open().filter(court=case.court, asked_by=case.person))


def _asked_end(case: Case, rows: Rows, heir: Person | None) -> None:
    for question in rows:
        question_drop(question=question, by=case.by)


def _advised(case: Case) -> list[Any]:
    if case.keeps(Role.ADVISER):
        return []
    found = Question.objects.for_person(case.person).open().filter(court=case.court)
    return list(found.exclude(asked_by=case.person).distinct())


def _advised_end(case: Case, rows: Rows, heir: Person | None) -> None:
    for question in rows:
        question_others_ask(question=question, by=case.by)


def _names(case: Case) -> list[Any]:
    """Questions about a name that they might answer and nobody else may."""
    if case.keeps(Role.REGISTRAR):
        return []
    rows = Homonym.objects.filter(court=case.court, state=HomonymState.ASKED).select_related("court", "matter")
    return [row for row in rows if keeps(case.person, row.matter) and not _others(case, row)]


def _others(case: Case, row: Homonym) -> set[int]:
    return registrars_of(case.court, row.matter) - involved(row, object_of(row)) - {case.person.pk}


def _names_tell(case: Case, rows: Rows, heir: Person | None) -> None:
    for row in rows:
        letters_names.nobody_left(row, object_of(row))


def _periods(case: Case) -> list[Any]:
    first = Q(stage=Stage.PROPOSED.value, proposed_by=case.person)
    last = Q(stage=Stage.END_PROPOSED.value, end_by=case.person)
    return list(QuietPeriod.objects.waiting().filter(first | last, court=case.court))


def _periods_end(case: Case, rows: Rows, heir: Person | None) -> None:
    for period in rows:
        quiet_drop(period=period, by=case.by)


def _imports(case: Case) -> list[Any]:
    return list(RegisterImport.objects.filter(court=case.court, by=case.person, state=ImportState.ASKED))


def _imports_end(case: Case, rows: Rows, heir: Person | None) -> None:
    for job in rows:
        import_put_back(job=job, by=case.by)


ENDINGS = (
    Ending(
        key="panels",
        what=ngettext_lazy("%(count)d matter on which they sit", "%(count)d matters on which they sit", "count"),
        fate=_("Left; the registrars are asked to name who presides."),
        found=_panels,
        act=_panels_end,
        on=GONE,
        covers=("approvals.MatterJudge.person",),
        order=7,
    ),
    Ending(
        key="sealed-matters",
        what=ngettext_lazy("%(count)d sealed matter", "%(count)d sealed matters", "count"),
        fate=_("Their name is taken off."),
        heirs=_registrars,
        heir_label=_("Who reads what no other registrar may read"),
        heir_fate=_("Becomes a reader where no other registrar is one."),
        nobody=_("Nobody"),
        refusal=_sealed_refusal,
        found=_sealed,
        act=_sealed_end,
        covers=("approvals.Matter.readers", "approvals.Matter_readers.person"),
        order=8,
    ),
    Ending(
        key="questions",
        what=ngettext_lazy("%(count)d question to an adviser", "%(count)d questions to an adviser", "count"),
        fate=_("Taken back; the draft is free again."),
        found=_asked,
        act=_asked_end,
        covers=("approvals.Question.asked_by",),
        order=31,
    ),
    Ending(
        key="advice",
        what=ngettext_lazy(
            "%(count)d question that they may answer as adviser",
            "%(count)d questions that they may answer as adviser",
            "count",
        ),
        fate=_("The other advisers are asked. Where there is none, it is taken back and who asked is told."),
        found=_advised,
        act=_advised_end,
        on=AT_ONCE,
        order=32,
    ),
    Ending(
        key="names",
        what=ngettext_lazy(
            "%(count)d question about a name that nobody else may answer",
            "%(count)d questions about a name that nobody else may answer",
            "count",
        ),
        fate=_("Left open; who asked is told."),
        found=_names,
        act=_names_tell,
        on=AT_ONCE,
        order=33,
    ),
    Ending(
        key="quiet",
        what=ngettext_lazy(
            "%(count)d proposal about a quiet period", "%(count)d proposals about quiet periods", "count"
        ),
        fate=_("Taken back, as nobody has agreed yet."),
        found=_periods,
        act=_periods_end,
        on=NOT_TRUSTED,
        covers=("approvals.QuietPeriod.proposed_by", "approvals.QuietPeriod.end_by"),
        order=34,
    ),
    Ending(
        key="imports",
        what=ngettext_lazy(
            "%(count)d import that they asked for and that has not begun",
            "%(count)d imports that they asked for and that have not begun",
            "count",
        ),
        fate=_("Put back, for another registrar to ask for it."),
        found=_imports,
        act=_imports_end,
        on=NOT_TRUSTED,
        covers=("approvals.RegisterImport.by",),
        order=35,
    ),
)
