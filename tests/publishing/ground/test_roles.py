import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from publishing.ground.groups import role_group_name
from publishing.ground.models import Court, Role
from tests.factories import make_court, make_person


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
def test_each_role_opens_the_admin(role: str) -> None:
    assert make_person(make_court(), role).has_perm("wagtailadmin.access_admin")


@pytest.mark.django_db
def test_without_a_role_the_admin_stays_shut(client) -> None:
    client.force_login(make_person())
    assert client.get("/admin/").status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
def test_no_role_holds_a_right_on_models(role: str) -> None:
    group = Group.objects.get(name=role_group_name(role))
    assert set(group.permissions.values_list("codename", flat=True)) == {"access_admin"}


@pytest.mark.django_db
def test_a_superuser_without_a_role_has_no_court() -> None:
    make_court()
    assert not Court.objects.for_person(make_person(is_superuser=True)).exists()


@pytest.mark.django_db(transaction=True)
def test_the_groups_of_roles_can_be_taken_back_and_put_again() -> None:
    executor = MigrationExecutor(connection)
    steps = ["0005_roles", "0006_five_roles"]
    before = {name: executor.loader.project_state(("ground", name), at_end=False) for name in steps}
    migrations = {name: executor.loader.get_migration("ground", name) for name in steps}
    for name in reversed(steps):
        with connection.schema_editor() as editor:
            migrations[name].unapply(before[name].clone(), editor)
    assert not Group.objects.filter(name__startswith="role: ").exists()
    for name in steps:
        with connection.schema_editor() as editor:
            migrations[name].apply(before[name].clone(), editor)
    assert Group.objects.filter(name__startswith="role: ").count() == len(Role)
