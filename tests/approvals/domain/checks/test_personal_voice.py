import pytest

from approvals.domain.severity import Severity

from .posts import found, words

CODE = "personal-voice"
PERSONS = [
    ("en", "In my view the new list is much clearer.", "opinion"),
    ("en", "I think that everyone should see our archive once.", "opinion"),
    ("en", "I am so proud of our moot team.", "opinion"),
    ("en", "Yesterday I sat with the interpreters and took notes.", "voice"),
    ("en", "My colleagues and the archive team opened the old safe.", "voice"),
    ("en", "Quick selfie from the bench before the list starts.", "selfie"),
    ("en", "The registry is closed on Friday. ^JT", "signature"),
    ("en", "The lists are online.\n— Tamsin", "signature"),
    ("fr", "À mon avis, cette salle est la plus belle.", "opinion"),
    ("fr", "Je crois que le public viendra nombreux.", "opinion"),
    ("fr", "Hier, j'ai visité les archives avec mes collègues.", "voice"),
    ("es", "Creo que esta sentencia es un ejemplo.", "opinion"),
    ("es", "Me encanta nuestra nueva sala.", "opinion"),
    ("it", "Secondo me la mostra vale la visita.", "opinion"),
    ("it", "Penso che sia una bella iniziativa.", "opinion"),
    ("pt", "Acho que o novo fórum ficou lindo.", "opinion"),
    ("pt", "Eu trabalho aqui há dez anos e gosto do balcão.", "voice"),
    ("zh-Hans", "我认为这次开放日办得很好。", "opinion"),
    ("zh-Hans", "我今天参加了模拟法庭，很有收获。", "voice"),
    ("ar", "في رأيي هذه القاعة هي الأجمل.", "opinion"),
    ("ar", "أعتقد أن المعرض يستحق الزيارة.", "opinion"),
    ("ru", "По-моему, выставка удалась.", "opinion"),
    ("ru", "Считаю, что зал стал удобнее.", "opinion"),
    ("tr", "Bence yeni salon çok güzel oldu.", "opinion"),
    ("tr", "Sergiyi gezmenizi öneriyorum, ben çok beğendim.", "voice"),
    ("de", "Ich finde, die Ausstellung ist gelungen.", "opinion"),
]
COURT = [
    ("en", "service-update", "We have moved. The registry is now at 14 Mill Lane."),
    ("en", "event", "'I was nervous,' said a juror after the tour."),
    ("en", "event", '"I think everyone should see it," a visitor wrote in the book.'),
    ("en", "service-update", "I am a juror: what happens now? Our guide tells you."),
    ("en", "service-update", "I have lost my summons. What should I do? See our page."),
    ("en", "hearing-list", "Chamber I will sit at 10:00; Part I was published on Monday."),
    ("en", "service-update", "Parties must attend personally or be served personally."),
    ("en", "service-update", "No selfies in the courtroom: taking pictures is an offence."),
    ("en", "education", "My rights in custody: what I can ask for, in plain words."),
    ("fr", "service-update", "Je suis victime, que faire ? La fiche du tribunal."),
    ("fr", "service-update", "Les parties comparaissent personnellement."),
    ("es", "service-update", "¿Puedo cambiar mi cita? Sí, en la sede."),
    ("es", "service-update", "Hay que comparecer personalmente."),
    ("it", "statistics", "Le domande sono molto aumentate: i giudici sono convinti del nuovo modulo."),
    ("pt", "education", "O capítulo VI da lei, explicado."),
    ("zh-Hans", "service-update", "请本人持身份证到场，我院开通“我要立案”栏目。"),
    ("zh-Hans", "education", "我国法院如何审理上诉案件。"),
    ("ar", "service-update", "إذا كنت شاهدا فاحضر شخصيا. أفضل وقت للزيارة صباحا."),
    ("ru", "event", "Свидетель видел, как открывали зал; «я волновалась», сказала присяжная."),
    ("tr", "service-update", "İsim ve yorum yazmanız gerekmez. Boşanmak istiyorum, ne yapmalıyım?"),
    ("de", "service-update", "Wie beantrage ich Beratungshilfe? Das Formular liegt hier."),
]


@pytest.mark.parametrize(("language", "text", "how"), PERSONS, ids=lambda value: str(value)[:40])
def test_a_person_who_speaks_is_a_question(language, text, how):
    rows = found(CODE, language, text)
    assert {row.severity for row in rows} == {Severity.JUSTIFY}
    assert f"personal-{how}" in {row.reason for row in rows}


@pytest.mark.parametrize(("language", "kind", "text"), COURT, ids=lambda value: str(value)[:40])
def test_the_court_readers_and_quoted_people_may_speak(language, kind, text):
    assert found(CODE, language, text, kind) == []


def test_the_span_is_the_mark_of_the_person():
    text = "The lists are online. In my opinion they are clear. See you."
    assert words(text, found(CODE, "en", text)) == ["In my opinion"]


def test_a_signature_is_shown_alone():
    text = "The lists are online.\n— Tamsin\n"
    assert words(text, found(CODE, "en", text)) == ["— Tamsin"]


def test_an_office_may_sign():
    assert found(CODE, "en", "The lists are online.\n— Harrowgate Registry") == []
