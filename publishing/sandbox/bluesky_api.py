"""The part of the AT protocol that our adapter speaks, for rehearsals: `<site>/sandbox/bluesky` is its base address."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from publishing.networks.bluesky import POST, cid

from .api import UPLOAD_BYTES, json_body, with_account
from .engagement import engagement
from .models import SandboxAccount, SandboxMedium, SandboxPost
from .services import Draft, Refused, account_of, blob_store, medium_store, post_delete, post_publish

NETWORK = "bluesky"
ERRORS = {
    401: "AuthenticationRequired",
    404: "RecordNotFound",
    409: "InvalidSwap",
    413: "PayloadTooLarge",
    424: "BlobNotFound",
}
URIS_MAX = 25


def refusal(status: int, words: str) -> JsonResponse:
    """An error as this protocol says it: what does not exist, or stands in the way, is 400 with a name."""
    shown = 400 if status in (404, 409, 422, 424) else status
    return JsonResponse({"error": ERRORS.get(status, "InvalidRequest"), "message": words}, status=shown)


@csrf_exempt
@require_POST
def create_session(request: HttpRequest) -> HttpResponse:
    """The account's token stands for its password and for both tokens of the session."""
    try:
        body = json_body(request)
    except Refused as error:
        return refusal(error.status, str(error))
    match body:
        case {"identifier": str(name), "password": str(password)}:
            account = account_of(password, NETWORK)
            if account is not None and name in (account.handle, account.remote_id):
                return JsonResponse(_session(account, password))
    return refusal(401, "Invalid identifier or password")


@with_account("POST", network=NETWORK, refuse=refusal)
def refresh_session(request: HttpRequest, account: SandboxAccount) -> HttpResponse:
    token = request.headers["Authorization"].partition(" ")[2].strip()
    return JsonResponse(_session(account, token))


def _session(account: SandboxAccount, token: str) -> dict[str, str]:
    return {"did": account.remote_id, "handle": account.handle, "accessJwt": token, "refreshJwt": token}


@with_account("POST", network=NETWORK, refuse=refusal)
def upload_blob(request: HttpRequest, account: SandboxAccount) -> HttpResponse:
    data = request.read(UPLOAD_BYTES + 1)
    if len(data) > UPLOAD_BYTES:
        raise Refused(413, f"blob: at most {UPLOAD_BYTES} bytes")
    medium = blob_store(account=account, data=data)
    ref = {"$link": cid(medium.sha256)}
    return JsonResponse({"blob": {"$type": "blob", "ref": ref, "mimeType": medium.mime, "size": len(data)}})


@with_account("POST", network=NETWORK, refuse=refusal)
def put_record(request: HttpRequest, account: SandboxAccount) -> HttpResponse:
    """Creates a record, or says InvalidSwap where one stands or stood: nothing is ever written over here."""
    match json_body(request):
        case {"repo": str(repo), "collection": str(collection), "rkey": str(rkey), "record": dict(record)}:
            pass
        case _:
            raise Refused(422, "body: needs repo, collection, rkey and record")
    if repo != account.remote_id or collection != POST or not 0 < len(rkey) <= 100:
        raise Refused(422, "repo, collection, rkey: only posts of one's own are taken")
    if SandboxPost.objects.filter(account=account, key=rkey).exists():
        raise Refused(409, "Record was at another version")
    post, fresh = post_publish(account=account, key=rkey, draft=_draft(account, record))
    if not fresh:
        raise Refused(409, "Record was at another version")
    return JsonResponse({"uri": post.remote_id, "cid": cid(post.body_hash), "validationStatus": "valid"})


def _draft(account: SandboxAccount, record: dict[str, Any]) -> Draft:
    match record:
        case {"$type": "app.bsky.feed.post", "text": str(text), "createdAt": str(), "langs": [str(language), *_rest]}:
            media, card = _embedded(account, record.get("embed"))
            return Draft(text, language, "public", media, card, record)
    raise Refused(422, "record: needs $type, text, createdAt and langs")


def _embedded(account: SandboxAccount, embed: Any) -> tuple[tuple[str, ...], dict[str, str] | None]:
    match embed:
        case None:
            return (), None
        case {"$type": "app.bsky.embed.images", "images": list(images)}:
            return tuple(_attached(account, image) for image in images), None
        case {
            "$type": "app.bsky.embed.external",
            "external": {"uri": str(url), "title": str(title), "description": str(description)},
        }:
            return (), {"url": url, "title": title, "description": description}
    raise Refused(422, "embed: images or an external link")


def _attached(account: SandboxAccount, image: Any) -> str:
    match image:
        case {"alt": str(alt), "image": {"ref": {"$link": str(link)}}}:
            blobs = {cid(one.sha256): one for one in SandboxMedium.objects.filter(account=account)}
            if link not in blobs:
                raise Refused(424, f"Could not find blob: {link}")
            with blobs[link].file.open() as file:
                return medium_store(account=account, data=file.read(), alt=alt).id
    raise Refused(422, "images: each needs image and alt")


@require_safe
def get_record(request: HttpRequest) -> HttpResponse:
    """One record of anybody's; no token is needed."""
    account = _by_did(request.GET.get("repo", ""))
    post = account and SandboxPost.objects.standing().filter(account=account, key=request.GET.get("rkey", "")).first()
    if not post or request.GET.get("collection") != POST:
        return refusal(404, "Could not locate record")
    return JsonResponse({"uri": post.remote_id, "cid": cid(post.body_hash), "value": post.record})


@with_account("POST", network=NETWORK, refuse=refusal)
def delete_record(request: HttpRequest, account: SandboxAccount) -> HttpResponse:
    match json_body(request):
        case {"rkey": str(rkey)}:
            for post in SandboxPost.objects.filter(account=account, key=rkey):
                post_delete(account=account, post_id=str(post.id))
            return JsonResponse({})
    raise Refused(422, "rkey: name the record")


@with_account("GET", network=NETWORK, refuse=refusal)
def get_posts(request: HttpRequest, account: SandboxAccount) -> HttpResponse:
    keys = [one.rpartition("/")[2] for one in request.GET.getlist("uris")[:URIS_MAX]]
    found = SandboxPost.objects.standing().filter(account=account, key__in=keys).select_related("account")
    return JsonResponse({"posts": [_counted(post) for post in found]})


def _counted(post: SandboxPost) -> dict[str, Any]:
    counts = engagement(str(post.id), (timezone.now() - post.created_at).total_seconds())
    return {
        "uri": post.remote_id,
        "likeCount": counts["likes"],
        "repostCount": counts["reposts"],
        "replyCount": counts["replies"],
        "quoteCount": 0,
        "bookmarkCount": 0,
    }


@require_safe
def profile(request: HttpRequest, repo: str) -> HttpResponse:
    """Where an account can be found by people."""
    return HttpResponseRedirect(reverse("sandbox:timeline"))


def web(request: HttpRequest, repo: str, rkey: str) -> HttpResponse:
    """Where a post can be read by people."""
    post = get_object_or_404(SandboxPost.objects.standing(), account=_by_did(repo), key=rkey)
    return HttpResponseRedirect(reverse("sandbox:post", kwargs={"post_id": post.pk}))


def _by_did(name: str) -> SandboxAccount | None:
    return next((one for one in SandboxAccount.objects.filter(network=NETWORK) if one.remote_id == name), None)
