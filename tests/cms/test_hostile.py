"""What an insider who means harm tries at the desk, and what happens when people and rights change on the way."""

from __future__ import annotations

import io
import logging
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_q.conf import Conf
from django_q.models import OrmQ

from approvals.models import Matter, Round, Vote
from approvals.services import MatterEntry, PartyEntry, Refused, digest_of, matter_save, party_add, vote_cast
from cms.models import CourtImage, Post, PostImage, PostVersion
from cms.services import PostRefused, post_submit, post_take_back, readiness_of
from publishing.dispatcher.claim import claimable
from publishing.dispatcher.pauses import Pauses
from publishing.domain.delivery import State
from publishing.ground.models import AuditEntry, Membership, Person, Role
from publishing.ground.services import membership_grant, membership_revoke
from publishing.models import Delivery, Pause, Release
from publishing.services import move
from tests.factories import (
    make_account,
    make_delivery,
    make_image,
    make_jury_matter,
    make_message,
    make_person,
    make_picture,
    make_post,
    make_release,
)
from tests.two import grant

from .conftest import Desk, entry, signed_in

pytestmark = pytest.mark.django_db
NAME = "Zora Plavec"


@pytest.fixture
def colleague(desk: Desk) -> Person:
    return make_person(desk.court, Role.REVIEWER)


@pytest.fixture
def judge(desk: Desk) -> Person:
    return make_person(desk.court, Role.JUDGE)


@pytest.fixture
def administrator(desk: Desk) -> Person:
    return make_person(desk.court, Role.ADMINISTRATOR)


@pytest.fixture
def matter(desk: Desk) -> Matter:
    """A matter with a protected name."""
    registrar = make_person(desk.court, Role.REGISTRAR)
    given = matter_save(court=desk.court, entry=MatterEntry(code="26-7", docket="No. 26-7"), by=registrar)
    party_add(matter=given, entry=PartyEntry(name=NAME, protected=True), by=registrar)
    return given


def fresh(post: Post) -> Post:
    return Post.objects.get(pk=post.pk)


def vote(post: Post, person: Person, decision: str = "approve", **facts: str) -> None:
    now = fresh(post)
    given = {"digest": digest_of(now), "comment": "", **facts}
    vote_cast(task_state=now.current_workflow_task_state, person=person, decision=decision, **given)


def submitted(desk: Desk, **facts: object) -> Post:
    """On a case with a jury, so that a reviewer, a registrar and a judge decide."""
    facts = {"matters": [make_jury_matter(desk.court)], **facts}
    post = make_post(desk.court, desk.officer, desk.account, **facts)
    post_submit(post=post, by=desk.officer)
    return fresh(post)


def vote_of_the_desk(post: Post, colleague: Person) -> None:
    vote(post, colleague)
    vote(post, make_person(post.court, Role.REGISTRAR))


def codes(post: Post) -> set[str]:
    result = readiness_of(post).result
    return {seen.finding.code for seen in result.blocks} if result else {"nothing was checked"}


# --- people and roles that change on the way ---------------------------------------------------------


def test_an_author_who_becomes_a_reviewer_decides_on_other_posts_only(desk: Desk, administrator: Person) -> None:
    post = submitted(desk)
    membership_grant(court=desk.court, person=desk.officer, role=Role.REVIEWER, by=administrator)
    another = make_person(desk.court, Role.ADMINISTRATOR)
    grant(desk.court, desk.officer, Role.JUDGE, by=administrator, and_by=another)
    membership_revoke(court=desk.court, person=desk.officer, role=Role.PRESS_OFFICER, by=administrator)
    with pytest.raises(Refused, match="wrote"):
        vote(post, desk.officer)
    assert not Vote.objects.exists()


def test_who_left_the_court_with_a_decision_before_them_decides_nothing(
    desk: Desk, colleague: Person, administrator: Person
) -> None:
    post = submitted(desk)
    membership_revoke(court=desk.court, person=colleague, role=Role.REVIEWER, by=administrator)
    with pytest.raises(Refused):
        vote(post, colleague)
    assert not Vote.objects.exists()


