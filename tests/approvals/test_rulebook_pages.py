"""The rules of a court on screen: read by its people, changed by registrars and the president alone."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse

from approvals.domain.places import BadPack, codes
from approvals.guidelines import GUIDELINES
from approvals.models import RuleChange
from approvals.services.rulebooks import pack_switch_on, rules_of, word_add
from publishing.ground.models import Court
from tests.approvals.test_decision_pages import door
from tests.approvals.test_rulebooks import WORD

WORDS = {"table": "social-login:profile", "language": "en", "words": "Norvale Chat", "sentence": WORD.sentence}
READERS = ("press_officer", "reviewer", "registrar", "judge", "president", "administrator")
KEEPERS = ("registrar", "president")


@pytest.fixture
def word(court: Court, people: SimpleNamespace) -> RuleChange:
    return word_add(court=court, entry=WORD, by=people.registrar)


def page(court: Court, name: str = "court", *more: Any) -> str:
    return reverse(f"rules:{name}", args=[court.slug, *more])


def body(answer: Any) -> str:
    text: str = answer.content.decode()
    return text


def test_who_opens_which_page(court: Court, people: SimpleNamespace, word: RuleChange) -> None:
    read = [page(court), page(court, "compare"), page(court, "pack", "en-gb")]
    change = [page(court, name) for name in ("word_new", "weight_new", "body_new", "trials")]
    change.append(page(court, "end", word.pk))
    for role, person in vars(people).items():
        wanted = [200 if role in READERS else 404] * 3 + [200 if role in KEEPERS else 404] * 5
        assert [door(person).get(path).status_code for path in read + change] == wanted, role


def test_nobody_else_changes_anything(court: Court, people: SimpleNamespace, word: RuleChange) -> None:
    before = rules_of(court).version
    for role in ("press_officer", "reviewer", "judge", "administrator", "stranger"):
        client = door(getattr(people, role))
        client.post(page(court, "pack", "en-gb"))
        client.post(page(court, "word_new"), {**WORDS, "words": "Vale Mail"})
        client.post(page(court, "weight_new"), {"check": "tone", "weight": "block", "reason": "The bench wants it."})
        client.post(page(court, "body_new"), {"address": "weather.example", "reason": "It is the weather."})
        client.post(page(court, "end", word.pk))
    assert rules_of(court).version == before


def test_a_rule_of_another_court_is_not_there(court: Court, people: SimpleNamespace, word: RuleChange) -> None:
    other = people.stranger.memberships.first().court
    assert door(people.stranger).post(page(other, "end", word.pk)).status_code == 404


def test_a_pack_is_switched_on_and_off(court: Court, people: SimpleNamespace) -> None:
    client = door(people.registrar)
    assert "Switched on" in body(client.post(page(court, "pack", "en-gb"), follow=True))
    pack = RuleChange.objects.get()
    assert page(court, "end", pack.pk) in body(client.get(page(court)))
    client.post(page(court, "end", pack.pk))
    assert rules_of(court).rules.packs == ()
    assert "1 ended rule" in body(client.get(page(court)))


def test_a_pack_that_is_none_is_not_there(court: Court, people: SimpleNamespace) -> None:
    assert door(people.registrar).get(page(court, "pack", "atlantis")).status_code == 404


def test_each_entry_of_a_pack_is_shown_with_its_reason(court: Court, people: SimpleNamespace) -> None:
    text = body(door(people.judge).get(page(court, "pack", "en-gb")))
    assert "Contempt of Court Act 1981" in text
    assert "judiciary.uk" in text
    assert reverse("guidelines:page", args=[20]) in text


def test_words_are_added_with_their_sentence(court: Court, people: SimpleNamespace) -> None:
    text = body(door(people.president).post(page(court, "word_new"), WORDS, follow=True))
    assert "Norvale Chat" in text
    assert WORD.sentence in text


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"words": "*"}, "words"),
        ({"sentence": "Nothing of the kind."}, "sentence"),
        ({"table": "social-login:atlantis"}, "table"),
        ({"language": "xx"}, "language"),
    ],
)
def test_what_is_wrong_stands_under_its_field(court: Court, people: Any, facts: Any, field: str) -> None:
    answer = door(people.registrar).post(page(court, "word_new"), WORDS | facts)
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {field}


def test_a_list_that_would_do_is_named(court: Court, people: SimpleNamespace) -> None:
    sentence = "We back the Norvale Alliance in this election."
    given = {"table": "political-endorsement:contest", "language": "en", "words": "Norvale Alliance"}
    answer = door(people.registrar).post(page(court, "word_new"), given | {"sentence": sentence})
    assert "party" in answer.context["form"].errors["sentence"][0]


def test_a_registrar_is_told_who_lowers_a_weight(court: Court, people: SimpleNamespace) -> None:
    given = {"check": "social-login", "weight": "advise", "reason": "It is harmless here."}
    answer = door(people.registrar).post(page(court, "weight_new"), given)
    assert "Only the president" in body(answer)
    assert "It is harmless here." in body(door(people.president).post(page(court, "weight_new"), given, follow=True))


def test_what_is_fixed_is_not_offered(court: Court, people: SimpleNamespace) -> None:
    assert 'value="embargo"' not in body(door(people.president).get(page(court, "weight_new")))


def test_public_bodies_are_added(court: Court, people: SimpleNamespace) -> None:
    given = {"address": "weather.example", "reason": "It is the weather service."}
    assert "weather.example" in body(door(people.registrar).post(page(court, "body_new"), given, follow=True))


def test_a_pack_with_a_mistake_is_said_and_can_be_ended(
    court: Court, people: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = pack_switch_on(court=court, code="en-gb", by=people.registrar)

    def broken(code: str) -> Any:
        raise BadPack(code, "words[1]", "is broken")

    for module in ("domain.pack_check.sound", "views.rulebook.place", "views.comparison.place"):
        monkeypatch.setattr(f"approvals.{module}", broken)
    text = body(door(people.registrar).get(page(court)))
    assert "every post is stopped" in text
    assert page(court, "end", row.pk) in text
    assert door(people.registrar).get(page(court, "end", row.pk)).status_code == 200
    assert door(people.registrar).get(page(court, "compare")).status_code == 200


def test_every_guideline_stands_in_the_comparison(court: Court, people: SimpleNamespace) -> None:
    text = body(door(people.judge).get(page(court, "compare")))
    assert all(reverse("guidelines:page", args=[number]) in text for number in GUIDELINES)
    assert text.count('<section class="pr-cmp"') == 40


def test_only_the_chosen_packs_are_compared(court: Court, people: SimpleNamespace) -> None:
    client = door(people.judge)
    chosen = client.get(page(court, "compare"), {"pack": "en-gb"})
    assert {one["code"] for row in chosen.context["guidelines"] for one in row["columns"]} == {"en-gb"}
    unknown = client.get(page(court, "compare"), {"pack": "atlantis"})
    assert [shown for _pack, shown in unknown.context["packs"]] == [True] * len(codes())


def test_the_packs_that_are_on_are_compared_first(court: Court, people: SimpleNamespace) -> None:
    pack_switch_on(court=court, code="en-gb", by=people.registrar)
    answer = door(people.judge).get(page(court, "compare"))
    assert [pack.code for pack, shown in answer.context["packs"] if shown] == ["en-gb"]
