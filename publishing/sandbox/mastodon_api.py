"""The part of Mastodon's API that our adapter speaks, for rehearsals: `<site>/sandbox/mastodon` is its base address."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.utils import timezone
from django.utils.html import escape

from publishing.domain.limits import limits_for

from .api import is_id, json_body, post_url, received, with_account
from .engagement import engagement
from .models import SandboxAccount, SandboxMedium, SandboxPost
from .services import APPLICATION, Draft, Refused, medium_store, post_delete, post_publish

NETWORK = "mastodon"
PAGE_MAX = 40


def account_shown(request: HttpRequest, account: SandboxAccount) -> dict[str, Any]:
    name = {"username": account.handle, "acct": account.handle, "display_name": account.name}
    return {"id": account.remote_id, **name, "url": request.build_absolute_uri("/sandbox/")}


def status_shown(request: HttpRequest, post: SandboxPost) -> dict[str, Any]:
    counts = engagement(str(post.id), (timezone.now() - post.created_at).total_seconds())
    media = SandboxMedium.objects.in_bulk(post.media)
    url = post_url(request, post)
    return {
        "id": str(post.id),
        "url": url,
        "uri": url,
        "created_at": post.created_at.isoformat(),
        "content": f"<p>{escape(post.text)}</p>".replace("\n", "<br>"),
        "language": post.language,
        "visibility": post.visibility,
        "application": {"name": APPLICATION},
        "media_attachments": [medium_shown(media[one]) for one in post.media if one in media],
        "replies_count": counts["replies"],
        "reblogs_count": counts["reposts"],
        "favourites_count": counts["likes"],
        "quotes_count": 0,
    }


def medium_shown(medium: SandboxMedium) -> dict[str, Any]:
    return {"id": medium.id, "type": "image", "description": medium.alt}


def instance(request: HttpRequest) -> HttpResponse:
    """What this server takes."""
    row = limits_for(NETWORK)
    statuses = {
        "max_characters": row.text_max,
        "max_media_attachments": row.images_max,
        "characters_reserved_per_url": row.url_weight,
    }
    media = {"description_limit": row.alt_max, "image_size_limit": row.image_bytes, "image_matrix_limit": row.image_px}
    return JsonResponse({"configuration": {"statuses": statuses, "media_attachments": media}})


@with_account("GET", network=NETWORK)
def verify_credentials(request: HttpRequest, account: SandboxAccount) -> HttpResponse:
    return JsonResponse(account_shown(request, account))


@with_account("GET", network=NETWORK)
def verify_application(request: HttpRequest, account: SandboxAccount) -> HttpResponse:
    return JsonResponse({"name": APPLICATION})


@with_account("POST", network=NETWORK)
def media(request: HttpRequest, account: SandboxAccount) -> HttpResponse:
    try:
        file, alt = request.FILES.get("file"), request.POST.get("description", "")
    except MultiPartParserError as error:
        raise Refused(400, "body: no multipart/form-data") from error
    if file is None:
        raise Refused(422, "file: send the picture")
    return JsonResponse(medium_shown(medium_store(account=account, data=received(file), alt=alt)))


@with_account("GET", network=NETWORK)
def medium(request: HttpRequest, account: SandboxAccount, medium_id: str) -> HttpResponse:
    found = SandboxMedium.objects.filter(account=account, pk=medium_id).first()
    if found is None:
        raise Refused(404, "Record not found")
    return JsonResponse(medium_shown(found))


@with_account("GET", "POST", network=NETWORK)
def statuses(request: HttpRequest, account: SandboxAccount) -> HttpResponse:
    if request.method == "POST":
        return _publish(request, account)
    ids = [one for one in request.GET.getlist("id[]")[:PAGE_MAX] if is_id(one)]
    found = SandboxPost.objects.standing().filter(account=account, pk__in=ids)
    return JsonResponse([status_shown(request, one) for one in found], safe=False)


def _publish(request: HttpRequest, account: SandboxAccount) -> HttpResponse:
    key = request.headers.get("Idempotency-Key", "")
    if not 0 < len(key) <= 100:
        raise Refused(422, "Idempotency-Key: send a header of 1 to 100 characters")
    post, _fresh = post_publish(account=account, key=key, draft=_draft(json_body(request)))
    return JsonResponse(status_shown(request, post))


def _draft(body: Any) -> Draft:
    match body:
        case {"status": str(text), "language": str(language), "visibility": str(visibility), **rest}:
            ids = rest.get("media_ids", [])
        case _:
            raise Refused(422, "body: needs status, language and visibility")
    if not isinstance(ids, list) or not all(isinstance(one, str) for one in ids):
        raise Refused(422, "media_ids: a list of ids")
    return Draft(text, language, visibility, tuple(ids), None)


@with_account("GET", "DELETE", network=NETWORK)
def status(request: HttpRequest, account: SandboxAccount, post_id: str) -> HttpResponse:
    found = SandboxPost.objects.standing().filter(account=account, pk=post_id).first() if is_id(post_id) else None
    if found is None:
        raise Refused(404, "Record not found")
    if request.method == "DELETE":
        post_delete(account=account, post_id=post_id)
    return JsonResponse(status_shown(request, found))


@with_account("GET", network=NETWORK)
def own_statuses(request: HttpRequest, account: SandboxAccount, account_id: str) -> HttpResponse:
    """The newest first; `max_id` names the one after which the page begins."""
    if account_id != str(account.id):
        raise Refused(404, "Record not found")
    found = SandboxPost.objects.standing().filter(account=account)
    last = request.GET.get("max_id", "")
    if last:
        before = SandboxPost.objects.filter(account=account, pk=last).first() if is_id(last) else None
        found = found.filter(created_at__lt=before.created_at) if before else found.none()
    wanted = request.GET.get("limit", "")
    size = min(int(wanted), PAGE_MAX) if wanted.isascii() and wanted.isdigit() and wanted != "0" else 20
    return JsonResponse([status_shown(request, one) for one in found[:size]], safe=False)
