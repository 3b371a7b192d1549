from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from publishing.ground.models import Court
from publishing.sandbox.models import SandboxAccount, SandboxPost
from publishing.sandbox.services import Draft, medium_store, post_publish, sandbox_account_create
from tests.factories import make_court, make_person, make_picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _store(settings: Any, tmp_path: Path) -> None:
    settings.PRIVATE_MEDIA_ROOT = tmp_path


@pytest.fixture
def court() -> Court:
    return make_court()


@pytest.fixture
def post(court: Court) -> SandboxPost:
    sandbox_account_create(court, "norvale")
    account = SandboxAccount.objects.get()
    medium = medium_store(account=account, data=make_picture(), alt="An <empty> bench.")
    words = "The appeal is dismissed: https://courts.example/81. <script>alert(1)</script> #OpenCourt"
    card = {"url": "https://courts.example/81", "title": "Judgment", "description": ""}
    draft = Draft(words, "en", "public", (medium.id,), card)
    return post_publish(account=account, key="k", draft=draft)[0]


@pytest.fixture
def open_to_all(settings: Any) -> None:
    settings.DEMO = True


@pytest.fixture
def member(client: Client, court: Court) -> Client:
    client.force_login(make_person(court, "press_officer"))
    return client


@pytest.fixture
def stranger(client: Client) -> Client:
    client.force_login(make_person(make_court(), "administrator", is_superuser=True))
    return client


def paths(post: SandboxPost) -> list[str]:
    return ["/sandbox/", f"/sandbox/{post.pk}/", f"/sandbox/{post.pk}/media/0/"]


@pytest.mark.usefixtures("open_to_all")
def test_in_the_demo_everybody_reads_it(client: Client, post: SandboxPost) -> None:
    assert [client.get(path).status_code for path in paths(post)] == [200, 200, 200]


def test_outside_the_demo_one_has_to_sign_in(client: Client, post: SandboxPost) -> None:
    assert "/login/" in client.get("/sandbox/")["Location"]
    assert "/login/" in client.get(f"/sandbox/{post.pk}/")["Location"]
    assert client.get(f"/sandbox/{post.pk}/media/0/").status_code == 404


def test_members_of_the_court_read_it(member: Client, post: SandboxPost) -> None:
    assert [member.get(path).status_code for path in paths(post)] == [200, 200, 200]
    assert b"appeal is dismissed" in member.get("/sandbox/").content


def test_members_of_another_court_see_nothing_of_it(stranger: Client, post: SandboxPost) -> None:
    assert b"appeal is dismissed" not in stranger.get("/sandbox/").content
    assert [stranger.get(path).status_code for path in paths(post)[1:]] == [404, 404]


@pytest.mark.usefixtures("open_to_all")
def test_words_are_shown_as_words_and_addresses_as_links(client: Client, post: SandboxPost) -> None:
    page = client.get("/sandbox/").content.decode()
    assert "<script>" not in page
    assert '<a href="https://courts.example/81" rel="nofollow noopener">https://courts.example/81</a>.' in page
    assert '<span class="pr-pv__tag">#OpenCourt</span>' in page
    assert 'alt="An &lt;empty&gt; bench."' in page


@pytest.mark.usefixtures("open_to_all")
def test_a_deleted_post_is_gone_with_its_picture(client: Client, post: SandboxPost) -> None:
    SandboxPost.objects.update(deleted_at=post.created_at)
    assert [client.get(path).status_code for path in paths(post)] == [200, 404, 404]
    assert b"appeal is dismissed" not in client.get("/sandbox/").content


@pytest.mark.usefixtures("open_to_all")
@pytest.mark.parametrize("path", ["/sandbox/?page=x", "/sandbox/?page=999", "/sandbox/?page=-1"])
def test_a_page_that_is_not_there_shows_the_nearest(client: Client, path: str) -> None:
    assert client.get(path).status_code == 200


@pytest.mark.usefixtures("open_to_all")
def test_nothing_from_outside_may_load(client: Client) -> None:
    response = client.get("/sandbox/")
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert b"Nothing has been posted yet." in response.content


@pytest.mark.usefixtures("open_to_all")
def test_a_picture_number_that_is_not_there_is_404(client: Client, post: SandboxPost) -> None:
    assert client.get(f"/sandbox/{post.pk}/media/1/").status_code == 404
