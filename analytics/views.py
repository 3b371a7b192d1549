from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from analytics import exports
from analytics.domain.measures import MEASURES
from analytics.forms import ReportForm
from analytics.labels import MEASURE_LABELS, aim_label, kind_label
from analytics.reports import Report, engagement
from publishing.ground.models import Court, Person

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class EngagementReport(WagtailAdminTemplateMixin, TemplateView):
    template_name = "analytics/engagement.html"
    page_title = _("Engagement")
    header_icon = "pr-chart"
    _show_breadcrumbs = True
    breadcrumbs_items = [
        {"url": reverse_lazy("wagtailadmin_home"), "label": _("Home")},
        {"url": "", "label": _("Engagement")},
    ]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        person = request.user
        if not isinstance(person, Person) or not Court.objects.for_person(person).exists():
            raise PermissionDenied
        form = ReportForm(request.GET, person=person)
        report = engagement(form.question()) if form.is_valid() else None
        if report and (export := EXPORTS.get(request.GET.get("export", ""))):
            return export(report)
        return self.render_to_response(self.get_context_data(form=form, report=report))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if report := kwargs["report"]:
            context |= {
                "measures": [MEASURE_LABELS[measure] for measure in MEASURES],
                "aims": [(aim_label(aim), count) for aim, count in report.by_aim.items()],
                "kinds": [(kind_label(kind), count) for kind, count in report.by_kind.items()],
                "query": self.request.GET.urlencode(),
                "here": reverse("engagement_report"),
            }
        return context


def _download(body: str | bytes, content_type: str, report: Report, ending: str) -> HttpResponse:
    period = report.question.period
    name = f"engagement-{report.question.court.slug}-{period.first}-{period.last}.{ending}"
    return HttpResponse(
        body, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


EXPORTS = {
    "csv": lambda report: _download(exports.as_csv(report), "text/csv; charset=utf-8", report, "csv"),
    "xlsx": lambda report: _download(exports.as_xlsx(report), XLSX, report, "xlsx"),
}
