"""Believable counts for a post that nobody sees: they grow with its age, and never depend on anything else."""

from __future__ import annotations

import hashlib
import math
import struct

HOUR = 3600.0


def engagement(post_id: str, age: float) -> dict[str, int]:
    """Counts of a post `age` seconds after it went out: whole numbers that never fall. Zero at age 0 and before.

    Most of what a post gets it gets within a day; one post in many is read far more than the others.
    """
    reach, pace, liked, shared, answered = _lot(post_id)
    age = max(0.0, age)
    most = 400 * math.exp(2.4 * reach**2)
    views = most * (0.75 * _grown(age, (1 + 5 * pace) * HOUR) + 0.25 * _grown(age, (30 + 90 * pace) * HOUR))
    return {
        "views": int(views),
        "likes": int(views * (0.02 + 0.05 * liked)),
        "reposts": int(views * (0.004 + 0.02 * shared)),
        "replies": int(views * (0.002 + 0.012 * answered)),
    }


def _grown(age: float, slowness: float) -> float:
    return 1 - math.exp(-age / slowness)


def _lot(post_id: str) -> list[float]:
    """Five numbers from 0 to 1 that belong to this post."""
    drawn = struct.unpack(">5I", hashlib.blake2b(post_id.encode(), digest_size=20).digest())
    return [number / 0xFFFFFFFF for number in drawn]
