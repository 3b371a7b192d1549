"""The editors' desk: Post, its versions and its pictures; templates and what recurs."""

from .images import CourtImage, CourtRendition
from .post import Post, PostImage, PostVersion, PostWriter, ReferenceCounter
from .sealing import PostReader, PostReading, PostSeal
from .templates import Recurring, RecurringDraft, Rhythm, Template, TemplateState

__all__ = [
    "CourtImage",
    "CourtRendition",
    "Post",
    "PostImage",
    "PostReader",
    "PostReading",
    "PostSeal",
    "PostVersion",
    "PostWriter",
    "Recurring",
    "RecurringDraft",
    "ReferenceCounter",
    "Rhythm",
    "Template",
    "TemplateState",
]
