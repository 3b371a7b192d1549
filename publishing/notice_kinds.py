"""What people hear about sending."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from publishing.ground.notice_kinds import Kind

KINDS = {
    "outbox-needs-person": Kind(
        name=_("A post needs a person"),
        subject=ngettext_lazy("A post needs a person", "%(count)d posts need a person", "count"),
        body=_("Something was held, failed, or is in doubt. Nothing is sent again by itself. Look in the outbox."),
        link="outbox:index",
    ),
}
