from datetime import UTC, datetime

import pytest

from approvals.domain.findings import Context, Draft, MatterFacts, Party, Surface
from approvals.domain.references import references
from approvals.domain.subject import Subject

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def spans(text, **facts):
    matter = MatterFacts("M1", **({"docket": "FD26P00900"} | facts))
    subject = Subject(Draft("en", "judgment", (Surface("text", text),)), Context(NOW, (matter,)))
    return [text[r.span.start : r.span.end] for r in references(subject, subject.views[0], matter)]


@pytest.mark.parametrize(
    ("text", "facts", "expected"),
    [
        ("Today: Re K (A Child), 10:30.", {"title": "Re K (A Child)"}, "Re K (A Child)"),
        ("Today (Re K (A Child)).", {"title": "Re K (A Child)"}, "Re K (A Child)"),
        ("See [2026] NVCA 88, today.", {"citations": ("[2026] NVCA 88",)}, "[2026] NVCA 88"),
        ("See ([2026] NVCA 88).", {"citations": ("[2026] NVCA 88",)}, "[2026] NVCA 88"),
        ("今天（2026）云01民终77号开庭。", {"docket": "（2026）云01民终77号"}, "（2026）云01民终77号"),
        ("(No. 26-451)", {"docket": "No. 26-451"}, "No. 26-451"),
    ],
)
def test_a_reference_keeps_both_halves_of_its_brackets(text, facts, expected):
    assert spans(text, **facts) == [expected]


@pytest.mark.parametrize(
    "name",
    ["Ellery Finch LLP", "Ellery Finch Pty Ltd", "Finch Müller GmbH", "Ellery Finch S.L.", "Ellery Finch d.o.o.",
     "Ellery Finch A.Ş.", "Ellery Finch SA", "Ellery Finch S.p.A.", "Ellery Finch Lda", "Ellery Finch PLLC"],
)  # fmt: skip
def test_a_firm_is_no_person_whose_surname_is_its_last_word(name):
    text = "The finch is back. Ms Jane Finch has joined the registry."
    assert spans(text, parties=(Party(name),)) == []


@pytest.mark.parametrize("name", ["Maria Sá", "Ana Ag", "JOANA SÁ"])
def test_a_person_with_a_short_surname_is_no_firm(name):
    assert spans(f"Hoje fala {name.title()}.", parties=(Party(name),)) != []


def test_a_firm_is_found_without_its_legal_form():
    assert spans("The appeal by Ellery Finch, the accused firm.", parties=(Party("Ellery Finch LLP"),)) == [
        "Ellery Finch"
    ]


def test_a_works_that_is_named_after_its_town_is_no_person_of_that_name():
    facts = {"docket": "RG 25/03391", "parties": (Party("Verreries de Saint-Aubray", "appelante"),)}
    assert spans("Le musée du verre de Saint-Aubray nous prête douze encriers.", **facts) == []
    assert spans("Verreries de Saint-Aubray : audience mardi.", **facts) == ["Verreries de Saint-Aubray"]
