"""All that writes releases, deliveries and pauses. Every act checks here who may do it, and leaves an audit entry."""

from publishing.domain.delivery import IllegalMove

from .deliveries import (
    delivery_cancel,
    delivery_confirm_absent,
    delivery_confirm_gone,
    delivery_confirm_sent,
    delivery_look_up_again,
    delivery_release,
    delivery_try_again,
    follow_withdrawal,
)
from .lifting import due_behind, lifts_waiting, pause_everywhere_lift, pause_lift_ask
from .moves import Change, lock, move, move_many, note_many
from .pauses import pause_everywhere, pause_start
from .releases import ReleaseRefused, release_cancel, release_create, release_hold, release_withdraw
from .rights import NotAllowed
from .words import WordsRefused

__all__ = [
    "Change",
    "IllegalMove",
    "NotAllowed",
    "ReleaseRefused",
    "WordsRefused",
    "delivery_cancel",
    "delivery_confirm_absent",
    "delivery_confirm_gone",
    "delivery_confirm_sent",
    "delivery_look_up_again",
    "delivery_release",
    "delivery_try_again",
    "due_behind",
    "follow_withdrawal",
    "lifts_waiting",
    "lock",
    "move",
    "move_many",
    "note_many",
    "pause_everywhere",
    "pause_everywhere_lift",
    "pause_lift_ask",
    "pause_start",
    "release_cancel",
    "release_create",
    "release_hold",
    "release_withdraw",
]
