"""What somebody has open at the desk: posts, templates, what recurs, editors, sessions."""

from __future__ import annotations

from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from wagtail.admin.models import EditingSession, FormState
from wagtail.models import APIToken, WorkflowState

from approvals.models import Duty, Part, Round
from approvals.models.decisions import DECISIONS
from approvals.services.rounds import part_record
from cms.models import Post, PostReader, PostWriter, Recurring, Template, TemplateState
from cms.models.sealing import named_people
from cms.states import PUBLISHED, PostState
from publishing.ground import audit
from publishing.ground.endings import Case, Ending, Rows, Why, told
from publishing.ground.models import Person, Role
from publishing.ground.notices import tell

from .naming import naming_refusal
from .template_letters import settled

OVER = (*PUBLISHED, PostState.CANCELLED)
NOT_TRUSTED = frozenset({Why.LEAVES, Why.SUSPENDED})
POSTS = ngettext_lazy(
    "%(count)d post that nobody else here writes", "%(count)d posts that nobody else here writes", "count"
)
RULES = ngettext_lazy("%(count)d recurring notice", "%(count)d recurring notices", "count")


def _unfinished(case: Case) -> Any:
    """Posts of the court that are not out, called off, or of a drill that is over."""
    alive = Q(drill=None) | Q(drill__ended_at=None)
    return Post.objects.filter(alive, court=case.court).exclude(state__in=OVER).select_related("court")


def _writes(case: Case) -> list[Any]:
    mine = Q(author=case.person) | Q(post_writers__person=case.person)
    press = case.court.holders(Role.PRESS_OFFICER) - {case.person.pk}
    return [post for post in _unfinished(case).filter(mine).distinct() if not post.writers() & press]


def _press(case: Case) -> list[Person]:
    """The head of communications first."""
    heads = case.court.holders(Role.HEAD_OF_COMMUNICATIONS)
    return sorted(case.others(Role.PRESS_OFFICER), key=lambda one: one.pk not in heads)


def _writes_hand_on(case: Case, rows: Rows, heir: Person | None) -> None:
    """Whoever takes a post over is one of its writers from now on: told of it, and never one of its approvers."""
    taken = [post for post in rows if heir is not None and _take_over(case, post.pk, heir)]
    for post in rows:
        facts = {"from": case.person.pk} | ({"to": heir.pk} if heir and post in taken else {})
        audit.record(
            case.court, "post_handed_on", actor=audit.actor_of(case.by), subject=f"post:{post.pk}", facts=facts
        )
    _tell(case, POSTS, len(taken), heir, len(rows) - len(taken))


def _take_over(case: Case, key: int, heir: Person) -> bool:
    """False where the heir has decided on the post, or may not know of it: then the press office is told."""
    post = Post.objects.select_for_update().get(pk=key)
    sealed = Post.objects.sealed().filter(pk=key).exists()
    if sealed and naming_refusal(post, heir, case.by):
        return False
    here = {"court": case.court, "reference": post.reference}
    if Part.objects.filter(round__in=Round.objects.filter(**here), person=heir, duty__in=DECISIONS, voided_at=None):
        return False
    PostWriter.objects.get_or_create(post=post, person=heir, defaults={"at": timezone.now()})
    asked = Round.objects.filter(**here, workflow_state__status=WorkflowState.STATUS_IN_PROGRESS).exclude(digest="")
    for round in asked.select_related("court"):
        part_record(round, heir.pk, Duty.WROTE)
    return True


def _tell(case: Case, what: Any, taken: int, heir: Person | None, left: int = 0) -> None:
    facts = {"person": case.person, "court": case.court.name}
    if taken and heir is not None:
        tell("work-handed-on", court=case.court, people=[heir.pk], facts=facts | {"what": told(what, taken)})
    if left:
        press = case.court.holders(Role.PRESS_OFFICER)
        tell("work-left", court=case.court, people=press, facts=facts | {"what": told(what, left)})


def _sealed(case: Case) -> list[Any]:
    return list(_unfinished(case).sealed().naming(case.person))


def _lonely(case: Case, rows: Rows) -> list[Any]:
    """Those on which no other press officer is named: nobody could go on with them, or name anybody."""
    press = case.court.holders(Role.PRESS_OFFICER) - {case.person.pk}
    return [post for post in rows if not named_people(post) & press]


def _others(case: Case) -> list[Person]:
    """Whom an administrator may name, other than themselves, and only where somebody has to be."""
    needed = _lonely(case, _sealed(case))
    return [one for one in _press(case) if needed and one.pk != case.by.pk]


def _sealed_refusal(case: Case, rows: Rows, heir: Person | None) -> str:
    lonely = _lonely(case, rows)
    if lonely and heir is None:
        return say(
            "No other press officer is named on a sealed post of theirs, so nobody could go on with it. Choose one,"
            " other than yourself, or have this person name one first."
        )
    refusals = (naming_refusal(post, heir, case.by) for post in lonely if heir is not None)
    return next(filter(None, refusals), "")


def _sealed_end(case: Case, rows: Rows, heir: Person | None) -> None:
    lonely = {post.pk for post in _lonely(case, rows)}
    for post in rows:
        if PostReader.objects.filter(post=post, person=case.person).delete()[0]:
            _named(case, post, "post_reader_removed", case.person)
        if heir is not None and post.pk in lonely:
            PostReader.objects.get_or_create(post=post, person=heir, defaults={"named_by": case.by})
            _named(case, post, "post_reader_named", heir)


