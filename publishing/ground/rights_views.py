"""The page on which everybody reads who may do what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy

from .models import Court, Membership
from .rights import THINGS, Act, Thing, words
from .roles import Role, widened
from .views import Shell


class Rights(Shell):
    """Every act by what it is done to; `?role=` leaves those of one role, `?role=own` the reader's own."""

    template_name = "ground/rights.html"
    page_title = gettext_lazy("Who may do what")
    header_icon = "key"
    roles = tuple(Role)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.GET.get("role", "")
        own = self._own()
        chosen = own if asked == "own" else {asked} & set(Role)
        things = [(thing.label, list(_lines(thing, chosen))) for thing in THINGS.values()]
        return super().get_context_data(
            things=[(label, lines) for label, lines in things if lines], asked=asked, choices=Role.choices,
            own=[Role(role).label for role in Role if role in own], **kwargs,
        )  # fmt: skip

    def _own(self) -> set[str]:
        courts = Court.objects.for_person(self.request.user, *Role)
        held = Membership.objects.holding(*Role).filter(person=self.request.user, court__in=courts)
        return set(held.values_list("role", flat=True))


def _lines(thing: Thing, chosen: set[str]) -> Iterator[dict[str, Any]]:
    for act in thing.acts.values():
        if not chosen or chosen & set(widened(act.roles)):
            yield _line(thing, act)


def _line(thing: Thing, act: Act) -> dict[str, Any]:
    return {
        "label": act.label,
        "who": words(act.roles),
        "states": [thing.states[state] for state in act.states],
        "second": words(act.second),
        "also": act.also,
    }
