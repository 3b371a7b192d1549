"""What the outbox says about one delivery. Reads only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publishing.domain.delivery import State
from publishing.domain.digest import parse
from publishing.domain.limits import limits_for
from publishing.ground.saying import worded
from publishing.models import Attempt, Delivery
from publishing.rights import STATES
from publishing.scopes import Scope

from .acts import Act, acts_for, stands_withdrawn
from .ways import Way

SHAPES = {
    State.SCHEDULED: "scheduled",
    State.SENDING: "outbox",
    State.SENT: "sent",
    State.HELD: "held",
    State.UNKNOWN: "person",
    State.FAILED: "failed",
    State.CANCELLED: "cancelled",
    State.WITHDRAWING: "outbox",
    State.WITHDRAWN: "withdrawn",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One attempt, in words, at its time in the court's zone."""

    at: datetime
    text: str
    found: list[str]  # what the network showed, where it was looked up


@dataclass(frozen=True, slots=True)
class Case:
    """One delivery as a line of the outbox. `acts` is empty for whoever may not act.

    `sought` is what to look for at the network where the delivery is in doubt: the words as they were sent.
    """

    delivery: Delivery
    shape: str
    word: str
    due: datetime
    network: str
    what: str
    advice: str
    steps: list[Step]
    sought: str
    acts: list[Act]
    may_act: bool
    ways: list[Way]
    url: str  # of the post itself, where the reader may open it


def word_of(state: State) -> str:
    return str(STATES[state])


def missed_words(delivery: Delivery) -> str:
    """What becomes of it when its time is missed, as was approved."""
    minutes = delivery.release.missed_minutes
    if minutes is None:
        return _("If its time is missed, it waits for a person.")
    return _("If its time is missed, it still goes out up to %(minutes)d min late, then it waits for a person.") % {
        "minutes": minutes
    }


def advice_of(delivery: Delivery, scopes: Sequence[Scope] = ()) -> str:
    """What to look for, before choosing an act. `scopes` are the pauses that stand."""
    if delivery.state == State.SCHEDULED:
        if any(scope.covers(delivery) for scope in scopes):
            return _("Paused. If its time comes meanwhile, a person decides about it afterwards.")
        return missed_words(delivery)
    if stands_withdrawn(delivery):
        return _("It was withdrawn, and still stands there. Open the account and delete it by hand.")
    if delivery.state == State.UNKNOWN and delivery.next_attempt_at:
        return _("The network will be asked by itself. You can also look now, and say what you saw.")
    return {
        State.UNKNOWN: _("Open the account and look for the post, then say what you saw."),
        State.FAILED: _("Nothing was published. A change of words or pictures is approved again."),
        State.HELD: _("Read why, then decide whether it still goes out."),
    }.get(State(delivery.state), "")


def case_of(
    delivery: Delivery, mine: Mapping[str, set[int]], scopes: Sequence[Scope] = (), ways: Sequence[Way] = ()
) -> Case:
    """`mine` holds, for each act by the name of its right, the ids of the courts where the reader may do it."""
    state, zone = State(delivery.state), delivery.court.zone
    acts = [act for act in acts_for(delivery) if delivery.court_id in mine[act.right]]
    return Case(
        delivery=delivery,
        shape=SHAPES[state],
        word=word_of(state),
        due=timezone.localtime(delivery.release.due_at, zone),
        network=limits_for(delivery.account.network).name,
        what=worded(delivery.because, delivery.reason),
        advice=advice_of(delivery, scopes),
        steps=[step_of(one, delivery) for one in tries_of(delivery)],
        sought=sought_in(delivery) if state is State.UNKNOWN else "",
        acts=acts,
        may_act=bool(acts),
        ways=[way for way in ways if not way.opens],
        url=next((way.url for way in ways if way.opens), ""),
    )


def step_of(attempt: Attempt, delivery: Delivery) -> Step:
    at = timezone.localtime(attempt.started_at, delivery.court.zone)
    return Step(at, sentence(attempt, delivery), evidence_of(attempt))


def sought_in(delivery: Delivery) -> str:
    """The words that the account was to say; nothing where they cannot be read."""
    try:
        messages = parse(delivery.release.content).messages
    except (ValueError, TypeError, KeyError):
        return ""
    return next(("\n".join(one.segments) for one in messages if one.account == str(delivery.account_id)), "")


def evidence_of(attempt: Attempt) -> list[str]:
    """What the network showed when it was looked up, in words; what a person need not weigh is left out."""
    if attempt.purpose != Attempt.Purpose.LOOKUP:
        return []
    found = attempt.evidence
    lines = []
    if isinstance(seen := found.get("statuses_seen"), int):
        lines.append(ngettext("%(count)d post of the account was compared.", "%(count)d posts were compared.", seen)
                     % {"count": seen})  # fmt: skip
    if found.get("same") is False:
        lines.append(_("A post stands in its place, with other words."))
    for name, words in {"uri": _("Its place there: %(id)s"), "key": _("Its key there: %(id)s")}.items():
        if isinstance(value := found.get(name), str):
            lines.append(words % {"id": value})
    return lines


def tries_of(delivery: Delivery) -> list[Attempt]:
    return sorted(delivery.attempts.all(), key=lambda attempt: (attempt.started_at, attempt.pk))


def sentence(attempt: Attempt, delivery: Delivery) -> str:
    """What came of one attempt, with the network's own words where it gave some."""
    network = limits_for(delivery.account.network).name
    evidence = attempt.evidence
    words = worded(evidence.get("because"), str(evidence.get("reason", "")))
    text = {
        "send": _sent,
        "lookup": _looked_up,
        "withdraw": _withdrawn,
    }[attempt.purpose](attempt.outcome, network)
    return f"{text} {words}".strip()


def _sent(outcome: str, network: str) -> str:
    return {
        "": _("Begun, and nothing came back yet."),
        "done": _("Sent. %(network)s took it.") % {"network": network},
        "transient": _("Not taken for now."),
        "permanent": _("Refused. Nothing was published."),
        "not sent": _("Stopped before anything left."),
        "changed": _("Stopped before anything left."),
    }.get(outcome, _("Sent once. No answer."))


def _looked_up(outcome: str, network: str) -> str:
    text = {
        "": _("Looking it up at %(network)s."),
        "present": _("Looked up at %(network)s: it is there."),
        "absent": _("Looked up at %(network)s: it is not there."),
        "undecided": _("Looked up at %(network)s: it cannot be told."),
    }.get(outcome, _("Looked up at %(network)s: the service did not answer."))
    return text % {"network": network}


def _withdrawn(outcome: str, network: str) -> str:
    text = {
        "": _("Deleting it at %(network)s."),
        "done": _("Deleted at %(network)s."),
    }.get(outcome, _("Not deleted at %(network)s."))
    return text % {"network": network}
