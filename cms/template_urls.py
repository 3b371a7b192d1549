"""Addresses of templates, of what recurs, of emergencies and drills, under Wagtail."""

from __future__ import annotations

from django.urls import include, path

from cms.views import drills, emergencies, recurring, templates
from cms.views.drafting import PostFields, PostLeave, TemplatePreview, TemplateUse

template_urls = [
    path("", templates.TemplateList.as_view(), name="index"),
    path("new/", templates.TemplateNew.as_view(), name="new"),
    path("<uuid:pk>/", templates.TemplatePage.as_view(), name="page"),
    path("<uuid:pk>/change/", templates.TemplateNew.as_view(), name="change"),
    path("<uuid:pk>/approve/", templates.TemplateApprove.as_view(), name="approve"),
    path("<uuid:pk>/refuse/", templates.TemplateRefuse.as_view(), name="refuse"),
    path("<uuid:pk>/end/", templates.TemplateEnd.as_view(), name="end"),
    path("<uuid:pk>/use/", TemplateUse.as_view(), name="use"),
    path("<uuid:pk>/preview/", TemplatePreview.as_view(), name="preview"),
    path("draft/<int:post>/", PostFields.as_view(), name="fields"),
    path("draft/<int:post>/leave/", PostLeave.as_view(), name="leave"),
]
recurring_urls = [
    path("", recurring.RecurringList.as_view(), name="index"),
    path("new/<uuid:template>/", recurring.RecurringNew.as_view(), name="new"),
    path("<uuid:pk>/", recurring.RecurringPage.as_view(), name="page"),
    path("<uuid:pk>/end/", recurring.RecurringEnd.as_view(), name="end"),
]
emergency_urls = [
    path("", emergencies.Emergencies.as_view(), name="index"),
    path("<int:pk>/", emergencies.EmergencyReview.as_view(), name="page"),
    path("drills/", drills.DrillList.as_view(), name="drills"),
    path("drills/of/<slug:court>/", drills.DrillList.as_view(), name="drills_of"),
    path("drills/of/<slug:court>/start/", drills.DrillStart.as_view(), name="drill_start"),
    path("drills/<int:pk>/", drills.DrillPage.as_view(), name="drill"),
    path("drills/<int:pk>/write/", drills.DrillWrite.as_view(), name="drill_write"),
    path("drills/<int:pk>/use/<uuid:template>/", drills.DrillUse.as_view(), name="drill_use"),
    path("drills/<int:pk>/end/", drills.DrillEnd.as_view(), name="drill_end"),
]
urlpatterns = [
    path("emergencies/", include((emergency_urls, "emergencies"), namespace="emergencies")),
    path("templates/", include((template_urls, "templates"), namespace="templates")),
    path("recurring/", include((recurring_urls, "recurring"), namespace="recurring")),
]
