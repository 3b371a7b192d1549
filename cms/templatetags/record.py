"""Times, languages and lists in the words of the public record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def iso(instant: datetime) -> str:
    return timezone.localtime(instant).isoformat(timespec="seconds")


@register.filter
def moment(instant: datetime) -> str:
    """Tuesday 10 November 2026 at 10:05, in the court's time."""
    local = timezone.localtime(instant)
    day, time = date_format(local, "l j F Y"), date_format(local, "H:i")
    return _("%(day)s at %(time)s") % {"day": day, "time": time}


@register.filter
def zone(instant: datetime) -> str:
    return timezone.localtime(instant).tzname() or ""


@register.filter
def clock(instant: datetime, beside: datetime) -> str:
    """The time to the second, with its day when that is not the day of `beside`."""
    local, other = timezone.localtime(instant), timezone.localtime(beside)
    time = date_format(local, "H:i:s")
    return time if local.date() == other.date() else f"{date_format(local, 'j F Y')}, {time}"


@register.filter
def named(language: str) -> str:
    """The name of a language in the language of the page; its code when it is not known."""
    try:
        return _(get_language_info(language.lower())["name"])
    except KeyError:
        return language


@register.filter
def own_name(language: str) -> str:
    """The name of a language in that language."""
    try:
        return str(get_language_info(language.lower())["name_local"])
    except KeyError:
        return language


@register.filter
def listed(names: Sequence[str]) -> str:
    return _(", ").join(names)


@register.filter
def without_scheme(url: str) -> str:
    return url.removeprefix("https://").removeprefix("http://").rstrip("/")
