"""A judge decides on a telephone, by touch, by keyboard alone, and from right to left; and a sealed post is not there.

One court, one session a person, and as few page loads as there are questions. That no address of the product, no
search, no count and no picture tells of a sealed post is held without a browser in tests/cms/test_sealed_walk.py, that
no notice does in tests/cms/test_naming.py; here is what only a browser fetches: what scripts ask for by
themselves, what the search field of the desk brings while one types, and the mails as they would be sent.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, override
from playwright.sync_api import Locator, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from approvals.models import Duty, Round, Vote
from approvals.services.comments import comment_write
from approvals.services.questions import question_ask
from cms.models import Post, PostImage, PostSeal, PostVersion
from cms.services import post_answer, post_name, post_submit, readiness_of
from publishing.domain.delivery import State
from publishing.ground import mailing
from publishing.ground.models import Court, Notice, Person, Role
from publishing.models import Delivery, Release
from tests.approvals.conftest import approve, change_text
from tests.browser.conftest import fits, no_axe_findings, watch
from tests.browser.people import cookie_of
from tests.factories import make_account, make_court, make_image, make_jury_matter, make_person, make_post

pytestmark = pytest.mark.browser

TELEPHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
NARROW = {"viewport": {"width": 360, "height": 740}}
THUMB = 44  # pixels, the least that a thumb hits
TITLE, WORD = "Jury selection on Tuesday", "verschluss"
TEXT = "The court selects a jury on Tuesday at ten in Courtroom 2. #openjusticeday"
OWN = "Jury selection: Tuesday, ten, Courtroom 2."
ALT = "Courtroom 2 seen from the public seats."
PEOPLE = {
    "mira": Role.PRESS_OFFICER,
    "jonas": Role.REVIEWER,
    "hanne": Role.REGISTRAR,
    "amsel": Role.JUDGE,
    "selma": Role.ADVISER,
}
As = Callable[..., Page]


@pytest.fixture
def people(live_server: LiveServer) -> dict[str, Person]:
    court = make_court(name="Norvale Court of Appeal", slug="norvale", code="NCA")
    make_account(court, "bluesky")
    make_account(court, "mastodon")
    return {name: make_person(court, role, username=name) for name, role in PEOPLE.items()}


@pytest.fixture
def sign(new_context: Any, address: str, troubles: list[str]) -> Any:
    """sign(person, **device) is a page of a browser of their own, in which they are signed in."""

    def act(person: Person, **device: Any) -> Page:
        context = new_context(**{"locale": "en-GB", "timezone_id": "Europe/Zagreb", **device})
        context.add_cookies([cookie_of(person.username, address)])
        return watch(context.new_page(), address, troubles)

    yield act
    assert not troubles, "\n".join(troubles)


def drafted(people: dict[str, Person], **facts: Any) -> Post:
    """A post on a case with a jury, with a picture, and with own words for one account."""
    court = Court.objects.get()
    post = make_post(
        court, people["mira"], **{"title": TITLE, "text": TEXT, "matters": [make_jury_matter(court)], **facts}
    )
    bluesky, mastodon = court.accounts.filter(network__in=("bluesky", "mastodon")).order_by("network")
    post.versions = [PostVersion(account=bluesky), PostVersion(account=mastodon, own_text=OWN)]
    post.images = [PostImage(image=make_image(court), alt=ALT)]
    post.save()
    return post


def before_judge(people: dict[str, Person], post: Post) -> Round:
    """The post with the votes of the reviewer and the registrar: the judge's is the last."""
    for one in readiness_of(post).questions:
        post_answer(post=post, question=one.key, text="It leads to nobody.", by=people["mira"])
    round = post_submit(post=post, by=people["mira"])
    approve(round, people["jonas"])
    approve(round, people["hanne"])
    return round


def address_in_mail(person: Person) -> str:
    """The one link of the newest mail that asks this person."""
    asked = Notice.objects.filter(person=person).select_related("person", "court").latest("created_at")
    return mailing.letter_of(asked).address


def big(*found: Locator) -> None:
    """Fail when a thumb would miss one of these."""
    for one in found:
        for part in one.locator("visible=true").all():
            box = part.bounding_box()
            assert box is not None
            assert box["width"] >= THUMB, (part.inner_text(), box)
            assert box["height"] >= THUMB, (part.inner_text(), box)


def due_words(post: Post, form: str, language: str = "en") -> str:
    assert post.due_at
    with override(language):
        return date_format(timezone.localtime(post.due_at, post.court.zone), gettext(form))


