"""The door outward, before servers that answer as no server should."""

from __future__ import annotations

import gzip
import ipaddress
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from publishing.ground import door

pytestmark = pytest.mark.loopback
Behaviour = Callable[[socket.socket], None]


class Raw:
    """A server on 127.0.0.1 that does with each connection what a function says."""

    def __init__(self, behaviour: Behaviour, context: ssl.SSLContext | None = None) -> None:
        self.behaviour, self.context = behaviour, context
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.connections = 0
        threading.Thread(target=self.run, daemon=True).start()

    def run(self) -> None:
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client: socket.socket) -> None:
        try:
            with self.context.wrap_socket(client, server_side=True) if self.context else client as stream:
                self.behaviour(stream)
        except OSError:
            pass


Start = Callable[..., Raw]


@pytest.fixture
def start(settings) -> Iterator[Start]:
    servers: list[Raw] = []
    settings.PRIVATE_ADDRESSES = []

    def begin(behaviour: Behaviour, context: ssl.SSLContext | None = None) -> Raw:
        server = Raw(behaviour, context)
        servers.append(server)
        settings.PRIVATE_ADDRESSES = [*settings.PRIVATE_ADDRESSES, f"127.0.0.1:{server.port}"]
        return server

    yield begin
    for server in servers:
        server.listener.close()


