import pytest

from approvals.domain.findings import Context
from approvals.domain.severity import Severity

from .posts import NOW, found, words

FOUND = [
    ("en", "service-update", "Get 15% off at the Gavel Café this week with code JURY15."),
    ("en", "service-update", "Judge Penhallow's new memoir is out now: buy your copy today!"),
    ("en", "service-update", "Win a tablet! Retweet and follow us to enter our prize draw."),
    ("en", "service-update", "Our open day is sponsored by Brackwell Insurance."),
    ("en", "service-update", "We highly recommend the law firm Tidewell & Marsh."),
    ("en", "service-update", "Order your court mug here: https://gavel-shop.example/mugs"),
    ("en", "service-update", "Special offer for jurors: half price lunch at Luigi's."),
    ("en", "service-update", "Looking for a hotel near the court? Try the Hotel Meridian, best hotel in town."),
    ("en", "service-update", "The president's book: https://www.amazon.com/dp/B0000?tag=court-21"),
    ("en", "service-update", "Limited-time deal on legal software, while stocks last."),
    ("fr", "service-update", "Profitez de 10 % de réduction à la brasserie du Palais."),
    ("fr", "service-update", "Jeu-concours : gagnez un téléphone en partageant ce message !"),
    ("fr", "service-update", "Journée portes ouvertes offerte par la banque Marval, notre partenaire officiel."),
    ("fr", "service-update", "Le nouveau roman de la juge Ferrandis est disponible en librairie, à lire absolument."),
    ("fr", "service-update", "Nous recommandons le cabinet d'avocats Dorval."),
    ("es", "service-update", "Compre ya el nuevo libro de la magistrada Olmedo."),
    ("es", "service-update", "20 % de descuento con el cupón JUSTICIA20 en la cafetería Toga."),
    ("es", "service-update", "Sorteamos un móvil entre quienes compartan esta publicación."),
    ("es", "service-update", "Jornada patrocinada por la empresa Calzados Rivamar."),
    ("it", "service-update", "Acquista subito il nuovo libro del presidente Gallerani."),
    ("it", "service-update", "Sconto del 20% per chi viene in tribunale, al ristorante La Toga."),
    ("it", "service-update", "Vinci uno smartphone: condividi e metti mi piace!"),
    ("it", "service-update", "Evento sponsorizzato dall'azienda Ferrotecnica."),
    ("pt", "service-update", "Garanta já o seu exemplar: o livro do desembargador está à venda."),
    ("pt", "service-update", "Use o cupom TRIB10 e ganhe desconto na livraria Saber."),
    ("pt", "service-update", "Vamos sortear um celular entre os seguidores."),
    ("pt", "service-update", "Recomendamos o escritório de advocacia Lobo & Paz."),
    ("de", "service-update", "Mit dem Code RECHT10 sparen Sie im Café Justitia."),
    ("de", "service-update", "Jetzt bestellen: das neue Buch unseres Präsidenten."),
    ("de", "service-update", "Gewinnspiel: Wir verlosen drei Gutscheine."),
    ("zh-Hans", "service-update", "扫码下单即享八折优惠，法院文创热卖中！"),
    ("zh-Hans", "service-update", "转发本条微博，抽取五名粉丝赠送购物卡。"),
    ("zh-Hans", "service-update", "本次开放日由某银行独家赞助，特此鸣谢。"),
    ("zh-Hans", "service-update", "王法官新书现已上市，仅需39元，各大书店有售。"),
    ("zh-Hans", "service-update", "强烈推荐法院旁边的老张面馆，值得拥有。"),
    ("ar", "service-update", "خصم 20% لزوار المحكمة في مطعم النخيل."),
    ("ar", "service-update", "اشتر الآن كتاب القاضي الجديد بسعر خاص."),
    ("ar", "service-update", "شاركوا المنشور واربحوا هاتفا."),
    ("ar", "service-update", "اليوم المفتوح برعاية شركة الواحة."),
    ("ru", "service-update", "Скидка 15% в кафе «Фемида» по промокоду СУД15."),
    ("ru", "service-update", "Купите новую книгу председателя суда!"),
    ("ru", "service-update", "Разыгрываем смартфон среди подписчиков."),
    ("ru", "service-update", "День открытых дверей прошёл при поддержке банка «Север»."),
    ("ru", "service-update", "Рекомендуем юридическую фирму «Правовед»."),
    ("tr", "service-update", "ADALET10 koduyla kafede %10 indirim."),
    ("tr", "service-update", "Başkanımızın yeni kitabı çıktı, hemen satın alın!"),
    ("tr", "service-update", "Paylaş, çekilişe katıl, telefon kazan!"),
    ("tr", "service-update", "Etkinliğimiz Yıldız Şirketi sponsorluğunda düzenlendi."),
    ("en", "service-update", "Coffee's on us? No: 2-for-1 lattes at Bean & Bar, opposite the court, all week!"),
    ("en", "service-update", "Big thanks to Orbis Bank for funding our open day."),
    ("en", "service-update", "Get your signed copy of Judge Amari's thriller, only £12.99."),
    ("en", "service-update", "Use code COURT5 for cheaper parking at ParkFast."),
    ("en", "service-update", "We're giving away three tablets: like and share to enter."),
    ("en", "service-update", "Proud to partner with Solvent Software, the best case manager on the market."),
    ("fr", "service-update", "Deux cafés pour le prix d'un chez Thémis."),
    ("fr", "service-update", "Merci à notre sponsor, la banque Orbis."),
    ("fr", "service-update", "À gagner : trois tablettes ! Likez et partagez."),
    ("es", "service-update", "Dos cafés por el precio de uno en el bar Themis."),
    ("es", "service-update", "Gracias al Banco Orbe por patrocinar la jornada."),
    ("es", "service-update", "Participa y gana una tableta."),
    ("it", "service-update", "Grazie a Banca Orbe, sponsor della giornata."),
    ("it", "service-update", "Il nuovo giallo del giudice Amari, a soli 12 euro."),
    ("pt", "service-update", "Participe e ganhe um tablet!"),
    ("pt", "service-update", "Evento com patrocínio do Banco Orbe."),
    ("de", "service-update", "Zwei Kaffee zum Preis von einem im Café Themis."),
    ("de", "service-update", "Danke an unseren Sponsor Orbis Bank."),
    ("zh-Hans", "service-update", "到店报“法院”享九折。"),
    ("zh-Hans", "service-update", "关注并转发，赢取平板电脑！"),
    ("zh-Hans", "service-update", "感谢奥比斯银行赞助本次活动。"),
    ("ar", "service-update", "اربح جهازا لوحيا: شارك المنشور."),
    ("ar", "service-update", "شكرا لبنك الأفق على رعاية الفعالية."),
    ("ru", "service-update", "Выиграй планшет: лайк и репост!"),
    ("ru", "service-update", "Спасибо банку «Орбис» за спонсорскую помощь."),
    ("tr", "service-update", "Paylaş, tablet kazan!"),
    ("tr", "service-update", "Etkinliğimizin sponsoru Orbis Bank'a teşekkürler."),
]
LEFT_ALONE = [
    ("en", "service-update", "The filing fee is 40. Pay online or at the counter."),
    ("en", "service-update", "Fee discount: people on benefits pay half the court fee."),
    ("en", "education", "A guilty plea at the first hearing brings a discount of one third."),
    ("en", "service-update", "Open day: free entry, no booking."),
    ("en", "scam-warning", "Scam alert: we never ask for gift cards or coupon codes."),
    ("en", "judgment", "The Court held that the airline's special offer was misleading."),
    ("en", "service-update", "Two vacancies for court clerks: apply now."),
    ("en", "service-update", "The court library has new books on family law."),
    ("en", "service-update", "The café in the lobby is closed on Friday."),
    ("en", "service-update", "Judicial sale: the public auction of the ship takes place on 3 December."),
    ("en", "service-update", "Pay your parking fine within 14 days and it is halved."),
    ("en", "education", "How contracts work: when you buy a book, you make one."),
    ("en", "service-update", "School moot final: the winners receive a certificate."),
    ("en", "service-update", "The bank's branch opposite is closed; visitors can use the side entrance."),
    ("en", "education", "Recommended reading time: five minutes. A guide to small claims."),
    ("en", "service-update", "Thank you to all schools that visited us."),
    ("en", "service-update", "Book your visit online. Free of charge."),
    ("en", "service-update", "Your summons includes a travel card. Lunch is not provided; there is a shop nearby."),
    ("en", "service-update", "Get the app: https://play.google.com/store/apps/details?id=court"),
    ("en", "service-update", "Other courts: https://high.tribunal.example/order/2026-11"),
    ("fr", "service-update", "Les frais de greffe s'élèvent à 50 €."),
    ("fr", "service-update", "Vente aux enchères judiciaire le 4 décembre à 10 h."),
    ("fr", "service-update", "Entrée libre, dans la limite des places."),
    ("fr", "service-update", "Le tribunal recommande d'arriver 30 minutes avant."),
    ("fr", "statistics", "Le nombre d'affaires a baissé de 12 % sur un an."),
    ("fr", "service-update", "Le nombre d'affaires nouvelles : -12 % sur un an."),
    ("es", "service-update", "La multa tiene un 50 % de descuento por pronto pago."),
    ("es", "service-update", "Subasta judicial el jueves a las 10."),
    (
        "es",
        "service-update",
        "Recomendamos llegar con media hora de antelación a la empresa de seguridad de la entrada.",
    ),
    ("it", "service-update", "Vendita giudiziaria: asta il 3 dicembre."),
    ("it", "service-update", "Il contributo unificato è di 98 euro."),
    ("it", "service-update", "Ingresso gratuito. Prenota la tua visita."),
    ("pt", "service-update", "As custas processuais podem ser pagas em duas parcelas."),
    ("pt", "service-update", "Leilão judicial na quinta-feira."),
    ("pt", "service-update", "Concurso público: inscrições abertas."),
    ("de", "service-update", "Eintritt frei, Anmeldung nicht nötig."),
    ("de", "service-update", "Die Gerichtsgebühr beträgt 40 Euro."),
    ("de", "service-update", "Wir empfehlen, früh zu kommen."),
    ("zh-Hans", "service-update", "网络司法拍卖公告：12月3日10时开拍。"),
    ("zh-Hans", "education", "认罪认罚可以从宽处理。"),
    ("zh-Hans", "service-update", "诉讼费可以申请减交、免交。"),
    ("zh-Hans", "service-update", "公众开放日免费参观，需提前预约。"),
    ("zh-Hans", "service-update", "警惕冒充法院的优惠券短信。"),
    ("ar", "service-update", "رسوم الدعوى خمسون دينارا."),
    ("ar", "service-update", "البيع بالمزاد العلني يوم الخميس."),
    ("ar", "service-update", "الدخول مجاني لليوم المفتوح."),
    ("ru", "service-update", "Госпошлина составляет 300 рублей."),
    ("ru", "service-update", "Вход свободный, приходите."),
    ("ru", "service-update", "Торги по продаже имущества пройдут 3 декабря."),
    ("ru", "service-update", "Рекомендуем прийти за полчаса до заседания."),
    ("tr", "service-update", "Başvuru harcı 200 liradır."),
    ("tr", "service-update", "İcra satışı 3 Aralık'ta yapılacaktır."),
    ("tr", "service-update", "Giriş ücretsizdir, herkesi bekleriz."),
    ("en", "service-update", "Visa sponsors: the tribunal has new forms."),
    ("en", "service-update", "Travel vouchers for jurors are posted with the summons."),
    ("en", "service-update", "The Harrowgate lifts are out of order today."),
    ("en", "service-update", "We are pleased to work with schools."),
    ("en", "service-update", "Thank you for visiting. Like and share are switched off."),
    ("en", "service-update", "Fraudsters ask for gift cards."),
    ("en", "service-update", "Half of all hearings were online: 50% more than last year."),
    ("fr", "service-update", "Deux audiences sur trois se tiennent en ligne."),
    ("es", "education", "Patrocinio letrado obligatorio: qué significa."),
    ("it", "education", "Gratuito patrocinio: chi può chiederlo."),
    ("pt", "education", "Patrocínio judiciário: como pedir apoio."),
    ("zh-Hans", "service-update", "诉讼费减半收取。"),
    ("zh-Hans", "service-update", "简易程序案件受理费减半。"),
    ("zh-Hans", "service-update", "转发提醒：防范电信诈骗。"),
    ("ru", "education", "Спонсорство террористов: новая статья закона."),
    ("tr", "service-update", "Harçlarda indirim yoktur."),
    ("ar", "service-update", "الرعاية الصحية للقضاة موضوع الندوة."),
    ("ar", "education", "رعاية الأطفال: حقوقكم."),
    ("ar", "service-update", "محكمة الأسرة تحت رعاية وزارة العدل."),
    ("en", "service-update", "Legal aid vouchers are explained here."),
]


