"""The API of the built-in network, as the docstring of publishing.networks.sandbox states it."""

from __future__ import annotations

import functools
import json
import uuid
from collections.abc import Callable
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from .engagement import engagement
from .models import SandboxAccount, SandboxMedium, SandboxPost
from .services import Draft, Refused, account_of, medium_store, post_delete, post_publish

BODY_BYTES = 100_000
UPLOAD_BYTES = 20_000_000
IDS_MAX = 100
KEY_MAX = 100

Answerer = Callable[..., HttpResponse]


def refusal(status: int, words: str) -> JsonResponse:
    return JsonResponse({"error": words}, status=status)


def with_account(
    *methods: str, network: str = "sandbox", refuse: Callable[[int, str], JsonResponse] = refusal
) -> Callable[[Answerer], Answerer]:
    """A view for requests that name their account by its token; what it refuses is answered by `refuse`."""

    def wrap(view: Answerer) -> Answerer:
        @csrf_exempt
        @functools.wraps(view)
        def answer(request: HttpRequest, **parts: Any) -> HttpResponse:
            if request.method not in methods:
                return refuse(405, f"method: use {' or '.join(methods)}")
            account = account_of(bearer(request), network)
            if account is None:
                return refuse(401, "Authorization: no account has this token")
            try:
                return view(request, account, **parts)
            except Refused as error:
                return refuse(error.status, str(error))

        return answer

    return wrap


def bearer(request: HttpRequest) -> str:
    """The token of a request, or ""."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""


@with_account("GET")
def whoami(request: HttpRequest, account: SandboxAccount) -> HttpResponse:
    url = request.build_absolute_uri(reverse("sandbox:timeline"))
    return JsonResponse({"id": str(account.id), "handle": account.handle, "name": account.name, "url": url})


@with_account("POST")
def media(request: HttpRequest, account: SandboxAccount) -> HttpResponse:
    try:
        file, alt = request.FILES.get("file"), request.POST.get("alt", "")
    except MultiPartParserError as error:
        raise Refused(400, "body: no multipart/form-data") from error
    if file is None:
        raise Refused(400, "file: send multipart/form-data with the picture")
    medium = medium_store(account=account, data=received(file), alt=alt)
    return JsonResponse({"id": medium.id}, status=201)


def received(file: UploadedFile[Any]) -> bytes:
    """The bytes of an upload, unless it is far bigger than any network takes."""
    if (file.size or 0) > UPLOAD_BYTES:
        raise Refused(413, f"file: {file.size} bytes, at most {UPLOAD_BYTES}")
    return bytes(file.read())


@with_account("GET", "POST")
def posts(request: HttpRequest, account: SandboxAccount) -> HttpResponse:
    return _publish(request, account) if request.method == "POST" else _by_key(request, account)


def _publish(request: HttpRequest, account: SandboxAccount) -> HttpResponse:
    key = request.headers.get("Idempotency-Key", "")
    if not 0 < len(key) <= KEY_MAX:
        raise Refused(400, f"Idempotency-Key: send a header of 1 to {KEY_MAX} characters")
    post, fresh = post_publish(account=account, key=key, draft=_draft(request))
    return JsonResponse({"id": str(post.id), "url": post_url(request, post)}, status=201 if fresh else 200)


def _draft(request: HttpRequest) -> Draft:
    match json_body(request):
        case {"text": str(text), "language": str(language), "media": list(ids), "visibility": str(visibility), **rest}:
            card = rest.get("card")
        case _:
            raise Refused(400, "body: needs text, language, media and visibility")
    if not all(isinstance(one, str) for one in ids):
        raise Refused(400, "media: a list of ids")
    return Draft(text, language, visibility, tuple(ids), _card(card))


def json_body(request: HttpRequest) -> Any:
    """The JSON of a request. Raises Refused."""
    try:
        if len(request.body) <= BODY_BYTES:
            return json.loads(request.body)
    except RequestDataTooBig:
        pass
    except (ValueError, RecursionError) as error:
        raise Refused(400, "body: no JSON") from error
    raise Refused(413, f"body: at most {BODY_BYTES} bytes")


def _card(card: Any) -> dict[str, str] | None:
    match card:
        case None:
            return None
        case {"url": str(url), "title": str(title), "description": str(description)}:
            return {"url": url, "title": title, "description": description}
    raise Refused(400, "card: needs url, title and description, or null")


def _by_key(request: HttpRequest, account: SandboxAccount) -> HttpResponse:
    key = request.GET.get("key", "")
    if not key:
        raise Refused(400, "key: name the Idempotency-Key to look up")
    found = SandboxPost.objects.filter(account=account, key=key)
    shown = [{"id": str(one.id), "url": post_url(request, one), "deleted": one.deleted_at is not None} for one in found]
    return JsonResponse({"posts": shown})


@with_account("GET", "DELETE")
def post(request: HttpRequest, account: SandboxAccount, post_id: str) -> HttpResponse:
    if not is_id(post_id):
        raise Refused(404, "no such post")
    if request.method == "DELETE":
        post_delete(account=account, post_id=post_id)
        return HttpResponse(status=204)
    found = SandboxPost.objects.standing().filter(account=account, pk=post_id).first()
    if found is None:
        raise Refused(404, "no such post")
    return JsonResponse(_shown(request, found))


def _shown(request: HttpRequest, post: SandboxPost) -> dict[str, Any]:
    alts = dict(SandboxMedium.objects.filter(pk__in=post.media).values_list("pk", "alt"))
    return {
        "id": str(post.id),
        "url": post_url(request, post),
        "text": post.text,
        "language": post.language,
        "visibility": post.visibility,
        "card": post.card,
        "created_at": post.created_at.isoformat(),
        "media": [{"id": one, "alt": alts.get(one, "")} for one in post.media],
    }


@with_account("GET")
def counts(request: HttpRequest, account: SandboxAccount) -> HttpResponse:
    ids = [one for one in request.GET.get("ids", "").split(",") if one]
    if not ids or len(ids) > IDS_MAX:
        raise Refused(400, f"ids: name 1 to {IDS_MAX} posts, with commas between them")
    found = SandboxPost.objects.standing().filter(account=account, pk__in=filter(is_id, ids))
    now = timezone.now()
    shown = {str(one.id): engagement(str(one.id), (now - one.created_at).total_seconds()) for one in found}
    return JsonResponse({"counts": shown})


def is_id(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False


def post_url(request: HttpRequest, post: SandboxPost) -> str:
    return request.build_absolute_uri(reverse("sandbox:post", kwargs={"post_id": post.id}))
