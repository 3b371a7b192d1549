"""What an approval does after the release time: what the post's own policy says, in the words of the button."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from publishing.domain.message import MissedTime
from publishing.domain.timing import NOTICE, first_attempt


def approve_label(due: datetime, missed: MissedTime, now: datetime, *, last: bool) -> str:
    """What the second tap does, in words. `due` stands in the court's zone; `last`: no vote is missing after this."""
    if due > now:
        return _("Approve for %(time)s") % {"time": date_format(due, "l H:i")}
    facts = {"time": _said(due, now), "until": _said(_until(due, missed), now)}
    if first_attempt(due, missed, now) is None:
        return _("Approve (%(time)s has passed: it waits for a person)") % facts
    if last:
        return _("Approve (%(time)s has passed: it goes out a minute later)") % facts
    return _("Approve (%(time)s has passed: it goes out if the last vote comes before %(until)s)") % facts


def approved_words(due: datetime, missed: MissedTime, now: datetime) -> str:
    """What happens next, once the votes are complete."""
    if due > now:
        when = date_format(due, _("l j F, H:i"))
        return _("Approved. The votes are complete. Its time is %(when)s.") % {"when": when}
    if first_attempt(due, missed, now) is None:
        return _("Approved. The votes are complete, but its time has passed: it waits for a person in the outbox.")
    return _("Approved. The votes are complete. Its time has passed: it goes out within a minute or two.")


def _until(due: datetime, missed: MissedTime) -> datetime:
    """The last moment at which a complete approval still sends it."""
    return due + timedelta(minutes=missed.minutes or 0) - NOTICE


def _said(moment: datetime, now: datetime) -> str:
    """The hour, with its day where that is another one."""
    same_day = moment.date() == now.astimezone(moment.tzinfo).date()
    return date_format(moment, "H:i" if same_day else _("l j F, H:i"))
