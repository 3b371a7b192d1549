import pytest

from approvals.domain.findings import Picture
from approvals.domain.severity import Severity

from .posts import found

UNREAD = [
    ("en", "This summary was written by ChatGPT and has not been checked."),
    ("en", "AI-generated translation, unreviewed."),
    ("fr", "Ce résumé, rédigé par l'IA, n'a pas été relu."),
    ("es", "Resumen elaborado con inteligencia artificial, sin revisión humana."),
    ("it", "Sintesi scritta con l'intelligenza artificiale. Nessuno l'ha ancora riletta: senza revisione."),
    ("pt", "Texto gerado por inteligência artificial, sem revisão."),
    ("de", "Diese Zusammenfassung hat eine KI erstellt; sie ist ungeprüft."),
    ("zh-Hans", "本摘要由人工智能生成，未经人工审核。"),
    ("ar", "هذا الملخص أعده الذكاء الاصطناعي دون مراجعة بشرية."),
    ("ru", "Перевод сделан нейросетью и никем не проверен."),
    ("tr", "Bu özet yapay zekâ ile hazırlandı, kontrol edilmedi."),
]
FINE = [
    ("en", "Machine translation, checked by the registry."),
    ("en", "Lawyers must not file texts that AI has written and nobody has checked."),
    ("en", "The form was not checked. The machine in the hall prints tickets."),
    ("fr", "Traduction automatique relue par le greffe."),
    ("es", "El acta se ha generado automáticamente y la ha revisado la secretaría."),
    ("zh-Hans", "法院启用人工智能导诉机器人。"),
    ("ru", "Не проверено: вход открыт автоматически."),
    ("de", "Die Tür öffnet sich automatisch."),
    ("tr", "Yapay zekâ ve hukuk konferansı yarın."),
]


@pytest.mark.parametrize(
    ("picture", "expected"),
    [
        (Picture("A hall.", is_synthetic=True), (Severity.JUSTIFY, "ai-unlabelled")),
        (Picture("A hall.", is_synthetic=True, people=("crowd",)), (Severity.JUSTIFY, "ai-unlabelled")),
        (Picture("A hall.", is_synthetic=True, people=("judge",)), (Severity.BLOCK, "ai-person")),
        (
            Picture("A hall.", is_synthetic=True, is_labelled=True, people=("court user",)),
            (Severity.BLOCK, "ai-person"),
        ),
        (Picture("A hall.", is_synthetic=True, people=("juge",), consent_recorded=True), (Severity.BLOCK, "ai-person")),
    ],
)
def test_a_made_picture(picture, expected):
    rows = found("ai-disclosure", "en", "Our new hall.", "event", pictures=(picture,))
    assert [(row.severity, row.reason) for row in rows] == [expected]


@pytest.mark.parametrize(
    "picture",
    [
        Picture("A hall."),
        Picture("A diagram.", is_synthetic=True, is_labelled=True),
        Picture("A drawing.", is_synthetic=True, is_labelled=True, people=("fictional judge",)),
        Picture("A judge.", people=("judge",), consent_recorded=True),
    ],
)
def test_a_photograph_or_a_labelled_drawing_is_left_alone(picture):
    assert found("ai-disclosure", "en", "Our new hall.", "event", pictures=(picture,)) == []


@pytest.mark.parametrize(("language", "text"), UNREAD, ids=lambda value: str(value)[:40])
def test_a_machines_text_that_nobody_read_is_a_question(language, text):
    assert [(r.severity, r.reason) for r in found("ai-disclosure", language, text)] == [(Severity.JUSTIFY, "ai-unread")]


@pytest.mark.parametrize(("language", "text"), FINE, ids=lambda value: str(value)[:40])
def test_machines_that_people_watch_are_left_alone(language, text):
    assert found("ai-disclosure", language, text) == []


def test_teaching_about_machines_is_left_alone():
    assert (
        found("ai-disclosure", "en", "An AI-written brief that was not checked cost the firm dear.", "education") == []
    )
