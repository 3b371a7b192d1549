"""The questions of the human checklist in words, keyed as in approvals.domain.checklist."""

from collections.abc import Mapping
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from approvals.wordings.base import Text


class Asked(NamedTuple):
    """A question, and what helps to answer it."""

    question: Text
    help: Text


QUESTIONS: Mapping[str, Asked] = {
    "aim": Asked(_("Which aim does it serve, in one line?"), _("Say who gains what from it.")),
    "favour": Asked(_("Could either side, or a voter, see favour in it?"), _("Think of the one who lost.")),
    "source": Asked(
        _("Is every fact in a public record, and in which?"),
        _("Name the list, the judgment or the report."),
    ),
    "aloud": Asked(_("Would it be proper if it were read aloud in open court?"), _("Read it aloud once.")),
    "harm": Asked(
        _("Who could be hurt or found by it, now or in ten years?"),
        _("Think of faces, places and children."),
    ),
    "reach": Asked(
        _("Can somebody with a screen reader, or in another language, act on it?"),
        _("Say what they hear, and where they find it."),
    ),
    "hostile": Asked(_("What will the first hostile reply say, and does the court stay silent?"), _("Decide it now.")),
    "silence": Asked(_("Is silence better?"), _("Say what would be lost without this post.")),
}  # fmt: skip