def test_a_judge_decides_by_touch_in_two_taps(people: dict[str, Person], sign: As, address: str) -> None:
    first = drafted(people)
    before_judge(people, first)
    page = sign(people["amsel"], **TELEPHONE)
    page.goto(re.sub(r"^https?://[^/]+", address, address_in_mail(people["amsel"])))
    read_on_a_telephone(page)
    approved_in_two_taps(page, first)
    taken_back(page)
    second = drafted(people, title="Jury selection on Friday")
    before_judge(people, second)
    returned_with_a_reason(page, second, address)


def read_on_a_telephone(page: Page) -> None:
    expect(page.locator(".pr-dec__title")).to_have_text(TITLE)
    expect(page.locator(".pr-finding--advise")).to_contain_text("#openjusticeday")
    expect(page.locator("#s-ans")).to_contain_text("It leads to nobody.")
    expect(page.locator("#s-past")).to_contain_text("None went out in the last twelve months.")
    expect(page.locator("section", has=page.locator("#h-perm"))).to_contain_text("Mastodon")
    big(page.locator(".pr-bar a"), page.get_by_role("tab"), page.locator(".pr-glance a"), page.locator("#s-more a"))
    glance, bar = page.locator(".pr-glance").bounding_box(), page.locator(".pr-bar").bounding_box()
    talk = page.locator("#s-talk").bounding_box()
    assert glance
    assert talk
    assert bar
    assert glance["y"] < talk["y"], "the four lines that are the whole case come before what others say"
    assert bar["y"] + bar["height"] <= page.evaluate("innerHeight") + 1
    upright(page)
    page.get_by_role("link", name="More").tap()
    sheet = page.get_by_role("dialog")
    for name in ("Suggest another wording…", "Ask an adviser…", "Stand aside…"):
        big(sheet.get_by_role("link", name=name))
    upright(page)
    sheet.get_by_role("link", name="Back to the post").tap()


def upright(page: Page) -> None:
    """Nothing is wider than the window, which no telephone had to shrink; and axe finds nothing."""
    fits(page)
    assert page.evaluate("innerWidth") == 360
    no_axe_findings(page)


def approved_in_two_taps(page: Page, post: Post) -> None:
    page.locator(".pr-bar").get_by_role("link", name="Approve…").tap()
    sheet = page.get_by_role("dialog")
    first, second = page.get_by_role("tab", include_hidden=True).all_inner_texts()
    for words in (due_words(post, "D j M Y, H:i"), first, second, "English"):
        expect(sheet).to_contain_text(words)
    expect(sheet.locator("dd[data-decision-unread]")).to_have_text(second)
    big(sheet.get_by_role("button"), sheet.get_by_role("link"))
    upright(page)
    sheet.get_by_role("button", name=f"Approve for {due_words(post, 'l H:i')}").tap()
    expect(page.locator(".messages li")).to_contain_text("Approved. The votes are complete.")
    assert Release.objects.filter(reference=post.reference).count() == 1


def taken_back(page: Page) -> None:
    big(page.get_by_role("button", name="Take back my vote"))
    upright(page)
    page.get_by_role("button", name="Take back my vote").tap()
    expect(page.locator(".messages li")).to_contain_text("Your vote is taken back.")
    assert set(Delivery.objects.values_list("state", flat=True)) == {State.HELD}


def returned_with_a_reason(page: Page, post: Post, address: str) -> None:
    page.goto(f"{address}/admin/decisions/")
    upright(page)
    big(page.locator(".pr-case h3 a"))
    page.get_by_role("link", name=post.title).tap()
    page.locator(".pr-bar").get_by_role("link", name="Return…").tap()
    sheet = page.get_by_role("dialog")
    big(sheet.get_by_role("button"), sheet.get_by_role("link"))
    sheet.get_by_label("What should change, and why?").fill("Say that the public may watch.")
    upright(page)
    sheet.get_by_role("button", name="Return to the author").tap()
    expect(page.locator(".messages li")).to_contain_text("Returned. The author has been told.")
    upright(page)
    vote = Vote.objects.get(round__reference=post.reference, duty=Duty.RETURNED)
    assert vote.comment == "Say that the public may watch."


def test_a_new_block_leaves_the_way_back_alone(people: dict[str, Person], sign: As, address: str) -> None:
    post = drafted(people)
    round = before_judge(people, post)
    change_text(post, "The regis\u200btry opens at nine.")
    page = sign(people["amsel"], **TELEPHONE)
    page.goto(f"{address}/admin/decisions/{round.reference}/")
    expect(page.locator(".pr-finding--block")).to_contain_text("Must be mended")
    expect(page.get_by_text("It cannot be approved as it stands")).to_be_visible()
    assert page.locator(".pr-bar a").all_inner_texts() == ["Return…", ""]
    big(page.locator(".pr-bar a"))
    upright(page)


