"""The court's own pages in Wagtail's admin."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .menu import CountedItem
from .models import Person, Role
from .notices import unread_count
from .proposal_kinds import KINDS
from .proposals import to_confirm
from .shown import shown_to
from .viewsets import CourtViewSet, NoticeViewSet, PeopleViewSet, ProposalViewSet, TrailViewSet, TrainingViewSet


class NoticesItem(MenuItem):
    """What this person was told, with how many they have not read."""

    def is_shown(self, request: Any) -> bool:
        return shown_to(request, *Role)

    def render_component(self, request: Any) -> Any:
        item = super().render_component(request)
        if count := unread_count(request.user):
            item.label = _("Notices (%(count)d)") % {"count": count}
        return item


class ProposalsItem(CountedItem):
    """What takes two people, with how much of it waits for this person."""

    counted = _("To confirm (%(count)d)")

    def is_shown(self, request: Any) -> bool:
        return shown_to(request, *(role for kind in KINDS.values() for role in kind.roles))

    def count(self, person: Person) -> int:
        return len(to_confirm(person))


@hooks.register("register_admin_viewset")
def court_pages() -> list[object]:
    return [CourtViewSet(), NoticeViewSet(), PeopleViewSet(), ProposalViewSet(), TrailViewSet(), TrainingViewSet()]


@hooks.register("register_admin_menu_item")
def notices_item() -> MenuItem:
    return NoticesItem(_("Notices"), reverse("notices:index"), name="notices", icon_name="mail", order=210)


@hooks.register("register_admin_menu_item")
def proposals_item() -> MenuItem:
    return ProposalsItem(_("To confirm"), reverse("proposals:index"), name="proposals", icon_name="pr-two", order=220)
