"""What is asked of every request."""

from __future__ import annotations

import pytest

from .conftest import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.mark.parametrize(
    "path",
    [
        "/record/?court=%00", "/record/a%00b/", "/media/a%00b", "/media/fitted/x%00/aa", "/admin/matters/?q=%00",
        "/admin/decisions/a%00b/", "/admin/posts/live/?court=%00",
    ],
)  # fmt: skip
def test_an_address_that_the_database_cannot_take_is_refused(desk: Desk, path: str) -> None:
    desk.client.raise_request_exception = False
    assert desk.client.get(path).status_code == 400
