import pytest

from approvals.domain.findings import Context, MatterFacts, Party
from approvals.domain.severity import Severity

from .posts import NOW, found, words

CODE = "third-party-amplification"
PEOPLE = (
    Party("Odile Ravensworth", "claimant", handles=("@odile_ravensworth",)),
    Party("Мирон Златогорский", "истец"),
    Party("慕容清远", "原告"),
    Party("Ministry of Harbours", "defendant", handles=("@HarboursMinistry",)),
)
CONTEXT = Context(
    NOW,
    (MatterFacts("M7", "No. 26-811", "Ravensworth v Ministry of Harbours", parties=PEOPLE),),
    official_domains=("courts.example",),
    official_handles=("@NorvaleCourts",),
    allow_handles=("@HarboursMinistry", "@NorvaleLibrary"),
)
QUESTIONS = [
    ("en", "Great thread by @LegalGossip about courts.", "@LegalGossip"),
    ("en", "More by ＠LegalGossip today", "＠LegalGossip"),
    (
        "en",
        "Read what the Daily Herald says: https://dailyherald.example/opinion/courts",
        "https://dailyherald.example",
    ),
    ("en", "Please sign this petition for shorter trials.", "sign this petition for"),
    ("en", "Join the march for prison reform on Saturday!", "Join the march for"),
    ("en", "A good day. #MeToo", "#MeToo"),
    ("en", "#SaveOurCourts", "#SaveOurCourts"),
    ("en", "Worth reading: https://quillpress.example/a/7", "https://quillpress.example/a/7"),
    ("ru", "Советуем прочитать статью: https://zakonoved.example/7", "https://zakonoved.example/7"),
    ("fr", "Merci à @GazetteDuPalais92 pour l'article.", "@GazetteDuPalais92"),
    ("fr", "Partagez l'appel du collectif !", "Partagez l'appel du collectif"),
    ("fr", "Signez la pétition contre la réforme.", "Signez la pétition contre"),
    ("es", "Firme la petición para más jueces en change.org.", "Firme la petición para"),
    ("es", "#NiUnaMenos", "#NiUnaMenos"),
    ("it", "Partecipate alla manifestazione di sabato.", "Partecipate alla manifestazione"),
    ("it", "Bel post di @AvvocatiControTutti", "@AvvocatiControTutti"),
    ("pt", "Assinem o abaixo-assinado pela reforma.", "Assinem o abaixo-assinado"),
    ("de", "Dank an @RechtsBlogger.", "@RechtsBlogger"),
    ("zh-Hans", "请转发这封公开信，支持他们的抗议。", "请转发这封公开信"),
    ("zh-Hans", "推荐@法律八卦先生 的文章", "@法律八卦先生"),
    ("ar", "وقعوا العريضة من أجل القضاء.", "وقعوا العريضة"),
    ("ru", "Подпишите петицию за новых судей.", "Подпишите петицию"),
    ("ru", "Читайте @SudSkandal", "@SudSkandal"),
    ("tr", "İmza kampanyasına destek olun.", "İmza kampanyasına destek olun"),
]
SIDES = [
    ("en", "#JusticeForOdile", "#JusticeForOdile"),
    ("en", "Hearing on Monday #FreeHimNow", "#FreeHimNow"),
    ("en", "Room 4 at 2 pm. #RavensworthTrial", "#RavensworthTrial"),
    ("en", "#OdileRavensworth at 2 pm", "#OdileRavensworth"),
    ("en", "#IStandWithTenants", "#IStandWithTenants"),
    ("fr", "#JusticePourOdile", "#JusticePourOdile"),
    ("es", "#JusticiaParaOdile", "#JusticiaParaOdile"),
    ("es", "#YoTeCreo", "#YoTeCreo"),
    ("it", "#GiustiziaPerOdile", "#GiustiziaPerOdile"),
    ("pt", "#JustiçaPorOdile", "#JustiçaPorOdile"),
    ("de", "#GerechtigkeitFürOdile", "#GerechtigkeitFürOdile"),
    ("zh-Hans", "#还慕容清远公道#", "#还慕容清远公道"),
    ("ar", "#العدالة_لأوديل", "#العدالة_لأوديل"),
    ("ar", "#كلنا_أوديل", "#كلنا_أوديل"),
    ("ru", "#СправедливостьДляМирона", "#СправедливостьДляМирона"),
    ("ru", "#МиронЗлатогорский: зал 4", "#МиронЗлатогорский"),
    ("tr", "#OdileİçinAdalet", "#OdileİçinAdalet"),
]
LEFT_ALONE = [
    ("en", "#OpenJusticeDay with @NorvaleLibrary and @HarboursMinistry"),
    ("en", "#JusticeForAll #AccessToJustice #FreeEntry #LiveNow #SaveTheDate"),
    ("en", "Storm warnings: https://weather.gov.example and https://www.police.example/alerts"),
    ("en", "Watch the hearing: https://www.youtube.com/watch?v=abc123"),
    ("en", "Forms: https://courts.example/forms or registry@courts.example"),
    ("en", "The building is closed because of the demonstration on Mill Lane. Join online."),
    ("en", "The strike delays trains: jurors, please set off early."),
    ("en", "Petitions for leave are heard on Mondays."),
    ("en", "Share your feedback on the open day."),
    ("en", "Donate blood in the lobby on Friday."),
    ("de", "Der Fahrplan steht unter https://linie7.example/plan."),
    ("ru", "Расписание автобусов: https://linia7.example/5."),
    ("fr", "En raison de la manifestation, l'entrée nord est fermée."),
    ("fr", "#JournéeDuDroit #PortesOuvertes"),
    ("es", "#JusticiaParaTodos"),
    ("es", "Por la huelga de trenes habrá retrasos."),
    ("it", "Sciopero dei treni: possibili ritardi. #IngressoLibero"),
    ("pt", "#EntradaLivre #JustiçaParaTodos"),
    ("de", "Wegen der Demonstration ist der Eingang geschlossen."),
    ("zh-Hans", "#什么是无罪推定# 一图读懂 #反对家庭暴力#"),
    ("ar", "#العدالة_للجميع #يوم_مفتوح"),
    ("ru", "#ДеньОткрытыхДверей #НетКоррупции"),
    ("tr", "#HayırlıBayramlar #HerkeseAdalet"),
]


