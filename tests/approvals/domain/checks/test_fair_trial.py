from dataclasses import replace

import pytest

from approvals.domain.severity import Severity

from .cases import PENDING, context
from .innocent import INNOCENT
from .posts import found, words

PREJUDICED = [
    ("en", "Come and see the conman Quentin Harbottle squirm on Thursday."),
    ("en", "Harbottle stole the money; now the jury will hear how. No. 26-810."),
    ("en", "Harbottle, who has done time for this before, is in Courtroom 4."),
    ("fr", "Delombre, le voleur du musée, jugé dès lundi."),
    ("fr", "Delombre est un habitué des prétoires."),
    ("es", "Arteche robó el dinero y mañana se sienta en el banquillo."),
    ("es", "El delincuente Arteche, con un largo historial, vuelve al juzgado."),
    ("it", "Sforzini, il ladro del museo, in aula domani."),
    ("it", "Sforzini ha rubato i fondi; domani il processo."),
    ("pt", "Carrascosa roubou o dinheiro e amanhã enfrenta o júri."),
    ("pt", "O golpista Carrascosa volta ao fórum."),
    ("zh-Hans", "偷了三家店的闻人牧之明天受审。"),
    ("zh-Hans", "惯偷闻人牧之周四出庭。"),
    ("ar", "نزار الصقيري الذي سرق المتجر يحاكم غدا."),
    ("ar", "الحرامي نزار الصقيري في قفص الاتهام غدا."),
    ("ru", "Тумановский украл деньги, заседание завтра."),
    ("ru", "Мошенник Тумановский снова в суде."),
    ("tr", "Parayı çalan Kavaklıoğlu yarın hâkim karşısında."),
    ("tr", "Dolandırıcı Kavaklıoğlu yine mahkemede."),
    ("de", "Ziegenhals hat das Geld gestohlen; morgen beginnt die Verhandlung."),
    ("de", "Der Dieb Ziegenhals steht morgen vor Gericht."),
    ("en", "Harbottle, the man who strangled his neighbour, is due in court on Monday."),
    ("en", "Back in the dock on Thursday: burglar Quentin Harbottle."),
    ("en", "Mr Harbottle is no stranger to this court: he was jailed for fraud in 2019."),
    ("en", "Harbottle told detectives he did it. Hearing on Friday, No. 26-810."),
    ("en", "The jury in State v Harbottle will not be told about the recording of his call."),
    ("fr", "Le meurtrier Maxence Delombre comparaîtra lundi."),
    ("fr", "Delombre, déjà condamné deux fois pour vol, revient à la barre."),
    ("fr", "Delombre avait tout avoué en garde à vue."),
    ("fr", "Affaire Delombre : l'auteur du cambriolage sera entendu demain."),
    ("es", "El estafador Nicanor Arteche vuelve mañana a la Sala 2."),
    ("es", "Arteche, que ya estuvo en la cárcel por robo, declara el lunes."),
    ("es", "Arteche confesó ante la policía."),
    ("es", "Arteche mató a su socio; el juicio empieza el martes."),
    ("it", "Il truffatore Ludovico Sforzini torna in aula mercoledì."),
    ("it", "Sforzini, pregiudicato, ha già confessato."),
    ("pt", "O assassino Vicente Carrascosa será ouvido amanhã."),
    ("pt", "Carrascosa já foi preso por tráfico; julgamento na quinta."),
    ("zh-Hans", "窃贼闻人牧之今日受审。"),
    ("zh-Hans", "闻人牧之曾因盗窃入狱三年，本案周四开庭。"),
    ("zh-Hans", "被告人闻人牧之在审讯中已经认罪，录像尚未出示。"),
    ("ar", "اللص نزار الصقيري يمثل غدا أمام المحكمة."),
    ("ar", "اعترف نزار الصقيري أمام الشرطة بجريمته."),
    ("ar", "نزار الصقيري من أصحاب السوابق وجلسته يوم الأحد."),
    ("ru", "Вор Евсей Тумановский предстанет перед судом в среду."),
    ("ru", "Тумановский, ранее дважды судимый, выслушает приговор в среду."),
    ("ru", "Тумановский во всём признался следователю."),
    ("tr", "Hırsız Sarp Kavaklıoğlu yarın hâkim karşısında."),
    ("tr", "Sabıkalı sanık Kavaklıoğlu'nun duruşması perşembe günü."),
    ("tr", "Kavaklıoğlu suçunu polise itiraf etti."),
    ("de", "Der Betrüger Ottmar Ziegenhals steht am Montag vor Gericht."),
    ("de", "Der mehrfach vorbestrafte Ziegenhals hat bei der Polizei gestanden."),
    ("en", "Harbottle was sent to prison? Readers will remember that he was jailed over a similar theft in 2018."),
    ("en", "Trial of Quentin Harbottle, 10:00. He was convicted of an almost identical fraud three years ago."),
    ("fr", "Delombre avait été condamné pour des faits similaires en 2017."),
    ("es", "Arteche fue condenado por un robo parecido en 2018; mañana declara."),
    ("it", "Sforzini era stato arrestato per un furto simile nel 2017."),
    ("pt", "Carrascosa foi condenado por um golpe parecido em 2018."),
    ("de", "Ziegenhals wurde 2018 wegen eines ähnlichen Diebstahls verurteilt."),
    ("zh-Hans", "闻人牧之三年前因盗窃坐牢，下周开庭。"),
    ("zh-Hans", "闻人牧之在侦查阶段全部交代了，陪审员还不知道。"),
    ("ar", "نزار الصقيري سجن في قضية مشابهة قبل خمس سنوات."),
    ("ru", "Тумановский сидел за похожую кражу в 2018 году."),
    ("ru", "Тумановскому пришлось во всём признаться ещё на следствии."),
    ("tr", "Kavaklıoğlu 2018 yılında benzer bir suçtan hapis cezası almıştı."),
    ("tr", "Kavaklıoğlu soruşturmada suçu üstlendi."),
    ("fr", "Delombre a tout raconté pendant l'instruction."),
    ("pt", "Carrascosa contou tudo na delegacia."),
    ("en", "Harbottle has form: two spells inside already."),
    ("en", "Harbottle has been here before, and not as a visitor: three previous for burglary."),
    ("fr", "Delombre, récidiviste notoire, comparaît demain."),
    ("es", "Arteche ya sabe lo que es la cárcel: pasó allí tres años."),
    ("it", "Sforzini conosce già il carcere."),
    ("pt", "Carrascosa já conhece a prisão por dentro."),
    ("de", "Ziegenhals kennt das Gefängnis schon von innen."),
    ("zh-Hans", "闻人牧之早就是监狱的常客了。"),
    ("ar", "الصقيري يعرف السجن جيدا، فقد قضى فيه ثلاث سنوات."),
    ("ru", "Тумановский знаком с тюрьмой не понаслышке."),
    ("tr", "Kavaklıoğlu cezaevine yabancı değil."),
]
CAREFUL = [
    ("en", "Quentin Harbottle, accused of being the burglar, is in court on Monday."),
    ("en", "The alleged thief Quentin Harbottle is in court on Monday."),
    ("en", "Harbottle pleads not guilty. Trial on Monday, No. 26-810."),
    ("en", "Harbottle has no previous convictions."),
    ("fr", "Maxence Delombre, présumé voleur, comparaîtra lundi."),
    ("fr", "Delombre, au casier vierge et sans antécédents, conteste les faits."),
    ("es", "El presunto estafador Nicanor Arteche declara el lunes."),
    ("it", "Sforzini, incensurato e accusato di truffa, è in aula mercoledì."),
    ("pt", "O suposto golpista Vicente Carrascosa será ouvido amanhã."),
    ("zh-Hans", "闻人牧之被指控是窃贼，本人否认，本案周四开庭。"),
    ("ar", "نزار الصقيري المتهم بأنه اللص ينكر التهمة."),
    ("ru", "Тумановский, ранее не судимый, вину не признаёт."),
    ("tr", "Hırsız olduğu iddia edilen Kavaklıoğlu suçlamayı reddediyor."),
    ("de", "Der mutmaßliche Betrüger Ottmar Ziegenhals steht am Montag vor Gericht."),
]
OF_SOME_ACCUSED = [
    ("en", "The defendant on trial today has several previous convictions."),
    ("fr", "L'accusé jugé aujourd'hui a déjà été condamné trois fois."),
    ("es", "El acusado que declara hoy tiene antecedentes."),
    ("zh-Hans", "被告人此前已有前科，今日受审。"),
    ("ru", "Подсудимый, дело которого слушается сегодня, ранее судим."),
]


