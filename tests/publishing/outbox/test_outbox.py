from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from publishing.domain.delivery import State
from publishing.ground.models import AuditEntry, Proposal
from publishing.models import Attempt, Breaker, Delivery, Pause, Release, WorkerBeat
from publishing.outbox.acts import ACTS
from publishing.outbox.queries import ALIVE
from publishing.services import delivery_confirm_sent, pause_lift_ask, pause_start
from tests.factories import make_account, make_court, make_delivery, make_person

pytestmark = pytest.mark.django_db
INDEX = "/admin/outbox/"
FORMS = {
    "there": {"url": "https://social.example/114"},
    "not-there": {"again": "no"},
    "cancel": {"reason": "No longer needed."},
    "withdraw": {"reason": "Wrong hall."},
    "delete-again": {"reason": "Wrong hall."},
    "hold": {"reason": "Wait for the judge."},
    "cancel-all": {"reason": "No longer needed."},
}
AFTER = {
    "there": State.SENT,
    "not-there": State.FAILED,
    "look-up": State.UNKNOWN,
    "same-again": State.SCHEDULED,
    "release": State.SCHEDULED,
    "cancel": State.CANCELLED,
    "withdraw": State.WITHDRAWING,
    "delete-again": State.WITHDRAWING,
    "gone": State.WITHDRAWN,
    "hold": State.HELD,
    "cancel-all": State.CANCELLED,
}
BEGINS = {"cancel-all": State.SCHEDULED}
STOPPING = ("release_hold", "release_cancel")  # a judge may stop, and let nothing go
WITHDRAWN = ("gone", "delete-again")  # of what was to be deleted and still stands there


@pytest.fixture
def court():
    return make_court()


@pytest.fixture
def officer(court, client):
    person = make_person(court, "press_officer", first_name="Mira", last_name="Tolland")
    client.force_login(person)
    return person


def make(court, state=State.UNKNOWN, **facts):
    return make_delivery(state, make_account(court), **facts)


def address(row, act):
    return reverse("outbox:act", args=[row.pk, act])


def state_of(row):
    return Delivery.objects.get(pk=row.pk).state


def begin_state(act):
    return BEGINS.get(act) or next(iter(sorted(ACTS[act].states)))


def ready(court, act):
    """A delivery about which `act` can be decided."""
    row = make(court, begin_state(act))
    if act in WITHDRAWN:
        Release.objects.filter(pk=row.release_id).update(withdrawn_at=timezone.now(), withdrawn_reason="Wrong hall.")
    return row


def test_the_addresses_are_those_that_others_link():
    assert reverse("outbox:index") == INDEX


@pytest.mark.parametrize("act", ACTS)
def test_each_act_is_done_by_post(court, officer, client, act):
    row = ready(court, act)
    client.post(address(row, act), FORMS.get(act, {}))
    assert state_of(row) == AFTER[act]


def test_after_an_act_one_is_at_the_line_that_followed_in_the_same_list(court, officer, client):
    first, second = (make(court, State.SCHEDULED, due_in=due_in) for due_in in (3600, 7200))
    given = {"reason": "No longer needed."}
    assert client.post(address(first, "cancel"), given).url == f"{INDEX}?tab=waiting#d{second.pk}"
    assert client.post(address(second, "cancel"), given).url == f"{INDEX}?tab=waiting"


@pytest.mark.parametrize("act", ACTS)
def test_looking_at_a_question_changes_nothing(court, officer, client, act):
    row = ready(court, act)
    assert client.get(address(row, act)).status_code == 200
    assert state_of(row) == begin_state(act)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("act", ACTS)
def test_a_person_of_another_court_finds_no_delivery(court, client, act, method):
    row = ready(court, act)
    client.force_login(make_person(make_court(), "administrator", is_superuser=True))
    answer = getattr(client, method)(address(row, act), FORMS.get(act, {}))
    assert (answer.status_code, state_of(row)) == (404, begin_state(act))


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("act", ACTS)
def test_who_may_only_read_is_turned_away(court, client, act, method):
    row = ready(court, act)
    client.force_login(make_person(court, "adviser" if ACTS[act].right in STOPPING else "judge"))
    getattr(client, method)(address(row, act), FORMS.get(act, {}))
    assert state_of(row) == begin_state(act)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_person_of_another_court_can_neither_pause_nor_lift(court, client, method):
    pause = pause_start(court=court, by=make_person(court, "judge"), reason="A leak.")
    client.force_login(make_person(make_court(), "administrator", is_superuser=True))
    urls = [reverse("outbox:pause", args=[court.slug]), reverse("outbox:lift", args=[pause.pk])]
    assert [getattr(client, method)(url, {"reason": "x"}).status_code for url in urls] == [404, 404]
    pause.refresh_from_db()
    assert (pause.lifted_at, Pause.objects.count()) == (None, 1)


