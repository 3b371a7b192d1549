import pytest

from approvals.domain.findings import Context
from approvals.domain.severity import Severity

from .posts import NOW, found, words

CODE = "reply-debate"
PERSON = {"reply_to": "@rowan.tilly"}
ARGUED = [
    ("en", "That is simply not true."),
    ("en", "You clearly haven't read the ruling."),
    ("en", "With respect, you are mistaken: the form is on our website."),
    ("fr", "C'est faux, et vous n'avez rien compris au jugement."),
    ("fr", "Comme nous l'avons déjà dit, relisez bien la page 4."),
    ("es", "Eso no es cierto y usted se equivoca."),
    ("it", "Non è vero, si informi prima di scrivere."),
    ("pt", "Isso é mentira. Você não leu o acórdão."),
    ("zh-Hans", "您误解了，我们已经解释过。"),
    ("ar", "هذا غير صحيح، أنت لم تقرأ الحكم."),
    ("ru", "Это неправда, вы просто не читали решение."),
    ("tr", "Bu doğru değil, yanılıyorsunuz."),
    ("de", "Das ist schlicht falsch."),
]
BEYOND = [
    ("en", "Your daughter will be heard by a kind judge, so sleep well."),
    ("fr", "Votre affaire avance bien et sera jugée avec soin."),
    ("es", "Su causa tiene mucho futuro."),
    ("ru", "Ваше дело интересное, следим вместе."),
    ("zh-Hans", "这件事大家都很关心。"),
    ("tr", "Davanız güzel ilerliyor."),
]
POINTERS = [
    ("en", "You can find the form here: https://courts.example/forms/7"),
    ("en", "Hello! The registry opens at 9:00 and is on the first floor. Kind regards."),
    ("en", "Thank you. We cannot comment on individual cases. Complaints form: https://courts.example/complaints"),
    ("en", "@rowan.tilly Sorry about that. The link now works."),
    ("fr", "Bonjour, le formulaire est disponible au greffe et en ligne."),
    ("fr", "Merci. Nous ne pouvons pas commenter une affaire en cours."),
    ("es", "Gracias. El horario es de 9:00 a 14:00 en la oficina de atención."),
    ("it", "Buongiorno, il modulo si trova qui: https://courts.example/moduli"),
    ("pt", "Olá! O balcão de atendimento abre às 12h. Obrigado."),
    ("zh-Hans", "您好，请在诉讼服务大厅一号窗口办理，咨询电话12368。"),
    ("ar", "شكرا لكم. النموذج متاح على موقع المحكمة."),
    ("ru", "Здравствуйте! Бланк на сайте, приёмная работает с 9:00."),
    ("tr", "Merhaba, formu ön bürodan alabilirsiniz. Teşekkürler."),
    ("de", "Guten Tag, das Formular finden Sie auf unserer Seite."),
]
NO_DEBATE = [
    ("en", "correction", "Correction: room 5. That is not true of Friday's list, which stands."),
    ("en", "service-update", "A message says that the court closes in May. That is not true."),
    ("en", "education", 'Why "read it again" is good advice before you sign.'),
    ("fr", "service-update", "Non, le greffe ne ferme pas : c'est faux."),
    ("ru", "service-update", "Это неправда: суд работает как обычно."),
    ("zh-Hans", "service-update", "网传停止立案，这不是事实。"),
]


@pytest.mark.parametrize(("language", "text"), ARGUED, ids=lambda value: str(value)[:40])
def test_arguing_in_an_answer_is_a_question(language, text):
    rows = found(CODE, language, text, "reply", **PERSON)
    assert {(row.severity, row.reason) for row in rows} == {(Severity.JUSTIFY, "reply-argues")}


@pytest.mark.parametrize(("language", "text"), BEYOND, ids=lambda value: str(value)[:40])
def test_an_answer_that_does_more_than_point_is_a_question(language, text):
    rows = found(CODE, language, text, "reply", **PERSON)
    assert {(row.severity, row.reason) for row in rows} == {(Severity.JUSTIFY, "reply-beyond-pointer")}


@pytest.mark.parametrize(("language", "text"), POINTERS, ids=lambda value: str(value)[:40])
def test_a_pointer_is_left_alone(language, text):
    assert found(CODE, language, text, "reply", **PERSON) == []


@pytest.mark.parametrize(("language", "kind", "text"), NO_DEBATE, ids=lambda value: str(value)[:40])
def test_a_correction_is_no_debate(language, kind, text):
    assert found(CODE, language, text, kind) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Do your homework before you write to us."),
        ("ru", "Учите матчасть."),
        ("es", "Infórmese antes de opinar."),
    ],
)
def test_talking_down_needs_no_one_to_answer(language, text):
    assert [row.reason for row in found(CODE, language, text)] == ["reply-argues"]


@pytest.mark.parametrize("names", [{"official_handles": ("@Rowan.Tilly",)}, {"allow_handles": ("rowan.tilly",)}])
def test_an_answer_to_a_public_body_is_free(names):
    text = "We look forward to the joint evening."
    assert found(CODE, "en", text, "reply", Context(NOW, **names), **PERSON) == []


def test_a_post_that_is_passed_on_may_be_commented_but_not_disputed():
    assert found(CODE, "en", "A useful evening for young lawyers.", "repost", repost_of="@rowan.tilly") == []
    assert found(CODE, "en", "That is simply untrue.", "repost", repost_of="@rowan.tilly")


def test_the_span_is_the_sentence_that_goes_beyond():
    text = "Hello. Your case will go well. The form is here."
    assert words(text, found(CODE, "en", text, "reply", **PERSON)) == ["Your case will go well."]
