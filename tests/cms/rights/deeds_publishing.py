"""Accounts, deliveries and pauses."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone

from publishing.domain.delivery import State
from publishing.ground.models import Person
from publishing.models import Delivery, Pause, Release
from publishing.services import (
    delivery_cancel,
    delivery_confirm_absent,
    delivery_confirm_gone,
    delivery_confirm_sent,
    delivery_look_up_again,
    delivery_release,
    delivery_try_again,
    pause_lift_ask,
    pause_start,
    release_cancel,
    release_hold,
    release_withdraw,
)
from publishing.services.moves import ACTS
from tests.factories import make_account, make_delivery

from .trying import Deed, Page, World

WHY = {"reason": "The hearing was moved."}
SEEN = {"url": "https://social.example/114"}


def delivery(world: World, state: str, person: Person) -> Delivery:
    return make_delivery(State(state), make_account(world.court))


def withdrawn(world: World, state: str, person: Person) -> Delivery:
    row = delivery(world, state, person)
    Release.objects.filter(pk=row.release_id).update(withdrawn_at=timezone.now(), withdrawn_reason="Wrong hall.")
    return Delivery.objects.select_related("release", "account", "court").get(pk=row.pk)


def court(world: World, state: str, person: Person) -> Any:
    return world.court


def pause(world: World, state: str, person: Person) -> Pause:
    return pause_start(court=world.court, by=world.helper("judge"), reason="Somebody has our password.")


def act(slug: str, **form: Any) -> Any:
    def ask(row: Delivery) -> Page:
        return reverse("outbox:act", args=[row.pk, slug]), form

    return ask


ASKED = ("proposed",)
MOVED = tuple(ACTS.values())
DEEDS = {
    "outbox_read": Deed(pause, ask=lambda row: (reverse("outbox:index"), {}), shows="Somebody has our password."),
    "watch_read": Deed(court, ask=lambda one: (f"{reverse('watch:index')}?court={one.slug}", {}), shows="Sent in time"),
    "delivery_release": Deed(delivery, lambda row, by: delivery_release(row, by=by), act("release"), MOVED),
    "delivery_try_again": Deed(delivery, lambda row, by: delivery_try_again(row, by=by), act("same-again"), MOVED),
    "delivery_cancel": Deed(delivery, lambda row, by: delivery_cancel(row, by=by, **WHY), act("cancel", **WHY), MOVED),
    "delivery_confirm_sent": Deed(
        delivery, lambda row, by: delivery_confirm_sent(row, by=by, **SEEN), act("there", **SEEN), MOVED
    ),
    "delivery_confirm_absent": Deed(
        delivery, lambda row, by: delivery_confirm_absent(row, again=False, by=by), act("not-there", again="no"), MOVED
    ),
    "delivery_confirm_gone": Deed(withdrawn, lambda row, by: delivery_confirm_gone(row, by=by), act("gone"), MOVED),
    "delivery_look_up_again": Deed(
        delivery, lambda row, by: delivery_look_up_again(row, by=by), act("look-up"), ("lookup_asked",)
    ),
    # their pages show a post, which a security lead, who may stop it, does not read: see tests/publishing/outbox
    "release_hold": Deed(delivery, lambda row, by: release_hold(row.release, by=by, **WHY), trace=MOVED),
    "release_cancel": Deed(delivery, lambda row, by: release_cancel(row.release, by=by, **WHY), trace=MOVED),
    "release_withdraw": Deed(
        delivery, lambda row, by: release_withdraw(row.release, by=by, **WHY), act("withdraw", **WHY), MOVED
    ),
    "pause_start": Deed(
        court, lambda court, by: pause_start(court=court, by=by, **WHY),
        lambda court: (reverse("outbox:pause", args=[court.slug]), WHY), ("paused",),
    ),
    "pause_lift_ask": Deed(
        pause, lambda row, by: pause_lift_ask(row, by=by, **WHY),
        lambda row: (reverse("outbox:lift", args=[row.pk]), WHY), ASKED,
    ),
}  # fmt: skip
