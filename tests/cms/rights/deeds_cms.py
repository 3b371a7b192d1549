"""Posts, pictures, templates, and what recurs."""

from __future__ import annotations

from datetime import time
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from approvals.services import MatterEntry, matter_save
from approvals.services.reviews import review_now
from cms.models import CourtImage, Post, PostReader, PostSeal, Recurring, Template
from cms.services import (
    RecurringEntry,
    post_from_template,
    recurring_change,
    recurring_end,
    recurring_set,
    template_approve,
    template_end,
    template_propose,
    template_refuse,
)
from cms.services.naming import post_name, post_seal, post_unname, post_unseal
from cms.services.pictures import picture_describe
from cms.services.posts import (
    picture_add,
    post_answer,
    post_justify,
    post_mend,
    post_save_draft,
    post_submit,
    post_take_back,
)
from publishing.ground.models import Person
from publishing.ground.roles import Role
from tests.cms.conftest import Desk, entry
from tests.cms.templates import CLOSURE, STORM
from tests.factories import day, make_image, make_person, make_picture, make_post

from .trying import Deed, Page, World

COLLEAGUE = "kanarek-colleague"
OFFICER = Role.PRESS_OFFICER
TOMORROW = day(1)


def post(world: World, state: str, person: Person, **facts: Any) -> Post:
    made = make_post(world.court, world.helper(OFFICER), world.account, **facts)
    Post.objects.filter(pk=made.pk).update(state=state)
    return Post.objects.get(pk=made.pk)


def hidden(world: World, state: str, person: Person) -> Post:
    return post(world, state, person, text="The registry opens at\u200b nine.")


def sealed(world: World, state: str, person: Person) -> Post:
    """A sealed post that names everybody who is tried, and a colleague who is not named on it."""
    made, by = post(world, state, person), world.helper(OFFICER)
    PostSeal.objects.create(post=made, by=by)
    PostReader.objects.bulk_create(PostReader(post=made, person=one, named_by=by) for one in world.people.values())
    make_person(world.court, Role.REVIEWER, username=COLLEAGUE)
    return made


def colleague_named(world: World, state: str, person: Person) -> Post:
    made = sealed(world, state, person)
    PostReader.objects.create(post=made, person=colleague(), named_by=world.helper(OFFICER))
    return made


def colleague() -> Person:
    return Person.objects.get(username=COLLEAGUE)


def questioned(world: World, state: str, person: Person) -> Post:
    """A post with a finding for which its author must give a reason."""
    case = MatterEntry(code="26-451", docket="No. 26-451", public_title="Corvane v Harrowgate Water Board")
    matter_save(court=world.court, entry=case, by=world.helper(Role.REGISTRAR))
    return post(world, state, person, text="The bench sat late on No. 26-451.")


def justified(made: Post, by: Person) -> None:
    [seen] = review_now(made).unanswered
    post_justify(
        post=made, code=seen.finding.code, matter=seen.finding.matter, words_hash=seen.words_hash,
        text="A listed public hearing.", by=by,
    )  # fmt: skip


def justified_form(made: Post) -> Page:
    [seen] = review_now(made).unanswered
    name = f"reason|{seen.finding.code}|{seen.finding.matter}|{seen.words_hash}"
    return edited(made, **{name: "A listed public hearing."})


def asked(world: World, state: str, person: Person) -> Post:
    """A post about which the checklist asks its author."""
    return post(world, state, person, kind="event")


def edited(made: Post, **keys: str) -> Page:
    desk = Desk(made.court, made.author, made.versions.get().account, None)  # type: ignore[arg-type]
    return reverse("posts:edit", args=[made.pk]), entry(desk, text=made.text, title=made.title, **keys)


def named_page(made: Post, **form: Any) -> Page:
    return reverse("posts:named", args=[made.pk]), form


def saved(made: Post, by: Person) -> None:
    made.title = "Another title"
    post_save_draft(post=made, by=by)


def image(world: World, state: str, person: Person) -> CourtImage:
    return make_image(world.court)


def court(world: World, state: str, person: Person) -> Any:
    return world.court


def proposed(world: World, state: str, person: Person) -> Template:
    """A template in that state; a proposal is of whoever is tried, where only its maker ends it."""
    row = template_propose(court=world.court, entry=CLOSURE, by=world.helper(OFFICER))
    if state == "in-use":
        return template_approve(template=row, by=world.helper(Role.REGISTRAR))
    Template.objects.filter(pk=row.pk).update(**STATES[state](world))
    return Template.objects.get(pk=row.pk)


STATES: dict[str, Any] = {
    "proposed": lambda world: {"state": "proposed"},
    "refused": lambda world: {
        "state": "refused", "decided_by": world.helper(Role.REGISTRAR), "decided_at": timezone.now(), "answer": "No."
    },
    "ended": lambda world: {"state": "ended", "ended_by": world.helper(OFFICER), "ended_at": timezone.now()},
}  # fmt: skip


