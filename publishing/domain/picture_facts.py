"""What was said of a picture by whoever added it: who is to be seen, consent, whether a machine made it.

Facts are codes, and part of what is approved. Nobody guesses them: no code for people means that nobody has said it.
"""

from __future__ import annotations

from collections.abc import Iterable

NOBODY, CONSENT, MADE, LABELLED = "nobody", "consent", "made-by-ai", "labelled"
PEOPLE = (NOBODY, "judges", "staff", "court-users", "jurors", "witnesses", "children", "crowd", "screens")
KNOWN = (*PEOPLE, CONSENT, MADE, LABELLED)

Facts = tuple[str, ...]


def ordered(codes: Iterable[str]) -> Facts:
    """The known codes among `codes`, each once, in one order."""
    given = set(codes)
    return tuple(code for code in KNOWN if code in given)


def people(facts: Iterable[str]) -> Facts:
    """Who is to be seen."""
    return tuple(code for code in facts if code in PEOPLE)
