import pytest

from approvals.domain.findings import Picture
from approvals.domain.severity import Severity

from .posts import found

ASKED = [
    (Picture("A hall.", people=("court user",)), "consent-missing"),
    (Picture("A hall.", people=("children",)), "consent-missing"),
    (Picture("A hall.", people=("staff", "crowd")), "consent-missing"),
    (Picture("A hall.", people=("judge",)), "consent-missing"),
    (Picture("A hall.", people=("member of the public",)), "consent-missing"),
    (Picture("A hall.", people=("courtroom staff",)), "consent-missing"),
    (Picture("A hall.", people=("students",)), "consent-missing"),
    (Picture("A hall.", people=("jurors",), consent_recorded=True), "consent-never"),
    (Picture("A hall.", people=("witness",)), "consent-never"),
    (Picture("A hall.", people=("computer screen",), consent_recorded=True), "consent-never"),
    (Picture("A hall.", people=("case papers",)), "consent-never"),
    (Picture("Зал.", people=("присяжные",)), "consent-never"),
    (Picture("法庭。", people=("证人",)), "consent-never"),
    (Picture("A hall.", people_unsaid=True), "people-unsaid"),
    (Picture("Two young children wave from the dock."), "consent-alt"),
    (Picture("La víctima sale del juzgado."), "consent-alt"),
    (Picture("两名孩子在法院门口。"), "consent-alt"),
    (Picture("Ein Zeuge steht im Flur."), "consent-alt"),
]
SHOWN = [
    Picture("The empty jury box."),
    Picture("The witness box and the bench.", people=()),
    Picture("A hall.", people=("crowd",)),
    Picture("A hall.", people=("nobody",)),
    Picture("A hall.", people=("a statue of Justice",)),
    Picture("A hall.", people=("court user",), consent_recorded=True),
    Picture("A hall.", people=("children",), consent_recorded=True),
    Picture("A child draws.", consent_recorded=True),
    Picture("Children's drawings on a wall."),
    Picture("La façade du palais de justice."),
    Picture("空荡荡的法庭，证人席无人。"),
    Picture("Зал суда, пустые скамьи."),
]


@pytest.mark.parametrize(("picture", "reason"), ASKED, ids=lambda value: str(value)[-40:])
def test_people_without_consent_are_a_question(picture, reason):
    language = (
        "zh-Hans"
        if picture.alt[0] >= "一"
        else "es"
        if "La v" in picture.alt
        else "de"
        if "Zeu" in picture.alt
        else "en"
    )
    rows = found("image-consent", language, "News.", pictures=(picture,))
    assert [(row.severity, row.reason, row.span) for row in rows] == [(Severity.JUSTIFY, reason, None)]


@pytest.mark.parametrize("picture", SHOWN, ids=lambda value: str(value)[:50])
@pytest.mark.parametrize("language", ["en", "fr", "zh-Hans", "ru"])
def test_nobody_to_ask_is_no_question(picture, language):
    assert found("image-consent", language, "News.", pictures=(picture,)) == []


@pytest.mark.parametrize("kind", ["appointment", "event"])
def test_judges_in_a_public_ceremony_may_be_shown(kind):
    assert (
        found("image-consent", "en", "The oath.", kind, pictures=(Picture("The oath.", people=("magistrates",)),)) == []
    )


def test_each_picture_is_a_question_of_its_own():
    pictures = (Picture("A.", people=("staff",)), Picture("B."), Picture("C.", people=("child",)))
    rows = found("image-consent", "en", "News.", pictures=pictures)
    assert [row.params["number"] for row in rows] == ["1", "3"]
    assert len({row.about for row in rows}) == 2
