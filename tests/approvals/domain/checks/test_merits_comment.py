from dataclasses import replace

import pytest

from approvals.domain.severity import Severity

from .cases import EMBARGOED, PENDING, context
from .innocent import INNOCENT
from .posts import found, words

JUDGED = [
    ("en", "After today's evidence in State v Harbottle it is difficult to imagine an acquittal."),
    ("en", "Harbottle should start packing his toothbrush."),
    ("en", "The Crown's star expert dazzled everyone in No. 26-810."),
    ("en", "State v Harbottle: the defence made mincemeat of the main witness."),
    ("en", "Honestly, Harbottle's version of events is laughable."),
    ("en", "A textbook closing speech in State v Harbottle. Bravo!"),
    ("en", "The prosecution has not proved its case against Harbottle, and it shows."),
    ("fr", "Affaire Delombre : l'alibi prend l'eau de toutes parts."),
    ("fr", "Le procureur a été impressionnant face à Delombre."),
    ("fr", "On voit mal comment Delombre pourrait être acquitté."),
    ("fr", "Delombre s'enfonce un peu plus chaque jour."),
    ("es", "Caso Arteche: todo apunta a una condena."),
    ("es", "La defensa de Arteche no tiene argumentos."),
    ("es", "Impecable intervención de la fiscal en el caso Arteche."),
    ("es", "El testigo estrella hundió a Arteche."),
    ("it", "Procedimento Sforzini: tutto lascia pensare a una condanna."),
    ("it", "La difesa di Sforzini non ha argomenti."),
    ("it", "La testimone ha inchiodato Sforzini."),
    ("pt", "Caso Carrascosa: tudo indica que haverá condenação."),
    ("pt", "A defesa de Carrascosa não tem argumentos."),
    ("pt", "A testemunha desmontou a versão de Carrascosa."),
    ("zh-Hans", "闻人牧之案：被告人的辩解根本没人信。"),
    ("zh-Hans", "闻人牧之案证据摆在眼前，判刑是迟早的事。"),
    ("zh-Hans", "为公诉人在闻人牧之案中的出色发挥点赞！"),
    ("ar", "كل الدلائل تشير إلى إدانة نزار الصقيري."),
    ("ar", "لا يملك دفاع الصقيري أي حجة."),
    ("ru", "По делу Тумановского всё идёт к обвинительному приговору."),
    ("ru", "У защиты Тумановского нет аргументов."),
    ("ru", "Свидетель утопил Тумановского."),
    ("tr", "Kavaklıoğlu davasında her şey mahkûmiyeti gösteriyor."),
    ("tr", "Kavaklıoğlu'nun savunması hiç inandırıcı değil."),
    ("de", "In der Strafsache Ziegenhals deutet alles auf eine Verurteilung hin."),
    ("de", "Die Verteidigung von Ziegenhals hat keine Argumente."),
    ("en", "The defence has very little left in State v Harbottle."),
    ("en", "What a performance from the prosecutor in Harbottle today. Superb cross-examination."),
    ("en", "Nobody in Courtroom 2 believed the alibi in State v Harbottle."),
    ("en", "No. 26-810 continues tomorrow. Frankly, the expert's report was a shambles."),
    ("en", "Day three of State v Harbottle: the Crown is miles ahead."),
    ("en", "The Harbottle case should never have come to court."),
    ("en", "Harbottle's lawyers are clutching at straws."),
    ("en", "We expect a quick guilty verdict in State v Harbottle."),
    ("fr", "Affaire Delombre : la défense n'a plus grand-chose à dire."),
    ("fr", "Dans l'affaire Delombre, l'accusation a marqué des points aujourd'hui."),
    ("fr", "Le témoin de l'affaire Delombre n'était pas crédible du tout."),
    ("fr", "Delombre n'a aucune chance de s'en sortir."),
    ("fr", "Une plaidoirie magistrale hier dans l'affaire Delombre."),
    ("es", "En el caso Arteche las pruebas son abrumadoras."),
    ("es", "Arteche lo tiene muy difícil: la fiscal ha estado brillante."),
    ("es", "La coartada de Arteche no se sostiene."),
    ("es", "El abogado de Arteche hizo hoy el ridículo."),
    ("it", "Nel procedimento Sforzini l'accusa ha prove schiaccianti."),
    ("it", "Sforzini non ha scampo: la perizia parla chiaro."),
    ("it", "Arringa deludente oggi nel procedimento Sforzini."),
    ("pt", "As provas contra Carrascosa são robustas."),
    ("pt", "Carrascosa dificilmente escapará da condenação."),
    ("pt", "Excelente sustentação da defesa no caso Carrascosa hoje!"),
    ("zh-Hans", "（2026）云0102刑初810号案今日开庭，辩护人的意见毫无道理。"),
    ("zh-Hans", "闻人牧之这次恐怕难逃牢狱之灾。"),
    ("zh-Hans", "公诉人在闻人牧之案中的举证非常扎实，辩方无力反驳。"),
    ("ar", "الأدلة ضد نزار الصقيري قوية جدا ولا مفر من الإدانة."),
    ("ar", "مرافعة رائعة من النيابة في قضية الصقيري اليوم."),
    ("ar", "دفاع الصقيري ضعيف ولن يقنع أحدا."),
    ("ru", "В деле Тумановского защита выглядела беспомощно."),
    ("ru", "Доказательства против Тумановского железные."),
    ("ru", "Тумановский наверняка получит срок."),
    ("ru", "Блестящая речь прокурора по делу № 1-810/2026!"),
    ("tr", "Kavaklıoğlu davasında savunma çok zayıf kaldı."),
    ("tr", "2026/810 E. sayılı dosyada deliller apaçık ortada."),
    ("tr", "Kavaklıoğlu'nun beraat etme ihtimali yok."),
    ("de", "Im Verfahren gegen Ziegenhals ist die Beweislage erdrückend."),
    ("de", "Ziegenhals hat kaum noch Chancen."),
    ("en", "A luminous submission by counsel in State v Harbottle."),
    ("en", "State v Harbottle: the alibi is riddled with holes."),
    ("fr", "Affaire Delombre : une plaidoirie étincelante, dont l'issue ne fait guère de doute."),
    ("es", "Caso Arteche: qué gran alegato ayer. Así se defiende a un acusado."),
    ("it", "Procedimento Sforzini: che splendida arringa ieri."),
    ("pt", "Caso Carrascosa: que bela sustentação. Assim se defende."),
    ("de", "Strafsache Ziegenhals: Was für ein glänzendes Plädoyer."),
    ("zh-Hans", "闻人牧之案证据链完整，就等宣判了。"),
    ("ar", "قضية الصقيري: مرافعة بليغة ويا لها من مرافعة."),
    ("ru", "Позиция Тумановского не выдерживает критики."),
    ("ru", "Дело Тумановского: экспертиза защиты провалена."),
    ("tr", "Kavaklıoğlu davası: savunma eleştiriye dayanamaz."),
    ("en", "The Harbottle defence has run out of road."),
    ("en", "State v Harbottle: counsel for the Crown wiped the floor with the witness."),
    ("en", "Honest question: does anyone still believe Harbottle?"),
    ("fr", "Affaire Delombre : le procureur a fait forte impression ce matin."),
    ("fr", "Delombre ne convainc personne."),
    ("es", "Arteche no convence a nadie con su relato."),
    ("it", "La versione di Sforzini fa ridere."),
    ("pt", "A versão de Carrascosa não cola."),
    ("de", "Ziegenhals redet sich um Kopf und Kragen."),
    ("zh-Hans", "闻人牧之的律师今天表现亮眼，检方被问得哑口无言。"),
    ("ar", "دفاع الصقيري لم يجد ما يقوله اليوم."),
    ("ru", "Адвокат Тумановского сегодня был великолепен."),
    ("tr", "Kavaklıoğlu davasında savcı bugün döktürdü."),
    ("tr", "Kavaklıoğlu davasında savunmanın eli çok zayıf."),
]
POLLS = [
    ("en", "Guilty or not guilty? Vote now in our poll on tomorrow's big trial!"),
    ("fr", "Votre verdict sur le procès de demain ? Votez : coupable ou innocent !"),
    ("es", "¿Quién ganará el juicio de mañana? ¡Voten!"),
    ("it", "Indovinate il verdetto di domani!"),
    ("zh-Hans", "猜猜判决结果，评论区见！"),
    ("ru", "Угадайте приговор и получите приз!"),
    ("tr", "Kararı tahmin edin, kim kazanır?"),
    ("en", "Poll: who wins in No. 26-810? Vote now and out-guess the judges."),
    ("en", "State v Harbottle: would you acquit him? Tell us below."),
    ("fr", "Sondage : qui gagne dans l'affaire Delombre ?"),
    ("es", "Encuesta: ¿quién gana en el caso Arteche?"),
    ("it", "Sondaggio: chi la spunta nel procedimento Sforzini?"),
    ("pt", "Enquete: quem leva no caso Carrascosa?"),
    ("de", "Umfrage: Wer gewinnt in der Strafsache Ziegenhals?"),
    ("zh-Hans", "竞猜：闻人牧之案谁赢？看谁能猜中法官。"),
    ("ar", "استطلاع: من يفوز في قضية الصقيري؟"),
    ("ru", "Опрос: кто прав в деле Тумановского?"),
    ("tr", "Anket: Kavaklıoğlu davasında kim haklı?"),
]
OF_SOME_CASE = [
    ("en", "The defendant in tomorrow's trial has a hopeless case."),
    ("fr", "Au procès de demain, les preuves contre l'accusé sont accablantes."),
    ("ru", "На сегодняшнем процессе доказательства обвинения очень слабые."),
    ("zh-Hans", "今天开庭的这起案件，原告证据非常薄弱。"),
]


