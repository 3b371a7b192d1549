"""Posts from templates, and how long a post counts as just what its locked template says."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from approvals.models import Round
from cms.blanks import Blank, Type
from cms.filling import Given
from cms.models import Post, PostImage
from cms.services import (
    PostRefused,
    post_from_template,
    post_leave_template,
    post_mend,
    post_refill,
    post_save_draft,
    post_submit,
    template_approve,
    template_end,
    template_propose,
)
from publishing.ground.models import AuditEntry, Role
from tests.cms.templates import CLOSURE, HEARING, STORM, drafted, hearing, in_use, matter, second
from tests.factories import make_image, make_person, make_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def template(desk):
    return in_use(desk.court, desk.officer)


@pytest.fixture
def post(desk, template):
    drafted(template, desk.officer, accounts=[desk.account])
    return fresh()


def fresh() -> Post:
    return Post.objects.latest("pk")


def change(**facts: object) -> Post:
    """As a forged text box or a shell would leave the row."""
    Post.objects.update(**facts)
    return fresh()


def test_a_draft_has_the_words_of_its_template(post, template) -> None:
    assert post.title == "Closed on Tuesday 24 November 2026"
    assert post.text == "The registry is closed on Tuesday 24 November 2026 because of a storm."
    assert (post.kind, post.aim, post.language, post.link) == ("closure", "access", "en", template.link)
    assert post.fields["values"] == {"day": "2026-11-24", "why": "a storm"}


def test_its_author_is_whoever_drafted_it(desk, post) -> None:
    assert post.author == desk.officer
    assert post.writers() == {desk.officer.pk}


def test_it_is_just_what_its_template_says(post, template) -> None:
    assert post.template() == str(template.pk)


def test_days_read_as_the_language_of_the_template_has_them(desk) -> None:
    desk.court.languages = ["fr", "ar"]
    desk.court.save()
    drafted(in_use(desk.court, desk.officer, language="fr", link=""), desk.officer)
    assert "mardi 24 novembre 2026" in fresh().text
    drafted(in_use(desk.court, desk.officer, language="ar", link=""), desk.officer)
    assert "24 نوفمبر، 2026" in fresh().text


def test_an_open_template_leaves_the_words_free(desk) -> None:
    drafted(in_use(desk.court, desk.officer, locked=False), desk.officer, accounts=[desk.account])
    post = fresh()
    assert post.template() == ""
    post.text = "Other words."
    assert post_save_draft(post=post, by=desk.officer).text == "Other words."


def test_a_post_without_a_template_has_none(desk) -> None:
    assert make_post(desk.court, desk.officer).template() == ""


@pytest.mark.parametrize(
    "facts",
    [
        {"text": "The registry is closed on Tuesday 24 November 2026 because of a storm. "},
        {"text": "The judge is to blame."},
        {"title": "Closed"},
        {"link": "https://courts.norvale.example/other"},
        {"link": ""},
        {"kind": "service-update"},
        {"aim": "trust"},
        {"language": "fr"},
        {"fields": {"values": {"day": "2026-11-25", "why": "a storm"}}},
        {"fields": {}},
        {"fields": {"values": ["a storm"]}},
        {"fields": {"values": {"day": 5}}},
        {"fields": ["values"]},
        {"drafted_from": None},
    ],
)
def test_whatever_is_changed_makes_it_an_ordinary_post(post, facts) -> None:
    assert change(**facts).template() == ""


def test_own_words_for_one_account_make_it_an_ordinary_post(post) -> None:
    post.versions.update(own_text="Own words.")
    assert fresh().template() == ""


def test_a_picture_of_its_own_makes_it_an_ordinary_post(desk, post) -> None:
    PostImage.objects.create(post=post, image=make_image(desk.court), alt="A storm", sort_order=0)
    assert fresh().template() == ""


@pytest.mark.parametrize("facts", [{}, {"alt": "Another description"}, {"facts": ["children"]}])
def test_the_templates_own_picture_counts_as_said_with_it(desk, facts) -> None:
    picture = make_image(desk.court)
    template = in_use(desk.court, desk.officer, picture=picture, picture_alt="The court in winter")
    drafted(template, desk.officer)
    PostImage.objects.filter(post=fresh()).update(**facts) if facts else None
    assert fresh().template() == ("" if facts else str(template.pk))


def test_a_second_picture_or_another_one_does_not(desk) -> None:
    picture = make_image(desk.court)
    template = in_use(desk.court, desk.officer, picture=picture, picture_alt="The court in winter")
    drafted(template, desk.officer)
    PostImage.objects.create(post=fresh(), image=picture, alt="The court in winter", sort_order=1)
    assert fresh().template() == ""


def test_a_template_that_is_no_longer_in_use_shortens_nothing(desk, post, template) -> None:
    template_end(template=template, by=desk.officer)
    assert fresh().template() == ""


def test_the_next_version_is_another_template(desk, post, template) -> None:
    following = template_propose(court=desk.court, entry=replace(CLOSURE, name="New"), by=desk.officer, of=template)
    assert fresh().template() == str(template.pk)
    template_approve(template=following, by=second(desk.court))
    assert fresh().template() == ""


def test_what_fills_in_a_matter_keeps_it_among_those_of_the_post(desk) -> None:
    registrar = make_person(desk.court, Role.REGISTRAR)
    case = matter(desk.court, registrar)
    hearing(case, registrar, datetime(2099, 6, 2, 8, 30, tzinfo=UTC))
    template = in_use(desk.court, desk.officer, HEARING)
    drafted(template, desk.officer, Given(case))
    post = fresh()
    assert list(post.matters.all()) == [case]
    assert post.template() == str(template.pk)
    post.matters = []
    post.save()
    assert fresh().template() == ""


@pytest.mark.parametrize("name", ["text", "title", "link", "kind", "language"])
def test_nobody_writes_into_a_locked_text(desk, post, name) -> None:
    setattr(post, name, "other")
    with pytest.raises(PostRefused, match="locked by its template"):
        post_save_draft(post=post, by=desk.officer)
    assert getattr(fresh(), name) != "other"


def test_no_mend_writes_into_it_either(desk, post) -> None:
    change(text=f"{post.text}\u200b")
    with pytest.raises(PostRefused, match="locked by its template"):
        post_mend(post=fresh(), mend="link", by=desk.officer)


def test_a_new_post_that_only_says_that_it_is_from_a_template_is_refused(desk, template) -> None:
    post = Post(court=desk.court, drafted_from=template, title="x", text="own", kind="closure", aim="access")
    with pytest.raises(PostRefused, match="locked by its template"):
        post_save_draft(post=post, by=desk.officer)
    assert not Post.objects.exists()


def test_its_time_accounts_and_matters_are_still_chosen(desk, post, template) -> None:
    post.due_at = datetime(2099, 6, 1, tzinfo=UTC)
    post_save_draft(post=post, by=desk.officer)
    assert fresh().template() == str(template.pk)


def test_its_fields_write_it_anew(desk, post, template) -> None:
    given = Given(values={"day": "2026-11-25", "why": "a power cut"})
    post_refill(post=post, given=given, by=make_person(desk.court, Role.PRESS_OFFICER))
    assert fresh().text == "The registry is closed on Wednesday 25 November 2026 because of a power cut."
    assert fresh().template() == str(template.pk)
    assert len(fresh().writers()) == 2


def test_who_leaves_the_template_writes_freely(desk, post, template) -> None:
    post_leave_template(post=post, by=desk.officer)
    free = fresh()
    assert (free.template(), free.drafted_from, free.fields) == ("", None, {})
    free.text = "Other words."
    post_save_draft(post=free, by=desk.officer)
    entry = AuditEntry.objects.get(act="left_template")
    assert entry.facts == {"template": str(template.pk)}


def test_a_submitted_post_neither_changes_nor_leaves_its_template(desk, template) -> None:
    make_person(desk.court, Role.REVIEWER)
    make_person(desk.court, Role.JUDGE)
    when = datetime(2099, 6, 1, 9, tzinfo=UTC)
    post = post_from_template(
        template=template, given=STORM, accounts=[desk.account], by=desk.officer, due_at=when
    )  # fmt: skip
    post_submit(post=fresh(), by=desk.officer)
    for act in (post_leave_template, post_refill):
        with pytest.raises(PostRefused, match="With approvers"):
            act(post=fresh(), by=desk.officer, **({"given": STORM} if act is post_refill else {}))
    assert fresh().drafted_from == post.drafted_from


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"why": "a storm"}, "day"),
        ({"day": "24.11.2026", "why": "a storm"}, "day"),
        ({"day": "2026-11-24", "why": "strikes"}, "why"),
    ],
)
def test_a_value_that_is_missing_or_no_choice_is_told_by_its_field(desk, template, values, field) -> None:
    with pytest.raises(PostRefused) as refusal:
        drafted(template, desk.officer, Given(values=values))
    assert [one.field for one in refusal.value.obstacles] == [field]
    assert not Post.objects.exists()


def test_only_a_template_in_use_and_a_press_officer_of_its_court_draft(desk, other, template) -> None:
    for person in (other.officer, make_person(desk.court, Role.JUDGE), make_person(is_superuser=True)):
        with pytest.raises(PostRefused, match="Only a press officer"):
            drafted(template, person)
    template_end(template=template, by=desk.officer)
    with pytest.raises(PostRefused, match="not in use"):
        drafted(template, desk.officer)


def test_a_title_that_grows_too_long_is_told(desk) -> None:
    long = Blank("room", "Room", Type.CHOICE, choices=("x" * 190,))
    template = in_use(desk.court, desk.officer, title="Closed today: {room}", body="{room}", blanks=(long,))
    with pytest.raises(PostRefused, match="longer than 200"):
        drafted(template, desk.officer, Given(values={"room": "x" * 190}))


def test_the_trail_knows_the_version_and_none_of_its_words(post, template) -> None:
    entry = AuditEntry.objects.get(act="drafted_from_template")
    assert entry.facts == {"template": str(template.pk), "version": 1}


def submitted(desk, post: Post) -> Round:
    make_person(desk.court, Role.PRESS_OFFICER)
    make_person(desk.court, Role.JUDGE)
    post_submit(post=post, by=desk.officer)
    return Round.objects.latest("pk")


@pytest.fixture
def ready(desk, template) -> Post:
    when = datetime(2099, 6, 1, 9, tzinfo=UTC)
    return post_from_template(template=template, given=STORM, accounts=[desk.account], by=desk.officer, due_at=when)


def test_the_shortest_route_is_for_words_that_are_all_the_templates(desk, ready) -> None:
    assert submitted(desk, fresh()).route == "R0"


def test_a_forged_text_takes_the_ordinary_route(desk, ready) -> None:
    change(text="The registry is closed on Tuesday 24 November 2026 because of a storm and a flood.")
    assert submitted(desk, fresh()).route == "R1"


def test_who_left_the_template_takes_the_ordinary_route(desk, ready) -> None:
    post_leave_template(post=fresh(), by=desk.officer)
    assert submitted(desk, fresh()).route == "R1"
