"""What stands beside the composer: the state of the post, and the findings."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.side_panels import BaseSidePanel

from approvals.models import BenchTask, DeskTask
from cms.states import MAY_BE_TAKEN_BACK, PostState
from publishing.ground.models import Person


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
            context["may_take_back"] = PostState(post.state) in MAY_BE_TAKEN_BACK and parent_context.get("may_write")
        return context


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
            "deciders": deciders(self.object),
        }


def deciders(post: Any) -> list[tuple[str, int]]:
    """Who must approve, in order, and how many people could: those who wrote are not counted."""
    writers = post.writers() if post.pk else set()
    return [
        (words, len(post.court.holders(*task.roles) - writers))
        for words, task in (
            (gettext("A colleague who did not write it"), DeskTask),
            (gettext("A judge or the president"), BenchTask),
        )
    ]
