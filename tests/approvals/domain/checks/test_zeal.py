"""Posts in zeal.txt that break two or three rules at once, and plain ones beside their words."""

from dataclasses import replace
from pathlib import Path

import pytest

from approvals.domain.findings import Context, Draft, Party, Surface
from approvals.domain.review import review
from approvals.domain.severity import Severity

from .spoken import NOW, REGISTERS, register

COUNSEL = {
    "en": Party("Adelaide Marlowe", "counsel", kind="counsel", handles=("@marlowe_law",)),
    "fr": Party("Hortense Brival", "avocate", kind="counsel", handles=("@brival_avocate",)),
    "zh": Party("司徒雁声", "代理人", kind="counsel", handles=("@situ_law",)),
    "ru": Party("Вера Охотникова", "адвокат", kind="counsel", handles=("@okhotnikova_law",)),
}
MATTERS = REGISTERS | {
    "en": register(
        (
            "No. 27-318",
            "Harrowby v Dunstan Homes",
            "Leonard Harrowby",
            "Dunstan Homes",
            "Justice Ferncastle",
            "claimant",
            "defendant",
        ),
        ("No. 27-77", "State v Crake", "Tobias Crake", "accused"),
        (
            "No. 26-901",
            "Tern Hollow Fisheries v Trade Marks Office",
            "Tern Hollow Fisheries",
            "allowed",
            "appellant",
        ),
        ("No. 26-640", "Cedar Press v Revenue", "Cedar Press", "dismissed", "appellant"),
        (
            "No. 26-655",
            "Amber Orchard Co-operative v Water Board",
            "Amber Orchard Co-operative",
            "allowed",
            "appellant",
        ),
        ("No. 27-33", "Imogen Vashtell", ["age 11", "Bridge School", "Nether Tarn", "fencing"], "child"),
    ),
    "fr": register(
        (
            "n° 27-10.518",
            "Verdurier c/ Habitat Lorvins",
            "Achille Verdurier",
            "Habitat Lorvins",
            "Solène Marquisat",
            "demandeur",
            "défenderesse",
        ),
        ("n° 27-20.077", "affaire Corvisart", "Ludovic Corvisart", "accusé"),
        (
            "RG 26/00901",
            "Pêcheries de Ternoy c/ Office des marques",
            "Pêcheries de Ternoy",
            "accueilli",
            "requérante",
        ),
        (
            "n° 26-10.640",
            "Imprimerie du Cèdre c/ Administration fiscale",
            "Imprimerie du Cèdre",
            "rejeté",
            "requérante",
        ),
        (
            "n° 26-10.655",
            "Coopérative de l'Ambre c/ Régie des eaux",
            "Coopérative de l'Ambre",
            "accueilli",
            "requérante",
        ),
        ("RG 27/00033", "Capucine Vastelier", ["11 ans", "école du Pont", "Saint-Arnel", "escrime"], "mineure"),
    ),
}
FOUND = 0.95  # of the codes, in each language; what one post says with a wink remains


def _rows():
    """By language the rows of codes, kind and text."""
    found, language = {}, ""
    for line in Path(__file__).with_name("zeal.txt").read_text(encoding="utf-8").split("\n"):
        if line.startswith("== "):
            language = line.removeprefix("== ")
        elif line and not line.startswith("#"):
            found.setdefault(language, []).append(line.split("|", 2))
    return found


ROWS = _rows()


def findings(language, kind, text):
    kind, _, handle = kind.partition("@")
    first, *others = MATTERS[language]
    matters = (replace(first, parties=(*first.parties, COUNSEL[language])), *others)
    given = {"reply_to": f"@{handle or 'someone_77'}"} if kind == "reply" else {}
    surfaces = (Surface("text", text), *(Surface("reply-to", value) for value in given.values()))
    draft = Draft("zh-Hans" if language == "zh" else language, kind, surfaces, **given)
    return review(draft, Context(NOW, matters, official_domains=("courts.example",), allow_handles=("@Weather",)))


@pytest.mark.parametrize("language", ROWS)
def test_each_rule_that_one_post_breaks_is_named(language):
    missed, asked = [], 0
    for codes, kind, text in ROWS[language]:
        wanted = set(codes.split(",")) - {"-"}
        asked += len(wanted)
        if wanted:
            missed += [(code, text) for code in wanted - {row.code for row in findings(language, kind, text)}]
    assert len(missed) <= (1 - FOUND) * asked, missed


@pytest.mark.parametrize("language", ROWS)
def test_plain_words_beside_them_stop_nothing(language):
    rows = [(kind, text) for codes, kind, text in ROWS[language] if codes == "-"]
    stopped = [
        text for row in rows if any(f.severity is Severity.BLOCK for f in findings(language, *row)) for text in row
    ]
    assert len(rows) > 75
    assert stopped == []
