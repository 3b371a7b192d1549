"""Registers of invented matters, one a language: undecided, with a jury, embargoed, refused, allowed, protected."""

from datetime import UTC, datetime, timedelta

from approvals.domain.findings import MatterFacts, Party, Restriction

NOW = datetime(2027, 3, 8, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=3)


def register(pending, jury, embargoed, lost, won, child):
    """Each is docket, title and whoever is named; of those decided also the result; of a child only its details."""
    return (
        MatterFacts(
            "P", pending[0], title=pending[1], parties=(Party(pending[2], "claimant"), Party(pending[3], "defendant"))
        ),
        MatterFacts("J", jury[0], title=jury[1], jury=True, parties=(Party(jury[2], "accused"),)),
        MatterFacts(
            "E", embargoed[0], title=embargoed[1], status="embargoed", embargo_until=LATER,
            handdown_notice_public=True, outcome=embargoed[3], parties=(Party(embargoed[2], "appellant"),),
        ),
        *(_decided(code, row) for code, row in (("H", lost), ("A", won))),
        MatterFacts(
            "X", child[0], parties=(Party(child[1], "child", protected=True),),
            restrictions=(Restriction("anonymity", (child[1],), tuple(child[2])),),
        ),
    )  # fmt: skip


def _decided(code, row):
    judges = ("Ada Birk", "Cosmo Dell", "Edda Finn")
    parties = (Party(row[2], "appellant"),)
    return MatterFacts(code, row[0], title=row[1], status="handed-down", outcome=row[3], parties=parties, judges=judges)


