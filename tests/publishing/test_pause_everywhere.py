from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from publishing.ground.models import AuditEntry
from publishing.models import Pause
from tests.factories import make_court, make_person

pytestmark = pytest.mark.django_db
WHY = ["--reason", "Moving house."]


@pytest.fixture
def two():
    return [make_person(make_court(), "administrator", username=name) for name in ("dana", "ilka")]


def test_it_stops_every_court_and_stands_on_each_trail(two):
    call_command("pause_everywhere", "--by", "dana", *WHY)
    pause = Pause.objects.get()
    assert (pause.court, pause.network, pause.account, pause.paused_by) == (None, "", None, two[0])
    assert AuditEntry.objects.filter(act="paused").values("court").distinct().count() == 2


def test_two_names_lift_it(two):
    call_command("pause_everywhere", "--by", "dana", *WHY)
    call_command("pause_everywhere", "--lift", "--asked-by", "dana", "--by", "ilka")
    pause = Pause.objects.get()
    assert (pause.lift_asked_by, pause.lifted_by) == tuple(two)


@pytest.mark.parametrize(
    "options",
    [
        ["--by", "nobody", *WHY],
        ["--by", "dana"],
        ["--by", "dana", "--reason", "  "],
        ["--lift", "--by", "dana"],
        ["--lift", "--by", "dana", "--asked-by", "dana"],
        ["--lift", "--by", "dana", "--asked-by", "nobody"],
    ],
)
def test_what_is_incomplete_is_refused_in_words(two, options):
    if "--lift" in options:
        call_command("pause_everywhere", "--by", "ilka", *WHY)
    with pytest.raises(CommandError, match=r"\w"):
        call_command("pause_everywhere", *options)
    assert not Pause.objects.exclude(lifted_at=None).exists()
    assert Pause.objects.count() == ("--lift" in options)


def test_where_nothing_is_paused_nothing_is_lifted(two):
    with pytest.raises(CommandError, match="No pause"):
        call_command("pause_everywhere", "--lift", "--asked-by", "dana", "--by", "ilka")
