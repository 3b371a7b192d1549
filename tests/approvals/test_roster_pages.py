"""The roster's pages: read by everybody of the court, kept by those who may."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from approvals.models import Delegation, Turn
from approvals.services import MatterEntry, matter_save
from approvals.services.register import matter_seal
from approvals.services.roster import delegation_set, turn_set
from publishing.ground.models import Court, Person, Role
from tests.factories import make_court, make_person

pytestmark = pytest.mark.django_db
ZAGREB = ZoneInfo("Europe/Zagreb")


@pytest.fixture
def people(court: Court) -> SimpleNamespace:
    found = {role.value: make_person(court, role, first_name="Ana", last_name=role.label) for role in Role}
    found["second"] = make_person(court, Role.JUDGE, last_name="Second")
    return SimpleNamespace(**found)


@pytest.fixture(autouse=True)
def clock(monkeypatch) -> SimpleNamespace:
    """A Wednesday."""
    clock = SimpleNamespace(now=datetime(2026, 3, 11, 10, tzinfo=ZAGREB))
    monkeypatch.setattr(timezone, "now", lambda: clock.now)
    return clock


def at(name: str, *args) -> str:
    return reverse(f"roster:{name}", args=args)


def turn(court: Court, people: SimpleNamespace, start: datetime, end: datetime) -> Turn:
    return turn_set(
        court=court, person=people.registrar, role=Role.REGISTRAR, starts_at=start, ends_at=end, by=people.administrator
    )


def stand(court: Court, people: SimpleNamespace, **facts) -> Delegation:
    now = timezone.now()
    given = {"starts_at": now - timedelta(hours=1), "ends_at": now + timedelta(days=2), **facts}
    return delegation_set(court=court, of=people.judge, to=people.second, role=Role.JUDGE, **given, by=people.judge)


def text(client, person: Person, path: str) -> str:
    client.force_login(person)
    return client.get(path).content.decode()


class TestTheWeek:
    def test_everybody_of_the_court_reads_it(self, client, court, people) -> None:
        turn(court, people, timezone.now(), timezone.now() + timedelta(hours=4))
        stand(court, people)
        for role in Role:
            page = text(client, getattr(people, role.value), at("court", court.slug))
            assert "Ana Registrar" in page
            assert "stands for Ana Judge" in page

    def test_nobody_of_another_court_does(self, client, court, people) -> None:
        client.force_login(make_person(make_court(), *Role, is_superuser=True))
        assert client.get(at("court", court.slug)).status_code == 404

    def test_whose_roles_rest_reads_nothing(self, client, court, people) -> None:
        Court.objects.filter(pk=court.pk).update(training_waived_until=timezone.now())
        client.force_login(people.judge)
        assert client.get(at("index")).status_code == 404

    def test_it_shows_monday_to_sunday_of_the_day_asked(self, client, court, people) -> None:
        client.force_login(people.judge)
        days = [one.day for one in client.get(at("index"), {"day": "2026-03-22"}).context["days"]]
        assert (days[0], days[-1], len(days)) == (date(2026, 3, 16), date(2026, 3, 22), 7)

    @pytest.mark.parametrize("asked", ["", "x", "9999-12-31", "0001-01-01", "2026-13-40"])
    def test_of_a_day_that_is_none_it_shows_this_week(self, client, court, people, asked) -> None:
        client.force_login(people.judge)
        assert client.get(at("index"), {"day": asked}).context["days"][0].day == date(2026, 3, 9)

    def test_a_turn_over_midnight_stands_in_both_days_with_its_hours(self, client, court, people) -> None:
        start = datetime(2026, 3, 11, 18, tzinfo=ZAGREB)
        turn(court, people, start, start + timedelta(hours=14))
        assert words_by_day(client, court, people) == {11: "from 18:00", 12: "until 08:00"}

    def test_a_turn_of_whole_days_stands_in_each_without_hours(self, client, court, people) -> None:
        start = datetime(2026, 3, 11, tzinfo=ZAGREB)
        turn(court, people, start, start + timedelta(days=2))
        assert words_by_day(client, court, people) == {11: "", 12: ""}

    def test_the_days_are_right_when_the_clocks_change(self, client, court, people, clock) -> None:
        clock.now = datetime(2026, 3, 27, 10, tzinfo=ZAGREB)
        turn(court, people, datetime(2026, 3, 28, tzinfo=ZAGREB), datetime(2026, 3, 30, tzinfo=ZAGREB))
        assert words_by_day(client, court, people) == {28: "", 29: ""}

    def test_a_turn_that_was_ended_stands_up_to_there(self, client, court, people, clock) -> None:
        row = turn(court, people, clock.now, clock.now + timedelta(days=3))
        clock.now += timedelta(hours=2)
        client.force_login(people.administrator)
        client.post(at("turn_end", court.slug, row.pk))
        assert words_by_day(client, court, people) == {11: "10:00–12:00"}

    def test_what_is_in_a_sealed_matter_is_not_there_for_others(self, client, court, people) -> None:
        matter = matter_save(court=court, entry=MatterEntry(code="26-1", docket="No. 26-1"), by=people.registrar)
        matter_seal(matter=matter, readers=[people.registrar, people.judge, people.second], by=people.registrar)
        row = stand(court, people, matter=matter)
        assert "stands for Ana Judge" in text(client, people.second, at("index"))
        assert "stands for Ana Judge" not in text(client, people.press_officer, at("index"))
        client.force_login(people.administrator)
        assert client.get(at("delegation_end", court.slug, row.pk)).status_code == 404

    def test_a_delegation_that_is_over_is_not_shown(self, client, court, people, clock) -> None:
        stand(court, people)
        clock.now += timedelta(days=3)
        assert "stands for Ana Judge" not in text(client, people.judge, at("index"))


def words_by_day(client, court, people) -> dict[int, str]:
    client.force_login(people.judge)
    days = client.get(at("court", court.slug)).context["days"]
    return {one.day.day: shift.when for one in days for _role, shifts in one.duties for shift in shifts}


class TestKeeping:
    FACTS = {"role": "registrar", "starts_on": "2026-03-12", "ends_on": "2026-03-13"}

    def test_who_may_puts_somebody_on_duty(self, client, court, people) -> None:
        client.force_login(people.deputy_registrar)
        client.post(at("turn_new", court.slug), {**self.FACTS, "person": people.registrar.pk})
        row = Turn.objects.get()
        assert (row.person, row.starts_at) == (people.registrar, datetime(2026, 3, 12, tzinfo=ZAGREB))
        assert row.ends_at == datetime(2026, 3, 14, tzinfo=ZAGREB)

    def test_who_may_not_has_no_role_to_choose(self, client, court, people) -> None:
        client.force_login(people.judge)
        answer = client.post(at("turn_new", court.slug), {**self.FACTS, "person": people.registrar.pk})
        assert answer.status_code == 422
        assert not Turn.objects.exists()

    def test_what_the_service_refuses_stands_under_its_field(self, client, court, people) -> None:
        client.force_login(people.administrator)
        facts = {**self.FACTS, "ends_on": "2026-03-11", "person": people.registrar.pk}
        assert "ends_on" in client.post(at("turn_new", court.slug), facts).context["form"].errors

    def test_a_judge_lets_somebody_stand_in(self, client, court, people) -> None:
        client.force_login(people.judge)
        facts = {"role": "judge", "to": people.second.pk, "starts_on": "2026-03-12", "ends_on": "2026-03-12"}
        client.post(at("delegation_new", court.slug), {**facts, "starts_time": "08:30", "of": people.president.pk})
        row = Delegation.objects.get()
        assert (row.of, row.to, row.matter) == (people.judge, people.second, None)
        assert row.starts_at == datetime(2026, 3, 12, 8, 30, tzinfo=ZAGREB)

    def test_in_one_matter_by_its_docket_number(self, client, court, people) -> None:
        matter = matter_save(court=court, entry=MatterEntry(code="26-1", docket="No. 26-1"), by=people.registrar)
        client.force_login(people.judge)
        facts = {"role": "judge", "to": people.second.pk, "starts_on": "2026-03-12", "ends_on": "2026-03-12"}
        client.post(at("delegation_new", court.slug), {**facts, "matter": "No. 26-1"})
        assert Delegation.objects.get().matter == matter

    def test_a_sealed_matter_answers_like_one_that_is_not_there(self, client, court, people) -> None:
        matter = matter_save(court=court, entry=MatterEntry(code="26-1", docket="No. 26-1"), by=people.registrar)
        matter_seal(matter=matter, readers=[people.registrar], by=people.registrar)
        client.force_login(people.judge)
        facts = {"role": "judge", "to": people.second.pk, "starts_on": "2026-03-12", "ends_on": "2026-03-12"}
        answers = [
            client.post(at("delegation_new", court.slug), {**facts, "matter": typed}).context["form"].errors
            for typed in ("26-1", "26-999")
        ]
        assert answers[0] == answers[1]
        assert "matter" in answers[0]

    def test_an_administrator_enters_it_for_who_is_away(self, client, court, people) -> None:
        client.force_login(people.administrator)
        facts = {"role": "judge", "to": people.second.pk, "starts_on": "2026-03-12", "ends_on": "2026-03-12"}
        client.post(at("delegation_new", court.slug), {**facts, "of": people.judge.pk})
        assert Delegation.objects.get().of == people.judge

    def test_it_is_asked_before_it_is_ended(self, client, court, people) -> None:
        row = stand(court, people)
        page = text(client, people.second, at("delegation_end", court.slug, row.pk))
        assert "It ends at once" in page
        assert Delegation.objects.get().ended_at is None
        client.post(at("delegation_end", court.slug, row.pk))
        assert Delegation.objects.get().ended_by == people.second

    def test_who_may_not_end_it_is_told_so(self, client, court, people) -> None:
        row = stand(court, people)
        client.force_login(people.president)
        answer = client.post(at("delegation_end", court.slug, row.pk), follow=True)
        assert "Only who gave it" in answer.content.decode()
        assert Delegation.objects.get().ended_at is None
