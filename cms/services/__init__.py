"""Everything that writes rows of the desk. Each operation asks by itself who may, and leaves an audit entry."""

from .asking import post_ask
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
from .refusals import Obstacle, PostRefused

__all__ = [
    "Obstacle",
    "PostRefused",
    "Readiness",
    "picture_add",
    "picture_describe",
    "post_answer",
    "post_ask",
    "post_justify",
    "post_mend",
    "post_save_draft",
    "post_submit",
    "post_take_back",
    "readiness_of",
]
