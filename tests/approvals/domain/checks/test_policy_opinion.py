import pytest

from approvals.domain.severity import Severity

from .posts import found, words

CODE = "policy-opinion"
OPINIONS = [
    ("en", "This pension reform is unjust and Parliament should withdraw it."),
    ("en", "Sentences for burglary are far too lenient; it is time for tougher penalties."),
    ("en", "We oppose the government's cuts to legal aid."),
    ("en", "The new asylum law is a disgrace."),
    ("en", "Capital punishment should be abolished everywhere."),
    ("en", "Parliament must act now."),
    ("en", "The proposed court reform is long overdue and deserves support."),
    ("fr", "Cette loi sur l'immigration est une honte."),
    ("fr", "Le gouvernement devrait augmenter le budget de la justice."),
    ("fr", "Nous saluons la réforme des retraites."),
    ("fr", "Les peines planchers sont absurdes."),
    ("es", "Esta reforma es injusta y el Congreso debería retirarla."),
    ("es", "Nos oponemos a los recortes en justicia gratuita."),
    ("es", "El aborto debería prohibirse; la ley es una vergüenza."),
    ("it", "La riforma della giustizia è un errore storico."),
    ("it", "Il Parlamento dovrebbe abolire questa legge."),
    ("it", "Siamo contrari alla separazione delle carriere."),
    ("pt", "A reforma da previdência é um retrocesso."),
    ("pt", "Somos contra a redução da maioridade penal."),
    ("pt", "O Congresso deveria rejeitar esse projeto."),
    ("zh-Hans", "这项改革很不公平，应当立即撤回。"),
    ("zh-Hans", "我们坚决反对延迟退休。"),
    ("zh-Hans", "死刑早该废除了。"),
    ("ar", "هذا القانون ظالم وعلى البرلمان إلغاؤه."),
    ("ar", "نرفض خفض ميزانية القضاء."),
    ("ru", "Эта реформа несправедлива, парламенту пора её отменить."),
    ("ru", "Мы выступаем против смертной казни."),
    ("tr", "Bu yasa adaletsizdir, Meclis geri çekmelidir."),
    ("tr", "İdam cezasının geri gelmesine karşıyız."),
    ("de", "Diese Reform ist ungerecht und muss zurückgenommen werden."),
]
NEUTRAL = [
    ("en", "education", "What changes on 1 January: the pension reform in five points."),
    ("en", "education", "The Act defines who may apply for legal aid and how."),
    ("en", "education", "Is the death penalty just? Pupils debate on Friday."),
    (
        "en",
        "event",
        "Lecture: whether prison sentences should be abolished, arguments from 1790 to today. All welcome.",
    ),
    ("en", "judgment", "The Court held that the pension law is unjust to widows and sets it aside."),
    ("en", "service-update", "Because of the strike the registry is closed. We regret the inconvenience."),
    ("en", "service-update", "Asylum appeals must be filed within 15 days. You should bring your identity card."),
    ("en", "service-update", "Tax cases: the ministry must reply within 30 days."),
    ("en", "statistics", "Bail was refused in 12% of applications in 2025, down from 15%."),
    ("en", "service-update", "The court's budget for 2027 was published today."),
    ("en", "vacancy", "We welcome applications from people of every background."),
    ("en", "correction", "The wrong fee was given in our post on the new law. We are sorry for the mistake."),
    ("fr", "education", "La réforme des retraites : ce qui change au tribunal le 1er janvier."),
    ("fr", "closure", "Grève : le greffe est fermé. Nous regrettons la gêne occasionnée."),
    ("fr", "education", "Comment demander l'aide juridictionnelle ? Le formulaire doit être signé."),
    ("es", "closure", "Huelga de transporte: lamentamos las molestias."),
    ("es", "education", "La nueva ley de vivienda, explicada artículo por artículo."),
    ("it", "event", "Convegno sulla riforma della giustizia: giovedì alle 15."),
    ("it", "service-update", "Gratuito patrocinio: la domanda deve essere depositata online."),
    ("pt", "education", "O que muda com a reforma tributária nos processos em curso."),
    ("pt", "closure", "Greve dos ônibus: prazos suspensos nesta quarta."),
    ("zh-Hans", "education", "危险驾驶罪量刑标准解读。"),
    ("zh-Hans", "service-update", "新法自1月1日起施行，立案材料应当一并更新。"),
    ("ar", "education", "قانون العمل الجديد: شرح مبسط لأهم المواد."),
    ("ru", "education", "Пенсионная реформа: что изменится в порядке подачи исков."),
    ("ru", "service-update", "Налоговый спор: жалобу нужно подать в течение месяца."),
    ("tr", "service-update", "Vergi davalarında dilekçe otuz gün içinde verilmelidir."),
    ("tr", "education", "Yeni yasa paketi neleri değiştiriyor? Sade bir özet."),
    ("de", "education", "Die Rentenreform und das Sozialgericht: Was sich ändert."),
]


@pytest.mark.parametrize(("language", "text"), OPINIONS, ids=lambda value: str(value)[:40])
def test_a_stance_on_what_the_law_should_be_is_a_question(language, text):
    rows = found(CODE, language, text)
    assert {row.severity for row in rows} == {Severity.JUSTIFY}
    assert {row.reason for row in rows} <= {"policy-verdict", "policy-stance"}


@pytest.mark.parametrize(("language", "kind", "text"), NEUTRAL, ids=lambda value: str(value)[:40])
def test_explaining_the_law_is_left_alone(language, kind, text):
    assert found(CODE, language, text, kind) == []


def test_the_span_holds_the_law_and_the_verdict():
    text = "The lists are online. This reform is unjust. See you tomorrow."
    assert words(text, found(CODE, "en", text)) == ["This reform is unjust"]


def test_what_others_argued_is_theirs_in_a_lesson_only():
    text = "The government argues that the pension reform is fair and the claimants say it is unjust."
    assert found(CODE, "en", text, "education") == []
    assert found(CODE, "en", text, "service-update")
