"""How punctual sending is, and whether everything that sends is alive: for people on duty and administrators."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy
from wagtail.admin.viewsets.base import ViewSet

from publishing.ground.models import Court
from publishing.ground.rights import open_to
from publishing.ground.views import Shell

from . import reading


class Watch(Shell):
    """One court at a time, by its own days; the processes serve all courts."""

    template_name = "publishing/watch.html"
    page_title = gettext_lazy("How sending goes")
    header_icon = "pr-outbox"

    def courts(self) -> Any:
        return open_to("watch_read", self.request.user).order_by("name")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now, court = timezone.now(), self.chosen()
        shown = {
            "now": now,
            "court": court,
            "courts": list(self.courts()),
            "days": reading.days(court, now),
            "signs": reading.signs(now),
            "standing": reading.standing(self.request.user, court),
            "unsent": reading.unsent(self.request.user),
            "has_webhook": bool(settings.ALERTS_URL),
        }
        return super().get_context_data(**kwargs | shown)

    def chosen(self) -> Court:
        """The court that the address names, else the first one."""
        slug = self.request.GET.get("court")
        court: Court | None = (self.courts().filter(slug=slug) if slug else self.courts()).first()
        if court is None:
            raise Http404
        return court


class WatchViewSet(ViewSet):
    name = "watch"

    def get_urlpatterns(self) -> list[Any]:
        return [path("", Watch.as_view(), name="index")]