def test_a_colleague_who_becomes_the_judge_still_counts_once(
    desk: Desk, colleague: Person, administrator: Person
) -> None:
    post = submitted(desk)
    vote(post, colleague)
    another = make_person(desk.court, Role.ADMINISTRATOR)
    grant(desk.court, colleague, Role.JUDGE, by=administrator, and_by=another)
    with pytest.raises(Refused, match="once"):
        vote(post, colleague)
    assert not Release.objects.exists()


def test_a_vote_given_in_office_stands_when_the_office_ends(
    desk: Desk, colleague: Person, judge: Person, administrator: Person
) -> None:
    post = submitted(desk)
    vote_of_the_desk(post, colleague)
    membership_revoke(court=desk.court, person=colleague, role=Role.REVIEWER, by=administrator)
    vote(post, judge)
    assert Release.objects.get().clearance["approvals"][0]["role"] == Role.REVIEWER


def test_a_picture_is_not_exchanged_under_those_who_read_it(desk: Desk, colleague: Person, judge: Person) -> None:
    """Whoever put other content under an old picture would have written it, and could then decide on it."""
    post = make_post(desk.court, desk.officer, desk.account)
    image = make_image(desk.court)
    post.images = [PostImage(image=image, alt="The courtroom.")]
    post.save()
    post_submit(post=fresh(post), by=desk.officer)
    digest, name = digest_of(fresh(post)), image.file.name
    Membership.objects.create(court=desk.court, person=colleague, role=Role.PRESS_OFFICER)
    other = io.BytesIO(make_picture(colour="red"))
    other.name = "other.png"
    signed_in(colleague).post(
        reverse("wagtailimages:edit", args=[image.pk]),
        {"title": "Courtroom", "file": other, "collection": desk.court.collection_id},
    )
    assert CourtImage.objects.get(pk=image.pk).file.name == name
    assert digest_of(fresh(post)) == digest


# --- pictures on the trail -----------------------------------------------------------------------------


def test_a_picture_added_on_wagtails_page_stands_on_the_trail(desk: Desk) -> None:
    file = io.BytesIO(make_picture(colour="red"))
    file.name = "door.png"
    data = {"title": "Door", "file": file, "collection": desk.court.collection_id}
    desk.client.post(reverse("wagtailimages:add"), data)
    image = CourtImage.objects.get(title="Door")
    kept = AuditEntry.objects.get(act="picture_added")
    assert (kept.court, kept.subject, kept.actor) == (desk.court, f"picture:{image.pk}", f"person:{desk.officer.pk}")


def test_a_picture_changed_on_wagtails_page_stands_on_the_trail(desk: Desk) -> None:
    image = make_image(desk.court)
    data = {"title": "The door", "collection": desk.court.collection_id, "people": ["nobody"]}
    desk.client.post(reverse("wagtailimages:edit", args=[image.pk]), data)
    kept = AuditEntry.objects.get(act="picture_changed")
    assert (kept.subject, kept.facts) == (f"picture:{image.pk}", {"fields": ["title"]})


def test_the_page_of_a_picture_offers_neither_another_file_nor_another_court(desk: Desk) -> None:
    page = desk.client.get(reverse("wagtailimages:edit", args=[make_image(desk.court).pk])).content.decode()
    assert 'name="title"' in page
    assert ('name="file"' in page, 'name="collection"' in page) == (False, False)


# --- what a form is sent with ----------------------------------------------------------------------------


def test_fields_that_the_composer_does_not_offer_are_not_taken(desk: Desk, other: Desk) -> None:
    post = make_post(desk.court, desk.officer, desk.account)
    forged = {
        "state": "sent", "live": "on", "author": str(other.officer.pk), "reference": "XX-1", "court": other.court.slug,
        "taken_back": "1", "locked": "on", "created_at": "1999-01-01", "latest_revision": "1", "live_revision": "1",
        "go_live_at": "2026-01-01 10:00", "approved_schedule": "on", "digest": "0" * 64, "title": "Changed",
    }  # fmt: skip
    desk.client.post(reverse("posts:edit", args=[post.pk]), entry(desk) | forged)
    now, names = fresh(post), ("state", "live", "author", "reference", "court", "taken_back", "locked", "created_at")
    assert now.title == "Changed"
    assert [getattr(now, name) for name in names] == [getattr(post, name) for name in names]
    assert (now.live_revision, now.go_live_at) == (None, None)


