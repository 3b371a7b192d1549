"""Invented matters in three languages for the posts of idioms.txt, by language and letter."""

from datetime import timedelta

from approvals.domain.findings import MatterFacts, Party, Restriction

from .posts import NOW

WEDNESDAY = NOW + timedelta(days=2)


def matter(docket, title, *parties, **facts):
    """An undecided matter; `parties` are pairs of a name and a role, its short form behind a stroke."""
    rows = (([part.strip() for part in name.split("/")], role) for name, role in parties)
    people = tuple(Party(names[0], role, forms=tuple(names[1:])) for names, role in rows)
    return MatterFacts("M1", docket, title=title, parties=people, **facts)


def embargoed(docket, title, *parties, outcome):
    facts = {"status": "embargoed", "embargo_until": WEDNESDAY, "handdown_notice_public": True, "outcome": outcome}
    return matter(docket, title, *parties, **facts)


def child(docket, title, name, *details):
    order = Restriction("anonymity", protects=(name,), details=details)
    given = {"public_title": title, "restrictions": (order,)}
    return MatterFacts("M1", docket, title=title, parties=(Party(name, protected=True),), **given)


# p: a trial; q: a dispute; e: under embargo; o: dismissed; w: allowed; i: of a child.
MATTERS = {
    "en": {
        "p": matter("No. 26-810", "State v Harbottle", ("Quentin Harbottle", "accused"), jury=True),
        "q": matter("No. 26-233", "Millward v Pelham Rail", ("Millward", "claimant"), ("Pelham Rail", "defendant")),
        "e": embargoed(
            "No. 25-770",
            "Stonecross Growers v Water Board",
            ("Stonecross Growers/Stonecross", "appellant"),
            ("Water Board", "respondent"),
            outcome="allowed",
        ),
        "o": matter(
            "No. 26-455",
            "Hartwell v Ostrey Council",
            ("Hartwell", "appellant"),
            ("Ostrey Council", "respondent"),
            status="handed-down",
            outcome="dismissed",
        ),
        "w": matter(
            "No. 26-456",
            "Lindqvist v Norvale Ports",
            ("Lindqvist", "appellant"),
            ("Norvale Ports", "respondent"),
            status="handed-down",
            outcome="allowed",
        ),
        "i": child(
            "No. 26-FAM-071",
            "Re T (A Child)",
            "Tamsin Orrick",
            "11 years old",
            "Fernleigh Primary",
            "harpist",
            "Upper Quenby",
        ),
    },
    "fr": {
        "p": matter("n° 26-81.000", "affaire Delombre", ("Maxence Delombre", "accusé"), jury=True),
        "q": matter(
            "RG 26/00233",
            "Vignolles c/ Transports Mirabel",
            ("Vignolles", "appelant"),
            ("Transports Mirabel/Mirabel", "intimée"),
        ),
        "e": embargoed(
            "n° 25-77.000",
            "Société Aubépine c/ Commune de Larroque",
            ("Société Aubépine/Aubépine", "demanderesse"),
            ("Commune de Larroque", "défenderesse"),
            outcome="cassation",
        ),
        "o": matter(
            "RG 25/00455",
            "Garrigue c/ Commune de Valmont",
            ("Garrigue", "requérant"),
            ("Commune de Valmont", "défenderesse"),
            status="handed-down",
            outcome="rejet",
        ),
        "w": matter(
            "RG 25/00456",
            "Castelnérac c/ Ports du Ponant",
            ("Castelnérac", "appelant"),
            ("Ports du Ponant", "intimée"),
            status="handed-down",
            outcome="infirmation",
        ),
        "i": child(
            "RG 26/00071", "affaire T.", "Thelma Orvault", "11 ans", "école des Fougères", "harpiste", "Saint-Quembert"
        ),
    },
    "tr": {
        "p": matter("2026/810 E.", "Kavaklıoğlu davası", ("Sarp Kavaklıoğlu", "sanık")),
        "q": matter(
            "2026/233 E.",
            "Yelkenci - Pamir Lojistik davası",
            ("Feride Yelkenci/Yelkenci", "davacı"),
            ("Pamir Lojistik", "davalı"),
        ),
        "e": embargoed(
            "2025/770 E.",
            "Doruk Tarım davası",
            ("Doruk Tarım A.Ş./Doruk Tarım", "davacı"),
            ("Su İdaresi", "davalı"),
            outcome="bozma",
        ),
        "o": matter(
            "2025/455 E.",
            "Ertekin - Sahilkent Belediyesi davası",
            ("Ertekin", "davacı"),
            ("Sahilkent Belediyesi", "davalı"),
            status="handed-down",
            outcome="ret",
        ),
        "w": matter(
            "2025/456 E.",
            "Tanrıöver davası",
            ("Tanrıöver", "davacı"),
            ("Kuzey Limanları", "davalı"),
            status="handed-down",
            outcome="kabul",
        ),
        "i": child("2026/71 E.", "T. davası", "Tomris Orhun", "11 yaşında", "Eğrelti İlkokulu", "arpçı", "Yukarıkuyu"),
    },
}
