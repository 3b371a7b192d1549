"""How measures, aims and kinds are called. A kind this release does not know is shown by its code."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MEASURE_LABELS = {
    "views": _("Views"),
    "likes": _("Likes"),
    "reposts": _("Reposts"),
    "replies": _("Replies"),
    "quotes": _("Quotes"),
}

AIM_LABELS = {
    "access": _("Access to justice"),
    "administration": _("Judicial administration"),
    "accountability": _("Accountability"),
    "transparency": _("Transparency"),
    "trust": _("Trust, understanding, respect"),
}


KIND_LABELS = {
    "hearing-list": _("Hearing list"),
    "livestream": _("Live stream"),
    "handdown-notice": _("Hand-down notice"),
    "judgment": _("Judgment"),
    "closure": _("Closure"),
    "emergency": _("Emergency"),
    "service-update": _("Service update"),
    "education": _("Education"),
    "statistics": _("Statistics"),
    "vacancy": _("Vacancy"),
    "appointment": _("Appointment"),
    "event": _("Event"),
    "correction": _("Correction"),
    "scam-warning": _("Scam warning"),
    "obituary": _("Obituary"),
}


def aim_label(aim: str) -> str | Promise:
    return AIM_LABELS.get(aim, aim)


def kind_label(kind: str) -> str | Promise:
    return KIND_LABELS.get(kind, kind)