def test_a_new_post_takes_no_author_state_or_reference_from_a_form(desk: Desk, other: Desk) -> None:
    forged = {"author": str(other.officer.pk), "state": "sent", "live": "on", "reference": "XX-1"}
    desk.client.post(reverse("posts:add"), entry(desk) | forged)
    post = Post.objects.get()
    assert (post.author, post.state, post.live) == (desk.officer, "draft", False)
    assert post.reference != "XX-1"


def test_own_words_for_another_courts_account_are_not_kept(desk: Desk, other: Desk) -> None:
    desk.client.post(reverse("posts:add"), entry(desk) | {f"own-{other.account.pk}": "Forged."})
    assert [row.account for row in Post.objects.get().versions.all()] == [desk.account]


def test_a_release_of_another_court_cannot_be_corrected(desk: Desk, other: Desk) -> None:
    theirs = make_delivery(State.SENT, other.account).release
    page = desk.client.post(reverse("posts:add"), entry(desk) | {"corrects": str(theirs.pk)})
    assert "has not published that" in page.content.decode()
    assert not Post.objects.exists()


@pytest.mark.parametrize(
    "where", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_nobody_is_led_away_after_signing_in(desk: Desk, where: str) -> None:
    desk.officer.set_password("a long word for tests")
    desk.officer.save()
    data = {"login": desk.officer.username, "password": "a long word for tests", "next": where}
    answer = Client().post(f"/admin/login/?next={quote(where)}", data)
    assert (answer.status_code, "evil" in answer["Location"], "javascript" in answer["Location"]) == (302, False, False)


@pytest.mark.parametrize("where", ["//evil.example/", "https://evil.example/"])
def test_nobody_is_led_away_after_changing_a_picture(desk: Desk, where: str) -> None:
    image = make_image(desk.court)
    data = {"title": "The door", "collection": desk.court.collection_id, "next": where}
    answer = desk.client.post(reverse("wagtailimages:edit", args=[image.pk]) + f"?next={quote(where)}", data)
    assert "evil" not in answer["Location"]


def test_signing_in_gives_a_new_session(desk: Desk) -> None:
    desk.officer.set_password("a long word for tests")
    desk.officer.save()
    client = Client()
    client.get("/admin/login/")
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["sessionid"] = before = session.session_key
    client.post("/admin/login/", {"login": desk.officer.username, "password": "a long word for tests"})
    assert client.session.session_key != before


def test_another_host_is_refused(desk: Desk) -> None:
    for path in ("/", "/record/", "/admin/login/"):
        assert Client().get(path, headers={"host": "evil.example"}).status_code == 400


@pytest.mark.parametrize("header", ["x-forwarded-host", "x-host"])
def test_no_header_puts_another_host_into_the_mail_for_a_new_password(desk: Desk, header: str) -> None:
    desk.officer.set_password("a long word for tests")
    desk.officer.save()
    Client().post("/admin/password_reset/", {"email": desk.officer.email}, headers={header: "evil.example"})
    [letter] = mail.outbox
    assert "evil.example" not in letter.body


# --- protected names, wherever they are hidden ---------------------------------------------------------


def test_own_words_are_checked_though_the_common_ones_are_clean(desk: Desk, matter: Matter) -> None:
    post = make_post(desk.court, desk.officer, desk.account)
    post.versions = [
        PostVersion(account=desk.account, own_text=f"{NAME} was heard."),
        PostVersion(account=make_account(desk.court)),
    ]
    post.save()
    assert "restricted-identity" in codes(fresh(post))


def test_the_words_about_a_picture_are_checked(desk: Desk, matter: Matter) -> None:
    post = make_post(desk.court, desk.officer, desk.account)
    post.images = [PostImage(image=make_image(desk.court), alt=f"{NAME} at the door.")]
    post.save()
    assert "restricted-identity" in codes(fresh(post))


def test_the_title_is_checked_since_the_record_shows_it(desk: Desk, matter: Matter) -> None:
    assert "restricted-identity" in codes(make_post(desk.court, desk.officer, desk.account, title=f"About {NAME}"))


@pytest.mark.parametrize("network", ["sandbox", "mastodon", "bluesky"])
@pytest.mark.parametrize(
    "path", ["zora-plavec", "Zora%20Plavec", "%5Aora%2DPlavec", "%5A%6F%72%61_%50%6C%61%76%65%63", "zora+plavec",
             "?q=Zora%2520Plavec", "#:~:text=Zora%20Plavec"],
)  # fmt: skip
def test_an_address_is_checked_however_it_is_written(desk: Desk, matter: Matter, network: str, path: str) -> None:
    account = make_account(desk.court, network)
    post = make_post(desk.court, desk.officer, account, link=f"https://courts.norvale.example/{path}")
    assert "restricted-identity" in codes(post)


@pytest.mark.parametrize("path", ["Zora%20Plavec", "%5A%6F%72%61_%50%6C%61%76%65%63"])
def test_an_address_within_the_text_is_checked_however_it_is_written(desk: Desk, matter: Matter, path: str) -> None:
    words = f"Read it at https://courts.norvale.example/{path} today."
    assert "restricted-identity" in codes(make_post(desk.court, desk.officer, desk.account, text=words))


def test_an_approvers_own_words_name_nobody(desk: Desk, matter: Matter, colleague: Person) -> None:
    post = submitted(desk)
    with pytest.raises(Refused):
        vote(post, colleague, comment=f"Fine, as long as {NAME} stays out of it.")
    assert not Vote.objects.exists()


@pytest.mark.parametrize(("act", "state"), [("withdraw", State.SENT), ("cancel", State.HELD)])
def test_a_reason_in_the_outbox_names_nobody(desk: Desk, matter: Matter, act: str, state: State) -> None:
    delivery = make_delivery(state, desk.account)
    page = desk.client.post(reverse("outbox:act", args=[delivery.pk, act]), {"reason": f"It named {NAME}."})
    assert "may name someone protected" in page.content.decode()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.release.withdrawn_reason) == (state, "")