@pytest.mark.parametrize(("language", "kind", "text"), FOUND, ids=lambda value: str(value)[:40])
def test_trade_is_a_block(language, kind, text):
    rows = found("commercial-promotion", language, text, kind)
    assert {row.severity for row in rows} == {Severity.BLOCK}
    assert {row.reason for row in rows} <= {"commercial-praise", "commercial-offer", "commercial-link"}


@pytest.mark.parametrize(("language", "kind", "text"), LEFT_ALONE, ids=lambda value: str(value)[:40])
def test_fees_sales_by_order_and_free_entry_are_left_alone(language, kind, text):
    assert found("commercial-promotion", language, text, kind) == []


@pytest.mark.parametrize(
    ("text", "reason", "marked"),
    [
        ("Enjoy 15% off at the café.", "commercial-offer", "15% off"),
        ("We recommend the law firm Tidewell.", "commercial-praise", "recommend the law firm"),
        ("Read more: https://quill-shop.example/books", "commercial-link", "https://quill-shop.example/books"),
    ],
)
def test_the_words_that_sell_are_marked(text, reason, marked):
    rows = found("commercial-promotion", "en", text)
    assert [(row.reason, *words(text, [row])) for row in rows] == [(reason, marked)]


def test_the_pages_of_the_court_itself_are_no_shop():
    context = Context(NOW, official_domains=("courts.example",))
    text = "Copies of judgments: https://courts.example/product/copies"
    assert found("commercial-promotion", "en", text, context=context) == []
