"""The editors' desk: Post, its versions and its pictures."""

from .images import CourtImage, CourtRendition
from .post import Post, PostImage, PostVersion, PostWriter, ReferenceCounter

__all__ = [
    "CourtImage",
    "CourtRendition",
    "Post",
    "PostImage",
    "PostVersion",
    "PostWriter",
    "ReferenceCounter",
]
