"""Posts from templates. A locked text is changed through its fields, or the post leaves its template for good."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.models import Drill
from cms.filling import Filled, Given, filled
from cms.models import Post, PostImage, PostVersion, Template, TemplateState
from cms.rendering import Rendering, rendered
from publishing.ground import audit
from publishing.ground.models import Person
from publishing.ground.rights import may
from publishing.kinds import Aim, Kind
from publishing.models import Account

from .posts import post_save_draft
from .refusals import Obstacle, PostRefused

TITLE_MAX = 200
# An emergency goes out soon, and still by itself when its approval takes longer; its author may choose otherwise.
EMERGENCY_IN, EMERGENCY_LATE = timedelta(minutes=15), 60  # and so many minutes late


@transaction.atomic
def post_from_template(
    *, template: Template, given: Given, accounts: Iterable[Account], by: Person, due_at: datetime | None = None,
    drill: Drill | None = None,
) -> Post:  # fmt: skip
    """A new draft with the words of `template`, for a `drill` where one is given.

    Raises PostRefused naming each field that lacks or misses its value.
    """
    row = Template.objects.select_related("court").get(pk=template.pk)
    if row.state != TemplateState.IN_USE:
        raise PostRefused(Obstacle("", _("This template is not in use. Choose another one.")))
    values = _values(row, given, by)
    post = Post(
        court=row.court, author=by, kind=row.kind, aim=row.aim, language=row.language, due_at=due_at, drill=drill
    )
    if row.kind == Kind.EMERGENCY and due_at is None:
        _soon(post)
    post.versions = [PostVersion(account=account) for account in accounts]
    if row.picture is not None:
        post.images = [PostImage(image=row.picture, alt=row.picture_alt, facts=row.picture.facts)]
    _write(post, row, given, values)
    saved = post_save_draft(post=post, by=by)
    audit.record(
        row.court, "drafted_from_template", actor=audit.actor_of(by), subject=f"post:{saved.pk}",
        facts={"template": str(row.pk), "version": row.version},
    )  # fmt: skip
    return saved


@transaction.atomic
def post_for_drill(*, drill: Drill, by: Person) -> Post:
    """An empty draft for a drill, to every account, for whoever writes in their own words. Raises PostRefused."""
    court = drill.court
    post = Post(
        court=court, author=by, drill=drill, title=_("Drill"), kind=Kind.EMERGENCY, aim=Aim.ACCESS,
        language=court.languages[0],
    )  # fmt: skip
    _soon(post)
    post.versions = [PostVersion(account=one) for one in Account.objects.filter(court=court, connected=True)]
    return post_save_draft(post=post, by=by)


@transaction.atomic
def post_refill(*, post: Post, given: Given, by: Person) -> Post:
    """Writes an open draft of a locked template anew from its fields and the register of this moment.

    Raises PostRefused as `post_from_template` does, and where the post has no locked template.
    """
    template = post.locked_template
    if template is None:
        raise PostRefused(Obstacle("", _("This post has no fields. Change its text.")))
    _write(post, template, given, _values(template, given, by))
    return post_save_draft(post=post, by=by)


@transaction.atomic
def post_leave_template(*, post: Post, by: Person) -> Post:
    """Frees the words of an open draft. From then on it goes the ordinary way. Raises PostRefused."""
    template = post.locked_template
    if template is None:
        raise PostRefused(Obstacle("", _("The text of this post is free already.")))
    post.drafted_from, post.fields = None, {}
    saved = post_save_draft(post=post, by=by)
    audit.record(
        post.court, "left_template", actor=audit.actor_of(by), subject=f"post:{post.pk}",
        facts={"template": str(template.pk)},
    )  # fmt: skip
    return saved


def preview(template: Template, given: Given, by: Person) -> tuple[Rendering, list[Filled]]:
    """The words as they would be, with what the fields have so far; nothing is stored."""
    lines = filled(template, given, by)
    shown = {line.blank.name: line.value or f"[{line.blank.label}]" for line in lines}
    return rendered(template, shown), lines


def _soon(post: Post) -> None:
    post.due_at = timezone.now().replace(second=0, microsecond=0) + EMERGENCY_IN
    post.missed_minutes = EMERGENCY_LATE


def _values(template: Template, given: Given, by: Person) -> dict[str, str]:
    if not may("post_from_template", by, template.court):
        raise PostRefused(Obstacle("", _("Only a press officer of this court writes its posts.")))
    lines = filled(template, given, by)
    if wrong := [Obstacle(line.blank.name, line.trouble) for line in lines if line.trouble]:
        raise PostRefused(*wrong)
    return {line.blank.name: line.value for line in lines}


def _write(post: Post, template: Template, given: Given, values: dict[str, str]) -> None:
    said = rendered(template, values)
    if len(said.title) > TITLE_MAX:
        raise PostRefused(Obstacle("", _("The title would be longer than 200 characters. Shorten what you entered.")))
    post.title, post.text, post.link = said.title, said.text, said.link
    post.drafted_from, post.fields = template, given.kept(values)
    post.matters = [given.matter] if given.matter is not None and template.needs_matter else []
