"""The door outward: the only way in which bytes leave for another machine.

A session from here speaks https to public addresses only, checks the address it really dials, keeps no cookies,
reads no environment, bounds the time and the size of every answer, and follows a redirect only for a GET that
stays at its origin. Addresses inside, and plain http, need a `host:port` pair in settings.PRIVATE_ADDRESSES.
"""

from __future__ import annotations

import functools
import ipaddress
import socket
import ssl
import threading
import time
from http.cookiejar import DefaultCookiePolicy
from typing import IO, Any, TypeAlias
from urllib.parse import urlsplit

import requests
import urllib3
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from requests.adapters import HTTPAdapter
from requests.utils import DEFAULT_CA_BUNDLE_PATH
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.util.ssl_ import create_urllib3_context

from publishing.ground.saying import said

Session: TypeAlias = requests.Session  # for those who may not import requests
Response: TypeAlias = requests.Response

NAT64 = ipaddress.ip_network("64:ff9b::/96")
UNICAST = ipaddress.ip_network("2000::/3")
CHUNK = 65_536


class DoorError(Exception):
    """No usable answer. `sent`: the request's body had begun to leave, so the other side may have acted on it."""

    sent = False


class Refused(DoorError):
    """The door does not open to this address; nothing left."""


class Unreachable(DoorError):
    """No connection, no name, no trusted certificate; nothing left."""


class NoAnswer(DoorError):
    """The request left, and no whole answer came back in time and size."""

    sent = True


class _Request(threading.local):
    """What the running request of this thread is allowed, and how far it got."""

    ends = 0.0
    sent = False

    def left(self) -> float:
        remaining = self.ends - time.monotonic()
        if remaining <= 0:
            raise TimeoutError("the request's time is over")
        return remaining


_request = _Request()


class _Socket(socket.socket):
    """Gives every wait no more than what is left of the whole request."""

    def recv_into(self, *args: Any, **kwargs: Any) -> int:
        self.settimeout(_request.left())
        return super().recv_into(*args, **kwargs)

    def send(self, *args: Any, **kwargs: Any) -> int:
        self.settimeout(_request.left())
        return super().send(*args, **kwargs)

    def sendall(self, *args: Any, **kwargs: Any) -> None:
        self.settimeout(_request.left())
        super().sendall(*args, **kwargs)


class _TLSSocket(_Socket, ssl.SSLSocket):
    pass


