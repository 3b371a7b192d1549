"""Invented matters in four languages whose names are everyday words; every post is reviewed against all of them."""

from datetime import UTC, datetime, timedelta

from approvals.domain.findings import Context, MatterFacts, Party, Restriction

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SOON = NOW + timedelta(days=2)


def context(trial, dispute, embargoed, child):
    child_order = Restriction("anonymity", (child[1],))
    register = (
        MatterFacts("T", trial[0], title=trial[1], jury=True, parties=(Party(trial[2], "accused"),)),
        MatterFacts("D", dispute[0], title=dispute[1], parties=tuple(Party(name) for name in dispute[2:])),
        MatterFacts(
            "E",
            embargoed[0],
            title=embargoed[1],
            status="embargoed",
            embargo_until=SOON,
            handdown_notice_public=True,
            parties=tuple(Party(name) for name in embargoed[2:]),
        ),
        MatterFacts("C", child[0], parties=(Party(child[1], protected=True),), restrictions=(child_order,)),
    )
    return Context(NOW, register, official_domains=("courts.example",), allow_handles=("@Ville",))


CONTEXT = {
    "fr": context(
        ("n° 26-81.707", "affaire Boulanger", "Lucien Boulanger"),
        ("RG 26/00377", "Société Le Jardin c/ Commune de Valbrun", "Société Le Jardin", "Commune de Valbrun"),
        ("n° 26-40.118", "Lafleur c/ Meunier", "Honoré Lafleur", "Blanche Meunier"),
        ("RG 26/00378", "Rose Marchand"),
    ),
    "es": context(
        ("Sumario 71/2026", "caso Delgado", "Amador Delgado"),
        ("Ordinario 377/2026", "Bodegas El Sol contra Calle Seca, S.L.", "Bodegas El Sol", "Calle Seca, S.L."),
        ("Rollo 118/2026", "Rubio contra Paredes", "Sixto Rubio", "Ángela Paredes"),
        ("Menores 12/2026", "Alba Nieves Moreno"),
    ),
    "it": context(
        ("R.G.N.R. 7171/2026", "procedimento Bianchini", "Fausto Bianchini"),
        ("R.G. 377/2026", "La Fontana s.r.l. contro Comune di Valscura", "La Fontana s.r.l.", "Comune di Valscura"),
        ("R.G. 1180/2026", "Ferraro contro Conti", "Leone Ferraro", "Gioia Conti"),
        ("RG n. 378/2026", "Viola Sarti"),
    ),
    "pt": context(
        ("0007171-11.2026.8.26.0050", "Ação penal Leitão", "Abel Leitão"),
        (
            "0003771-22.2026.8.26.0100",
            "Padaria Estrela contra Condomínio Jardim",
            "Padaria Estrela",
            "Condomínio Jardim",
        ),
        ("0001180-33.2026.8.26.0100", "Ramos contra Pinto", "Modesto Ramos", "Clara Pinto"),
        ("0003781-44.2026.8.26.0100", "Rosa Flores Branco"),
    ),
}
