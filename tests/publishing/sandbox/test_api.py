import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from publishing.ground.models import Court
from publishing.sandbox.models import SandboxAccount, SandboxMedium, SandboxPost
from publishing.sandbox.services import Draft, post_publish, sandbox_account_create
from tests.factories import make_court, make_picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _store(settings: Any, tmp_path: Path) -> None:
    settings.PRIVATE_MEDIA_ROOT = tmp_path


class Network:
    """One account of the built-in network, spoken to as an adapter would."""

    def __init__(self, court: Court, handle: str) -> None:
        self.token = sandbox_account_create(court, handle)
        self.client = Client(enforce_csrf_checks=True)

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        headers = {"Authorization": f"Bearer {self.token}", **headers}
        data = body if isinstance(body, str | bytes) else json.dumps(body) if body is not None else ""
        return self.client.generic(method, f"/sandbox/api/{path}", data, "application/json", headers=headers)

    def upload(self, data: bytes, alt: str = "An empty bench.", mime: str = "image/png") -> Any:
        file = SimpleUploadedFile("medium", data, mime)
        return self.client.post(
            "/sandbox/api/media", {"file": file, "alt": alt}, headers={"Authorization": f"Bearer {self.token}"}
        )

    def post(self, key: str = "k1", **facts: Any) -> Any:
        return self.ask("POST", "posts", a_post(**facts), **{"Idempotency-Key": key})


def a_post(**facts: Any) -> dict[str, Any]:
    plain = {"text": "The appeal is dismissed.", "language": "en", "media": [], "visibility": "public", "card": None}
    return {**plain, **facts}


@pytest.fixture
def court() -> Court:
    return make_court()


@pytest.fixture
def network(court: Court) -> Network:
    return Network(court, "norvale")


def test_whoami_says_whose_token_it_is(network: Network) -> None:
    answer = network.ask("GET", "whoami").json()
    assert answer["handle"] == "norvale"
    assert answer["url"].endswith("/sandbox/")


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Bearer wrong", "Basic abc", "Bearer \ud800"])
def test_no_token_or_a_wrong_one_is_401(network: Network, header: str) -> None:
    headers = {"Authorization": header} if "\ud800" not in header else {"Authorization": "Bearer ÿ"}
    assert network.ask("GET", "whoami", **headers).status_code == 401


def test_the_token_itself_is_not_stored(network: Network) -> None:
    assert network.token not in str(list(SandboxAccount.objects.values()))


def test_a_new_token_ends_the_old_one(court: Court, network: Network) -> None:
    sandbox_account_create(court, "norvale")
    assert network.ask("GET", "whoami").status_code == 401


def test_a_handle_of_another_court_is_refused(network: Network) -> None:
    with pytest.raises(ValidationError, match="another court"):
        sandbox_account_create(make_court(), "norvale")


@pytest.mark.parametrize("handle", ["", "with blank", "x" * 61, "-dash", "new\nline"])
def test_a_malformed_handle_is_refused(court: Court, handle: str) -> None:
    with pytest.raises(ValidationError):
        sandbox_account_create(court, handle)


def test_a_post_comes_back_exactly_as_it_was_sent(network: Network) -> None:
    text = "  Two  blanks,\nعربي <b>&amp;</b> 👩🏽‍⚖️ "
    card = {"url": "https://courts.example/1", "title": "T", "description": ""}
    answer = network.post(text=text, card=card)
    assert answer.status_code == 201
    shown = network.ask("GET", f"posts/{answer.json()['id']}").json()
    assert (shown["text"], shown["card"]) == (text, card)


def test_the_same_key_gives_the_first_post_again(network: Network) -> None:
    first, second = network.post(), network.post()
    assert (second.status_code, second.json()) == (200, first.json())
    assert SandboxPost.objects.count() == 1


def test_the_same_key_with_other_words_is_409(network: Network) -> None:
    network.post()
    assert network.post(text="Other words.").status_code == 409


def test_the_same_key_of_another_account_is_another_post(network: Network, court: Court) -> None:
    network.post()
    assert Network(court, "other").post().status_code == 201


def test_a_deleted_post_is_not_made_again_by_its_key(network: Network) -> None:
    first = network.post().json()
    network.ask("DELETE", f"posts/{first['id']}")
    assert network.post().json() == first
    assert network.ask("GET", f"posts/{first['id']}").status_code == 404


