"""What a pause covers, as a person chooses it: everything of a court, one network, or one account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from publishing.domain.limits import limits_for
from publishing.ground.models import Court
from publishing.models import Account, Pause

from .acts import WithReason

ALL = "all"


class WithPause(WithReason):
    """`scope` is cleaned to {"network": …} or {"account": …}, empty for everything."""

    scope = forms.ChoiceField(label=_("What stops"), initial=ALL, required=False, widget=forms.RadioSelect)
    spares_emergencies = forms.BooleanField(
        label=_("Let emergencies through"),
        required=False,
        help_text=_("What those on duty release as an emergency still goes out. Everything else stops."),
    )
    field_order = ("scope", "reason", "spares_emergencies")

    def __init__(self, *args: Any, court: Court, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        accounts = list(Account.objects.filter(court=court).order_by("network", "handle"))
        self.accounts = {f"account-{account.pk}": account for account in accounts}
        self.networks = {f"network-{account.network}": account.network for account in accounts}
        field: Any = self.fields["scope"]
        field.choices = [
            (ALL, _("Everything of this court")),
            *((key, _("Only %(network)s") % {"network": limits_for(one).name}) for key, one in self.networks.items()),
            *((key, f"{limits_for(account.network).name}: {account.handle}") for key, account in self.accounts.items()),
        ]

    def clean_scope(self) -> dict[str, Any]:
        chosen = self.cleaned_data["scope"]
        if chosen in self.accounts:
            return {"account": self.accounts[chosen]}
        return {"network": self.networks[chosen]} if chosen in self.networks else {}


def scope_words(pause: Pause) -> str:
    """What stands still, as a person calls it; nothing for everything."""
    if pause.account:
        return f"{limits_for(pause.account.network).name}: {pause.account.handle}"
    return limits_for(pause.network).name if pause.network else ""
