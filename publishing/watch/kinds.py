"""What people are alerted to, as data: whose matter it is, whether it is mailed, and how it is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from publishing.ground.notice_kinds import Kind

DUTY, LEAD = "delivery_release", "mail_again"  # rights whose holders are told


@dataclass(frozen=True, slots=True)
class Cause:
    """`told` is the right whose holders are told; nobody by notice where it is empty, as somebody tells them already.

    `lasting`: it stands until it is over, and then that is told as well.
    """

    name: Any
    told: str = ""
    lasting: bool = False


CAUSES = {
    "late": Cause(_("Late"), DUTY),
    "failed": Cause(_("Failed")),
    "held": Cause(_("Held")),
    "unknown": Cause(_("In doubt")),
    "expiring": Cause(_("Its time runs out"), DUTY),
    "out-after-all": Cause(_("Cancelled, and out after all"), DUTY),
    "no-dispatcher": Cause(_("No dispatcher"), DUTY, lasting=True),
    "no-cluster": Cause(_("No cluster"), LEAD, lasting=True),
    "queue-old": Cause(_("The queue stands still"), LEAD, lasting=True),
    "mail-fails": Cause(_("Mail does not leave"), LEAD, lasting=True),
    "trail-unsealed": Cause(_("The audit trail is not sealed"), LEAD, lasting=True),
    "connection-lost": Cause(_("An account cannot be used"), LEAD, lasting=True),
}

# By cause, as "alert-<cause>"; what is over is told with "alert-over".
KINDS = {
    "alert-late": Kind(
        name=_("A post is late"),
        subject=ngettext_lazy("A post is late", "%(count)d posts are late", "count"),
        body=_("It should have gone out more than a minute ago. It is still tried. Look in the outbox."),
        link="outbox:index",
    ),
    "alert-expiring": Kind(
        name=_("The time of a post runs out"),
        subject=ngettext_lazy("The time of a post runs out", "The time of %(count)d posts runs out", "count"),
        body=_("It waits, and soon it is too late to send it as approved. Decide in the outbox."),
        link="outbox:index",
    ),
    "alert-out-after-all": Kind(
        name=_("A post that was stopped is out"),
        subject=ngettext_lazy("A post that was stopped is out", "%(count)d posts that were stopped are out", "count"),
        body=_(
            "It was in doubt and was cancelled or taken for not published; now the network says that it is there."
            " Look at the account, and delete it there if it must not stay."
        ),
        link="outbox:index",
    ),
    "alert-no-dispatcher": Kind(
        name=_("Nothing is being sent"),
        subject=_("Nothing is being sent"),
        body=_("No dispatcher gives a sign of life. Tell whoever runs the installation to look at its workers."),
        link="watch:index",
    ),
    "alert-no-cluster": Kind(
        name=_("Background tasks do not run"),
        subject=_("Background tasks do not run"),
        body=_("No cluster gives a sign of life. Mail and readings wait; posts still go out. Look at the workers."),
        link="watch:index",
    ),
    "alert-queue-old": Kind(
        name=_("Background tasks wait"),
        subject=_("Background tasks wait for more than five minutes"),
        body=_("Mail and readings come late; posts still go out. Look at the workers."),
        link="watch:index",
    ),
    "alert-mail-fails": Kind(
        name=_("Mail does not leave"),
        subject=_("Mail does not leave"),
        body=_("Nobody hears of decisions by e-mail at the moment. Look at the page Mail, and at the mail server."),
        link="notices:mail",
    ),
    "alert-trail-unsealed": Kind(
        name=_("The audit trail is not sealed"),
        subject=_("The audit trail is not sealed"),
        body=_("Its newest entries wait for more than five minutes. Run: manage.py verify_records"),
        link="watch:index",
    ),
    "alert-connection-lost": Kind(
        name=_("An account cannot be used"),
        subject=_("An account with planned posts cannot be used"),
        body=_("It is not connected, or its server refuses its secret. Give a newer one before something is due."),
        link="accounts:index",
    ),
    "alert-over": Kind(
        name=_("It is over"),
        subject=_("It is over: %(what)s"),
        body=_("It was so since %(since)s. Nothing is left to do about it."),
        link="watch:index",
    ),
}