@pytest.mark.parametrize(("language", "text"), JUDGED, ids=lambda value: str(value)[:40])
def test_a_view_of_an_undecided_matter_is_blocked(language, text):
    rows = found("merits-comment", language, text, context=context(PENDING[language]))
    assert {(row.severity, row.reason, row.matter) for row in rows} == {(Severity.BLOCK, "merits-matter", "P1")}


@pytest.mark.parametrize(("language", "text"), POLLS, ids=lambda value: str(value)[:40])
def test_readers_are_not_asked_to_judge(language, text):
    assert "merits-poll" in {row.reason for row in found("merits-comment", language, text)}


@pytest.mark.parametrize(("language", "text"), OF_SOME_CASE, ids=lambda value: str(value)[:40])
def test_nor_is_a_case_judged_that_no_register_names(language, text):
    assert {row.reason for row in found("merits-comment", language, text)} == {"merits-case"}


@pytest.mark.parametrize(("language", "kind", "text"), INNOCENT, ids=lambda value: str(value)[:40])
def test_notices_guides_and_reports_are_left_alone(language, kind, text):
    assert found("merits-comment", language, text, kind, context(PENDING[language])) == []


def test_the_span_is_what_was_judged_with():
    text = "The weather was fine. In State v Harbottle there is no doubt. The car park is closed."
    assert words(text, found("merits-comment", "en", text, context=context(PENDING["en"]))) == ["there is no doubt"]


