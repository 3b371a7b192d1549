"""A court's own rules: who changes them, what is refused, what the checks and the trail make of it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from approvals.checks import check_packs
from approvals.domain import pack_check
from approvals.domain.places import BadPack
from approvals.domain.review import CODES, RULES_VERSION
from approvals.domain.severity import Severity
from approvals.gate import Recheck
from approvals.models import Review, RuleChange
from approvals.models.rules import NeverDeleted
from approvals.services import Invalid, NotAllowed, PartyEntry, post_submit, review_now, review_run
from approvals.services.rulebooks import (
    MOST,
    WordEntry,
    body_add,
    pack_switch_on,
    rule_end,
    rules_of,
    weight_set,
    word_add,
)
from publishing.ground.models import AuditEntry, Court
from publishing.models import Release
from tests.approvals.conftest import approve_all, change_text, make_matter

OTHERS = ("press_officer", "reviewer", "judge", "administrator", "stranger")
WORD = WordEntry("social-login", "profile", "en", "Norvale  Chat ", "Log in to the portal with Norvale Chat.")
WHY = "The bench asked for it in May."


@pytest.fixture
def word(court: Court, people: SimpleNamespace) -> RuleChange:
    return word_add(court=court, entry=WORD, by=people.registrar)


def version(court: Court) -> int:
    return Court.objects.get(pk=court.pk).register_version


def found(post: Any, text: str = WORD.sentence) -> dict[str, str]:
    change_text(post, text)
    post.refresh_from_db()
    return {seen.finding.code: str(seen.finding.severity) for seen in review_now(post).seen}


# --- what is kept ------------------------------------------------------------------------------------


def test_a_new_court_has_the_base_alone(court: Court) -> None:
    assert rules_of(court).version == RULES_VERSION


@pytest.mark.both
def test_own_words_are_kept_tidied_with_author_day_and_sentence(word: RuleChange, people: SimpleNamespace) -> None:
    assert (word.words, word.sentence, word.created_by) == ("Norvale Chat", WORD.sentence, people.registrar)
    assert RuleChange.objects.get() == word


def test_the_checks_use_own_words_at_once(court: Court, people: SimpleNamespace, post: Any) -> None:
    assert "social-login" not in found(post)
    word_add(court=court, entry=WORD, by=people.registrar)
    assert found(post)["social-login"] == "justify"


def test_the_words_of_one_court_are_not_those_of_another(post: Any, people: SimpleNamespace) -> None:
    other = people.stranger.memberships.first().court
    person = people.stranger
    word_add(court=other, entry=WORD, by=person)
    assert "social-login" not in found(post)


def test_ended_words_are_no_longer_used_and_stay_on_record(word: RuleChange, people: Any, post: Any) -> None:
    rule_end(change=word, by=people.president)
    assert "social-login" not in found(post)
    word.refresh_from_db()
    assert word.ended_by == people.president


def test_the_same_words_twice_are_refused_since_the_sentence_is_found_already(court: Court, word: Any) -> None:
    with pytest.raises(Invalid) as refused:
        word_add(court=court, entry=WORD, by=word.created_by)
    assert refused.value.errors.keys() == {"sentence"}


@pytest.mark.parametrize(("words", "field"), [("*", "words"), ("the", "words"), ("Norvale Post", "sentence")])
def test_words_that_cannot_be_kept_name_their_field(court: Court, people: Any, words: str, field: str) -> None:
    entry = WordEntry("social-login", "profile", "en", words, WORD.sentence)
    with pytest.raises(Invalid) as refused:
        word_add(court=court, entry=entry, by=people.registrar)
    assert refused.value.errors.keys() == {field}
    assert not RuleChange.objects.exists()


def test_no_protected_name_comes_into_the_rules(court: Court, people: SimpleNamespace) -> None:
    make_matter(court, parties=[PartyEntry(name="Oriel Thackwray", protected=True)])
    sentence = "Log in to the portal with the chat of Oriel Thackwray."
    entry = WordEntry("social-login", "profile", "en", "chat of Oriel", sentence)
    with pytest.raises(Invalid) as refused:
        word_add(court=court, entry=entry, by=people.registrar)
    assert "Thackwray" not in str(refused.value)
    with pytest.raises(Invalid):
        weight_set(court=court, check="tone", weight="block", reason="For Oriel Thackwray.", by=people.registrar)


def test_there_is_an_end_of_packs(court: Court, people: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MOST, "pack", 1)
    pack_switch_on(court=court, code="en-gb", by=people.registrar)
    with pytest.raises(Invalid, match="as many"):
        pack_switch_on(court=court, code="fr-fr", by=people.registrar)


# --- weights -----------------------------------------------------------------------------------------


def test_a_registrar_makes_a_check_weigh_more(court: Court, people: SimpleNamespace, word: Any, post: Any) -> None:
    weight_set(court=court, check="social-login", weight="block", reason=WHY, by=people.registrar)
    assert found(post)["social-login"] == "block"


def test_only_the_president_makes_a_check_weigh_less(court: Court, people: SimpleNamespace) -> None:
    with pytest.raises(NotAllowed, match="president"):
        weight_set(court=court, check="social-login", weight="advise", reason=WHY, by=people.registrar)
    weight_set(court=court, check="social-login", weight="advise", reason=WHY, by=people.president)
    assert dict(rules_of(court).rules.severities) == {"social-login": Severity.ADVISE}


def test_only_the_president_ends_a_raised_weight(court: Court, people: SimpleNamespace) -> None:
    row = weight_set(court=court, check="social-login", weight="block", reason=WHY, by=people.registrar)
    with pytest.raises(NotAllowed):
        rule_end(change=row, by=people.registrar)
    rule_end(change=row, by=people.president)
    assert rules_of(court).rules.severities == ()


def test_a_new_weight_ends_the_one_before(court: Court, people: SimpleNamespace) -> None:
    weight_set(court=court, check="social-login", weight="block", reason=WHY, by=people.registrar)
    weight_set(court=court, check="social-login", weight="advise", reason=WHY, by=people.president)
    assert [row.weight for row in RuleChange.objects.filter(ended_at=None)] == ["advise"]
    assert RuleChange.objects.count() == 2


@pytest.mark.parametrize("code", ["restricted-identity", "embargo", "reporting-restriction", "check-failed"])
def test_some_checks_cannot_be_weighed_anew(court: Court, people: SimpleNamespace, code: str) -> None:
    if code in CODES:
        with pytest.raises(Invalid):
            weight_set(court=court, check=code, weight="justify", reason=WHY, by=people.president)
    with pytest.raises(Invalid):
        weight_set(court=court, check=code, weight="advise", reason=WHY, by=people.president)


@pytest.mark.parametrize("facts", [{"weight": "none"}, {"check": "atlantis"}, {"reason": "  why?  "}])
def test_a_weight_needs_a_check_a_weight_and_a_reason(court: Court, people: SimpleNamespace, facts: Any) -> None:
    with pytest.raises(Invalid):
        weight_set(court=court, by=people.president, **{"check": "tone", "weight": "block", "reason": WHY} | facts)


# --- public bodies -----------------------------------------------------------------------------------


def test_public_bodies_are_read_beside_the_courts_own(court: Court, people: SimpleNamespace) -> None:
    body_add(court=court, address="Weather.Example", reason=WHY, by=people.registrar)
    body_add(court=court, address="@weather@social.example", reason=WHY, by=people.registrar)
    standing = rules_of(court)
    assert (standing.domains, standing.handles) == (("weather.example",), ("@weather@social.example",))


@pytest.mark.parametrize("address", ["", "weather", "https://weather.example", "a b.example", "*.example", "@w x"])
def test_an_address_that_is_none_is_refused(court: Court, people: SimpleNamespace, address: str) -> None:
    with pytest.raises(Invalid) as refused:
        body_add(court=court, address=address, reason=WHY, by=people.registrar)
    assert refused.value.errors.keys() == {"address"}


def test_the_bodies_of_a_pack_count(court: Court, people: SimpleNamespace) -> None:
    pack_switch_on(court=court, code="en-gb", by=people.registrar)
    assert "judiciary.uk" in rules_of(court).domains


# --- who may, the trail, the version -----------------------------------------------------------------


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_changes_the_rules(court: Court, people: SimpleNamespace, word: RuleChange, role: str) -> None:
    by = getattr(people, role)
    for act in (
        lambda: pack_switch_on(court=court, code="en-gb", by=by),
        lambda: word_add(court=court, entry=WORD, by=by),
        lambda: weight_set(court=court, check="tone", weight="block", reason=WHY, by=by),
        lambda: body_add(court=court, address="weather.example", reason=WHY, by=by),
        lambda: rule_end(change=word, by=by),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert RuleChange.objects.filter(ended_at=None).count() == 1


def test_each_change_stands_on_the_trail_without_a_word(court: Court, people: SimpleNamespace, word: Any) -> None:
    pack_switch_on(court=court, code="en-gb", by=people.registrar)
    weight_set(court=court, check="social-login", weight="block", reason=WHY, by=people.registrar)
    rule_end(change=word, by=people.registrar)
    facts = [row.facts for row in AuditEntry.objects.filter(act="rules_changed").order_by("at")]
    assert facts == [
        {"what": "made", "kind": "word", "code": "social-login"},
        {"what": "made", "kind": "pack", "code": "en-gb"},
        {"what": "made", "kind": "weight", "code": "social-login", "weight": "block"},
        {"what": "ended", "kind": "word", "code": "social-login"},
    ]


def test_each_change_raises_the_register_version_once(court: Court, people: SimpleNamespace) -> None:
    before = version(court)
    for _time in range(2):
        pack = pack_switch_on(court=court, code="en-gb", by=people.registrar)
    assert version(court) == before + 1
    for _time in range(2):
        rule_end(change=pack, by=people.registrar)
    assert version(court) == before + 2


def test_a_review_keeps_the_versions_it_used(court: Court, people: SimpleNamespace, word: Any, post: Any) -> None:
    pack = pack_switch_on(court=court, code="en-gb", by=people.registrar)
    review_run(post, by=None)
    assert Review.objects.get().rules_version == f"{RULES_VERSION} en-gb@1 own@2"
    rule_end(change=pack, by=people.registrar)
    assert rules_of(court).version == f"{RULES_VERSION} own@3"


def test_a_pack_with_a_mistake_blocks_each_review_that_needs_it(
    court: Court, people: SimpleNamespace, post: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack_switch_on(court=court, code="en-gb", by=people.registrar)

    def broken(code: str) -> Any:
        raise BadPack(code, "words[1]", "is broken")

    monkeypatch.setattr(pack_check, "sound", broken)
    assert found(post) == {"check-failed": "block"}
    with pytest.raises(Invalid, match="cannot be used"):
        word_add(court=court, entry=WORD, by=people.registrar)


def test_a_pack_with_a_mistake_is_refused_before_anything_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    assert check_packs() == []
    monkeypatch.setattr("approvals.checks.codes", lambda: ("atlantis",))
    assert [error.id for error in check_packs()] == ["approvals.E001"]


def test_a_pack_that_is_none_is_not_switched_on(court: Court, people: SimpleNamespace) -> None:
    with pytest.raises(Invalid):
        pack_switch_on(court=court, code="../names", by=people.registrar)


@pytest.mark.both
def test_the_database_itself_wants_a_reason(court: Court, people: SimpleNamespace) -> None:
    given = {"court": court, "created_at": timezone.now(), "created_by": people.registrar}
    for facts in (
        {"kind": "weight", "code": "tone", "weight": "block"},
        {"kind": "word", "code": "tone", "table": "slang", "words": "gobbet"},
        {"kind": "body", "code": "domain", "words": "weather.example"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            RuleChange.objects.create(**given, **facts)


def test_nothing_is_ever_deleted(word: RuleChange) -> None:
    for act in (word.delete, RuleChange.objects.all().delete):
        with pytest.raises(NeverDeleted):
            act()


# --- what is cleared already -------------------------------------------------------------------------


@pytest.fixture
def release(post: Any, people: SimpleNamespace) -> Release:
    """A cleared post whose words today's rules pass."""
    change_text(post, WORD.sentence)
    post.refresh_from_db()
    round = post_submit(post, by=people.press_officer)
    approve_all(round, people)
    return Release.objects.get()


def test_a_word_added_after_the_approval_stops_the_post(court: Court, people: Any, release: Release) -> None:
    assert Recheck().recheck(release).passed
    word_add(court=court, entry=WORD, by=people.registrar)
    weight_set(court=court, check="social-login", weight="block", reason=WHY, by=people.registrar)
    verdict = Recheck().recheck(release)
    assert (verdict.passed, "social-login" in verdict.reason) == (False, True)


def test_a_broken_pack_stops_what_is_cleared(
    court: Court, people: Any, release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack_switch_on(court=court, code="en-gb", by=people.registrar)

    def broken(code: str) -> Any:
        raise BadPack(code, "words[1]", "is broken")

    monkeypatch.setattr(pack_check, "sound", broken)
    assert not Recheck().recheck(release).passed
