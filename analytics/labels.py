"""How measures, aims and kinds are called. A kind this release does not know is shown by its code."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from publishing.kinds import Aim, Kind

MEASURE_LABELS = {
    "views": _("Views"),
    "likes": _("Likes"),
    "reposts": _("Reposts"),
    "replies": _("Replies"),
    "quotes": _("Quotes"),
}

AIM_LABELS = dict(Aim.choices)
KIND_LABELS = dict(Kind.choices)


def aim_label(aim: str) -> str | Promise:
    return AIM_LABELS.get(aim, aim)


def kind_label(kind: str) -> str | Promise:
    return KIND_LABELS.get(kind, kind)
