"""Sentences of the checks on people, contact and trade, keyed by `Finding.reason`."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from approvals.wordings.base import Wording

WORDINGS: Mapping[str, Wording] = {
    "social-login": Wording(
        _("Signing in with a social profile"),
        _("This offers to enter a service of the court with a profile of a social network, which learns who does."),
        _("Name the court's own way to sign in. If this one must stay, say why, and who weighed the risk."),
    ),
}
