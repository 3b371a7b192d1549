import re

import pytest

from approvals.domain.phrases import EVERY, Reading, Words, folded, tables, words_of
from approvals.domain.rulebook import PLAIN, OwnWord, Rulebook

KEY = "social-login", "profile"


def test_every_phrase_is_a_pattern():
    for (check, table), rows in tables().items():
        for language, row in rows.items():
            for phrase in row:
                assert re.compile(phrase), (check, table, language, phrase)


def test_patterns_are_written_as_people_write():
    assert folded(r"Bürger\w+|وسائل \W") == r"burger\w+|وسايل \W"


def spots(text, *languages, rules=PLAIN):
    return [match[0] for match in Reading(text, languages, rules).find(KEY)]


def test_only_the_languages_of_a_text_are_read():
    text = "log in with your social profile"
    assert spots(text, "tr") == []
    assert spots(text, "en") == spots(text, "tr", "en") == ["social profile"]


def test_phrases_of_several_languages_are_found_once_each():
    assert spots("sosyal medya or a social account: facebook", "en", "tr") == [
        "sosyal medya",
        "social account",
        "facebook",
    ]


def test_a_courts_own_words_are_read():
    rules = Rulebook(own=(OwnWord("social-login", "profile", "en", "Norvale Chat*"),))
    assert spots("enter by norvale chatroom", "en", rules=rules) == ["norvale chatroom"]
    assert spots("enter by norvale chatroom", "tr", rules=rules) == []


def test_a_table_whose_words_are_not_certain_is_always_read():
    assert Words({KEY: (r"\w+", "x")}).present("y") == {KEY}
    assert Words({KEY: ("xy",)}).present("y x") == frozenset()
    assert Words({}).present("y") == frozenset()


@pytest.mark.parametrize("language", sorted({language for rows in tables().values() for language in rows}))
def test_what_a_pattern_finds_the_words_announce(language):
    words = words_of(frozenset() if language == EVERY else frozenset({language}), PLAIN)[-1]
    texts = [re.sub(r"\\.|[^\w ]", " ", phrase) for row in words.rows.values() for phrase in row]
    for text in texts:
        present = words.present(text)
        assert [key for key in words.rows if key not in present and words.pattern(key).search(text)] == []