# --- by keyboard alone --------------------------------------------------------------------------

STOP = """async () => {
  const frame = () => new Promise(requestAnimationFrame);
  const top = () => document.activeElement.getBoundingClientRect().top;
  for (let still = 0, was = top(); still < 6; was = top()) { await frame(); still = top() === was ? still + 1 : 0; }
  const at = document.activeElement, style = getComputedStyle(at), box = at.getBoundingClientRect();
  const bar = document.querySelector(".pr-bar"), head = document.querySelector("header.w-slim-header, .w-slim-header");
  const under = (part) => part && !part.contains(at) && getComputedStyle(part).display !== "none"
    && box.top < part.getBoundingClientRect().bottom - 1 && box.bottom > part.getBoundingClientRect().top + 1;
  return {
    what: at.id || at.getAttribute("role") || at.tagName,
    words: (at.getAttribute("aria-label") || at.innerText || "").trim(),
    part: (at.closest("[id]") || at).id,
    seen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== "none",
    under: box.height < 400 && (under(bar) || under(head)),
  };
}"""


def tab(page: Page, until: str) -> list[dict[str, Any]]:
    """The stops of the tab key up to the one with these words."""
    stops: list[dict[str, Any]] = []
    for _press in range(60):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(STOP))
        if stops[-1]["words"] == until:
            return stops
    raise AssertionError([stop["words"] for stop in stops])


def test_a_judge_decides_by_keyboard_alone(people: dict[str, Person], sign: As, address: str) -> None:
    post = drafted(people)
    round = before_judge(people, post)
    page = sign(people["amsel"], **NARROW)
    page.goto(f"{address}/admin/decisions/{round.reference}/")
    page.locator("#main").focus()
    stops = tab(page, "More")
    assert [stop["words"] for stop in stops if not stop["seen"]] == [], "the focus cannot be seen there"
    assert [stop for stop in stops if stop["under"]] == [], "the focus is under a bar there"
    words = [stop["words"] for stop in stops]
    order = [next(at for at, stop in enumerate(stops) if stop["what"].startswith("t-r"))]
    order += [next(at for at, one in enumerate(words) if "Nothing blocks" in one)]
    order += [words.index("Comment on the text"), *(words.index(name) for name in ("Approve…", "Return…", "More"))]
    assert order == sorted(order)
    assert order[-3:] == [len(words) - 3, len(words) - 2, len(words) - 1]
    other_version_by_arrow(page)
    in_the_sheet_and_back(page)
    page.keyboard.press("Enter")
    tab(page, f"Approve for {due_words(post, 'l H:i')}")
    page.keyboard.press("Space")
    said = page.locator(".messages li")
    expect(said).to_be_focused()
    expect(said).to_contain_text("Approved. The votes are complete.")
    tab(page, "Take back my vote")
    page.keyboard.press("Enter")
    expect(said).to_contain_text("Your vote is taken back.")
    expect(said).to_be_focused()


def other_version_by_arrow(page: Page) -> None:
    first, second = page.get_by_role("tab").all()
    shown = page.get_by_role("tabpanel").inner_text()
    first.focus()
    page.keyboard.press("ArrowRight")
    expect(second).to_be_focused()
    expect(page.get_by_role("tabpanel")).not_to_have_text(shown, use_inner_text=True)


def in_the_sheet_and_back(page: Page) -> None:
    """The focus starts on the heading, is kept inside, and goes back to where it was."""
    opener = page.locator(".pr-bar").get_by_role("link", name="Approve…")
    opener.focus()
    page.keyboard.press("Enter")
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_role("heading")).to_be_focused()
    expect(sheet.locator("dd[data-decision-unread]")).to_be_hidden()
    for _press in range(6):
        page.keyboard.press("Tab")
        assert page.evaluate("!document.activeElement.closest('.pr-dec, nav, .pr-bar')")
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(opener).to_be_focused()


# --- from right to left -------------------------------------------------------------------------


