"""A sealed post is found nowhere: every address, by everybody of its court who is not named on it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from approvals.services.comments import comment_write
from approvals.services.questions import question_ask
from cms.models import CourtImage, Post, PostImage, PostSeal, ReferenceCounter
from cms.services import post_submit
from publishing.domain.delivery import State
from publishing.domain.limits import limits_for
from publishing.ground.models import Court, Person, Role
from publishing.media import fit
from publishing.models import Account, Delivery
from tests.cms.reach import furnish, open_addresses, paths, values_of
from tests.cms.test_shut import body
from tests.factories import (
    make_account,
    make_image,
    make_message,
    make_person,
    make_picture,
    make_post,
    make_release,
)

WORD = "verschluss"  # a word that no page has by itself
UNSENT = (State.SCHEDULED, State.HELD, State.FAILED, State.UNKNOWN, State.CANCELLED, State.SENDING)


@pytest.fixture
def court(db, settings, tmp_path) -> Court:
    settings.MEDIA_ROOT = settings.PRIVATE_MEDIA_ROOT = tmp_path
    cache.clear()
    return furnish()


@pytest.fixture
def author(court) -> Person:
    return make_person(court, Role.PRESS_OFFICER)


@pytest.fixture
def stranger(court) -> Person:
    """Somebody who may everything there, a superuser with every role, but is named on nothing."""
    return make_person(court, *Role, is_superuser=True)


def seal_one_of_each(court: Court, author: Person) -> list[str]:
    """A sealed post in each state before it is out; their references."""
    account = court.accounts.earliest("created_at")
    # far from the references of releases that the factories number by themselves
    ReferenceCounter.objects.update_or_create(court=court, year=timezone.now().year, defaults={"last": 9000})
    posts = [make_post(court, author, account, title=f"{WORD} draft", text=f"{WORD} text")]
    waiting = make_post(court, author, account, title=f"{WORD} waiting", text=f"The {WORD} opens at nine.")
    round = post_submit(post=waiting, by=author)
    comment_write(round=round, digest=round.digest, place=None, text=f"Is it {WORD}?", by=author)
    asked = make_post(court, author, account, title=f"{WORD} asked")
    question_ask(reviewable=asked, text=f"May we say {WORD}?", urgent=False, by=author)
    posts += [waiting, asked, *(_released(court, author, account, state) for state in UNSENT)]
    _picture(court, author, posts[0])
    for post in posts:
        PostSeal.objects.create(post=post, by=author)
    return [post.reference for post in posts]


def _released(court: Court, author: Person, account: Account, state: State) -> Post:
    post = make_post(court, author, account, title=f"{WORD} {state}")
    release = make_release(account, reference=post.reference, title=post.title)
    Delivery.objects.filter(release=release).update(state=state)
    return post


def _picture(court: Court, author: Person, post: Post) -> None:
    image = make_image(court, title=WORD, uploaded_by_user=author)
    PostImage.objects.create(post=post, image=image, alt=WORD)


def client_of(person: Person) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(person)
    return client


def every_path(court: Court) -> list[tuple[str, str]]:
    values = values_of(court)
    sealed = Post.objects.filter(court=court).sealed()
    values["str"] = list(sealed.values_list("reference", flat=True))
    values["posts:pk"] = values["templates:post"] = [str(key) for key in sealed.values_list("pk", flat=True)]
    return [(one.name, path) for one in open_addresses() for path in paths(one, values)]


def test_whoever_is_not_named_finds_nothing_of_it(court, author, stranger) -> None:
    sealed = seal_one_of_each(court, author)
    client, wrong = client_of(stranger), []
    for name, path in every_path(court):
        answer = client.get(path)
        said = body(answer).replace(path.lower(), "")  # a page repeats the address that it was asked for
        found = [one for one in (WORD, *sealed) if one.lower() in said]
        if found or answer.status_code >= 500:
            wrong.append((name, path, answer.status_code, found))
    assert wrong == []


def test_the_author_finds_it(court, author) -> None:
    """Or the test above would prove nothing."""
    sealed = seal_one_of_each(court, author)
    client = client_of(author)
    said = "".join(body(client.get(path)) for name, path in every_path(court) if name.split(":")[0] in SHOWN_IN)
    assert [one for one in (WORD, *sealed) if one.lower() not in said] == []


SHOWN_IN = {"posts", "outbox", "wagtailadmin_home", "wagtailimages", "decisions", "questions"}


def test_no_page_counts_it(court, author, stranger) -> None:
    """What a page says is the same, digit by digit, as before the post was there."""
    client = client_of(stranger)
    # The trail grows with every act, the rehearsal network tells how long ago it was, an app's key is drawn anew.
    aside = ("trail", "sandbox", "mfa_activate_totp")
    pages = [one for one in open_addresses() if not one.arguments and not one.name.startswith(aside)]
    client.get("/admin/")
    before = {one.name: numbers(client.get(f"/{one.route}")) for one in pages}
    seal_one_of_each(court, author)
    after = {one.name: numbers(client.get(f"/{one.route}")) for one in pages}
    assert {name: (was, after[name]) for name, was in before.items() if was != after[name]} == {}


CHANGING = re.compile(r"csrf[^>]*>|nonce=\"[^\"]*\"|\d\d:\d\d(:\d\d)?|\d+ seconds?")


def numbers(answer: Any) -> list[str]:
    """Every number that a reader sees, without clocks."""
    said = re.sub(r"<script.*?</script>|<[^>]*>", " ", CHANGING.sub("", body(answer)), flags=re.S)
    return re.findall(r"\d+", said)


@pytest.mark.parametrize("words", [WORD, "opens at nine"])
def test_the_search_does_not_find_it(court, author, stranger, words) -> None:
    seal_one_of_each(court, author)
    for path in ("/admin/posts/", "/admin/posts/results/", "/admin/images/", "/admin/images/results/"):
        said = body(client_of(stranger).get(path, {"q": words}))
        assert f"{WORD} " not in said.replace(f'"{WORD}"', ""), path


def test_its_fitted_picture_is_not_served(court, author, stranger) -> None:
    account = make_account(court)
    medium = fit(court=court, data=make_picture(colour="navy"), alt=WORD, limits=limits_for("sandbox"))
    path = f"/media/fitted/{court.slug}/{medium.sha256}"
    post = make_post(court, author, account)
    make_release(account, reference=post.reference, messages=(make_message(account, media=(medium,)),))
    assert client_of(stranger).get(path).status_code == 200
    PostSeal.objects.create(post=post, by=author)
    assert client_of(stranger).get(path).status_code == 404
    assert client_of(author).get(path).status_code == 200
    make_release(account, messages=(make_message(account, media=(medium,)),))
    assert client_of(stranger).get(path).status_code == 200


def test_a_picture_of_an_open_post_stays(court, author, stranger) -> None:
    image = make_image(court, uploaded_by_user=author)
    sealed, free = make_post(court, author), make_post(court, author)
    PostSeal.objects.create(post=sealed, by=author)
    PostImage.objects.create(post=sealed, image=image, alt="x")
    assert not CourtImage.objects.for_person(stranger).filter(pk=image.pk).exists()
    PostImage.objects.create(post=free, image=image, alt="x")
    assert CourtImage.objects.for_person(stranger).filter(pk=image.pk).exists()
