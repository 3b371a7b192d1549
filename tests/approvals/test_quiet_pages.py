"""The calendar's pages: scoped by court, two taps for each of two people, and what each reader may do."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from approvals.models import QuietPeriod
from approvals.wording import EXEMPTABLE
from publishing.ground.models import Court
from publishing.kinds import Kind
from publishing.models import Release
from tests.approvals.conftest import approve
from tests.approvals.test_decision_pages import door
from tests.approvals.test_quiet import ending, in_force, proposed
from tests.factories import make_account, make_court, make_person

NEW = {
    "name": "General election", "kind": "election", "starts_on": "2027-03-20", "ends_on": "2027-03-28",
    "exempt": ["hearing-list"],
}  # fmt: skip
ZAGREB = ZoneInfo("Europe/Zagreb")
READERS = ("press_officer", "reviewer", "registrar", "judge", "president", "administrator")
OF_ONE = ("page", "confirm", "refuse", "withdraw", "end")


def at(name: str, period: QuietPeriod | None = None) -> str:
    return reverse(f"quiet:{name}", args=[period.pk] if period else [])


def read(person: Any, name: str = "index", period: QuietPeriod | None = None) -> str:
    return door(person).get(at(name, period)).content.decode()


class TestWhoSees:
    @pytest.mark.parametrize("role", READERS)
    def test_everybody_in_the_court_reads_the_calendar(self, people: SimpleNamespace, role: str) -> None:
        period = in_force(people)
        assert "General election" in read(getattr(people, role))
        assert "General election" in read(getattr(people, role), "page", period)

    def test_a_stranger_finds_nothing(self, people: SimpleNamespace) -> None:
        period, client = in_force(people), door(people.stranger)
        assert "General election" not in read(people.stranger)
        assert {client.get(at(name, period)).status_code for name in OF_ONE} == {404}
        assert {client.post(at(name, period), {"turn": 1}).status_code for name in OF_ONE[1:]} == {404}

    def test_a_period_cannot_be_proposed_for_another_court(self, people: SimpleNamespace) -> None:
        other = people.stranger.memberships.first().court
        for name in ("new", "mourning"):
            assert door(people.registrar).post(at(name), {**NEW, "court": other.slug}).status_code == 404
        assert not QuietPeriod.objects.exists()

    @pytest.mark.parametrize("role", ["reviewer", "judge", "president"])
    def test_who_may_not_propose_finds_no_form(self, people: SimpleNamespace, role: str) -> None:
        client, period = door(getattr(people, role)), in_force(people)
        assert [client.get(at(name)).status_code for name in ("new", "mourning")] == [404, 404]
        assert client.get(at("end", period)).status_code == 404
        assert at("new") not in read(getattr(people, role))

    def test_a_registrar_elsewhere_lifts_nothing_here(self, court: Court, people: SimpleNamespace) -> None:
        period = in_force(people)
        person = make_person(court, "judge")
        person.memberships.create(court=make_court(), role="registrar")
        assert door(person).get(at("end", period)).status_code == 404


class TestTwoTaps:
    def test_a_mourning_period_is_proposed_with_what_stands_there(self, court: Court, people: SimpleNamespace) -> None:
        client = door(people.press_officer)
        form = client.get(at("mourning")).context["form"]
        sent = {name: form[name].value() or "" for name in form.fields if name not in ("strict", "accounts")}
        sent |= {name: sent[name].strftime("%H:%M" if "time" in name else "%Y-%m-%d") for name in
                 ("starts_on", "starts_time", "ends_on")}  # fmt: skip
        client.post(at("mourning"), {**sent, "court": court.slug})
        period = QuietPeriod.objects.get()
        assert (period.kind, period.starts_at <= timezone.now(), period.stage) == ("mourning", True, "proposed")
        assert timedelta(days=6) < period.ends_at - period.starts_at <= timedelta(days=7, hours=1)

    def test_the_second_person_confirms_on_the_page_that_the_mail_leads_to(self, people: SimpleNamespace) -> None:
        period = proposed(people)
        client = door(people.president)
        assert "Do you confirm this period?" in client.get(at("page", period)).content.decode()
        assert "In force" in client.post(at("confirm", period), {"turn": 0}, follow=True).content.decode()

    def test_nothing_is_confirmed_by_a_link(self, people: SimpleNamespace) -> None:
        period = proposed(people)
        for name in OF_ONE:
            door(people.president).get(at(name, period))
        assert not QuietPeriod.objects.binding().exists()

    @pytest.mark.parametrize("turn", ["", "x", "-1", "7", "9" * 40, "٠"])
    def test_what_was_not_read_is_not_confirmed(self, people: SimpleNamespace, turn: str) -> None:
        period = proposed(people)
        answer = door(people.president).post(at("confirm", period), {"turn": turn}, follow=True)
        assert "Read it again" in answer.content.decode()
        assert not QuietPeriod.objects.binding().exists()

    def test_the_proposer_sees_who_must_agree_and_no_button_for_it(self, people: SimpleNamespace) -> None:
        period = proposed(people)
        text = read(people.registrar, "page", period)
        assert "Somebody else must confirm it" in text
        assert at("confirm", period) not in text
        door(people.registrar).post(at("confirm", period), {"turn": 0})
        assert not QuietPeriod.objects.binding().exists()

    def test_lifting_takes_two_people_too(self, people: SimpleNamespace) -> None:
        period = in_force(people)
        door(people.press_officer).post(at("end", period), {"turn": 1})
        assert "It would be lifted at once" in read(people.president, "page", period)
        door(people.president).post(at("confirm", period), {"turn": 2})
        assert QuietPeriod.objects.get().stage == "lifted"

    def test_a_refusal_without_a_reason_says_so_beside_the_field(self, people: SimpleNamespace) -> None:
        period = proposed(people)
        answer = door(people.president).post(at("refuse", period), {"turn": 0, "answer": " "})
        assert (answer.status_code, "Write why you refuse it" in answer.content.decode()) == (422, True)

    def test_a_proposal_is_withdrawn(self, people: SimpleNamespace) -> None:
        period = proposed(people)
        door(people.registrar).post(at("withdraw", period), {"turn": 0})
        assert QuietPeriod.objects.get().stage == "withdrawn"

    def test_the_menu_counts_what_waits_for_the_reader(self, people: SimpleNamespace) -> None:
        proposed(people)
        assert "Quiet periods (1)" in read(people.president)
        assert "Quiet periods (1)" not in read(people.registrar)
        assert "Quiet periods (1)" not in read(people.judge)


class TestWhatIsTyped:
    def sent(self, people: SimpleNamespace, **facts: Any) -> Any:
        return door(people.registrar).post(at("new"), {**NEW, **facts})

    def test_days_are_whole_days_of_the_court_over_a_change_of_clocks(self, people: SimpleNamespace) -> None:
        self.sent(people)
        period = QuietPeriod.objects.get()
        assert period.starts_at == datetime(2027, 3, 20, tzinfo=ZAGREB)
        assert period.ends_at == datetime(2027, 3, 29, tzinfo=ZAGREB)
        assert "March 20, 2027 to March 28, 2027" in read(people.judge, "page", period)

    def test_times_are_the_courts(self, people: SimpleNamespace) -> None:
        self.sent(people, starts_time="21:04", ends_time="09:30")
        period = QuietPeriod.objects.get()
        assert (period.starts_at.astimezone(ZAGREB).hour, period.ends_at.astimezone(ZAGREB).minute) == (21, 30)

    @pytest.mark.parametrize(
        ("facts", "field", "words"),
        [
            ({"name": ""}, "name", "required"),
            ({"starts_on": "soon"}, "starts_on", "valid date"),
            ({"ends_on": "2027-03-19"}, "ends_on", "must end after it begins"),
            ({"starts_on": "2020-03-01", "ends_on": "2020-03-02"}, "ends_on", "has passed"),
            ({"starts_on": "2027-03-28", "starts_time": "02:30"}, "starts_time", "clocks go forward"),
            ({"ends_time": "02:30"}, "ends_time", "clocks go forward"),
            ({"ends_on": "9999-12-31"}, "ends_on", "out of range"),
            ({"exempt": ["gossip"]}, "exempt", "not one of the available choices"),
            ({"kind": "carnival"}, "kind", "not one of the available choices"),
        ],
    )
    def test_bad_input_names_the_field(
        self, people: SimpleNamespace, facts: dict[str, Any], field: str, words: str
    ) -> None:
        answer = self.sent(people, **facts)
        assert answer.status_code == 422
        assert words in str(answer.context["form"].errors[field])
        assert not QuietPeriod.objects.exists()

    def test_an_account_of_another_court_is_refused(self, people: SimpleNamespace) -> None:
        answer = self.sent(people, accounts=[str(make_account(make_court()).pk)])
        assert "accounts" in answer.context["form"].errors

    def test_accounts_are_chosen(self, court: Court, people: SimpleNamespace) -> None:
        account = make_account(court, handle="district")
        self.sent(people, accounts=[str(account.pk)])
        assert list(QuietPeriod.objects.get().accounts.all()) == [account]
        assert "Covers district (" in read(people.judge)

    def test_closures_and_emergencies_cannot_be_unticked(self, people: SimpleNamespace) -> None:
        assert not {"closure", "emergency"} & set(EXEMPTABLE)
        assert "Closures and emergencies always go out" in read(people.registrar, "new")

    def test_an_end_needs_a_day_for_its_time(self, people: SimpleNamespace) -> None:
        period = in_force(people)
        answer = door(people.registrar).post(at("end", period), {"turn": 1, "ends_time": "10:00"})
        assert "Enter the day too" in str(answer.context["form"].errors["ends_on"])


class TestWhatIsShown:
    def test_each_period_stands_where_it_belongs(self, people: SimpleNamespace) -> None:
        now, day = timezone.now(), timedelta(days=1)
        in_force(people, name="Going on")
        in_force(people, name="To come", starts_at=now + day)
        proposed(people, name="Not yet")
        in_force(people, name="Long over", starts_at=now - 9 * day, ends_at=now + timedelta(seconds=1))
        QuietPeriod.objects.filter(name="Long over").update(ends_at=now - 8 * day)
        page = door(people.judge).get(at("index"))
        shown = {str(words): [line.period.name for line in lines] for words, lines in page.context["groups"]}
        assert shown == {
            "Proposed, not yet in force": ["Not yet"],
            "Now": ["Going on"],
            "Coming": ["To come"],
            "Past": ["Long over"],
        }

    def test_an_end_that_waits_is_said_where_the_period_stands(self, people: SimpleNamespace) -> None:
        ending(people, in_force(people))
        assert "It would be lifted at once" in read(people.judge)

    def test_after_confirming_people_see_what_is_scheduled_in_it(
        self, before_judge: Any, people: SimpleNamespace
    ) -> None:
        approve(before_judge, people.judge)
        period = proposed(people)
        answer = door(people.president).post(at("confirm", period), {"turn": 0}, follow=True)
        assert list(answer.context["caught"]) == [Release.objects.get()]
        assert Release.objects.get().reference in answer.content.decode()

    def test_words_are_shown_as_they_were_typed_and_never_as_markup(self, people: SimpleNamespace) -> None:
        period = proposed(people, name="<b>Vote</b>", area="<i>", basis="<script>x</script>")
        texts = [read(people.judge), read(people.judge, "page", period)]
        assert not [text for text in texts if "<b>Vote" in text or "<script>x" in text]

    def test_the_composer_says_it_beside_the_time(self, court: Court, people: SimpleNamespace, post: Any) -> None:
        in_force(people)
        text = door(people.press_officer).get(reverse("posts:edit", args=[post.pk])).content.decode()
        assert text.count("Its time lies in the quiet period “General election”") == 2


def test_the_kinds_are_called_as_the_composer_calls_them() -> None:
    assert {kind: str(words) for kind, words in EXEMPTABLE.items()} == {
        kind.value: str(kind.label) for kind in Kind if kind not in (Kind.CLOSURE, Kind.EMERGENCY)
    }
