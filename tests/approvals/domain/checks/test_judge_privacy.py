import pytest

from approvals.domain.findings import Context, MatterFacts
from approvals.domain.severity import Severity

from .posts import NOW, found, words

FOUND = [
    ("en", "service-update", "Judge Penhallow lives on Saltmarsh Road, just behind the church."),
    ("en", "service-update", "Happy birthday to Justice Okonedo! Her son's school is planning a party."),
    ("en", "service-update", "Our judge leaves home at seven every morning."),
    ("en", "service-update", "Justice Tarrant is in hospital after surgery and will be back in March."),
    ("en", "service-update", "Magistrate Lowe drives a red car, so say hello."),
    ("en", "service-update", "Judge Ferris jogs in Alder Park every morning before court."),
    ("en", "service-update", "Meet Judge Nakamura, mother of three and a devout Catholic."),
    ("en", "service-update", "Judge Sorrel has joined us. She lives in Quarry Lane with her two dogs."),
    ("fr", "service-update", "La juge Ferrandis habite rue des Tanneurs, au numéro 4."),
    ("fr", "service-update", "Le président Delmas est en vacances avec sa femme en Corse."),
    ("fr", "service-update", "Chaque matin, la juge Castelnau court au bord du canal."),
    ("es", "service-update", "La magistrada Olmedo vive en la calle del Pozo con su familia."),
    ("es", "service-update", "El juez Irazábal está de baja: fue operado del corazón."),
    ("es", "service-update", "La jueza Marín sale de casa a las siete."),
    ("it", "service-update", "La giudice Gallerani abita in via dei Pini."),
    ("it", "service-update", "Il presidente Bassani è ricoverato per un'operazione."),
    ("pt", "service-update", "A desembargadora Queiroz mora na Rua das Acácias, 40."),
    ("pt", "service-update", "O juiz Tavares está internado com câncer."),
    ("de", "service-update", "Richterin Habermann wohnt in der Lindenstraße 12."),
    ("de", "service-update", "Richter Okafor bringt jeden Morgen seine Tochter zur Schule."),
    ("zh-Hans", "service-update", "王法官家住梧桐小区3号楼。"),
    ("zh-Hans", "service-update", "李雅法官的儿子在第一小学读书。"),
    ("zh-Hans", "service-update", "本院张院长近日住院做手术。"),
    ("zh-Hans", "service-update", "陈法官每天早上七点出门跑步。"),
    ("ar", "service-update", "تسكن القاضية هدى المنصور في شارع الورد."),
    ("ar", "service-update", "القاضي سامر الخوري مريض بالسرطان ويتعالج في المستشفى."),
    ("ar", "service-update", "القاضية ليلى حداد توصل ابنها إلى المدرسة كل صباح."),
    ("ru", "service-update", "Судья Ветлугина живёт на улице Садовой, дом 8."),
    ("ru", "service-update", "Сын судьи Корсакова учится в гимназии № 3."),
    ("ru", "service-update", "Судья Ольшанский лежит в больнице после операции."),
    ("tr", "service-update", "Hâkim Selin Karaca Çamlık Sokak'ta oturuyor."),
    ("tr", "service-update", "Hâkim Kaya'nın oğlu Atatürk İlkokulu'nda okuyor."),
    ("tr", "service-update", "Hâkim Demir her sabah parkta koşuyor."),
    ("en", "service-update", "Did you know? Judge Sorrel's husband runs the bakery on Mill Lane."),
    ("en", "service-update", "Justice Harbury has been diagnosed with Parkinson's."),
    ("en", "service-update", "Judge Amari's kids attend Quillsea Primary."),
    ("en", "service-update", "You'll find Judge Lowe at St Anne's church every Sunday."),
    ("en", "service-update", "Judge Ferris lives at 14 Alder Road."),
    ("fr", "service-update", "Le fils du juge Morel est scolarisé au lycée Voltaire."),
    ("fr", "service-update", "La juge Ferrandis se rend à la mosquée le vendredi."),
    ("es", "service-update", "El hijo de la jueza Marín estudia en el colegio San Blas."),
    ("es", "service-update", "El magistrado Ortiz padece diabetes."),
    ("it", "service-update", "Il figlio della giudice Gallerani frequenta il liceo Dante."),
    ("it", "service-update", "Il giudice Bassani va in palestra ogni sera."),
    ("pt", "service-update", "O filho da juíza Queiroz estuda no Colégio Santa Fé."),
    ("pt", "service-update", "O juiz Tavares frequenta a igreja Batista aos domingos."),
    ("de", "service-update", "Der Sohn von Richterin Habermann besucht das Goethe-Gymnasium."),
    ("zh-Hans", "service-update", "赵法官的丈夫在市医院上班。"),
    ("zh-Hans", "service-update", "孙法官患有糖尿病，正在休养。"),
    ("ar", "service-update", "ابن القاضي سامر الخوري يدرس في مدرسة النور."),
    ("ar", "service-update", "القاضية هدى المنصور تصلي في مسجد الرحمة."),
    ("ru", "service-update", "Муж судьи Ветлугиной работает в банке."),
    ("ru", "service-update", "Судья Ольшанский ходит в храм на Покровке каждое воскресенье."),
    ("tr", "service-update", "Hâkim Kaya'nın eşi Şehir Hastanesi'nde çalışıyor."),
    ("tr", "service-update", "Hâkim Demir şeker hastası."),
    ("en", "service-update", "Congratulations to Judge Amari on the birth of her daughter!"),
    ("en", "service-update", "Judge Lowe walks his dog on Alder Common at six each morning."),
    ("en", "service-update", "Our president lives opposite the town hall, number 12."),
    ("fr", "service-update", "La présidente Delmas, mère de deux enfants, aime courir au parc chaque matin."),
    ("es", "service-update", "La jueza Marín conduce un coche rojo con matrícula 1234 ABC."),
    ("it", "service-update", "Auguri al giudice Bassani per il matrimonio della figlia!"),
    ("pt", "service-update", "O juiz Tavares dirige um carro preto, placa ABC1D23."),
    ("de", "service-update", "Richter Okafor fährt einen roten BMW mit dem Kennzeichen B-AB 123."),
    ("zh-Hans", "service-update", "陈法官的车牌号是京A12345。"),
    ("ar", "service-update", "سيارة القاضي سامر الخوري بيضاء ورقم لوحتها 123."),
    ("ru", "service-update", "Судья Ольшанский ездит на чёрной «Волге», номер машины А123ВС."),
    ("tr", "service-update", "Hâkim Kaya'nın evi Çamlık Sokak 5 numarada."),
]
LEFT_ALONE = [
    ("en", "service-update", "Justice Harbury gives a public lecture in the Great Hall on Thursday at 18:00."),
    ("en", "appointment", "Judge Penhallow was sworn in this morning."),
    ("en", "appointment", "Judge Sorrel retires after 30 years on the bench."),
    ("en", "education", "The judge decides where the child lives and which school she attends."),
    ("en", "education", "A judge whose husband is a party must withdraw from the case."),
    ("en", "education", "How do judges spend their day? A family judge explains."),
    ("en", "service-update", "The court lives in a building of 1901 on Mill Lane."),
    ("en", "education", "Judges live up to high standards."),
    ("en", "obituary", "We mourn Judge Ames, who leaves a wife and two sons."),
    ("en", "event", "School visits: Judge Lowe meets pupils every Wednesday."),
    ("en", "service-update", "The Justice Centre is near the church; walk to the north door."),
    ("en", "service-update", "The judge asked the witness about her son's school."),
    ("en", "service-update", "Justice of the peace training starts in May."),
    ("en", "service-update", "Judge Penhallow sits in Courtroom 4 every Monday at ten."),
    ("en", "service-update", "Judge Penhallow opened the new family court."),
    ("en", "scam-warning", "Callers pretend to be a judge and ask for your home address."),
    ("en", "service-update", "House rules: no food in court. Ask the judge's clerk."),
    ("en", "service-update", "Judge Amari will be walking visitors through the archive."),
    ("fr", "appointment", "La juge Ferrandis a prêté serment ce matin."),
    ("fr", "education", "Le juge aux affaires familiales décide de la résidence des enfants."),
    ("fr", "service-update", "Le tribunal est situé rue des Tanneurs."),
    ("es", "service-update", "La magistrada Olmedo impartirá una conferencia el jueves."),
    ("es", "education", "El juez de familia decide con quién vive el menor."),
    ("it", "service-update", "La giudice Gallerani terrà una lezione pubblica."),
    ("it", "education", "Il giudice decide dove vive il minore."),
    ("pt", "appointment", "A juíza Tavares tomou posse ontem."),
    ("pt", "service-update", "O tribunal fica na Rua das Acácias, 40."),
    ("de", "service-update", "Richterin Habermann hält am Donnerstag einen Vortrag."),
    ("zh-Hans", "service-update", "王法官将于周四举办公开讲座。"),
    ("zh-Hans", "service-update", "法官走进校园，为孩子们讲法律。"),
    ("zh-Hans", "service-update", "法官每天要审理多少案件？"),
    ("ar", "service-update", "تلقي القاضية هدى المنصور محاضرة عامة يوم الخميس."),
    ("ar", "service-update", "أدى القاضي سامر الخوري اليمين صباح اليوم."),
    ("ru", "service-update", "Судья Ветлугина прочтёт лекцию в четверг."),
    ("ru", "education", "Судья решает, с кем из родителей живёт ребёнок."),
    ("tr", "service-update", "Hâkim Selin Karaca perşembe günü konferans verecek."),
    ("tr", "education", "Hâkim çocuğun kiminle yaşayacağına karar verir."),
    ("en", "service-update", "Judge Lowe spoke at the church hall about jury service."),
    ("en", "service-update", "Justice Harbury heads the family division."),
    ("fr", "service-update", "La juge Ferrandis préside la chambre de la famille."),
    ("es", "service-update", "La magistrada Olmedo preside la sala de familia."),
    ("de", "service-update", "Richterin Habermann leitet die Familienabteilung."),
    ("zh-Hans", "service-update", "王法官调解了一起夫妻离婚纠纷。"),
    ("zh-Hans", "service-update", "李法官走进学校给孩子们上法治课。"),
    ("ar", "service-update", "القاضية هدى المنصور ترأس محكمة الأسرة."),
    ("ru", "service-update", "Судья Ветлугина рассматривает семейные споры."),
    ("tr", "service-update", "Hâkim Kaya aile mahkemesine atandı."),
    ("en", "service-update", "Judge Amari works from the Quillsea building every Monday."),
    ("en", "service-update", "Judge Lowe will be at the open day at 2 pm; children are welcome."),
    ("zh-Hans", "service-update", "陈法官提醒：住院期间也可以网上立案。"),
    ("en", "service-update", "Judge Sorrel hears children's cases every Monday."),
    ("pt", "service-update", "A juíza Tavares julga casos de família."),
    ("it", "service-update", "La giudice Gallerani si occupa di famiglia e minori."),
]


