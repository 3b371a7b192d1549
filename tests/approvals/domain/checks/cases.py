"""Invented matters of ten languages: one that is undecided and one under embargo for each."""

from datetime import timedelta

from approvals.domain.findings import Context, MatterFacts, Party

from .posts import NOW

WEDNESDAY = NOW + timedelta(days=2)


def accused(docket, title, name, role, **facts):
    return MatterFacts("P1", docket, title=title, parties=(Party(name, role),), **facts)


def embargoed(docket, title, name, **facts):
    given = {"status": "embargoed", "embargo_until": WEDNESDAY, "handdown_notice_public": True, "livestream": True}
    return MatterFacts("E1", docket, title=title, parties=(Party(name),), **(given | facts))


PENDING = {
    "en": accused("No. 26-810", "State v Harbottle", "Quentin Harbottle", "accused", jury=True),
    "fr": accused("n° 26-81.000", "affaire Delombre", "Maxence Delombre", "accusé"),
    "es": accused("Procedimiento Abreviado 810/2026", "caso Arteche", "Nicanor Arteche", "acusado"),
    "it": accused("R.G.N.R. 8100/2026", "procedimento Sforzini", "Ludovico Sforzini", "imputato"),
    "pt": accused("0008100-11.2026.8.26.0100", "Ação penal Carrascosa", "Vicente Carrascosa", "réu"),
    "zh-Hans": accused("（2026）云0102刑初810号", "闻人牧之涉嫌盗窃案", "闻人牧之", "被告人"),
    "ar": accused("الطعن رقم 8100 لسنة 96 قضائية", "قضية الصقيري", "نزار الصقيري", "متهم"),
    "ru": accused("№ 1-810/2026", "дело Тумановского", "Евсей Тумановский", "подсудимый"),
    "tr": accused("2026/810 E.", "Kavaklıoğlu davası", "Sarp Kavaklıoğlu", "sanık"),
    "de": accused("4 KLs 810/26", "Strafsache Ziegenhals", "Ottmar Ziegenhals", "Angeklagter"),
}
EMBARGOED = {
    "en": embargoed("No. 25-770", "Stonecross Growers v Water Board", "Stonecross Growers"),
    "fr": embargoed("n° 25-77.000", "Société Aubépine c/ Commune de Larroque", "Société Aubépine"),
    "es": embargoed("recurso 770/2025", "Cooperativa Almadraba c. Junta", "Cooperativa Almadraba"),
    "it": embargoed("RG n. 7700/2025", "Cantieri Roverella c. Comune", "Cantieri Roverella"),
    "pt": embargoed("5007700-11.2025.4.03.6100", "Cerâmica Itapuã x Município", "Cerâmica Itapuã"),
    "zh-Hans": embargoed("（2025）云民终770号", "云岭茶业诉海关案", "云岭茶业有限公司"),
    "ar": embargoed("الدعوى رقم 7700 لسنة 2025", "شركة نسيم البحر ضد البلدية", "شركة نسيم البحر"),
    "ru": embargoed("А40-77000/2025", "Артель Заречье против Минфина", "Артель Заречье"),
    "tr": embargoed("2025/770 E.", "Doruk Tarım davası", "Doruk Tarım A.Ş."),
    "de": embargoed("III ZR 770/25", "Mühlengrund eG ./. Stadt", "Mühlengrund eG"),
}


def context(matter, **facts):
    return Context(NOW, (matter,), **facts)
