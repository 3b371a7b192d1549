"""Sentences of the checks on what is said of cases, keyed by `Finding.reason`."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from approvals.wordings.base import Wording

MERITS_TITLE = _("A view of an undecided case")
MERITS_DO = _("Take the judgement out. Where, when and how to attend may stay.")

WORDINGS: Mapping[str, Wording] = {
    "merits-matter": Wording(
        MERITS_TITLE, _("These words judge or foretell %(matter)s, which the Court has yet to decide."), MERITS_DO
    ),
    "merits-case": Wording(
        MERITS_TITLE, _("These words judge or foretell a case that a court seems to be hearing now."), MERITS_DO
    ),
    "merits-poll": Wording(
        _("Readers are asked to judge"),
        _("This asks readers to guess or to vote how a case should end. A court does not play with its cases."),
        _("Take the question out, or link to a page on how such cases are decided."),
    ),
}
