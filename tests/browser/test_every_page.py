"""Every page of the demo, as each of its people: at a desk, on a telephone, and there from right to left too.

A page passes when it has one first heading, no finding of axe (WCAG 2.2 AA), no script error, no request to another
host, and is not wider than its window.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import WIDTHS, axe_findings
from tests.browser.demo import Demo

pytestmark = pytest.mark.browser

# What the addresses below leave open, asked in the demo's own database.
ASK = """
import json
from django.utils import timezone
from approvals.models import Matter, Objection, Question
from cms.filling import Given
from cms.models import CourtImage, Post, Recurring, Template
from cms.services import post_from_template
from publishing.ground.models import Person, Proposal
from publishing.models import Delivery
from publishing.sandbox.models import SandboxPost
post = lambda state: Post.objects.filter(state=state).order_by("pk").last()
child = Matter.objects.get(code="26-388")
found = {name: post(state) for name, state in {
    "draft": "draft", "returned": "returned", "scheduled": "scheduled", "withdrawn": "withdrawn"}.items()}
waiting = {post.title.split()[0].lower(): post for post in Post.objects.filter(state="waiting")}
unknown = Delivery.objects.filter(state="unknown").first()
release = Delivery.objects.filter(state="sent").latest("pk").release
row = {"code": "restricted-identity", "guidelines": [15, 16, 34], "severity": "block", "reason": "protected-name",
       "matter": child.code, "params": {}, "words": ""}
objection, _made = Objection.objects.get_or_create(release=release, defaults={
    "court": release.court, "findings": [row], "register_version": 1, "found_at": timezone.now()})
closure = Template.objects.get(name="Registry closed")
given = Given(values={"day": "2026-12-24", "reason": "the weather"})
mira = Person.objects.get(username="mira")
filled = Post.objects.filter(drafted_from=closure).first() or post_from_template(
    template=closure, given=given, accounts=[], by=mira)
