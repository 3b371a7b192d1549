"""The editors' desk: Post, its versions and its pictures."""

from .images import CourtImage, CourtRendition
from .post import Post, PostImage, PostVersion, PostWriter, ReferenceCounter
from .values import Aim, Kind

__all__ = [
    "Aim",
    "CourtImage",
    "CourtRendition",
    "Kind",
    "Post",
    "PostImage",
    "PostVersion",
    "PostWriter",
    "ReferenceCounter",
]
