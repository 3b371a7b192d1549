import pytest

from approvals.domain.findings import Context, Draft, Surface
from approvals.domain.fold import fold
from approvals.domain.own_words import CASE, DOCKET, WHEN, fitting, problem, tables_of
from approvals.domain.packs import load
from approvals.domain.review import review
from approvals.domain.rulebook import PLAIN, OwnWord, Rulebook
from approvals.domain.severity import Severity

SENTENCE = "Log in to the portal with Norvale Chat."


def word(words="Norvale Chat", language="en", table="profile", check="social-login"):
    return OwnWord(check, table, language, words)


def test_words_that_find_their_sentence_may_be_kept():
    assert problem(word(), SENTENCE, PLAIN) is None


@pytest.mark.parametrize(
    ("words", "language", "sentence"),
    [
        ("НорвЧат*", "ru", "Войти на портал можно через норвчату."),
        ("北谷聊天", "zh", "请用北谷聊天登录诉讼服务平台。"),
        ("NORVALE CHAT", "all", "Inicie sesión en el portal con Norvale Chat."),
    ],
)
def test_in_every_script_and_case(words, language, sentence):
    assert problem(word(words, language), sentence, PLAIN) is None


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("*", "short"), ("a*", "short"), ("a", "short"), ("ab", "short"), ("法", "short"), ("法*", "short"),
        ("…", "short"),
        ("a*b*", "star"), ("*abc", "star"), ("**", "star"), ("x" * 81, "long"),
        ("the", "common"), ("the cour*", "common"),
    ],
)  # fmt: skip
def test_what_would_match_everything_is_refused(words, fault):
    assert problem(word(words), SENTENCE, PLAIN) == ("words", fault)


def test_a_word_for_every_language_is_measured_in_each():
    assert problem(word("суд*", "all"), SENTENCE, PLAIN) == ("words", "common")
    assert problem(word("法庭", "all"), SENTENCE, PLAIN) != ("words", "common")


@pytest.mark.parametrize(
    ("facts", "fault"),
    [
        ({"check": "no-such-check"}, ("table", "no-table")),
        ({"table": "no_such_table"}, ("table", "no-table")),
        ({"language": "xx"}, ("language", "no-language")),
    ],
)
def test_a_place_that_is_not_there_is_refused(facts, fault):
    assert problem(word(**facts), SENTENCE, PLAIN) == fault


@pytest.mark.parametrize(
    ("sentence", "fault"),
    [
        ("", "sentence"),
        ("x" * 301, "sentence"),
        ("Log in to the portal.", "without-word"),
        ("Follow us on Norvale Chat.", "silent"),
        ("Log in to the portal with Facebook or Norvale Chat.", "fires-already"),
    ],
)
def test_the_sentence_must_be_found_with_the_word_and_not_without(sentence, fault):
    assert problem(word(), sentence, PLAIN) == ("sentence", fault)


def test_lists_from_which_the_words_would_be_found_are_named():
    sentence = "We back the Norvale Alliance in this election."
    elsewhere = OwnWord("political-endorsement", "contest", "en", "Norvale Alliance")
    assert problem(elsewhere, sentence, PLAIN) == ("sentence", "silent")
    assert "party" in fitting(elsewhere, sentence, PLAIN)


def test_words_that_silence_a_check_cannot_be_added():
    silencing = word("norvale speciality", table="refused")
    assert problem(silencing, "Log in to the portal with Facebook, a Norvale speciality.", PLAIN) == (
        "sentence",
        "fires-already",
    )


def test_words_that_are_there_already_are_told_by_their_sentence():
    there = Rulebook(own=(word(),))
    assert problem(word(), SENTENCE, there) == ("sentence", "fires-already")


def test_the_example_case_is_one_that_the_checks_see():
    draft = Draft("en", "event", (Surface("text", f"We speak of {DOCKET} today."),))
    assert "pending-case" in {finding.code for finding in review(draft, Context(WHEN, (CASE,)))}


def test_only_checks_with_words_have_tables():
    assert "profile" in tables_of("social-login")
    assert tables_of("hidden-text") == ()


@pytest.mark.parametrize("language", list(load("ordinary")["sentences"]))
def test_no_ordinary_sentence_is_blocked(language):
    blocked = []
    for row in load("ordinary")["sentences"][language]:
        for kind in ("service-update", "event", "hearing-list"):
            found = review(Draft(language, kind, (Surface("text", row),)), Context(WHEN))
            blocked += [(f.code, f.params, kind, row) for f in found if f.severity is Severity.BLOCK]
    assert blocked == []


def test_there_are_as_many_ordinary_sentences_in_each_language():
    rows = load("ordinary")["sentences"]
    assert {len({fold(row).text for row in found}) for found in rows.values()} == {20}
    assert len(rows) == 10
