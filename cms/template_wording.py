"""What people read about templates: what is wrong and what to do, where a value is from, and when a rule runs."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .blanks import Blank, Fault, Need, Type, Unfit, Wrong

TYPES = {
    Type.TEXT: gettext_lazy("Text"),
    Type.DATE: gettext_lazy("Day"),
    Type.TIME: gettext_lazy("Time"),
    Type.ROOM: gettext_lazy("Room"),
    Type.LINK: gettext_lazy("Link"),
    Type.DOCKET: gettext_lazy("Docket number"),
    Type.CHOICE: gettext_lazy("One of a list"),
}
ORIGINS = {
    "docket": gettext_lazy("Register: docket number of the matter"),
    "public-title": gettext_lazy("Register: public title of the matter"),
    "hearing-day": gettext_lazy("Register: day of the next public hearing"),
    "hearing-time": gettext_lazy("Register: time of the next public hearing"),
    "hearing-room": gettext_lazy("Register: room of the next public hearing"),
    "handdown-day": gettext_lazy("Register: day of hand-down, where it may be announced"),
    "handdown-time": gettext_lazy("Register: time of hand-down, where it may be announced"),
    "period-from": gettext_lazy("First day of the period"),
    "period-to": gettext_lazy("Last day of the period"),
    "hearings": gettext_lazy("Register: public hearings of the period"),
}
PARTS = {"title": gettext_lazy("title"), "body": gettext_lazy("text"), "link": gettext_lazy("link")}
FAULTS = {
    Fault.UNUSED: gettext_lazy("The field “%(name)s” stands nowhere. Write {%(name)s} where it belongs, or remove it."),
    Fault.NAME: gettext_lazy(
        "“%(name)s” is no name for a field. Use small letters a to z, digits and _, such as room."
    ),
    Fault.TWICE: gettext_lazy("Two fields are called “%(name)s”. Give one of them another name."),
    Fault.TYPE: gettext_lazy("Choose the type of the field “%(name)s”."),
    Fault.SOURCE: gettext_lazy(
        "The register gives no value of this type for “%(name)s”. Change its type or its source."
    ),
    Fault.CHOICES: gettext_lazy(
        "Enter the choices of “%(name)s”, one a line, for the type “one of a list” or room only."
    ),
    Fault.MOST: gettext_lazy("Enter how many characters “%(name)s” may have, or leave it empty."),
    Fault.FREE_TEXT: gettext_lazy(
        "A locked template has no field for free text. Make “%(name)s” one of a list, fill it from the register, or"
        " leave the template open."
    ),
}


def wrong_words(wrong: Wrong) -> str:
    """What is wrong with a template, where, and what to do."""
    place = {"part": PARTS.get(wrong.part, ""), "line": wrong.line, "column": wrong.column, "name": wrong.name}
    if wrong.fault == Fault.UNKNOWN:
        words = _(
            "No field is called “%(name)s” (%(part)s, line %(line)d, character %(column)d). Add it, or correct it."
        )
        return words % place
    if wrong.fault == Fault.BRACE:
        words = _(
            "A brace opens no field (%(part)s, line %(line)d, character %(column)d). Write {name} with the name of a"
            " field, without spaces, or {{ for a brace."
        )
        return words % place
    return str(FAULTS[wrong.fault]) % place


def unfit_words(blank: Blank, wrong: Unfit, choices: Iterable[str] = ()) -> str:
    """What is wrong with the value of a field, and what to do."""
    words = {
        Unfit.MISSING: _("Enter “%(label)s”."),
        Unfit.LONG: _("“%(label)s” may have %(most)d characters at most."),
        Unfit.DATE: _("Enter the day as year-month-day, such as 2026-11-24."),
        Unfit.TIME: _("Enter the time as hours and minutes, such as 09:00."),
        Unfit.LINK: _("Enter a whole address that begins with https://; in a locked template one of the court’s own."),
        Unfit.LINES: _("Write “%(label)s” in one line."),
        Unfit.CHOICE: _("Choose one that is on the list: %(choices)s."),
    }[wrong]
    if wrong == Unfit.CHOICE and not list(choices):
        words = _("The court’s register has no such value for “%(label)s”. Ask a registrar to enter it.")
    return words % {"label": blank.label, "most": blank.longest, "choices": ", ".join(choices)}


def silence_words(blank: Blank, *, chosen: bool) -> str:
    """Why the register fills a field with nothing, and what to do."""
    if not chosen:
        return _("Choose the matter first.") if blank.need == Need.MATTER else _("Choose the first and the last day.")
    if blank.source == "hearings":
        return _("The register has no public hearing in these days.")
    return _("The register has nothing to say here in public. Ask a registrar, or choose another template.")
