"""From which template a post was drafted, for those who decide on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from approvals.domain.reviewable import Origin

from .rendering import shown_as, unchanged

if TYPE_CHECKING:
    from cms.models import Post


def origin_of(post: Post) -> Origin | None:
    """Its template and the values of the fields that it keeps; None where it was written freely."""
    template = post.drafted_from
    if template is None:
        return None
    values = post.fields.get("values") if isinstance(post.fields, dict) else None
    kept = values if isinstance(values, dict) else {}
    rows = [
        (blank.label, shown_as(blank, str(kept.get(blank.name, "")), template.language)) for blank in template.blanks
    ]
    return Origin(template.name, template.version, unchanged(post), tuple(row for row in rows if row[1]))