def test_two_requests_with_one_key_at_once_make_one_post(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    account = SandboxAccount.objects.get()
    draft = Draft("Words.", "en", "public", (), None)
    first, _ = post_publish(account=account, key="k", draft=draft)
    monkeypatch.setattr("publishing.sandbox.services._known", lambda *_: None)  # as if neither saw the other
    assert post_publish(account=account, key="k", draft=draft) == (first, False)


def test_a_key_is_found_again(network: Network) -> None:
    made = network.post().json()
    assert network.ask("GET", "posts?key=k1").json() == {"posts": [{**made, "deleted": False}]}


def test_a_deleted_post_is_found_by_its_key_as_deleted(network: Network) -> None:
    network.ask("DELETE", f"posts/{network.post().json()['id']}")
    assert network.ask("GET", "posts?key=k1").json()["posts"][0]["deleted"] is True


def test_an_unused_key_finds_nothing(network: Network) -> None:
    assert network.ask("GET", "posts?key=never").json() == {"posts": []}


def test_a_second_deletion_changes_nothing(network: Network) -> None:
    post_id = network.post().json()["id"]
    assert [network.ask("DELETE", f"posts/{post_id}").status_code for _ in range(2)] == [204, 204]


@pytest.mark.parametrize("post_id", ["00000000-0000-0000-0000-000000000000", "no-such-post", "1"])
@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_a_post_that_never_was_is_404(network: Network, method: str, post_id: str) -> None:
    assert network.ask(method, f"posts/{post_id}").status_code == 404


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_a_post_of_another_account_is_404(network: Network, court: Court, method: str) -> None:
    post_id = network.post().json()["id"]
    assert Network(court, "other").ask(method, f"posts/{post_id}").status_code == 404
    assert SandboxPost.objects.standing().count() == 1


@pytest.mark.parametrize(
    ("facts", "status", "field"),
    [
        ({"text": "x" * 501}, 422, "text"),
        ({"text": " "}, 422, "text"),
        ({"text": "a\0b"}, 422, "text"),
        ({"text": "\ud800"}, 422, "text"),
        ({"text": 5}, 400, "body"),
        ({"visibility": "direct"}, 422, "visibility"),
        ({"language": ""}, 422, "language"),
        ({"media": ["nope"]}, 422, "media"),
        ({"media": [1]}, 400, "media"),
        ({"card": {"url": "https://a.example"}}, 400, "card"),
        ({"card": {"url": "javascript:alert(1)", "title": "T", "description": ""}}, 422, "card"),
    ],
)
def test_a_malformed_post_is_refused_by_field(network: Network, facts: dict[str, Any], status: int, field: str) -> None:
    answer = network.post(**facts)
    assert answer.status_code == status
    assert answer.json()["error"].startswith(field)
    assert SandboxPost.objects.count() == 0


@pytest.mark.parametrize("body", ["", "{", "[]", "[" * 5000, b"\xff\xfe"])
def test_a_body_that_is_no_json_is_400(network: Network, body: Any) -> None:
    assert network.ask("POST", "posts", body, **{"Idempotency-Key": "k"}).status_code == 400


def test_a_body_that_is_far_too_big_is_413(network: Network) -> None:
    assert network.post(text="x" * 200_000).status_code == 413


@pytest.mark.parametrize("key", ["", "k" * 101])
def test_a_post_without_a_usable_key_is_400(network: Network, key: str) -> None:
    assert network.post(key).status_code == 400


def test_a_picture_is_posted_with_its_description(network: Network) -> None:
    medium = network.upload(make_picture())
    assert medium.status_code == 201
    post = network.post(media=[medium.json()["id"]])
    shown = network.ask("GET", f"posts/{post.json()['id']}").json()
    assert shown["media"] == [{"id": medium.json()["id"], "alt": "An empty bench."}]


def test_the_same_upload_twice_is_one_picture(network: Network) -> None:
    assert network.upload(make_picture()).json() == network.upload(make_picture()).json()
    assert SandboxMedium.objects.count() == 1


def test_a_picture_of_another_account_cannot_be_posted(network: Network, court: Court) -> None:
    medium_id = Network(court, "other").upload(make_picture()).json()["id"]
    assert network.post(media=[medium_id]).status_code == 422


@pytest.mark.parametrize(
    ("data", "alt", "status"),
    [
        (b"junk", "An empty bench.", 422),
        (make_picture(form="WEBP"), "An empty bench.", 422),
        (make_picture(), " ", 422),
        (make_picture(), "x" * 1501, 422),
        (b"\0" * 8_000_001, "An empty bench.", 413),
    ],
)
def test_an_upload_that_is_not_taken_says_why(network: Network, data: bytes, alt: str, status: int) -> None:
    answer = network.upload(data, alt)
    assert answer.status_code == status
    assert answer.json()["error"]


def test_an_upload_without_a_file_is_400(network: Network) -> None:
    assert network.ask("POST", "media", "{}").status_code == 400


def test_counts_leave_out_what_is_unknown_or_deleted(network: Network) -> None:
    kept, gone = network.post("a").json()["id"], network.post("b").json()["id"]
    network.ask("DELETE", f"posts/{gone}")
    counts = network.ask("GET", f"counts?ids={kept},{gone},nonsense").json()["counts"]
    assert set(counts) == {kept}
    assert set(counts[kept]) == {"views", "likes", "reposts", "replies"}


def test_counts_grow_with_time(network: Network) -> None:
    post_id = network.post().json()["id"]
    day_ago = timezone.now() - timedelta(days=1)
    SandboxPost.objects.update(created_at=day_ago)
    assert network.ask("GET", f"counts?ids={post_id}").json()["counts"][post_id]["views"] > 0


@pytest.mark.parametrize("ids", ["", ",", ",".join(["x"] * 101)])
def test_no_ids_or_too_many_are_400(network: Network, ids: str) -> None:
    assert network.ask("GET", f"counts?ids={ids}").status_code == 400


def test_another_method_is_405(network: Network) -> None:
    assert network.ask("PUT", "posts").status_code == 405
