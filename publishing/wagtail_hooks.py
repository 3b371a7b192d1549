"""The outbox and the accounts in Wagtail's admin."""

from wagtail import hooks

from .accounts_page import AccountsViewSet
from .outbox.viewset import OutboxViewSet
from .watch.page import WatchViewSet


@hooks.register("register_admin_viewset")
def outbox() -> OutboxViewSet:
    return OutboxViewSet()


@hooks.register("register_admin_viewset")
def watch() -> WatchViewSet:
    return WatchViewSet()


@hooks.register("register_admin_viewset")
def accounts() -> AccountsViewSet:
    return AccountsViewSet()
