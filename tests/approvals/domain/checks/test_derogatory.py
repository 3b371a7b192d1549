import pytest

from approvals.domain.severity import Severity

from .posts import found, words

CODE = "derogatory"
DEMEANING = [
    ("en", "Only an idiot would file that form twice.", "insult"),
    ("en", "Those people flood our lists with their complaints.", "group"),
    ("en", "Journalists who cannot even read a judgment should find other work.", "ridicule"),
    ("en", "You people are liars.", "group"),
    ("en", "Those lazy tenants again: forty no-shows today.", "group"),
    ("en", "Migrants never pay their fines.", "group"),
    ("fr", "Bande d'incapables, lisez l'arrêt avant de parler.", "insult"),
    ("fr", "Ces gens-là encombrent nos salles d'audience.", "group"),
    ("fr", "Retournez à l'école avant de commenter nos décisions.", "ridicule"),
    ("es", "Los de las barriadas siempre se quejan y nunca pagan.", "group"),
    ("es", "Hay que ser imbécil para perder ese plazo.", "insult"),
    ("it", "Quella gente intasa i tribunali con le sue liti.", "group"),
    ("it", "Certi avvocati sono bugiardi e ignoranti.", "group"),
    ("pt", "Essa gente só sabe reclamar.", "group"),
    ("pt", "Vão estudar antes de criticar a sentença, seus idiotas.", "insult"),
    ("zh-Hans", "这帮人就知道浪费司法资源。", "group"),
    ("zh-Hans", "真是一群刁民。", "insult"),
    ("ar", "هؤلاء الناس لا يفهمون شيئا ويضيعون وقت المحكمة.", "group"),
    ("ar", "لا يعترض على الحكم إلا الجهلة.", "insult"),
    ("ru", "Эти люди только и умеют жаловаться.", "group"),
    ("ru", "Такое мог написать только невежда.", "insult"),
    ("tr", "Bu insanlar mahkemeyi gereksiz yere meşgul ediyor.", "group"),
    ("tr", "Kararı anlamayan cahiller yine yazmış.", "insult"),
    ("de", "Diese Leute verstopfen unsere Gerichte.", "group"),
]
HARMLESS = [
    ("en", "closure", "The Scunthorpe registry and the Penistone office are closed on Monday."),
    ("en", "closure", "Flooding: people from the north wing should go to Courtroom 5."),
    ("en", "service-update", "Assistance dogs are welcome; visitors may ask for water."),
    ("en", "service-update", "Interpreters help migrants and those people who do not understand the summons."),
    ("en", "service-update", "If you have a slow connection, ask for a paper form."),
    ("en", "closure", "Pest control: rats were seen in the archive, which is closed today."),
    ("en", "statistics", "Women filed 52% of family applications in 2025."),
    ("en", "scam-warning", "Those people lie: criminals say they are court officers and steal from pensioners."),
    ("en", "judgment", "The Court held the word was an insult."),
    ("en", "education", 'Why calling someone an "idiot" can be defamation: a short guide.'),
    ("fr", "service-update", "Le point-justice aide les étrangers qui ne comprennent pas la convocation."),
    ("fr", "education", "Un acte nul en droit : définition."),
    ("fr", "closure", "Collecte des ordures : l'entrée est fermée de 6 h à 8 h."),
    ("es", "education", "Las personas analfabetas pueden firmar con huella."),
    ("es", "closure", "Inundación en la sede: los vecinos no pueden aparcar."),
    ("it", "education", "Consegna ritardata: quali rimedi?"),
    ("pt", "closure", "Coleta de lixo: entrada fechada até as 8h."),
    ("pt", "education", "Fotos históricas do fórum e do povo da região."),
    ("zh-Hans", "service-update", "请您在垃圾分类点投放废物，并提交原始证据。"),
    ("zh-Hans", "judgment", "非法处置危险废物罪一案宣判。"),
    ("ar", "education", "الطعن في حكم غيابي على المتخلف عن الحضور."),
    ("ru", "judgment", "Удар нанесён тупым предметом, приговор оставлен без изменения."),
    ("ru", "service-update", "Неучтённые расходы и неучастие в заседании: что делать?"),
    ("tr", "education", "Alçak basınç ve mal varlığı: iki davanın öyküsü."),
]


@pytest.mark.parametrize(("language", "text", "how"), DEMEANING, ids=lambda value: str(value)[:40])
def test_demeaning_words_are_blocked(language, text, how):
    rows = found(CODE, language, text)
    assert {row.severity for row in rows} == {Severity.BLOCK}
    assert f"derogatory-{how}" in {row.reason for row in rows}


@pytest.mark.parametrize(("language", "kind", "text"), HARMLESS, ids=lambda value: str(value)[:40])
def test_words_that_only_look_like_insults_are_left_alone(language, kind, text):
    assert found(CODE, language, text, kind) == []


def test_an_insult_that_a_judgment_quotes_is_a_question():
    text = 'The Court holds that calling a neighbour "vermin and scum" is not protected speech.'
    rows = found(CODE, "en", text, "judgment")
    assert {(row.severity, row.reason) for row in rows} == {(Severity.JUSTIFY, "derogatory-told")}


def test_a_word_is_read_whole_where_a_script_has_spaces():
    assert found(CODE, "en", "The Idiotes museum of Moronville is next door.") == []


def test_the_span_is_the_insult_alone():
    text = "Doors open at nine, idiots."
    assert words(text, found(CODE, "en", text)) == ["idiots"]