def heard(stream: socket.socket) -> bytes:
    """A request with its body, as far as Content-Length says."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += stream.recv(65536) or b"\r\n\r\n"
    head, _, body = data.partition(b"\r\n\r\n")
    for line in head.split(b"\r\n"):
        if line.lower().startswith(b"content-length:"):
            while len(body) < int(line.split(b":")[1]):
                body += stream.recv(65536)
    return head + b"\r\n\r\n" + body


def replying(answer: bytes) -> Behaviour:
    def behave(stream: socket.socket) -> None:
        heard(stream)
        stream.sendall(answer)

    return behave


def whole(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    head = [f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}", "Connection: close", "", ""]
    return "\r\n".join(head).encode() + body


def get(server: Raw, **facts: float) -> requests.Response:
    return door.session(**facts).get(f"http://127.0.0.1:{server.port}/")


# --- who is let through --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.8.8.8",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "017700000001",
        "0177.0.0.1",
        "0",
        "0.0.0.0",
        "localhost",
        "LOCALHOST",
        "10.0.0.1",
        "172.16.5.4",
        "192.168.1.1",
        "100.64.0.1",
        "169.254.169.254",
        "198.18.0.1",
        "192.0.2.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:a00:1]",
        "[0:0:0:0:0:ffff:7f00:1]",
        "[::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[64:ff9b::a9fe:a9fe]",
        "[2002:7f00:1::]",
        "[2001:0:7f00:1::]",
        "[fe80::1]",
        "[fc00::1]",
        "[fec0::1]",
        "[ff02::1]",
        "[2001:db8::1]",
    ],
)
def test_an_address_inside_is_refused_however_it_is_written(settings, host: str) -> None:
    settings.PRIVATE_ADDRESSES = []
    with pytest.raises(door.Refused, match="PRAECO_PRIVATE_ADDRESSES"):
        door.session(deadline=2).get(f"https://{host}/")


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "64:ff9b::808:808", "2002:808:808::"])
def test_a_public_address_is_public(address: str) -> None:
    assert door.is_public(address)


def test_plain_http_is_refused_outside(settings) -> None:
    settings.PRIVATE_ADDRESSES = []
    with pytest.raises(door.Refused, match="https"):
        door.session().get("http://social.example/")


@pytest.mark.parametrize("url", ["ftp://127.0.0.1/", "file:///etc/passwd", "gopher://127.0.0.1:25/"])
def test_other_ways_out_do_not_exist(url: str) -> None:
    with pytest.raises(door.Unreachable):
        door.session().get(url)


@pytest.mark.parametrize(
    "url", ["https://", "https://[::1", "https://a:99999/", "https://" + "a" * 300 + ".example/", "nonsense"]
)
def test_a_malformed_address_is_an_error_of_the_door(url: str) -> None:
    with pytest.raises(door.DoorError):
        door.session(deadline=2).get(url)


def test_a_name_that_turns_inwards_after_it_was_looked_up_is_refused(start: Start, settings, monkeypatch) -> None:
    server = start(replying(whole(b"inside")))
    settings.PRIVATE_ADDRESSES = []
    answers = iter(["93.184.215.14", "127.0.0.1"])

    def rebinding(host: str, port: int, **kwargs: object) -> list:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    monkeypatch.setattr(door.socket, "getaddrinfo", rebinding)
    assert door.is_public(socket.getaddrinfo("rebind.example", server.port)[0][4][0])
    with pytest.raises(door.Refused):
        door.session(deadline=2).get(f"https://rebind.example:{server.port}/")
    assert server.connections == 0


def test_a_name_of_the_operator_is_let_inside(start: Start, settings, monkeypatch) -> None:
    server = start(replying(whole(b"inside")))
    settings.PRIVATE_ADDRESSES = [f"Social.Court.Example:{server.port}"]
    inside = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", server.port))]
    monkeypatch.setattr(door.socket, "getaddrinfo", lambda *args, **kwargs: inside)
    assert door.session().get(f"http://social.court.example:{server.port}/").content == b"inside"


def test_another_port_of_a_named_host_stays_shut(start: Start, settings) -> None:
    server = start(replying(whole(b"inside")))
    settings.PRIVATE_ADDRESSES = [f"127.0.0.1:{server.port + 1}"]
    with pytest.raises(door.Refused):
        get(server)


def test_another_spelling_of_a_named_address_stays_shut(start: Start) -> None:
    server = start(replying(whole(b"inside")))
    with pytest.raises(door.Refused):
        door.session().get(f"https://2130706433:{server.port}/")


# --- redirects, cookies, the environment ---------------------------------------------------------------


def test_a_redirect_to_inside_is_not_followed(start: Start, settings) -> None:
    secret = start(replying(whole(b"inside")))
    server = start(replying(whole(b"", f"Location: http://127.0.0.1:{secret.port}/", status="302 Found")))
    assert (get(server).status_code, secret.connections) == (302, 0)


def test_a_redirect_of_a_post_is_not_followed(start: Start) -> None:
    server = start(replying(whole(b"", "Location: /elsewhere", status="307 Temporary Redirect")))
    answer = door.session().post(f"http://127.0.0.1:{server.port}/", data=b"x")
    assert (answer.status_code, server.connections) == (307, 1)


def test_a_redirect_of_a_get_at_the_same_origin_is_followed(start: Start) -> None:
    def behave(stream: socket.socket) -> None:
        moved = whole(b"", "Location: /there", status="302 Found")
        stream.sendall(whole(b"arrived") if b"GET /there" in heard(stream) else moved)

    assert get(start(behave)).content == b"arrived"


def test_a_circle_of_redirects_ends(start: Start) -> None:
    server = start(replying(whole(b"", "Location: /", status="302 Found")))
    with pytest.raises(door.DoorError):
        get(server)
    assert server.connections <= 5


def test_no_cookie_comes_back(start: Start) -> None:
    requests_seen: list[bytes] = []

    def behave(stream: socket.socket) -> None:
        requests_seen.append(heard(stream))
        stream.sendall(whole(b"", "Set-Cookie: id=1", "Location: /there", status="302 Found"))

    server = start(behave)
    with pytest.raises(door.DoorError):
        get(server)
    assert not any(b"cookie" in request.lower() for request in requests_seen)


def test_no_cookie_is_kept(start: Start) -> None:
    server, http = start(replying(whole(b"", "Set-Cookie: id=1"))), door.session()
    http.get(f"http://127.0.0.1:{server.port}/")
    assert len(http.cookies) == 0


def test_a_netrc_file_adds_no_password(start: Start, tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login court password s3cret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    server = start(lambda stream: stream.sendall(whole(heard(stream))))
    assert b"authorization" not in get(server).content.lower()


def test_the_environment_sends_nothing_elsewhere(start: Start, monkeypatch) -> None:
    proxy = start(replying(whole(b"proxy")))
    server = start(replying(whole(b"server")))
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
    assert get(server).content == b"server"


# --- time and size -----------------------------------------------------------------------------------------


def dripping(piece: bytes, head: bytes = b"") -> Behaviour:
    def behave(stream: socket.socket) -> None:
        heard(stream)
        stream.sendall(head)
        while True:
            stream.sendall(piece)
            time.sleep(0.03)

    return behave


DRIPS = {
    "body": dripping(b"x", b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"),
    "head": dripping(b"X", b"HTTP/1.1 200 OK\r\nX-Long: "),
    "status": dripping(b"H"),
    "chunks": dripping(b"1\r\nx\r\n", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
    "continue": dripping(b"HTTP/1.1 100 Continue\r\n\r\n"),
    "silence": lambda stream: time.sleep(5),
}


@pytest.mark.parametrize("kind", DRIPS)
def test_a_slow_drip_ends_at_the_deadline(start: Start, kind: str) -> None:
    server, began = start(DRIPS[kind]), time.monotonic()
    with pytest.raises(door.NoAnswer):
        get(server, deadline=0.4)
    assert time.monotonic() - began < 1.0


def test_a_silent_handshake_ends_at_the_deadline(start: Start) -> None:
    server, began = start(DRIPS["silence"]), time.monotonic()
    with pytest.raises(door.Unreachable):
        door.session(deadline=0.4).get(f"https://127.0.0.1:{server.port}/")
    assert time.monotonic() - began < 1.0


def test_the_deadline_counts_redirects_together(start: Start) -> None:
    def behave(stream: socket.socket) -> None:
        heard(stream)
        time.sleep(0.2)
        stream.sendall(whole(b"", "Location: /", status="302 Found"))

    began = time.monotonic()
    with pytest.raises(door.DoorError):
        get(start(behave), deadline=0.3)
    assert time.monotonic() - began < 0.6


def test_an_answer_that_keeps_its_time_is_read_whole(start: Start) -> None:
    assert get(start(replying(whole(b"x" * 300_000)))).content == b"x" * 300_000


def endless(stream: socket.socket) -> None:
    heard(stream)
    stream.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        stream.sendall(b"x" * 65536)


def test_an_endless_body_ends_at_the_cap(start: Start) -> None:
    with pytest.raises(door.NoAnswer):
        get(start(endless), cap=200_000)


@pytest.mark.parametrize("layers", [1, 2])
def test_a_bomb_is_not_unpacked(start: Start, layers: int) -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    names = ["gzip"] * layers
    for _ in range(layers - 1):
        bomb = gzip.compress(bomb)
    server = start(replying(whole(bomb, f"Content-Encoding: {', '.join(names)}")))
    with pytest.raises(door.NoAnswer):
        get(server, cap=1_000_000)


def test_a_packed_answer_of_a_sane_size_is_unpacked(start: Start) -> None:
    assert get(start(replying(whole(gzip.compress(b"hello"), "Content-Encoding: gzip")))).content == b"hello"


# --- had it left? ------------------------------------------------------------------------------------------


def post(server: Raw, body: bytes = b"body", scheme: str = "http") -> requests.Response:
    return door.session(deadline=2).post(f"{scheme}://127.0.0.1:{server.port}/", data=body)


def reset(stream: socket.socket) -> None:
    stream.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def test_a_refused_connection_had_not_left(settings) -> None:
    settings.PRIVATE_ADDRESSES = ["127.0.0.1:9"]
    with pytest.raises(door.Unreachable) as caught:
        door.session().post("http://127.0.0.1:9/", data=b"x")
    assert not caught.value.sent


def test_a_name_that_does_not_exist_had_not_left(monkeypatch) -> None:
    def unknown(*args: object, **kwargs: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(door.socket, "getaddrinfo", unknown)
    with pytest.raises(door.Unreachable) as caught:
        door.session().post("https://nowhere.example/", data=b"x")
    assert not caught.value.sent


def test_a_name_server_that_took_all_the_time_lets_nothing_leave(start: Start, monkeypatch) -> None:
    server = start(replying(whole(b"")))

    def slow(host: str, port: int, **kwargs: object) -> list:
        time.sleep(0.3)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(door.socket, "getaddrinfo", slow)
    with pytest.raises(door.Unreachable):
        get(server, deadline=0.2)
    assert server.connections == 0


def test_a_certificate_that_is_not_trusted_had_not_left(start: Start, tmp_path: Path) -> None:
    server = start(replying(whole(b"secret")), self_signed(tmp_path))
    with pytest.raises(door.Unreachable, match="certificate") as caught:
        post(server, scheme="https")
    assert not caught.value.sent


def test_a_certificate_is_verified_even_when_asked_not_to(start: Start, tmp_path: Path) -> None:
    server = start(replying(whole(b"secret")), self_signed(tmp_path))
    with pytest.raises(door.Unreachable):
        door.session().get(f"https://127.0.0.1:{server.port}/", verify=False)


def test_a_trusted_certificate_lets_through_and_the_deadline_holds(start: Start, tmp_path: Path, monkeypatch) -> None:
    server = start(DRIPS["body"], self_signed(tmp_path))
    context = ssl.create_default_context(cafile=str(tmp_path / "cert.pem"))
    context.sslsocket_class = door.tls_context().sslsocket_class
    monkeypatch.setattr(door, "tls_context", lambda: context)
    began = time.monotonic()
    with pytest.raises(door.NoAnswer):
        door.session(deadline=0.5).get(f"https://127.0.0.1:{server.port}/")
    assert time.monotonic() - began < 1.2


def test_a_server_that_speaks_no_tls_had_not_seen_it(start: Start) -> None:
    server = start(lambda stream: stream.sendall(b"220 smtp.example ESMTP\r\n"))
    with pytest.raises(door.Unreachable):
        post(server, scheme="https")


def test_a_reset_after_the_request_had_left(start: Start) -> None:
    def behave(stream: socket.socket) -> None:
        heard(stream)
        reset(stream)

    with pytest.raises(door.NoAnswer) as caught:
        post(start(behave))
    assert caught.value.sent


def test_a_reset_in_the_middle_of_a_large_body_counts_as_left(start: Start) -> None:
    def behave(stream: socket.socket) -> None:
        stream.recv(1000)
        reset(stream)

    with pytest.raises(door.NoAnswer) as caught:
        post(start(behave), b"x" * 20_000_000)
    assert caught.value.sent


@pytest.mark.parametrize(
    "answer", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort", b"\xff\xfe nonsense\r\n\r\n"]
)
def test_an_answer_cut_short_had_left(start: Start, answer: bytes) -> None:
    with pytest.raises(door.NoAnswer) as caught:
        post(start(replying(answer)))
    assert caught.value.sent


def test_a_body_sent_earlier_is_not_counted_for_the_next_request(start: Start, settings) -> None:
    http = door.session()
    server = start(replying(whole(b"ok")))
    http.post(f"http://127.0.0.1:{server.port}/", data=b"x")
    settings.PRIVATE_ADDRESSES = ["127.0.0.1:9"]
    with pytest.raises(door.Unreachable) as caught:
        http.post("http://127.0.0.1:9/", data=b"x")
    assert not caught.value.sent


def test_no_error_carries_the_secret_of_the_request(start: Start) -> None:
    server = start(replying(b""))
    with pytest.raises(door.NoAnswer) as caught:
        door.session().get(f"http://127.0.0.1:{server.port}/", headers={"Authorization": "Bearer s3cret"})
    error = caught.value
    assert (error.__cause__, error.__suppress_context__, "s3cret" in f"{error!r}{vars(error)}") == (None, True, False)


def self_signed(folder: Path) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    (folder / "key.pem").write_bytes(pem)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context


# --- downloads -----------------------------------------------------------------------------------------


def test_a_download_goes_to_the_file_and_not_into_memory(start: Start, tmp_path) -> None:
    server = start(replying(whole(b"x" * 200_000)))
    with (tmp_path / "body").open("w+b") as file:
        address = f"http://127.0.0.1:{server.port}/"
        assert door.download(address, to=file, headers={"Authorization": "a"}, deadline=5, cap=200_000) == 200
        assert file.tell() == 200_000


def test_a_download_ends_at_its_cap(start: Start, tmp_path) -> None:
    server = start(replying(whole(b"x" * 200_001)))
    with (tmp_path / "body").open("w+b") as file, pytest.raises(door.NoAnswer):
        door.download(f"http://127.0.0.1:{server.port}/", to=file, headers={}, deadline=5, cap=200_000)


def test_an_error_page_is_no_download(start: Start, tmp_path) -> None:
    server = start(replying(whole(b"gone", status="404 Not Found")))
    with (tmp_path / "body").open("w+b") as file:
        assert door.download(f"http://127.0.0.1:{server.port}/", to=file, headers={}, deadline=5, cap=9) == 404
        assert file.tell() == 0
