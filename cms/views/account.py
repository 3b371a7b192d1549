"""One's own account, as Wagtail has it, without a picture of oneself, which would be kept as it came."""

from __future__ import annotations

from typing import Any

from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import AccountView


class Account(AccountView):
    def get_panels(self) -> list[Any]:
        return [panel for panel in super().get_panels() if panel.name != "avatar"]


account = require_admin_access(Account.as_view())
