import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.models import Collection, GroupCollectionPermission

from publishing.ground.groups import pictures_group_name, role_group_name
from publishing.ground.models import AuditEntry, Court, Membership, Notice, Person, Role
from publishing.ground.services import (
    court_change,
    court_create,
    membership_grant,
    membership_revoke,
    person_activate,
    person_deactivate,
    person_invite,
)
from tests.factories import make_court, make_person

pytestmark = pytest.mark.django_db
FACTS = {
    "name": "Court of Norvale",
    "slug": "norvale",
    "code": "NOR",
    "time_zone": "Europe/Zagreb",
    "languages": ["en", "pt-BR"],
    "domains": ["courts.norvale.example"],
}


@pytest.fixture
def court() -> Court:
    return make_court()


@pytest.fixture
def boss(court) -> Person:
    return make_person(court, Role.ADMINISTRATOR)


def acts(court: Court) -> list[str]:
    return list(AuditEntry.objects.filter(court=court).order_by("at").values_list("act", flat=True))


def test_a_court_gets_its_own_collection_and_administrators() -> None:
    people = [make_person(), make_person()]
    court = court_create(**FACTS, administrators=people)
    assert court.collection.name == court.name
    assert set(Person.objects.filter(memberships__court=court, memberships__role="administrator")) == set(people)
    assert acts(court) == ["court_created", "role_granted", "role_granted"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("slug", "not a slug"),
        ("code", "low"),
        ("time_zone", "Mars/Base"),
        ("languages", []),
        ("languages", ["English please"]),
        ("domains", ["https://court.example/"]),
        ("administrators", []),
    ],
)
def test_a_bad_fact_of_a_court_is_refused_by_field_and_leaves_nothing(field: str, value) -> None:
    before = Collection.objects.count()
    facts = {**FACTS, "administrators": [make_person(), make_person()], field: value}
    with pytest.raises(ValidationError) as refused:
        court_create(**facts)
    assert field in refused.value.message_dict
    assert (Court.objects.count(), Collection.objects.count()) == (0, before)


def test_one_administrator_named_twice_is_one() -> None:
    person = make_person()
    with pytest.raises(ValidationError, match="two different people"):
        court_create(**FACTS, administrators=[person, person])


def test_an_administrator_grants_a_role_on_the_record(court, boss) -> None:
    person = make_person()
    membership_grant(court=court, person=person, role=Role.REVIEWER, by=boss)
    entry = AuditEntry.objects.get(act="role_granted")
    told = (f"person:{boss.pk}", f"person:{person.pk}", {"role": "reviewer"})
    assert (entry.actor, entry.subject, entry.facts) == told


def test_the_same_role_twice_is_recorded_once(court, boss) -> None:
    person = make_person()
    for _ in range(2):
        membership_grant(court=court, person=person, role=Role.REVIEWER, by=boss)
    assert acts(court) == ["role_granted"]


def test_groups_follow_the_roles(court, boss) -> None:
    person = make_person()
    membership_grant(court=court, person=person, role=Role.PRESS_OFFICER, by=boss)
    names = {role_group_name("press_officer"), pictures_group_name(court)}
    assert set(person.groups.values_list("name", flat=True)) == names
    membership_revoke(court=court, person=person, role=Role.PRESS_OFFICER, by=boss)
    assert not person.groups.exists()


def test_a_role_in_another_court_keeps_its_group(court, boss) -> None:
    person = make_person(make_court(), Role.JUDGE)
    membership_grant(court=court, person=person, role=Role.JUDGE, by=None)
    membership_revoke(court=court, person=person, role=Role.JUDGE, by=boss)
    assert person.groups.filter(name=role_group_name("judge")).exists()


def test_groups_of_other_origin_stay(court, boss) -> None:
    person = make_person()
    person.groups.add(Group.objects.create(name="choir"))
    membership_grant(court=court, person=person, role=Role.REVIEWER, by=boss)
    assert person.groups.filter(name="choir").exists()


def test_the_pictures_of_a_court_are_open_to_its_own_group_only(court) -> None:
    group = Group.objects.get(name=pictures_group_name(court))
    assert set(GroupCollectionPermission.objects.filter(group=group).values_list("collection", flat=True)) == {
        court.collection_id
    }


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_no_other_role_grants_roles(court, role: str) -> None:
    with pytest.raises(PermissionDenied):
        membership_grant(court=court, person=make_person(), role=Role.JUDGE, by=make_person(court, role))


