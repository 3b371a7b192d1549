"""What machines ask: whether this process lives, whether it can serve, and the figures.

Strangers hear one word. Whoever shows the token of PRAECO_METRICS_TOKEN, or asks from PRAECO_METRICS_NETWORKS, hears
which parts fail, and gets the figures; for everybody else there are none.
"""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Callable
from datetime import timedelta
from functools import lru_cache

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from publishing.ground import keys
from publishing.models import WorkerBeat

from . import metrics

ALIVE = timedelta(seconds=30)
PLAIN = "text/plain; charset=utf-8"


@require_safe
def livez(request: HttpRequest) -> HttpResponse:
    """This process answers. Nothing else is asked, so that a dead database gets no healthy process killed."""
    return HttpResponse("alive\n", content_type=PLAIN)


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """200 where this process can serve, 503 where not. That no dispatcher lives is told, and is no fault of its own."""
    failing = [name for name, part in PARTS.items() if not part()]
    lines = ["not ready" if failing else "ready"]
    if is_known(request):
        lines += [f"{name}: {'failing' if name in failing else 'ok'}" for name in PARTS]
        lines.append(f"dispatcher: {_dispatcher(failing)} (does not make this process unready)")
    return HttpResponse("\n".join(lines) + "\n", content_type=PLAIN, status=503 if failing else 200)


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    if not is_known(request):
        raise Http404
    return HttpResponse(metrics.page(), content_type=CONTENT_TYPE_LATEST)


def is_known(request: HttpRequest) -> bool:
    """Whether the request shows the token or comes from a network that the operator named. Nobody is, by default."""
    scheme, _space, shown = request.headers.get("Authorization", "").partition(" ")
    token = settings.METRICS_TOKEN
    if token and scheme.lower() == "bearer" and hmac.compare_digest(shown.strip().encode(), token.encode()):
        return True
    return _from_named_network(request)


def _from_named_network(request: HttpRequest) -> bool:
    """Behind a proxy the last address that it passed on counts, since every request comes from the proxy itself."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER and (passed := request.headers.get("X-Forwarded-For")):
        address = passed.rpartition(",")[2].strip()
    try:
        there = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(there in network for network in _networks(tuple(settings.METRICS_NETWORKS)))


@lru_cache(maxsize=4)
def _networks(named: tuple[str, ...]) -> tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]:
    return tuple(ipaddress.ip_network(one.strip()) for one in named)


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        connection.close()
        return False
    return True


def _migrations() -> bool:
    """Whether the database has every step that this code knows of."""
    try:
        return _known_steps() <= MigrationRecorder(connection).applied_migrations().keys()
    except DatabaseError:
        return False


@lru_cache(maxsize=1)
def _known_steps() -> frozenset[tuple[str, str]]:
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    return frozenset(loader.disk_migrations)


def _keys() -> bool:
    try:
        held = keys.ring()
        for key_id in held:
            keys.vault_key(key_id)
        for name in ("TAG_KEY", "AUDIT_KEY", "ANCHOR_KEY"):
            keys.setting(name)
    except (ImproperlyConfigured, UnicodeDecodeError):
        return False
    return bool(held)


def _dispatcher(failing: list[str]) -> str:
    if "database" in failing or "migrations" in failing:
        return "not known"
    beats = WorkerBeat.objects.filter(kind=WorkerBeat.Kind.DISPATCHER, seen_at__gt=timezone.now() - ALIVE)
    return "alive" if beats.exists() else "silent"


PARTS: dict[str, Callable[[], bool]] = {"database": _database, "migrations": _migrations, "keys": _keys}
