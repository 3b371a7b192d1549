"""How punctual sending is, at a desk and on a telephone, from left to right and from right to left."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from wagtail.users.models import UserProfile

from publishing.models import Alert, AlertCall
from tests.browser.conftest import fits, no_axe_findings
from tests.browser.test_outbox import keep
from tests.factories import make_court, make_person
from tests.publishing.watch.conftest import beat, sent


@pytest.mark.parametrize("language", ["en", "ar"])
def test_it_can_be_read_at_both_widths(at_width: Page, live_server: Any, sign_in: Any, language: str) -> None:
    court = make_court(name="Norvale Court of Appeal")
    officer = make_person(court, "press_officer", first_name="Mira", last_name="Tolland")
    officer.set_password("a long password")
    officer.save()
    UserProfile.objects.update_or_create(user=officer, defaults={"preferred_language": language})
    now = timezone.now()
    for place, late in enumerate([0.3, 0.4, 7, 45, 200, 0.2]):
        sent(court, late=late, at=now - timedelta(days=place // 2))
    beat(name="court-server-1-417")
    beat("cluster", name="court-server-1-418", ago=80)
    Alert.objects.create(kind="no-cluster", subject="installation")
    Alert.objects.create(kind="trail-unsealed", subject=f"court:{court.pk}", court=court)
    AlertCall.objects.create(body="{}", error="unreachable")
    sign_in(officer.username, "a long password")
    at_width.goto(f"{live_server.url}/admin/outbox/")
    at_width.locator(".pr-beat a").click()
    expect(at_width.locator("table.pr-days tbody tr")).to_have_count(3)
    keep(at_width, f"watch-{language}")
    fits(at_width)
    no_axe_findings(at_width)