def is_public(address: str) -> bool:
    """Whether an IP address, and every address that it embeds, belongs to the public internet."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv4Address):
        return ip.is_global and not ip.is_multicast
    if ip in NAT64:
        return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
    inner = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
    return ip in UNICAST and ip.is_global and all(is_public(str(one)) for one in inner if one)


def is_named(host: str, port: int) -> bool:
    """Whether the operator named this host and port in settings.PRIVATE_ADDRESSES."""
    pair = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    return pair.lower() in (named.strip().lower() for named in settings.PRIVATE_ADDRESSES)


def _dial(host: str, port: int) -> socket.socket:
    """A connection to the first address of `host` that answers; the address checked is the address dialled."""
    refusal: OSError | None = None
    for family, kind, proto, _name, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        if not (is_public(str(address[0])) or is_named(host, port)):
            words = _(
                "%(host)s:%(port)s is an address inside, where nothing is sent. If the server really stands there, "
                "ask whoever runs this installation to name it in PRAECO_PRIVATE_ADDRESSES."
            )
            raise Refused(said(words, host=host, port=port))
        sock = _Socket(family, kind, proto)
        try:
            sock.settimeout(_request.left())
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            sock.connect(address)
        except OSError as error:
            sock.close()
            refusal = error
        else:
            return sock
    raise refusal or OSError("the name has no address")


class _Plain(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return _dial(self._dns_host, self.port)

    def endheaders(self, *args: Any, **kwargs: Any) -> None:
        super().endheaders(*args, **kwargs)
        _request.sent = True


class _Secure(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return _dial(self._dns_host, self.port)

    def endheaders(self, *args: Any, **kwargs: Any) -> None:
        super().endheaders(*args, **kwargs)
        _request.sent = True


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure


@functools.lru_cache(maxsize=1)
def tls_context() -> ssl.SSLContext:
    """Certificates are always verified, against the roots that requests brings."""
    context = create_urllib3_context()
    context.load_verify_locations(DEFAULT_CA_BUNDLE_PATH)
    context.sslsocket_class = _TLSSocket
    return context


class _Adapter(HTTPAdapter):
    def __init__(self, cap: int, sink: IO[bytes] | None = None) -> None:
        self.cap, self.sink = cap, sink
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, ssl_context=tls_context(), **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecurePool}

    def cert_verify(self, conn: Any, url: Any, verify: Any, cert: Any) -> None:
        conn.cert_reqs = "CERT_REQUIRED"  # whatever the caller asked for; the roots are in the context already

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        url = urlsplit(request.url or "")
        host, port = url.hostname or "", url.port or (443 if url.scheme == "https" else 80)
        if url.scheme != "https" and not is_named(host, port):
            words = _("%(host)s would be reached without encryption. Write the address with https://.")
            raise Refused(said(words, host=host))
        request.headers.pop("Cookie", None)
        _request.sent = False
        try:
            response = super().send(request, stream=True, timeout=_request.left(), verify=True)
            _read_whole(response, self.cap, self.sink if response.status_code == requests.codes.ok else None)
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            # from None: the original carries the request, and with it the secret in its headers
            raise _explain(error, host) from None
        return response


def _read_whole(response: requests.Response, cap: int, sink: IO[bytes] | None) -> None:
    """Reads the body into the response or, where there is a sink, into that."""
    body, size = bytearray(), 0
    try:
        for piece in response.raw.stream(CHUNK, decode_content=True):
            size += len(piece)
            if size > cap:
                raise OSError("the answer is too large")
            if sink:
                sink.write(piece)
            else:
                body += piece
    except BaseException:
        response.raw.close()
        raise
    response._content = bytes(body)


def _explain(error: Exception, host: str) -> DoorError:
    kind = type(error.args[0] if error.args and isinstance(error.args[0], Exception) else error).__name__
    if _request.sent:
        return NoAnswer(
            said(_("%(host)s took the request, but no whole answer came back (%(kind)s)."), host=host, kind=kind)
        )
    if isinstance(error, requests.exceptions.SSLError):
        return Unreachable(said(_("The certificate of %(host)s could not be trusted."), host=host))
    return Unreachable(said(_("%(host)s could not be reached (%(kind)s)."), host=host, kind=kind))


class _Session(requests.Session):
    def __init__(self, deadline: float, cap: int, sink: IO[bytes] | None = None) -> None:
        super().__init__()
        self.deadline = deadline
        self.trust_env = False
        self.max_redirects = 3
        self.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        self.headers["User-Agent"] = "Praeco"
        self.mount("https://", _Adapter(cap, sink))
        self.mount("http://", _Adapter(cap, sink))

    def request(self, *args: Any, **kwargs: Any) -> requests.Response:
        _request.ends = time.monotonic() + self.deadline
        _request.sent = False
        try:
            return super().request(*args, **kwargs)
        except (requests.RequestException, ValueError) as error:  # a malformed address, too many redirects
            raise _explain(error, gettext("The server")) from None

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        target = super().get_redirect_target(resp)
        return target if target and resp.request.method == "GET" and _same_origin(resp.url, target) else None


def _same_origin(url: str, target: str) -> bool:
    there = urlsplit(target)
    return not there.netloc or urlsplit(url)[:2] == there[:2]


def session(*, deadline: float = 30.0, cap: int = 5_000_000) -> Session:
    """A session for one thread. `deadline` is seconds for a whole request, redirects and body included (a name
    server that hangs may add its own time, but then nothing is sent); `cap` is bytes of an unpacked answer.

    Its requests raise DoorError and nothing else of the network's making. Responses are read already.
    """
    return _Session(deadline, cap)


def download(url: str, *, to: IO[bytes], headers: dict[str, str], deadline: float, cap: int) -> int:
    """Writes the body of an answer 200 into `to` as it comes, and gives the status. Nothing of it stays in memory.

    `deadline` and `cap` as in `session`. Raises DoorError, and then part of the body may stand in `to`.
    """
    with _Session(deadline, cap, to) as http:
        return http.get(url, headers=headers).status_code
