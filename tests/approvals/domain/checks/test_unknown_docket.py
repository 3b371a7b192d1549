"""`unknown-docket`: a number in a form of the court's own that no matter of its register has."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from approvals.domain.court_patterns import proposed
from approvals.domain.findings import Context, DocketForms, Draft, MatterFacts, Surface
from approvals.domain.labelled import own_forms
from approvals.domain.review import review
from approvals.domain.severity import Severity

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SEALED, CITED = proposed("26-SEAL-0093"), proposed("[2026] NVCA 81", open_ended=True)
MATTERS = (
    MatterFacts("26-451", "No. 26-451", title="Corvane v Harrowgate Water Board", citations=("[2026] NVCA 81",)),
    MatterFacts("S1", "26-SEAL-0093", status="closed"),
    MatterFacts("BR1", "0000002-65.2005.4.05.8100", status="closed"),
    MatterFacts("BR2", "0001234-56.2024.8.26.0100", status="closed"),  # entered with wrong check digits
    MatterFacts("AR", "الطعن رقم 4821 لسنة 95 قضائية"),
    MatterFacts("DE", "1 BvR 1456/26"),
)
OWN = DocketForms(frozenset({"us-scotus", "br-cnj", "arabic", "de-bverfg", "ecthr", "tr", "cl"}), (SEALED, CITED))


def found(
    text: str, own: DocketForms = OWN, kind: str = "service-update", surface: str = "text"
) -> list[tuple[str, str]]:
    draft = Draft("en", kind, (Surface(surface, text),))
    rows = [
        f for f in review(draft, Context(NOW, MATTERS, dockets=own)) if f.code in ("unknown-docket", "check-failed")
    ]
    assert {f.severity for f in rows} <= {Severity.ADVISE}
    return [(f.reason, text[f.span.start : f.span.end]) for f in rows if f.span]


@pytest.mark.parametrize(
    ("text", "number"),
    [("The bench sits late on No. 62-451.", "No. 62-451"), ("Room change for no 26-541, 10:00.", "no 26-541"),
     ("26-SEAL-0094 resumes on Friday.", "26-SEAL-0094"), ("26-seal-\n0094 resumes on Friday.", "26-seal-\n0094"),
     ("Judgment: [2026] NVCA 18.", "[2026] NVCA 18"), ("Verhandlung in 1 BvR 1465/26.", "1 BvR 1465/26"),
     ("جلسة الطعن رقم ٤٨١٢ لسنة ٩٥ القضائية غدا", "الطعن رقم ٤٨١٢ لسنة ٩٥ القضائية"),
     ("2026/810 E. dosyasında duruşma", "2026/810 E."), ("No. 26-451 and No. 26-452 are listed.", "No. 26-452")],
)  # fmt: skip
def test_a_number_that_no_matter_has_is_pointed_out(text: str, number: str) -> None:
    assert found(text) == [("docket-unknown", number)]


@pytest.mark.parametrize(
    ("text", "number"),
    [("Pauta: processo 0099999-00.2026.8.26.0100.", "0099999-00.2026.8.26.0100"),
     ("processo 0000002-56.2005.4.05.8100", "0000002-56.2005.4.05.8100"),
     ("Audiencia en RUC 2601234567-K.", "RUC 2601234567-K")],
)  # fmt: skip
def test_wrong_check_digits_are_told_as_such(text: str, number: str) -> None:
    assert found(text) == [("docket-check-digits", number)]


@pytest.mark.parametrize(
    "text",
    ["No. 26-451 is heard at ten.", "NO.26–451 is heard at ten.", "Case no\n26-451 is heard at ten.",
     "[2026] NVCA 81 is online.", "26-seal-0093 resumes.", "processo 0000002-65.2005.4.05.8100",
     "processo 0001234-56.2024.8.26.0100 (as on the register)", "1BvR 1456/26 wird verhandelt",
     "جلسة الطعن رقم ٤٨٢١ لسنة ٩٥ قضائية غدا"],
)  # fmt: skip
def test_numbers_on_the_register_are_known_however_typed(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    ["القانون رقم 131 لسنة 1948: أين تجد نص القانون المدني", "6100 sayılı Kanun ne düzenler?", "Law No. 22-145 of 1948",
     "Loi no 78-17 du 6 janvier 1978", "Room No. 22-45", "Open 22-11/23 and 24/11/2026", "Ring 0800 123 456.",
     "Season 2025-2026", "Norvale 3-2 Aldermere",
     "https://courts.example/26-SEAL-0094 and www.courts.example/No.62-451",
     "C-131/12 and VI ZR 252/19 are of other courts.", "", "No. 26"],
)  # fmt: skip
def test_what_only_looks_like_a_number_of_the_court_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_span_of_years_is_no_number() -> None:
    own = DocketForms(patterns=(r"\d{4}-\d{4}",))
    assert found("The term 2025-2026 begins.", own) == []
    assert found("Listed: 2026-0141.", own) == [("docket-unknown", "2026-0141")]


def test_a_court_that_chose_no_form_hears_nothing() -> None:
    assert found("No. 62-451 and 26-SEAL-0094", DocketForms()) == []


def test_every_kind_and_surface_is_looked_at() -> None:
    assert found("No. 62-451", kind="hearing-list", surface="alt:0") == [("docket-unknown", "No. 62-451")]


def test_a_pattern_that_no_longer_runs_blocks_instead_of_passing_in_silence() -> None:
    draft = Draft("en", "event", (Surface("text", "No. 62-451"),))
    rows = review(draft, Context(NOW, (), dockets=DocketForms(patterns=("(",))))
    assert [(f.code, f.params["check"]) for f in rows if f.code == "check-failed"] == [
        ("check-failed", "unknown-docket")
    ]


def test_wrong_check_digits_are_told_whatever_forms_the_court_has() -> None:
    assert found("processo 0099999-00.2026.8.26.0100", DocketForms()) == [
        ("docket-check-digits", "0099999-00.2026.8.26.0100")
    ]
    assert found("processo 0001234-71.2024.8.26.0100", DocketForms()) == []


def test_a_labelled_row_takes_the_forms_of_its_matters() -> None:
    own = own_forms(
        (MatterFacts("T1", "T-2026-942"), MatterFacts("T2", "1 BvR 1456/26"), MatterFacts("T3", "no number"))
    )
    assert own.codes == {"de-bverfg"}
    assert found("t-2026-949 is heard at ten; room 2026-949.", own) == [("docket-unknown", "t-2026-949")]
