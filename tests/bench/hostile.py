"""Reads the longest texts that the checks accept, made to be hard, and longer ones, which they must refuse at once."""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

import django


def run(argv: list[str]) -> dict[str, Any]:
    """`--characters N`: the text that is too long; keys are processor milliseconds of the worst text of each kind."""
    parser = argparse.ArgumentParser(prog="hostile", description=__doc__)
    parser.add_argument("--characters", type=int, default=100_000)
    characters = parser.parse_args(argv).characters
    django.setup()
    from approvals.domain.findings import Context, Draft, MatterFacts, Party, Surface
    from approvals.domain.fold import fold
    from approvals.domain.review import MOST_CHARACTERS, review
    from tests.approvals.domain.test_work import HOSTILE, NAMES

    matter = MatterFacts("M1", "26-451", parties=tuple(Party(name, protected=True) for name in NAMES))
    context = Context(datetime(2026, 11, 23, tzinfo=UTC), matters=(matter,))

    def reviewed(text: str, language: str = "en") -> object:
        return review(Draft(language, "event", (Surface("text", text),)), context)

    longest = _worst(HOSTILE, MOST_CHARACTERS, reviewed)
    for language, floods in _floods().items():
        longest = max(longest, _worst(floods, MOST_CHARACTERS, partial(reviewed, language=language)))
    refused = _worst(HOSTILE, characters, reviewed)
    folded = _worst(HOSTILE | {"all different": _different(characters)}, characters, fold)
    return {
        "longest_read": MOST_CHARACTERS, "worst_review_ms": longest[0], "worst_review": longest[1],
        "too_long": characters, "worst_refusal_ms": refused[0], "worst_fold_ms": folded[0], "worst_fold": folded[1],
    }  # fmt: skip


def _worst(pieces: dict[str, str], length: int, work: Callable[[str], object]) -> tuple[float, str]:
    """The most processor milliseconds (the best of three) that `work` takes, and for which text."""
    times = []
    for name, piece in pieces.items():
        text = ((piece + " ") * (length // len(piece) + 1))[:length]
        times.append((min(_timed(lambda text=text: work(text)) for _ in range(3)), name))
    return max(times)


def _floods() -> dict[str, dict[str, str]]:
    """For each language every word of every word list, in one breath and in sentences of three words."""
    from approvals.domain.phrases import tables

    found: dict[str, dict[str, str]] = {}
    for language in sorted({language for rows in tables().values() for language in rows} - {"all"}):
        rows = [phrase for table in tables().values() for phrase in table.get(language, ())]
        words = [word for row in rows for word in re.findall(r"[^\W\d_]{2,}", re.sub(r"\\.", " ", row))]
        triples = [" ".join(words[at : at + 3]) for at in range(0, len(words), 3)]
        found[language] = {f"words of {language}": " ".join(words), f"sentences of {language}": ". ".join(triples)}
    return found


def _different(characters: int) -> str:
    return "".join(chr(code) for code in range(0xA1, 0xA1 + characters + 0x800) if not 0xD800 <= code < 0xE000)


def _timed(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return round((time.process_time() - started) * 1000, 1)
