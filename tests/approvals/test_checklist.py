"""The author answers what the post raises; approvers read it; the clearance names it; nobody protected stands in it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.urls import reverse

from approvals.models import Answer, Round
from approvals.services import Invalid, NotAllowed, PartyEntry, answer_save, party_add, post_submit
from cms.models import Post
from cms.services import PostRefused, post_answer, readiness_of
from cms.services import post_submit as desk_submit
from publishing.ground.models import AuditEntry, Court
from publishing.models import Release
from tests.approvals.conftest import approve, approve_all, make_matter
from tests.approvals.test_decision_pages import door
from tests.factories import make_account, make_person, make_post

pytestmark = pytest.mark.both
WORDS = "Whoever comes sees how a case is heard."


@pytest.fixture
def event(court: Court, people: SimpleNamespace) -> Post:
    """A post that raises one question: which aim it serves."""
    return make_post(
        court, people.press_officer, make_account(court), kind="event", text="The house is open on Sunday."
    )


def answer(post: Post, people: SimpleNamespace, text: str = WORDS) -> Answer:
    return answer_save(reviewable=post, question="aim", text=text, by=people.press_officer)


def submitted(post: Post, people: SimpleNamespace) -> Round:
    answer(post, people)
    return post_submit(post, by=people.press_officer)


class TestAnswering:
    def test_the_gate_says_that_a_question_waits(self, event: Post, people: SimpleNamespace) -> None:
        assert "1 question waits" in post_submit(event, by=people.press_officer).refused

    def test_the_desk_says_so_too(self, event: Post, people: SimpleNamespace) -> None:
        assert not readiness_of(event).ready
        with pytest.raises(PostRefused, match="1 question waits"):
            desk_submit(post=event, by=people.press_officer)

    def test_an_answered_post_reaches_people(self, event: Post, people: SimpleNamespace) -> None:
        assert submitted(event, people).refused == ""

    def test_a_post_that_raises_nothing_is_asked_nothing(self, post: Post, people: SimpleNamespace) -> None:
        assert readiness_of(post).questions == ()
        assert post_submit(post, by=people.press_officer).refused == ""

    def test_the_newest_answer_counts_and_the_old_one_stays(self, event: Post, people: SimpleNamespace) -> None:
        answer(event, people)
        answer(event, people, "Another reason.")
        assert [one.text for one in readiness_of(event).questions] == ["Another reason."]
        assert Answer.objects.count() == 2

    def test_the_same_words_are_one_answer(self, event: Post, people: SimpleNamespace) -> None:
        assert answer(event, people).pk == answer(event, people, f" {WORDS} ").pk

    @pytest.mark.parametrize("text", ["", " ", "x", "x" * 501])
    def test_an_empty_or_endless_answer_is_refused(self, event: Post, people: SimpleNamespace, text: str) -> None:
        with pytest.raises(Invalid):
            answer(event, people, text)

    def test_an_unknown_question_is_refused(self, event: Post, people: SimpleNamespace) -> None:
        with pytest.raises(Invalid):
            answer_save(reviewable=event, question="weather", text=WORDS, by=people.press_officer)

    def test_a_protected_name_is_refused_without_being_repeated(
        self, event: Post, court: Court, people: SimpleNamespace
    ) -> None:
        entry = PartyEntry(name="Orsolya Vantongeren", protected=True)
        party_add(matter=make_matter(court), entry=entry, by=make_person(court, "registrar"))
        with pytest.raises(Invalid) as refused:
            answer(event, people, "Orsolya Vantongeren will be pleased.")
        assert "Orsolya" not in str(refused.value)
        assert not Answer.objects.exists()

    @pytest.mark.parametrize("role", ["reviewer", "registrar", "judge", "president", "administrator", "stranger"])
    def test_only_a_press_officer_of_the_court_answers(self, event: Post, people: SimpleNamespace, role: str) -> None:
        with pytest.raises(NotAllowed):
            answer_save(reviewable=event, question="aim", text=WORDS, by=getattr(people, role))

    def test_nothing_is_answered_while_the_post_is_with_its_approvers(
        self, event: Post, people: SimpleNamespace
    ) -> None:
        submitted(event, people)
        fresh = Post.objects.get(pk=event.pk)
        with pytest.raises(PostRefused):
            post_answer(post=fresh, question="aim", text="Something else.", by=people.press_officer)

    def test_the_trail_says_which_question_and_no_word(self, event: Post, people: SimpleNamespace) -> None:
        answer(event, people)
        facts = AuditEntry.objects.get(act="answered").facts
        assert facts["question"] == "aim"
        assert "case is heard" not in str(facts)


class TestOnRecord:
    def test_the_clearance_names_the_answers_that_were_read(self, event: Post, people: SimpleNamespace) -> None:
        answer(event, people, "A first thought.")
        round = submitted(event, people)
        approve_all(round, people)
        newest = Answer.objects.order_by("-written_at").first()
        assert Release.objects.get().clearance["answers"] == [str(newest.pk)]

    def test_a_post_without_questions_names_none(self, before_judge: Round, people: SimpleNamespace) -> None:
        approve(before_judge, people.judge)
        assert Release.objects.get().clearance["answers"] == []


class TestPages:
    def test_the_composer_asks(self, event: Post, people: SimpleNamespace) -> None:
        page = door(people.press_officer).get(reverse("posts:edit", args=[event.pk])).content.decode()
        assert "Which aim does it serve, in one line?" in page
        assert 'name="answer|aim"' in page

    def test_saving_keeps_the_answer(self, event: Post, people: SimpleNamespace) -> None:
        client, address = door(people.press_officer), reverse("posts:edit", args=[event.pk])
        client.post(address, {**_form(event), "answer|aim": WORDS})
        assert Answer.objects.get().text == WORDS

    def test_the_first_saving_of_a_new_post_keeps_it_too(self, event: Post, people: SimpleNamespace) -> None:
        address = f"{reverse('posts:add')}?court={event.court.slug}"
        door(people.press_officer).post(address, {**_form(event), "answer|aim": WORDS})
        assert Answer.objects.get().subject == f"post:{Post.objects.latest('pk').pk}" != f"post:{event.pk}"

    def test_the_approver_reads_question_and_answer(self, event: Post, people: SimpleNamespace) -> None:
        round = submitted(event, people)
        page = door(people.reviewer).get(reverse("decisions:page", args=[round.reference])).content.decode()
        assert "Which aim does it serve, in one line?" in page
        assert WORDS in page


def _form(post: Post) -> dict[str, object]:
    due = post.due_at.astimezone(post.court.zone)
    return {
        "title": post.title, "kind": post.kind, "aim": post.aim, "language": post.language, "text": post.text,
        "link": "", "accounts": [str(version.account_id) for version in post.versions.all()],
        "due_date": due.date().isoformat(), "due_time": due.strftime("%H:%M"), "missed": "wait",
        "pictures-TOTAL_FORMS": "0", "pictures-INITIAL_FORMS": "0",
    }  # fmt: skip
