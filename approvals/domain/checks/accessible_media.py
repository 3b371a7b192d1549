"""Everyone can perceive what a picture or video shows (guidelines 7, 10).

Contrast, and text that is part of a picture, are out of reach: pictures are not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from approvals.domain.findings import Finding, Picture, Span
from approvals.domain.fold import fold
from approvals.domain.hashtags import HASHTAG, is_run_together
from approvals.domain.severity import Severity
from approvals.domain.spellings import folded_words
from approvals.domain.subject import Subject, View

CODE = "accessible-media"
GUIDELINES = (7, 10)
LEVEL = Severity.JUSTIFY
FILE_NAME = re.compile(
    r"\S+\.(?:jpe?g|png|gif|webp|heic|tiff?|bmp|svg|mp4|mov|pdf)|(?:img|dsc|dscn|dscf|pxl|image|photo|screenshot|"
    r"whatsapp image|mvi|vid|wa)[\s_\-]*\d[\d\s_\-.()atpm:]*|[0-9a-f]{16,}|[\d_\-\s.]+"
)


def run(subject: Subject) -> Iterator[Finding]:
    """A question for a picture without a useful text or a video without captions; advice on run-together tags."""
    for number, picture in enumerate(subject.draft.pictures):
        reason = fault(picture)
        if reason:
            span = next((v.span(0, len(v.folded.text)) for v in subject.views if v.text == picture.alt), None)
            params = {"number": str(number + 1)}
            yield Finding(CODE, GUIDELINES, Severity.JUSTIFY, reason, span, "", params)
    for view in subject.views:
        if not view.name.startswith(("file:", "link")):
            yield from _hashtags(view)


def fault(picture: Picture) -> str:
    """What is wrong with a picture or video, as a reason key; "" when nothing is."""
    if picture.is_video:
        return "" if picture.has_captions else "captions-missing"
    alt = fold(picture.alt).text.strip(" \t\n.…!\"'")
    if not re.search(r"[^\W_]", alt):
        return "alt-missing"
    if FILE_NAME.fullmatch(alt) or (picture.file_name and alt == fold(picture.file_name).text.strip()):
        return "alt-file-name"
    if alt in folded_words("media", "empty"):
        return "alt-says-nothing"
    leads = folded_words("media", "lead")
    if any(alt.startswith(lead) and _ends(alt, lead) for lead in leads):
        return "alt-image-of"
    return ""


def _ends(alt: str, lead: str) -> bool:
    following = alt[len(lead) : len(lead) + 1]
    return not lead[-1].isalpha() or lead[-1] >= "\u3400" or not following.isalpha()


def _hashtags(view: View) -> Iterator[Finding]:
    for match in HASHTAG.finditer(view.text):
        if is_run_together(match[1]):
            span = Span(view.name, match.start(), match.end())
            yield Finding(CODE, GUIDELINES, Severity.ADVISE, "hashtag-case", span)
