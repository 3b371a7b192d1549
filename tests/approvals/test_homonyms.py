""" "This is someone else": who may say so, for how much, and for how long."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from approvals.gate import Recheck
from approvals.models import Homonym, HomonymState, Matter, Party, Review
from approvals.services import (
    Invalid,
    NotAllowed,
    PartyEntry,
    Refused,
    RestrictionEntry,
    Seen,
    TextChanged,
    homonym_answer,
    homonym_ask,
    homonym_revoke,
    party_add,
    party_remove,
    post_submit,
    restriction_add,
    review_now,
)
from approvals.services.clearings import names_hash_of
from approvals.services.homonyms import questions_of
from approvals.services.index import SAME
from cms.models import Post
from publishing.ground.models import AuditEntry, Court, Membership, Notice
from publishing.models import Release
from tests.approvals.conftest import approve, approve_all, change_text, make_matter
from tests.factories import make_person, make_post

NAME = "Ellery Finch"
SENTENCE = f"{NAME} bakes the bread for the open day."
TEXT = f"The registry opens at nine. {SENTENCE} Everybody is welcome."
WHY = "The baker of Mill Lane, well known here."


@pytest.fixture
def matter(court: Court) -> Matter:
    return make_matter(court, parties=[PartyEntry(name=NAME, protected=True, role="child")])


@pytest.fixture
def post(court: Court, people: SimpleNamespace, matter: Matter) -> Post:
    return make_post(court, people.press_officer, text=TEXT)


@pytest.fixture
def asked(post: Post, people: SimpleNamespace) -> Homonym:
    return ask(post, people.press_officer)


@pytest.fixture
def cleared(asked: Homonym, people: SimpleNamespace) -> Homonym:
    return clear(asked, people.registrar)


def ask(post: Post, person: Any, reason: str = WHY) -> Homonym:
    seen = named(post)[0]
    return homonym_ask(
        reviewable=post, matter=seen.finding.matter, words_hash=seen.words_hash, reason=reason, by=person
    )


def clear(question: Homonym, person: Any, reason: str = "Another person: born later.", **facts: Any) -> Homonym:
    given = {"sentences": question.sentences, "cleared": True, **facts}
    return homonym_answer(question=question, reason=reason, by=person, **given)


def named(post: Post) -> list[Seen]:
    return [seen for seen in review_now(fresh(post)).seen if seen.finding.code == "restricted-identity"]


def severities(post: Post) -> list[str]:
    return [str(seen.finding.severity) for seen in named(post)]


def fresh(post: Post) -> Post:
    return Post.objects.get(pk=post.pk)


def test_no_answer_hides_the_next_namesake(court: Court, post: Post, people: SimpleNamespace) -> None:
    for _number in range(SAME + 1):
        make_matter(court, parties=[PartyEntry(name=NAME, protected=True, role="child")])
    for _number in range(SAME + 2):
        assert "block" in severities(post)
        open_ones = [seen for seen in named(post) if seen.open]
        seen = open_ones[0]
        question = homonym_ask(
            reviewable=post, matter=seen.finding.matter, words_hash=seen.words_hash, reason=WHY, by=people.press_officer
        )
        clear(question, people.registrar)
    assert set(severities(post)) == {"advise"}


# --- asking ------------------------------------------------------------------------------------------


def test_a_question_holds_hashes_and_no_word_of_the_post(asked: Homonym) -> None:
    kept = " ".join(str(value) for value in Homonym.objects.values().get(pk=asked.pk).values())
    assert not [word for word in (*NAME.split(), "bakes", "bread") if word.casefold() in kept.casefold()]


def test_the_registrars_are_told_without_a_word_of_the_post(asked: Homonym, people: SimpleNamespace) -> None:
    notice = Notice.objects.get(person=people.registrar)
    assert asked.reference in notice.subject
    assert not [word for word in (*NAME.split(), "bakes") if word in notice.subject + notice.body]


def test_the_trail_keeps_offsets_and_hashes(asked: Homonym) -> None:
    entry = AuditEntry.objects.get(act="homonym_asked")
    start = TEXT.index(NAME)
    assert [span[1:] for span in entry.facts["spans"]] == [[start, start + len(NAME)]]
    assert NAME.split()[1] not in str(entry.facts)


def test_the_same_question_is_not_asked_twice(asked: Homonym, post: Post, people: SimpleNamespace) -> None:
    with pytest.raises(Refused, match="asked already"):
        ask(post, people.press_officer)
    assert Homonym.objects.count() == 1


def test_the_database_keeps_one_open_question_too(asked: Homonym) -> None:
    copy = {key: value for key, value in Homonym.objects.values().get(pk=asked.pk).items() if key != "id"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Homonym.objects.create(**copy)


def test_a_changed_sentence_takes_the_place_of_the_question(
    asked: Homonym, post: Post, people: SimpleNamespace
) -> None:
    change_text(post, TEXT.replace("bread", "cake"))
    again = ask(fresh(post), people.press_officer)
    asked.refresh_from_db()
    assert (asked.state, again.state) == (HomonymState.OVERTAKEN, HomonymState.ASKED)


@pytest.mark.parametrize("role", ["reviewer", "registrar", "judge", "president", "administrator", "stranger"])
def test_only_a_press_officer_of_the_court_asks(post: Post, people: SimpleNamespace, role: str) -> None:
    with pytest.raises(NotAllowed):
        ask(post, getattr(people, role))
    assert not Homonym.objects.exists()


def test_a_superuser_without_the_role_does_not_ask(post: Post) -> None:
    with pytest.raises(NotAllowed):
        ask(post, make_person(is_superuser=True))


@pytest.mark.parametrize("reason", ["", "  ", "x", "a" * 10_000, f"It is {NAME}.", "Not FINCH, Ellery"])
def test_a_reason_that_cannot_be_kept_is_refused(post: Post, people: SimpleNamespace, reason: str) -> None:
    with pytest.raises(Invalid) as refused:
        ask(post, people.press_officer, reason)
    assert "Finch" not in str(refused.value)
    assert not Homonym.objects.exists()


def test_a_long_reason_is_told_its_length(post: Post, people: SimpleNamespace) -> None:
    with pytest.raises(Invalid, match="10000 characters, 1000 are the most"):
        ask(post, people.press_officer, "a" * 10_000)


@pytest.mark.parametrize(("code", "words_hash"), [("26-9", None), (None, "0" * 16), ("", ""), ("x|y", "z")])
def test_what_does_not_block_is_not_asked_about(
    post: Post, people: SimpleNamespace, code: str | None, words_hash: str | None
) -> None:
    seen = named(post)[0]
    given = {
        "matter": seen.finding.matter if code is None else code,
        "words_hash": seen.words_hash if words_hash is None else words_hash,
    }
    with pytest.raises(Refused):
        homonym_ask(reviewable=post, reason=WHY, by=people.press_officer, **given)


def test_a_draft_that_cannot_be_checked_is_not_asked_about(post: Post, people: SimpleNamespace) -> None:
    seen = named(post)[0]
    Post.objects.filter(pk=post.pk).update(due_at=None)
    with pytest.raises(Refused, match="cannot be checked"):
        homonym_ask(
            reviewable=fresh(post), matter=seen.finding.matter, words_hash=seen.words_hash, reason=WHY,
            by=people.press_officer,
        )  # fmt: skip


def test_where_nobody_could_answer_it_is_said_at_once(post: Post, people: SimpleNamespace, court: Court) -> None:
    Membership.objects.filter(court=court, role="registrar").delete()
    with pytest.raises(Refused, match="No registrar"):
        ask(post, people.press_officer)


# --- answering ----------------------------------------------------------------------------------------


def test_a_cleared_hit_becomes_advice_with_reason_and_registrar(
    cleared: Homonym, post: Post, people: SimpleNamespace
) -> None:
    (seen,) = named(post)
    assert (str(seen.finding.severity), seen.finding.reason, seen.open) == ("advise", "name-cleared", False)
    assert (seen.reason, seen.reason_by) == ("Another person: born later.", str(people.registrar))


def test_a_kept_hit_blocks_on(asked: Homonym, post: Post, people: SimpleNamespace) -> None:
    clear(asked, people.registrar, cleared=False)
    assert severities(post) == ["block"]


def test_the_asker_is_told_without_a_word_of_the_post(cleared: Homonym, people: SimpleNamespace) -> None:
    notice = Notice.objects.get(person=people.press_officer)
    assert cleared.reference in notice.subject
    assert notice.url.endswith(f"/{cleared.object_id}/")
    assert "Finch" not in notice.subject + notice.body


def test_the_answer_is_on_the_trail_without_words(cleared: Homonym, matter: Matter) -> None:
    facts = AuditEntry.objects.get(act="homonym_cleared").facts
    assert facts["parties"] == [str(Party.objects.get(matter=matter).pk)]
    assert not [word for word in ("Finch", "Another", "Mill") if word in str(facts)]


@pytest.mark.parametrize("role", ["press_officer", "reviewer", "judge", "president", "administrator", "stranger"])
def test_only_a_registrar_of_the_court_answers(asked: Homonym, people: SimpleNamespace, role: str) -> None:
    with pytest.raises(NotAllowed):
        clear(asked, getattr(people, role))
    asked.refresh_from_db()
    assert asked.state == HomonymState.ASKED


@pytest.mark.parametrize("superuser", [False, True])
def test_who_wrote_or_asked_never_clears_whatever_their_roles(
    asked: Homonym, people: SimpleNamespace, court: Court, superuser: bool
) -> None:
    people.press_officer.is_superuser = superuser
    people.press_officer.save()
    Membership.objects.create(court=court, person=people.press_officer, role="registrar")
    with pytest.raises(NotAllowed, match="another registrar"):
        clear(asked, people.press_officer)


def test_a_registrar_who_edited_the_draft_never_clears(asked: Homonym, post: Post, people: SimpleNamespace) -> None:
    fresh(post).save_revision(user=people.registrar, clean=False)
    with pytest.raises(NotAllowed, match="another registrar"):
        clear(asked, people.registrar)


def test_a_clearing_by_who_writes_at_the_post_afterwards_holds_no_more(
    cleared: Homonym, post: Post, people: SimpleNamespace
) -> None:
    fresh(post).save_revision(user=people.registrar, clean=False)
    assert severities(post) == ["block"]


def test_the_database_refuses_an_answer_by_who_asked(asked: Homonym) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Homonym.objects.filter(pk=asked.pk).update(answered_by=asked.asked_by, answered_at=timezone.now())


@pytest.mark.parametrize("reason", ["", "no", "a" * 10_000, f"{NAME} was born later."])
def test_an_answer_needs_a_reason_that_can_be_kept(asked: Homonym, people: SimpleNamespace, reason: str) -> None:
    with pytest.raises(Invalid):
        clear(asked, people.registrar, reason)
    asked.refresh_from_db()
    assert (asked.state, asked.answered_why) == (HomonymState.ASKED, "")


def test_a_question_is_answered_once(cleared: Homonym, people: SimpleNamespace) -> None:
    with pytest.raises(Refused, match="has an answer"):
        clear(cleared, people.registrar, cleared=False)


@pytest.mark.parametrize("read", [[], ["0" * 16], "asked"])
def test_only_a_sentence_that_was_read_and_stands_is_cleared(
    asked: Homonym, post: Post, people: SimpleNamespace, read: Any
) -> None:
    if read == "asked":
        change_text(post, TEXT.replace("bread", "cake"))
        read = asked.sentences
    with pytest.raises(TextChanged):
        clear(asked, people.registrar, sentences=read)
    assert severities(post) == ["block"]


# --- for how much it holds ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("nine", "ten"),
        TEXT.replace("Everybody", "Everyone"),
        SENTENCE,
        TEXT.replace("bakes the", "bakes  the").replace("bread", "BREAD"),
    ],
)
def test_it_survives_what_is_mended_elsewhere(cleared: Homonym, post: Post, text: str) -> None:
    change_text(post, text)
    assert severities(post) == ["advise"]


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("bakes the bread", "robbed the bank"),
        TEXT.replace(NAME, "Ellery FINCH"),
        TEXT.replace(NAME, "E. Finch"),
        TEXT.replace(f"{NAME} bakes", f"The accused {NAME} bakes"),
        TEXT.replace("nine. ", "nine, "),
    ],
)
def test_another_context_or_other_words_block_again(cleared: Homonym, post: Post, text: str) -> None:
    change_text(post, text)
    assert "block" in severities(post)


def test_the_same_words_in_a_second_sentence_block_beside_the_first(cleared: Homonym, post: Post) -> None:
    change_text(post, f"{TEXT} {NAME} was convicted.")
    assert severities(post) == ["block", "advise"]


def test_one_question_covers_the_words_in_all_their_sentences(
    court: Court, people: SimpleNamespace, matter: Matter
) -> None:
    post = make_post(court, people.press_officer, text=f"{TEXT} {NAME} also sings.")
    question = clear(ask(post, people.press_officer), people.registrar)
    assert (len(question.sentences), severities(post)) == (2, ["advise"])


def test_it_holds_on_any_surface(cleared: Homonym, post: Post) -> None:
    Post.objects.filter(pk=post.pk).update(title=SENTENCE)
    assert severities(post) == ["advise"]


def test_another_post_with_the_same_sentence_blocks(cleared: Homonym, court: Court, people: SimpleNamespace) -> None:
    assert severities(make_post(court, people.press_officer, text=TEXT)) == ["block"]


def test_a_row_moved_to_another_post_clears_nothing_unasked(
    cleared: Homonym, court: Court, people: SimpleNamespace
) -> None:
    """Not even with the same words: the sentence must be the same, too."""
    other = make_post(court, people.press_officer, text=TEXT.replace("bread", "cake"))
    Homonym.objects.filter(pk=cleared.pk).update(subject=f"post:{other.pk}", object_id=str(other.pk))
    assert severities(other) == ["block"]


def test_the_same_name_in_another_matter_blocks(cleared: Homonym, court: Court, post: Post) -> None:
    make_matter(court, parties=[PartyEntry(name=NAME, protected=True)])
    assert sorted(severities(post)) == ["advise", "block"]


# --- for how long -----------------------------------------------------------------------------------------


def test_a_second_person_of_that_name_in_the_matter_ends_it(
    cleared: Homonym, post: Post, matter: Matter, people: SimpleNamespace
) -> None:
    party_add(matter=matter, entry=PartyEntry(name=NAME, protected=True), by=people.registrar)
    assert severities(post) == ["block"]


def test_a_new_entry_of_the_person_ends_it(
    cleared: Homonym, post: Post, matter: Matter, people: SimpleNamespace
) -> None:
    party_remove(party=Party.objects.get(matter=matter), by=people.registrar)
    party_add(matter=matter, entry=PartyEntry(name=NAME, protected=True), by=people.registrar)
    assert severities(post) == ["block"]


def test_an_entry_of_somebody_else_leaves_it(
    cleared: Homonym, post: Post, matter: Matter, people: SimpleNamespace
) -> None:
    party_add(matter=matter, entry=PartyEntry(name="Zora Plavec", protected=True), by=people.registrar)
    assert severities(post) == ["advise"]


def test_a_new_order_in_the_matter_ends_it(
    cleared: Homonym, post: Post, matter: Matter, people: SimpleNamespace
) -> None:
    restriction_add(matter=matter, entry=RestrictionEntry(type="anonymity"), by=people.registrar)
    assert severities(post) == ["block"]


def test_a_changed_spelling_of_the_person_changes_the_hash(cleared: Homonym, matter: Matter) -> None:
    party = Party.objects.get(matter=matter)
    assert names_hash_of(matter, [party]) == cleared.names_hash
    assert names_hash_of(matter, []) != cleared.names_hash


def test_it_can_be_asked_again_after_it_ended(
    cleared: Homonym, post: Post, matter: Matter, people: SimpleNamespace
) -> None:
    restriction_add(matter=matter, entry=RestrictionEntry(type="anonymity"), by=people.registrar)
    clear(ask(fresh(post), people.press_officer), people.registrar)
    assert severities(post) == ["advise"]


def test_a_revoked_one_blocks_again(cleared: Homonym, post: Post, people: SimpleNamespace) -> None:
    homonym_revoke(question=cleared, reason="It was the same person.", by=people.registrar)
    assert severities(post) == ["block"]
    assert AuditEntry.objects.filter(act="homonym_revoked").exists()


@pytest.mark.parametrize("role", ["press_officer", "reviewer", "judge", "president", "administrator", "stranger"])
def test_only_a_registrar_of_the_court_takes_it_back(cleared: Homonym, people: SimpleNamespace, role: str) -> None:
    with pytest.raises(NotAllowed):
        homonym_revoke(question=cleared, reason="It was the same person.", by=getattr(people, role))


def test_what_is_not_cleared_cannot_be_taken_back(asked: Homonym, people: SimpleNamespace) -> None:
    with pytest.raises(Refused):
        homonym_revoke(question=asked, reason="It was the same person.", by=people.registrar)


def test_the_newest_question_of_the_same_words_is_the_one_shown(
    cleared: Homonym, post: Post, people: SimpleNamespace
) -> None:
    homonym_revoke(question=cleared, reason="It was the same person.", by=people.registrar)
    again = ask(fresh(post), people.press_officer)
    assert [row.pk for row in questions_of(post.court, cleared.subject).values()] == [again.pk]


# --- the rest of the way -----------------------------------------------------------------------------------


@pytest.fixture
def release(cleared: Homonym, post: Post, people: SimpleNamespace) -> Release:
    round = post_submit(fresh(post), by=people.press_officer)
    approve_all(round, people)
    return Release.objects.get()


def test_a_blocked_post_is_not_submitted_while_the_question_waits(
    asked: Homonym, post: Post, people: SimpleNamespace
) -> None:
    assert "mended" in post_submit(fresh(post), by=people.press_officer).refused


def test_a_cleared_post_goes_the_whole_way(release: Release) -> None:
    assert Recheck().recheck(release).passed


def test_the_stored_review_counts_it(release: Release, cleared: Homonym) -> None:
    (row,) = Review.objects.latest("ran_at").findings
    assert (row["code"], row["severity"], row["answer"]) == ("restricted-identity", "advise", str(cleared.pk))


def test_a_clearing_after_submission_leaves_digest_and_votes(release: Release, cleared: Homonym) -> None:
    assert release.digest == Review.objects.latest("ran_at").digest


def test_a_revoked_clearing_holds_what_waits_to_be_sent(
    release: Release, cleared: Homonym, people: SimpleNamespace
) -> None:
    before = Recheck().recheck(release).register_version
    homonym_revoke(question=cleared, reason="It was the same person.", by=people.registrar)
    verdict = Recheck().recheck(release)
    assert (verdict.passed, verdict.register_version > before) == (False, True)
    assert "Finch" not in verdict.reason


def test_a_name_that_comes_later_can_be_cleared_while_the_votes_stand(court: Court, people: SimpleNamespace) -> None:
    post = make_post(court, people.press_officer, text=TEXT, matters=[make_matter(court, jury=True)])
    round = post_submit(post, by=people.press_officer)
    approve(round, people.reviewer)
    make_matter(court, parties=[PartyEntry(name=NAME, protected=True)])
    clear(ask(fresh(post), people.press_officer), people.registrar)
    approve_all(round, people)
    assert Recheck().recheck(Release.objects.get()).passed
