import pytest

from approvals.domain.severity import Severity

from .posts import found, words

OFFERED = [
    (
        "en",
        "Log in to the e-filing portal with your social profile.",
        "Log in to the e-filing portal with your social profile",
    ),
    ("en", "Use Facebook to sign in to your case file.", "Facebook to sign in"),
    ("fr", "Connectez-vous au portail avec votre compte de réseau social.", None),
    ("es", "Inicie sesión en el portal con su cuenta de Google.", None),
    ("it", "Accedi al portale con il tuo profilo social.", None),
    ("pt", "Entre no portal com a sua conta do Facebook.", None),
    ("zh-Hans", "现可使用微信账号登录诉讼服务平台。", None),
    ("ar", "يمكنكم تسجيل الدخول إلى بوابة المحكمة بحساب فيسبوك.", None),
    ("ru", "Войти на портал суда можно через соцсети.", None),
    ("tr", "Portala sosyal medya hesabınızla giriş yapabilirsiniz.", None),
    ("de", "Melden Sie sich im Portal mit Ihrem Facebook-Konto an.", None),
]
LEFT_ALONE = [
    ("en", "Follow us on Facebook and Instagram."),
    ("en", "Log in to the portal with your national e-ID."),
    ("en", "We will never ask you to log in to the portal with Facebook."),
    ("fr", "Suivez-nous sur les réseaux sociaux."),
    ("fr", "Connectez-vous au portail avec votre identité numérique nationale."),
    ("es", "No inicie sesión en el portal con Google: use su certificado."),
    ("zh-Hans", "欢迎关注本院微信公众号。"),
    ("ru", "Мы есть в соцсетях: подписывайтесь."),
    ("tr", "Bizi sosyal medyada takip edin."),
]


@pytest.mark.parametrize(("language", "text", "marked"), OFFERED, ids=lambda value: str(value)[:40])
def test_an_offer_to_enter_with_a_social_profile_is_a_question(language, text, marked):
    rows = found("social-login", language, text)
    assert {(row.severity, row.reason) for row in rows} == {(Severity.JUSTIFY, "social-login")}
    assert marked is None or words(text, rows) == [marked]


@pytest.mark.parametrize(("language", "text"), LEFT_ALONE, ids=lambda value: str(value)[:40])
def test_networks_and_doors_of_their_own_are_left_alone(language, text):
    assert found("social-login", language, text) == []