@pytest.mark.parametrize(("language", "text", "marked"), QUESTIONS, ids=lambda value: str(value)[:40])
def test_a_voice_outside_the_lists_is_a_question(language, text, marked):
    rows = found(CODE, language, text, context=CONTEXT)
    assert {row.severity for row in rows} == {Severity.JUSTIFY}
    assert any(written.startswith(marked) for written in words(text, rows))


@pytest.mark.parametrize(("language", "text", "marked"), SIDES, ids=lambda value: str(value)[:40])
def test_a_hashtag_that_takes_a_side_or_names_a_party_is_a_block(language, text, marked):
    rows = found(CODE, language, text, context=CONTEXT)
    assert {(row.severity, row.reason) for row in rows} == {(Severity.BLOCK, "amplify-side")}
    assert words(text, rows) == [marked]


@pytest.mark.parametrize(("language", "text"), LEFT_ALONE, ids=lambda value: str(value)[:40])
def test_allowed_handles_public_bodies_and_plain_hashtags_are_left_alone(language, text):
    assert found(CODE, language, text, context=CONTEXT) == []


def test_a_repost_of_an_account_outside_the_lists_is_a_question():
    rows = found(CODE, "en", "Well said.", "repost", CONTEXT, repost_of="@LegalGossip")
    assert [(row.reason, row.severity, row.span) for row in rows] == [("amplify-repost", Severity.JUSTIFY, None)]


def test_a_repost_of_an_allowed_account_is_none():
    assert found(CODE, "en", "New hours.", "repost", CONTEXT, repost_of="norvalelibrary") == []


def test_the_account_that_is_answered_may_be_named():
    text = "@somebody You can find the forms on our website."
    assert found(CODE, "en", text, "reply", CONTEXT, reply_to="@somebody") == []


def test_a_warning_may_name_the_false_account():
    assert found(CODE, "en", "@NorvaleC0urts is not ours.", "scam-warning", CONTEXT) == []
