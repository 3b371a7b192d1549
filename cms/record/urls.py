from django.urls import path

from . import views
from .feeds import Statements

app_name = "record"

urlpatterns = [
    path("", views.index, name="index"),
    path("feed.atom", Statements(), name="feed"),
    path("accounts/", views.accounts, name="accounts"),
    path("check/", views.check, name="check"),
    path("<str:reference>/", views.statement, name="statement"),
    path("<str:reference>/<int:version>/", views.statement, name="version"),
    path("<str:reference>/<int:version>/message.json", views.message_file, name="file"),
    path("<str:reference>/<int:version>/media/<str:sha256>", views.medium, name="medium"),
]
