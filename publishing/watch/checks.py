"""System checks: figures behind a weak token, or calls that nobody can tell from forged ones, do not start."""

from __future__ import annotations

import ipaddress
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

LEAST = 32
MAKE_ONE = 'Make one with: python -c "import secrets; print(secrets.token_urlsafe(32))"'


@register()
def check_figures(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """A token that is set is long, and each network is one, written without host bits, and not everybody."""
    errors: list[CheckMessage] = []
    if 0 < len(settings.METRICS_TOKEN) < LEAST:
        errors.append(Error("PRAECO_METRICS_TOKEN is too short.", hint=MAKE_ONE, id="publishing.E020"))
    for named in settings.METRICS_NETWORKS:
        if not _is_network(named):
            hint = "Write networks such as 10.20.0.0/24 or 127.0.0.1/32, separated by commas; never all addresses."
            errors.append(Error(f"PRAECO_METRICS_NETWORKS: {named!r}.", hint=hint, id="publishing.E021"))
    return errors


@register()
def check_webhook(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """An address to call is a web address, and comes with a secret."""
    if not settings.ALERTS_URL:
        return []
    errors: list[CheckMessage] = []
    url = urlsplit(settings.ALERTS_URL)
    if url.scheme not in {"http", "https"} or not url.hostname:
        hint = "Write a whole address, such as https://alerts.court.example/praeco."
        errors.append(Error("PRAECO_ALERTS_URL is no web address.", hint=hint, id="publishing.E022"))
    if len(settings.ALERTS_SECRET) < LEAST:
        errors.append(Error("PRAECO_ALERTS_SECRET is missing or too short.", hint=MAKE_ONE, id="publishing.E023"))
    return errors


def _is_network(named: str) -> bool:
    try:
        return ipaddress.ip_network(named.strip()).prefixlen > 0
    except ValueError:
        return False
