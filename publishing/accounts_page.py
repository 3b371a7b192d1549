"""The accounts of an administrator's courts, whether each is connected, and the form that connects one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from publishing.accounts import SECRET_MAX
from publishing.connecting import CONNECT, account_connect, has_published
from publishing.ground.forms import add_refusal
from publishing.ground.models import Court, Proposal
from publishing.ground.rights import open_to
from publishing.models import Account
from publishing.networks.registry import NETWORKS


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
        waiting = Proposal.objects.waiting().filter(act=CONNECT).select_related("proposed_by")
        courts = [
            (
                court,
                [one for one in accounts if one.court_id == court.pk],
                [one for one in waiting if one.court_id == court.pk],
            )
            for court in self._courts()
        ]
        return super().get_context_data(courts=courts, **kwargs)


class ConnectForm(forms.Form):
    network = forms.ChoiceField(label=_("Network"), choices=[(name, name.capitalize()) for name in NETWORKS])
    base_url = forms.CharField(label=_("Server"), max_length=200, help_text=_("Such as https://social.example."))
    handle = forms.CharField(label=_("Account"), max_length=200, help_text=_("Its name at the network."))
    secret = forms.CharField(
        label=_("Secret"),
        max_length=SECRET_MAX,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "dir": "ltr"}),
        help_text=_(
            "For Mastodon an access token, for Bluesky an app password. It is proved at the server, kept encrypted, and"
            " shown to nobody."
        ),
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("Whoever confirms it reads this."),
    )


@method_decorator(sensitive_post_parameters("secret"), name="dispatch")
class Connect(WagtailAdminTemplateMixin, FormView):
    """Connects an account, or asks a second person to."""

    template_name = "publishing/connect.html"
    page_title = _("Connect an account")
    header_icon = "link"
    _show_breadcrumbs = True
    form_class = ConnectForm
    request: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        courts = open_to("account_connect", self.request.user)
        self.court: Court = get_object_or_404(courts, slug=kwargs["court"])
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [{"url": reverse("accounts:index"), "label": _("Accounts")}, {"url": "", "label": self.page_title}]

    def get_initial(self) -> dict[str, Any]:
        """Of an account that is here already, if one is named."""
        key = self.request.GET.get("account", "")
        known = next((one for one in Account.objects.filter(court=self.court) if str(one.pk) == key), None)
        return {name: getattr(known, name) for name in ("network", "base_url", "handle")} if known else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(court=self.court, two=has_published(self.court), **kwargs)

    def form_valid(self, form: forms.Form) -> Any:
        try:
            done = account_connect(court=self.court, by=self.request.user, **form.cleaned_data)
        except PermissionDenied as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        except ValidationError as error:
            add_refusal(form, error)
            return self.form_invalid(form)
        if isinstance(done, Proposal):
            messages.success(self.request, gettext("Asked for. A second person must confirm it; they have been told."))
            return redirect("proposals:page", done.pk)
        messages.success(self.request, gettext("Connected: %(account)s.") % {"account": done})
        return redirect("accounts:index")


class AccountsViewSet(ViewSet):
    name = "accounts"

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", Accounts.as_view(), name="index"),
            path("<slug:court>/connect/", Connect.as_view(), name="connect"),
        ]
