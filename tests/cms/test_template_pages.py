"""The pages of templates: proposing, deciding, drafting with a preview, and the composer of a locked text."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from cms.models import Post, Template, TemplateState
from publishing.ground.models import Role
from tests.cms.conftest import entry, signed_in
from tests.cms.templates import CLOSURE, HEARING, STORM, WEEK, drafted, hearing, in_use, matter, proposed, second
from tests.factories import make_court, make_person, make_picture

pytestmark = pytest.mark.django_db


def form_of(desk, **facts: object) -> dict[str, object]:
    """What a browser sends from the page on which a template is proposed."""
    return {
        "court": desk.court.slug, "name": "Closure", "kind": "closure", "aim": "access", "language": "en",
        "locked": "on", "title": "Closed on {day}", "body": "The registry is closed on {day}: {why}.", "link": "",
        "picture_alt": "", "fields-TOTAL_FORMS": "3", "fields-INITIAL_FORMS": "0",
        "fields-0-name": "day", "fields-0-label": "Day", "fields-0-type": "date", "fields-0-required": "on",
        "fields-1-name": "why", "fields-1-label": "Reason", "fields-1-type": "choice",
        "fields-1-choices": "a storm\r\n a power cut \r\n\r\na storm", "fields-1-required": "on",
        "fields-2-type": "text", **facts,
    }  # fmt: skip


def text(answer) -> str:
    return answer.content.decode()


def page(name: str, *args: object) -> str:
    return reverse(f"templates:{name}", args=args)


def fresh() -> Post:
    return Post.objects.latest("pk")


def test_the_form_of_a_new_template_opens(desk) -> None:
    answer = desk.client.get(page("new"))
    assert answer.status_code == 200
    assert text(answer).count('name="fields-2-name"') == 1


def test_a_template_is_proposed(desk) -> None:
    make_person(desk.court, Role.REVIEWER)
    answer = desk.client.post(page("new"), form_of(desk))
    template = Template.objects.get()
    assert answer.url == page("page", template.pk)
    assert [blank.name for blank in template.blanks] == ["day", "why"]
    assert template.blanks[1].choices == ("a storm", "a power cut")


def test_the_register_decides_the_type_of_what_it_fills(desk) -> None:
    make_person(desk.court, Role.REVIEWER)
    desk.client.post(page("new"), form_of(desk, **{"fields-0-source": "period-from", "fields-0-type": "text"}))
    assert Template.objects.get().blanks[0].type == "date"


def test_an_unknown_field_stands_under_the_text_with_its_place(desk) -> None:
    make_person(desk.court, Role.REVIEWER)
    answer = desk.client.post(page("new"), form_of(desk, body="On {day}\r\n{why} in {hall}"))
    assert answer.status_code == 422
    assert "No field is called “hall” (text, line 2, character 10)" in text(answer)
    assert not Template.objects.exists()


def test_more_fields_are_given_without_losing_what_stands_there(desk) -> None:
    answer = desk.client.post(page("new"), form_of(desk, **{"action-more": "1"}))
    assert 'name="fields-5-name"' in text(answer)
    assert 'value="why"' in text(answer)
    assert not Template.objects.exists()


def test_a_field_is_removed(desk) -> None:
    make_person(desk.court, Role.REVIEWER)
    facts = {"fields-1-DELETE": "on", "body": "The registry is closed on {day}."}
    desk.client.post(page("new"), form_of(desk, **facts))
    assert [blank.name for blank in Template.objects.get().blanks] == ["day"]


def test_a_change_begins_with_what_is_in_use(desk) -> None:
    template = in_use(desk.court, desk.officer)
    shown = text(desk.client.get(page("change", template.pk)))
    assert "because of {why}." in shown
    assert 'value="why"' in shown
    desk.client.post(page("change", template.pk), form_of(desk))
    assert Template.objects.get(version=2).series == template.series


def test_the_second_person_takes_it_into_use_on_its_page(desk) -> None:
    template = proposed(desk.court, desk.officer)
    client = signed_in(second(desk.court))
    assert "Take it into use" in text(client.get(page("page", template.pk)))
    client.post(page("approve", template.pk))
    template.refresh_from_db()
    assert template.state == TemplateState.IN_USE


def test_whoever_made_it_sees_no_such_button_and_a_forged_one_changes_nothing(desk) -> None:
    template = proposed(desk.court, desk.officer)
    assert "Take it into use" not in text(desk.client.get(page("page", template.pk)))
    answer = desk.client.post(page("approve", template.pk), follow=True)
    assert Template.objects.get().state == TemplateState.PROPOSED
    assert "decides on templates" in text(answer)


def test_a_refusal_without_a_reason_is_asked_for_one(desk) -> None:
    template = proposed(desk.court, desk.officer)
    client = signed_in(second(desk.court))
    answer = client.post(page("refuse", template.pk), {"answer": ""})
    assert answer.status_code == 422
    assert "Write why you refuse it" in text(answer)
    client.post(page("refuse", template.pk), {"answer": "It is too long."})
    assert "It is too long." in text(desk.client.get(page("page", template.pk)))


def test_the_list_knows_what_waits_what_is_used_and_what_was(desk) -> None:
    in_use(desk.court, desk.officer, name="Used one")
    proposed(desk.court, desk.officer, name="Waiting one")
    shown = text(desk.client.get(page("index")))
    assert shown.index("Waiting one") < shown.index("Used one")
    assert shown.count("Draft a post") == 2  # one button: its label for those who hear it, and its words


def test_a_reviewer_reads_but_drafts_nothing(desk) -> None:
    template = in_use(desk.court, desk.officer)
    client = signed_in(second(desk.court))
    assert "Draft a post" not in text(client.get(page("index")))
    assert client.get(page("use", template.pk)).status_code == 404
    assert client.get(page("new")).status_code == 404


@pytest.mark.parametrize("role", [Role.JUDGE, Role.ADVISER, Role.SECURITY_LEAD])
def test_others_have_no_business_there(desk, role) -> None:
    template = in_use(desk.court, desk.officer)
    client = signed_in(make_person(desk.court, role))
    assert {client.get(path).status_code for path in (page("index"), page("page", template.pk))} == {404}


def test_drafting_fills_the_fields_and_leads_to_the_composer(desk) -> None:
    template = in_use(desk.court, desk.officer)
    shown = text(desk.client.get(page("use", template.pk)))
    assert "The registry is closed on [Day] because of [Reason]." in shown
    data = {"f-day": "2026-11-24", "f-why": "a storm", "accounts": [str(desk.account.pk)]}
    answer = desk.client.post(page("use", template.pk), data)
    assert answer.url == reverse("posts:edit", args=[fresh().pk])
    assert fresh().template() == str(template.pk)
    assert [version.account for version in fresh().versions.all()] == [desk.account]


def test_a_missing_value_stands_under_its_field(desk) -> None:
    template = in_use(desk.court, desk.officer)
    answer = desk.client.post(page("use", template.pk), {"f-why": "strikes"})
    assert answer.status_code == 422
    assert text(answer).count("error-message") >= 2
    assert not Post.objects.exists()


def test_the_preview_button_stores_nothing(desk) -> None:
    template = in_use(desk.court, desk.officer)
    data = {"f-day": "2026-11-24", "f-why": "a storm", "action-preview": "1"}
    answer = desk.client.post(page("use", template.pk), data)
    assert "closed on Tuesday 24 November 2026 because of a storm." in text(answer)
    assert not Post.objects.exists()


def test_the_live_preview_takes_half_a_form_and_text_as_text(desk) -> None:
    template = in_use(desk.court, desk.officer, locked=False, blanks=(
        CLOSURE.blanks[0], type(CLOSURE.blanks[0])("why", "Reason"),
    ))  # fmt: skip
    answer = desk.client.post(page("preview", template.pk), {"f-day": "never", "f-why": "<b>{day}</b>"})
    assert answer.status_code == 200
    assert "closed on [Day] because of &lt;b&gt;{day}&lt;/b&gt;." in text(answer)
    assert not Post.objects.exists()


def test_what_the_register_gives_says_where_it_is_from(desk) -> None:
    registrar = make_person(desk.court, Role.REGISTRAR)
    hearing(matter(desk.court, registrar), registrar, datetime(2099, 6, 2, 8, 30, tzinfo=UTC))
    template = in_use(desk.court, desk.officer, HEARING)
    shown = text(desk.client.post(page("preview", template.pk), {"matter": "no. 26-1"}))
    assert "Re K (A Child) (No. 26-1) is heard on Tuesday 2 June 2099 at 10:30 in Courtroom 2." in shown
    assert "Register: room of the next public hearing" in shown


def test_several_matters_are_told_apart(desk) -> None:
    registrar = make_person(desk.court, Role.REGISTRAR)
    for code in ("26-1", "26-2"):
        matter(desk.court, registrar, code)
    template = in_use(desk.court, desk.officer, HEARING)
    shown = text(desk.client.post(page("use", template.pk), {"matter": "Re K"}))
    assert "Several matters fit" in shown
    assert "No. 26-2" in shown
    assert "Ask a registrar" in text(desk.client.post(page("use", template.pk), {"matter": "No. 77"}))


def test_a_period_that_ends_before_it_begins_is_told(desk) -> None:
    template = in_use(desk.court, desk.officer, WEEK)
    data = {"first_day": "2026-11-24", "last_day": "2026-11-23"}
    assert "61 days after it" in text(desk.client.post(page("use", template.pk), data))


# --- the composer ---------------------------------------------------------------------------------


@pytest.fixture
def post(desk):
    drafted(in_use(desk.court, desk.officer), desk.officer, accounts=[desk.account])
    return fresh()


def test_the_composer_says_what_locks_the_words(desk, post) -> None:
    shown = text(desk.client.get(reverse("posts:edit", args=[post.pk])))
    assert "locked by the template “Closure”, version 1" in shown
    assert page("fields", post.pk) in shown
    assert 'name="text"' in shown.split("disabled", maxsplit=1)[0] or "disabled" in shown


@pytest.mark.parametrize(
    "forged",
    [
        {"text": "Own words."},
        {"title": "Own title"},
        {"kind": "service-update"},
        {"link": "https://elsewhere.example"},
        {"language": "fr"},
        {"pictures-0-alt": "Own picture"},
    ],
)
def test_a_forged_box_changes_no_word_of_it(desk, post, forged) -> None:
    before = (post.title, post.text, post.link, post.kind, post.language)
    data = entry(desk, **{f"own-{desk.account.pk}": "Own words.", **forged})
    if "pictures-0-alt" in forged:
        from django.core.files.uploadedfile import SimpleUploadedFile

        data["pictures-0-file"] = SimpleUploadedFile("own.png", make_picture(), "image/png")
    answer = desk.client.post(reverse("posts:edit", args=[post.pk]), data)
    after = fresh()
    assert answer.status_code == 302
    assert (after.title, after.text, after.link, after.kind, after.language) == before
    assert not after.images.exists()
    assert after.template() != ""
    assert after.due_at is not None  # what is free to choose was stored


def test_the_fields_of_a_draft_write_it_anew(desk, post) -> None:
    shown = text(desk.client.get(page("fields", post.pk)))
    assert 'value="2026-11-24"' in shown
    answer = desk.client.post(page("fields", post.pk), {"f-day": "2026-11-25", "f-why": "a power cut"})
    assert answer.url == reverse("posts:edit", args=[post.pk])
    assert "Wednesday 25 November 2026" in fresh().text


def test_the_words_are_freed_on_request(desk, post) -> None:
    desk.client.post(page("leave", post.pk))
    assert fresh().drafted_from is None
    data = entry(desk, text="Own words.", title="Own")
    desk.client.post(reverse("posts:edit", args=[post.pk]), data)
    assert fresh().text == "Own words."


def test_a_draft_of_an_open_template_has_no_fields_page(desk) -> None:
    drafted(in_use(desk.court, desk.officer, locked=False), desk.officer)
    assert desk.client.get(page("fields", fresh().pk)).status_code == 404


def test_the_way_to_templates_stands_where_posts_begin(desk) -> None:
    assert "New from a template" not in text(desk.client.get(reverse("posts:list")))
    drafted(in_use(desk.court, desk.officer), desk.officer, STORM)
    assert "New from a template" in text(desk.client.get(reverse("posts:list")))
    assert "New from a template" in text(desk.client.get(reverse("posts:add")))


def test_somebody_of_another_court_finds_nothing(desk, other) -> None:
    template = in_use(desk.court, desk.officer)
    drafted(template, desk.officer)
    paths = [page(name, template.pk) for name in ("page", "use", "change")] + [page("fields", fresh().pk)]
    assert {other.client.get(path).status_code for path in paths} == {404}
    outsider = signed_in(make_person(make_court(), is_superuser=True))
    assert {outsider.get(path).status_code for path in paths} == {404}