@pytest.mark.parametrize("ticked", [False, True])
def test_whoever_pauses_says_whether_emergencies_pass(court, officer, client, ticked):
    url = reverse("outbox:pause", args=[court.slug])
    assert "Let emergencies through" in client.get(url).content.decode()
    client.post(url, {"reason": "A leak.", **({"spares_emergencies": "on"} if ticked else {})})
    assert Pause.objects.get().spares_emergencies is ticked
    assert ("Emergencies still go out." in client.get(INDEX).content.decode()) is ticked
    assert AuditEntry.objects.get(act="paused").facts["emergencies"] is ticked


def test_another_courts_deliveries_are_not_listed(court, officer, client):
    Delivery.objects.filter(pk=make(make_court()).pk).update(reason="A secret of another court.")
    page = client.get(INDEX)
    assert page.context["cases"] == []
    assert "another court" not in page.content.decode()


def test_a_line_says_what_happened_and_offers_what_the_state_allows(court, officer, client):
    row = make(court)
    Attempt.objects.create(delivery=row, number=1, worker="w", started_at=timezone.now(), outcome="unknown")
    (case,) = client.get(INDEX).context["cases"]
    assert [step.text for step in case.steps] == ["Sent once. No answer."]
    assert [act.slug for act in case.acts] == ["there", "not-there", "look-up", "cancel"]


def test_in_doubt_neither_answer_weighs_more(court):
    assert {ACTS[act].weight for act in ("there", "not-there")} == {"secondary"}


def test_whoever_may_not_act_reads_who_may(court, client):
    make(court)
    client.force_login(make_person(court, "judge"))
    page = client.get(INDEX).content.decode()
    assert "Press officers, the president and administrators of the court decide here." in page
    assert "/there/" not in page


def test_counts_are_by_what_one_has_to_do(court, officer, client):
    for state in (State.UNKNOWN, State.FAILED, State.HELD, State.SCHEDULED, State.SENT, State.CANCELLED):
        make(court, state)
    counts = {key: count for key, _, count in client.get(INDEX).context["tabs"]}
    assert counts == {"needs": 3, "waiting": 1, "sending": 0, "sent": 1, "ended": 1}


def test_reading_costs_the_same_however_much_there_is(court, officer, client, django_assert_max_num_queries):
    make(court)
    with django_assert_max_num_queries(60) as few:
        client.get(INDEX)
    for _ in range(5):
        make(court)
    with django_assert_max_num_queries(len(few)):
        client.get(INDEX)


def test_times_are_those_of_the_court(officer, client):
    court = make_court(time_zone="Asia/Seoul")
    client.force_login(make_person(court, "press_officer"))
    make(court, due_at=datetime(2030, 11, 24, 9, 5, tzinfo=UTC))
    assert "Sun 24 Nov, 18:05 KST" in client.get(INDEX).content.decode()


def test_an_unknown_tab_is_not_found(officer, client):
    assert client.get(INDEX, {"tab": "other"}).status_code == 404


def test_nothing_to_do_says_so(officer, client):
    assert "Nothing needs a person." in client.get(INDEX).content.decode()


def test_without_a_worker_the_page_says_that_nothing_is_sent(officer, client):
    assert "Nothing is being sent. Tell the administrator." in client.get(INDEX).content.decode()


def test_a_worker_gives_a_sign_of_life(officer, client):
    WorkerBeat.objects.create(name="w", started_at=timezone.now(), seen_at=timezone.now())
    assert "One worker, last sign of life" in client.get(INDEX).content.decode()


def test_a_pause_is_started_by_one_and_lifted_by_two(court, officer, client):
    second = make_person(court, "president")
    client.post(reverse("outbox:pause", args=[court.slug]), {"reason": "A leak."})
    pause = Pause.objects.get()
    assert "Everything is paused since" in client.get(INDEX).content.decode()
    client.post(reverse("outbox:lift", args=[pause.pk]), {"reason": "It was none."})
    asked = Proposal.objects.get()
    page = client.get(INDEX).content.decode()
    assert "Lifting asked by Mira Tolland at" in page
    assert "needs a second person." in page
    client.post(reverse("proposals:confirm", args=[asked.pk]), {"digest": asked.digest})
    assert Pause.objects.get().lifted_at is None
    client.force_login(second)
    client.post(reverse("proposals:confirm", args=[asked.pk]), {"digest": asked.digest})
    assert (Pause.objects.get().lifted_by, Proposal.objects.get().proposed_by) == (second, officer)


def test_whoever_may_not_lift_reads_that_it_is_asked_for_and_finds_no_button(court, officer, client):
    make_person(court, "president")
    asked = pause_lift_ask(pause_start(court=court, by=officer, reason="A leak."), by=officer, reason="It was none.")
    client.force_login(make_person(court, "judge"))
    page = client.get(INDEX).content.decode()
    assert "needs a second person." in page
    assert str(asked.pk) not in page
    assert client.get(reverse("proposals:page", args=[asked.pk])).status_code == 404


