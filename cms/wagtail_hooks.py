"""What the desk adds to Wagtail's shell: the sheet, the icons, posts, and the first page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.search import SearchArea
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.ui.components import Component
from wagtail.snippets.models import register_snippet

from cms import (
    menu,  # noqa: F401 - it registers the main menu
    template_urls,
)
from cms.home import Home
from cms.signin.urls import own as sign_in_urls
from cms.views.viewset import PostViewSet

ICONS = sorted((Path(__file__).parent / "templates/praeco/icons").glob("*.svg"))

register_snippet(PostViewSet())


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    return [path("", include(template_urls)), *sign_in_urls]


@hooks.register("register_icons")
def register_icons(icons: list[str]) -> list[str]:
    return icons + [f"praeco/icons/{path.name}" for path in ICONS]


@hooks.register("insert_global_admin_css")
def admin_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("praeco/praeco.css"))


@hooks.register("insert_global_admin_js")
def admin_js() -> SafeString:
    scripts = ((static(f"praeco/{name}.js"),) for name in ("shell", "widgets"))
    return format_html_join("", '<script src="{}"></script>', scripts)


@hooks.register("register_admin_search_area")
def posts_search() -> SearchArea:
    return SearchArea(_("Posts"), reverse("posts:list"), name="posts", icon_name="edit", order=1)


@hooks.register("construct_search", order=1000)
def only_posts(request: Any, areas: list[Any]) -> None:
    areas[:] = [area for area in areas if area.name == "posts"]


@hooks.register("get_avatar_url")
def avatar(user: Any, size: int) -> str:
    """The court's emblem for everybody: no pictures of people are kept."""
    return static("praeco/avatar.svg")


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    actions.register_action("praeco.take_back", _("Take back"), _("Taken back for changes"))


def home_of(request: Any) -> Home:
    """One reading of the first page a request: its counts and its panels say the same."""
    if not hasattr(request, "praeco_home"):
        request.praeco_home = Home(request.user)
    found: Home = request.praeco_home
    return found


class HomePanel(Component):
    template_name = "cms/home_panels.html"
    order = 10

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        request = parent_context["request"]
        return {"home": home_of(request), "request": request}


class Count(SummaryItem):
    template_name = "cms/home_count.html"

    def __init__(self, request: Any, order: int, icon: str, words: str, href: str) -> None:
        super().__init__(request)
        self.order, self.icon, self.words, self.href = order, icon, words, href

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"icon": self.icon, "words": self.words, "href": self.href}


@hooks.register("construct_homepage_panels", order=1000)
def homepage_panels(request: Any, panels: list[Any]) -> None:
    panels[:] = [HomePanel()]


@hooks.register("construct_homepage_summary_items", order=1000)
def homepage_summary(request: Any, items: list[Any]) -> None:
    counts = home_of(request).counts
    waits, out, needs = counts["waits"], counts["out"], counts["needs"]
    items[:] = [
        Count(request, 1, "pr-waiting", ngettext("%(n)d waits for you", "%(n)d wait for you", waits) % {"n": waits},
              "#panel-waits-section"),
        Count(request, 2, "pr-scheduled",
              ngettext("%(n)d goes out by tomorrow evening", "%(n)d go out by tomorrow evening", out) % {"n": out},
              "#panel-goes-out-section"),
        Count(request, 3, "pr-person", ngettext("%(n)d needs a person", "%(n)d need a person", needs) % {"n": needs},
              "#panel-needs-section"),
    ]  # fmt: skip
