"""What of the admin is open, and that nobody of another court gets anything behind it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import Resolver404, resolve

from cms.shut import shut
from publishing.ground import notices
from publishing.ground.models import Court, Person, Role
from tests.cms.reach import (
    CANARY,
    addresses,
    all_rows,
    furnish,
    objects_of,
    open_addresses,
    paths,
    points_into,
    values_of,
)
from tests.factories import make_court, make_person

# Whoever opens an address names it here as well, and looks at what a person of another court gets there.
OPEN = {
    "wagtailadmin_home", "wagtailadmin_sprite", "wagtailadmin_javascript_catalog", "wagtailadmin_dismissibles",
    "wagtailadmin_editing_sessions:ping", "wagtailadmin_editing_sessions:release",
    "wagtailadmin_account",
    "wagtailadmin_password_reset_done", "wagtailadmin_password_reset_confirm",
    "wagtailadmin_password_reset_complete", "wagtailimages:index", "wagtailimages:index_results",
    "wagtailimages:add", "wagtailimages:edit", "wagtailimages:image_usage", "wagtailimages:add_multiple",
    "posts:list", "posts:list_results", "posts:add", "posts:edit", "posts:history", "posts:history_results",
    "posts:live_new", "posts:live", "posts:ask", "posts:take_back", "decisions:queue", "decisions:page",
    "decisions:approve", "decisions:return", "decisions:release_alone", "decisions:recuse", "decisions:take_back",
    "decisions:comment", "decisions:comment_done", "decisions:suggest", "decisions:ask", "questions:index",
    "questions:page", "posts:named", "posts:question", "posts:comment", "posts:comment_done", "posts:suggestion",
    "matters:index", "matters:new", "matters:page", "matters:edit",
    "matters:party_new", "matters:party_reveal", "matters:party_protect", "matters:party_remove",
    "matters:order_new", "matters:order_lift", "matters:order_edit", "matters:order_file_new",
    "matters:order_file_open", "matters:party_edit", "matters:party_open", "matters:hearing_new",
    "matters:hearing_edit", "matters:hearing_cancel", "matters:card", "matters:history", "matters:panel",
    "matters:seal", "matters:unseal", "posts:matters", "matters:rules", "matters:rules_court", "matters:rules_forms",
    "matters:imports", "matters:import", "matters:import_format", "matters:import_example", "matters:export",
    "matters:source",
    "matters:pattern_new", "matters:pattern_end", "homonyms:index", "homonyms:page",
    "homonyms:alert_seen",
    "proposals:index", "proposals:page", "proposals:confirm", "proposals:refuse", "proposals:withdraw",
    "accounts:connect",
    "watch:index", "outbox:index", "outbox:decide", "outbox:pause", "outbox:lift", "outbox:act",
    "templates:index", "templates:new", "templates:page", "templates:change", "templates:approve", "templates:refuse",
    "templates:end", "templates:use", "templates:preview", "templates:fields", "templates:leave",
    "recurring:index", "recurring:new", "recurring:page", "recurring:end", "emergencies:index", "emergencies:page",
    "emergencies:drills", "emergencies:drills_of", "emergencies:drill_start", "emergencies:drill",
    "emergencies:drill_write", "emergencies:drill_use", "emergencies:drill_end",
    "court:index", "court:edit", "people:index", "people:invite", "people:roles", "people:sign_in",
    "people:seniority", "people:rights", "people:suspend", "people:resume", "people:leave",
    "quiet:index", "quiet:new", "quiet:mourning", "quiet:page", "quiet:confirm", "quiet:refuse", "quiet:withdraw",
    "rules:index", "rules:court", "rules:compare", "rules:pack", "rules:word_new", "rules:weight_new",
    "rules:body_new", "rules:end", "rules:trials", "rules:trial",
    "quiet:end", "guidelines:index", "guidelines:page", "sweep:index", "sweep:withdraw", "sweep:leave",
    "notices:index", "notices:open", "notices:read", "notices:choice", "notices:mail", "notices:again",
    "training:index", "training:enter", "training:import", "training:waive", "training:waiver_end",
    "training:withdraw", "roster:index", "roster:court", "roster:turn_new", "roster:turn_end",
    "roster:delegation_new", "roster:delegation_end",
    "account_login", "account_logout", "mfa_authenticate", "mfa_login_webauthn", "password_reset", "security",
    "openid_connect_login", "openid_connect_callback", "socialaccount_login_cancelled",
    "saml_begin", "saml_answer", "saml_finish", "saml_metadata",
    "first_factor", "again", "mfa_activate_totp", "mfa_add_webauthn", "mfa_view_recovery_codes", "factor_remove",
    "sessions_end", "second_factor_reset", "notices:pace", "accounts:index", "trail:index", "trail:court",
    "trail:export", "engagement_report",
}  # fmt: skip
REFUSED = {302, 403, 404, 405}
TALK = {"posts:comment", "posts:comment_done", "posts:suggestion", "decisions:comment_done"}  # acts without a page
# there is nothing to read
POST_ONLY = {
    "people:sign_in",
    "second_factor_reset",
    "matters:export",
    "posts:ask",
    "homonyms:alert_seen",
    "notices:read",
    "notices:again",
    "training:withdraw",
    "training:waiver_end",
}
OF_NO_COURT = {"guidelines:page"}  # the same words for everybody
EMPTY_ANSWER = {"wagtailadmin_editing_sessions:release"}  # says nothing and ends only one's own session


@pytest.fixture
def theirs(db, settings, tmp_path) -> Court:
    settings.MEDIA_ROOT = settings.PRIVATE_MEDIA_ROOT = tmp_path
    cache.clear()
    return furnish()


@pytest.fixture(params=[False, True], ids=["member", "superuser"])
def stranger(request, theirs) -> Client:
    """Somebody with every role of a court that has nothing."""
    client = Client(raise_request_exception=False)
    client.force_login(make_person(make_court(), *Role, is_superuser=request.param))
    return client


@pytest.fixture
def member(theirs) -> Client:
    client = Client(raise_request_exception=False)
    person = make_person(theirs, *Role)
    notices.tell("outbox-needs-person", court=theirs, people=[person.pk], facts={"count": 1})
    client.force_login(person)
    return client


def test_the_open_addresses_are_those_that_are_named() -> None:
    assert {one.name for one in addresses(admin=True) if one.pattern.callback is not shut} == OPEN


@pytest.mark.parametrize(
    "name",
    [
        "wagtailadmin_explore_root", "wagtailadmin_pages:edit", "wagtail_bulk_action", "wagtaildocs:index",
        "wagtailusers_users:index", "wagtailusers_groups:edit", "wagtailadmin_workflows:edit",
        "wagtailadmin_workflows:edit_task", "wagtailsites:index", "wagtailadmin_collections:index",
        "wagtailadmin_reports:site_history", "wagtailadmin_reports:locked_pages", "wagtailadmin_api:images:listing",
        "wagtailimages_chooser:chosen", "wagtailimages:delete", "wagtailadmin_tag_autocomplete",
        "wagtailsnippets:index", "wagtailadmin_choose_page",
    ],
)  # fmt: skip
def test_what_wagtail_does_not_scope_is_shut(name: str) -> None:
    (address,) = {one.name: one for one in addresses(admin=True) if one.name == name}.values()
    assert address.pattern.callback is shut


def test_a_shut_address_answers_404_to_everyone(member) -> None:
    values = {"int": ["1"], "slug": ["post"], "str": ["post"], "path": ["x"], "uuid": ["0" * 32]}
    shut_ones = [one for one in addresses(admin=True) if one.pattern.callback is shut and "^" not in one.route]
    ours = {one.name for one in shut_ones if resolve(next(paths(one, values))).func is not shut}
    # before these stand the ones of cms.signin
    assert ours == {"wagtailadmin_login", "wagtailadmin_logout", "wagtailadmin_password_reset"}
    behind = [next(paths(one, values)) for one in shut_ones if one.name not in ours]
    assert {ask(path).status_code for ask in (member.get, member.post) for path in behind} == {404}


def test_nothing_can_be_read_from_another_court(stranger, theirs) -> None:
    values, wrong = values_of(theirs), []
    for address in open_addresses():
        for path in paths(address, values):
            answer = stranger.get(path)
            open_to_all = not address.arguments or address.name in OF_NO_COURT
            refused = answer.status_code in REFUSED or (answer.status_code == 200 and open_to_all)
            if not refused or CANARY in body(answer):
                wrong.append((address.name, path, answer.status_code))
    assert wrong == []


def test_nothing_can_be_changed_in_another_court(stranger, theirs) -> None:
    values, hers, wrong = values_of(theirs), objects_of(theirs), []
    before = all_rows()
    for address in open_addresses():
        for path in paths(address, values):
            answer = stranger.post(path, forged(theirs, values))
            free = not address.arguments or address.name in EMPTY_ANSWER
            if answer.status_code >= 500 or (answer.status_code not in REFUSED and not free):
                wrong.append((address.name, path, answer.status_code))
    assert wrong == []
    after = all_rows()
    assert [key for key, row in before.items() if after.get(key) != row and key in hers] == []
    assert [key for key, row in after.items() if key not in before and points_into(key[0], row, hers)] == []


def test_nobody_reads_anything_without_signing_in(theirs) -> None:
    values, client = values_of(theirs), Client(raise_request_exception=False)
    answers = {(one.name, client.get(path).status_code) for one in open_addresses() for path in paths(one, values)}
    assert {answer for answer in answers if answer[1] not in REFUSED} == set()


def test_nobody_changes_anything_without_signing_in(theirs) -> None:
    values, client, before = values_of(theirs), Client(raise_request_exception=False), all_rows()
    given = forged(theirs, values)
    answers = {(one.name, client.post(next(paths(one, values)), given).status_code) for one in open_addresses()}
    assert {answer for answer in answers if answer[1] not in REFUSED} == set()
    assert all_rows() == before


def test_the_addresses_of_these_tests_are_real(member, theirs) -> None:
    """The court's own people reach them, or the refusals above would prove nothing."""
    values = values_of(theirs)
    real = {
        one.name for one in open_addresses() if any(member.get(path).status_code != 404 for path in paths(one, values))
    }
    assert sorted({one.name for one in open_addresses()} - real - POST_ONLY - TALK) == []


