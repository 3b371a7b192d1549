import pytest

from approvals.domain.severity import Severity

from .posts import found, words

FOUND = [
    ("en", "service-update", "Post your docket number in the comments and we will check the date."),
    ("en", "reply", "DM us your full name and date of birth."),
    ("en", "reply", "Could you send us your case number?"),
    ("en", "service-update", "Drop your case details below and our team will help!"),
    ("en", "service-update", "Can't find your hearing? Message us your name and case number."),
    ("en", "service-update", "Were you in the gallery? Tell us what you saw in the comments."),
    ("en", "service-update", "WhatsApp us a photo of your summons."),
    ("en", "service-update", "Tell us about your divorce in the replies; the best stories win."),
    ("en", "reply", "What is your case reference? We'll look it up."),
    ("en", "service-update", "Leave your phone number under this post and a clerk will call you."),
    ("en", "service-update", "Just comment your ticket number and we will tell you how much to pay."),
    ("fr", "service-update", "Envoyez-nous votre numéro de dossier en message privé."),
    ("fr", "service-update", "Indiquez votre nom et votre date de naissance en commentaire."),
    ("fr", "reply", "Quel est votre numéro de RG ?"),
    ("fr", "service-update", "Laissez vos coordonnées ci-dessous, le greffe vous rappellera."),
    ("fr", "service-update", "Racontez... partagez votre affaire en commentaire."),
    ("es", "service-update", "Mándenos su número de expediente por mensaje directo."),
    ("es", "service-update", "Deja tu DNI en los comentarios y te decimos tu turno."),
    ("es", "reply", "Díganos su nombre completo y lo buscamos."),
    ("es", "service-update", "Cuéntenos su caso: escriba aquí abajo su número de causa."),
    ("it", "service-update", "Scrivici in privato il numero di fascicolo."),
    ("it", "service-update", "Lasciate nei commenti nome e cognome."),
    ("it", "service-update", "Ci mandi una foto della convocazione su WhatsApp."),
    ("pt", "service-update", "Deixe o número do processo nos comentários."),
    ("pt", "service-update", "Chama no direct com seu nome completo e CPF."),
    ("pt", "reply", "Qual o seu número de processo? Respondemos já."),
    ("de", "service-update", "Schreiben Sie uns Ihr Aktenzeichen in die Kommentare."),
    ("de", "reply", "Nennen Sie uns bitte Ihren Namen und Ihr Geburtsdatum."),
    ("zh-Hans", "service-update", "请在评论区留下您的案号和手机号，我们帮您查询。"),
    ("zh-Hans", "service-update", "私信发送身份证号即可查询开庭时间。"),
    ("zh-Hans", "reply", "请告知您的姓名和案号。"),
    ("ar", "service-update", "اكتبوا رقم القضية في التعليقات وسنرد عليكم."),
    ("ar", "service-update", "أرسل لنا اسمك الكامل ورقم هاتفك على الخاص."),
    ("ar", "reply", "زودنا برقم القضية من فضلك."),
    ("ru", "service-update", "Напишите номер дела в комментариях, подскажем дату."),
    ("ru", "service-update", "Пришлите ФИО и номер телефона в личку."),
    ("ru", "reply", "Укажите, пожалуйста, номер вашего дела."),
    ("tr", "service-update", "Dosya numaranızı yorumlara yazın, size bilgi verelim."),
    ("tr", "service-update", "T.C. kimlik numaranızı DM'den gönderin."),
    ("tr", "reply", "Adınızı soyadınızı ve dosya numaranızı yazar mısınız?"),
    ("zh-Hans", "service-update", "把您的遭遇写在评论区，我们来评评理！"),
    ("en", "service-update", "Trouble logging in? Comment with your case number and date of birth."),
    ("en", "reply", "Please message us privately with the details of your case."),
    (
        "en",
        "service-update",
        "Were you a witness to the crash on Mill Lane? Get in touch via DM and tell us what happened.",
    ),
    ("en", "service-update", "Drop us a DM with your name and hearing date."),
    ("en", "service-update", "Jurors! Share your summons number below so we can confirm your place."),
    ("en", "service-update", "Post a picture of your ticket and we'll tell you if it's valid."),
    ("fr", "service-update", "Contactez-nous en MP avec votre nom et votre numéro d'affaire."),
    ("fr", "service-update", "Donnez-nous votre date de naissance en réponse à ce message."),
    ("fr", "service-update", "Témoins de l'accident ? Racontez-nous ce que vous avez vu en commentaire."),
    ("es", "service-update", "Escríbanos por privado con su nombre y número de expediente."),
    ("es", "service-update", "¿Tiene dudas sobre su juicio? Comente su número de causa."),
    ("es", "service-update", "Publique una foto de su citación y le ayudamos."),
    ("it", "service-update", "Contattateci in DM con nome, cognome e numero di causa."),
    ("it", "service-update", "Commentate con il vostro numero di ruolo."),
    ("pt", "service-update", "Manda o número do processo no direct que a gente vê."),
    ("pt", "service-update", "Comente o seu nome completo e a vara."),
    ("de", "service-update", "Schicken Sie uns eine Nachricht mit Ihrem Namen und Aktenzeichen."),
    ("zh-Hans", "service-update", "想查进度？评论区打出案号。"),
    ("zh-Hans", "service-update", "加微信发送身份证照片办理立案。"),
    ("zh-Hans", "service-update", "欢迎后台私信您的案情，法官在线解答。"),
    ("ar", "service-update", "راسلونا على الخاص برقم القضية والاسم."),
    ("ar", "service-update", "ضع رقم هويتك في تعليق وسنتحقق من موعدك."),
    ("ru", "service-update", "Скиньте фото повестки в директ."),
    ("ru", "service-update", "Пишите в личные сообщения номер дела и фамилию."),
    ("tr", "service-update", "Dosya no ve adınızı DM atın."),
    ("tr", "service-update", "Duruşma tarihinizi öğrenmek için yoruma dosya numaranızı yazın."),
]
LEFT_ALONE = [
    ("en", "service-update", "Please do not post case numbers or personal details in the comments."),
    ("en", "service-update", "We never ask you to send your date of birth by direct message."),
    ("en", "service-update", "Never share your bank details in reply to a message."),
    ("en", "service-update", "Fake accounts ask you to DM your case number. We do not."),
    ("en", "service-update", "Have your case number ready when you call the registry."),
    ("en", "service-update", "Bring photo ID and your summons."),
    (
        "en",
        "service-update",
        "Enter your case number on the portal to see your hearing date: https://courts.example/find",
    ),
    ("en", "service-update", "Send us your feedback on the new website in the comments."),
    ("en", "service-update", "Tell us what you think of the open day!"),
    (
        "en",
        "service-update",
        "Use the secure form, not the comments, to send us your case number: https://courts.example/contact",
    ),
    ("en", "reply", "You can find the form here: https://courts.example/contact"),
    ("en", "service-update", "For privacy, comments with names or case numbers will be removed."),
    ("en", "reply", "Email the registry with your case number: registry@courts.example"),
    ("en", "service-update", "Write your name and case number on every page of the bundle."),
    ("en", "service-update", "Put your phone on silent in the courtroom. Questions? See the comments below."),
    ("en", "service-update", "Leave your phone in the locker. Share this post with jurors."),
    ("en", "education", "Witness statements must include your full name and address."),
    ("en", "service-update", "Follow us on Instagram for court news."),
    ("en", "scam-warning", "Scam alert: a text says 'reply with your card number'. Delete it."),
    ("fr", "service-update", "Ne publiez jamais votre numéro de dossier en commentaire."),
    ("fr", "service-update", "Munissez-vous de votre numéro de dossier et appelez le greffe."),
    ("fr", "service-update", "Merci de ne pas indiquer de données personnelles dans vos messages."),
    ("fr", "reply", "Indiquez votre numéro de dossier dans le formulaire : https://courts.example/contact"),
    ("es", "service-update", "No publique su número de expediente en los comentarios."),
    ("es", "service-update", "El juzgado nunca le pedirá su DNI por WhatsApp."),
    ("es", "service-update", "Consulte su expediente en la sede electrónica con su número de caso."),
    ("it", "service-update", "Non scrivete dati personali nei commenti."),
    ("it", "service-update", "Inserisca il numero di fascicolo nel portale: https://courts.example/cerca"),
    ("pt", "service-update", "Não envie o seu CPF por mensagem: o tribunal nunca pede."),
    ("pt", "service-update", "Tenha em mãos o número do processo ao ligar para a secretaria."),
    ("de", "service-update", "Bitte schreiben Sie keine Aktenzeichen in die Kommentare."),
    ("de", "service-update", "Senden Sie uns keine persönlichen Daten per Direktnachricht."),
    ("de", "service-update", "Halten Sie Ihr Aktenzeichen bereit, wenn Sie anrufen."),
    ("zh-Hans", "service-update", "请勿在评论区发布案号、身份证号等个人信息。"),
    ("zh-Hans", "service-update", "法院不会通过私信向您索要银行卡号。"),
    ("zh-Hans", "service-update", "请携带身份证和案件材料到诉讼服务大厅办理。"),
    ("zh-Hans", "service-update", "请登录诉讼服务平台输入案号查询。"),
    ("ar", "service-update", "لا تنشروا أرقام القضايا في التعليقات."),
    ("ar", "service-update", "المحكمة لن تطلب رقم هويتك عبر واتساب."),
    ("ar", "service-update", "أدخلوا رقم القضية في البوابة: https://courts.example/bahth"),
    ("ru", "service-update", "Не указывайте номер дела и личные данные в комментариях."),
    ("ru", "service-update", "Суд никогда не просит прислать паспортные данные в сообщениях."),
    ("ru", "reply", "Укажите номер дела в форме на сайте: https://courts.example/poisk"),
    ("tr", "service-update", "Lütfen yorumlara dosya numaranızı yazmayın."),
    ("tr", "service-update", "Mahkeme sizden mesajla kimlik numarası istemez."),
    ("tr", "service-update", "Dosya numaranızı UYAP'a girerek sorgulayabilirsiniz."),
    ("zh-Hans", "service-update", "欢迎在评论区留言，说说您对开放日的感受。"),
    ("ru", "service-update", "Пишите в комментариях, что вам понравилось на дне открытых дверей."),
    ("en", "service-update", "Write your case number on the envelope."),
    ("en", "service-update", "Tell us what you think: the survey is at https://courts.example/survey"),
    ("en", "service-update", "Contact us by phone with your case number."),
    ("en", "service-update", "Post your claim form to the registry with your name and address."),
    ("en", "service-update", "Describe the facts in section 3 of the form."),
    ("fr", "service-update", "Contactez-nous au guichet avec votre convocation."),
    ("fr", "service-update", "Indiquez votre nom à l'accueil."),
    ("es", "service-update", "Indique su nombre en la entrada."),
    ("it", "service-update", "Indichi il suo nome all'ingresso."),
    ("pt", "service-update", "Diga o seu nome na entrada."),
    ("de", "service-update", "Nennen Sie am Eingang Ihren Namen."),
    ("zh-Hans", "service-update", "到庭请出示身份证。"),
    ("zh-Hans", "service-update", "扫码进入诉讼服务平台，输入案号查询。"),
    ("ar", "service-update", "اذكر اسمك عند المدخل."),
    ("ru", "service-update", "Назовите фамилию на входе."),
    ("ru", "service-update", "Узнать номер дела можно на сайте суда."),
    ("tr", "service-update", "Girişte adınızı söyleyin."),
    ("en", "service-update", "Subscribe for news. Comments are closed; the registry has your case file."),
    ("zh-Hans", "service-update", "欢迎在评论区分享您的参观感受和照片。"),
    ("en", "service-update", "Share this post: every juror gets a letter with the court address."),
]