print(json.dumps({
    "closure": str(closure.pk), "weekly": str(Template.objects.get(name="Weekly hearing list").pk),
    "rule": str(Recurring.objects.get().pk), "filled": filled.pk,
    **{name: row.pk for name, row in found.items()},
    "said": found["withdrawn"].reference,
    "colleague": waiting["scam"].reference, "judge": waiting["judgment"].reference, "locked": waiting["scam"].pk,
    "correction": Post.objects.filter(kind="correction", state="sent").first().reference,
    "matter": str(child.pk), "party": str(child.parties.first().pk),
    "question": str(Question.objects.get(state="open").pk), "advice": str(Question.objects.get(state="answered").pk),
    "objection": str(objection.pk), "picture": CourtImage.objects.first().pk, "delivery": str(unknown.pk),
    "rehearsed": str(SandboxPost.objects.first().pk),
    "person": Person.objects.get(username="jonas").pk, "asked": str(Proposal.objects.get(outcome="open").pk),
}))
"""
SPEAK = "from wagtail.users.models import UserProfile; UserProfile.objects.update(preferred_language={!r})"
PROFILES = """
from publishing.ground.models import Person
from wagtail.users.models import UserProfile
for person in Person.objects.all(): UserProfile.get_for_user(person)
"""

WIDTHS_IN = {"en": sorted(WIDTHS, reverse=True), "ar": [min(WIDTHS)]}
# What axe finds at one width and not at another; for the rest the page at a desk and the Arabic telephone are enough.
OF_WIDTH = ("target-size", "scrollable-region-focusable")
TABS = ("needs", "waiting", "sending", "sent", "ended")
PAGES = {
    "mira": [
        "admin/", "admin/posts/", "admin/posts/?q=hearing", "admin/posts/add/", "admin/posts/edit/{draft}/",
        "admin/posts/edit/{draft}/?submitted=1", "admin/posts/edit/{returned}/", "admin/posts/edit/{locked}/",
        "admin/posts/edit/{scheduled}/", "admin/posts/edit/{withdrawn}/", "admin/posts/history/{draft}/",
        "admin/posts/take-back/{locked}/", "admin/decisions/", "admin/decisions/{colleague}/",
        *(f"admin/outbox/?tab={tab}" for tab in TABS), "admin/outbox/{delivery}/there/",
        "admin/outbox/pause/norvale/", "admin/watch/", "admin/matters/", "admin/matters/{matter}/",
        "admin/images/", "admin/images/add/", "admin/images/{picture}/", "admin/reports/engagement/",
        "admin/reports/engagement/?first=2026-01-01&last=2026-12-31", "admin/account/",
        "admin/guidelines/", "admin/sweep/", "admin/posts/question/{draft}/", "admin/questions/{advice}/",
        "admin/posts/named/{draft}/",
        "admin/templates/", "admin/templates/new/", "admin/templates/{weekly}/", "admin/templates/{weekly}/change/",
        "admin/templates/{weekly}/use/", "admin/templates/{closure}/use/", "admin/templates/draft/{filled}/",
        "admin/posts/edit/{filled}/", "admin/recurring/", "admin/recurring/{rule}/", "admin/recurring/new/{closure}/",
        "admin/emergencies/", "admin/emergencies/drills/",
    ],
    "jonas": [
        "admin/", "admin/decisions/", "admin/decisions/{colleague}/", "admin/decisions/{colleague}/approve/",
        "admin/decisions/{colleague}/return/", "admin/decisions/{judge}/", "admin/posts/edit/{locked}/",
        "admin/decisions/{colleague}/suggest/", "admin/decisions/{colleague}/comment/", "admin/questions/{question}/",
        "admin/decisions/{judge}/ask/",
    ],
    "selma": ["admin/", "admin/questions/", "admin/questions/{question}/", "admin/questions/{advice}/"],
    "amsel": ["admin/", "admin/decisions/", "admin/decisions/{judge}/", "admin/decisions/{judge}/approve/",
              "admin/guidelines/15/"],
    "hanne": [
        "admin/", "admin/matters/", "admin/matters/new/", "admin/matters/{matter}/", "admin/matters/{matter}/edit/",
        "admin/matters/{matter}/parties/new/", "admin/matters/{matter}/orders/new/",
        "admin/matters/{matter}/parties/{party}/reveal/", "admin/trail/", "admin/outbox/",
        "admin/sweep/", "admin/sweep/{objection}/withdraw/", "admin/sweep/{objection}/leave/",
        "admin/rules/", "admin/rules/norvale/compare/", "admin/rules/norvale/packs/fr-fr/",
        "admin/rules/norvale/words/new/", "admin/rules/norvale/weights/new/", "admin/rules/norvale/bodies/new/",
        "admin/rules/norvale/trials/",
    ],
    "harrow": ["admin/", "admin/decisions/", "admin/outbox/"],
    "dana": [
        "admin/", "admin/court/", "admin/court/norvale/", "admin/people/", "admin/people/norvale/invite/",
        "admin/people/norvale/seniority/",
        "admin/security/", "admin/security/first/", "admin/security/app/", "admin/security/passkey/",
        "admin/people/norvale/{person}/", "admin/accounts/", "admin/accounts/norvale/connect/", "admin/trail/",
        "admin/reports/engagement/", "admin/proposals/", "admin/proposals/{asked}/",
    ],
    "ilka": ["admin/", "admin/proposals/", "admin/proposals/{asked}/"],
    "nobody": [
        "", "record/", "record/{correction}/", "record/{said}/", "record/accounts/", "record/check/",
        "sandbox/", "sandbox/{rehearsed}/", "admin/login/", "admin/password_reset/",
    ],
}  # fmt: skip


@pytest.fixture
def address(demo: Demo) -> str:
    return demo.url


def shell(demo: Demo, code: str) -> str:
    done = demo.manage("shell", "--verbosity", "0", "-c", code)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def places(demo: Demo) -> dict[str, str]:
    """What stands for the words in braces."""
    shell(demo, PROFILES)
    found: dict[str, str] = json.loads(shell(demo, ASK).strip().splitlines()[-1])
    return found


@pytest.fixture(scope="module", params=["en", "ar"])
def language(request: pytest.FixtureRequest, demo: Demo, places: dict[str, str]) -> Iterator[str]:
    """The language that everybody has chosen in their account."""
    shell(demo, SPEAK.format(request.param))
    yield request.param
    shell(demo, SPEAK.format(""))


@pytest.mark.parametrize("who", PAGES)
def test_every_page_can_be_used(
    page: Page, demo: Demo, places: dict[str, str], language: str, sign_in: Callable[[str, str], None], who: str
) -> None:
    page.set_default_timeout(30_000)
    page.emulate_media(reduced_motion="reduce")  # what fades in has no colour yet
    if who != "nobody":
        sign_in(who, demo.password)
    page.set_extra_http_headers({"Accept-Language": language})
    wrong = []
    for path in PAGES[who]:  # the public record speaks the language of what was said, not its reader's
        shown_in = "en" if path.startswith("record") or not path else language
        wrong += faults(page, f"{demo.url}/{path.format(**places)}", shown_in)
    assert not wrong, "\n".join(wrong)


def faults(page: Page, url: str, language: str) -> list[str]:
    """What is wrong with the page at each width, in lines that begin with its address."""
    answer = page.goto(url)
    if answer is None or answer.status != 200:
        return [f"{url} answers {answer and answer.status}"]
    if page.url.rstrip("#") != url:
        return [f"{url} leads to {page.url}"]
    found = []
    for width in WIDTHS_IN[language]:
        page.set_viewport_size({"width": width, "height": WIDTHS[width]})
        rules = OF_WIDTH if (language, width) == ("en", min(WIDTHS)) else ()
        found += [f"{url} at {width}: {fault}" for fault in seen(page, language, rules)]
    return found


def seen(page: Page, language: str, rules: Sequence[str] = ()) -> list[str]:
    """What is wrong with the page as it stands; of axe only `rules` where some are given."""
    found = axe_findings(page, rules)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 0:
        found.append(f"{wide} pixels wider than its window")
    if (headings := page.locator("h1").count()) != 1:
        found.append(f"{headings} first headings")
    direction = page.evaluate("document.documentElement.dir || 'ltr'")
    if direction != ("rtl" if language == "ar" else "ltr"):
        found.append(f"runs {direction}")
    return found
