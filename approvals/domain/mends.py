"""Mends that are certain: the author's text and a finding give the new text. Nothing is guessed, nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from approvals.domain.addresses import TRACKING, addresses, is_short
from approvals.domain.checks import hidden_text
from approvals.domain.findings import Finding
from approvals.domain.hashtags import HASHTAG, capitalised

HIDDEN, HASHTAGS, TRACKED = "hidden", "hashtags", "tracking"
SHORT = "short"  # not in MENDS: where a short address leads is asked outside
LEFT_BEHIND = re.compile(r"[?&]+(?=#|\Z)")


def without_tracking(text: str) -> str:
    """`text` with every address as it is without the parameters by which readers are followed."""
    for one in reversed(addresses(text)):
        if TRACKING.search(one.text):
            text = text[: one.start] + _untracked(one.text) + text[one.end :]
    return text


def _untracked(address: str) -> str:
    plain = TRACKING.sub("", address)
    return LEFT_BEHIND.sub("", re.sub(r"(?<=[?&])&+", "", plain))


def with_capitals(text: str) -> str:
    """`text` with a capital at each word of a run-together hashtag, where its words are certain."""
    return HASHTAG.sub(lambda match: match[0][0] + capitalised(match[1]), text)


def short_addresses(text: str) -> list[str]:
    """Each short address in `text`, as it is written."""
    return list(dict.fromkeys(one.text for one in addresses(text) if is_short(one)))


def with_targets(text: str, targets: Mapping[str, str]) -> str:
    """`text` with every short address replaced by what `targets` gives for it."""
    for one in reversed(addresses(text)):
        if one.text in targets:
            text = text[: one.start] + targets[one.text] + text[one.end :]
    return text


MENDS: Mapping[str, Callable[[str], str]] = {
    HIDDEN: hidden_text.mended,
    HASHTAGS: with_capitals,
    TRACKED: without_tracking,
}


def mend_of(finding: Finding, words: str) -> str:
    """The mend that takes `finding` of `words` away, as a key of MENDS or SHORT; "" where only a person can."""
    if finding.code == hidden_text.CODE:
        return HIDDEN
    if finding.reason == "link-short":
        return SHORT
    likely = HASHTAGS if finding.reason == "hashtag-case" else TRACKED
    return likely if MENDS[likely](words) != words else ""


def mended(text: str, finding: Finding) -> str:
    """The text of the finding's surface with its own place mended, or as it is.

    What is hidden can only be told from the letters around it: of that, the whole text is cleaned.
    """
    if finding.span is None:
        return text
    start, end = (0, len(text)) if finding.code == hidden_text.CODE else (finding.span.start, finding.span.end)
    mend = mend_of(finding, text[start:end])
    return text[:start] + MENDS[mend](text[start:end]) + text[end:] if mend in MENDS else text
