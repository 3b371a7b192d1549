"""Invented matters in five languages: undecided, with a jury, embargoed, refused, allowed, protected."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from approvals.domain.findings import Context, MatterFacts, Party, Restriction
from approvals.domain.review import CHECKS, review

from .posts import post

NOW = datetime(2027, 3, 8, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=3)


def register(pending, jury, embargoed, lost, won, child):
    decided = [
        MatterFacts(code, row[0], title=row[1], status="handed-down", outcome=row[3], parties=(Party(row[2], row[4]),))
        for code, row in (("H", lost), ("A", won))
    ]
    return (
        MatterFacts(
            "P",
            pending[0],
            title=pending[1],
            judges=(pending[4],),
            parties=(Party(pending[2], pending[5]), Party(pending[3], pending[6])),
        ),
        MatterFacts("J", jury[0], title=jury[1], jury=True, parties=(Party(jury[2], jury[3]),)),
        MatterFacts(
            "E",
            embargoed[0],
            title=embargoed[1],
            status="embargoed",
            embargo_until=LATER,
            handdown_notice_public=True,
            livestream=True,
            outcome=embargoed[3],
            parties=(Party(embargoed[2], embargoed[4]),),
        ),
        *decided,
        MatterFacts(
            "X",
            child[0],
            parties=(Party(child[1], child[3], protected=True),),
            restrictions=(Restriction("anonymity", (child[1],), tuple(child[2])),),
        ),
    )


REGISTERS = {
    "zh": register(
        ("（2027）云0103民初518号", "贺兰舟诉望江物业公司案", "贺兰舟", "望江物业公司", "端木清", "原告", "被告"),
        ("（2027）云0103刑初77号", "晏秋石涉嫌诈骗案", "晏秋石", "被告人"),
        ("（2026）云03民终901号", "雁栖渔具厂诉商标局案", "雁栖渔具厂", "撤销原判", "上诉人"),
        ("（2026）云03民终640号", "松涛印务公司诉税务局案", "松涛印务公司", "驳回上诉", "上诉人"),
        ("（2026）云03民终655号", "青杏果业合作社诉水务公司案", "青杏果业合作社", "支持原告诉讼请求", "原告"),
        ("（2027）云0103民初33号", "南宫小满", ["11岁", "石桥小学", "白鹭湾村", "击剑"], "未成年人"),
    ),
    "ar": register(
        (
            "الدعوى رقم 518 لسنة 2027",
            "هيثم الجدعاني ضد شركة برج الندى للعقارات",
            "هيثم الجدعاني",
            "شركة برج الندى للعقارات",
            "فادية الزرعوني",
            "مدع",
            "مدعى عليها",
        ),
        ("القضية رقم 77 لسنة 2027", "قضية البرهومي", "رامز البرهومي", "متهم"),
        (
            "الاستئناف رقم 901 لسنة 2026",
            "مصنع خيوط الفجر ضد هيئة العلامات",
            "مصنع خيوط الفجر",
            "قبول الاستئناف",
            "مستأنف",
        ),
        (
            "الاستئناف رقم 640 لسنة 2026",
            "مطبعة السنديان ضد مصلحة الضرائب",
            "مطبعة السنديان",
            "رفض الاستئناف",
            "مستأنفة",
        ),
        (
            "الاستئناف رقم 655 لسنة 2026",
            "تعاونية عنبر الريف ضد شركة المياه",
            "تعاونية عنبر الريف",
            "قبول الاستئناف",
            "مستأنفة",
        ),
        ("القضية رقم 33 لسنة 2027", "لميس الترجماني", ["11 سنة", "مدرسة الجسر", "عين الطيور", "مبارزة"], "طفلة"),
    ),
    "ru": register(
        (
            "№ 2-518/2027",
            "Журавин против УК «Надречье»",
            "Фома Журавин",
            "УК «Надречье»",
            "Ефросинья Талызина",
            "истец",
            "ответчик",
        ),
        ("№ 1-77/2027", "дело Скородумова", "Назар Скородумов", "подсудимый"),
        (
            "№ 33-901/2026",
            "ООО «Дальний бакен» против Роспатента",
            "ООО «Дальний бакен»",
            "жалоба удовлетворена",
            "заявитель",
        ),
        (
            "№ 33-640/2026",
            "Типография «Кедр» против налоговой инспекции",
            "Типография «Кедр»",
            "в удовлетворении жалобы отказано",
            "заявитель",
        ),
        (
            "№ 33-655/2026",
            "Кооператив «Янтарный сад» против водоканала",
            "Кооператив «Янтарный сад»",
            "жалоба удовлетворена",
            "заявитель",
        ),
        ("№ 2-33/2027", "Улита Звонцова", ["11 лет", "школа № 9", "Журавлиха", "фехтование"], "несовершеннолетняя"),
    ),
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
COUNSEL = {
    "en": Party("Adelaide Marlowe", "counsel", kind="counsel", handles=("@marlowe_law",)),
    "fr": Party("Hortense Brival", "avocate", kind="counsel", handles=("@brival_avocate",)),
    "zh": Party("司徒雁声", "代理人", kind="counsel", handles=("@situ_law",)),
    "ar": Party("جلال النعساني", "محام", kind="counsel", handles=("@jalal_law",)),
    "ru": Party("Вера Охотникова", "адвокат", kind="counsel", handles=("@okhotnikova_law",)),
}


def rows(name):
    """The rows of a text file by language: code, kind, text. A heading such as `# derogatory` says the code."""
    found, language, code = {}, "", ""
    for line in Path(__file__).with_name(f"{name}.txt").read_text(encoding="utf-8").split("\n")[1:]:
        if line.startswith("== "):
            language = line.removeprefix("== ")
        elif line.startswith("# "):
            code = line.removeprefix("# ")
        elif line:
            found.setdefault(language, []).append((code, *line.split("|", 1)))
    return found


def findings(language, kind, text, checks=CHECKS):
    """What is found in a post about these matters, in the first of which somebody has a lawyer."""
    first, *others = REGISTERS[language]
    matters = (replace(first, parties=(*first.parties, COUNSEL[language])), *others)
    context = Context(NOW, matters, official_domains=("courts.example",), allow_handles=("@Weather",))
    return review(post(language, kind, text), context, checks)
