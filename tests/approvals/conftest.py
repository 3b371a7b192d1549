"""A court with its people, and a post that is ready for its approvers."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from approvals.domain.findings import MatterFacts
from approvals.models import Matter, Round
from approvals.services import MatterEntry, digest_of, matter_save, party_add, post_submit, vote_cast
from approvals.services.duties import approvers
from approvals.services.sealed import matter_facts
from cms.models import Post
from publishing.ground.models import Court, Person
from tests.factories import make_court, make_person, make_post


@pytest.fixture
def court(db: None) -> Court:
    return make_court()


@pytest.fixture
def people(court: Court) -> SimpleNamespace:
    """One person of each role of `court`, and a stranger with every role of another court."""
    roles = ("press_officer", "reviewer", "registrar", "judge", "president", "administrator")
    found = {role: make_person(court, role) for role in roles}
    found["stranger"] = make_person(make_court(), *roles)
    return SimpleNamespace(**found)


def make_matter(court: Court, **facts: Any) -> Matter:
    """A matter entered by a registrar of the court; `parties` is a list of PartyEntry."""
    number = Matter.objects.count() + 1
    parties = facts.pop("parties", [])
    registrar = make_person(court, "registrar")
    given = {"code": f"26-{1000 + number}", "docket": f"No. 26-{1000 + number}", **facts}
    matter = matter_save(court=court, entry=MatterEntry(**given), by=registrar)
    for entry in parties:
        party_add(matter=matter, entry=entry, by=registrar)
    return matter


def facts_of(matter: Matter) -> MatterFacts:
    """Everything the checks may know of `matter`, opened."""
    return matter_facts(matter, matter.parties.all(), matter.restrictions.all(), matter.hearings.all())


def change_text(post: Post, text: str) -> None:
    """An edit in place, as a shell or a flaw would make it: no revision, no lock, no question."""
    Post.objects.filter(pk=post.pk).update(text=text)


def step_of(round: Round) -> Any:
    """The step at which the round stands now."""
    fresh = Round.objects.get(pk=round.pk).workflow_state
    return fresh.current_task_state


def approve(round: Round, person: Person, **facts: Any) -> Any:
    """An approval of what stands now."""
    digest = digest_of(round.workflow_state.content_object)
    given = {"task_state": step_of(round), "digest": digest, "decision": "approve", **facts}
    return vote_cast(person=person, **given)


@pytest.fixture
def post(court: Court, people: SimpleNamespace) -> Post:
    """On a case with a jury: its route has a desk (a reviewer, a registrar) and a bench."""
    return make_post(court, people.press_officer, matters=[make_matter(court, jury=True)])


@pytest.fixture
def round(post: Post, people: SimpleNamespace) -> Round:
    """The post, before the desk."""
    return post_submit(post, by=people.press_officer)


def approve_desk(round: Round, people: SimpleNamespace) -> None:
    """Both votes of the desk."""
    approve(round, people.reviewer)
    approve(round, people.registrar)


@pytest.fixture
def before_judge(round: Round, people: SimpleNamespace) -> Round:
    """The post with the approvals of the desk, before the judge."""
    approve_desk(round, people)
    return round


def approve_all(round: Round, people: SimpleNamespace) -> None:
    """Every vote that the route of the round asks for, in turn."""
    for person in (people.reviewer, people.registrar, people.judge):
        task = step_of(round).task.specific
        fresh = Round.objects.get(pk=round.pk)
        if fresh.workflow_state.status == "in_progress" and person.pk in approvers(task, fresh, post_of(fresh)):
            approve(fresh, person)


def post_of(round: Round) -> Post:
    return Post.objects.get(pk=round.workflow_state.object_id)
