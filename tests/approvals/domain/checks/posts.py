"""One text under one check: what it found, as pairs of its reason and the author's own words. And the tables of posts.

A table is a text file: under a heading such as `== en` each line is `codes|kind|text`, with `-` for a post that nothing
stops. A kind such as `reply@Handle` or `repost@Handle` says whose words the post answers or passes on.
"""

from datetime import UTC, datetime
from pathlib import Path

from approvals.domain.findings import Context, Draft, Surface
from approvals.domain.review import CHECKS, MOST_CHARACTERS, review

ASIDE = {"reply": "reply_to", "repost": "repost_of"}
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # a Monday


def found(code, language, text, kind="service-update", context=None, surface="text", **draft):
    """The findings of check `code` alone."""
    checks = tuple(check for check in CHECKS if check.code == code)
    rows = review(Draft(language, kind, (Surface(surface, text),), **draft), context or Context(NOW), checks)
    assert {row.code for row in rows} <= {code}
    return rows


def filled(unit):
    """`unit` again and again, as long as a text may be that is read."""
    return unit * (MOST_CHARACTERS // len(unit))


def table(name):
    """The rows of a table by language: codes, kind, text."""
    rows = {}
    for line in Path(__file__).with_name(f"{name}.txt").read_text(encoding="utf-8").split("\n"):
        if line.startswith("== "):
            language = line.removeprefix("== ")
        elif "|" in line and not line.startswith("#"):
            rows.setdefault(language, []).append(line.split("|", 2))
    return rows


def post(language, kind, text):
    """The draft of one row. Who is answered need not be named."""
    kind, _, handle = kind.partition("@")
    handle = handle or {"reply": "someone_77"}.get(kind, "")
    given = {ASIDE[kind]: f"@{handle}"} if handle else {}
    surfaces = (Surface("text", text), *(Surface(name.replace("_", "-"), who) for name, who in given.items()))
    return Draft("zh-Hans" if language == "zh" else language, kind, surfaces, **given)


def words(text, findings):
    return [text[row.span.start : row.span.end] for row in findings if row.span]
