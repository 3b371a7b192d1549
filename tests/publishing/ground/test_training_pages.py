"""The pages on which administrators keep trainings."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from publishing.ground.models import Court, Person, Role, Training
from publishing.ground.training import training_enter, training_waive
from tests.factories import day, make_court, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def court() -> Court:
    return make_court(training_waived_until=None)


@pytest.fixture
def boss(court, client) -> Person:
    person = make_person(court, Role.ADMINISTRATOR, email="boss@court.example")
    client.force_login(person)
    return person


@pytest.fixture
def judge(court) -> Person:
    return make_person(court, Role.JUDGE, first_name="Ana", last_name="Horvat", email="ana@court.example")


def at(name: str, *args) -> str:
    return reverse(f"training:{name}", args=args)


def entered(court: Court, person: Person, days: int = 90) -> Training:
    return training_enter(
        court=court, person=person, role=Role.JUDGE, course="Basics", completed_on=day(-2),
        expires_on=day(days), by=None,
    )  # fmt: skip


FACTS = {"role": "judge", "course": "Basics"}


class TestTheList:
    def test_a_role_without_a_training_is_shown_as_resting(self, client, court, boss, judge) -> None:
        page = client.get(at("index")).content.decode()
        assert "Ana Horvat" in page
        assert "Rests" in page

    @pytest.mark.parametrize(("days", "word"), [(90, "Counts until"), (10, "Runs out soon")])
    def test_it_says_how_long_a_role_counts(self, client, court, boss, judge, days, word) -> None:
        entered(court, judge, days)
        assert word in client.get(at("index")).content.decode()

    def test_a_waiver_is_shown_with_its_reason(self, client, court, boss, judge) -> None:
        until = day(5)
        training_waive(court=court, until_on=until, reason="Courses begin in spring.", by=boss)
        page = client.get(at("index")).content.decode()
        assert "Courses begin in spring." in page
        assert "Counts by the waiver" in page
        assert "Rests" not in page

    def test_people_of_other_courts_are_not_on_it(self, client, court, boss) -> None:
        make_person(make_court(), Role.JUDGE, last_name="Elsewhere")
        assert "Elsewhere" not in client.get(at("index")).content.decode()

    @pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
    def test_it_is_there_for_administrators_alone(self, client, role) -> None:
        court = make_court()
        client.force_login(make_person(court, role, is_superuser=True))
        for name, args in (("index", []), ("enter", [court.slug]), ("import", [court.slug]), ("waive", [court.slug])):
            assert client.get(at(name, *args)).status_code == 404


class TestActs:
    def test_a_training_is_entered_and_the_role_counts(self, client, court, boss, judge) -> None:
        facts = {**FACTS, "person": judge.pk, "completed_on": day(-1), "expires_on": day(99)}
        client.post(at("enter", court.slug), facts)
        assert Court.objects.for_person(judge, Role.JUDGE).exists()

    def test_what_is_wrong_stands_at_its_field(self, client, court, boss, judge) -> None:
        facts = {**FACTS, "person": judge.pk, "completed_on": day(3), "expires_on": day(99)}
        answer = client.post(at("enter", court.slug), facts)
        assert "completed_on" in answer.context["form"].errors
        assert not Training.objects.exists()

    def test_one_is_not_among_those_to_choose(self, client, court, boss, judge) -> None:
        facts = {**FACTS, "person": boss.pk, "completed_on": day(-1), "expires_on": day(99)}
        assert "person" in client.post(at("enter", court.slug), facts).context["form"].errors

    def test_a_wrong_entry_is_withdrawn(self, client, court, boss, judge) -> None:
        row = entered(court, judge)
        client.post(at("withdraw", court.slug, row.pk))
        assert not Court.objects.for_person(judge, Role.JUDGE).exists()

    def test_ones_own_entry_is_not_withdrawn_by_hand_of_ones_own(self, client, court) -> None:
        both = make_person(court, Role.ADMINISTRATOR, Role.JUDGE)
        row = entered(court, both)
        client.force_login(both)
        client.post(at("withdraw", court.slug, row.pk))
        assert Training.objects.get().withdrawn_at is None

    def test_the_trainings_are_waived_and_asked_for_again(self, client, court, boss, judge) -> None:
        client.post(at("waive", court.slug), {"until_on": day(30), "reason": "Courses begin in spring."})
        assert Court.objects.for_person(judge, Role.JUDGE).exists()
        client.post(at("waiver_end", court.slug))
        assert not Court.objects.for_person(judge, Role.JUDGE).exists()

    def test_a_waiver_without_a_reason_is_refused_at_its_field(self, client, court, boss) -> None:
        answer = client.post(at("waive", court.slug), {"until_on": day(30), "reason": "x"})
        assert "reason" in answer.context["form"].errors

    def test_acts_are_no_pages(self, client, court, boss, judge) -> None:
        row = entered(court, judge)
        assert client.get(at("withdraw", court.slug, row.pk)).status_code == 404
        assert client.get(at("waiver_end", court.slug)).status_code == 404


class TestImport:
    def send(self, client, court, *lines: str):
        text = "\n".join(["email,role,course,completed_on,expires_on", *lines])
        return client.post(at("import", court.slug), {"file": SimpleUploadedFile("t.csv", text.encode())})

    def test_a_file_is_shown_first_and_entered_by_a_second_step(self, client, court, boss, judge) -> None:
        answer = self.send(client, court, f"ana@court.example,judge,Basics,{day(-1)},{day(90)}")
        assert not Training.objects.exists()
        assert "Ana Horvat" in answer.content.decode()
        client.post(at("import", court.slug), {"text": answer.context["text"], "keep": "1"})
        assert Training.objects.get().person == judge

    def test_the_form_of_the_second_step_keeps_every_line(self, client, court, boss, judge) -> None:
        answer = self.send(client, court, f'ana@court.example,judge,"A ""b"" <c>",{day(-1)},{day(90)}')
        assert "A &quot;&quot;b&quot;&quot; &lt;c&gt;" in answer.content.decode()
        client.post(at("import", court.slug), {"text": answer.context["text"].replace("\n", "\r\n"), "keep": "1"})
        assert Training.objects.get().course == 'A "b" <c>'

    def test_wrong_rows_are_told_by_number(self, client, court, boss, judge) -> None:
        page = self.send(client, court, f"x@court.example,judge,Basics,{day(-1)},{day(90)}").content.decode()
        assert "Row 2" in page
        assert "Enter them" not in page

    def test_what_has_become_wrong_meanwhile_is_not_entered(self, client, court, boss, judge) -> None:
        answer = self.send(client, court, f"ana@court.example,judge,Basics,{day(-2)},{day(90)}")
        entered(court, judge)
        client.post(at("import", court.slug), {"text": answer.context["text"], "keep": "1"})
        assert Training.objects.count() == 1

    def test_no_file_is_told_in_words(self, client, court, boss) -> None:
        answer = client.post(at("import", court.slug), {})
        assert answer.status_code == 422
        assert "Choose a file." in answer.content.decode()

    def test_a_file_of_headings_enters_nothing_and_says_so(self, client, court, boss) -> None:
        assert "no rows" in self.send(client, court).content.decode()


def test_whose_role_rests_reads_so_on_the_first_page(client, court, judge) -> None:
    client.force_login(judge)
    page = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "Your role rests" in page
    assert "rests until a training is entered" in page