def test_lifting_wants_a_reason_and_somebody_who_can_confirm_it(court, officer, client):
    pause = pause_start(court=court, by=officer, reason="A leak.")
    url = reverse("outbox:lift", args=[pause.pk])
    assert "This field is required." in client.post(url, {"reason": " "}).content.decode()
    assert "Nobody else here could confirm it" in client.post(url, {"reason": "It was none."}).content.decode()
    assert not Proposal.objects.exists()


def test_asking_a_second_time_leads_to_what_waits(court, officer, client):
    make_person(court, "president")
    pause = pause_start(court=court, by=officer, reason="A leak.")
    asked = pause_lift_ask(pause, by=officer, reason="It was none.")
    answer = client.post(reverse("outbox:lift", args=[pause.pk]), {"reason": "Once more."})
    assert answer.url == reverse("proposals:page", args=[asked.pk])
    assert Proposal.objects.count() == 1


def test_a_pause_needs_a_reason(court, officer, client):
    page = client.post(reverse("outbox:pause", args=[court.slug]), {"reason": " "})
    assert "This field is required." in page.content.decode()
    assert not Pause.objects.exists()


def test_a_confirmation_needs_the_address(court, officer, client):
    row = make(court)
    page = client.post(address(row, "there"), {"url": "social"})
    assert "Enter a valid URL." in page.content.decode()
    assert state_of(row) == State.UNKNOWN


def test_whoever_comes_second_reads_who_was_first(court, officer, client):
    row = make(court)
    first = make_person(court, "president", first_name="Hanne", last_name="Osk")
    delivery_confirm_sent(row, url="https://social.example/1", by=first)
    page = client.post(address(row, "not-there"), {"again": "yes"}, follow=True)
    assert "Hanne Osk decided this at" in page.content.decode()
    assert state_of(row) == State.SENT


def test_an_act_that_the_state_does_not_allow_changes_nothing(court, officer, client):
    row = make(court, State.SCHEDULED)
    client.post(address(row, "there"), FORMS["there"])
    assert state_of(row) == State.SCHEDULED


def test_an_unknown_act_is_not_found(court, officer, client):
    assert client.post(address(make(court), "send-now")).status_code == 404


def test_a_doubt_shows_what_to_look_for_and_what_was_found(court, officer, client):
    row = make(court)
    words = row.release.content.split('"segments":["')[1].split('"')[0]
    evidence = {"statuses_seen": 200, "because": [{"say": "The server failed with status %(status)s.",
                                                   "with": {"status": 503}}], "reason": "Old words."}  # fmt: skip
    Attempt.objects.create(
        delivery=row, purpose="lookup", number=1, worker="w", started_at=timezone.now(), outcome="undecided",
        evidence=evidence,
    )  # fmt: skip
    page = client.get(INDEX).content.decode()
    for wanted in (words, row.account.profile_url, "200 posts were compared.", "failed with status 503"):
        assert wanted in page


def test_there_and_not_there_weigh_the_same(court, officer, client):
    row = make(court)
    page = client.get(INDEX).content.decode()
    classes = [page.split(f'href="{address(row, act)}"')[0].rsplit('class="', 1)[1] for act in ("there", "not-there")]
    assert classes[0] == classes[1]
    assert "secondary" in classes[0]


def test_a_reason_is_read_in_the_readers_language(court, officer, client, monkeypatch):
    row = make(court, State.HELD)
    Delivery.objects.filter(pk=row.pk).update(reason="In English.", because=[{"say": "No answer."}])
    monkeypatch.setattr("publishing.ground.saying.gettext", lambda text: f"<{text}>")
    assert "&lt;No answer.&gt;" in client.get(INDEX).content.decode()


def test_a_server_that_is_down_is_named_to_its_own_courts_alone(court, officer, client):
    make_account(court, base_url="https://down.example")
    for host in ("down.example", "elsewhere.example"):
        Breaker.objects.create(
            network="sandbox", base_url=f"https://{host}", failures=5, open_until=timezone.now() + ALIVE
        )
    page = client.get(INDEX).content.decode()
    assert ("down.example has not answered" in page, "elsewhere.example" in page) == (True, False)


@pytest.mark.parametrize("role", ["judge", "reviewer", "registrar", "administrator"])
@pytest.mark.parametrize(("act", "then"), [("hold", State.HELD), ("cancel-all", State.CANCELLED)])
def test_whoever_may_stop_everything_may_stop_one_post(court, client, role, act, then):
    row = make(court, State.SCHEDULED)
    client.force_login(make_person(court, role))
    client.post(address(row, act), {"reason": "Not yet."})
    assert state_of(row) == then


@pytest.mark.parametrize("act", ["hold", "cancel-all"])
def test_a_security_lead_stops_everything_and_is_shown_no_post(court, client, act):
    row = make(court, State.SCHEDULED)
    client.force_login(make_person(court, "security_lead"))
    assert client.post(address(row, act), {"reason": "Not yet."}).status_code == 404
    assert client.get(reverse("outbox:pause", args=[court.slug])).status_code == 200
