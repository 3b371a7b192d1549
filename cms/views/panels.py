"""What stands beside the composer: the state of the post, and the findings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.side_panels import BaseSidePanel

from approvals.services import Result
from approvals.services.foreseen import route_foreseen
from approvals.wordings.routes import lesser_reasons, route_name, route_sentence, seat_words
from cms.models.sealing import is_sealed, named_people
from cms.states import MAY_BE_TAKEN_BACK, PostState
from cms.ways import correction_url
from publishing.domain.delivery import State
from publishing.ground.models import Person
from publishing.ground.rights import may
from publishing.models import Delivery


class StatusPanel(BaseSidePanel):
    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Status")
        icon_name = "info-circle"

    name = "status"
    title = _("Status")
    template_name = "cms/panel_status.html"
    order = 100

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        post = self.object
        if post.pk:
            context["writers"] = Person.objects.filter(pk__in=post.writers()).order_by("last_name", "username")
            context["sealed"] = is_sealed(post)
            context["named_count"] = len(named_people(post)) if context["sealed"] else 0
            context["may_take_back"] = PostState(post.state) in MAY_BE_TAKEN_BACK and parent_context.get("may_write")
            context["out"] = _out(post, context["request"].user)
        return context


def _out(post: Any, person: Person) -> list[tuple[str, str]]:
    """What can be done about a post that is out: words and addresses."""
    rows = Delivery.objects.for_person(person).filter(
        court=post.court_id, release__reference=post.reference, state=State.SENT
    )
    row = rows.select_related("release", "court").order_by("-release__version", "pk").first()
    if row is None:
        return []
    ways = [(_("Write a correction…"), correction_url(row.release))] if may("post_take_back", person, row.court) else []
    if may("release_withdraw", person, row.court):
        ways.append((_("Withdraw the post…"), reverse("outbox:act", args=[row.pk, "withdraw"])))
    return [(str(words), url) for words, url in ways]


def checks_label(count: int) -> str:
    """The name of the button that opens the findings."""
    return gettext("Checks: %(count)d") % {"count": count} if count else gettext("Checks")


class ChecksPanel(BaseSidePanel):
    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        icon_name = "pr-shield"

        @property
        def aria_label(self) -> str:
            return checks_label(len(self.panel.desk.notes))

        @property
        def counter_classname(self) -> str:
            blocks = any(note.level == "block" for note in self.panel.desk.notes)
            return "w-bg-critical-200" if blocks else ""

        def get_context_data(self, parent_context: Any) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "count": len(self.panel.desk.notes)}

    name = "checks"
    title = _("Checks")
    template_name = "cms/panel_checks.html"
    order = 110

    def __init__(self, object: Any, request: Any, desk: Any) -> None:
        self.desk = desk
        super().__init__(object, request)

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(parent_context),
            "desk": self.desk,
            "post": self.object,
            "locked": parent_context.get("locked_for_user"),
            "may_write": parent_context.get("may_write"),
            "deciders": deciders(self.object, self.desk.readiness.result, self.request.user),
        }


@dataclass(frozen=True, slots=True)
class Deciders:
    """Where a draft would go, and why: one sentence, and each seat with how many people could take it."""

    route: str
    sentence: str
    rows: tuple[tuple[str, int], ...]
    besides: list[str]
    sealed: bool = False


def deciders(post: Any, result: Result | None, person: Any) -> Deciders | None:
    """Who must approve `post` as it stands, by what the checks found; None while there is nothing to go by."""
    if result is None or not post.kind:
        return None
    writers = post.writers() if post.pk else {person.pk}
    found = route_foreseen(post, result, writers)
    rows = tuple((seat_words(seat), count) for seat, count in zip(found.seats, found.people, strict=True))
    sentence = route_sentence(found.seats, found.reasons)
    return Deciders(route_name(found.route), sentence, rows, lesser_reasons(found.reasons), bool(found.unnamed))
