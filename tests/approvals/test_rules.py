"""The rules of a court about docket numbers: chosen, made and ended by its registrars alone, and on the trail."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from approvals.domain.findings import DocketForms
from approvals.models import CourtPattern, CourtRules
from approvals.models.rules import NeverDeleted
from approvals.services import Invalid, NotAllowed, PartyEntry, review_now
from approvals.services.rules import (
    MOST_PATTERNS,
    PatternEntry,
    docket_forms_of,
    number_try,
    pattern_add,
    pattern_end,
    rules_set,
)
from publishing.ground.models import AuditEntry, Court
from tests.approvals.conftest import change_text, make_matter

SEALED = PatternEntry("Sealed matters", "26-SEAL-0093")
OTHERS = ("press_officer", "reviewer", "judge", "president", "administrator", "stranger")


@pytest.fixture
def sealed(court: Court, people: SimpleNamespace) -> CourtPattern:
    return pattern_add(court=court, entry=SEALED, by=people.registrar)


def facts() -> list[dict[str, Any]]:
    return [row.facts for row in AuditEntry.objects.filter(act="docket_rules_changed").order_by("at")]


def unknown(post: Any, text: str) -> list[str]:
    change_text(post, text)
    post.refresh_from_db()
    return [seen.words for seen in review_now(post).seen if seen.finding.code == "unknown-docket"]


# --- choosing forms --------------------------------------------------------------------------------


def test_a_new_court_has_none(court: Court) -> None:
    assert docket_forms_of(court) == DocketForms()


@pytest.mark.both
def test_a_registrar_switches_forms_on_and_off(court: Court, people: SimpleNamespace) -> None:
    rules_set(court=court, codes=["us-scotus", "nz"], by=people.registrar)
    rules_set(court=court, codes=["us-scotus", "ie"], by=people.registrar)
    assert docket_forms_of(court).codes == {"us-scotus", "ie"}
    assert facts() == [{"on": ["nz", "us-scotus"], "off": []}, {"on": ["ie"], "off": ["nz"]}]


def test_the_registers_version_rises_only_with_a_change(court: Court, people: SimpleNamespace) -> None:
    for _time in range(2):
        rules_set(court=court, codes=["nz"], by=people.registrar)
    court.refresh_from_db()
    assert court.register_version == 1
    assert len(facts()) == 1


def test_a_form_that_is_none_is_refused(court: Court, people: SimpleNamespace) -> None:
    with pytest.raises(Invalid):
        rules_set(court=court, codes=["nz", "atlantis"], by=people.registrar)
    assert not CourtRules.objects.exists()


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_changes_the_rules(court: Court, people: SimpleNamespace, sealed: CourtPattern, role: str) -> None:
    by = getattr(people, role)
    for act in (
        lambda: rules_set(court=court, codes=["nz"], by=by),
        lambda: pattern_add(court=court, entry=PatternEntry("Other", "X-1/26"), by=by),
        lambda: pattern_end(pattern=sealed, by=by),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert docket_forms_of(court) == DocketForms(patterns=(sealed.pattern,))


# --- patterns of the court's own -------------------------------------------------------------------


def test_an_example_alone_makes_a_pattern(sealed: CourtPattern) -> None:
    assert (sealed.pattern, sealed.near_miss) == (r"\d{2}-SEAL-\d{4}", "6-SEAL-0093")


@pytest.mark.both
def test_a_pattern_is_ended_and_stays(court: Court, people: SimpleNamespace, sealed: CourtPattern) -> None:
    pattern_end(pattern=sealed, by=people.registrar)
    pattern_end(pattern=sealed, by=people.registrar)
    sealed.refresh_from_db()
    assert (sealed.ended_by, docket_forms_of(court).patterns) == (people.registrar, ())
    assert [row["what"] for row in facts()] == ["made", "ended"]
    pattern_add(court=court, entry=SEALED, by=people.registrar)  # its form is free again


def test_a_pattern_is_never_deleted(sealed: CourtPattern) -> None:
    with pytest.raises(NeverDeleted):
        sealed.delete()
    with pytest.raises(NeverDeleted):
        CourtPattern.objects.all().delete()


@pytest.mark.both
def test_the_database_knows_who_ended_a_pattern_or_that_nobody_did(sealed: CourtPattern) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        CourtPattern.objects.filter(pk=sealed.pk).update(ended_at=timezone.now())


@pytest.mark.parametrize(
    ("entry", "field"),
    [(PatternEntry("", "X-1/26"), "name"), (PatternEntry("N" * 81, "X-1/26"), "name"),
     (PatternEntry("Ours", ""), "example"), (PatternEntry("Ours", "X-1/26", pattern="("), "pattern"),
     (PatternEntry("Ours", "X-1/26", near_miss="X-2/26"), "near_miss"), (PatternEntry("Ours", "2031"), "pattern"),
     (SEALED, "pattern")],
)  # fmt: skip
def test_what_cannot_be_kept_is_told_by_field(
    court: Court, people: SimpleNamespace, sealed: CourtPattern, entry: PatternEntry, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        pattern_add(court=court, entry=entry, by=people.registrar)
    assert field in refused.value.errors
    assert CourtPattern.objects.count() == 1


@pytest.mark.parametrize("field", ["name", "example", "near_miss"])
def test_no_field_of_a_pattern_names_someone_protected(court: Court, people: SimpleNamespace, field: str) -> None:
    make_matter(court, parties=[PartyEntry(name="Aurelio Vantongeren", protected=True)])
    given = {"name": "Ours", "example": "Kid 1-26", "near_miss": "Kid 1", field: "Vantongeren 1-26"}
    with pytest.raises(Invalid) as refused:
        pattern_add(court=court, entry=PatternEntry(**given), by=people.registrar)
    assert field in refused.value.errors
    assert "Vantongeren" not in str(refused.value)


def test_a_court_has_so_many_patterns_and_no_more(court: Court, people: SimpleNamespace) -> None:
    made = {"court": court, "created_by": people.registrar, "created_at": timezone.now()}
    CourtPattern.objects.bulk_create(CourtPattern(pattern=rf"X{i}-\d", **made) for i in range(MOST_PATTERNS))
    with pytest.raises(Invalid, match=str(MOST_PATTERNS)):
        pattern_add(court=court, entry=SEALED, by=people.registrar)


# --- what the checks and the box make of it --------------------------------------------------------


def test_a_review_points_out_a_number_that_the_register_does_not_have(
    court: Court, people: SimpleNamespace, sealed: CourtPattern, post: Any
) -> None:
    make_matter(court, docket="No. 26-451", status="closed")
    make_matter(court, docket="26-SEAL-0093", status="closed")
    rules_set(court=court, codes=["us-scotus"], by=people.registrar)
    text = "Listed: no 26-451, No. 26-541, 26-seal-0093 and 26-seal-0039."
    assert unknown(post, text) == ["No. 26-541", "26-seal-0039"]
    pattern_end(pattern=sealed, by=people.registrar)
    assert unknown(post, text) == ["No. 26-541"]


def test_rules_of_another_court_do_nothing_here(people: SimpleNamespace, sealed: CourtPattern, post: Any) -> None:
    other = people.stranger.memberships.first().court
    rules_set(court=other, codes=["us-scotus"], by=people.stranger)
    assert unknown(post, "Listed: No. 26-541.") == []


def test_the_box_tells_what_sees_a_number_and_whether_the_register_has_it(
    court: Court, people: SimpleNamespace, sealed: CourtPattern
) -> None:
    make_matter(court, docket="26-SEAL-0093")
    rules_set(court=court, codes=["de-gen"], by=people.registrar)
    seen = number_try(court=court, text="26-seal-0093, VI ZR 252/19, RUC 2601234567-K", by=people.registrar)
    assert [(s.words, s.code, s.switched_on, s.valid, s.on_register) for s in seen] == [
        ("VI ZR 252/19", "de-gen", True, True, False), ("VI ZR 252/19", "pl", False, True, False),
        ("RUC 2601234567-K", "cl", False, False, False), ("26-seal-0093", "own", True, True, True)]  # fmt: skip


def test_an_administrator_hears_nothing_of_the_register(court: Court, people: SimpleNamespace) -> None:
    make_matter(court, docket="No. 26-451")
    seen = number_try(court=court, text="No. 26-451", by=people.administrator)
    assert {(row.code, row.on_register) for row in seen} == {("us-scotus", None)}


@pytest.mark.parametrize("role", ["press_officer", "judge", "stranger"])
def test_nobody_else_tries_numbers(court: Court, people: SimpleNamespace, role: str) -> None:
    with pytest.raises(NotAllowed):
        number_try(court=court, text="No. 26-451", by=getattr(people, role))
