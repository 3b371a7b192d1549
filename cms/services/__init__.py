"""Everything that writes rows of the desk. Each operation asks by itself who may, and leaves an audit entry."""

from .asking import post_ask
from .drafting import post_for_drill, post_from_template, post_leave_template, post_refill
from .naming import post_name, post_read, post_seal, post_unname, post_unseal
from .pictures import picture_describe
from .posts import (
    picture_add,
    post_answer,
    post_justify,
    post_mend,
    post_save_draft,
    post_submit,
    post_take_back,
)
from .readiness import Readiness, readiness_of
from .recurring import RecurringEntry, recurring_change, recurring_end, recurring_set
from .refusals import Obstacle, PostRefused
from .templates import TemplateEntry, template_approve, template_end, template_propose, template_refuse

__all__ = [
    "Obstacle",
    "PostRefused",
    "Readiness",
    "RecurringEntry",
    "TemplateEntry",
    "picture_add",
    "picture_describe",
    "post_answer",
    "post_ask",
    "post_for_drill",
    "post_from_template",
    "post_justify",
    "post_leave_template",
    "post_mend",
    "post_name",
    "post_read",
    "post_refill",
    "post_save_draft",
    "post_seal",
    "post_submit",
    "post_take_back",
    "post_unname",
    "post_unseal",
    "readiness_of",
    "recurring_change",
    "recurring_end",
    "recurring_set",
    "template_approve",
    "template_end",
    "template_propose",
    "template_refuse",
]