@pytest.mark.parametrize(("language", "kind", "text"), FOUND, ids=lambda value: str(value)[:40])
def test_the_private_life_of_a_judge_is_a_block(language, kind, text):
    rows = found("judge-privacy", language, text, kind)
    assert {row.severity for row in rows} == {Severity.BLOCK}
    assert {row.reason for row in rows} <= {"judge-life", "judge-home"}


@pytest.mark.parametrize(("language", "kind", "text"), LEFT_ALONE, ids=lambda value: str(value)[:40])
def test_the_work_of_judges_is_left_alone(language, kind, text):
    assert found("judge-privacy", language, text, kind) == []


ROSTER = Context(NOW, (MatterFacts("M9", "No. 26-901", judges=("Justice Ismene Tarrant-Holloway", "司徒望舒")),))


@pytest.mark.parametrize(
    ("language", "text", "reason", "marked"),
    [
        ("en", "Tarrant-Holloway lives in Quarry Lane.", "judge-home", "Tarrant-Holloway lives in"),
        ("en", "Tarrant-Holloway's baby is due in May.", "judge-life", None),
        ("zh-Hans", "司徒望舒家住梧桐小区。", "judge-home", None),
    ],
)
def test_a_judge_of_a_matter_is_known_by_name_alone(language, text, reason, marked):
    rows = found("judge-privacy", language, text, context=ROSTER)
    assert {row.reason for row in rows} == {reason}
    assert marked is None or words(text, rows) == [marked]


def test_the_same_of_nobody_on_the_bench_is_left_alone():
    assert found("judge-privacy", "en", "Tarrant-Holloway lives in Quarry Lane.") == []
