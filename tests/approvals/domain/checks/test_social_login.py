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
    ("en", "New: sign in with Google to see your hearing date.", None),
    ("en", "Just tap 'Continue with Facebook' to open your case file.", None),
    ("en", "Link your Instagram account to the e-filing portal and skip the password.", None),
    ("en", "You can now check your case using your TikTok login.", None),
    ("en", "Our portal accepts Apple ID and Facebook accounts.", None),
    ("en", "No more passwords: one click with your X account and you're in.", None),
    ("en", "Login via social media is now available for jurors.", None),
    ("en", "Register for e-filing through your LinkedIn profile.", None),
    ("fr", "Nouveau : connectez-vous avec Facebook pour suivre votre affaire.", None),
    ("fr", "Associez votre compte Google à votre dossier.", None),
    ("fr", "L'accès au portail se fait désormais via votre profil Instagram.", None),
    ("fr", "Identifiez-vous avec vos réseaux sociaux.", None),
    ("es", "Ahora puede entrar al portal con Facebook.", None),
    ("es", "Vincule su cuenta de Instagram a su expediente electrónico.", None),
    ("es", "Regístrese en la sede electrónica mediante su perfil de redes sociales.", None),
    ("es", "Acceso con redes sociales, ya disponible en el portal.", None),
    ("it", "Ora puoi entrare con Facebook nel portale dei servizi.", None),
    ("it", "Collega il tuo account Google al fascicolo.", None),
    ("it", "Per consultare la causa basta il login con Instagram.", None),
    ("pt", "Faça login com o Google para ver o seu processo.", None),
    ("pt", "Vincule o seu Instagram ao portal do tribunal.", None),
    ("pt", "Agora dá para acessar o processo pelo Facebook, sem senha.", None),
    ("de", "Melden Sie sich einfach mit Google an.", None),
    ("de", "Verknüpfen Sie Ihr Facebook-Profil mit dem Justizportal.", None),
    ("de", "Neu: Anmeldung über soziale Netzwerke im Portal.", None),
    ("zh-Hans", "绑定微信账号即可查询案件进度。", None),
    ("zh-Hans", "支持微博一键登录诉讼服务网。", None),
    ("zh-Hans", "用抖音账号登录，立案更方便。", None),
    ("zh-Hans", "可通过社交账号注册诉讼平台。", None),
    ("ar", "سجل الدخول بحساب جوجل لمتابعة قضيتك.", None),
    ("ar", "اربط حسابك على فيسبوك ببوابة المحكمة.", None),
    ("ar", "الدخول إلى البوابة عبر حسابات التواصل الاجتماعي متاح الآن.", None),
    ("ru", "Войдите через ВКонтакте, чтобы посмотреть дело.", None),
    ("ru", "Привяжите аккаунт Google к личному кабинету.", None),
    ("ru", "Авторизация на портале теперь доступна через соцсети.", None),
    ("ru", "Регистрируйтесь в сервисе с помощью профиля Одноклассников.", None),
    ("tr", "Google hesabınızla giriş yaparak dosyanızı görün.", None),
    ("tr", "Facebook profilinizi portala bağlayın.", None),
    ("tr", "Instagram ile giriş artık mümkün.", None),
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
    ("en", "Our livestream is on YouTube and Facebook; no account needed."),
    ("en", "You can watch on Facebook without logging in."),
    ("en", "Register for the open day. News on our Instagram account."),
    ("en", "The portal no longer accepts Google accounts: use the court card."),
    ("en", "Fake pages ask you to sign in with Facebook."),
    ("en", "Why our portal has no social login."),
    ("en", "Our X account has moved: follow @NorvaleCourts."),
    ("en", "Sign up for e-mail news about your case at the portal. We are on LinkedIn too."),
    ("en", "Jurors must not use social media. Sign in at the desk when you arrive."),
    ("en", "Join us on WhatsApp? No. The portal is the only way in."),
    ("en", "Documents in your case: log in with the court card. Share this post on Facebook."),
    ("fr", "Retrouvez-nous sur Facebook et Instagram. Le portail est ouvert."),
    ("fr", "Connectez-vous au portail avec FranceConnect."),
    ("fr", "Le portail ne permet plus la connexion avec Google."),
    ("es", "Síganos en Facebook. Entre en la sede electrónica con su certificado."),
    ("es", "El portal ya no admite el acceso con Facebook."),
    ("it", "Accedi con SPID. Seguici su Instagram."),
    ("it", "Non è possibile accedere con Facebook."),
    ("pt", "Acesse o portal com o gov.br. Siga-nos no Instagram."),
    ("pt", "O tribunal não usa login do Facebook."),
    ("de", "Folgen Sie uns auf Instagram."),
    ("de", "Eine Anmeldung mit Google ist nicht möglich."),
    ("zh-Hans", "请使用身份证登录诉讼服务平台，勿用第三方账号。"),
    ("zh-Hans", "本院已入驻抖音，欢迎关注。"),
    ("zh-Hans", "可通过微信公众号查看开庭公告。"),
    ("ar", "تابعونا على فيسبوك وإنستغرام."),
    ("ar", "سجل الدخول بالهوية الوطنية."),
    ("ru", "Подписывайтесь на нас во ВКонтакте. Вход на портал через Госуслуги."),
    ("ru", "Вход через соцсети отключён."),
    ("tr", "Bizi Instagram'da takip edin. Portala e-Devlet ile giriş yapın."),
    ("tr", "Facebook ile giriş yapılamaz."),
]


@pytest.mark.parametrize(("language", "text", "marked"), OFFERED, ids=lambda value: str(value)[:40])
def test_an_offer_to_enter_with_a_social_profile_is_a_question(language, text, marked):
    rows = found("social-login", language, text)
    assert {(row.severity, row.reason) for row in rows} == {(Severity.JUSTIFY, "social-login")}
    assert marked is None or words(text, rows) == [marked]


@pytest.mark.parametrize(("language", "text"), LEFT_ALONE, ids=lambda value: str(value)[:40])
def test_networks_and_doors_of_their_own_are_left_alone(language, text):
    assert found("social-login", language, text) == []
