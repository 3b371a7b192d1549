"""The public record: open to everybody, the same for everybody, without cookies, scripts or anything from elsewhere."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from publishing.domain.delivery import State
from publishing.domain.languages import direction
from publishing.domain.limits import LIMITS
from publishing.ground.headers import READ, written
from publishing.ground.models import Court
from publishing.models import Account, FittedMedium
from publishing.private_media import picture

from .changes import changes, shortened
from .languages import interface_language
from .selection import in_year, newest_versions, years
from .statements import Statement, Version, statement_of

PER_PAGE = 25
POLICY = written(READ)
MINUTE = "public, max-age=60"  # a withdrawal shows within a minute, whatever stands between


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """What this is, and the two ways on: the record and the sign-in."""
    return page(request, "record/front.html", {"courts": Court.objects.order_by("name"), "demo": settings.DEMO})


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All statements of one court, or the courts when there are several and none is named."""
    court = chosen_court(request)
    if court is None:
        return page(request, "record/courts.html", {"courts": Court.objects.order_by("name")})
    releases, year = newest_versions(court), chosen_year(request)
    if year is not None:
        releases = in_year(releases, year, court.zone)
    shown = Paginator(releases, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": shown, "year": year, "years": years(court), "query": query(court, year)}
    return page(request, "record/index.html", context, court)


@require_safe
def statement(request: HttpRequest, reference: str, version: int | None = None) -> HttpResponse:
    """One statement: the version that is named, else the newest that was published."""
    found = statement_of(reference)
    shown = found.version(version) if found else None
    if found is None or shown is None:
        return not_found(request)
    first = shown.words[0].language if shown.words else found.court.languages[0]
    language = request.GET.get("lang") if request.GET.get("lang") in shown.release.languages else first
    return page(
        request, "record/statement.html", about(found, shown, str(language)), found.court, language=str(language)
    )


@require_safe
def message_file(request: HttpRequest, reference: str, version: int) -> HttpResponse:
    """The exact bytes whose SHA-256 is the fingerprint, once everything in them has been said."""
    found = statement_of(reference)
    shown = found.version(version) if found else None
    if shown is None or not shown.whole:
        return not_found(request)
    name = f"{shown.release.reference}-v{version}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": MINUTE}
    return HttpResponse(shown.release.content.encode(), content_type="application/json", headers=headers)


@require_safe
def medium(request: HttpRequest, reference: str, version: int, sha256: str) -> HttpResponse:
    """A picture, while a release that shows it stands published and not withdrawn."""
    found = statement_of(reference)
    shown = found.version(version) if found else None
    if (
        found is None
        or shown is None
        or shown.release.withheld
        or shown.release.withdrawn_at
        or sha256 not in standing_media(shown)
    ):
        raise Http404
    response = picture(get_object_or_404(FittedMedium, court=found.court, sha256=sha256))
    response["Cache-Control"] = "public, max-age=300"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"  # readers of the feed show it on pages of their own
    return response


@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    """The accounts that speak for a court."""
    court = chosen_court(request)
    if court is None:
        return page(request, "record/courts.html", {"courts": Court.objects.order_by("name")})
    rows = Account.objects.filter(court=court, connected=True).order_by("network", "handle")
    shown = [(LIMITS[row.network].name if row.network in LIMITS else row.network, row) for row in rows]
    return page(request, "record/accounts.html", {"accounts": shown}, court)


@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """How to compare a fingerprint."""
    return page(request, "record/check.html", {}, chosen_court(request))


def not_found(request: HttpRequest) -> HttpResponse:
    return page(request, "record/404.html", {}, sole_court(), status=404)


# --- what the pages are made of -----------------------------------------------------------------


def page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    court: Court | None = None,
    *,
    language: str = "",
    status: int = 200,
) -> HttpResponse:
    """One page in the court's time and in the nearest language; nothing in it depends on who reads it."""
    shown_in = interface_language(language or (court.languages[0] if court and court.languages else "en"))
    frame = {
        "court": court,
        "host": urlsplit(settings.PUBLIC_URL).netloc,
        "dir": direction(shown_in),
        "shown_in": shown_in,
    }
    with translation.override(shown_in), timezone.override(court.zone if court else None):
        response = render(request, template, {**context, **frame}, status=status)
    response["Content-Security-Policy"] = POLICY
    response["Content-Language"] = shown_in
    response["Cache-Control"] = MINUTE
    response["Referrer-Policy"] = "no-referrer"
    return response


def about(found: Statement, shown: Version, language: str) -> dict[str, Any]:
    """What the page of a statement shows; `language` decides which wording comes first."""
    words = sorted(shown.words, key=lambda one: one.language != language)
    newest = found.versions[0]
    return {
        "statement": found,
        "shown": shown,
        "words": words,
        "language": language,
        "title_language": title_language(found.court, shown),
        "newest": newest,
        "is_newest": shown is newest,
        "history": history(found),
        "pictures": standing_media(shown) if shown.release.withdrawn_at is None else frozenset(),
        "languages": sorted({one.language for one in words}) if len({one.language for one in words}) > 1 else [],
        "accounts_count": Account.objects.filter(court=found.court, connected=True).count(),
    }


def title_language(court: Court, shown: Version) -> str:
    """The title is written once, by staff: in the court's first language among those of the statement."""
    said: list[str] = shown.release.languages
    return next((one for one in court.languages if one in said), said[0] if said else "")


def history(found: Statement) -> list[dict[str, Any]]:
    """Each version, the newest first, with what it changed in the one before."""
    older = [*found.versions[1:], None]
    return [
        {"version": version, "first": before is None, "changes": changed(before, version) if before else []}
        for version, before in zip(found.versions, older, strict=True)
    ]


def changed(before: Version, after: Version) -> list[Any]:
    if before.release.withheld or after.release.withheld:
        return []
    old, new = plain(before), plain(after)
    return [] if old == new else shortened(changes(old, new))


def plain(version: Version) -> str:
    """The whole first wording as text."""
    if not version.words:
        return ""
    words = version.words[0]
    card = words.card_to_show
    return "\n".join([*words.segments, *([card.url] if card else [])])


def standing_media(shown: Version) -> frozenset[str]:
    """The SHA-256 of each picture that stands on a network by this version."""
    standing = {str(one.account_id) for one in shown.deliveries if one.state == State.SENT}
    messages = (message for message in shown.messages if message.account in standing)
    return frozenset(medium.sha256 for message in messages for medium in message.media)


def chosen_court(request: HttpRequest) -> Court | None:
    if slug := request.GET.get("court"):
        return get_object_or_404(Court, slug=slug)
    return sole_court()


def sole_court() -> Court | None:
    courts = list(Court.objects.all()[:2])
    return courts[0] if len(courts) == 1 else None


def chosen_year(request: HttpRequest) -> int | None:
    text = request.GET.get("year", "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and 1900 <= int(text[:5]) <= 9998):
        raise Http404
    return int(text)


def query(court: Court, year: int | None) -> str:
    """The part of an address that keeps the choice, for links to further pages."""
    parts = {"court": court.slug, **({"year": str(year)} if year else {})}
    return urlencode(parts)
