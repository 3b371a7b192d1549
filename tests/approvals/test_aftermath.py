"""What comes after an emergency with one signature: who reviews it, and what happens where nobody does."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from approvals.models import Part, SoloRelease
from approvals.services import Invalid, NotAllowed, Refused, post_submit
from approvals.services.aftermath import overdue_for, solo_review, solos_for, solos_watch
from approvals.services.roster import delegation_set
from approvals.services.solo import rests
from publishing.ground.models import AuditEntry, Court, Notice, Person, Role
from tests.factories import make_court, make_person, make_post

HOUR = timedelta(hours=1)
WORDS = "I heard both of them; the second had no signal in the vault."


@pytest.fixture
def bench(court: Court) -> SimpleNamespace:
    roles = {"president": Role.PRESIDENT, "vice": Role.VICE_PRESIDENT, "judge": Role.JUDGE, "registrar": Role.REGISTRAR}
    return SimpleNamespace(**{key: make_person(court, role) for key, role in roles.items()})


@pytest.fixture
def solo(court: Court, bench: SimpleNamespace) -> SoloRelease:
    """Released by the registrar just now."""
    author = make_person(court, Role.PRESS_OFFICER)
    round = post_submit(make_post(court, author, kind="emergency"), by=author)
    return SoloRelease.objects.create(
        court=court, round=round, digest=round.digest, person=bench.registrar, role=Role.REGISTRAR,
        reason="Nobody else answers.", at=timezone.now(),
    )  # fmt: skip


def review(solo: SoloRelease, person: Person, **facts: str) -> SoloRelease:
    return solo_review(solo=solo, person=person, **{"verdict": "in-order", "words": WORDS, **facts})


def aged(solo: SoloRelease, hours: int) -> SoloRelease:
    SoloRelease.objects.filter(pk=solo.pk).update(at=timezone.now() - hours * HOUR)
    return SoloRelease.objects.get(pk=solo.pk)


def told(kind: str) -> set[int]:
    return set(Notice.objects.filter(kind=kind).values_list("person", flat=True))


@pytest.mark.parametrize("who", ["president", "vice"])
@pytest.mark.parametrize("verdict", ["in-order", "not-in-order"])
def test_the_president_and_the_vice_president_review_it(
    solo: SoloRelease, bench: SimpleNamespace, who: str, verdict: str
) -> None:
    person = getattr(bench, who)
    found = review(solo, person, verdict=verdict)
    assert (found.verdict, found.words, found.reviewed_by) == (verdict, WORDS, person)
    entry = AuditEntry.objects.get(act="emergency_reviewed")
    assert (entry.facts["verdict"], WORDS in str(entry.facts)) == (verdict, False)
    assert told("emergency-reviewed") == {bench.registrar.pk}


def test_a_delegate_of_the_president_reviews_it(solo: SoloRelease, bench: SimpleNamespace, court: Court) -> None:
    now = timezone.now()
    delegation_set(
        court=court, of=bench.president, to=bench.judge, role=Role.PRESIDENT, starts_at=now - HOUR,
        ends_at=now + HOUR, by=bench.president,
    )  # fmt: skip
    assert solo in solos_for(bench.judge)
    assert review(solo, bench.judge).reviewed_by == bench.judge


def test_nobody_else_does(solo: SoloRelease, bench: SimpleNamespace, court: Court) -> None:
    others = [bench.judge, make_person(court, Role.HEAD_OF_COMMUNICATIONS), make_person(court, Role.ADMINISTRATOR)]
    others += [make_person(make_court(), Role.PRESIDENT), make_person(is_superuser=True)]
    for person in others:
        with pytest.raises(NotAllowed, match="reviews it"):
            review(solo, person)


def test_nobody_reviews_what_they_released(solo: SoloRelease, bench: SimpleNamespace) -> None:
    SoloRelease.objects.update(person=bench.president)
    with pytest.raises(NotAllowed, match="part in it"):
        review(solo, bench.president)


def test_nobody_reviews_what_they_had_a_part_in(solo: SoloRelease, bench: SimpleNamespace) -> None:
    Part.objects.filter(round=solo.round).update(person=bench.president)
    with pytest.raises(NotAllowed, match="part in it"):
        review(solo, bench.president)


def test_it_is_reviewed_once(solo: SoloRelease, bench: SimpleNamespace) -> None:
    review(solo, bench.president)
    with pytest.raises(Refused, match="already"):
        review(solo, bench.vice, verdict="not-in-order")
    assert SoloRelease.objects.get().verdict == "in-order"


@pytest.mark.parametrize("wrong", [{"words": "Fine."}, {"verdict": ""}, {"verdict": "yes"}])
def test_a_review_says_something(solo: SoloRelease, bench: SimpleNamespace, wrong: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        review(solo, bench.president, **wrong)


@pytest.mark.parametrize(("hours", "late"), [(23, False), (24, True)])
def test_it_is_late_after_a_day(solo: SoloRelease, bench: SimpleNamespace, hours: int, late: bool) -> None:
    aged(solo, hours)
    assert overdue_for(bench.president, timezone.now()).exists() is late
    assert (solos_watch() == 1) is late
    assert told("emergency-unreviewed") == ({bench.president.pk, bench.vice.pk, bench.registrar.pk} if late else set())


@pytest.mark.both
def test_it_is_told_once_however_often_the_task_runs(solo: SoloRelease, bench: SimpleNamespace) -> None:
    aged(solo, 50)
    for _time in range(3):
        solos_watch()
    assert Notice.objects.filter(kind="emergency-unreviewed").count() == 3
    acts = AuditEntry.objects.filter(subject=f"solo:{solo.pk}").values_list("act", flat=True)
    assert sorted(acts) == ["emergency_rights_rest", "emergency_unreviewed"]


def test_the_right_rests_by_its_time_and_comes_back_with_the_review(solo: SoloRelease, bench: SimpleNamespace) -> None:
    solo, now = aged(solo, 48), timezone.now()
    assert rests(bench.registrar, solo.court, now)
    assert not rests(bench.president, solo.court, now)
    review(solo, bench.president, verdict="not-in-order")
    assert not rests(bench.registrar, solo.court, now)


def test_another_court_sees_nothing(solo: SoloRelease) -> None:
    assert not solos_for(make_person(make_court(), *Role, is_superuser=True)).exists()
