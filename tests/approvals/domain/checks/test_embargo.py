import pytest

from approvals.domain.findings import Context, MatterFacts, Party
from approvals.domain.severity import Severity

from .cases import EMBARGOED, WEDNESDAY, context
from .posts import NOW, found

TOLD = [
    ("en", "Stonecross Growers: the Court will side with the Board."),
    ("en", "Wednesday: Stonecross Growers, and spoiler alert, it's a yes."),
    ("en", "Party time at Stonecross Growers on Wednesday evening?"),
    ("en", "The Water Board had better find its chequebook before Wednesday (No. 25-770)."),
    ("fr", "Mercredi, la commune de Larroque va devoir sortir le chéquier face à la Société Aubépine."),
    ("fr", "La Société Aubépine a de quoi sourire avant mercredi."),
    ("fr", "n° 25-77.000 : c'est non."),
    ("es", "El miércoles la Junta se lleva un disgusto con la Cooperativa Almadraba."),
    ("es", "recurso 770/2025: la respuesta será sí."),
    ("es", "Cooperativa Almadraba seguirá pescando."),
    ("it", "Mercoledì brutte notizie per il Comune nella causa Cantieri Roverella."),
    ("it", "Cantieri Roverella potrà riprendere i lavori."),
    ("pt", "Quarta-feira será de festa para a Cerâmica Itapuã."),
    ("pt", "Cerâmica Itapuã vai receber o dinheiro de volta."),
    ("zh-Hans", "云岭茶业周三有惊喜。"),
    ("zh-Hans", "海关周三要认栽了：云岭茶业诉海关案。"),
    ("ar", "أخبار سيئة للبلدية يوم الأربعاء في قضية شركة نسيم البحر."),
    ("ar", "ستكسب شركة نسيم البحر قضيتها."),
    ("ru", "Минфину в среду не позавидуешь: Артель Заречье."),
    ("ru", "Артель Заречье получит свои деньги."),
    ("tr", "Bakanlık için çarşamba zor geçecek: Doruk Tarım."),
    ("tr", "Doruk Tarım parasını geri alıyor."),
    ("de", "Mühlengrund eG bekommt sein Geld zurück."),
    ("de", "Am Mittwoch gibt es lange Gesichter bei der Stadt: Mühlengrund eG."),
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
    ("en", "Coming tomorrow: Stonecross Growers fails. Set a reminder."),
    ("en", "Stonecross Growers triumphs. More on Wednesday."),
    ("fr", "À suivre mercredi : Société Aubépine l'emporte."),
    ("es", "El miércoles, Cooperativa Almadraba pierde. Pongan alarma."),
    ("it", "Mercoledì: Cantieri Roverella perde."),
    ("pt", "Na quarta: Cerâmica Itapuã fracassa."),
    ("de", "Am Mittwoch: Mühlengrund eG scheitert."),
    ("ru", "В среду: Артель Заречье проигрывает."),
    ("tr", "Çarşamba: Doruk Tarım kaybediyor."),
    ("ar", "الأربعاء: شركة نسيم البحر تخسر."),
    ("en", "Champagne on ice at Stonecross Growers for Wednesday."),
    ("en", "Stonecross Growers will not like Wednesday."),
    ("fr", "Mercredi sera un jour sombre pour la Société Aubépine."),
    ("es", "El miércoles será un gran día para Cooperativa Almadraba."),
    ("it", "Mercoledì brutte sorprese per Cantieri Roverella."),
    ("pt", "Na quarta, alívio para a Cerâmica Itapuã."),
    ("de", "Mittwoch wird ein schwarzer Tag für Mühlengrund eG."),
    ("zh-Hans", "周三云岭茶业恐怕要失望了。"),
    ("ar", "يوم الأربعاء يوم حزين لشركة نسيم البحر."),
    ("ru", "Для Артели Заречье среда станет чёрным днём."),
    ("tr", "Çarşamba Doruk Tarım için kara gün."),
]
NOTICES = [
    (
        "en",
        "handdown-notice",
        "Stonecross Growers v Water Board: judgment on Wednesday 25 November at 10:00, Court 1. "
        "The President will read a summary.",
    ),
    (
        "en",
        "handdown-notice",
        "On Wednesday the Court will give judgment in Stonecross Growers v Water Board. The "
        "judgment will appear on our website and a summary will go to journalists by e-mail.",
    ),
    (
        "en",
        "service-update",
        "Stonecross Growers v Water Board: the public may attend. Please arrive early; security "
        "will check bags. The doors will open at 9.",
    ),
    ("en", "service-update", "The hand-down in No. 25-770 moves from Court 1 to Court 2."),
    (
        "en",
        "service-update",
        "Stonecross Growers will be in Court 1 on Wednesday for the judgment in its appeal against the Board.",
    ),
    (
        "fr",
        "handdown-notice",
        "La cour rendra son arrêt Société Aubépine c/ Commune de Larroque mercredi à 10 h. Un "
        "communiqué paraîtra le même jour et l'audience sera filmée.",
    ),
    (
        "fr",
        "service-update",
        "L'affaire Société Aubépine sera appelée mercredi en salle 2 ; les avocats recevront la "
        "décision par voie électronique.",
    ),
    (
        "fr",
        "handdown-notice",
        "n° 25-77.000 : la décision sera mise en ligne mercredi après la lecture. La présidente "
        "répondra aux questions pratiques.",
    ),
    (
        "es",
        "handdown-notice",
        "La sentencia del asunto Cooperativa Almadraba c. Junta se conocerá el miércoles. El texto "
        "estará disponible en la web y se enviará nota de prensa.",
    ),
    (
        "es",
        "service-update",
        "recurso 770/2025: lectura del fallo el miércoles a las 12:00; los medios podrán acreditarse hasta el martes.",
    ),
    (
        "it",
        "handdown-notice",
        "Cantieri Roverella c. Comune: lettura del dispositivo mercoledì alle 10, aula 1. Il "
        "comunicato sarà disponibile sul sito e seguirà la motivazione.",
    ),
    (
        "pt",
        "handdown-notice",
        "Cerâmica Itapuã x Município: o acórdão será lido na quarta-feira, às 14h, com transmissão "
        "no site. O resumo ficará disponível depois da sessão.",
    ),
    (
        "zh-Hans",
        "handdown-notice",
        "本院定于周三上午十时对云岭茶业诉海关案公开宣判，判决书将于当日上网公布，欢迎预约旁听。",
    ),
    (
        "ar",
        "handdown-notice",
        "تصدر المحكمة حكمها في الدعوى رقم 7700 لسنة 2025 يوم الأربعاء، وسينشر ملخص الحكم على موقع "
        "المحكمة وستتاح نسخة للصحفيين.",
    ),
    (
        "ru",
        "handdown-notice",
        "Решение по делу А40-77000/2025 огласят в среду в 10:00; текст появится на сайте суда, "
        "журналисты получат пресс-релиз.",
    ),
    (
        "tr",
        "handdown-notice",
        "Doruk Tarım davasında karar çarşamba günü açıklanacak; özet internet sitemizde "
        "yayımlanacak ve basın bülteni dağıtılacak.",
    ),
    (
        "de",
        "handdown-notice",
        "Mühlengrund eG ./. Stadt: Das Urteil wird am Mittwoch verkündet und anschließend "
        "veröffentlicht. Die Presse erhält eine Mitteilung.",
    ),
    (
        "en",
        "service-update",
        "A water pipe burst near Stonecross Growers Road; the court entrance is on the other side.",
    ),
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


@pytest.mark.parametrize("text", ["On Wednesday Brin wins.", "Wednesday: #Brin wins, everybody goes home."])
def test_a_short_name_of_a_party_tells_who_wins(text):
    assert "outcome-early" in reasons(text)


@pytest.mark.parametrize("text", ["On Wednesday Sabrin wins.", "On Wednesday the team of Brinwick wins."])
def test_a_part_of_another_word_is_no_short_name(text):
    assert reasons(text) == []


def reasons(text):
    party = Party("Brin Fishing Company", forms=("Brin",))
    matter = MatterFacts("E1", "No. 25-771", status="embargoed", embargo_until=WEDNESDAY, parties=(party,))
    return [row.reason for row in found("embargo", "en", text, context=Context(NOW, (matter,)))]
