"""What takes two people: who asks, who confirms, what is asked again then, and what is left of it afterwards."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from publishing.ground import notices, proposals, rotation, vault
from publishing.ground.granting import GRANT
from publishing.ground.models import AuditEntry, Court, Membership, Notice, Person, Proposal, Role
from publishing.ground.proposal_kinds import KINDS
from publishing.ground.proposals import (
    proposal_confirm,
    proposal_make,
    proposal_refuse,
    proposal_withdraw,
    proposals_drop,
    proposals_expire,
    to_confirm,
)
from publishing.ground.services import (
    membership_grant,
    membership_revoke,
    person_deactivate,
    person_invite,
    roles_set,
)
from publishing.ground.tasks import proposals_expire as expire_task
from tests.factories import make_court, make_person
from tests.two import confirm

pytestmark = [pytest.mark.django_db, pytest.mark.both]
BY_TWO = [Role.JUDGE, Role.PRESIDENT, Role.VICE_PRESIDENT, Role.ADMINISTRATOR]


@pytest.fixture
def court() -> Court:
    return make_court()


@pytest.fixture
def dana(court: Court) -> Person:
    return make_person(court, Role.ADMINISTRATOR, first_name="Dana")


@pytest.fixture
def ilka(court: Court) -> Person:
    return make_person(court, Role.ADMINISTRATOR, first_name="Ilka")


@pytest.fixture
def ana(court: Court) -> Person:
    return make_person(court, Role.REVIEWER, first_name="Ana", last_name="Horvat")


def ask(court: Court, person: Person, by: Person, role: str = Role.JUDGE, **facts: Any) -> Proposal:
    made = membership_grant(court=court, person=person, role=role, by=by, **facts)
    assert isinstance(made, Proposal)
    return made


def roles_of(person: Person) -> set[str]:
    return set(Membership.objects.filter(person=person).values_list("role", flat=True))


def acts(court: Court) -> list[str]:
    return list(AuditEntry.objects.filter(court=court).order_by("at").values_list("act", flat=True))


# --- a role that decides -----------------------------------------------------------------------------


@pytest.mark.parametrize("role", BY_TWO)
def test_a_role_that_decides_is_given_by_two(court: Court, dana: Person, ilka: Person, ana: Person, role: str) -> None:
    asked = ask(court, ana, dana, role)
    assert role not in roles_of(ana)
    confirm(asked, ilka)
    assert role in roles_of(ana)
    entry = AuditEntry.objects.get(act="role_granted")
    told = {"role": role, "proposal": str(asked.pk), "asked_by": dana.pk}
    assert (entry.actor, entry.subject, entry.facts) == (f"person:{ilka.pk}", f"person:{ana.pk}", told)


@pytest.mark.parametrize("role", [role for role in Role if role not in BY_TWO])
def test_every_other_role_is_given_by_one(court: Court, dana: Person, role: str) -> None:
    person = make_person()
    membership_grant(court=court, person=person, role=role, by=dana)
    assert roles_of(person) == {role}


@pytest.mark.parametrize("role", BY_TWO)
def test_the_command_line_asks_nobody_and_stands_on_the_trail(court: Court, role: str) -> None:
    person = make_person()
    membership_grant(court=court, person=person, role=role, by=None)
    assert roles_of(person) == {role}
    assert AuditEntry.objects.get(court=court).actor == "system"


def test_whoever_asked_does_not_confirm(court: Court, dana: Person, ilka: Person, ana: Person) -> None:
    asked = ask(court, ana, dana)
    with pytest.raises(PermissionDenied, match="You asked for it"):
        confirm(asked, dana)
    assert roles_of(ana) == {Role.REVIEWER}


def test_nobody_confirms_their_own_role(court: Court, dana: Person, ilka: Person) -> None:
    make_person(court, Role.ADMINISTRATOR)
    asked = ask(court, ilka, dana)
    with pytest.raises(PermissionDenied, match="It concerns you"):
        confirm(asked, ilka)
    assert roles_of(ilka) == {Role.ADMINISTRATOR}


@pytest.mark.parametrize("role", [Role.PRESIDENT, Role.VICE_PRESIDENT])
def test_without_another_administrator_the_president_confirms(
    court: Court, dana: Person, ana: Person, role: str
) -> None:
    president = make_person(court, role)
    confirm(ask(court, ana, dana), president)
    assert Role.JUDGE in roles_of(ana)


def test_while_there_is_another_administrator_the_president_is_not_asked(
    court: Court, dana: Person, ilka: Person, ana: Person
) -> None:
    president = make_person(court, Role.PRESIDENT)
    with pytest.raises(PermissionDenied):
        confirm(ask(court, ana, dana), president)
    assert to_confirm(president) == []


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.ADMINISTRATOR,)])
def test_nobody_else_confirms_a_role(court: Court, dana: Person, ilka: Person, ana: Person, role: str) -> None:
    with pytest.raises(PermissionDenied):
        confirm(ask(court, ana, dana), make_person(court, role))
    assert Role.JUDGE not in roles_of(ana)


@pytest.mark.parametrize("role", ["", Role.ADMINISTRATOR])
def test_a_superuser_is_nobody_here(court: Court, dana: Person, ilka: Person, ana: Person, role: str) -> None:
    stranger = make_person(*((make_court(), role) if role else ()), is_superuser=True)
    asked = ask(court, ana, dana)
    for act in (
        lambda: confirm(asked, stranger),
        lambda: proposal_refuse(proposal=asked, by=stranger, answer="I say so."),
        lambda: proposal_withdraw(proposal=asked, by=stranger),
        lambda: proposal_make(court=court, act=GRANT, subject="person:1:judge", payload={}, by=stranger),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert Proposal.objects.get().waits


def test_one_administrator_alone_makes_no_second_one_of_themselves(court: Court, dana: Person, ilka: Person) -> None:
    asked = person_invite(court=court, name="Dana Again", email="dana2@court.example", role=Role.ADMINISTRATOR, by=dana)
    assert isinstance(asked, Proposal)
    again = Person.objects.get(email="dana2@court.example")
    with pytest.raises(PermissionDenied):
        confirm(asked, again)
    with pytest.raises(PermissionDenied):
        ask(court, ilka, again)


def test_where_nobody_could_confirm_nothing_is_asked(court: Court, dana: Person, ana: Person) -> None:
    with pytest.raises(ValidationError, match="Nobody else here could confirm it"):
        ask(court, ana, dana)
    assert (Proposal.objects.count(), acts(court)) == (0, [])


def test_to_ask_again_is_the_same_proposal(court: Court, dana: Person, ilka: Person, ana: Person) -> None:
    first = ask(court, ana, dana)
    assert (ask(court, ana, ilka), acts(court)) == (first, ["proposed"])


def test_two_roles_of_one_person_wait_side_by_side(court: Court, dana: Person, ilka: Person, ana: Person) -> None:
    confirm(ask(court, ana, dana, Role.PRESIDENT), ilka)
    ask(court, ana, dana, Role.JUDGE)
    assert roles_of(ana) == {Role.REVIEWER, Role.PRESIDENT}


def test_of_several_roles_the_others_are_given_at_once(court: Court, dana: Person, ilka: Person, ana: Person) -> None:
    (asked,) = roles_set(court=court, person=ana, roles=[Role.REGISTRAR, Role.JUDGE], by=dana)
    assert roles_of(ana) == {Role.REGISTRAR}
    confirm(asked, ilka)
    assert roles_of(ana) == {Role.REGISTRAR, Role.JUDGE}


def test_of_several_roles_none_is_given_where_nobody_could_confirm_one(court: Court, dana: Person, ana: Person) -> None:
    with pytest.raises(ValidationError):
        roles_set(court=court, person=ana, roles=[Role.REGISTRAR, Role.JUDGE], by=dana)
    assert roles_of(ana) == {Role.REVIEWER}


def test_who_is_invited_as_a_judge_hears_of_it_once_it_is_confirmed(
    court: Court, dana: Person, ilka: Person, mailoutbox: Any, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        asked = person_invite(court=court, name="Ana Horvat", email="ana@court.example", role=Role.JUDGE, by=dana)
    assert {address for mail in mailoutbox for address in mail.to} == {ilka.email}
    person = Person.objects.get(email="ana@court.example")
    assert roles_of(person) == set()
    with django_capture_on_commit_callbacks(execute=True):
        confirm(asked, ilka)
    (letter,) = [mail for mail in mailoutbox if mail.to == [person.email]]
    assert "/admin/password_reset/confirm/" in letter.body
    assert roles_of(person) == {Role.JUDGE}


def test_who_was_refused_and_is_invited_again_still_gets_a_link(
    court: Court, dana: Person, ilka: Person, mailoutbox: Any, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    given = {"court": court, "name": "Ana Horvat", "email": "ana@court.example", "by": dana}
    proposal_refuse(proposal=person_invite(role=Role.JUDGE, **given), by=ilka, answer="She is a clerk.")
    with django_capture_on_commit_callbacks(execute=True):
        person_invite(role=Role.REVIEWER, **given)
    assert any("/admin/password_reset/confirm/" in mail.body for mail in mailoutbox if "ana@court.example" in mail.to)


# --- as of the moment of confirmation ----------------------------------------------------------------


def test_a_proposer_who_lost_the_role_asks_for_nothing_any_more(
    court: Court, dana: Person, ilka: Person, ana: Person
) -> None:
    asked = ask(court, ana, dana)
    Membership.objects.filter(person=dana).delete()
    with pytest.raises(ValidationError, match="may no longer ask"):
        confirm(asked, ilka)
    assert roles_of(ana) == {Role.REVIEWER}


def test_what_somebody_asked_for_ends_with_their_role(court: Court, dana: Person, ilka: Person, ana: Person) -> None:
    asked = ask(court, ana, dana)
    membership_revoke(court=court, person=dana, role=Role.ADMINISTRATOR, by=ilka)
    asked.refresh_from_db()
    assert (asked.outcome, asked.decided_by) == ("withdrawn", None)
    assert AuditEntry.objects.get(act="proposal_withdrawn").actor == "system"


def test_what_somebody_asked_for_ends_with_their_sign_in(court: Court, dana: Person, ilka: Person, ana: Person) -> None:
    asked = ask(court, ana, dana)
    person_deactivate(court=court, person=dana, by=ilka)
    asked.refresh_from_db()
    assert asked.outcome == "withdrawn"


def test_what_somebody_may_still_ask_for_stays(court: Court, dana: Person, ilka: Person, ana: Person) -> None:
    asked = ask(court, ana, dana)
    assert proposals_drop(court=court, person=dana) == 0
    asked.refresh_from_db()
    assert asked.waits


@pytest.mark.parametrize("change", [{"email": "other@court.example"}, {"first_name": "Ann"}, {"is_active": False}])
def test_what_it_concerns_must_be_as_it_was(
    court: Court, dana: Person, ilka: Person, ana: Person, change: dict[str, Any]
) -> None:
    asked = ask(court, ana, dana)
    Person.objects.filter(pk=ana.pk).update(**change)
    with pytest.raises(ValidationError, match="has changed"):
        confirm(asked, ilka)
    assert roles_of(ana) == {Role.REVIEWER}


@pytest.mark.parametrize("column", ["payload", "subject", "reason", "proposed_by"])
def test_a_changed_row_is_confirmed_by_nobody(
    court: Court, dana: Person, ilka: Person, ana: Person, column: str
) -> None:
    asked, other = ask(court, ana, dana), make_person(court, Role.ADMINISTRATOR)
    forged = {
        "payload": json.dumps(asked.facts | {"person": make_person().pk}),
        "subject": "person:1:judge",
        "reason": "Agreed in the meeting.",
        "proposed_by": other,
    }
    Proposal.objects.filter(pk=asked.pk).update(**{column: forged[column]})
    with pytest.raises(ValidationError, match="has changed"):
        confirm(asked, ilka)
    assert not AuditEntry.objects.filter(act="role_granted").exists()


@pytest.mark.parametrize("digest", ["", "0" * 64])
def test_only_what_was_read_is_confirmed(court: Court, dana: Person, ilka: Person, ana: Person, digest: str) -> None:
    asked = ask(court, ana, dana)
    with pytest.raises(ValidationError, match="has changed"):
        proposal_confirm(proposal=asked, digest=digest, by=ilka)
    assert roles_of(ana) == {Role.REVIEWER}


def test_the_digest_of_one_proposal_confirms_no_other(court: Court, dana: Person, ilka: Person, ana: Person) -> None:
    asked, other = ask(court, ana, dana), ask(court, make_person(), dana)
    with pytest.raises(ValidationError, match="has changed"):
        proposal_confirm(proposal=asked, digest=other.digest, by=ilka)


def test_what_ran_out_is_confirmed_by_nobody(court: Court, dana: Person, ilka: Person, ana: Person) -> None:
    asked = ask(court, ana, dana)
    Proposal.objects.filter(pk=asked.pk).update(expires_at=timezone.now())
    with pytest.raises(ValidationError, match="waits no longer"):
        confirm(asked, ilka)
    assert to_confirm(ilka) == []


def test_what_ran_out_ends_by_itself_and_can_be_asked_for_again(
    court: Court, dana: Person, ilka: Person, ana: Person
) -> None:
    asked = ask(court, ana, dana)
    Proposal.objects.filter(pk=asked.pk).update(expires_at=timezone.now())
    assert (expire_task(), proposals_expire()) == (1, 0)
    asked.refresh_from_db()
    assert (asked.outcome, asked.decided_by) == ("expired", None)
    assert Notice.objects.get(kind="proposal-expired").person == dana
    confirm(ask(court, ana, dana), ilka)
    assert Role.JUDGE in roles_of(ana)


def test_what_ran_out_stands_in_nobodys_way_before_it_is_swept(
    court: Court, dana: Person, ilka: Person, ana: Person
) -> None:
    first = ask(court, ana, dana)
    Proposal.objects.filter(pk=first.pk).update(expires_at=timezone.now())
    second = ask(court, ana, dana)
    first.refresh_from_db()
    assert (first.outcome, second.outcome) == ("expired", "open")


def test_an_act_that_fails_leaves_the_proposal_waiting(
    court: Court, dana: Person, ilka: Person, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ask(court, ana, dana)

    def fails(*_args: Any) -> None:
        raise ValidationError("no")

    kind = KINDS[GRANT]
    monkeypatch.setitem(
        KINDS, GRANT, type(kind)(**{name: getattr(kind, name) for name in kind.__slots__} | {"perform": fails})
    )
    with pytest.raises(ValidationError, match="no"):
        confirm(asked, ilka)
    asked.refresh_from_db()
    assert asked.waits
    assert "proposal_confirmed" not in acts(court)


# --- refused and withdrawn ---------------------------------------------------------------------------


def test_a_second_person_refuses_with_a_reason(court: Court, dana: Person, ilka: Person, ana: Person) -> None:
    asked = ask(court, ana, dana)
    with pytest.raises(ValidationError, match="Write why"):
        proposal_refuse(proposal=asked, by=ilka, answer=" ")
    proposal_refuse(proposal=asked, by=ilka, answer="She sits elsewhere.")
    with pytest.raises(ValidationError, match="Ilka was first: it is refused"):
        confirm(asked, make_person(court, Role.ADMINISTRATOR))
    assert (roles_of(ana), Notice.objects.get(kind="proposal-refused").person) == ({Role.REVIEWER}, dana)


def test_whoever_asked_does_not_refuse_but_withdraws(court: Court, dana: Person, ilka: Person, ana: Person) -> None:
    asked = ask(court, ana, dana)
    with pytest.raises(PermissionDenied):
        proposal_refuse(proposal=asked, by=dana, answer="I changed my mind.")
    with pytest.raises(PermissionDenied):
        proposal_withdraw(proposal=asked, by=ilka)
    proposal_withdraw(proposal=asked, by=dana)
    with pytest.raises(ValidationError, match="was first: it is withdrawn"):
        confirm(asked, ilka)


@pytest.mark.parametrize("end", ["confirm", "refuse", "withdraw"])
def test_what_is_decided_is_decided_once(court: Court, dana: Person, ilka: Person, ana: Person, end: str) -> None:
    ends = {
        "confirm": lambda: confirm(asked, ilka),
        "refuse": lambda: proposal_refuse(proposal=asked, by=ilka, answer="No, thank you."),
        "withdraw": lambda: proposal_withdraw(proposal=asked, by=dana),
    }
    asked = ask(court, ana, dana)
    ends[end]()
    for again in ends.values():
        with pytest.raises(ValidationError, match="was first"):
            again()
    assert len([act for act in acts(court) if act.startswith("proposal_")]) == 1


# --- the database itself -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "forged",
    [
        {"outcome": "confirmed"},
        {"outcome": "confirmed", "decided_by": "dana"},
        {"outcome": "refused", "decided_by": "dana"},
        {"outcome": "withdrawn", "decided_by": "ilka"},
        {"outcome": "expired", "decided_by": "ilka"},
        {"outcome": "open", "decided_by": "ilka"},
        {"outcome": "other", "decided_by": "ilka"},
    ],
)
def test_the_database_keeps_the_two_apart(
    court: Court, dana: Person, ilka: Person, ana: Person, forged: dict[str, Any]
) -> None:
    asked, people = ask(court, ana, dana), {"dana": dana, "ilka": ilka}
    row = {"decided_by": people.get(forged.get("decided_by", "")), "decided_at": timezone.now()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=asked.pk).update(**row | {"outcome": forged["outcome"]})


def test_the_database_keeps_one_open_proposal_of_a_kind(court: Court, dana: Person, ilka: Person, ana: Person) -> None:
    asked = ask(court, ana, dana)
    asked.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.create(
            court=court, act=GRANT, subject=asked.subject, payload="{}", digest="", proposed_by=ilka,
            proposed_at=timezone.now(), expires_at=timezone.now() + timedelta(days=1),
        )  # fmt: skip


def test_the_database_keeps_no_secret_of_what_is_decided(court: Court, dana: Person, ilka: Person, ana: Person) -> None:
    asked = ask(court, ana, dana)
    row = {"outcome": "withdrawn", "decided_by": dana, "decided_at": timezone.now(), "sealed": b"x"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=asked.pk).update(**row)


# --- who is told, and what is kept -------------------------------------------------------------------


def test_those_who_can_confirm_are_told_at_once_and_nobody_else(
    court: Court, dana: Person, ilka: Person, ana: Person
) -> None:
    make_person(court, Role.PRESIDENT)
    make_person(make_court(), Role.ADMINISTRATOR)
    asked = ask(court, ana, dana)
    (notice,) = Notice.objects.filter(kind="proposal-asked")
    assert (notice.person, notice.paced, notice.mailed) == (ilka, False, True)
    assert notice.url == f"/admin/proposals/{asked.pk}/"
    assert "Dana asks you to confirm" in notice.subject


def test_once_it_is_decided_nobody_is_asked_any_more(court: Court, dana: Person, ilka: Person, ana: Person) -> None:
    third = make_person(court, Role.ADMINISTRATOR)
    confirm(ask(court, ana, dana), ilka)
    assert notices.unread_count(third) == 0
    assert Notice.objects.get(kind="proposal-confirmed").person == dana


def test_a_notice_is_in_the_language_of_whoever_reads_it(court: Court, dana: Person, ana: Person) -> None:
    reader = make_person(court, Role.ADMINISTRATOR)
    profile = reader.wagtail_userprofile if hasattr(reader, "wagtail_userprofile") else None
    if profile is None:
        from wagtail.users.models import UserProfile

        profile = UserProfile.get_for_user(reader)
    profile.preferred_language = "ar"
    profile.save()
    ask(court, ana, dana)
    assert Notice.objects.get(kind="proposal-asked").language == "ar"


def test_all_of_it_stands_on_the_trail(court: Court, dana: Person, ilka: Person, ana: Person) -> None:
    asked = ask(court, ana, dana, reason="Appointed on Monday.")
    confirm(asked, ilka)
    rows = AuditEntry.objects.filter(court=court, subject=f"proposal:{asked.pk}").order_by("at")
    assert [(row.act, row.actor) for row in rows] == [
        ("proposed", f"person:{dana.pk}"),
        ("proposal_confirmed", f"person:{ilka.pk}"),
    ]
    assert {row.facts["digest"] for row in rows} == {asked.digest}
    assert proposals.names(court.pk, [str(asked.pk), "none", "-" * 36]) == {str(asked.pk): "Give a role"}
    assert "Monday" not in str(list(AuditEntry.objects.values()))


def test_a_reason_names_nobody_who_is_protected(
    court: Court, dana: Person, ilka: Person, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("approvals.gate.Recheck.names_someone", lambda gate, court, text: "Plavec" in text)
    with pytest.raises(ValidationError) as refused:
        ask(court, ana, dana, reason="Plavec asked for it.")
    assert list(refused.value.message_dict) == ["reason"]
    asked = ask(court, ana, dana)
    with pytest.raises(ValidationError) as refused:
        proposal_refuse(proposal=asked, by=ilka, answer="Plavec would not like it.")
    assert list(refused.value.message_dict) == ["answer"]


def test_a_reason_is_short(court: Court, dana: Person, ilka: Person, ana: Person) -> None:
    with pytest.raises(ValidationError, match="300"):
        ask(court, ana, dana, reason="x" * 301)


@pytest.mark.parametrize("end", ["refuse", "withdraw", "expire", "drop"])
def test_a_secret_ends_with_its_proposal(court: Court, dana: Person, ilka: Person, end: str) -> None:
    asked = with_secret(court, dana)
    assert proposals.secret_of(asked) == "kanarek"
    if end == "expire":
        Proposal.objects.update(expires_at=timezone.now())
    if end == "drop":
        Membership.objects.filter(person=dana).delete()
    {
        "refuse": lambda: proposal_refuse(proposal=asked, by=ilka, answer="Not ours."),
        "withdraw": lambda: proposal_withdraw(proposal=asked, by=dana),
        "expire": proposals_expire,
        "drop": lambda: proposals_drop(court=court, person=dana),
    }[end]()
    assert Proposal.objects.get().sealed is None


def with_secret(court: Court, by: Person) -> Proposal:
    given = {"person": make_person().pk, "role": "judge", "invited": False}
    return proposal_make(court=court, act=GRANT, subject="person:x", payload=given, by=by, secret=b"kanarek")


def test_a_secret_is_sealed_to_its_row_and_found_by_a_rotation(court: Court, dana: Person, ilka: Person) -> None:
    asked = with_secret(court, dana)
    assert b"kanarek" not in bytes(Proposal.objects.get().sealed)
    with pytest.raises(vault.VaultRefused):
        vault.unseal(asked.sealed, row="proposal:other:secret")
    columns = {(one.model, one.field) for one in rotation.places() if isinstance(one, rotation.Column)}
    assert (Proposal, "sealed") in columns


def test_a_secret_that_does_not_open_is_said_in_plain_words(court: Court, dana: Person, ilka: Person) -> None:
    asked = with_secret(court, dana)
    asked.sealed = b"\x01nonsense"
    with pytest.raises(ValidationError, match="cannot be opened"):
        proposals.secret_of(asked)
