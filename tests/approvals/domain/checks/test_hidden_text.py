import pytest

from approvals.domain.severity import Severity

from .posts import found

HIDDEN = [
    ("en", "Van\u200btongeren"),
    ("en", "ca\xadse of Quarmby"),
    ("en", "cou\u2060rts"),
    ("en", "P\u0430yment office"),
    ("en", "https://c\u043eurts.example"),
    ("en", "\u202egro.evil\u202c see"),
    ("en", "hello\U000e0068\U000e0069 world"),
    ("en", "reg\ufeffistry"),
    ("en", "Qua\u034frmby"),
    ("en", "sec\u200dret"),
    ("fr", "tri\u200bbunal"),
    ("es", "juz\u200cgado"),
    ("it", "tri\u180ebunale"),
    ("pt", "tri\u2062bunal"),
    ("de", "Gerichts\u200bhof"),
    ("zh-Hans", "法\u200b院"),
    ("zh-Hans", "张\u2060三"),
    ("ar", "مح\u200bكمة"),
    ("ru", "\u0441\u0443\u200b\u0434"),
    ("ru", "c\u0443\u0434\u044c\u044f"),
    ("ru", "\u0440\u0435\u0448\u0435\u043d\u0438e"),
    ("tr", "mah\u200bkeme"),
    ("en", "M\u217d\u200dourt"),
    ("en", "pay\u200b.courts.example is https://pay\u200b.courts.example"),
    ("en", "@Quarm\u200bbyKC"),
    ("en", "26\u200b-811"),
    ("en", "\u03bfpen day at \u03bfffice"),
    ("en", "Ju\u3164dge"),
    ("en", "Judg\u2800e Lowe"),
    ("en", "Quar\ufe0fmby"),
    ("en", "\u2066safe\u2069\u202eevil\u202c"),
    ("ru", "\u041ao\u0436\u0435\u043c\u044f\u043a\u0438\u043d"),
    ("el", "\u03b4\u03b9\u03ba\u200b\u03b7"),
]
LEFT_ALONE = [
    ("en", "\U0001f468\u200d\U0001f469\u200d\U0001f467 family day"),
    ("en", "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f England"),
    ("fa", "می\u200cخواهم"),
    ("hi", "क\u094d\u200dष"),
    ("he", "בית\u200f המשפט, 12\u200e"),
    ("ar", "المحكمة \u200fhttps://courts.example\u200e"),
    ("en", "\u2764\ufe0f thank you"),
    ("en", "1\ufe0f\u20e3 First floor"),
    ("de", "Rechtsstaat"),
    ("zh-Hans", "第\u3000三法庭"),
    ("ru", "PDF\u0430 \u0438 SMS\u043a\u0438"),
    ("ru", "Wi-Fi \u0432 \u0441\u0443\u0434\u0435, USB-\u043f\u043e\u0440\u0442, iPhone"),
    ("en", "na\xefve fa\xe7ade caf\xe9 Zo\xeb"),
    ("en", "\u03bcg and \u03a9 units, 5 \xb5m"),
    ("el", "\u03a4\u03bf \u03b4\u03b9\u03ba\u03b1\u03c3\u03c4\u03ae\u03c1\u03b9\u03bf COVID-19"),
    ("sr", "\u0421\u0443\u0434 Europe"),
    ("th", "ศาล\u200bไทย"),
    ("my", "တရ\u102c\u1038\u200bရ\u102f\u1036\u1038"),
    ("en", "Non\u2011breaking hyphen and\xa0space"),
    ("ru", "e-mail: sud@courts.example"),
    (
        "ru",
        "T-\u043e\u0431\u0440\u0430\u0437\u043d\u044b\u0439",
    ),
    ("ru", "COVID-19 \u0438 IT-\u043e\u0442\u0434\u0435\u043b"),
    ("uk", "\u0437'\u0457\u0437\u0434 \u0441\u0443\u0434\u0434\u0456\u0432"),
    ("vi", "T\xf2a \xe1n nh\xe2n d\xe2n"),
    ("zh-Hans", "App下载\u3001WiFi覆盖"),
    ("ja", "\uff76\uff9e\uff72\uff84\uff9e"),
    ("ar", "عربي\u200cفارسي"),
    ("en", "\xbd day, x\xb2 and H\u2082O"),
    ("en", "\u03a3 total, \u03b1 version"),
    ("en", "\ufeffText that begins with a mark"),
    ("en", "Line one\u2028Line two"),
    ("ko", "법원"),
    ("en", "Court\u200b, room"),
    ("ru", "3D-\u043c\u043e\u0434\u0435\u043b\u044c, XXI \u0432\u0435\u043a, II \u044d\u0442\u0430\u0436"),
    ("tr", "\u0130stanbul I\u015eIK"),
    ("bg", "\u0421\u0442. \u2116 5 \u043e\u0442 \u0417\u0410\u041a\u041e\u041d EU"),
    ("en", "5\u2009000 people"),
    ("en", "r\xf4le\u0301"),
    ("he", "שלום\u200d"),
    ("ur", "ا\u064fردو\u200cہے"),
    ("ru", "\u041c\u0412\u0414-\u0448\u043d\u0438\u043a, \u0426\u0420\u0423, USA\u0448\u043d\u044b\u0439"),
]


@pytest.mark.parametrize(("language", "text"), HIDDEN, ids=lambda value: ascii(value)[:40])
def test_what_readers_cannot_see_or_would_misread_is_a_block(language, text):
    rows = found("hidden-text", language, text)
    assert {row.severity for row in rows} == {Severity.BLOCK}
    assert {row.reason for row in rows} <= {"hidden-character", "direction-override", "mixed-scripts", "tag-characters"}


@pytest.mark.parametrize(("language", "text"), LEFT_ALONE, ids=lambda value: ascii(value)[:40])
def test_what_a_script_or_a_picture_needs_is_left_alone(language, text):
    assert found("hidden-text", language, text) == []
