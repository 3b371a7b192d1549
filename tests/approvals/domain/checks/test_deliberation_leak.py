from dataclasses import replace

import pytest

from approvals.domain.findings import Picture
from approvals.domain.severity import Severity

from .cases import EMBARGOED, PENDING, context
from .innocent import INNOCENT
from .posts import found, words

LEAKED = [
    ("en", "Word from chambers: the three judges are leaning towards the tenants."),
    ("en", "Our judges are still split after two hours behind closed doors."),
    ("en", "Here is page 3 of the draft judgment."),
    ("en", "Justice Amory wants to dismiss but her two colleagues are not convinced yet. No. 26-810."),
    ("en", "Straw poll in the judges' conference: four to one."),
    ("fr", "Délibéré tendu ce matin : deux juges contre un, pour l'instant."),
    ("fr", "La rapporteure propose la cassation, la présidente hésite encore."),
    ("fr", "Voici un extrait du projet d'arrêt."),
    ("es", "La ponente propone estimar y los otros dos magistrados dudan."),
    ("es", "Tensión en la deliberación: la sala está dividida."),
    ("es", "Adjuntamos el borrador de la sentencia."),
    ("it", "Il relatore propende per l'accoglimento, il collegio è spaccato."),
    ("it", "Ecco la bozza della sentenza."),
    ("pt", "Nos bastidores, os ministros estão divididos: dois votos a um, por enquanto."),
    ("pt", "A minuta do voto já circula entre os desembargadores."),
    ("zh-Hans", "合议庭评议时分歧很大，目前二比一。"),
    ("zh-Hans", "判决书草稿第三页先给大家看看。"),
    ("zh-Hans", "承办法官倾向改判，审判长还在犹豫。"),
    ("ar", "انقسم القضاة أثناء المداولة: اثنان ضد واحد حتى الآن."),
    ("ar", "هذه صفحة من مسودة الحكم."),
    ("ru", "В совещательной комнате жарко: двое против одного, пока."),
    ("ru", "Публикуем страницу проекта решения."),
    ("ru", "Судья-докладчик предлагает отказать, остальные колеблются."),
    ("tr", "Heyet ikiye bölündü: şimdilik ikiye bir."),
    ("tr", "Karar taslağının üçüncü sayfası burada."),
    ("tr", "Müzakerede sesler yükseldi, üyeler anlaşamadı."),
    ("de", "Im Beratungszimmer ging es hoch her: zwei gegen einen, bislang."),
    ("de", "Anbei der Urteilsentwurf."),
    ("en", "Word from the corridor on State v Harbottle: the first vote was split."),
    ("en", "No. 26-810: two for allowing, the third judge is still thinking."),
    ("en", "State v Harbottle: Lady Amory is redrafting."),
    ("fr", "Affaire Delombre : bruits de couloir, deux pour la relaxe et la troisième hésite."),
    ("es", "Caso Arteche: dos por absolver, la tercera magistrada duda."),
    ("it", "Procedimento Sforzini: due per l'assoluzione, il terzo giudice ci pensa."),
    ("pt", "Caso Carrascosa: dois para absolver, o terceiro ainda pensa."),
    ("de", "Strafsache Ziegenhals: zwei für den Freispruch, die dritte Richterin zögert."),
    ("zh-Hans", "闻人牧之案：首轮表决打平，第三位法官还在犹豫。"),
    ("ar", "قضية الصقيري: همس من الممرات، التصويت الأول منقسم."),
    ("ru", "Из совещательной комнаты по делу Тумановского: двое за оправдание, третий думает."),
    ("tr", "Kavaklıoğlu davası: ilk oylama berabere, üçüncü üye hâlâ düşünüyor."),
    ("en", "No. 26-810: it is three to two at the moment, and one of them may still switch."),
    ("en", "State v Harbottle: the bench could not agree over lunch."),
    ("fr", "Affaire Delombre : les juges ne sont pas d'accord entre eux."),
    ("es", "Caso Arteche: los magistrados no se ponen de acuerdo."),
    ("it", "Procedimento Sforzini: i giudici non trovano un accordo."),
    ("pt", "Caso Carrascosa: os juízes não chegam a um acordo."),
    ("de", "Strafsache Ziegenhals: Die Richter sind sich nicht einig."),
    ("zh-Hans", "闻人牧之案：几位法官吵了一下午，还没统一意见。"),
    ("ar", "قضية الصقيري: القضاة لم يتفقوا بعد."),
    ("ru", "Дело Тумановского: судьи никак не договорятся."),
    ("tr", "Kavaklıoğlu davası: hâkimler bir türlü anlaşamıyor."),
]
EXPLAINED = [
    ("en", "education", "How judges deliberate: a short guide. Deliberations are secret."),
    ("en", "service-update", "After deliberating, the court will publish its judgment here."),
    ("en", "service-update", "The draft budget of the judiciary is open for consultation until Friday."),
    ("en", "service-update", "Conference room 3 is closed for repairs."),
    ("fr", "service-update", "L'affaire est mise en délibéré au 12 janvier."),
    ("fr", "service-update", "Le délibéré est prorogé sine die."),
    ("es", "service-update", "El asunto queda visto para sentencia tras la deliberación."),
    ("es", "education", "¿Por qué son secretas las deliberaciones?"),
    ("it", "hearing-list", "Camera di consiglio del 3 dicembre: ruolo delle cause."),
    ("it", "service-update", "La Corte si riunisce in camera di consiglio giovedì alle 10."),
    ("pt", "education", "Como votam os jurados na sala secreta?"),
    ("zh-Hans", "hearing-list", "本案由三名法官组成合议庭，周四开庭。"),
    ("ar", "service-update", "حجزت المحكمة القضية للحكم بعد المداولة."),
    ("ru", "service-update", "Суд удалился в совещательную комнату, решение огласят в пятницу."),
    ("tr", "education", "Müzakere nasıl yapılır, oylar neden gizlidir?"),
    ("de", "service-update", "Die Rechtsberatungsstelle ist heute geöffnet."),
    ("en", "service-update", "State v Harbottle is listed tomorrow. Our team is rewriting the visitor guide."),
    ("en", "event", "The first vote was close: the children chose the owl as our mascot."),
    ("en", "service-update", "Word from the corridor: the coffee machine works again."),
    ("fr", "service-update", "Deux files pour l'affaire Delombre, la troisième reste fermée."),
    ("ru", "service-update", "Суд вернулся из совещательной комнаты и огласил решение."),
    ("tr", "service-update", "Kavaklıoğlu davası yarın. Ziyaretçi rehberi yeniden yazıldı."),
    ("zh-Hans", "event", "绘画比赛首轮投票今晚截止。"),
]