def _named(case: Case, post: Post, act: str, person: Person) -> None:
    subject, facts = f"post:{post.pk}", {"person": person.pk}
    audit.record(case.court, act, actor=audit.actor_of(case.by), subject=subject, facts=facts)


def _rules(case: Case) -> list[Any]:
    return list(Recurring.objects.active().filter(court=case.court, set_by=case.person))


def _rules_hand_on(case: Case, rows: Rows, heir: Person | None) -> None:
    now = timezone.now()
    change = {"ended_by": case.by, "ended_at": now} if heir is None else {"set_by": heir, "set_at": now}
    act = "recurring_ended" if heir is None else "recurring_handed_on"
    for rule in rows:
        Recurring.objects.active().filter(pk=rule.pk).update(**change)
        facts = {"from": case.person.pk} | ({"to": heir.pk} if heir else {})
        subject = f"recurring:{rule.pk}"
        audit.record(case.court, act, actor=audit.actor_of(case.by), subject=subject, facts=facts)
    _tell(case, RULES, len(rows) if heir else 0, heir, 0 if heir else len(rows))


def _templates(case: Case) -> list[Any]:
    return list(Template.objects.filter(court=case.court, made_by=case.person, state=TemplateState.PROPOSED))


def _templates_end(case: Case, rows: Rows, heir: Person | None) -> None:
    waiting = Template.objects.filter(state=TemplateState.PROPOSED)
    for row in rows:
        if waiting.filter(pk=row.pk).update(state=TemplateState.ENDED, ended_by=case.by, ended_at=timezone.now()):
            subject = f"template:{row.pk}"
            audit.record(case.court, "template_ended", actor=audit.actor_of(case.by), subject=subject)
            settled(row)


def _editors(case: Case) -> list[Any]:
    """Open editors, what they keep for previews, and locks, on posts of the court; all of them with the sign-in."""
    posts, kind = Post.objects.filter(court=case.court), ContentType.objects.get_for_model(Post)
    keys = [str(key) for key in posts.values_list("pk", flat=True)]
    here = Q() if case.closes else Q(content_type=kind, object_id__in=keys)
    sessions = EditingSession.objects.filter(here, user=case.person)
    return [*sessions, *FormState.objects.filter(here, user=case.person), *posts.filter(locked_by=case.person)]


def _editors_end(case: Case, rows: Rows, heir: Person | None) -> None:
    Post.objects.filter(pk__in=[row.pk for row in rows if isinstance(row, Post)]).update(
        locked=False, locked_by=None, locked_at=None
    )
    for row in rows:
        if not isinstance(row, Post):
            row.delete()


def _sessions(case: Case) -> list[Any]:
    if not case.closes:
        return []
    return [*UserSession.objects.filter(user=case.person), *APIToken.objects.filter(user=case.person)]


def _sessions_end(case: Case, rows: Rows, heir: Person | None) -> None:
    for row in rows:
        if isinstance(row, UserSession):
            row.end()
        else:
            row.delete()
    facts = {"count": len(rows)}
    subject = audit.actor_of(case.person)
    audit.record(case.court, "sessions_ended", actor=audit.actor_of(case.by), subject=subject, facts=facts)


ENDINGS = (
    Ending(
        key="posts",
        what=POSTS,
        fate=_("Handed on, or left to the press office."),
        heirs=_press,
        heir_label=_("Who goes on with the posts"),
        heir_fate=_("Hears of them from now on, and decides on none of them."),
        nobody=_("The press office"),
        found=_writes,
        act=_writes_hand_on,
        covers=("cms.Post.author", "cms.PostWriter.person"),
        order=10,
    ),
    Ending(
        key="sealed-posts",
        what=ngettext_lazy("%(count)d sealed post", "%(count)d sealed posts", "count"),
        fate=_("Their name is taken off."),
        heirs=_others,
        heir_label=_("Who is named on sealed posts that nobody else could go on with"),
        nobody=_("Nobody"),
        refusal=_sealed_refusal,
        found=_sealed,
        act=_sealed_end,
        covers=("cms.PostReader.person",),
        order=11,
    ),
    Ending(
        key="recurring",
        what=RULES,
        fate=_("Ended, or handed on to somebody who writes their drafts from now on. What was drafted stays."),
        heirs=_press,
        heir_label=_("Who goes on with what recurs"),
        nobody=_("Nobody: it ends"),
        found=_rules,
        act=_rules_hand_on,
        covers=("cms.Recurring.set_by",),
        order=12,
    ),
    Ending(
        key="templates",
        what=ngettext_lazy("%(count)d proposed template", "%(count)d proposed templates", "count"),
        fate=_("Taken back, as nobody has agreed yet."),
        found=_templates,
        act=_templates_end,
        on=NOT_TRUSTED,
        covers=("cms.Template.made_by",),
        order=36,
    ),
    Ending(
        key="editors",
        what=ngettext_lazy("%(count)d open editor or lock", "%(count)d open editors or locks", "count"),
        fate=_("Closed; others can edit."),
        found=_editors,
        act=_editors_end,
        on=NOT_TRUSTED,
        covers=("cms.Post.locked_by", "wagtailadmin.EditingSession.user", "wagtailadmin.FormState.user"),
        order=60,
    ),
    Ending(
        key="sessions",
        what=ngettext_lazy("%(count)d session", "%(count)d sessions", "count"),
        fate=_("Ended at once."),
        found=_sessions,
        act=_sessions_end,
        covers=("usersessions.UserSession.user", "wagtailcore.APIToken.user"),
        order=61,
    ),
)
