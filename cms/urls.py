from typing import Any

from django.templatetags.static import static
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls

from cms.record.views import front
from cms.shut import open_only
from cms.signin.urls import entrance
from cms.views.media import private_media
from publishing.private_media import fitted_medium
from publishing.watch.health import figures, livez, readyz


class Favicon(RedirectView):
    """What browsers ask for by themselves, wherever the files that never change are kept."""

    def get_redirect_url(self, *args: Any, **kwargs: Any) -> str:
        return static("praeco/favicon.ico")


handler400 = "cms.bodies.not_understood"
urlpatterns = [
    path("favicon.ico", Favicon.as_view(), name="favicon"),
    path("livez", livez, name="livez"),
    path("readyz", readyz, name="readyz"),
    path("metrics", figures, name="metrics"),
    path("", front, name="front"),
    path("record/", include("cms.record.urls")),
    path("admin/", include(entrance)),
    path("admin/", include(open_only(wagtailadmin_urls.urlpatterns))),
    path("sandbox/", include("publishing.sandbox.urls")),
    path("media/fitted/<slug:court>/<str:sha256>", fitted_medium, name="fitted_medium"),
    path("media/<path:path>", private_media, name="private_media"),
]