@pytest.mark.parametrize(("language", "text"), LEAKED, ids=lambda value: str(value)[:40])
def test_what_went_on_among_the_judges_is_blocked(language, text):
    rows = found("deliberation-leak", language, text, context=context(PENDING[language]))
    assert rows
    assert {row.severity for row in rows} == {Severity.BLOCK}


@pytest.mark.parametrize(("language", "kind", "text"), EXPLAINED + INNOCENT, ids=lambda value: str(value)[:40])
def test_how_courts_deliberate_may_be_told(language, kind, text):
    assert found("deliberation-leak", language, text, kind, context(PENDING[language])) == []


def test_a_vote_is_a_leak_while_the_matter_is_undecided_only():
    text = "State v Harbottle: Lady Amory dissents."
    matter = PENDING["en"]
    assert {row.reason for row in found("deliberation-leak", "en", text, context=context(matter))} == {"vote-early"}
    published = replace(matter, status="handed-down")
    assert found("deliberation-leak", "en", text, "judgment", context(published)) == []


def test_an_attachment_that_says_that_it_is_a_draft_is_blocked():
    draft = {"pictures": (Picture(alt="Draft judgment, page 3"),)}
    rows = found("deliberation-leak", "en", "Coming soon.", context=context(EMBARGOED["en"]), **draft)
    assert {(row.reason, row.severity) for row in rows} == {("draft-attached", Severity.BLOCK)}


def test_the_span_is_what_leaks():
    text = "The panel is split. Doors open at nine."
    assert words(text, found("deliberation-leak", "en", text)) == ["The panel is split"]


def test_a_poll_on_what_the_jury_will_believe_is_a_view_of_the_case_and_no_leak():
    text = "Poll of the day: will the jury believe the widow in State v Harbottle?"
    assert found("deliberation-leak", "en", text, context=context(PENDING["en"])) == []
    assert found("merits-comment", "en", text, context=context(PENDING["en"]))
