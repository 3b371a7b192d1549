"""The table of rights: whole, well made, shown, and written down."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils.translation import override

from publishing.ground.proposal_kinds import KINDS
from publishing.ground.rights import ACTS, THINGS, Act, Thing, things_add
from publishing.ground.rights_table import rights_table
from publishing.ground.roles import Role
from tests.factories import make_court, make_person

from .test_rights import DEEDS

ROOT = Path(__file__).parents[3]
PLACES = ("*/services/*.py", "*/services/importing/*.py", "publishing/*.py", "publishing/ground/*.py")
DRAFT = "a draft is stored by post_save_draft, which asks"
INNER = "called by an operation that asks"
# Operations of a person that have no row of their own, and where is asked who may.
ELSEWHERE = {
    "account_store": INNER, "ask": INNER, "changed": INNER, "justification_save": "asks for post_justify",
    "answer_save": "asks for post_answer",
    "comment_resolve": "who wrote the comment or the post: asks for comment_write",
    "court_create": "the command line alone", "file_import": "the command line, or asks for import_create",
    "follow_withdrawal": INNER, "pause_everywhere": "the command line alone",
    "pause_everywhere_lift": "the command line alone",
    "import_put_back": INNER, "leave_case": INNER, "suspend_case": INNER, "move": INNER, "move_many": INNER,
    "naming_refusal": INNER, "number_try": "asks for docket_rules_read", "picture_record": INNER, "authorise": INNER,
    "post_ask": "asks for homonym_ask", "post_for_drill": DRAFT, "post_refill": DRAFT, "post_leave_template": DRAFT,
    "post_leave_suggestion": "asks for suggestion_leave", "post_take_over": "asks for suggestion_apply",
    "post_resolve_comment": "asks as comment_resolve", "preview": INNER, "proposal_make": INNER,
    "proposal_confirm": "each kind of proposal says who", "proposal_refuse": "each kind of proposal says who",
    "proposal_withdraw": "whoever asked", "question_drop": INNER, "question_others_ask": INNER, "quiet_drop": INNER,
    "reason_kept": INNER, "release_create": "an audit name; the clearance is asked", "review_run": INNER,
    "review_store": INNER, "role_give": INNER, "role_propose": INNER, "role_record": INNER, "vote_end": INNER,
    "votes_void_stale": INNER,
}  # fmt: skip
CONFIRMED = {"grant_role": "membership_grant", "connect_account": "account_connect", "lift_pause": "pause_lift_ask"}
SENTENCE = Act("Do it", (Role.JUDGE,))


def operations() -> Iterator[str]:
    """Every public function of the services that a person (`by`) does."""
    for place in PLACES:
        for path in ROOT.glob(place):
            for node in ast.parse(path.read_text()).body:
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and "by" in _given(node):
                    yield node.name


def _given(node: ast.FunctionDef) -> set[str]:
    return {one.arg for one in (*node.args.args, *node.args.kwonlyargs)}


def test_every_operation_stands_in_the_table_or_is_left_out_for_a_reason() -> None:
    assert set(operations()) - set(ACTS) == set(ELSEWHERE)


def test_every_row_is_tried() -> None:
    assert set(ACTS) - set(DEEDS) == set()


@pytest.mark.parametrize("kind", KINDS)
def test_a_second_person_is_whom_the_table_names(kind: str) -> None:
    act = ACTS[CONFIRMED[kind]]
    assert set(KINDS[kind].asked_by) == set(act.roles)
    assert {*KINDS[kind].confirmed_by, *KINDS[kind].instead} == set(act.second)


@pytest.mark.parametrize(
    "things",
    [
        {"post": Thing("Posts", {})},
        {"new": Thing("New", {"post_submit": SENTENCE})},
        {"new": Thing("New", {"new_make": Act("Make it", ())})},
        {"new": Thing("New", {"new_make": Act("Make it", (Role.JUDGE,), ("unknown",))}, {"known": "Known"})},
    ],
    ids=["a thing twice", "an act twice", "done by nobody", "an unknown state"],
)
def test_a_malformed_row_is_refused(things: dict[str, Thing]) -> None:
    with pytest.raises(ValueError, match=r"twice|nobody"):
        things_add(things)


def test_the_page_of_the_documentation_is_made_from_the_table() -> None:
    with override("en"):
        made = rights_table()
    assert (ROOT / "docs/rights.md").read_text() == made, "run manage.py rights_table > docs/rights.md"


@pytest.mark.django_db
class TestThePage:
    def shown(self, client, person, **asked: str) -> str:
        client.force_login(person)
        answer = client.get(reverse("people:rights"), asked)
        assert answer.status_code == 200
        return answer.content.decode()

    @pytest.mark.parametrize("role", list(Role))
    def test_everybody_of_a_court_reads_it(self, client, role: str) -> None:
        page = self.shown(client, make_person(make_court(), role))
        assert all(str(act.label).replace("’", "’") in page for thing in THINGS.values() for act in thing.acts.values())

    def test_who_has_no_role_finds_nothing(self, client) -> None:
        client.force_login(make_person(is_superuser=True))
        assert client.get(reverse("people:rights")).status_code == 404

    def test_it_can_be_narrowed_to_ones_own(self, client) -> None:
        page = self.shown(client, make_person(make_court(), Role.ADVISER), role="own")
        assert "Answer with advice" in page
        assert "Connect an account" not in page

    def test_it_can_be_narrowed_to_a_role_that_covers_another(self, client) -> None:
        page = self.shown(client, make_person(make_court(), Role.JUDGE), role="vice_president")
        assert "Make a check weigh less" in page
        assert "Seal a matter" not in page

    def test_an_unknown_role_narrows_nothing(self, client) -> None:
        assert "Seal a matter" in self.shown(client, make_person(make_court(), Role.JUDGE), role="<script>")