def body(answer: Any) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode(errors="replace").lower()


def forged(court: Court, values: dict[str, list[str]]) -> dict[str, Any]:
    """What a form might be sent with: the other court wherever a court, a post or a person is asked for."""
    person = Person.objects.filter(memberships__court=court).first()
    return {
        "court": court.slug, "accounts": values["uuid"], "account": values["uuid"][0], "matter": values["uuid"][0],
        "collection": str(court.collection_id), "person": str(person.pk), "pk": values["int"], "reason": "forged",
        "url": "https://forged.example", "decision": "approve", "name": "forged", "email": "forged@court.example",
        "role": "judge", "roles": ["judge"], "title": "forged", "text": "forged", "kind": "service-update",
        "aim": "access", "language": "en", "code": "99-1", "docket": "No. 99-1", "type": "anonymity",
        "status": "pending",        "time_zone": "UTC", "languages": "en", "domains": "",
    }  # fmt: skip


def test_no_page_leads_to_a_shut_address(member, theirs) -> None:
    dead, values = set(), values_of(theirs)
    for address in open_addresses():
        for path in paths(address, values):
            for link in re.findall(r'(?:href|action|data-[a-z-]*url[a-z-]*)="(/admin/[^"#?]*)', body(member.get(path))):
                if leads_nowhere(link):
                    dead.add((address.name, link))
    assert sorted(dead) == []


def leads_nowhere(path: str) -> bool:
    try:
        return resolve(path).func is shut
    except Resolver404:
        return True
