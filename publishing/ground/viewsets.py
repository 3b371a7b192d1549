"""Where the court's own pages stand in Wagtail's admin. The menu shows them under Court."""

from __future__ import annotations

from typing import Any

from django.urls import path
from wagtail.admin.viewsets.base import ViewSet

from .views import CourtEdit, Courts, Invite, People, Roles, SignIn, Trail, TrailExport


class CourtViewSet(ViewSet):
    name = "court"

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", Courts.as_view(), name="index"),
            path("<slug:court>/", CourtEdit.as_view(), name="edit"),
        ]


class PeopleViewSet(ViewSet):
    name = "people"

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", People.as_view(), name="index"),
            path("<slug:court>/invite/", Invite.as_view(), name="invite"),
            path("<slug:court>/<int:pk>/", Roles.as_view(), name="roles"),
            path("<slug:court>/<int:pk>/sign-in/", SignIn.as_view(), name="sign_in"),
        ]


class TrailViewSet(ViewSet):
    name = "trail"

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", Trail.as_view(), name="index"),
            path("<slug:court>/", Trail.as_view(), name="court"),
            path("<slug:court>/export/", TrailExport.as_view(), name="export"),
        ]
