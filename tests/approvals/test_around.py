"""What stands around a post on its decision page."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from approvals.models import QuietPeriod, Round
from approvals.views.around import Page, past_of, permanence, quiet_of
from approvals.views.decisions import more_of
from approvals.views.page import page_for
from approvals.views.talk import talk_of
from publishing.domain.delivery import State
from publishing.ground.models import Court
from publishing.models import Delivery, Release
from tests.approvals.test_decision_pages import read
from tests.factories import make_account, make_person, make_release


def page_of(round: Round, person: Any) -> Page:
    return page_for(Round.objects.get(pk=round.pk), person)


def sent(court: Court, **facts: Any) -> Release:
    release = make_release(make_account(court), kind="service-update", **facts)
    Delivery.objects.filter(release=release).update(state=State.SENT, remote_id="1", sent_at=timezone.now())
    return release


def test_each_network_tells_what_it_lets_change_also_where_the_words_are_the_same(
    round: Round, people: SimpleNamespace
) -> None:
    page = page_of(round, people.reviewer)
    networks = {message.network for message in page.submission.messages}  # type: ignore[union-attr]
    assert len(permanence(page)) == len(networks)
    assert all(name and can for name, can in permanence(page))


def test_posts_of_the_kind_and_what_became_of_them(court: Court, round: Round, people: SimpleNamespace) -> None:
    assert "None went out" in past_of(page_of(round, people.reviewer)).words  # type: ignore[union-attr]
    sent(court)
    wrong = sent(court, title="Wrong hours")
    past = past_of(page_of(round, people.reviewer))
    assert past
    assert past.words == "2 went out in the last twelve months. None was corrected or withdrawn."
    Release.objects.filter(pk=wrong.pk).update(withdrawn_at=timezone.now())
    past = past_of(page_of(round, people.reviewer))
    assert past
    assert [(row.title, row.became) for row in past.rows] == [("Wrong hours", "withdrawn")]


def test_what_never_went_out_is_no_example(court: Court, round: Round, people: SimpleNamespace) -> None:
    make_release(make_account(court), kind="service-update")
    assert "None went out" in past_of(page_of(round, people.reviewer)).words  # type: ignore[union-attr]


def test_a_quiet_period_of_that_time_stands_under_timing(court: Court, round: Round, people: SimpleNamespace) -> None:
    assert quiet_of(page_of(round, people.reviewer)) == []
    now, day = timezone.now(), timedelta(days=1)
    given = {"court": court, "kind": "election", "stage": "in-force", "proposed_at": now, "decided_at": now}
    given |= {"proposed_by": people.registrar, "decided_by": people.president}
    QuietPeriod.objects.create(name="Elections", starts_at=now - day, ends_at=now + 3 * day, **given)
    QuietPeriod.objects.create(name="Later", starts_at=now + 5 * day, ends_at=now + 6 * day, **given)
    assert [name for name, _when in quiet_of(page_of(round, people.reviewer))] == ["Elections"]
    assert "Quiet period: Elections" in read(round, people.reviewer)


def test_the_reader_is_offered_what_they_may_do_and_no_more(round: Round, people: SimpleNamespace) -> None:
    def offered(person: Any) -> list[str]:
        page = page_of(round, person)
        talk = talk_of(post=page.post, submission=page.submission, person=person)
        return [words for _path, _icon, words in more_of(page, talk)]

    assert offered(people.reviewer) == ["Suggest another wording…", "Ask an adviser…", "Stand aside…"]
    assert offered(people.press_officer) == ["Ask an adviser…"]


def test_the_time_to_decide_by_is_that_of_the_route_where_it_comes_first(round: Round, people: SimpleNamespace) -> None:
    page = page_of(round, people.reviewer)
    assert page.decide_by == min(page.due, page.round.target_at)
    Round.objects.filter(pk=round.pk).update(target_at=page.due + timedelta(days=1))
    page = page_of(round, make_person(round.court, "reviewer"))
    assert page.decide_by == page.due
