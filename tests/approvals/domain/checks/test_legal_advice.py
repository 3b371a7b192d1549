import pytest

from approvals.domain.severity import Severity

from .posts import found, words

GIVEN = [
    ("en", "reply", "You would win that one easily."),
    ("en", "reply", "You should definitely sue them for the deposit."),
    ("en", "reply", "Honestly, don't sign anything and take your landlord to court."),
    ("en", "reply", "From what you describe, the dismissal was unlawful."),
    ("en", "reply", "Your landlord cannot evict you over that."),
    ("en", "service-update", "Got a parking fine? Contest it right away, the judge will side with you."),
    ("en", "service-update", "Our advice: plead guilty and pay the fine, it costs less."),
    ("en", "education", "If you were dismissed while on leave, your claim is very strong."),
    ("fr", "reply", "Portez plainte sans attendre, votre dossier est solide."),
    ("fr", "reply", "À votre place, je contesterais cette amende : vous avez toutes les chances de gagner."),
    ("fr", "reply", "Ne signez rien, ce licenciement est abusif."),
    ("fr", "reply", "Dans votre cas, votre bailleur n'a pas le droit de garder la caution."),
    ("es", "reply", "Debería recurrir cuanto antes, tiene muchas posibilidades."),
    ("es", "reply", "Denúncielos ya, va a ganar."),
    ("es", "reply", "No firme nada: ese despido es nulo."),
    ("it", "reply", "Faccia subito ricorso, ha ottime possibilità di vincere."),
    ("it", "reply", "Le conviene accettare l'offerta, la causa è persa."),
    ("it", "reply", "Nel suo caso il licenziamento è illegittimo."),
    ("pt", "reply", "Entre com uma ação, você tem grandes chances de ganhar."),
    ("pt", "reply", "Recorra já, a sua causa está ganha."),
    ("pt", "reply", "Pelo que você conta, a sua demissão foi ilegal."),
    ("de", "reply", "Legen Sie unbedingt Berufung ein, Sie haben gute Chancen."),
    ("de", "reply", "Sie sollten klagen, Ihr Vermieter haftet."),
    ("zh-Hans", "reply", "您应该尽快上诉，胜诉的可能性很大。"),
    ("zh-Hans", "reply", "这种情况赶紧起诉公司，肯定能赢。"),
    ("zh-Hans", "reply", "根据您说的情况，房东必须赔偿。"),
    ("zh-Hans", "service-update", "别签字，直接去告他们！"),
    ("ar", "reply", "ننصحك برفع دعوى، وموقفك قوي جدا."),
    ("ar", "reply", "استأنف الحكم فوراً وستربح القضية."),
    ("ar", "reply", "لا توقع على شيء، فالفصل باطل."),
    ("ru", "reply", "Подавайте в суд, вы точно выиграете."),
    ("ru", "reply", "Вам нужно срочно обжаловать решение, шансы высокие."),
    ("ru", "reply", "Судя по вашему описанию, увольнение незаконно."),
    ("tr", "reply", "Hemen dava açın, kazanırsınız."),
    ("tr", "reply", "Mutlaka itiraz edin, mahkeme size hak verecektir."),
    ("tr", "reply", "Anlattıklarınıza göre fesih geçersiz."),
]
LEFT_ALONE = [
    ("en", "education", "How to appeal: a general guide for people without a lawyer."),
    ("en", "education", "A party who disagrees with a judgment may appeal within 21 days."),
    ("en", "reply", "We cannot say whether you should appeal. A lawyer or an advice centre can."),
    ("en", "reply", "We can't tell you if you have a good case."),
    ("en", "reply", "You can find the appeal forms here: https://courts.example/appeals"),
    ("en", "service-update", "File your appeal online or at counter 3 by Friday."),
    ("en", "scam-warning", "You should ignore the letter. Don't pay the fine it asks for: hang up and report it."),
    ("en", "vacancy", "You should apply now: you have a good chance to learn."),
    ("en", "judgment", "The Court told the company that it must pay the workers."),
    ("en", "education", "You have the right to an interpreter. It costs nothing."),
    ("en", "service-update", "If you have been called for jury service, you must reply within seven days."),
    ("en", "education", "Myth: “You will win if you shout loudest.” Fact: evidence decides."),
    ("en", "event", "Moot court final: which team will win? Come and see."),
    ("it", "event", "Chi vincerà la gara di retorica?"),
    ("pt", "service-update", "A cidade vai ganhar um novo tribunal."),
    ("fr", "education", "Comment faire appel : le guide."),
    ("fr", "reply", "Nous ne pouvons pas vous dire si vous avez des chances de gagner."),
    ("fr", "service-update", "Vous pouvez faire appel dans un délai d'un mois, auprès du greffe."),
    ("fr", "scam-warning", "Ne payez rien et portez plainte immédiatement."),
    ("es", "reply", "No podemos decirle si debe recurrir: consulte con un abogado."),
    ("es", "education", "Quien no esté conforme puede recurrir en el plazo de 20 días."),
    ("it", "reply", "Non possiamo dire se le conviene fare ricorso."),
    ("it", "education", "Per presentare ricorso serve il modulo 4."),
    ("pt", "reply", "Não podemos dizer se você tem chances de ganhar. Procure a Defensoria."),
    ("pt", "education", "Para recorrer, o prazo é de 15 dias."),
    ("de", "reply", "Ob Sie Berufung einlegen sollten, können wir nicht sagen."),
    ("zh-Hans", "education", "当事人不服判决的，可在十五日内提起上诉。"),
    ("zh-Hans", "reply", "法院不能告诉您能否胜诉，请咨询律师。"),
    ("zh-Hans", "scam-warning", "有人声称花钱就能打赢官司，请勿相信，立即报案。"),
    ("ar", "education", "يجوز لكل طرف أن يستأنف الحكم خلال ثلاثين يوما."),
    ("ar", "reply", "لا تستطيع المحكمة أن تقول هل ستكسب القضية."),
    ("ru", "education", "Решение можно обжаловать в течение месяца."),
    ("ru", "reply", "Суд не может сказать, есть ли у вас шансы выиграть дело."),
    ("tr", "education", "Taraflar karara karşı iki hafta içinde istinafa başvurabilir."),
    ("tr", "reply", "Davayı kazanıp kazanmayacağınızı söyleyemeyiz."),
]


@pytest.mark.parametrize(("language", "kind", "text"), GIVEN, ids=lambda value: str(value)[:40])
def test_advice_to_a_person_is_a_block(language, kind, text):
    rows = found("legal-advice", language, text, kind)
    assert rows
    assert {row.severity for row in rows} == {Severity.BLOCK}
    assert {row.reason for row in rows} <= {"legal-advice-prospect", "legal-advice-remedy", "legal-advice-rights"}


@pytest.mark.parametrize(("language", "kind", "text"), LEFT_ALONE, ids=lambda value: str(value)[:40])
def test_guides_and_refusals_to_advise_are_left_alone(language, kind, text):
    assert found("legal-advice", language, text, kind) == []


@pytest.mark.parametrize(
    ("text", "reason", "marked"),
    [
        ("You would win.", "legal-advice-prospect", "You would win"),
        ("You should sue them.", "legal-advice-remedy", "You should sue"),
        ("In your case, the fine was void.", "legal-advice-rights", "In your case, the fine was void"),
    ],
)
def test_the_words_that_advise_are_marked(text, reason, marked):
    rows = found("legal-advice", "en", text, "reply")
    assert [row.reason for row in rows] == [reason]
    assert words(text, rows) == [marked]
