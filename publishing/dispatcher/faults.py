"""How an unforeseen error is logged: its kind and its place, never its words, which may hold protected ones."""

from __future__ import annotations

from traceback import extract_tb


def fault(error: BaseException) -> str:
    """Such as "ValueError at mastodon.py:120"."""
    last = extract_tb(error.__traceback__)[-1:]
    place = f" at {last[0].filename.rpartition('/')[2]}:{last[0].lineno}" if last else ""
    return f"{type(error).__name__}{place}"