@pytest.mark.parametrize(("language", "kind", "text"), FOUND, ids=lambda value: str(value)[:40])
def test_details_asked_for_where_others_read_are_a_block(language, kind, text):
    rows = found("solicits-case-info", language, text, kind)
    assert {row.severity for row in rows} == {Severity.BLOCK}
    assert {row.reason for row in rows} <= {"solicits-public", "solicits-reply"}


@pytest.mark.parametrize(("language", "kind", "text"), LEFT_ALONE, ids=lambda value: str(value)[:40])
def test_safe_ways_and_warnings_are_left_alone(language, kind, text):
    assert found("solicits-case-info", language, text, kind) == []


@pytest.mark.parametrize(
    ("kind", "text", "reason", "marked"),
    [
        ("service-update", "Late? DM us your case number.", "solicits-public", "DM us your case number"),
        ("reply", "Could you give us your case number?", "solicits-reply", "Could you give us your case number"),
    ],
)
def test_what_asks_is_marked_with_what_it_asks_for(kind, text, reason, marked):
    rows = found("solicits-case-info", "en", text, kind)
    assert [(row.reason, *words(text, [row])) for row in rows] == [(reason, marked)]


def test_a_safe_way_in_the_next_sentence_makes_a_reply_harmless():
    text = "Please tell us your case number. The form is here: https://courts.example/contact"
    assert found("solicits-case-info", "en", text, "reply") == []


def test_a_list_that_nobody_shall_post_asks_for_nothing():
    text = "Please do not put your claim number, date of birth or telephone number in a comment here."
    assert found("solicits-case-info", "en", text) == []