def test_the_reason_of_a_pause_names_nobody(desk: Desk, matter: Matter) -> None:
    page = desk.client.post(reverse("outbox:pause", args=[desk.court.slug]), {"reason": f"{NAME} was named."})
    assert "may name someone protected" in page.content.decode()
    assert not Pause.objects.exists()


@pytest.mark.parametrize("path", ["@zora-plavec/1", "%5Aora%20Plavec"])
def test_an_address_given_by_hand_names_nobody_on_the_record(desk: Desk, matter: Matter, path: str) -> None:
    delivery = make_delivery(State.UNKNOWN, desk.account)
    address = reverse("outbox:act", args=[delivery.pk, "there"])
    page = desk.client.post(address, {"url": f"https://social.example/{path}"})
    assert "may name someone protected" in page.content.decode()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.remote_url) == (State.UNKNOWN, "")


MARKUP = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


def test_markup_stays_words_on_every_page(desk: Desk) -> None:
    release = make_release(desk.account, title=MARKUP, messages=(make_message(desk.account, MARKUP),))
    Delivery.objects.update(state=State.SENT, remote_id="1", sent_at=timezone.now())
    Release.objects.update(withdrawn_at=timezone.now(), withdrawn_reason=MARKUP)
    post, held = make_post(desk.court, desk.officer, title=MARKUP, text=MARKUP), make_delivery(State.HELD, desk.account)
    Delivery.objects.filter(pk=held.pk).update(reason=MARKUP)
    make_image(desk.court, title=MARKUP)
    pages = [
        reverse("record:index"), f"/record/{release.reference}/", reverse("record:feed"), "/admin/",
        reverse("posts:list"), reverse("posts:edit", args=[post.pk]), reverse("posts:history", args=[post.pk]),
        reverse("outbox:index"), reverse("outbox:index") + "?tab=sent", reverse("wagtailimages:index"),
        reverse("outbox:act", args=[held.pk, "cancel"]),
    ]  # fmt: skip
    answers = {page: desk.client.get(page) for page in pages}
    assert {answer.status_code for answer in answers.values()} == {200}
    found = {page: answer.content.decode() for page, answer in answers.items()}
    assert [page for page, body in found.items() if "<script>alert" in body or "<img src=x" in body] == []


# --- taking back, twice, and at once -------------------------------------------------------------------


def test_a_vote_that_comes_after_the_post_was_taken_back_clears_nothing(
    desk: Desk, colleague: Person, judge: Person
) -> None:
    post = submitted(desk)
    vote_of_the_desk(post, colleague)
    step, digest = fresh(post).current_workflow_task_state, digest_of(fresh(post))
    post_take_back(post=fresh(post), by=desk.officer)
    with pytest.raises(Refused):
        vote_cast(task_state=step, person=judge, decision="approve", digest=digest)
    assert not Release.objects.exists()


