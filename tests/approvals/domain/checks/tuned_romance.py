"""Invented matters in three languages for the posts of tuned_romance.txt, and of plainly.txt in these languages."""

from datetime import UTC, datetime, timedelta

from approvals.domain.findings import Context, MatterFacts, Party, Restriction

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SOON = NOW + timedelta(days=2)


def context(trial, dispute, embargoed, handed, child):
    """Each argument holds a docket, a title, then what its kind of matter needs (see CONTEXT)."""
    register = (
        MatterFacts(
            "T",
            trial[0],
            title=trial[1],
            jury=True,
            livestream=True,
            judges=(trial[4],),
            parties=(
                Party(trial[2], "accused", forms=(trial[3],)),
                Party(trial[5], "counsel", kind="counsel", handles=(trial[6],)),
                Party(trial[7], "witness", kind="witness", handles=(trial[8],)),
            ),
        ),
        MatterFacts(
            "D",
            dispute[0],
            title=dispute[1],
            parties=(Party(dispute[2], "claimant", handles=(dispute[3],)), Party(dispute[4], "defendant")),
        ),
        MatterFacts(
            "E",
            embargoed[0],
            title=embargoed[1],
            status="embargoed",
            embargo_until=SOON,
            outcome=embargoed[2],
            handdown_notice_public=True,
            parties=tuple(Party(name) for name in embargoed[3:]),
        ),
        MatterFacts(
            "H",
            handed[0],
            title=handed[1],
            status="handed-down",
            outcome=handed[2],
            parties=tuple(Party(name) for name in handed[3:]),
        ),
        MatterFacts(
            "C",
            child[0],
            parties=(Party(child[1], protected=True),),
            restrictions=(Restriction("anonymity", (child[1],), child[2:]),),
        ),
    )
    return Context(NOW, register, official_domains=("courts.example",), allow_handles=("@Weather",))


CONTEXT = {
    "es": context(
        (
            *("Jurado 44/2026", "caso Aldecoa", "Ramiro Aldecoa", "Aldecoa", "Pilar Escudra"),
            *("Berta Lizarazu", "@lizarazu_letrada", "Nicanor Pousada", "@npousada"),
        ),
        (
            *("Ordinario 615/2026", "Fundiciones Ibarluz c. Ayuntamiento de Peñamora"),
            *("Fundiciones Ibarluz", "@FundIbarluz", "Ayuntamiento de Peñamora"),
        ),
        (
            *("recurso 902/2026", "Viñedos Castroalto c. Aceites Lumbral", "estimado"),
            *("Viñedos Castroalto", "Aceites Lumbral"),
        ),
        (
            *("apelación 77/2026", "Montaraz c. Tranvías del Duero", "desestimado"),
            *("Montaraz", "Tranvías del Duero"),
        ),
        (
            *("Menores 53/2026", "Iker Solana Bueno"),
            *("11 años", "Colegio Las Encinas", "Villarmayor", "violonchelista"),
        ),
    ),
    "it": context(
        (
            *("R.G. Assise 44/2026", "processo Sgarlata", "Corrado Sgarlata", "Sgarlata", "Ottavia Mezzadri"),
            *("Dario Fumagni", "@avvfumagni", "Lidia Perosin", "@lidiaperosin"),
        ),
        (
            *("R.G. 615/2026", "Cartiera Vallombra c. Comune di Roccalta"),
            *("Cartiera Vallombra", "@CartieraVallombra", "Comune di Roccalta"),
        ),
        (
            *("ricorso 902/2026", "Oleifici Brunella c. Trasporti Gavetta", "accolto"),
            *("Oleifici Brunella", "Trasporti Gavetta"),
        ),
        (
            *("appello 77/2026", "Pasquarella c. Tranvie Adda", "rigettato"),
            *("Pasquarella", "Tranvie Adda"),
        ),
        (
            *("R.G. Min. 53/2026", "Tommaso Vezzali Bo"),
            *("11 anni", "scuola Pascarelli", "Montefosco", "violoncellista"),
        ),
    ),
    "pt": context(
        (
            *("0004471-11.2026.8.19.0001", "caso Tarouquela", "Hélder Tarouquela", "Tarouquela", "Olívia Sampaia"),
            *("Rute Malheirinho", "@rutemalheirinho", "Nélio Barrosa", "@neliobarrosa"),
        ),
        (
            *("615/26.4T8VNF", "Cerâmica Vale Fundo c. Município de Penalonga"),
            *("Cerâmica Vale Fundo", "@CeramicaValeFundo", "Município de Penalonga"),
        ),
        (
            *("902/26.1T8PRT", "Vinícola Arrifana c. Transportes Guardal", "procedente"),
            *("Vinícola Arrifana", "Transportes Guardal"),
        ),
        (
            *("apelação 77/2026", "Moutela c. Carris do Norte", "improvida"),
            *("Moutela", "Carris do Norte"),
        ),
        (
            *("530/26.0T8AVR", "Tiago Lousadela Pires"),
            *("11 anos", "Escola das Acácias", "Ribeira Funda", "violoncelista"),
        ),
    ),
}
