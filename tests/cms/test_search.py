"""What is typed into a search is words, whatever it looks like."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from django.core.management import call_command

from tests.factories import make_post

from .conftest import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.both]
HOSTILE = (
    '"', '""', '"><script>alert(1)</script>', "\"or sleep(11)#1", "a\" OR title:\"b", '" NOT "', '"* ^', "'", "''; --",
    "%", "\\", "(", "NEAR(a b)", "a AND", "*", "{title} : a", "\u00bf'\"(", '";exit(md5(1));//',
)  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_no_words_break_a_search(desk: Desk, words: str) -> None:
    for place in ("/admin/posts/", "/admin/posts/results/", "/admin/images/", "/admin/images/results/"):
        assert desk.client.get(f"{place}?q={quote(words)}").status_code == 200, place


def test_a_quoted_title_is_found_and_nothing_else(desk: Desk) -> None:
    make_post(desk.court, desk.officer, desk.account, title="Open day")
    make_post(desk.court, desk.officer, desk.account, title="Closed on Friday")
    call_command("update_index", verbosity=0)

    def found(words: str) -> tuple[bool, bool]:
        page = desk.client.get(f"/admin/posts/results/?q={quote(words)}").content.decode()
        return "Open day" in page, "Closed on Friday" in page

    assert found('"Open day"') == (True, False)
    assert found('nothing" OR "closed') == (False, False)
