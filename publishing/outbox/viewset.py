from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from publishing.ground.shown import shown_for

from .decide_view import DecideView
from .views import ActView, Index, LiftView, PauseView


class OutboxItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return shown_for(request, "outbox_read")


class OutboxViewSet(ViewSet):
    name = "outbox"
    icon = "pr-outbox"
    add_to_admin_menu = True
    menu_label = _("Outbox")
    menu_item_class = OutboxItem
    menu_order = 250

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", Index.as_view(), name="index"),
            path("decide/", DecideView.as_view(), name="decide"),
            path("pause/<slug:court>/", PauseView.as_view(), name="pause"),
            path("lift/<int:pk>/", LiftView.as_view(), name="lift"),
            path("<int:pk>/<slug:act>/", ActView.as_view(), name="act"),
        ]
