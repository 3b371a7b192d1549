import pytest

from approvals.domain.fold import fold
from approvals.domain.tongues import base, reads_as, tongues


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The registry is open at nine, and you will find the forms on the table."),
        ("fr", "Le greffe est ouvert dans la matinée et vous trouverez les formulaires sur la table."),
        ("es", "El registro está abierto por la mañana y los formularios se encuentran en la mesa."),
        ("it", "La cancelleria è aperta e i moduli sono disponibili nella sala con il personale che aiuta."),
        ("pt", "O cartório está aberto e os formulários ficam na mesa, não na recepção."),
        ("de", "Die Geschäftsstelle ist geöffnet und die Formulare liegen auf dem Tisch."),
        ("tr", "Kalem açık ve formlar masada; lütfen bir kimlik ile gelin."),
        ("zh", "立案大厅今日开放。"),
        ("ru", "Канцелярия открыта."),
        ("ar", "قلم المحكمة مفتوح."),
        ("ko", "법원은 열려 있습니다."),
    ],
)
def test_a_text_tells_its_language_whatever_it_declares(language, text):
    assert language in tongues(fold(text).text)
    assert {language, "hr"} <= tongues(fold(text).text, "hr")


def test_a_text_in_two_languages_has_both():
    assert {"en", "fr"} <= tongues(fold("The court is open to you. Le palais est ouvert et vous attend.").text)


def test_a_text_without_words_has_what_it_declares():
    assert tongues(fold("10:30, 4").text, "zh-Hans") == {"zh"}
    assert base("pt-BR") == "pt"


def test_a_letter_by_itself_marks_a_language_once():
    text = "a portrait of lady orla benskirk hearing a case, made with a picture generator."
    assert reads_as(text, "en") == ""
    assert "pt" not in tongues(text, "en")
