"""The court's own pages in Wagtail's admin."""

from wagtail import hooks

from .viewsets import CourtViewSet, PeopleViewSet, TrailViewSet


@hooks.register("register_admin_viewset")
def court_pages() -> list[object]:
    return [CourtViewSet(), PeopleViewSet(), TrailViewSet()]