REGISTERS = {
    "en": register(
        ("No. 27-402", "Orlebar v Fenwright Haulage", "Miles Orlebar", "Fenwright Haulage Ltd"),
        ("No. 27-411", "The Crown v Tansley", "Rufus Tansley"),
        ("No. 26-551", "Saltash Oyster Growers v Marine Board", "Saltash Oyster Growers", "allowed"),
        ("No. 26-207", "Dunmore Quarries v Planning Board", "Dunmore Quarries", "dismissed"),
        ("No. 26-208", "Pellico Breweries v Registrar", "Pellico Breweries", "allowed"),
        ("FD27P00041", "Imogen Calloway", ["aged 9", "Thornwick Primary", "Upper Lidden", "bagpipes"]),
    ),
    "fr": register(
        ("RG 27/00402", "Orvault c/ Transports Ferlin", "Basile Orvault", "Transports Ferlin"),
        ("RG 27/00411", "affaire Tancarville", "Rémi Tancarville"),
        ("RG 26/00551", "Ostréiculteurs de Kermor c/ Agence maritime", "Ostréiculteurs de Kermor", "accueilli"),
        ("RG 26/00207", "Carrières Dunoise c/ Commune de Brécy", "Carrières Dunoise", "rejeté"),
        ("RG 26/00208", "Brasserie Pellicane c/ Registre", "Brasserie Pellicane", "infirmation du jugement"),
        ("RG 27/00041", "Imogène Calvados", ["9 ans", "école Jean-Macé", "Hautlieu", "cornemuse"]),
    ),
    "es": register(
        ("Procedimiento 402/2027", "Orellana c. Transportes Ferro", "Basilio Orellana", "Transportes Ferro"),
        ("Sumario 411/2027", "caso Tancredo", "Rufino Tancredo"),
        ("recurso 551/2026", "Mariscadores de Cedeira c. Agencia Marítima", "Mariscadores de Cedeira", "estimado"),
        ("recurso 207/2026", "Canteras Dunorte c. Ayuntamiento de Brea", "Canteras Dunorte", "desestimado"),
        ("recurso 208/2026", "Cervecera Pellico c. Registro", "Cervecera Pellico", "estimado"),
        ("Sumario 41/2027", "Imelda Calabuig", ["9 años", "colegio Rosalía", "Valdehondo", "gaita"]),
    ),
    "it": register(
        ("RG n. 402/2027", "Orlandini c. Trasporti Ferrini", "Basilio Orlandini", "Trasporti Ferrini"),
        ("R.G.N.R. 411/2027", "procedimento Tancredini", "Rufino Tancredini"),
        ("RG n. 551/2026", "Ostricoltori Lagunari c. Agenzia Marittima", "Ostricoltori Lagunari", "accolto"),
        ("RG n. 207/2026", "Cave Dunardi c. Comune di Brea", "Cave Dunardi", "rigettato"),
        ("RG n. 208/2026", "Birrificio Pellicano c. Registro", "Birrificio Pellicano", "accolto"),
        ("RG n. 41/2027", "Imelda Calabresini", ["9 anni", "scuola Carducci", "Valfonda", "zampogna"]),
    ),
    "pt": register(
        ("0000402-11.2027.8.26.0100", "Orlandes x Transportes Ferraz", "Basílio Orlandes", "Transportes Ferraz"),
        ("0000411-22.2027.8.26.0100", "Ação penal Tancredi", "Rufino Tancredi"),
        ("0000551-33.2026.8.26.0100", "Ostreicultores do Saco x Agência Marítima", "Ostreicultores do Saco", "provido"),
        ("0000207-44.2026.8.26.0100", "Pedreiras Dunalva x Município de Breda", "Pedreiras Dunalva", "desprovido"),
        ("0000208-55.2026.8.26.0100", "Cervejaria Pelicano x Registro", "Cervejaria Pelicano", "provido"),
        ("0000041-66.2027.8.26.0100", "Imelda Calábria Neves", ["9 anos", "Escola Rui Barbosa", "Valfundo", "gaita"]),
    ),
    "zh-Hans": register(
        ("（2027）滨民初402号", "鄂知远诉飞麟运输有限公司案", "鄂知远", "飞麟运输有限公司"),
        ("（2027）滨刑初411号", "臧牧之涉嫌抢劫案", "臧牧之"),
        ("（2026）滨民终551号", "潮生蚝业合作社诉海事局案", "潮生蚝业合作社", "撤销原判"),
        ("（2026）滨民终207号", "敦岩采石公司诉规划局案", "敦岩采石公司", "驳回上诉"),
        ("（2026）滨民终208号", "鹈鹕酿酒公司诉登记处案", "鹈鹕酿酒公司", "撤销原判"),
        ("（2027）滨少初41号", "司空映雪", ["9岁", "望溪小学", "上栗村", "唢呐"]),
    ),
    "ar": register(
        ("الدعوى رقم 402 لسنة 2027", "باسل الأورلاني ضد شركة فرلين للنقل", "باسل الأورلاني", "شركة فرلين للنقل"),
        ("القضية رقم 411 لسنة 2027", "قضية الطنكري", "رفعت الطنكري"),
        ("الاستئناف رقم 551 لسنة 2026", "جمعية صيادي الخور ضد الهيئة البحرية", "جمعية صيادي الخور", "قبول الاستئناف"),
        ("الاستئناف رقم 207 لسنة 2026", "شركة محاجر دنورة ضد البلدية", "شركة محاجر دنورة", "رفض الاستئناف"),
        ("الاستئناف رقم 208 لسنة 2026", "شركة ألبان البجعة ضد السجل", "شركة ألبان البجعة", "قبول الاستئناف"),
        ("القضية رقم 41 لسنة 2027", "إيمان القلوري", ["9 سنوات", "مدرسة النور", "وادي الحور", "عود"]),
    ),
    "ru": register(
        ("№ 2-402/2027", "Орлянский против ООО «Ферлин»", "Василий Орлянский", "ООО «Ферлин»"),
        ("№ 1-411/2027", "дело Танкреева", "Руфин Танкреев"),
        ("№ 33-551/2026", "Артель «Устрица» против Морского агентства", "Артель «Устрица»", "жалоба удовлетворена"),
        ("№ 33-207/2026", "ООО «Дунор» против администрации", "ООО «Дунор»", "в удовлетворении жалобы отказано"),
        ("№ 33-208/2026", "ООО «Пеликан» против реестра", "ООО «Пеликан»", "жалоба удовлетворена"),
        ("№ 2-41/2027", "Имма Калабрина", ["9 лет", "школа № 17", "Верхнелидово", "волынка"]),
    ),
    "tr": register(
        ("2027/402 E.", "Orlanlı v. Ferlin Nakliyat", "Basri Orlanlı", "Ferlin Nakliyat A.Ş."),
        ("2027/411 E.", "Tankerioğlu davası", "Rüfet Tankerioğlu"),
        ("2026/551 E.", "Körfez İstiridyecileri v. Denizcilik Kurumu", "Körfez İstiridyecileri", "temyizin kabulü"),
        ("2026/207 E.", "Dunor Taşocakları v. Belediye", "Dunor Taşocakları", "temyizin reddi"),
        ("2026/208 E.", "Pelikan Gıda v. Sicil", "Pelikan Gıda", "temyizin kabulü"),
        ("2027/41 E.", "İmren Kalabalıoğlu", ["9 yaşında", "Atatürk İlkokulu", "Yukarılidar", "tulum"]),
    ),
}
