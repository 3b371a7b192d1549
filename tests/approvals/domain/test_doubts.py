"""Names that are also plain words: found where their case is spoken of, and left alone where the weather is."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from approvals.domain.findings import Context, Draft, MatterFacts, Party, Restriction, Surface
from approvals.domain.review import review
from approvals.domain.severity import Severity

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LINES = Path(__file__).with_name("doubts.txt").read_text(encoding="utf-8").splitlines()
HEADS = [*(at for at, line in enumerate(LINES) if line.startswith("== ")), len(LINES)]
PARTS = {LINES[at][3:]: [line.split("|") for line in LINES[at + 1 : end]] for at, end in pairwise(HEADS)}
WEIGHS = {
    "pending-case": (Severity.JUSTIFY,),
    "merits-comment": (Severity.BLOCK,),
    "embargo": (Severity.BLOCK,),
}


def context(language, **more):
    company, person, embargoed = PARTS[language][:3]
    return Context(
        NOW,
        (
            MatterFacts("P", "2-411/2026", title=company[2], parties=(Party(company[0], forms=(company[1],)),)),
            MatterFacts("S", "2-522/2026", title=person[2], parties=(Party(person[0]), Party(person[1])), **more),
            MatterFacts(
                "E",
                "2-633/2026",
                title=embargoed[2],
                status="embargoed",
                embargo_until=NOW + timedelta(days=2),
                outcome=embargoed[3],
                handdown_notice_public=True,
                parties=(Party(embargoed[0], forms=(embargoed[1],)),),
            ),
        ),
    )


def found(language, kind, text, **more):
    return review(Draft(language.split()[0], kind, (Surface("text", text),)), context(language, **more))


@pytest.mark.parametrize("language", PARTS)
def test_plain_words_are_no_party(language):
    stopped = [
        (text, rows)
        for code, kind, text in PARTS[language][3:]
        if code == "-" and (rows := {row.code for row in found(language, kind, text)} & WEIGHS.keys())
    ]
    assert stopped == []


@pytest.mark.parametrize("language", PARTS)
def test_the_same_words_are_the_party_where_its_case_is_spoken_of(language):
    missed = [
        (code, text)
        for code, kind, text in PARTS[language][3:]
        if code != "-" and code not in {row.code for row in found(language, kind, text) if row.severity in WEIGHS[code]}
    ]
    assert missed == []


def test_nobody_protected_is_doubted():
    order = Restriction("anonymity", ("Neil Thunder",))
    text = "Thunder is forecast this afternoon; please use the covered entrance."
    assert "restricted-identity" not in {row.code for row in found("en", "service-update", text)}
    rows = found("en", "service-update", text, restrictions=(order,))
    assert "restricted-identity" in {row.code for row in rows}


@pytest.mark.parametrize("kind", ["hearing-list", "livestream"])
def test_in_a_list_of_hearings_nothing_is_doubted(kind):
    assert "pending-case" in {row.code for row in found("tr", kind, "Poyraz, salon 3, 10.00")}


def test_an_elsewhere_word_inside_the_name_says_nothing_of_it():
    assert "pending-case" in {row.code for row in found("ru", "service-update", "«Зимний сад» подал новые документы.")}
