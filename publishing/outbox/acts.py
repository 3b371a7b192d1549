"""What a person can do about one delivery: for each act its words, its question, and the service that does it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from publishing.domain.delivery import State
from publishing.ground import rights
from publishing.ground.models import Person
from publishing.models import Delivery
from publishing.services import (
    delivery_cancel,
    delivery_confirm_absent,
    delivery_confirm_gone,
    delivery_confirm_sent,
    delivery_look_up_again,
    delivery_release,
    delivery_try_again,
    release_cancel,
    release_hold,
    release_withdraw,
)
from publishing.services.words import reason_checked

Text = str | Promise


class Plain(forms.Form):
    """Nothing is asked but the decision itself."""


class WithReason(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class WithAddress(forms.Form):
    url = forms.URLField(
        label=_("Address of the post"),
        max_length=500,
        assume_scheme="https",
        help_text=_("Open the post at the network and copy its address, such as https://social.example/@court/114."),
    )


class WithChoice(forms.Form):
    again = forms.TypedChoiceField(
        label=_("What now"),
        choices=[("no", _("Do not send it. It has failed.")), ("yes", _("Send it once more, in a minute."))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        help_text=_("Sending once more may publish it twice if you overlooked it."),
    )


def _always(delivery: Delivery) -> bool:
    return True


def stands_withdrawn(delivery: Delivery) -> bool:
    """Whether it was to be deleted at the network and still stands there."""
    return delivery.state == State.SENT and delivery.release.withdrawn_at is not None


@dataclass(frozen=True, slots=True)
class Act:
    """`right` is the operation's name in publishing.rights, which says who may and in which states.

    `weight` is the button's: primary, secondary or link. `run(delivery, by, **form)` does it.
    """

    slug: str
    right: str
    label: Text
    title: Text
    text: Text
    button: Text
    done: Text
    run: Callable[..., Any]
    form: type[forms.Form] = Plain
    weight: str = "secondary"
    looked: bool = False  # it stands on what the person saw, so the page says who looked and when
    fits: Callable[[Delivery], bool] = _always

    @property
    def states(self) -> tuple[str, ...]:
        return rights.ACTS[self.right].states


def _withdraw(delivery: Delivery, *, reason: str, by: Person) -> None:
    release_withdraw(delivery.release, reason=reason, by=by)


def _hold(delivery: Delivery, *, reason: str, by: Person) -> None:
    release_hold(delivery.release, reason=reason_checked(delivery.court, reason), by=by)


def _cancel_all(delivery: Delivery, *, reason: str, by: Person) -> None:
    release_cancel(delivery.release, reason=reason_checked(delivery.court, reason), by=by)


ACTS = {
    act.slug: act
    for act in (
        Act(
            "there", "delivery_confirm_sent", _("It is there…"), _("It is there"),
            _("You looked at the account and saw the post. Its address goes on the record."),
            _("It was published"), _("It was published."), delivery_confirm_sent,
            WithAddress, looked=True,
        ),
        Act(
            "not-there", "delivery_confirm_absent", _("It is not there…"), _("It is not there"),
            _("You looked at the account, and the post is not there. Your name and the time go on the record."),
            _("It is not there"), _("It was not published."), delivery_confirm_absent,
            WithChoice, looked=True,
        ),
        Act(
            "look-up", "delivery_look_up_again", _("Look up again"), _("Look up again"),
            _("The network is asked once more whether the post is there. Nothing is sent."),
            _("Look up again"), _("It is being looked up."), delivery_look_up_again,
            weight="link",
        ),
        Act(
            "same-again", "delivery_try_again", _("Try the same again…"), _("Try the same again"),
            _("The same words and pictures are sent once more, in a minute, after a fresh check."),
            _("Send the same again"), _("It goes out in a minute."), delivery_try_again,
        ),
        Act(
            "release", "delivery_release", _("Let it go…"), _("Let it go"),
            _("It goes out at its time; if that has passed, in a minute. The checks run once more before."),
            _("Let it go"), _("It is scheduled again."), delivery_release, weight="primary",
        ),
        Act(
            "hold", "release_hold", _("Hold it…"), _("Hold the post"),
            _("Nothing of this post goes out, on no account, until a person lets it go. Its approval stands."),
            _("Hold it"), _("It is held. It waits under “Needs a person”."), _hold, WithReason,
        ),
        Act(
            "cancel-all", "release_cancel", _("Cancel the post…"), _("Cancel the post"),
            _("It is never sent, on no account. What has gone out already is withdrawn instead."),
            _("Cancel the post"), _("It is cancelled on all accounts."), _cancel_all, WithReason, "link",
        ),
        Act(
            "cancel", "delivery_cancel", _("Cancel this delivery…"), _("Cancel this delivery"),
            _("It is never sent to this account. The other accounts are not touched."),
            _("Cancel this delivery"), _("It is cancelled."), delivery_cancel, WithReason, "link",
        ),
        Act(
            "withdraw", "release_withdraw", _("Withdraw the post…"), _("Withdraw the post"),
            _("The post is deleted on every account where it stands. The record keeps it, with your reason."),
            _("Withdraw the post"), _("It is being withdrawn."), _withdraw, WithReason, "link",
            fits=lambda delivery: not stands_withdrawn(delivery),
        ),
        Act(
            "gone", "delivery_confirm_gone", _("I have deleted it…"), _("It is deleted"),
            _("You deleted it at the network by hand. Your name and the time go on the record."),
            _("It is deleted"), _("It is withdrawn."), delivery_confirm_gone,
            looked=True, fits=stands_withdrawn,
        ),
        Act(
            "delete-again", "release_withdraw", _("Delete it once more…"), _("Delete it once more"),
            _("The network is asked once more to delete it. The record keeps the first reason."),
            _("Delete it once more"), _("It is being withdrawn."), _withdraw, WithReason, fits=stands_withdrawn,
        ),
    )
}  # fmt: skip


def acts_for(delivery: Delivery) -> list[Act]:
    """The acts that its state allows, in the order in which they are shown."""
    return [act for act in ACTS.values() if delivery.state in act.states and act.fits(delivery)]