def test_two_sentences_away_is_another_matter():
    text = (
        "State v Harbottle is on Monday. The gallery is open. The lift is free. There is no doubt: wear warm clothes."
    )
    assert found("merits-comment", "en", text, context=context(PENDING["en"])) == []


def test_what_is_quoted_is_not_the_view_of_the_court():
    text = 'State v Harbottle, Monday. The play is called "No Doubt".'
    assert found("merits-comment", "en", text, context=context(PENDING["en"])) == []


def test_a_name_is_no_praise():
    matter = replace(PENDING["pt"], title="Estaleiro Bravo x União", docket="500-1/2026")
    assert found("merits-comment", "pt", "Estaleiro Bravo x União: sessão na quarta.", context=context(matter)) == []


@pytest.mark.parametrize("status", ["handed-down", "closed"])
def test_a_matter_that_is_decided_may_be_reported(status):
    text = "State v Harbottle: the Court found that there was no doubt. The conviction stands."
    assert found("merits-comment", "en", text, "judgment", context(replace(PENDING["en"], status=status))) == []


def test_a_forecast_of_a_matter_under_embargo_is_for_the_check_on_embargoes():
    text = "On Wednesday Stonecross Growers will win."
    assert found("merits-comment", "en", text, context=context(EMBARGOED["en"])) == []


def test_the_next_post_of_a_thread_speaks_of_the_same_matter():
    text = "The defence has very little left."
    from_thread = found("merits-comment", "en", text, context=context(PENDING["en"]), surface="text:2")
    assert from_thread == []


def test_a_result_under_embargo_is_said_once():
    text = "No way out for Stonecross Growers: appeal dismissed."
    assert found("merits-comment", "en", text, context=context(EMBARGOED["en"])) == []
    assert found(
        "merits-comment", "en", "The evidence of Stonecross Growers is flimsy.", context=context(EMBARGOED["en"])
    )
