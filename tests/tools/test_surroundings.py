"""What the other tests stand on: closed sockets, temporary servers, the browser."""

import os
import socket
import subprocess
import sys

import pytest
import requests
from django.contrib.auth.models import Permission
from django.db import connection
from pytest_httpserver import HTTPServer
from pytest_socket import SocketBlockedError, SocketConnectBlockedError
from wagtail.models import Collection

from tests.networks.pds.server import Pds


def test_an_ordinary_test_cannot_open_a_socket() -> None:
    with pytest.raises(SocketBlockedError):
        socket.create_connection(("127.0.0.1", 9))


def test_a_local_server_may_be_asked(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data("here")
    assert requests.get(httpserver.url_for("/"), timeout=5).text == "here"


@pytest.mark.loopback
def test_loopback_does_not_open_the_world() -> None:
    with pytest.raises(SocketConnectBlockedError):
        socket.create_connection(("192.0.2.1", 9), timeout=1)


@pytest.mark.both
@pytest.mark.django_db
def test_the_database_is_the_one_of_this_pass() -> None:
    wanted = "postgresql" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "sqlite"
    assert connection.vendor == wanted


@pytest.mark.both
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_a_test_that_commits_leaves_what_the_migrations_made(turn: int) -> None:
    assert Collection.objects.count() == 1
    assert Permission.objects.filter(codename="access_admin").exists()
    Permission.objects.all().delete()
    Collection.add_root(name=f"left by turn {turn}")


def test_processes_have_a_database_of_their_own_with_all_tables(process_environment: dict[str, str]) -> None:
    command = [sys.executable, "manage.py", "migrate", "--check"]
    assert subprocess.run(command, env=process_environment, check=False).returncode == 0


@pytest.mark.bluesky
def test_the_bluesky_server_knows_the_new_account(pds: Pds) -> None:
    answer = pds.get("com.atproto.identity.resolveHandle", handle=pds.handle)
    assert answer.json() == {"did": pds.did}
    assert pds.posts() == []
