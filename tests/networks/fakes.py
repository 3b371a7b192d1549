"""A server that speaks the three networks' APIs, counts what is published by key, and fails on request.

    python -m tests.networks.fakes PORT [--latency SECONDS] [--forgetful]

All three APIs stand at the root: sandbox (/api/…), Mastodon (/api/v1, /api/v2), Bluesky (/xrpc). Secrets: SECRET.
`--forgetful` ignores idempotency keys and existing records, so that a second request shows as a second post.

    POST /_faults  {"publish": ["lost", "500-after"], …}   faults of the next requests of an operation, in order
    GET  /_counts  {"requests": {key: n}, "published": {key: n}, "live": {key: n}}   (Bluesky's key is the rkey)

Operations: publish, upload, poll, lookup, withdraw, exists, readings, check, refresh.
    GET  /_arrivals  {key: [when each request to publish came in, in seconds of the epoch]}

Faults before anything is done: 500-before, 503-before, 429-seconds, 429-iso, 429-epoch, 429-second, 429-day,
redirect-inside, reset-before, expired, forbidden.
Faults after it is done: lost (no answer), reset-after, 500-after, nonsense (a web page with status 200),
nonsense-json, drip, endless (a body without an end).
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import hashlib
import html
import json
import re
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import regex

from publishing.networks.bluesky import cid

SECRET = "secret-of-the-court"
DID = "did:plc:abcdefghijklmnopqrstuvwx"
DRIP_SECONDS = 0.05
Reply = tuple[int, Any]


class Refuse(Exception):
    """An answer of the API itself that is not 200."""

    def __init__(self, status: int, data: Any) -> None:
        super().__init__(status)
        self.status, self.data = status, data


class Request:
    def __init__(self, method: str, target: str, headers: Any, body: bytes) -> None:
        parts = urlsplit(target)
        self.method, self.path, self.headers, self.body = method, unquote(parts.path), headers, body
        self.query = parse_qs(parts.query, keep_blank_values=True)

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    def one(self, name: str) -> str:
        return self.query.get(name, [""])[0]

    def form(self) -> dict[str, tuple[bytes, str]]:
        """{field: (bytes, MIME type)} of a multipart body."""
        head = f"Content-Type: {self.headers['Content-Type']}\r\n\r\n".encode()
        parts = BytesParser().parsebytes(head + self.body).get_payload()
        names = [str(part.get_param("name", header="content-disposition")) for part in parts]
        return {n: (p.get_payload(decode=True), p.get_content_type()) for n, p in zip(names, parts, strict=True)}


class World:
    """Everything that the server knows. Every route runs under one lock."""

    def __init__(self, *, forgetful: bool = False, latency: float = 0.0) -> None:
        self.forgetful, self.latency = forgetful, latency
        self.lock = threading.Lock()
        self.posts: dict[str, dict[str, Any]] = {}
        self.keys: dict[str, str] = {}
        self.media: dict[str, dict[str, Any]] = {}
        self.requests: collections.Counter[str] = collections.Counter()
        self.arrivals: dict[str, list[float]] = {}
        self.published: collections.Counter[str] = collections.Counter()
        self.faults: dict[str, list[str]] = {}
        self.seen: list[tuple[str, Request]] = []
        self.access, self.refresh, self.password = "access-1", "refresh-1", SECRET
        self.sign_ins = 0
        self.slow_media = 0  # how many polls answer 206 after a 202
        self.attached_words = "Validation failed: Media {ids} not found or already attached to another post"
        self.app_view = True
        self.reserved = True  # whether addresses have a weight of their own
        self.numbers = iter(range(114_000_000_000_000_000, 2**63))

    def arm(self, **faults: list[str]) -> None:
        with self.lock:
            for operation, modes in faults.items():
                self.faults.setdefault(operation, []).extend(modes)

    def take(self, operation: str, request: Request) -> str:
        with self.lock:
            self.seen.append((operation, request))
            del self.seen[:-5000]
            return self.faults[operation].pop(0) if self.faults.get(operation) else ""

    def counts(self) -> dict[str, Any]:
        with self.lock:
            live = collections.Counter(post["key"] for post in self.posts.values() if not post["deleted"])
            return {"requests": dict(self.requests), "published": dict(self.published), "live": dict(live)}

    def put(self, key: str, identifier: str, **facts: Any) -> dict[str, Any]:
        self.published[key] += 1
        self.keys.setdefault(key, identifier)
        self.posts[identifier] = {"id": identifier, "key": key, "at": datetime.now(UTC), "deleted": False, **facts}
        return self.posts[identifier]

    def came(self, key: str) -> None:
        """A request to publish: counted, with its time."""
        self.requests[key] += 1
        self.arrivals.setdefault(key, []).append(time.time())

    def by_key(self, key: str) -> dict[str, Any] | None:
        return self.posts[self.keys[key]] if key in self.keys else None

    def number(self) -> str:
        return str(next(self.numbers))


def bearer(request: Request) -> str:
    return str(request.headers.get("Authorization", "")).removeprefix("Bearer ")


def need_secret(request: Request) -> None:
    if bearer(request) != SECRET:
        raise Refuse(401, {"error": "The access token is invalid"})


def stored(world: World, identifier: str) -> dict[str, Any]:
    post = world.posts.get(identifier)
    if post is None or post["deleted"]:
        raise Refuse(404, {"error": "Record not found"})
    return post


# --- the built-in network ------------------------------------------------------------------------


def sandbox_whoami(world: World, request: Request) -> Reply:
    need_secret(request)
    return 200, {"id": "court-1", "handle": "court", "name": "Court", "url": "https://social.example/court"}


def sandbox_upload(world: World, request: Request) -> Reply:
    need_secret(request)
    form = request.form()
    data, mime = form["file"]
    identifier = hashlib.sha256(data).hexdigest()[:24]
    world.media[identifier] = {"id": identifier, "alt": form["alt"][0].decode(), "data": data, "mime": mime}
    return 201, {"id": identifier}


def sandbox_publish(world: World, request: Request) -> Reply:
    need_secret(request)
    key, body = request.headers["Idempotency-Key"], request.json
    world.came(key)
    if len(body["text"]) > 500:
        raise Refuse(422, {"error": "The text has more than 500 characters."})
    found = None if world.forgetful else world.by_key(key)
    if found and found["body"] != body:
        raise Refuse(409, {"error": "The key was used for another post."})
    media = [world.media[one] for one in body["media"]]
    post = found or world.put(key, world.number(), body=body, text=body["text"], media=media, language=body["language"])
    return 200 if found else 201, {"id": post["id"], "url": f"https://social.example/{post['id']}"}


def sandbox_find(world: World, request: Request) -> Reply:
    need_secret(request)
    post = world.by_key(request.one("key"))
    if post is None:
        return 200, {"posts": []}
    url = f"https://social.example/{post['id']}"
    return 200, {"posts": [{"id": post["id"], "url": url, "deleted": post["deleted"]}]}


def sandbox_read(world: World, request: Request) -> Reply:
    need_secret(request)
    return 200, {"id": stored(world, request.path.rpartition("/")[2])["id"]}


def sandbox_delete(world: World, request: Request) -> Reply:
    need_secret(request)
    identifier = request.path.rpartition("/")[2]
    if identifier not in world.posts:
        raise Refuse(404, {"error": "There is no such post."})
    world.posts[identifier]["deleted"] = True
    return 204, None


def sandbox_counts(world: World, request: Request) -> Reply:
    need_secret(request)
    found = [one for one in request.one("ids").split(",") if one in world.posts and not world.posts[one]["deleted"]]
    return 200, {"counts": {one: {"views": 40, "likes": 3, "reposts": 2, "replies": 1} for one in found}}


# --- Mastodon ----------------------------------------------------------------------------------------


def shown(text: str) -> str:
    """As Mastodon draws a status: paragraphs, breaks, links and hashtags dressed up."""
    dressed = html.escape(text, quote=False)
    dressed = re.sub(
        r"(https?://)(\S{1,30})(\S*)",
        r'<a href="\1\2\3" rel="nofollow"><span class="invisible">\1</span><span class="ellipsis">\2</span>'
        r'<span class="invisible">\3</span></a>',
        dressed,
    )
    dressed = re.sub(r"(?<!\S)#(\w+)", r'<a href="/tags/\1" class="mention hashtag">#<span>\1</span></a>', dressed)
    paragraphs = re.split(r"\n{2,}", dressed)
    return "".join(f"<p>{paragraph.replace(chr(10), '<br />')}</p>" for paragraph in paragraphs)


def status_of(post: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": post["id"],
        "created_at": post["at"].isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "content": shown(post["text"]),
        "url": f"https://social.example/@court/{post['id']}",
        "uri": f"https://social.example/users/court/statuses/{post['id']}",
        "visibility": post["body"]["visibility"],
        "language": post["language"],
        "application": {"name": "Praeco", "website": None},
        "media_attachments": [{"id": one["id"], "description": one["alt"]} for one in post["media"]],
        "replies_count": 1,
        "reblogs_count": 2,
        "favourites_count": 3,
        "quotes_count": 4,
    }


def mastodon_whoami(world: World, request: Request) -> Reply:
    need_secret(request)
    return 200, {"id": "109", "acct": "court", "display_name": "Court", "url": "https://social.example/@court"}


def mastodon_application(world: World, request: Request) -> Reply:
    return 200, {"name": "Praeco", "website": None}


def mastodon_instance(world: World, request: Request) -> Reply:
    statuses = {"max_characters": 640, "max_media_attachments": 4}
    if world.reserved:
        statuses["characters_reserved_per_url"] = 23
    media = {"description_limit": 1500, "image_size_limit": 16_777_216, "image_matrix_limit": 33_177_600}
    return 200, {"configuration": {"statuses": statuses, "media_attachments": media}}


def mastodon_upload(world: World, request: Request) -> Reply:
    need_secret(request)
    form = request.form()
    data, mime = form["file"]
    if not data.startswith((b"\x89PNG", b"\xff\xd8")):
        raise Refuse(422, {"error": "Validation failed: File content type is invalid"})
    medium = {"id": world.number(), "alt": form["description"][0].decode(), "data": data, "mime": mime, "post": None}
    world.media[medium["id"]] = {**medium, "polls": world.slow_media}
    return (202 if world.slow_media else 200), {"id": medium["id"], "type": "image", "url": None}


def mastodon_poll(world: World, request: Request) -> Reply:
    need_secret(request)
    medium = world.media[request.path.rpartition("/")[2]]
    medium["polls"] -= 1
    return (206 if medium["polls"] >= 0 else 200), {"id": medium["id"], "type": "image", "url": None}


def mastodon_publish(world: World, request: Request) -> Reply:
    need_secret(request)
    key, body = request.headers["Idempotency-Key"], request.json
    world.came(key)
    if not world.forgetful and (found := world.by_key(key)):
        return 200, status_of(found)
    if len(body["status"]) > 500:
        raise Refuse(422, {"error": "Validation failed: Text character limit of 500 exceeded"})
    media = [world.media[one] for one in body.get("media_ids", [])]
    if any(medium["post"] for medium in media):
        ids = ", ".join(medium["id"] for medium in media)
        raise Refuse(422, {"error": world.attached_words.format(ids=ids)})
    post = world.put(key, world.number(), body=body, text=body["status"], media=media, language=body["language"])
    for medium in media:
        medium["post"] = post["id"]
    return 200, status_of(post)


def mastodon_own(world: World, request: Request) -> Reply:
    need_secret(request)
    before = int(request.one("max_id") or 2**63)
    newest = sorted((one for one in world.posts.values() if not one["deleted"]), key=lambda one: -int(one["id"]))
    page = [one for one in newest if int(one["id"]) < before][: int(request.one("limit"))]
    return 200, [status_of(one) for one in page]


def mastodon_read(world: World, request: Request) -> Reply:
    need_secret(request)
    return 200, status_of(stored(world, request.path.rpartition("/")[2]))


def mastodon_read_many(world: World, request: Request) -> Reply:
    need_secret(request)
    found = [world.posts[one] for one in request.query["id[]"] if one in world.posts]
    return 200, [status_of(one) for one in found if not one["deleted"]]


def mastodon_delete(world: World, request: Request) -> Reply:
    need_secret(request)
    post = stored(world, request.path.rpartition("/")[2])
    post["deleted"] = True
    return 200, status_of(post)


# --- Bluesky -----------------------------------------------------------------------------------------


def need_access(world: World, request: Request) -> None:
    if not bearer(request):
        raise Refuse(401, {"error": "AuthMissing", "message": "Authentication Required"})
    if bearer(request) != world.access:
        raise Refuse(400, {"error": "ExpiredToken", "message": "Token has expired"})


def session_of(world: World) -> Reply:
    tokens = {"accessJwt": world.access, "refreshJwt": world.refresh}
    return 200, {"did": DID, "handle": "court.example", **tokens}


def bluesky_sign_in(world: World, request: Request) -> Reply:
    if request.json["password"] != world.password or request.json["identifier"] not in ("court.example", DID):
        raise Refuse(401, {"error": "AuthenticationRequired", "message": "Invalid identifier or password"})
    world.sign_ins += 1
    world.access, world.refresh = f"access-s{world.sign_ins}", f"refresh-s{world.sign_ins}"
    return session_of(world)


def bluesky_refresh(world: World, request: Request) -> Reply:
    if bearer(request) != world.refresh:
        raise Refuse(400, {"error": "ExpiredToken", "message": "Token has been revoked"})
    world.access, world.refresh = world.access + "r", world.refresh + "r"
    return session_of(world)


def bluesky_upload(world: World, request: Request) -> Reply:
    need_access(world, request)
    link = cid(hashlib.sha256(request.body).hexdigest())
    world.media[link] = {"id": link, "data": request.body, "mime": request.headers["Content-Type"]}
    mime, size = request.headers["Content-Type"], len(request.body)
    return 200, {"blob": {"$type": "blob", "ref": {"$link": link}, "mimeType": mime, "size": size}}


def bluesky_publish(world: World, request: Request) -> Reply:
    need_access(world, request)
    body = request.json
    record, rkey = body["record"], body["rkey"]
    world.came(rkey)
    uri = f"at://{DID}/{body['collection']}/{rkey}"
    if len(regex.findall(r"\X", record["text"])) > 300:
        raise Refuse(400, {"error": "InvalidRequest", "message": "Record/text must not be longer than 300 graphemes"})
    images = record.get("embed", {}).get("images", [])
    if any(one["image"]["ref"]["$link"] not in world.media for one in images):
        raise Refuse(400, {"error": "BlobNotFound", "message": "Could not find blob"})
    found = world.posts.get(uri)
    if found and not found["deleted"] and not world.forgetful and body.get("swapRecord", "") is None:
        raise Refuse(400, {"error": "InvalidSwap", "message": "Record was at bafy"})
    media = [{**world.media[one["image"]["ref"]["$link"]], "alt": one["alt"]} for one in images]
    world.put(rkey, uri, body=body, record=record, text=record["text"], media=media, language=record["langs"][0])
    return 200, {
        "uri": uri,
        "cid": "bafyreib2rxk3rybk3aobmv5cjuql3bm2twh4jo5uwkcctsldqwyoqkejqq",
        "validationStatus": "valid",
    }


def bluesky_record(world: World, request: Request) -> Reply:
    uri = f"at://{request.one('repo')}/{request.one('collection')}/{request.one('rkey')}"
    post = world.posts.get(uri)
    if post is None or post["deleted"]:
        raise Refuse(400, {"error": "RecordNotFound", "message": "Could not locate record"})
    return 200, {"uri": uri, "cid": "bafy", "value": post["record"]}


def bluesky_delete(world: World, request: Request) -> Reply:
    need_access(world, request)
    uri = f"at://{DID}/{request.json['collection']}/{request.json['rkey']}"
    if uri in world.posts:
        world.posts[uri]["deleted"] = True
    return 200, {}


def bluesky_counts(world: World, request: Request) -> Reply:
    need_access(world, request)
    if not world.app_view:
        raise Refuse(502, {"error": "UpstreamFailure", "message": "fetch failed"})
    found = [one for one in request.query["uris"] if one in world.posts and not world.posts[one]["deleted"]]
    counts = {"likeCount": 3, "repostCount": 2, "replyCount": 1, "quoteCount": 0, "bookmarkCount": 5}
    return 200, {"posts": [{"uri": one, "indexedAt": "2026-01-01T00:00:00Z", **counts} for one in found]}


ROUTES: list[tuple[str, str, str, Callable[[World, Request], Reply]]] = [
    ("GET", r"/api/whoami", "check", sandbox_whoami),
    ("POST", r"/api/media", "upload", sandbox_upload),
    ("POST", r"/api/posts", "publish", sandbox_publish),
    ("GET", r"/api/posts", "lookup", sandbox_find),
    ("GET", r"/api/posts/[^/]+", "exists", sandbox_read),
    ("DELETE", r"/api/posts/[^/]+", "withdraw", sandbox_delete),
    ("GET", r"/api/counts", "readings", sandbox_counts),
    ("GET", r"/api/v1/accounts/verify_credentials", "check", mastodon_whoami),
    ("GET", r"/api/v1/apps/verify_credentials", "application", mastodon_application),
    ("GET", r"/api/v2/instance", "instance", mastodon_instance),
    ("POST", r"/api/v2/media", "upload", mastodon_upload),
    ("GET", r"/api/v1/media/[^/]+", "poll", mastodon_poll),
    ("POST", r"/api/v1/statuses", "publish", mastodon_publish),
    ("GET", r"/api/v1/accounts/[^/]+/statuses", "lookup", mastodon_own),
    ("GET", r"/api/v1/statuses/[^/]+", "exists", mastodon_read),
    ("GET", r"/api/v1/statuses", "readings", mastodon_read_many),
    ("DELETE", r"/api/v1/statuses/[^/]+", "withdraw", mastodon_delete),
    ("POST", r"/xrpc/com.atproto.server.createSession", "check", bluesky_sign_in),
    ("POST", r"/xrpc/com.atproto.server.refreshSession", "refresh", bluesky_refresh),
    ("POST", r"/xrpc/com.atproto.repo.uploadBlob", "upload", bluesky_upload),
    ("POST", r"/xrpc/com.atproto.repo.putRecord", "publish", bluesky_publish),
    ("GET", r"/xrpc/com.atproto.repo.getRecord", "lookup", bluesky_record),
    ("POST", r"/xrpc/com.atproto.repo.deleteRecord", "withdraw", bluesky_delete),
    ("GET", r"/xrpc/app.bsky.feed.getPosts", "readings", bluesky_counts),
]
COMPILED = [(method, re.compile(path), operation, route) for method, path, operation, route in ROUTES]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: Fake

    def do_GET(self) -> None:
        world = self.server.world
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        request = Request(self.command, self.path, self.headers, body)
        if request.path.startswith("/_"):
            return self.answer(*self.control(world, request))
        for method, path, operation, route in COMPILED:
            if method == request.method and path.fullmatch(request.path):
                return self.serve(world, request, world.take(operation, request), route)
        return self.answer(404, {"error": "MethodNotImplemented"})

    do_POST = do_DELETE = do_GET  # noqa: N815

    def control(self, world: World, request: Request) -> Reply:
        if request.path == "/_arrivals":
            return 200, world.arrivals
        if request.path == "/_faults":
            world.arm(**request.json)
        return 200, world.counts()

    def serve(self, world: World, request: Request, fault: str, route: Callable[[World, Request], Reply]) -> None:
        if fault == "reset-before":
            return self.cut(reset=True)
        if fault in BEFORE:
            return self.answer(*BEFORE[fault](request))
        try:
            with world.lock:
                status, data = route(world, request)
        except Refuse as refusal:
            status, data = refusal.status, refusal.data
        time.sleep(world.latency)
        if fault in ("lost", "reset-after"):
            return self.cut(reset=fault == "reset-after")
        if fault == "endless":
            return self.pour()
        if fault in AFTER:
            status, data = AFTER[fault]
        return self.answer(status, data, drip=fault == "drip")

    def cut(self, *, reset: bool) -> None:
        if reset:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR) if not reset else self.connection.close()

    def pour(self) -> None:
        """An answer that has no end: the other side must have had enough."""
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        with contextlib.suppress(OSError):
            while True:
                self.wfile.write(b" " * 65_536)

    def answer(self, status: int, data: Any, headers: dict[str, str] | None = None, *, drip: bool = False) -> None:
        body = data.encode() if isinstance(data, str) else b"" if data is None else json.dumps(data).encode()
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Type", "text/html" if isinstance(data, str) else "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with contextlib.suppress(OSError):
            for piece in [bytes([byte]) for byte in body] if drip else [body]:
                self.wfile.write(piece)
                self.wfile.flush()
                time.sleep(DRIP_SECONDS if drip else 0)

    def log_message(self, *args: Any) -> None:
        pass


def later(seconds: int) -> datetime:
    return datetime.now(UTC) + timedelta(seconds=seconds)


def expired(request: Request) -> tuple[int, Any]:
    bluesky = request.path.startswith("/xrpc")
    return (400, {"error": "ExpiredToken"}) if bluesky else (401, {"error": "The access token was revoked"})


BEFORE: dict[str, Callable[[Request], Any]] = {
    "500-before": lambda _: (500, {"error": "Internal error"}),
    "503-before": lambda _: (503, "<h1>Service unavailable</h1>"),
    "429-seconds": lambda _: (429, {"error": "Too many requests"}, {"Retry-After": "17"}),
    "429-iso": lambda _: (429, {"error": "Too many requests"}, {"X-RateLimit-Reset": later(90).isoformat()}),
    "429-epoch": lambda _: (429, {"error": "RateLimitExceeded"}, {"RateLimit-Reset": str(int(later(90).timestamp()))}),
    "429-second": lambda _: (429, {"error": "Too many requests"}, {"Retry-After": "1"}),
    "429-day": lambda _: (429, {"error": "Too many requests"}, {"Retry-After": "99999"}),
    "redirect-inside": lambda _: (307, {"error": "Moved"}, {"Location": "http://10.0.0.1/api/posts"}),
    "expired": expired,
    "forbidden": lambda request: (403, {"error": f"This action is outside the scopes of {bearer(request)}"}),
}
AFTER: dict[str, Reply] = {
    "500-after": (500, {"error": "Internal error"}),
    "nonsense": (200, "<html><body>Welcome</body></html>"),
    "nonsense-json": (200, [1, None, {"id": 5}]),
}


class Fake(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 512

    def __init__(self, port: int, world: World) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.world = world
        self.pair = f"127.0.0.1:{self.server_address[1]}"
        self.url = f"http://{self.pair}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is no news."""


@contextlib.contextmanager
def running(**facts: Any) -> Iterator[Fake]:
    """A server in this process, in a thread of its own, on a free port."""
    with Fake(0, World(**facts)) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("port", type=int)
    parser.add_argument("--latency", type=float, default=0.0)
    parser.add_argument("--forgetful", action="store_true")
    options = parser.parse_args()
    with Fake(options.port, World(forgetful=options.forgetful, latency=options.latency)) as server:
        print(f"listening on {server.url}", flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main()
