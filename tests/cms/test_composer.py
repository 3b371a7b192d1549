"""The composer as a browser meets it: drafting, submitting, refusals that name field and remedy."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from approvals.models import Matter
from cms.models import CourtImage, Post, PostVersion
from publishing.ground.models import AuditEntry, Role
from tests.factories import make_account, make_image, make_person, make_picture, make_post

from .conftest import Desk, entry, signed_in

pytestmark = pytest.mark.django_db
ADD = "/admin/posts/add/"


def saved(desk: Desk, **facts: object) -> Post:
    response = desk.client.post(ADD, entry(desk, **facts))
    assert response.status_code == 302, response.context["form"].errors
    return Post.objects.get(court=desk.court)


def edit_url(post: Post) -> str:
    return reverse("posts:edit", args=[post.pk])


def test_the_page_for_a_new_post_opens(desk: Desk) -> None:
    assert desk.client.get(ADD).status_code == 200


def test_a_draft_is_saved_with_its_author(desk: Desk) -> None:
    post = saved(desk)
    assert (post.author, post.state, post.versions.get().account) == (desk.officer, "draft", desk.account)


def test_drafting_stands_on_the_audit_trail(desk: Desk) -> None:
    post = saved(desk)
    entry_ = AuditEntry.objects.get(court=desk.court, act="drafted")
    assert (entry_.actor, entry_.subject) == (f"person:{desk.officer.pk}", f"post:{post.pk}")


def test_the_time_is_entered_in_the_courts_zone_and_stored_in_utc(desk: Desk) -> None:
    assert saved(desk).due_at == datetime(2099, 6, 1, 7, 0, tzinfo=UTC)


def test_the_time_is_shown_in_the_courts_zone(desk: Desk) -> None:
    page = desk.client.get(edit_url(saved(desk))).content.decode()
    assert 'value="09:00"' in page
    assert "Europe/Zagreb" in page


def test_a_draft_needs_no_more_than_a_title(desk: Desk) -> None:
    post = saved(desk, kind="", aim="", text="", accounts=[], due_date="", due_time="")
    assert post.due_at is None


@pytest.mark.parametrize(
    ("facts", "field", "words"),
    [
        ({"title": ""}, "title", "Give it a title"),
        ({"kind": "party"}, "kind", "valid choice"),
        ({"aim": "reach"}, "aim", "valid choice"),
        ({"language": "tlh"}, "language", "valid choice"),
        ({"link": "not an address"}, "link", "Enter the whole address"),
        ({"due_date": "tomorrow"}, "due_date", "such as 2026-11-24"),
        ({"due_time": "nine"}, "due_time", "such as 09:00"),
        ({"due_time": ""}, "due_time", "Enter the time too"),
        ({"due_date": ""}, "due_date", "Enter the day too"),
        ({"due_date": "2026-03-29", "due_time": "02:30"}, "due_time", "from 02:00 to 03:00"),
        ({"due_date": "2026-10-25", "due_time": "02:30"}, "due_time", "the second (UTC+1)"),
        ({"missed": "send", "missed_minutes": ""}, "missed_minutes", "from 1 to 1440"),
        ({"missed": "send", "missed_minutes": "9999"}, "missed_minutes", "from 1 to 1440"),
        ({"missed": "send", "missed_minutes": "soon"}, "missed_minutes", "whole minutes"),
        ({"accounts": ["rubbish"]}, "accounts", "Choose from the list"),
        ({"matters": ["rubbish"]}, "matters", "Find it again below"),
        ({"corrects": "rubbish"}, "corrects", "Choose one from the list"),
    ],
)
def test_a_wrong_entry_is_answered_at_its_field(desk: Desk, facts: dict[str, object], field: str, words: str) -> None:
    response = desk.client.post(ADD, entry(desk, **facts))
    assert words in " ".join(response.context["form"].errors[field])
    assert not Post.objects.exists()


def test_a_time_that_comes_twice_is_taken_once_it_is_said_which(desk: Desk) -> None:
    post = saved(desk, due_date="2026-10-25", due_time="02:30", due_second="1")
    assert post.due_at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_the_choice_between_two_times_stays_in_sight_when_another_field_is_wrong(desk: Desk) -> None:
    facts = {"title": "", "due_date": "2026-10-25", "due_time": "02:30", "due_second": "1"}
    page = desk.client.post(ADD, entry(desk, **facts)).content.decode()
    assert '<option value="1" selected>The second, UTC+1</option>' in page


def test_late_sending_is_kept_in_minutes(desk: Desk) -> None:
    assert saved(desk, missed="send", missed_minutes="30").missed_minutes == 30


def test_waiting_forgets_the_minutes(desk: Desk) -> None:
    assert saved(desk, missed="wait", missed_minutes="30").missed_minutes is None


def test_own_words_are_kept_for_their_account(desk: Desk) -> None:
    post = saved(desk, **{f"own-{desk.account.pk}": "Shorter words."})
    assert post.versions.get().text == "Shorter words."


def test_line_ends_of_browsers_become_one_character(desk: Desk) -> None:
    assert saved(desk, text="One\r\ntwo").text == "One\ntwo"


# --- pictures ----------------------------------------------------------------------------------


def new_picture(**facts: object) -> dict[str, object]:
    file = SimpleUploadedFile("door.png", make_picture(), "image/png")
    return {"pictures-0-file": file, "pictures-0-alt": "The door of the court.", **facts}


def test_a_new_picture_becomes_part_of_the_post(desk: Desk) -> None:
    row = saved(desk, **new_picture()).images.get()
    assert (row.alt, row.image.collection) == ("The door of the court.", desk.court.collection)


def test_a_removed_picture_is_gone_from_the_post_and_stays_the_courts(desk: Desk) -> None:
    post = saved(desk, **new_picture())
    image = post.images.get().image
    facts = {"pictures-TOTAL_FORMS": "2", "pictures-INITIAL_FORMS": "1", "pictures-0-image": image.pk}
    desk.client.post(edit_url(post), entry(desk, **facts, **{"pictures-0-DELETE": "on"}))
    assert not Post.objects.get().images.exists()
    assert CourtImage.objects.filter(pk=image.pk).exists()


@pytest.mark.parametrize("name", ["drawing.svg", "page.html", "picture.png"])
def test_what_is_no_picture_is_refused(desk: Desk, name: str) -> None:
    drawing = SimpleUploadedFile(name, b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/png")
    response = desk.client.post(ADD, entry(desk, **new_picture(**{"pictures-0-file": drawing})))
    assert response.context["form"].pictures[0].errors["file"]
    assert not Post.objects.exists()


def test_alt_text_without_a_picture_is_answered(desk: Desk) -> None:
    response = desk.client.post(ADD, entry(desk, **{"pictures-0-alt": "A door."}))
    assert "Choose the picture" in str(response.context["form"].pictures[0].errors)


def test_a_picture_without_alt_text_can_be_saved_but_not_submitted(desk: Desk) -> None:
    facts = new_picture(**{"pictures-0-alt": ""})
    response = desk.client.post(ADD, entry(desk, **facts, **{"action-submit": "1"}), follow=True)
    assert Post.objects.get().state == "draft"
    assert "has no text for people who cannot see it" in response.content.decode()


# --- another court's things -----------------------------------------------------------------------


def test_an_account_of_another_court_is_refused(desk: Desk, other: Desk) -> None:
    response = desk.client.post(ADD, entry(desk, accounts=[str(other.account.pk)]))
    assert "not one of this court" in str(response.context["form"].errors["accounts"])
    assert not Post.objects.exists()


def test_a_matter_of_another_court_is_refused(desk: Desk, other: Desk) -> None:
    matter = Matter.objects.create(court=other.court, code="26-1", docket="No. 26-1", public_title="Re K")
    response = desk.client.post(ADD, entry(desk, matters=[str(matter.pk)]))
    assert "not on this court" in str(response.context["form"].errors["matters"])


def test_a_picture_of_another_court_is_refused(desk: Desk, other: Desk) -> None:
    image = make_image(other.court)
    response = desk.client.post(ADD, entry(desk, **{"pictures-0-image": image.pk, "pictures-0-alt": "A door."}))
    assert "not one of this court" in str(response.context["form"].pictures[0].errors["image"])


def test_a_post_for_another_court_is_refused(desk: Desk, other: Desk) -> None:
    assert desk.client.post(ADD, entry(desk, court=other.court.slug)).status_code == 404
    assert not Post.objects.exists()


def test_what_another_court_has_is_not_even_offered(desk: Desk, other: Desk) -> None:
    assert str(other.account.pk) not in desk.client.get(ADD).content.decode()


ADDRESSES = ["edit", "history", "history_results", "live", "take_back"]


@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_post_of_another_court_does_not_exist(desk: Desk, other: Desk, name: str, method: str) -> None:
    post = make_post(other.court, other.officer, other.account)
    response = getattr(desk.client, method)(reverse(f"posts:{name}", args=[post.pk]), entry(desk))
    assert response.status_code in (404, 405)
    assert Post.objects.get().text == "The registry opens at nine."


def test_the_list_shows_posts_of_the_own_court_only(desk: Desk, other: Desk) -> None:
    make_post(desk.court, desk.officer, title="Ours to see")
    make_post(other.court, other.officer, title="Theirs to see")
    page = desk.client.get("/admin/posts/").content.decode()
    assert "Ours to see" in page
    assert "Theirs to see" not in page


def test_search_finds_posts_of_the_own_court_only(desk: Desk, other: Desk, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        make_post(desk.court, desk.officer, title="Registry hours, ours")
        make_post(other.court, other.officer, title="Registry hours, theirs")
    page = desk.client.get("/admin/posts/results/?q=registry").content.decode()
    assert "Registry hours, ours" in page
    assert "Registry hours, theirs" not in page


def test_a_superuser_without_a_role_finds_no_post(desk: Desk) -> None:
    post = make_post(desk.court, desk.officer)
    boss = signed_in(make_person(is_superuser=True))
    assert boss.get(edit_url(post)).status_code == 404


@pytest.mark.parametrize("name", ["add", "list", "live_new"])
def test_a_stranger_is_sent_to_sign_in(db: None, name: str) -> None:
    response = Client().post(reverse(f"posts:{name}"))
    assert response.status_code == 302
    assert "/login/" in response["Location"]


@pytest.mark.parametrize(
    "path",
    ["delete/1/", "copy/1/", "usage/1/", "inspect/1/", "unpublish/1/", "lock/1/", "unlock/1/", "preview/", "preview/1/",
     "history/1/revisions/1/revert/", "history/1/revisions/1/view/", "history/1/revisions/compare/1...2/",
     "history/1/revisions/1/unschedule/", "workflow/action/1/approve/1/", "workflow/confirm_cancellation/1/",
     "workflow_history/1/"],
)  # fmt: skip
def test_views_that_are_not_ours_are_not_there(desk: Desk, path: str) -> None:
    post = make_post(desk.court, desk.officer)
    assert desk.client.post(f"/admin/posts/{path}".replace("/1/", f"/{post.pk}/")).status_code == 404


# --- roles -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.JUDGE, Role.REGISTRAR, Role.PRESIDENT, Role.ADMINISTRATOR])
def test_other_roles_read_and_do_not_write(desk: Desk, role: str) -> None:
    post = make_post(desk.court, desk.officer)
    reader = signed_in(make_person(desk.court, role))
    assert reader.get(edit_url(post)).status_code == 200
    reader.post(edit_url(post), entry(desk, text="Changed"))
    assert Post.objects.get().text == "The registry opens at nine."


def test_a_reader_cannot_start_a_post(desk: Desk) -> None:
    reader = signed_in(make_person(desk.court, Role.JUDGE))
    reader.post(ADD, entry(desk))
    assert not Post.objects.exists()


# --- submitting ------------------------------------------------------------------------------------


def submit(desk: Desk, **facts: object) -> str:
    response = desk.client.post(ADD, entry(desk, **facts, **{"action-submit": "1"}), follow=True)
    return str(response.content.decode())


def test_a_clean_post_goes_to_its_approvers(desk: Desk) -> None:
    submit(desk)
    assert Post.objects.get().state == "waiting"


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"aim": ""}, "Choose the aim"),
        ({"kind": ""}, "Choose what kind of post it is"),
        ({"accounts": []}, "Choose at least one account"),
        ({"due_date": "", "due_time": ""}, "Choose the day and time"),
        ({"due_date": "2020-01-01"}, "This time has passed"),
        ({"text": ""}, "There is no text yet"),
        ({"text": "a" * 508}, "too long by 8: 508 of 500"),
    ],
)
def test_what_is_missing_or_does_not_fit_is_refused_with_the_remedy(
    desk: Desk, facts: dict[str, object], words: str
) -> None:
    assert words in submit(desk, **facts)
    assert Post.objects.get().state == "draft"


def test_an_account_that_is_not_connected_is_refused(desk: Desk) -> None:
    lost = make_account(desk.court, connected=False)
    assert "is not connected" in submit(desk, accounts=[str(lost.pk)])


def test_hidden_characters_block_and_one_click_takes_them_out(desk: Desk) -> None:
    page = submit(desk, text="The regis\u200btry opens at nine.")
    post = Post.objects.get()
    assert (post.state, "Take out the hidden characters" in page) == ("draft", True)
    desk.client.post(edit_url(post), entry(desk, text=post.text, **{"action-mend": "1"}))
    assert Post.objects.get().text == "The registry opens at nine."


def test_a_submitted_post_cannot_be_edited(desk: Desk) -> None:
    submit(desk)
    post = Post.objects.get()
    page = desk.client.post(edit_url(post), entry(desk, text="Changed")).content.decode()
    assert Post.objects.get().text == "The registry opens at nine."
    assert "Take it back to change it" in page


def test_a_superuser_cannot_edit_a_submitted_post(desk: Desk) -> None:
    submit(desk)
    boss = signed_in(make_person(desk.court, *Role.values, is_superuser=True))
    boss.post(edit_url(Post.objects.get()), entry(desk, text="Changed"))
    assert Post.objects.get().text == "The registry opens at nine."


def test_a_forged_publish_publishes_nothing(desk: Desk) -> None:
    post = make_post(desk.court, desk.officer, desk.account)
    boss = signed_in(make_person(desk.court, *Role.values, is_superuser=True))
    boss.post(edit_url(post), entry(desk, **{"action-publish": "action-publish"}))
    assert (Post.objects.get().live, Post.objects.get().state) == (False, "draft")


@pytest.mark.parametrize("action", ["delete", "publish", "unpublish"])
def test_bulk_actions_reach_no_post(desk: Desk, action: str) -> None:
    post = make_post(desk.court, desk.officer)
    boss = signed_in(make_person(desk.court, *Role.values, is_superuser=True))
    boss.post(f"/admin/bulk/cms/post/{action}/?id={post.pk}", {"id": post.pk})
    assert (Post.objects.get().live, Post.objects.get().state) == (False, "draft")


def test_a_forged_autosave_changes_no_locked_post(desk: Desk) -> None:
    submit(desk)
    desk.client.post(edit_url(Post.objects.get()), entry(desk, text="x"), headers={"accept": "application/json"})
    assert Post.objects.get().text == "The registry opens at nine."


def test_two_people_at_once_do_not_overwrite_each_other_unseen(desk: Desk) -> None:
    post = make_post(desk.court, desk.officer, desk.account)
    opened = {"loaded_revision_id": str(post.latest_revision_id), "loaded_revision_created_at": "then"}
    response = desk.client.post(edit_url(post), entry(desk, text="Mine", **opened))
    assert "Someone saved this post after you opened it" in response.content.decode()
    assert Post.objects.get().text == "The registry opens at nine."


# --- taking back -----------------------------------------------------------------------------------


def test_taking_back_asks_first(desk: Desk) -> None:
    submit(desk)
    page = desk.client.get(reverse("posts:take_back", args=[Post.objects.get().pk])).content.decode()
    assert "It becomes a draft again" in page
    assert Post.objects.get().state == "waiting"


def test_taking_back_reopens_the_draft_and_ends_the_workflow(desk: Desk) -> None:
    submit(desk)
    desk.client.post(reverse("posts:take_back", args=[Post.objects.get().pk]))
    post = Post.objects.get()
    assert (post.state, post.get_lock(), post.workflow_in_progress) == ("draft", None, False)


def test_a_draft_cannot_be_taken_back(desk: Desk) -> None:
    post = make_post(desk.court, desk.officer)
    response = desk.client.post(reverse("posts:take_back", args=[post.pk]), follow=True)
    assert "It cannot be taken back now" in response.content.decode()


# --- while writing ----------------------------------------------------------------------------------


def test_counters_count_by_each_network(desk: Desk) -> None:
    bluesky, mastodon = make_account(desk.court, "bluesky"), make_account(desk.court, "mastodon")
    family = "\N{MAN}\u200d\N{WOMAN}\u200d\N{GIRL}"
    facts = entry(desk, text=family, accounts=[str(bluesky.pk), str(mastodon.pk)])
    found = desk.client.post(f"/admin/posts/live/?court={desk.court.slug}", facts).json()["counters"]
    assert "1 / 300" in found
    assert "5 / 500" in found


def test_asking_while_writing_stores_nothing(desk: Desk) -> None:
    post = make_post(desk.court, desk.officer, desk.account)
    desk.client.post(reverse("posts:live", args=[post.pk]), entry(desk, text="Not yet saved"))
    assert Post.objects.get().text == "The registry opens at nine."
    assert PostVersion.objects.count() == 1


def test_a_colleague_who_edits_becomes_a_writer(desk: Desk) -> None:
    post = make_post(desk.court, desk.officer, desk.account)
    colleague = make_person(desk.court, Role.PRESS_OFFICER)
    signed_in(colleague).post(edit_url(post), entry(desk, text="Ten, not nine."))
    assert colleague.pk in Post.objects.get().writers()


def test_a_right_to_left_page_says_so(desk: Desk) -> None:
    page = desk.client.get(ADD, headers={"accept-language": "ar"}).content.decode()
    assert 'dir="rtl"' in page


def test_our_markup_has_no_inline_style(desk: Desk) -> None:
    post = make_post(desk.court, desk.officer, desk.account, due_at=timezone.now() + timedelta(days=3))
    page = desk.client.get(edit_url(post)).content.decode()
    form = page[page.index('id="w-editor-form"') : page.index("</form>", page.index('id="w-editor-form"'))]
    assert " style=" not in form
    assert "<script" not in form
