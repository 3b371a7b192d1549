"""The main menu: these items and no others, whatever Wagtail or another package registers. And no bulk actions."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.views.bulk_action.registry import bulk_action_registry

from cms.services.template_letters import DECIDE, MAKE
from publishing.ground.models import Court, Role

# By name, in this order. Posts, Decisions, Outbox, Matters and Reports are registered where they belong.
ORDER = (
    "home",
    "posts",
    "templates",
    "decisions",
    "questions",
    "notices",
    "proposals",
    "outbox",
    "sweep",
    "matters",
    "names",
    "quiet",
    "roster",
    "media",
    "reports-engagement",
    "guidelines",
    "record",
    "court",
    "sign-in",
)

# The registry collects nothing once it believes that it has: their addresses are shut, so their buttons must not show.
bulk_action_registry.has_scanned_for_bulk_actions = True


class ForRoles(MenuItem):
    """Shown to whoever holds one of `roles` in any court; to every member when none is named."""

    def __init__(self, label: Any, url: Any, *, roles: tuple[str, ...] = (), **options: Any) -> None:
        super().__init__(label, url, **options)
        self.roles = roles

    def is_shown(self, request: HttpRequest) -> bool:
        return Court.objects.for_person(request.user, *self.roles).exists()  # type: ignore[arg-type]


def court_menu() -> Menu:
    """What belongs to the running of a court."""
    lead = (Role.ADMINISTRATOR,)
    pages = [
        (_("The court"), "court:index", "home", lead),
        (_("People"), "people:index", "group", lead),
        (_("Trainings"), "training:index", "success", lead),
        (_("Accounts"), "accounts:index", "link", lead),
        (_("Rules"), "rules:index", "pr-shield", (*lead, Role.REGISTRAR, Role.PRESIDENT)),
        (_("Docket numbers"), "matters:rules", "list-ol", (*lead, Role.REGISTRAR)),
        (_("Mail"), "notices:mail", "mail", lead),
        (_("Audit trail"), "trail:index", "history", (*lead, Role.REGISTRAR)),
    ]
    return Menu(
        items=[
            ForRoles(label, reverse_lazy(name), roles=roles, name=name.replace(":", "-"), icon_name=icon, order=place)
            for place, (label, name, icon, roles) in enumerate(pages)
        ]
    )


@hooks.register("register_admin_menu_item")
def home_item() -> MenuItem:
    return MenuItem(_("Home"), reverse("wagtailadmin_home"), name="home", icon_name="home")


@hooks.register("register_admin_menu_item")
def templates_item() -> MenuItem:
    return ForRoles(
        _("Templates"), reverse("templates:index"), roles=(*MAKE, *DECIDE), name="templates", icon_name="doc-full"
    )


@hooks.register("register_admin_menu_item")
def media_item() -> MenuItem:
    return ForRoles(
        _("Media"), reverse("wagtailimages:index"), roles=(Role.PRESS_OFFICER,), name="media", icon_name="image"
    )


@hooks.register("register_admin_menu_item")
def record_item() -> MenuItem:
    return MenuItem(_("Record"), reverse("record:index"), name="record", icon_name="globe")


@hooks.register("register_admin_menu_item")
def court_item() -> MenuItem:
    return SubmenuMenuItem(_("Court"), court_menu(), name="court", icon_name="cog")


@hooks.register("register_admin_menu_item")
def sign_in_item() -> MenuItem:
    return MenuItem(_("Your sign-in"), reverse("security"), name="sign-in", icon_name="lock")


@hooks.register("construct_main_menu", order=1000)
def only_ours(request: HttpRequest, items: list[MenuItem]) -> None:
    """Keeps what ORDER names, in its order."""
    known = {item.name: item for item in items}
    items[:] = [known[name] for name in ORDER if name in known]
    for place, item in enumerate(items):
        item.order = place
