"""The court's own pages in Wagtail's admin."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .models import Court, Role
from .notices import unread_count
from .viewsets import CourtViewSet, NoticeViewSet, PeopleViewSet, TrailViewSet, TrainingViewSet


class NoticesItem(MenuItem):
    """What this person was told, with how many they have not read."""

    def is_shown(self, request: Any) -> bool:
        return Court.objects.for_person(request.user, *Role).exists()

    def render_component(self, request: Any) -> Any:
        item = super().render_component(request)
        if count := unread_count(request.user):
            item.label = _("Notices (%(count)d)") % {"count": count}
        return item


@hooks.register("register_admin_viewset")
def court_pages() -> list[object]:
    return [CourtViewSet(), NoticeViewSet(), PeopleViewSet(), TrailViewSet(), TrainingViewSet()]


@hooks.register("register_admin_menu_item")
def notices_item() -> MenuItem:
    return NoticesItem(_("Notices"), reverse("notices:index"), name="notices", icon_name="mail", order=210)
