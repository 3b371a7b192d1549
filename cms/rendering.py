"""From a template and the values of its fields to the words of a post, and whether a post still says just these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import override

from publishing.domain.picture_facts import ordered

from .blanks import Blank, Type, clock_of, day_of, fill

if TYPE_CHECKING:
    from cms.models import Post, Template


@dataclass(frozen=True, slots=True)
class Rendering:
    title: str
    text: str
    link: str


def rendered(template: Template, values: Mapping[str, str]) -> Rendering:
    """The words of `template` with `values` (as they are kept, by field) in its language."""
    shown = {blank.name: shown_as(blank, values.get(blank.name, ""), template.language) for blank in template.blanks}
    inline = {name: " ".join(value.split()) for name, value in shown.items()}
    return Rendering(
        title=fill(template.title, inline).strip(),
        text=fill(template.body, shown).strip(),
        link=fill(template.link, inline).strip(),
    )


def shown_as(blank: Blank, value: str, language: str) -> str:
    """`value` as people read it: days and times in the way of `language`."""
    if blank.type == Type.DATE and (day := day_of(value)):
        return day_words(day, language)
    if blank.type == Type.TIME and (clock := clock_of(value)):
        return clock.strftime("%H:%M")
    return value


def day_words(day: date, language: str) -> str:
    """The day with its weekday, such as Tuesday 24 November 2026."""
    return _day(day, language, "j F Y", "DATE_FORMAT")


def heading_words(day: date, language: str) -> str:
    """The day without its year, above what happens on it."""
    return _day(day, language, "j F", "MONTH_DAY_FORMAT")


def _day(day: date, language: str, in_english: str, elsewhere: str) -> str:
    with override(language.lower()):
        style = in_english if language.lower() in ("en", "en-gb") else elsewhere
        return f"{date_format(day, 'l')} {date_format(day, style)}"


def unchanged(post: Post) -> bool:
    """Whether `post` says, on every account, just what its locked template says with the fields it keeps.

    No own words, no other title, link or kind, no picture but the template's own, and the template still in use.
    """
    template = post.drafted_from
    if template is None or not template.locked or template.state != "in-use" or template.court_id != post.court_id:
        return False
    values = post.fields.get("values") if isinstance(post.fields, dict) else None
    if not isinstance(values, dict) or not all(isinstance(value, str) for value in values.values()):
        return False
    said = rendered(template, values)
    return (
        (post.title, post.text, post.link) == (said.title, said.text, said.link)
        and (post.kind, post.aim, post.language) == (template.kind, template.aim, template.language)
        and post.corrects_id is None
        and not any(version.own_text.strip() for version in post.versions.all())
        and _tells_its_matter(post)
        and same_pictures(post, template)
    )


def _tells_its_matter(post: Post) -> bool:
    """Whether the matter from which its fields are filled is still among those of the post."""
    key = post.fields.get("matter")
    return key is None or key in {str(matter.pk) for matter in post.matters.all()}


def same_pictures(post: Post, template: Template) -> bool:
    """No picture, or the template's with its own description and what is known of it."""
    rows = list(post.images.all())
    if not rows:
        return True
    if len(rows) > 1 or template.picture is None:
        return False
    row = rows[0]
    same_words = row.image_id == template.picture_id and row.alt == template.picture_alt
    return same_words and ordered(row.facts) == ordered(template.picture.facts)
