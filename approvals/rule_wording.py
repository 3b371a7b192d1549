"""What is said of a rule that cannot be kept, and what the parts of a rule are called."""

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from approvals.domain.own_words import DOCKET

WRONG: Mapping[str, Promise] = {
    "no-table": _("Choose a check and its list."),
    "no-language": _("Choose a language."),
    "long": _("Keep it to 80 characters."),
    "star": _("A star may stand at the very end only, for any ending."),
    "short": _("This would match far too much. Write three letters at least, in Chinese two characters."),
    "common": _(
        "These words stand in everyday sentences of courts, so the check would point at almost everything. "
        "Write more of them, such as the whole phrase."
    ),
    "sentence": _("Write one sentence, of 300 characters at most, that the check shall find."),
    "without-word": _("The words do not stand in this sentence. Write one in which they do."),
    "fires-already": _("The check finds this sentence without the new words. Write one that it misses today."),
    "silent": _(
        "The check does not find this sentence, even with the new words. It may need other words beside them, "
        "or a case: write %(docket)s for one that is not decided."
    ),
}

# What a finding does, by its severity.
WEIGHTS: Mapping[str, Promise] = {
    "block": _("stops the post"),
    "justify": _("asks for a reason"),
    "advise": _("gives a hint"),
}

LANGUAGE_NAMES: Mapping[str, Promise] = {
    "ar": _("Arabic"),
    "de": _("German"),
    "en": _("English"),
    "es": _("Spanish"),
    "fr": _("French"),
    "hr": _("Croatian"),
    "id": _("Indonesian"),
    "it": _("Italian"),
    "ko": _("Korean"),
    "ms": _("Malay"),
    "pt": _("Portuguese"),
    "ro": _("Romanian"),
    "ru": _("Russian"),
    "tr": _("Turkish"),
    "zh": _("Chinese"),
    "all": _("Every language"),
}


def wrong_words(code: str, fitting: Iterable[str] = ()) -> str:
    """What is wrong, with the remedy; `fitting` are lists from which the words would be found."""
    said = str(WRONG[code]) % {"docket": DOCKET}
    lists = ", ".join(table.replace("_", " ") for table in fitting)
    if not lists:
        return said
    return said + " " + gettext("From these lists of the check it would: %(lists)s.") % {"lists": lists}
