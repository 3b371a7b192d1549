"""The main menu: these items and no others, whatever Wagtail or another package registers. And no bulk actions."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.views.bulk_action.registry import bulk_action_registry

from publishing.ground.shown import shown_for

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


class ForActs(MenuItem):
    """Shown to whoever may do one of `acts` in any court."""

    def __init__(self, label: Any, url: Any, *, acts: tuple[str, ...], **options: Any) -> None:
        super().__init__(label, url, **options)
        self.acts = acts

    def is_shown(self, request: HttpRequest) -> bool:
        return shown_for(request, *self.acts)


def court_menu() -> Menu:
    """What belongs to the running of a court. People on duty come to that page from the outbox."""
    pages = [
        (_("The court"), "court:index", "home", ("court_change",)),
        (_("People"), "people:index", "group", ("membership_grant",)),
        (_("Who may do what"), "people:rights", "key", ("membership_grant",)),
        (_("Trainings"), "training:index", "success", ("training_enter",)),
        (_("Accounts"), "accounts:index", "link", ("account_connect",)),
        (_("Rules"), "rules:index", "pr-shield", ("word_add", "court_change")),
        (_("Docket numbers"), "matters:rules", "list-ol", ("docket_rules_read",)),
        (_("How sending goes"), "watch:index", "pr-outbox", ("mail_again",)),
        (_("Mail"), "notices:mail", "mail", ("mail_again",)),
        (_("Audit trail"), "trail:index", "history", ("trail_read",)),
    ]
    return Menu(
        items=[
            ForActs(label, reverse_lazy(name), acts=acts, name=name.replace(":", "-"), icon_name=icon, order=place)
            for place, (label, name, icon, acts) in enumerate(pages)
        ]
    )


@hooks.register("register_admin_menu_item")
def home_item() -> MenuItem:
    return MenuItem(_("Home"), reverse("wagtailadmin_home"), name="home", icon_name="home")


@hooks.register("register_admin_menu_item")
def templates_item() -> MenuItem:
    return ForActs(
        _("Templates"), reverse("templates:index"), acts=("template_read",), name="templates", icon_name="doc-full"
    )


@hooks.register("register_admin_menu_item")
def media_item() -> MenuItem:
    return ForActs(_("Media"), reverse("wagtailimages:index"), acts=("picture_add",), name="media", icon_name="image")


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
