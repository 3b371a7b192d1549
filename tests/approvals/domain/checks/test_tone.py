import pytest

from approvals.domain.severity import Severity

from .posts import found, words

CODE = "tone"
LOUD = [
    ("en", "Doors open at nine! Come early!", "exclamation"),
    ("es", "¡Abrimos a las nueve! ¡Vengan pronto!", "exclamation"),
    ("zh-Hans", "欢迎参观！早点来！", "exclamation"),
    ("en", "COME TO OUR OPEN DAY ON SATURDAY", "capitals"),
    ("pt", "VENHAM TODOS PARA A FEIRA DE EMPREGOS", "capitals"),
    ("ru", "ПРИХОДИТЕ ВСЕ НА ДЕНЬ ОТКРЫТЫХ ДВЕРЕЙ", "capitals"),
    ("en", "Open day on Saturday 🎈🎈🎈", "emoji"),
    ("tr", "Açık kapı günü cumartesi 🎉🎊🎈", "emoji"),
    ("en", "The new list is here 😂", "emoji"),
    ("en", "Hey folks, gonna be an epic open day.", "slang"),
    ("fr", "Coucou, c'est trop cool au palais samedi.", "slang"),
    ("es", "Jajaja, mola la nueva sala.", "slang"),
    ("it", "Raga, che figata la nuova aula.", "slang"),
    ("pt", "Bora, galera, conhecer o fórum.", "slang"),
    ("zh-Hans", "家人们，周六开放日走起。", "slang"),
    ("ar", "يلا يا شباب إلى اليوم المفتوح.", "slang"),
    ("ru", "Ребята, погнали на день открытых дверей.", "slang"),
    ("tr", "Selamlar kanka, cumartesi adliyedeyiz.", "slang"),
    ("en", "Can you guess how many files we keep?", "bait"),
    ("fr", "Devinez combien de dossiers dorment ici.", "bait"),
    ("ru", "Угадайте, сколько дел в архиве.", "bait"),
    ("zh-Hans", "猜猜档案室有多少卷宗。", "bait"),
]
SOBER = [
    ("en", "service-update", "UKSC judgment list: JCPC, UKSC and EAT hearings."),
    (
        "en",
        "service-update",
        "NOTICE\nThe registry is closed on Friday. Please use the online form for urgent applications.",
    ),
    ("en", "hearing-list", "THACKER, JOHN AGAINST MORLEY BOROUGH COUNCIL, COURTROOM THREE"),
    ("en", "event", "Family morning 👨‍👩‍👧 at the court ⚖️"),
    ("en", "event", "Visitors from 🇫🇷🇮🇹🇪🇸🇩🇪 are welcome."),
    ("en", "event", "Welcome to the open day!"),
    ("en", "service-update", "See #COURTLISTSNORVALE and https://courts.example/LISTS/TODAY/ROOM"),
    ("en", "service-update", "Copyright © Norvale Courts ™ ®, rooms 1 2 3 4 5."),
    ("fr", "service-update", "Le greffe ouvre à 9 h. Prenez rendez-vous en ligne."),
    ("es", "event", "¡Les esperamos!"),
    ("zh-Hans", "service-update", "本院立案大厅周五上午九时开放。"),
    ("ar", "service-update", "تفتح المحكمة أبوابها عند التاسعة."),
    ("ru", "service-update", "ГАС «Правосудие» и ФССП: приём документов в МФЦ."),
    ("tr", "service-update", "UYAP ve HSK duyurusu: ön büro kapalıdır."),
]


@pytest.mark.parametrize(("language", "text", "how"), LOUD, ids=lambda value: str(value)[:40])
def test_loud_and_loose_words_are_a_hint(language, text, how):
    rows = found(CODE, language, text)
    assert {row.severity for row in rows} == {Severity.ADVISE}
    assert f"tone-{how}" in {row.reason for row in rows}


@pytest.mark.parametrize(("language", "kind", "text"), SOBER, ids=lambda value: str(value)[:40])
def test_acronyms_headings_flags_and_families_are_left_alone(language, kind, text):
    assert found(CODE, language, text, kind) == []


def test_the_span_is_the_picture_too_many_whole():
    text = "Open day 🎈🎈👨‍👩‍👧"
    assert words(text, found(CODE, "en", text)) == ["👨‍👩‍👧"]


def test_file_names_are_not_read_for_tone():
    assert found(CODE, "en", "LOUD SHOUTING PICTURE FILE!!!", surface="link") == []
