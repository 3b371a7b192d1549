import pytest

from approvals.domain.severity import Severity

from .posts import found, words

CODE = "respond-to-attack"
ANSWERS = [
    ("en", "Before you accuse our judges of bias, read the whole judgment."),
    ("en", "Yesterday's article about Judge Ferrier is a disgrace. She did nothing wrong."),
    ("en", "The accusations against this court are baseless and we reject them."),
    ("en", "Our critics have not read a single page of the ruling."),
    ("en", "Stop spreading lies about the panel."),
    ("en", "We will not be intimidated by a hate campaign."),
    ("fr", "Les accusations contre nos magistrats sont mensongères."),
    ("fr", "Arrêtez de salir notre juridiction."),
    ("fr", "Ceux qui critiquent la juge n'ont même pas lu la décision."),
    ("es", "Rechazamos los ataques contra nuestra jueza: son falsos."),
    ("es", "Dejen de difamar a este tribunal."),
    ("es", "Antes de criticar a la Sala, lean la sentencia."),
    ("it", "Chi attacca i nostri giudici non sa di cosa parla."),
    ("it", "Le accuse al tribunale sono infondate e vergognose."),
    ("pt", "As críticas à nossa juíza são mentirosas e covardes."),
    ("pt", "Parem de atacar o tribunal."),
    ("zh-Hans", "对本院法官的指责毫无根据。"),
    ("zh-Hans", "请停止抹黑合议庭！"),
    ("ar", "الاتهامات الموجهة إلى قضاتنا كاذبة ولا أساس لها."),
    ("ar", "كفوا عن الإساءة إلى المحكمة."),
    ("ru", "Обвинения в адрес нашего суда — ложь."),
    ("ru", "Прекратите клеветать на судей."),
    ("tr", "Mahkememize yönelik iftiralar asılsızdır, reddediyoruz."),
    ("tr", "Hâkimlerimizi eleştirmeden önce kararı okuyun."),
    ("de", "Die Vorwürfe gegen unsere Richterin sind haltlos."),
]
CALM = [
    ("en", "correction", "Correction: the hearing starts at 15:00, not at 14:00. We are sorry for the wrong time."),
    ("en", "judgment", "The Court rejects the accusation of bias against the judge as unfounded."),
    ("en", "emergency", "Reports of an attack on the court building are false. The doors are open."),
    ("en", "service-update", "The accused and counsel enter by the Mill Lane door."),
    ("en", "education", "An appeal lies to this court if the decision was wrong in law."),
    ("en", "service-update", "After a cyber attack our online forms are offline. Please call the registry."),
    ("en", "service-update", "You can complain about our service with form 7; a judge does not read it."),
    ("en", "event", "Journalists may register for the press day with the registry until Friday."),
    ("en", "scam-warning", "False messages in the name of our judges are circulating. They are lies: do not pay."),
    ("fr", "correction", "Rectificatif : l'article publié hier donnait une mauvaise date."),
    ("fr", "education", "La diffamation expliquée : quand une critique devient une faute."),
    ("es", "judgment", "El Tribunal condena por calumnias al autor de los ataques."),
    ("es", "service-update", "Los periodistas pueden acreditarse hasta las 12:00."),
    ("it", "education", "Critica e diffamazione: che cosa dice la legge."),
    ("pt", "service-update", "Críticas e sugestões: fale com a ouvidoria do tribunal."),
    ("zh-Hans", "service-update", "欢迎对法院工作提出批评和建议，意见箱在一楼。"),
    ("ar", "service-update", "للشكاوى والاقتراحات يرجى زيارة مكتب المحكمة."),
    ("ru", "service-update", "Критика и предложения: пишите в приёмную суда."),
    ("tr", "service-update", "Eleştiri ve önerileriniz için mahkeme danışma masasına başvurun."),
]


@pytest.mark.parametrize(("language", "text"), ANSWERS, ids=lambda value: str(value)[:40])
def test_answering_an_attack_is_blocked(language, text):
    rows = found(CODE, language, text)
    assert {row.severity for row in rows} == {Severity.BLOCK}
    assert {row.reason for row in rows} <= {"attack-answered", "attack-accuser"}


@pytest.mark.parametrize(("language", "kind", "text"), CALM, ids=lambda value: str(value)[:40])
def test_corrections_complaints_and_lessons_are_left_alone(language, kind, text):
    assert found(CODE, language, text, kind) == []


def test_a_statement_of_the_president_is_a_question():
    text = "Statement of the President: the allegations against Judge Ferrier are unfounded."
    rows = found(CODE, "en", text)
    assert {(row.severity, row.reason) for row in rows} == {(Severity.JUSTIFY, "attack-statement")}


def test_the_span_is_the_order_alone():
    text = "Lists are online. Stop lying. Thank you."
    assert words(text, found(CODE, "en", text)) == ["Stop lying"]
