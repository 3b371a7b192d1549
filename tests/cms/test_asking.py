"""The author's side of "this is someone else": what the composer shows, and that asking is all they can do."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from approvals.models import Homonym, HomonymState, Matter, NameHit, ProbeAlert
from approvals.services import MatterEntry, PartyEntry, homonym_answer, homonym_revoke, matter_save, party_add
from cms.models import Post
from publishing.ground.models import Court, Person, Role
from tests.factories import make_account, make_person

from .conftest import Desk, entry, signed_in

pytestmark = pytest.mark.django_db
NAME = "Ellery Finch"
OTHERS = ("Ellery Vantongeren", "Vantongeren")
WORDS = "E. Finch"  # the author's own way to write it
TEXT = f"The registry opens at nine. {WORDS} bakes the bread."


@pytest.fixture
def registrar(desk: Desk) -> Person:
    return make_person(desk.court, Role.REGISTRAR, first_name="Ada", last_name="Brandl")


@pytest.fixture
def matter(desk: Desk, registrar: Person) -> Matter:
    return name_in(desk.court, registrar)


def name_in(court: Court, registrar: Person, code: str = "26-7") -> Matter:
    matter = matter_save(court=court, entry=MatterEntry(code=code, docket=f"No. {code}"), by=registrar)
    party_add(matter=matter, entry=PartyEntry(name=NAME, forms=OTHERS, protected=True), by=registrar)
    return matter


@pytest.fixture
def post(desk: Desk, matter: Matter) -> Post:
    desk.client.post(reverse("posts:add"), entry(desk, text=TEXT))
    return Post.objects.get()


def edit(post: Post) -> str:
    return reverse("posts:edit", args=[post.pk])


def page(desk: Desk, post: Post) -> str:
    return str(desk.client.get(edit(post)).content.decode())


def asks(desk: Desk, post: Post) -> str:
    """What the button of the block says."""
    before, _mark, after = page(desk, post).partition('name="action-ask" value="')
    assert after, before
    return after.split('"')[0]


def ask(desk: Desk, post: Post, reason: str = "The baker of Mill Lane.", **facts: Any) -> Any:
    button = asks(desk, post)
    data = {**entry(desk, text=TEXT), "action-ask": button, f"ask|{button}": reason, **facts}
    return desk.client.post(edit(post), data, follow=True)


def answered(registrar: Person, *, cleared: bool = True) -> Homonym:
    question = Homonym.objects.get()
    return homonym_answer(
        question=question, cleared=cleared, sentences=question.sentences, reason="Born later.", by=registrar
    )


def test_the_block_shows_the_authors_own_words_and_no_other_form(desk: Desk, post: Post) -> None:
    text = page(desk, post)
    assert f'<q dir="auto">{WORDS}</q>' in text
    assert "may name someone protected in matter 26-7" in text
    assert not [form for form in (NAME, *OTHERS) if form in text]


def test_there_is_no_button_to_clear_it(desk: Desk, post: Post) -> None:
    text = page(desk, post)
    assert "Ask a registrar" in text
    assert 'value="cleared"' not in text


def test_one_tap_and_a_line_ask(desk: Desk, post: Post) -> None:
    answer = ask(desk, post).content.decode()
    assert "A registrar has been asked." in answer
    assert Homonym.objects.get().asked_why == "The baker of Mill Lane."
    assert "Ask a registrar" not in answer


def test_asking_saves_what_stands_on_the_screen_first(desk: Desk, post: Post) -> None:
    ask(desk, post, text=TEXT + " Everybody is welcome.")
    assert Post.objects.get().text.endswith("welcome.")
    assert Homonym.objects.count() == 1


def test_a_reason_that_names_someone_is_kept_nowhere(desk: Desk, post: Post) -> None:
    answer = ask(desk, post, f"It is not {NAME}.").content.decode()
    assert "may name someone protected" in answer
    assert NAME not in answer
    assert not Homonym.objects.exists()


@pytest.mark.parametrize(
    ("reason", "words"), [("", "Write why"), ("a" * 10_000, "10000 characters, 1000 are the most")]
)
def test_a_reason_that_cannot_be_kept_is_answered_plainly(desk: Desk, post: Post, reason: str, words: str) -> None:
    assert words in ask(desk, post, reason).content.decode()
    assert not Homonym.objects.exists()


def test_a_second_tap_does_not_ask_again(desk: Desk, post: Post) -> None:
    button = asks(desk, post)
    ask(desk, post)
    data = {**entry(desk, text=TEXT), "action-ask": button, f"ask|{button}": "Really the baker."}
    assert "asked already" in desk.client.post(edit(post), data, follow=True).content.decode()
    assert Homonym.objects.count() == 1


@pytest.mark.parametrize("button", ["", "|", "26-7|", "26-7|" + "0" * 16, "99-9|x|y", "<b>|x"])
def test_a_forged_button_asks_nothing(desk: Desk, post: Post, button: str) -> None:
    data = {**entry(desk, text=TEXT), "action-ask": button, f"ask|{button}": "The baker."}
    assert desk.client.post(edit(post), data, follow=True).status_code == 200
    assert not Homonym.objects.exists()


def test_a_post_of_another_court_cannot_be_asked_about(desk: Desk, other: Desk, post: Post) -> None:
    button = asks(desk, post)
    for address in (reverse("posts:ask", args=[post.pk]), edit(post)):
        given = {**entry(desk, text=TEXT), "action-ask": button, f"ask|{button}": "The baker."}
        assert other.client.post(address, given).status_code in (302, 404)
    assert other.client.post(reverse("posts:ask", args=[post.pk])).status_code == 404
    assert not Homonym.objects.exists()


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.REGISTRAR, Role.JUDGE, Role.PRESIDENT, Role.ADMINISTRATOR])
def test_only_press_officers_ask(desk: Desk, post: Post, role: str) -> None:
    client = signed_in(make_person(desk.court, role))
    assert client.post(reverse("posts:ask", args=[post.pk]), {"action-ask": asks(desk, post)}).status_code == 404
    assert "Ask a registrar" not in client.get(edit(post)).content.decode()


def test_a_cleared_post_says_by_whom_and_why_and_can_be_submitted(desk: Desk, post: Post, registrar: Person) -> None:
    ask(desk, post)
    answered(registrar)
    text = page(desk, post)
    assert "Cleared by a registrar" in text
    assert "Ada Brandl’s reason:</b> Born later." in text
    desk.client.post(edit(post), {**entry(desk, text=TEXT), "action-submit": "1"})
    assert Post.objects.get().state == "submitted" or Post.objects.get().get_lock() is not None


def test_a_kept_one_says_why_and_can_be_asked_again(desk: Desk, post: Post, registrar: Person) -> None:
    ask(desk, post)
    answered(registrar, cleared=False)
    text = page(desk, post)
    assert "Ada Brandl, registrar, keeps it blocked: Born later." in text
    assert "Ask a registrar" in text


def test_a_revoked_one_says_so(desk: Desk, post: Post, registrar: Person) -> None:
    ask(desk, post)
    homonym_revoke(question=answered(registrar), reason="The same person after all.", by=registrar)
    assert "took the clearing back: The same person after all." in page(desk, post)


def test_another_sentence_says_that_the_answer_no_longer_holds(desk: Desk, post: Post, registrar: Person) -> None:
    ask(desk, post)
    answered(registrar)
    desk.client.post(edit(post), entry(desk, text=TEXT.replace("bread", "cake")))
    assert "so ask again" in page(desk, post)


def test_a_locked_post_can_be_asked_about(desk: Desk, registrar: Person) -> None:
    """The name came onto the register when the post was with its approvers."""
    desk.client.post(reverse("posts:add"), {**entry(desk, text=TEXT), "action-submit": "1"})
    post = Post.objects.get()
    name_in(desk.court, registrar)
    button = asks(desk, post)
    given = {"action-ask": button, f"ask|{button}": "The baker of Mill Lane."}
    desk.client.post(reverse("posts:ask", args=[post.pk]), given)
    assert Homonym.objects.get().state == HomonymState.ASKED


# --- whoever tries names out -------------------------------------------------------------------------------


SPELLINGS = ("Ellery Finch", "ELLERY FINCH", "E. Finch", "Finch, Ellery", "Finch's")


@pytest.mark.both
def test_saving_counts_without_any_script(desk: Desk, post: Post) -> None:
    for words in SPELLINGS:
        desk.client.post(edit(post), entry(desk, text=f"{words} bakes."))
    assert ProbeAlert.objects.get().person == desk.officer


def test_the_live_panel_counts(desk: Desk, post: Post) -> None:
    NameHit.objects.all().delete()
    for words in SPELLINGS:
        desk.client.post(reverse("posts:live", args=[post.pk]), entry(desk, text=f"{words} bakes."))
    assert ProbeAlert.objects.get().person == desk.officer


@pytest.mark.both
def test_a_reason_for_a_finding_counts_though_it_is_not_kept(desk: Desk, post: Post) -> None:
    NameHit.objects.all().delete()
    field = "reason|pending-case|26-7|" + "0" * 16
    for words in SPELLINGS:
        desk.client.post(edit(post), entry(desk, text="The registry opens.") | {field: f"It is not {words}."})
    assert ProbeAlert.objects.get().person == desk.officer


def test_reading_what_a_colleague_wrote_counts_for_nobody(desk: Desk, post: Post) -> None:
    colleague = make_person(desk.court, Role.PRESS_OFFICER)
    signed_in(colleague).get(edit(post))
    assert not NameHit.objects.filter(person=colleague).exists()


def test_the_account_of_another_court_asks_nothing_here(desk: Desk, other: Desk, post: Post) -> None:
    make_account(other.court)
    assert other.client.post(reverse("posts:live", args=[post.pk]), entry(desk)).status_code == 404
    assert not NameHit.objects.filter(person=other.officer).exists()
