"""The accounts of an administrator's courts and whether each is connected. Connecting is a command."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from publishing.ground.rights import open_to
from publishing.models import Account


class Accounts(WagtailAdminTemplateMixin, TemplateView):
    template_name = "publishing/accounts.html"
    page_title = _("Accounts")
    header_icon = "link"
    _show_breadcrumbs = True
    breadcrumbs_items = [{"url": "", "label": _("Accounts")}]
    request: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self._courts().exists():
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def _courts(self) -> Any:
        return open_to("account_connect", self.request.user).order_by("name")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        accounts = Account.objects.filter(court__in=self._courts()).order_by("network", "handle").defer("credentials")
        courts = [(court, [one for one in accounts if one.court_id == court.pk]) for court in self._courts()]
        return super().get_context_data(courts=courts, **kwargs)


class AccountsViewSet(ViewSet):
    name = "accounts"

    def get_urlpatterns(self) -> list[Any]:
        return [path("", Accounts.as_view(), name="index")]
