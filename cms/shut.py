"""What of the admin is open. Everything else under /admin/ answers 404, for superusers too.

Wagtail's own pages know nothing of courts, can publish, and can take the judge out of the workflow. A shut address
keeps its name, so that Wagtail's templates can still write links; only the view behind it is exchanged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NoReturn

from django.http import Http404, HttpRequest
from django.urls import URLPattern, URLResolver
from django.views.generic import RedirectView

from cms.views.account import account

Patterns = Sequence[URLPattern | URLResolver]

# Whose own pages are scoped by court: every address of these namespaces is open.
OPEN_NAMESPACES = frozenset(
    {
        "posts",
        "templates",
        "recurring",
        "emergencies",
        "decisions",
        "questions",
        "notices",
        "matters",
        "homonyms",
        "quiet",
        "rules",
        "guidelines",
        "sweep",
        "outbox",
        "watch",
        "court",
        "people",
        "proposals",
        "accounts",
        "trail",
        "training",
        "roster",
    }
)

OPEN = frozenset(
    {
        # the shell
        "wagtailadmin_home",
        "wagtailadmin_sprite",
        "wagtailadmin_javascript_catalog",
        "wagtailadmin_dismissibles",  # of the person's own profile
        "wagtailadmin_editing_sessions:ping",  # asks the policy of the object
        "wagtailadmin_editing_sessions:release",  # of one's own session
        # signing in and out, one's own account
        "wagtailadmin_account",
        "wagtailadmin_password_reset_done",
        "wagtailadmin_password_reset_confirm",
        "wagtailadmin_password_reset_complete",
        "security",
        "first_factor",
        "again",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_view_recovery_codes",
        "factor_remove",
        "sessions_end",
        "second_factor_reset",
        # pictures, scoped by the policy of a court's collection
        "wagtailimages:index",
        "wagtailimages:index_results",
        "wagtailimages:add",
        "wagtailimages:edit",
        "wagtailimages:image_usage",
        # reports
        "engagement_report",
    }
)

# Wagtail's button leads to the page for many pictures at once, which can also delete them.
INSTEAD = {
    "wagtailadmin_account": account,
    "wagtailimages:add_multiple": RedirectView.as_view(pattern_name="wagtailimages:add"),
}


def is_open(name: str) -> bool:
    """Whether the admin address of that qualified name is open."""
    return name in OPEN or (":" in name and name.split(":", maxsplit=1)[0] in OPEN_NAMESPACES)


def open_only(patterns: Patterns, spaces: tuple[str, ...] = ()) -> Patterns:
    """The same addresses, with every view exchanged whose name is not open."""
    return [_open_only(pattern, spaces) for pattern in patterns]


def walk(patterns: Patterns, route: str = "", spaces: tuple[str, ...] = ()) -> Iterator[tuple[str, str, URLPattern]]:
    """Every address below `patterns`: its route, its qualified name, and the pattern."""
    for pattern in patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, here, _within(pattern, spaces))
        else:
            yield here, _name(pattern, spaces), pattern


def shut(request: HttpRequest, *args: object, **kwargs: object) -> NoReturn:
    """What stands behind every address that is not open."""
    raise Http404


def _open_only(pattern: URLPattern | URLResolver, spaces: tuple[str, ...]) -> URLPattern | URLResolver:
    if isinstance(pattern, URLResolver):
        below = open_only(pattern.url_patterns, _within(pattern, spaces))
        return URLResolver(
            pattern.pattern, below, pattern.default_kwargs, app_name=pattern.app_name, namespace=pattern.namespace
        )
    name = _name(pattern, spaces)
    if is_open(name) and name not in INSTEAD:
        return pattern
    return URLPattern(pattern.pattern, INSTEAD.get(name, shut), pattern.default_args, pattern.name)


def _within(resolver: URLResolver, spaces: tuple[str, ...]) -> tuple[str, ...]:
    return (*spaces, resolver.namespace) if resolver.namespace else spaces


def _name(pattern: URLPattern, spaces: tuple[str, ...]) -> str:
    return ":".join((*spaces, pattern.name or ""))
