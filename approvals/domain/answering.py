"""Whom a draft answers: the court itself and the bodies on its list, or a person."""

from __future__ import annotations

from approvals.domain.subject import Subject


def answers_person(subject: Subject) -> bool:
    """Whether it answers somebody who is neither the court itself nor on its list of public bodies."""
    handle = _bare(subject.draft.reply_to)
    known = {_bare(name) for name in (*subject.context.official_handles, *subject.context.allow_handles)}
    return subject.draft.kind == "reply" if not handle else handle not in known


def _bare(handle: str) -> str:
    return handle.strip().lstrip("@＠").casefold()
