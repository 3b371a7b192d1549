import pytest

from approvals.domain.findings import Context, MatterFacts, Party
from approvals.domain.severity import Severity

from .posts import NOW, found, words

PEOPLE = (
    Party("Odile Ravensworth", "claimant", handles=("@odile_ravensworth",)),
    Party("Basil Quarmby", "counsel", "counsel", handles=("@QuarmbyKC", "quarmby.bsky.social")),
    Party("Thea Lindqvist", "witness", "witness", handles=("@thea@example.social",)),
    Party("慕容清远", "lawyer", "counsel", handles=("@慕容律师",)),
    Party("Мирон Златогорский", "истец"),
    Party("Ministry of Harbours", "defendant", handles=("@HarboursMinistry",)),
)
ROOMS = MatterFacts("M7", "No. 26-811", "Ravensworth v Ministry of Harbours", parties=PEOPLE)
ALLOWED = ("@HarboursMinistry", "@NorvaleLibrary")
CONTEXT = Context(NOW, (ROOMS,), official_handles=("@NorvaleCourts",), allow_handles=ALLOWED)
CONTACTS = [
    ("en", "Thanks @QuarmbyKC for a fine day.", "@QuarmbyKC"),
    ("en", "Thanks @quarmbykc!", "@quarmbykc"),
    ("en", "Follow ＠QuarmbyKC for updates.", "＠QuarmbyKC"),
    ("en", "With @thea@example.social at the open day", "@thea@example.social"),
    ("en", "Read https://x.com/QuarmbyKC", "x.com/QuarmbyKC"),
    ("en", "Read https://bsky.app/profile/quarmby.bsky.social", "bsky.app/profile/quarmby.bsky.social"),
    ("en", "Hello @OdileRavensworth", "@OdileRavensworth"),
    ("en", "Hello @ravensworth_odile_official", "@ravensworth_odile_official"),
    ("fr", "Merci @QuarmbyKC !", "@QuarmbyKC"),
    ("es", "Gracias,@odile_ravensworth", "@odile_ravensworth"),
    ("zh-Hans", "感谢@慕容律师 的精彩代理", "@慕容律师"),
    ("zh-Hans", "欢迎@慕容清远律师 做客直播间", "@慕容清远律师"),
    ("ru", "Спасибо @МиронЗлатогорский", "@МиронЗлатогорский"),
    ("tr", "Teşekkürler @QuarmbyKC.", "@QuarmbyKC"),
    ("en", "Well done, Basil Quarmby, for such clear submissions.", "Quarmby"),
    ("en", "Dear Ms Ravensworth, we look forward to Monday.", "Ravensworth"),
    ("ru", "Поздравляем Мирона Златогорского с победой.", "Мирона Златогорского"),
    ("zh-Hans", "感谢慕容清远律师的精彩代理。", "慕容清远"),
]
LEFT_ALONE = [
    ("en", "Before Justice Amsel: Ravensworth v Ministry of Harbours. For the claimant: Basil Quarmby."),
    ("en", "Ships: @HarboursMinistry warns of high tides."),
    ("en", "Photo exhibition with @NorvaleLibrary, and news from @NorvaleCourts."),
    ("en", "Write to basil@quarmbykc.example.org or call the registry."),
    ("en", "Thank you for waiting. Ravensworth v Ministry of Harbours starts at 2 pm."),
    ("en", "Doors open @ 9:30."),
    ("fr", "Merci de votre patience. L'affaire est appelée à 14 h."),
    ("zh-Hans", "感谢@NorvaleLibrary 的支持。"),
    ("ru", "Спасибо всем, кто пришёл."),
    ("tr", "Sayın ziyaretçiler, giriş kapısı değişti."),
]


@pytest.mark.parametrize(("language", "text", "marked"), CONTACTS, ids=lambda value: str(value)[:40])
def test_contact_with_people_of_a_live_matter_is_a_block(language, text, marked):
    rows = found("party-contact", language, text, context=CONTEXT)
    assert {(row.severity, row.matter) for row in rows} == {(Severity.BLOCK, "M7")}
    assert marked in words(text, rows)


@pytest.mark.parametrize(("language", "text"), LEFT_ALONE, ids=lambda value: str(value)[:40])
def test_names_in_lists_and_allowed_handles_are_left_alone(language, text):
    assert found("party-contact", language, text, context=CONTEXT) == []


@pytest.mark.parametrize("told", [{"reply_to": "@QuarmbyKC"}, {"repost_of": "＠odile_ravensworth"}])
def test_to_answer_or_pass_on_somebody_of_a_matter_is_a_block(told):
    rows = found("party-contact", "en", "You can find the forms on our website.", "reply", CONTEXT, **told)
    assert [(row.reason, row.severity, row.matter) for row in rows] == [("party-contact-reply", Severity.BLOCK, "M7")]


def test_a_ministry_on_the_allow_list_may_be_passed_on():
    assert found("party-contact", "en", "High tide.", "repost", CONTEXT, repost_of="@HarboursMinistry") == []


def test_a_closed_matter_forbids_no_contact():
    closed = Context(NOW, (MatterFacts("M8", "No. 26-812", status="closed", parties=PEOPLE),))
    assert found("party-contact", "en", "Thanks @QuarmbyKC", context=closed) == []


def test_a_name_in_the_text_of_an_obituary_may_follow_thanks():
    assert found("party-contact", "en", "We thank Basil Quarmby for his work.", "obituary", CONTEXT) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Basil Quarmby, give us a ring when you get this."),
        ("en", "A lovely coffee this morning with Basil Quarmby."),
        ("fr", "Basil Quarmby, rappelez-nous dès que possible."),
        ("fr", "Message privé envoyé à Basil Quarmby."),
        ("es", "Basil Quarmby, llámenos en cuanto pueda."),
        ("it", "Piacevole caffè stamattina con Basil Quarmby."),
        ("pt", "Basil Quarmby, ligue para nós."),
        ("zh-Hans", "慕容清远，明天加油！"),
        ("ar", "Basil Quarmby نرجو الاتصال بنا."),
        ("ru", "Basil Quarmby, перезвоните нам."),
        ("tr", "Basil Quarmby, bizi arayın."),
    ],
)
def test_whoever_is_called_upon_behind_the_name_is_contacted(language, text):
    assert [row.reason for row in found("party-contact", language, text, context=CONTEXT)] == ["party-contact-named"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Follow Ravensworth v Ministry of Harbours from the public gallery."),
        ("en", "Basil Quarmby speaks for the claimant at 10."),
        ("fr", "Me Basil Quarmby plaide à 10 h."),
        ("tr", "Thea Lindqvist yarın saat 10.00'da dinlenecek."),
    ],
)
def test_a_title_and_who_speaks_when_are_no_contact(language, text):
    assert found("party-contact", language, text, context=CONTEXT) == []