def test_a_judge_decides_from_right_to_left(people: dict[str, Person], sign: As, address: str) -> None:
    post = drafted(people)
    round = before_judge(people, post)
    page = sign(people["amsel"], **TELEPHONE, locale="ar")
    page.goto(f"{address}/admin/decisions/{round.reference}/")
    assert page.evaluate("document.documentElement.dir") == "rtl"
    expect(page.locator(".pr-dec__when b")).to_have_text(due_words(post, "D j M, H:i", "ar"))
    expect(page.locator("h1")).to_have_text(round.reference)
    assert "," not in page.locator(".pr-dec__head").inner_text(), "a comma of the other direction"
    approve_it, give_back = page.locator(".pr-bar .button").nth(0), page.locator(".pr-bar .button").nth(1)
    boxes = approve_it.bounding_box(), give_back.bounding_box()
    assert boxes[0]
    assert boxes[1]
    assert boxes[0]["x"] > boxes[1]["x"], "the first button stands on the right"
    icon, words = (
        page.locator(".pr-glance svg").first.bounding_box(),
        page.locator(".pr-glance span").first.bounding_box(),
    )
    assert icon
    assert words
    assert icon["x"] > words["x"]
    assert page.locator(".pr-pv__text").first.evaluate("part => getComputedStyle(part).direction") == "ltr"
    big(page.locator(".pr-bar a"), page.get_by_role("tab"), page.locator(".pr-glance a"), page.locator("#s-more a"))
    upright(page)
    approve_it.tap()
    sheet = page.get_by_role("dialog")
    expect(sheet).to_contain_text(due_words(post, "D j M Y, H:i", "ar"))
    upright(page)
    sheet.get_by_role("button").tap()
    expect(page.locator(".messages li")).to_be_visible()
    upright(page)
    assert Release.objects.filter(reference=post.reference).exists()


# --- sealed -------------------------------------------------------------------------------------

SEALED_WALK = (
    "", "posts/", f"posts/?q={WORD}", "decisions/", "questions/", "notices/", "reports/engagement/", "matters/",
    "images/", "templates/", "trail/",
    *(f"outbox/?tab={tab}" for tab in ("needs", "waiting", "sending", "sent", "ended")),
)  # fmt: skip


def test_a_sealed_post_is_read_by_those_named_and_by_nobody_else(
    people: dict[str, Person], sign: As, address: str
) -> None:
    court = Court.objects.get()
    stranger = make_person(court, *Role, username="nora")
    round, asked = sealed_posts(people)
    page = sign(people["amsel"], **NARROW)
    page.goto(f"{address}/admin/decisions/{round.reference}/")
    expect(page.locator(".pr-dec__sealed")).to_contain_text("Sealed: only the 4 people named on it know of it.")
    upright(page)
    assert WORD in everything_fetched(sign(people["mira"]), address, ("posts/",)), "or the walk would prove nothing"
    fetched = everything_fetched(sign(stranger), address, SEALED_WALK)
    assert [one for one in (WORD, round.reference, asked.reference) if one.lower() in fetched] == []
    assert not Notice.objects.filter(person=stranger).exclude(kind__startswith="template").exists()
    for notice in Notice.objects.select_related("person", "court"):
        letter = mailing.letter_of(notice)
        assert WORD not in f"{letter.subject} {letter.text} {letter.html}".lower()
    assert not any(WORD in message.body.lower() or "nora" in str(message.to) for message in mail.outbox)


def sealed_posts(people: dict[str, Person]) -> tuple[Round, Post]:
    """One before its judge, with a comment, and one that an adviser is asked about."""
    court, mira = Court.objects.get(), people["mira"]
    waiting = drafted(people, title=f"{WORD} waiting", text=f"The {WORD} opens at nine.")
    asked = make_post(court, mira, title=f"{WORD} asked", text=f"A {WORD}.")
    for post in (waiting, asked):
        PostSeal.objects.create(post=post, by=mira)
    for name in ("jonas", "hanne", "amsel"):
        post_name(post=waiting, person=people[name], by=mira)
    round = before_judge(people, waiting)
    comment_write(round=round, digest=round.digest, place=None, text=f"Is it {WORD}?", by=people["jonas"])
    post_name(post=asked, person=people["selma"], by=mira)
    question_ask(reviewable=asked, text=f"May we say {WORD}?", urgent=False, by=mira)
    return round, asked


def everything_fetched(page: Page, address: str, walk: Iterable[str]) -> str:
    """In small letters: each text that the browser was sent on the walk, by itself or by its scripts."""
    texts: list[str] = []

    def keep(route: Route) -> None:
        if route.request.resource_type not in {"document", "xhr", "fetch"}:
            return route.continue_()
        answer = route.fetch(max_redirects=0)
        texts.append(re.sub(rf"(q=|value=.){WORD}", "", answer.text()))  # what the reader typed
        return route.fulfill(response=answer)

    page.route("**/*", keep)
    for path in walk:
        page.goto(f"{address}/admin/{path}")
    page.goto(f"{address}/admin/posts/")
    with page.expect_response(re.compile("/results/")):
        page.get_by_role("textbox", name="Search").locator("visible=true").last.fill(WORD[:6])
    page.unroute_all(behavior="wait")
    return " ".join(texts).lower()