def test_an_administrator_of_another_court_grants_nothing_here(court) -> None:
    with pytest.raises(PermissionDenied):
        membership_grant(
            court=court, person=make_person(), role=Role.JUDGE, by=make_person(make_court(), Role.ADMINISTRATOR)
        )


def test_a_superuser_without_a_role_grants_nothing(court) -> None:
    with pytest.raises(PermissionDenied):
        membership_grant(court=court, person=make_person(), role=Role.JUDGE, by=make_person(is_superuser=True))


@pytest.mark.parametrize("operation", [membership_grant, membership_revoke])
def test_nobody_changes_their_own_roles(court, boss, operation) -> None:
    make_person(court, Role.ADMINISTRATOR)
    with pytest.raises(PermissionDenied):
        operation(court=court, person=boss, role=Role.ADMINISTRATOR, by=boss)
    assert Membership.objects.filter(person=boss, role=Role.ADMINISTRATOR).exists()


def test_the_last_administrator_stays(court, boss) -> None:
    with pytest.raises(ValidationError, match="at least one administrator"):
        membership_revoke(court=court, person=boss, role=Role.ADMINISTRATOR, by=None)


@pytest.mark.parametrize("operation", [membership_grant, membership_revoke])
def test_an_unknown_role_is_refused_with_those_there_are(court, boss, operation) -> None:
    with pytest.raises(ValidationError, match="Choose one of: press_officer"):
        operation(court=court, person=make_person(), role="king", by=boss)


def test_revoking_what_was_never_granted_changes_and_records_nothing(court, boss) -> None:
    membership_revoke(court=court, person=make_person(), role=Role.JUDGE, by=boss)
    assert acts(court) == []


def test_an_invited_person_gets_a_role_and_a_link_that_is_stored_nowhere(
    court, boss, mailoutbox, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        person = person_invite(court=court, name="Ana Horvat", email="Ana@Court.example", role=Role.REVIEWER, by=boss)
    assert person.get_full_name() == "Ana Horvat"
    assert acts(court) == ["person_invited", "role_granted"]
    assert "/admin/password_reset/confirm/" in mailoutbox[0].body
    assert "confirm" not in Notice.objects.get().body + Notice.objects.get().url


def test_inviting_someone_who_is_known_keeps_their_account(court, boss) -> None:
    known = make_person(make_court(), Role.JUDGE, email="ana@court.example")
    person = person_invite(court=court, name="Somebody Else", email="ANA@court.example", role=Role.REVIEWER, by=boss)
    assert person == known
    assert person.get_full_name() == ""


def test_an_invitation_without_a_usable_address_is_refused(court, boss) -> None:
    with pytest.raises(ValidationError) as refused:
        person_invite(court=court, name="Ana", email="nowhere", role=Role.JUDGE, by=boss)
    assert "email" in refused.value.message_dict
    assert not Person.objects.filter(first_name="Ana").exists()


def test_a_change_of_the_court_names_the_fields_on_the_record(court, boss) -> None:
    court_change(court, by=boss, name=court.name, time_zone="Europe/Paris", languages=["fr"], domains=court.domains)
    assert AuditEntry.objects.get().facts == {"fields": ["time_zone", "languages"]}


def test_a_court_is_changed_by_its_administrators_only(court) -> None:
    with pytest.raises(PermissionDenied):
        court_change(court, by=make_person(court, Role.JUDGE), name="x", time_zone="UTC", languages=["en"], domains=[])


def test_a_closed_sign_in_gives_no_court(court, boss) -> None:
    person = make_person(court, Role.JUDGE)
    person_deactivate(court=court, person=person, by=boss)
    person.refresh_from_db()
    assert not Court.objects.for_person(person).exists()
    person_activate(court=court, person=person, by=boss)
    person.refresh_from_db()
    assert Court.objects.for_person(person).exists()
    assert acts(court) == ["sign_in_closed", "sign_in_opened"]


def test_the_sign_in_of_someone_who_works_for_another_court_too_is_not_closed_here(court, boss) -> None:
    person = make_person(court, Role.JUDGE)
    Membership.objects.create(court=make_court(), person=person, role=Role.JUDGE)
    with pytest.raises(ValidationError, match="another court"):
        person_deactivate(court=court, person=person, by=boss)