def test_a_post_taken_back_and_submitted_unchanged_asks_everybody_again(
    desk: Desk, colleague: Person, judge: Person
) -> None:
    post = submitted(desk)
    vote_of_the_desk(post, colleague)
    post_take_back(post=fresh(post), by=desk.officer)
    post_submit(post=fresh(post), by=desk.officer)
    assert not Vote.objects.standing().exists()
    vote_of_the_desk(post, colleague)
    assert not Release.objects.exists()
    vote(post, judge)
    assert Release.objects.count() == 1


def test_two_releases_never_come_of_two_taps_of_the_judge(desk: Desk, colleague: Person, judge: Person) -> None:
    post = submitted(desk)
    vote_of_the_desk(post, colleague)
    step, digest = fresh(post).current_workflow_task_state, digest_of(fresh(post))
    vote_cast(task_state=step, person=judge, decision="approve", digest=digest)
    with pytest.raises(Refused):
        vote_cast(task_state=step, person=judge, decision="approve", digest=digest)
    assert Delivery.objects.count() == 1


def test_a_draft_submitted_in_two_tabs_is_submitted_once(desk: Desk) -> None:
    post = make_post(desk.court, desk.officer, desk.account)
    first, second = fresh(post), fresh(post)
    post_submit(post=first, by=desk.officer)
    with pytest.raises(PostRefused):
        post_submit(post=second, by=desk.officer)
    assert Round.objects.count() == 1


def test_an_account_that_was_disconnected_after_the_votes_gets_nothing(
    desk: Desk, colleague: Person, judge: Person
) -> None:
    post = submitted(desk)
    vote_of_the_desk(post, colleague)
    type(desk.account).objects.filter(pk=desk.account.pk).update(connected=False)
    vote(post, judge)
    Delivery.objects.update(next_attempt_at=timezone.now() - timedelta(seconds=1))
    pauses = Pauses()
    pauses.read()
    assert not claimable(timezone.now(), pauses).exists()


# --- what leaves by other ways ---------------------------------------------------------------------------


WORD = "quokkamarmalade"


def walk(desk: Desk, colleague: Person, judge: Person) -> None:
    """A post full of WORD is drafted, returned, submitted again, approved and cancelled."""
    page = entry(desk) | {"title": f"About {WORD}", "text": f"It is {WORD}.", "action-submit": "1"}
    desk.client.post(reverse("posts:add"), page)
    post = Post.objects.get()
    vote(post, colleague, "return", comment=f"Not {WORD}.")
    post_submit(post=fresh(post), by=desk.officer)
    vote(post, colleague)
    move(Delivery.objects.get(), State.CANCELLED, by="system")


@pytest.mark.parametrize("sync", [True, False], ids=["mails", "tasks"])
def test_nothing_of_a_draft_is_in_logs_mails_tasks_or_the_trail(
    desk: Desk, colleague: Person, judge: Person, caplog, monkeypatch, django_capture_on_commit_callbacks, sync: bool
) -> None:
    monkeypatch.setattr(Conf, "SYNC", sync)
    monkeypatch.setattr(logging.getLogger("django"), "propagate", True)
    with caplog.at_level(logging.INFO), django_capture_on_commit_callbacks(execute=True):
        walk(desk, colleague, judge)
    told = [record.getMessage() for record in caplog.records]
    letters = [f"{letter.subject} {letter.body}" for letter in mail.outbox]
    tasks = [str(row.task) for row in OrmQ.objects.all()]
    facts = [f"{row.subject} {row.facts}" for row in AuditEntry.objects.all()]
    assert (bool(letters), bool(tasks), bool(facts)) == (sync, not sync, True)
    assert [found for found in (*told, *letters, *tasks, *facts) if WORD in found.lower()] == []


def test_a_dump_of_the_database_shows_no_protected_name(desk: Desk, matter: Matter, capsys) -> None:
    out = io.StringIO()
    call_command("dumpdata", stdout=out)
    assert "26-7" in out.getvalue()
    assert "plavec" not in out.getvalue().lower()
