"""Who may connect accounts, decide about deliveries, and stop everything."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from publishing.domain.delivery import State
from publishing.ground.rights import Act, Text, Thing
from publishing.ground.roles import READERS, Role

OUTBOX = (Role.PRESS_OFFICER, Role.PRESIDENT, Role.ADMINISTRATOR)
WITHDRAW = (*OUTBOX, Role.REGISTRAR)  # who keeps the orders also takes back what breaks one
STOP = (*OUTBOX, Role.REVIEWER, Role.REGISTRAR, Role.JUDGE, Role.SECURITY_LEAD)

STATES: dict[State, Text] = {
    State.SCHEDULED: _("Scheduled"),
    State.SENDING: _("Sending"),
    State.SENT: pgettext_lazy("state of a post", "Sent"),
    State.HELD: _("Held"),
    State.UNKNOWN: _("Needs a person"),
    State.FAILED: _("Failed"),
    State.CANCELLED: _("Cancelled"),
    State.WITHDRAWING: _("Being withdrawn"),
    State.WITHDRAWN: _("Withdrawn"),
}
LEAD = (Role.ADMINISTRATOR,)
CONFIRM_ACCOUNT = (Role.ADMINISTRATOR, Role.PRESIDENT, Role.HEAD_OF_COMMUNICATIONS)
SAW = _("Stands on what the person saw at the network.")

THINGS = {
    "account": Thing(
        _("Accounts"),
        {
            "account_connect": Act(
                _("Connect an account"),
                LEAD,
                second=CONFIRM_ACCOUNT,
                also=_("Alone before the first release, and again with the identity that it has."),
            ),
        },
    ),
    "delivery": Thing(
        _("Deliveries"),
        {
            "outbox_read": Act(_("See the outbox"), (*READERS, Role.SECURITY_LEAD)),
            "watch_read": Act(_("See how punctual sending is"), (*OUTBOX, Role.SECURITY_LEAD)),
            "delivery_release": Act(_("Let a held one go"), OUTBOX, (State.HELD,)),
            "delivery_try_again": Act(_("Try the same again"), OUTBOX, (State.FAILED,)),
            "delivery_cancel": Act(_("Cancel one"), OUTBOX, (State.SCHEDULED, State.HELD, State.FAILED, State.UNKNOWN)),
            "delivery_confirm_sent": Act(_("Say that it is there"), OUTBOX, (State.UNKNOWN,), also=SAW),
            "delivery_confirm_absent": Act(_("Say that it is not there"), OUTBOX, (State.UNKNOWN,), also=SAW),
            "delivery_confirm_gone": Act(
                _("Say that it was deleted by hand"),
                WITHDRAW,
                (State.SENT,),
                also=_("Only of what was withdrawn. Stands on what the person did at the network."),
            ),
            "delivery_look_up_again": Act(_("Have it looked up again"), OUTBOX, (State.UNKNOWN,)),
            "release_hold": Act(_("Hold a release"), STOP, (State.SCHEDULED,)),
            "release_cancel": Act(_("Cancel a release"), STOP, (State.SCHEDULED, State.HELD, State.FAILED)),
            "release_withdraw": Act(_("Withdraw what is out"), WITHDRAW, (State.SENT,)),
        },
        STATES,
    ),
    "pause": Thing(
        _("Pauses"),
        {
            "pause_start": Act(_("Stop everything"), STOP),
            "pause_lift_ask": Act(_("Let it go on"), OUTBOX, second=OUTBOX),
        },
    ),
}
