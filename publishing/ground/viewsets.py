"""Where the court's own pages stand in Wagtail's admin. The menu shows them under Court."""

from __future__ import annotations

from typing import Any

from django.urls import path
from wagtail.admin.viewsets.base import ViewSet

from . import proposal_views, training_views
from .leaving_views import Leave, Resume, Suspend
from .notice_views import Again, Choice, Mail, Notices, Open, Pace, Read
from .rights_views import Rights
from .seniority_views import Seniority
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
            path("rights/", Rights.as_view(), name="rights"),
            path("<slug:court>/invite/", Invite.as_view(), name="invite"),
            path("<slug:court>/seniority/", Seniority.as_view(), name="seniority"),
            path("<slug:court>/<int:pk>/", Roles.as_view(), name="roles"),
            path("<slug:court>/<int:pk>/sign-in/", SignIn.as_view(), name="sign_in"),
            path("<slug:court>/<int:pk>/suspend/", Suspend.as_view(), name="suspend"),
            path("<slug:court>/<int:pk>/resume/", Resume.as_view(), name="resume"),
            path("<slug:court>/<int:pk>/leave/", Leave.as_view(), name="leave"),
        ]


class NoticeViewSet(ViewSet):
    name = "notices"

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", Notices.as_view(), name="index"),
            path("read/", Read.as_view(), name="read"),
            path("choice/", Choice.as_view(), name="choice"),
            path("mail/", Mail.as_view(), name="mail"),
            path("mail/again/", Again.as_view(), name="again"),
            path("mail/<slug:court>/", Pace.as_view(), name="pace"),
            path("<uuid:pk>/", Open.as_view(), name="open"),
        ]


class TrainingViewSet(ViewSet):
    name = "training"

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", training_views.Index.as_view(), name="index"),
            path("<slug:court>/new/", training_views.Enter.as_view(), name="enter"),
            path("<slug:court>/import/", training_views.Import.as_view(), name="import"),
            path("<slug:court>/waive/", training_views.Waive.as_view(), name="waive"),
            path("<slug:court>/waive/end/", training_views.WaiverEnd.as_view(), name="waiver_end"),
            path("<slug:court>/<uuid:pk>/withdraw/", training_views.Withdraw.as_view(), name="withdraw"),
        ]


class ProposalViewSet(ViewSet):
    name = "proposals"

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", proposal_views.Index.as_view(), name="index"),
            path("<uuid:pk>/", proposal_views.Page.as_view(), name="page"),
            path("<uuid:pk>/confirm/", proposal_views.Confirm.as_view(), name="confirm"),
            path("<uuid:pk>/refuse/", proposal_views.Refuse.as_view(), name="refuse"),
            path("<uuid:pk>/withdraw/", proposal_views.Withdraw.as_view(), name="withdraw"),
        ]


class TrailViewSet(ViewSet):
    name = "trail"

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", Trail.as_view(), name="index"),
            path("<slug:court>/", Trail.as_view(), name="court"),
            path("<slug:court>/export/", TrailExport.as_view(), name="export"),
        ]