def own_template(world: World, state: str, person: Person) -> Template:
    row = proposed(world, state, person)
    if state == "proposed":
        Template.objects.filter(pk=row.pk).update(made_by=person)
    return Template.objects.get(pk=row.pk)


def rule(world: World, state: str, person: Person) -> Recurring:
    made = recurring_set(court=world.court, entry=weekly(proposed(world, "in-use", person)), by=world.helper(OFFICER))
    return recurring_end(rule=made, by=world.helper(OFFICER)) if state == "ended" else made


def weekly(template: Template) -> RecurringEntry:
    return RecurringEntry(
        template, weekdays=[0], at=time(9), starts_on=TOMORROW, accounts=list(template.court.accounts.all()),
        values=STORM.values,
    )  # fmt: skip


def of_template(name: str, **form: Any) -> Any:
    return lambda row: (reverse(name, args=[row.pk]), form)


DEEDS = {
    "post_see": Deed(post, ask=lambda made: (reverse("posts:list"), {}), shows="Hearing next week"),
    "post_save_draft": Deed(post, saved, lambda made: edited(made, link=""), ("drafted",)),
    "post_mend": Deed(
        hidden, lambda made, by: post_mend(post=made, mend="hidden", by=by),
        lambda made: edited(made, **{"action-mend": "hidden"}), ("drafted",),
    ),
    "post_submit": Deed(
        post, lambda made, by: post_submit(post=made, by=by), lambda made: edited(made, **{"action-submit": "1"}),
        ("submitted", "routed"),
    ),
    "post_take_back": Deed(
        post, lambda made, by: post_take_back(post=made, by=by),
        lambda made: (reverse("posts:take_back", args=[made.pk]), {}), ("taken_back",),
    ),
    "post_seal": Deed(
        post, lambda made, by: post_seal(post=made, by=by), lambda made: named_page(made, seal="1"), ("post_sealed",)
    ),
    "post_unseal": Deed(
        sealed, lambda made, by: post_unseal(post=made, by=by), lambda made: named_page(made, unseal="1"),
        ("post_unsealed",),
    ),
    "post_name": Deed(
        sealed, lambda made, by: post_name(post=made, person=colleague(), by=by),
        lambda made: named_page(made, name=str(colleague().pk)), ("post_reader_named",),
    ),
    "post_unname": Deed(
        colleague_named, lambda made, by: post_unname(post=made, person=colleague(), by=by),
        lambda made: named_page(made, remove=str(colleague().pk)), ("post_reader_removed",),
    ),
    "post_justify": Deed(questioned, justified, justified_form, ("justified",)),
    "post_answer": Deed(
        asked, lambda made, by: post_answer(post=made, question="aim", text="Pupils learn how it works.", by=by),
        lambda made: edited(made, **{"answer|aim": "Pupils learn how it works."}), ("answered",),
    ),
    "picture_add": Deed(
        court,
        lambda court, by: picture_add(court=court, file=SimpleUploadedFile("a.png", make_picture()), by=by),
        trace=("picture_added",),
    ),
    "picture_describe": Deed(
        image, lambda row, by: picture_describe(image=row, facts=["minors"], by=by), trace=("picture_changed",)
    ),
    "template_read": Deed(proposed, ask=lambda row: (reverse("templates:index"), {}), shows="Closure"),
    "template_propose": Deed(
        court, lambda court, by: template_propose(court=court, entry=CLOSURE, by=by), trace=("template_proposed",)
    ),
    "template_approve": Deed(
        proposed, lambda row, by: template_approve(template=row, by=by), of_template("templates:approve"),
        ("template_approved",),
    ),
    "template_refuse": Deed(
        proposed, lambda row, by: template_refuse(template=row, answer="Not like this.", by=by),
        of_template("templates:refuse", answer="Not like this."), ("template_refused",),
    ),
    "template_end": Deed(
        own_template, lambda row, by: template_end(template=row, by=by), of_template("templates:end"),
        ("template_ended",), own=True,
    ),
    "post_from_template": Deed(
        proposed,
        lambda row, by: post_from_template(
            template=row, given=STORM, accounts=row.court.accounts.all()[:1], by=by
        ),
        lambda row: (
            reverse("templates:use", args=[row.pk]),
            {"f-day": "2026-11-24", "f-why": "a storm", "accounts": [str(row.court.accounts.first().pk)]},
        ),
        ("drafted_from_template",),
    ),
    "recurring_set": Deed(
        lambda world, state, person: proposed(world, "in-use", person),
        lambda row, by: recurring_set(court=row.court, entry=weekly(row), by=by), trace=("recurring_set",),
    ),
    "recurring_change": Deed(
        rule, lambda row, by: recurring_change(rule=row, entry=weekly(row.template), by=by),
        trace=("recurring_changed",),
    ),
    "recurring_end": Deed(
        rule, lambda row, by: recurring_end(rule=row, by=by), lambda row: (reverse("recurring:end", args=[row.pk]), {}),
        ("recurring_ended",),
    ),
}  # fmt: skip
