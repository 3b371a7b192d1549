from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from analytics.views import EngagementReport


@hooks.register("register_admin_urls")
def report_urls() -> list[URLPattern]:
    return [path("reports/engagement/", EngagementReport.as_view(), name="engagement_report")]


@hooks.register("register_admin_menu_item")
def report_menu_item() -> MenuItem:
    return MenuItem(
        _("Reports"), reverse("engagement_report"), name="reports-engagement", icon_name="pr-chart", order=90
    )
