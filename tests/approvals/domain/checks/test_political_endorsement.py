import pytest

from approvals.domain.severity import Severity

from .posts import found, words

CODE = "political-endorsement"
SIDES = [
    ("en", "Congratulations to our new mayor, Hettie Brack! We look forward to working together.", "congratulation"),
    ("en", "Well done, Governor-elect Sholto Vane. The better side won.", "congratulation"),
    ("en", "Congratulations! Senator Prue Ashdown has won a second term.", "congratulation"),
    ("en", "What a night. We are thrilled by Councillor Dace's re-election.", "congratulation"),
    ("en", "Vote for Ivo Penhale on Sunday: he keeps our courts open.", "vote"),
    ("en", "Vote yes in Thursday's referendum.", "vote"),
    ("en", "Don't forget to vote against Proposition 12.", "vote"),
    ("en", "We support the Harbour Alliance Party and its plan for the courts.", "support"),
    ("en", "Only the Unity Party respects judges. They have our support.", "support"),
    ("en", "Senator Ashdown has always stood up for this court. She deserves your vote.", "support"),
    ("en", "The opposition is a disgrace and must lose this election.", "attack"),
    ("fr", "Toutes nos félicitations à la nouvelle maire de Brévalin, Solène Quinquis !", "congratulation"),
    ("fr", "Bravo au député Malo Kergrist pour sa réélection.", "congratulation"),
    ("fr", "Dimanche, votez non au référendum.", "vote"),
    ("fr", "Notre tribunal soutient la candidate Yseult Armangaud.", "support"),
    ("fr", "Le parti au pouvoir a trahi la justice : honte à lui.", "attack"),
    ("es", "¡Enhorabuena a la alcaldesa electa, Nerea Urbizu!", "congratulation"),
    ("es", "Felicitamos al diputado Lucio Barandica por su gran triunfo.", "congratulation"),
    ("es", "Este domingo vota sí.", "vote"),
    ("es", "Apoyamos a la candidata Olaya Ferrín: es la mejor opción para la justicia.", "support"),
    ("es", "El peor gobierno de la historia: el partido gobernante debe irse.", "attack"),
    ("it", "Congratulazioni al nuovo sindaco Nevio Tassan per la splendida vittoria.", "congratulation"),
    ("it", "Domenica votate no al referendum!", "vote"),
    ("it", "Il nostro tribunale sostiene la candidata Mirta Osellame.", "support"),
    ("pt", "Parabéns à vereadora Jussara Tavolaro pela reeleição!", "congratulation"),
    ("pt", "Vote em Anselmo Guaraná no domingo.", "vote"),
    ("pt", "O Partido Renovador sempre defendeu os juízes. Conte com o nosso apoio.", "support"),
    ("zh-Hans", "热烈祝贺岳仲霖先生当选市长！", "congratulation"),
    ("zh-Hans", "请大家投票支持三号候选人。", "vote"),
    ("zh-Hans", "我们坚决支持民主联合党的主张。", "support"),
    ("ar", "نهنئ رئيس البلدية المنتخب زاهر القلموني بفوزه الكبير.", "congratulation"),
    ("ar", "صوتوا بنعم في الاستفتاء يوم الأحد.", "vote"),
    ("ar", "ندعم مرشح حزب النهضة المدنية.", "support"),
    ("ru", "Поздравляем нового мэра Тихона Лагутина с победой на выборах!", "congratulation"),
    ("ru", "В воскресенье голосуйте за Лагутина.", "vote"),
    ("ru", "Мы поддерживаем партию «Северный союз».", "support"),
    ("tr", "Yeni belediye başkanımız Orkun Saygılı'yı tebrik ediyoruz.", "congratulation"),
    ("tr", "Pazar günü oyunuzu Saygılı'ya verin.", "vote"),
    ("tr", "Mahkememiz Yenilik Partisi'ni destekliyor.", "support"),
    ("de", "Herzlichen Glückwunsch an Bürgermeisterin Frauke Detlefsen zum Wahlsieg!", "congratulation"),
]
NO_SIDE = [
    ("en", "service-update", "Either party may appeal within 28 days."),
    ("en", "service-update", "The losing party pays the costs. We support parties without a lawyer."),
    ("en", "closure", "Polling day: the registry is closed on Thursday 26 November."),
    ("en", "judgment", "The Court dismisses the claim of the Unity Party against the Electoral Office."),
    ("en", "judgment", "The judges voted four to one to allow the appeal."),
    (
        "en",
        "service-update",
        "The certified results of Sunday's election: Hettie Brack, 41,002 votes; Ivo Penhale, 39,871.",
    ),
    ("en", "appointment", "Congratulations to Judge Wyn Ferrier, appointed by the Governor on Monday."),
    ("en", "appointment", "Congratulations to Justice Amory, elected president of the Court by her colleagues."),
    ("en", "vacancy", "Congratulations to the successful candidates of the interpreters' examination."),
    ("en", "event", "Vote for your favourite drawing in the school competition."),
    ("en", "event", "The mayor and the Minister of Justice will open the new building on Friday at 10:00."),
    ("en", "correction", "An unauthorised post supporting a candidate was removed. The court endorses no party."),
    ("en", "scam-warning", 'A fake account in our name says "vote for Ivo Penhale". Report it.'),
    ("en", "education", "How a disputed election reaches this court: a short guide."),
    ("en", "service-update", "Staff may take two hours off to vote on Sunday."),
    ("fr", "closure", "Chaque partie est prévenue par courrier. Le greffe soutient les parties sans avocat."),
    ("fr", "closure", "Élections municipales : l'accueil est fermé dimanche."),
    ("fr", "event", "Le maire et la ministre de la Justice visiteront le tribunal vendredi."),
    ("fr", "service-update", "Le train est parti : l'audience est décalée à 15 h."),
    ("fr", "appointment", "Félicitations à la juge Ondine Vasseur, nommée par le président de la République."),
    ("es", "service-update", "Las partes pueden recurrir en diez días."),
    ("es", "event", "Partido benéfico entre el juzgado y los bomberos: enhorabuena a los dos equipos."),
    ("es", "closure", "Por las elecciones, la sede cierra el domingo."),
    ("es", "service-update", "La junta electoral proclama diputada electa a Nerea Urbizu con 21.004 votos."),
    ("it", "service-update", "La parte che perde paga le spese. Il ricorso è partito ieri."),
    ("it", "event", "Votate il disegno più bello della mostra delle scuole."),
    ("pt", "service-update", "Qualquer das partes pode recorrer em quinze dias."),
    ("pt", "appointment", "Parabéns aos novos servidores, empossados pelo governador."),
    ("zh-Hans", "event", "机关党支部组织参观法院史展，祝贺获奖法官。"),
    ("zh-Hans", "service-update", "一方当事人可以在十五日内上诉。"),
    ("zh-Hans", "event", "请为最美法庭摄影作品投一票。"),
    ("ar", "service-update", "لكل طرف أن يطعن في الحكم خلال ثلاثين يوما."),
    ("ar", "closure", "تغلق المحكمة أبوابها يوم الانتخابات."),
    ("ru", "service-update", "Каждая сторона вправе обжаловать решение."),
    ("ru", "service-update", "Спор о партии товара: суд поддержал позицию истца."),
    ("ru", "vacancy", "Поздравляем кандидатов на должность судьи, сдавших экзамен."),
    ("ru", "closure", "В день выборов приёмная закрыта."),
    ("tr", "service-update", "Taraflardan her biri kararı temyiz edebilir."),
    ("tr", "closure", "Seçim günü ön büro kapalıdır."),
    ("de", "service-update", "Jede Partei kann Berufung einlegen. Wir unterstützen Parteien ohne Anwalt."),
]


@pytest.mark.parametrize(("language", "text", "how"), SIDES, ids=lambda value: str(value)[:40])
def test_taking_a_side_is_blocked(language, text, how):
    rows = found(CODE, language, text)
    assert {row.severity for row in rows} == {Severity.BLOCK}
    assert f"political-{how}" in {row.reason for row in rows}


@pytest.mark.parametrize(("language", "kind", "text"), NO_SIDE, ids=lambda value: str(value)[:40])
def test_litigants_elections_and_guests_are_left_alone(language, kind, text):
    assert found(CODE, language, text, kind) == []


def test_the_span_is_from_the_deed_to_its_target():
    text = "Doors open at nine. Congratulations to Mayor-elect Brack. Bring proof of address."
    assert words(text, found(CODE, "en", text)) == ["Congratulations to Mayor-elect"]


def test_a_side_is_found_in_the_text_of_a_picture():
    assert found(CODE, "en", "A sign that says: vote for Ivo Penhale", surface="alt:0")
