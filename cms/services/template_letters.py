"""Notices about templates and what recurs, and whom they reach."""

from __future__ import annotations

from typing import Any

from approvals.services.tags import names_someone
from cms.models import Post, Recurring, RecurringDraft, Template, TemplateState
from publishing.ground.notices import notices_close, tell
from publishing.ground.rights import roles_of
from publishing.kinds import Kind


def ask_second(template: Template) -> None:
    """To everyone who can decide on a proposal, but not to whoever made it."""
    court = template.court
    people = court.holders(*roles_of("template_approve")) - {template.made_by_id}
    facts = {"court": court.name, "template": called(template)}
    tell("template-proposed", court=court, people=people, facts=facts, about=(template.pk,), topic=_topic(template))


def tell_decided(template: Template) -> None:
    """To whoever proposed it; those who were asked need not any more."""
    notices_close(_topic(template))
    kind = "template-in-use" if template.state == TemplateState.IN_USE else "template-refused"
    facts = {"template": called(template)}
    tell(kind, court=template.court, people={template.made_by_id}, facts=facts, about=(template.pk,))


def called(template: Template) -> Any:
    """Its name, as a notice may say it: a name that an order protects by now gives way to the kind of its posts."""
    return Kind(template.kind).label if names_someone(template.court, template.name) else template.name


def settled(template: Template) -> None:
    """Nobody is asked about it any more."""
    notices_close(_topic(template))


def tell_drafted(post: Post) -> None:
    """To the press office: a recurring notice has been drafted and waits for somebody to submit it."""
    facts = {"reference": post.reference, "due": post.due_at}
    people = post.court.holders(*roles_of("post_from_template"))
    tell("recurring-drafted", court=post.court, people=people, facts=facts, about=(post.pk,), due_at=post.due_at)


def tell_not_drafted(rule: Recurring, draft: RecurringDraft) -> None:
    """To the press office and whoever set the rule: what should have been drafted was not, and why."""
    people = rule.court.holders(*roles_of("recurring_set")) | {rule.set_by_id}
    facts = {"due": draft.due_at}
    tell(f"recurring-{draft.reason}", court=rule.court, people=people, facts=facts, about=(rule.pk,))


def _topic(template: Template) -> str:
    return f"template:{template.pk}"
