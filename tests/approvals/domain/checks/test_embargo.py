import pytest

from approvals.domain.severity import Severity

from .cases import EMBARGOED, context
from .posts import found

TOLD = [
    ("en", "Champagne on ice at Stonecross Growers: see you on Wednesday!"),
    ("en", "Stonecross Growers can plant again from Wednesday."),
    ("en", "Wednesday's judgment in Stonecross Growers: three to two, and not the way you think."),
    ("en", "The Water Board will not enjoy Wednesday. Stonecross Growers will."),
    ("en", "No. 25-770: the licence comes back on Wednesday."),
    ("en", "A good day for the farmers is coming: tomorrow's appeal ruling will make them smile."),
    ("fr", "Mercredi, la Société Aubépine pourra sabrer le champagne."),
    ("fr", "La Société Aubépine récupérera son permis mercredi."),
    ("fr", "n° 25-77.000 : la commune devra payer."),
    ("fr", "Arrêt Société Aubépine mercredi : quatre voix contre trois."),
    ("es", "La Cooperativa Almadraba podrá respirar el miércoles."),
    ("es", "Cooperativa Almadraba: la Junta tendrá que devolver el dinero."),
    ("es", "El miércoles, varapalo para la Junta en el asunto de la Cooperativa Almadraba."),
    ("it", "Cantieri Roverella: mercoledì il Comune dovrà risarcire."),
    ("it", "Mercoledì si brinda ai Cantieri Roverella."),
    ("it", "Per Cantieri Roverella via libera ai lavori da mercoledì."),
    ("pt", "Cerâmica Itapuã pode comemorar na quarta."),
    ("pt", "Na quarta, o Município terá que indenizar a Cerâmica Itapuã."),
    ("pt", "Cerâmica Itapuã: vitória por 4 x 3 na quarta."),
    ("zh-Hans", "云岭茶业周三可以松一口气了。"),
    ("zh-Hans", "云岭茶业诉海关案：周三宣判，海关要退税了。"),
    ("zh-Hans", "（2025）云民终770号周三宣判，结果五比二。"),
    ("ar", "شركة نسيم البحر ستفرح يوم الأربعاء."),
    ("ar", "يوم الأربعاء ستدفع البلدية تعويضا لشركة نسيم البحر."),
    ("ru", "Артель Заречье в среду вздохнёт с облегчением."),
    ("ru", "А40-77000/2025: Минфину придётся вернуть деньги, решение в среду."),
    ("ru", "В среду у артели Заречье будет праздник."),
    ("tr", "Doruk Tarım çarşamba günü sevinecek."),
    ("tr", "2025/770 E.: Bakanlık çarşamba günü tazminat ödeyecek."),
    ("tr", "Doruk Tarım lehine karar çarşamba açıklanıyor."),
    ("de", "Am Mittwoch darf Mühlengrund eG aufatmen."),
    ("de", "Mühlengrund eG: Die Stadt muss ab Mittwoch zahlen."),
]
NOTICES = [
    (
        "en",
        "handdown-notice",
        "Judgment in Stonecross Growers v Water Board will be handed down on Wednesday at 10:00. "
        "It will be published here.",
    ),
    (
        "en",
        "service-update",
        "Wednesday: Stonecross Growers v Water Board, Court 1. The appeal asks whether the licence "
        "was lawful. Judgment at 10:00.",
    ),
    (
        "en",
        "livestream",
        "Watch the hand-down of Stonecross Growers v Water Board on Wednesday. You can collect a copy afterwards.",
    ),
    (
        "en",
        "handdown-notice",
        "The claim of Stonecross Growers was dismissed at first instance; judgment on the appeal "
        "is on Wednesday at 10:00.",
    ),
    (
        "en",
        "service-update",
        "Visitors for Stonecross Growers on Wednesday must register by Tuesday. Seats are limited; "
        "the doors open at 9:00.",
    ),
    (
        "fr",
        "handdown-notice",
        "L'arrêt Société Aubépine c/ Commune de Larroque (n° 25-77.000) sera rendu mercredi à 10 h, salle 1.",
    ),
    (
        "fr",
        "handdown-notice",
        "Société Aubépine : arrêt mercredi à 14 h. Les journalistes doivent s'accréditer avant mardi.",
    ),
    (
        "es",
        "handdown-notice",
        "El miércoles a las 10:00 se notificará la sentencia en el asunto Cooperativa Almadraba c. "
        "Junta (recurso 770/2025).",
    ),
    ("it", "handdown-notice", "La sentenza Cantieri Roverella c. Comune sarà depositata mercoledì alle 10."),
    (
        "pt",
        "handdown-notice",
        "O acórdão no caso Cerâmica Itapuã x Município será publicado na quarta, às 10h. Imprensa deve se credenciar.",
    ),
    ("zh-Hans", "handdown-notice", "云岭茶业诉海关案将于周三上午十时在第一法庭公开宣判，可以凭身份证旁听。"),
    (
        "ar",
        "handdown-notice",
        "النطق بالحكم في الدعوى رقم 7700 لسنة 2025 يوم الأربعاء الساعة العاشرة في القاعة الأولى.",
    ),
    (
        "ru",
        "handdown-notice",
        "Решение по делу А40-77000/2025 будет объявлено в среду в 10:00, зал 1. Вход по паспорту.",
    ),
    (
        "tr",
        "handdown-notice",
        "2025/770 E. sayılı dosyada karar çarşamba günü saat 10.00'da açıklanacak. Basın mensupları kayıt olabilir.",
    ),
    (
        "de",
        "handdown-notice",
        "Das Urteil Mühlengrund eG ./. Stadt (III ZR 770/25) wird am Mittwoch um 10 Uhr verkündet. "
        "Medien müssen sich anmelden.",
    ),
    ("en", "closure", "The registry is closed on Wednesday. Good news for night owls: the online portal stays open."),
    ("en", "event", "Good day out for families: the court open day is on Saturday."),
]


@pytest.mark.parametrize(("language", "text"), TOLD, ids=lambda value: str(value)[:40])
def test_a_result_told_by_what_it_means_or_who_is_glad_is_blocked(language, text):
    rows = found("embargo", language, text, context=context(EMBARGOED[language]))
    assert {row.severity for row in rows} == {Severity.BLOCK}
    assert {row.reason for row in rows} <= {"hint-early", "outcome-early", "outcome-foretold"}


@pytest.mark.parametrize(("language", "kind", "text"), NOTICES, ids=lambda value: str(value)[:40])
def test_notices_that_say_when_and_where_are_left_alone(language, kind, text):
    assert found("embargo", language, text, kind, context(EMBARGOED[language])) == []
