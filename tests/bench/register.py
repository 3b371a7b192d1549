"""Fills a register with invented people: N names in eleven languages, surnames as frequent as surnames are.

Also the maker of names for the other benchmarks: `make_names(n, seed)` and `fill(court, names)`.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

PEOPLE_A_MATTER = 2
PROTECTED_EVERY = 3  # of three matters one protects its people

# language: (share of all names, given names, frequent surnames, parts of rare surnames: beginnings, middles, ends)
LATIN: dict[str, tuple[int, str, str, str, str, str]] = {
    "en": (
        40,
        "Alice Arthur Beatrice Callum Daisy Edwin Eleanor Ellery Fergus Florence Gareth Harriet Imogen Isaac Jasper "
        "Katherine Lewis Mabel Martin Nora Oliver Phoebe Quentin Rosalind Rupert Sophie Theodore Ursula Victor Wendy",
        "Smith Jones Taylor Brown Williams Wilson Johnson Davies Robinson Wright Thompson Evans Walker White Roberts "
        "Green Hall Wood Jackson Clarke Patel Khan Lewis James Phillips Mason Mitchell Rose Davis Cox",
        "Ash Bar Black Bram Brock Cal Chat Cole Cran Dar El Fair Glen Hal Har Hol Kel Kirk Lang Lin Mar Nor Oak Pem "
        "Pren Rad Red Sed Sel Shel Stan Thorn Tren Wal Wex Whit Win Wy",
        "a e i o u ber ching de der ding en er er field in ing ke land ler ling ming mond or ring ster ten ter ton",
        "borne bridge burn bury by combe cote dale den ford gate ham hurst ley low man mere more ridge shaw sley son "
        "stead stock ton wick wood worth yard",
    ),
    "es": (
        6,
        "Alba Andrés Beatriz Carlos Diego Elena Fernando Gabriela Hugo Inés Javier Lucía Mateo Nuria Óscar Pilar Sofía",
        "García Rodríguez González Fernández López Martínez Sánchez Pérez Gómez Martín Jiménez Ruiz Hernández Díaz",
        "Al Bar Cal Car Del Es Fuen Gal Huer Ira Lar Men Mon Oli Por Qui Rob Sal Tor Val Zal",
        "a ba ca de do fra gui lla ma ne que ra ta te va",
        "daña do gosa jero ledo lva mar nares ndo nte rasa rez ríos rra sco teros varro zuela",
    ),
    "fr": (
        6,
        "Adèle Bastien Camille Damien Élodie Fabien Gaëlle Henri Jeanne Léa Mathieu Noémie Océane Pascal Rémi Solène",
        "Martin Bernard Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Lefebvre Leroy Roux",
        "Au Beau Bel Bour Char Cler Cour Des Fon Gau Hau La Lan Mal Mar Mon Pel Ro Sau Ver Vil",
        "a be ce de gi la li mi ne ra ri te ti ve",
        "bert champ court don gnon lier llard mont nais neau nier rand rdin reau ron ssier tier val ville",
    ),
    "it": (
        5,
        "Alessia Bruno Chiara Davide Elisa Fabio Ginevra Ilaria Lorenzo Marta Nicola Ottavia Paolo Rocco Silvia Ugo",
        "Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Bruno Gallo Conti Costa Giordano",
        "Al Bar Bel Ca Car Co Da Fa Fer Gal La Lom Man Mar Mo Pal Per Ri Sal San Tor Val Ven",
        "a bo ca chi de do fa gi la li ma ne pa ra ri te va",
        "betti cci chini delli ghi goni landi letti lini lli nari nelli ni rdi ri ssi tti voli zzi",
    ),
    "pt": (
        5,
        "Afonso Beatriz Caio Débora Eduardo Fernanda Gonçalo Helena Inês João Leonor Mariana Nuno Otávio Raquel Tiago",
        "Silva Santos Ferreira Pereira Oliveira Costa Rodrigues Martins Sousa Fernandes Gonçalves Gomes Lopes Alves",
        "Al An Bar Bra Ca Car Cor Fa Fi Fre Gui La Lou Ma Mei Mou Pa Pei Qui Ri Sa Si Tei Va Vi",
        "a be ca de do ga la ma ne ra re ta va",
        "beira ça cedo dal des gão lhães lho ndão nha nheira reira reda rães res rinho ro tela vares xoto",
    ),
    "de": (
        5,
        "Anke Bernd Claudia Dieter Elke Falk Gisela Heiko Ingrid Jürgen Katja Lothar Monika Norbert Petra Uwe",
        "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein",
        "Al Bach Berg Bran Dorn Eber Fel Gold Gra Hart Hei Kirch Kra Lan Lind Ober Ost Rein Ro Schön Stein Wal Wein",
        "a be de en er ge he in ke le ling me ner ra ten ter",
        "bach baum berg bruch burger dorf felder gruber hagen hardt haus heim hofer mann meier reiter stedt thal wald",
    ),
    "tr": (
        4,
        "Ahmet Ayşe Berk Ceren Deniz Elif Fatma Gökhan Hülya İbrahim Kerem Leyla Mehmet Nur Özge Selim Şule Zeynep",
        "Yılmaz Kaya Demir Çelik Şahin Yıldız Öztürk Aydın Özdemir Arslan Doğan Kılıç Aslan Çetin Kara Koç",
        "Ak Al Ay Boz Çal Dağ De Er Gö Gü Ka Kı Ko Kur Öz Sa Se Su Taş Te Tür Ul Ya",
        "a ba ca da de dı gı ka ke la ma ra ri tı ya",
        "bulut can çı dağ demir er gün han kan kaya koç lar lı maz öz soy taş tekin türk yurt",
    ),
    "hr": (
        4,
        "Ana Borna Cvita Dario Dunja Goran Hrvoje Iva Jasna Krešimir Luka Maja Nikola Petra Ratko Snježana Tin Zrinka",
        "Horvat Kovačević Babić Marić Jurić Novak Kovačić Knežević Vuković Marković Petrović Matić Tomić Pavlović",
        "Ba Bar Bla Bo Bra Bu Či Da Dra Du Gra Gr Ja Ka Ko Kra Le Lu Ma Mi Mr Pa Per Ra Ru Sta Ši Tr Vu Za Že",
        "a bi ba de di ga go ja ko la le li lo ma mi na ni ra ri sa so to va vi",
        "čak čević čić dić jić kić ković lić lović nac nić nović rić šić škić tić vac vić žić",
    ),
}
ZH_SHARE, RU_SHARE, AR_SHARE = 16, 6, 3
ZH_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏"
    "钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
ZH_GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰志国建文云飞海波宇浩梅红春雪晓东林峰龙山川光永世德安宁清"
    "思雨佳琪子涵梓轩欣怡嘉瑞晨辉昊天雅婷诗梦若冰逸凡俊杰泽洋博远"
)
RU_MEN = "Алексей Борис Виктор Григорий Дмитрий Егор Захар Игорь Кирилл Лев Максим Николай Олег Павел Роман Степан"
RU_WOMEN = "Анна Вера Галина Дарья Елена Жанна Зоя Инна Лариса Марина Нина Ольга Полина Раиса Светлана Тамара"
RU_SURNAMES = "Иванов Смирнов Кузнецов Попов Васильев Петров Соколов Михайлов Новиков Фёдоров Морозов Волков Алексеев"
RU_PARTS = (
    "Ба Бе Бо Вар Во Га Го Гри Да До Жда За Зо Ка Ки Ко Кра Ла Ле Лу Ма Ме Мо На Не Ни Ос Па Пе По Ра Ро Са Се Со Та "
    "То Фе Ха Че Ша Ще",
    "ба ве ве га го да де жа ка ки ла ле ли ло ма ме ми на не ни ра ре ро са си ти то ха ча ше",
    "балов бин вёдов гин динов дров жин зов кин ков лёв лин лков мов нин нов пов ров рин сков тин тов хин хов чин шин",
)
AR_GIVEN = "أحمد محمد علي حسن خالد عمر يوسف إبراهيم كريم سامي فاطمة مريم نور ليلى سارة هدى زينب رانيا سلمى أمينة"
AR_SURNAMES = (
    "المصري الشامي الخطيب الحسيني العلي المنصوري السيد النجار الحداد القاضي الصباغ البيطار الزهراني العتيبي "
    "الغامدي الدوسري القحطاني الشمري المطيري الحربي بركات حمدان خليل درويش سليمان شاهين عثمان غانم فارس قاسم "
    "كنعان ماضي ناصر هاشم ياسين"
)


def make_names(n: int, seed: int = 1) -> Iterator[str]:
    """`n` names of invented people, the same for the same seed. Most are English or Chinese."""
    luck = random.Random(seed)
    makers = {language: _latin_maker(*rest) for language, (_share, *rest) in LATIN.items()}
    makers |= {"zh": _chinese, "ru": _russian, "ar": _arabic}
    shares = {language: row[0] for language, row in LATIN.items()} | {"zh": ZH_SHARE, "ru": RU_SHARE, "ar": AR_SHARE}
    languages = luck.choices(list(shares), list(shares.values()), k=10_007)
    for number in range(n):
        yield makers[languages[number % len(languages)]](luck)


def rows(names: Iterable[str], people: int = PEOPLE_A_MATTER) -> Iterator[dict[str, Any]]:
    """Matters as the import reads them: `people` names each; in one matter of three they are protected."""
    source, number = iter(names), 0
    while party := list(islice(source, people)):
        number += 1
        yield {
            "docket": f"{number // 100_000 + 20} C {number % 100_000}",
            "code": f"b{number}",
            "status": "pending",
            "parties": [{"name": name, "role": "party", "protected": number % PROTECTED_EVERY == 0} for name in party],
        }


def write(path: Path, matters: Iterable[dict[str, Any]]) -> None:
    """A file of JSON Lines."""
    with path.open("w", encoding="utf-8") as file:
        for matter in matters:
            file.write(json.dumps(matter, ensure_ascii=False) + "\n")


def _ranked(luck: random.Random, most: int) -> int:
    """A rank from 0, drawn as Zipf says: the second half as often as the first, and so on."""
    return int(most ** luck.random()) - 1


def _latin_maker(given: str, frequent: str, begin: str, middle: str, end: str) -> Any:
    firsts, common = given.split(), frequent.split()
    parts = begin.split(), middle.split(), end.split()
    most = len(common) + len(parts[0]) * len(parts[1]) * len(parts[2])

    def make(luck: random.Random) -> str:
        rank = _ranked(luck, most)
        last = common[rank] if rank < len(common) else _joined(parts, rank - len(common))
        return f"{luck.choice(firsts)} {last}"

    return make


def _joined(parts: tuple[list[str], ...], number: int) -> str:
    word = ""
    for pieces in parts:
        number, place = divmod(number, len(pieces))
        word += pieces[place]
    return word


def _chinese(luck: random.Random) -> str:
    surname = ZH_SURNAMES[_ranked(luck, len(ZH_SURNAMES))]
    return surname + "".join(luck.choice(ZH_GIVEN) for _ in range(luck.choice((1, 2, 2))))


def _russian(luck: random.Random) -> str:
    common, parts = RU_SURNAMES.split(), tuple(part.split() for part in RU_PARTS)
    rank = _ranked(luck, len(common) + len(parts[0]) * len(parts[1]) * len(parts[2]))
    last = common[rank] if rank < len(common) else _joined(parts, rank - len(common))
    woman = luck.random() < 0.5
    return f"{luck.choice((RU_WOMEN if woman else RU_MEN).split())} {last}{'а' if woman else ''}"


def _arabic(luck: random.Random) -> str:
    surnames = AR_SURNAMES.split()
    given = AR_GIVEN.split()
    return " ".join((luck.choice(given), luck.choice(given[:10]), surnames[_ranked(luck, len(surnames))]))


def fill(court: Any, names: Iterable[str]) -> None:
    """Puts every name on the register of `court`, through the import, as a court would."""
    from approvals.services import importing

    with tempfile.TemporaryDirectory(prefix="praeco-bench-") as folder:
        path = Path(folder) / "register.jsonl"
        write(path, rows(names))
        importing.file_import(court=court, path=path, by=None)


def run(argv: list[str]) -> dict[str, Any]:
    """`--names N`: only makes them, and says how fast."""
    parser = argparse.ArgumentParser(prog="register", description=__doc__)
    parser.add_argument("--names", type=int, default=100_000)
    count = parser.parse_args(argv).names
    began = time.perf_counter()
    found = list(make_names(count))
    return {"names": count, "different": len(set(found)), "seconds": round(time.perf_counter() - began, 2)}