@pytest.mark.parametrize(("language", "text"), PREJUDICED, ids=lambda value: str(value)[:40])
def test_guilt_a_past_or_a_confession_is_blocked(language, text):
    rows = found("fair-trial", language, text, context=context(PENDING[language]))
    assert rows
    assert {(row.severity, row.matter) for row in rows} == {(Severity.BLOCK, "P1")}


@pytest.mark.parametrize(("language", "text"), CAREFUL, ids=lambda value: str(value)[:40])
def test_a_charge_said_as_a_charge_is_left_alone(language, text):
    assert found("fair-trial", language, text, context=context(PENDING[language])) == []


@pytest.mark.parametrize(("language", "kind", "text"), INNOCENT, ids=lambda value: str(value)[:40])
def test_notices_guides_and_warnings_are_left_alone(language, kind, text):
    assert found("fair-trial", language, text, kind, context(PENDING[language])) == []


@pytest.mark.parametrize(("language", "text"), OF_SOME_ACCUSED, ids=lambda value: str(value)[:40])
def test_the_past_of_somebody_on_trial_now_is_blocked_without_a_name(language, text):
    rows = found("fair-trial", language, text)
    assert {(row.severity, row.reason) for row in rows} == {(Severity.BLOCK, "earlier-conviction")}


@pytest.mark.parametrize(
    ("text", "reason", "marked"),
    [
        ("The burglar Harbottle is back on Monday.", "guilt-named", "burglar"),
        ("The criminal Harbottle is back on Monday.", "guilt-named", "criminal"),
        ("Harbottle is clearly guilty.", "guilt-said", "is clearly guilty"),
        ("Harbottle has a criminal record.", "earlier-conviction", "has a criminal record"),
        ("Harbottle confessed on Friday.", "confession", "confessed"),
    ],
)
def test_each_kind_of_prejudice_has_its_reason(text, reason, marked):
    rows = found("fair-trial", "en", text, context=context(PENDING["en"]))
    assert ({row.reason for row in rows}, words(text, rows)) == ({reason}, [marked])


def test_the_criminal_chamber_accuses_nobody():
    text = "State v Harbottle, criminal chamber, Monday 10:00. Criminal proceedings are public."
    assert found("fair-trial", "en", text, context=context(PENDING["en"])) == []


def test_after_a_final_judgment_the_court_may_report_it():
    text = "State v Harbottle: the Court confirms that Harbottle is guilty of burglary."
    assert found("fair-trial", "en", text, "judgment", context(replace(PENDING["en"], status="closed"))) == []


def test_a_street_that_is_called_like_the_accused_is_no_person():
    text = "Beware of thieves on Harbottle Street: lock your bicycle before you enter the court."
    assert found("fair-trial", "en", text, context=context(PENDING["en"])) == []
