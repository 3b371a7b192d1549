import ast
import re
from math import isinf
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import approvals
from approvals.domain.lexicon import alternatives
from approvals.domain.literals import literals
from approvals.domain.phrases import EVERY, Reading, Words, folded, tables, words_of
from approvals.domain.rulebook import PLAIN, OwnWord, Rulebook

KEY = "social-login", "profile"


def test_every_phrase_is_a_pattern():
    for (check, table), rows in tables().items():
        for language, row in rows.items():
            for phrase in row:
                assert re.compile(phrase), (check, table, language, phrase)


def test_every_table_is_named_by_a_check():
    """One that no check reads would look like a rule, and be none."""
    files = Path(approvals.__file__).parent.rglob("*.py")
    nodes = (node for file in files for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
    named = {node.value for node in nodes if isinstance(node, ast.Constant)}
    assert [key for key in tables() if key[1] not in named] == []


def test_every_phrase_has_an_end():
    """One without an end would have to be tried at every place before a word that it needs."""
    rows = [(key, phrase) for key, table in tables().items() for row in table.values() for phrase in row]
    assert [row for row in rows if isinf(literals(row[1]).width.characters)] == []


def test_patterns_are_written_as_people_write():
    assert folded(r"Bürger\w+|وسائل \W") == r"burger\w+|وسايل \W"


def spots(text, *languages, rules=PLAIN):
    return [match[0] for match in Reading(text, words_of(frozenset(languages), rules)).find(KEY)]


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


def test_a_phrase_is_tried_only_where_each_of_its_words_is():
    words = Words({KEY: (r"(?:will|shall) .{0,9}los\w+",)})
    assert words.present("it will be lost").keys() == {KEY}
    assert words.present("it will be") == words.present("all is lost") == {}


def test_phrases_whose_words_are_not_certain_are_always_tried():
    assert Words({KEY: (r"\w+", "x")}).present("y").keys() == {KEY}
    assert Words({KEY: ("xy",)}).present("y x") == {}
    assert Words({}).present("y") == {}


def found(text, rows):
    """What is found of one table with these rows, and what one pattern of them all finds."""
    reading = Reading(text, ())
    told = [match.span() for match in reading.first(Words({KEY: rows}).present(text).get(KEY, {}))]
    return told, [match.span() for match in alternatives(rows).finditer(text)]


LETTERS = st.text("abc驳 ", max_size=14)
ROWS = st.lists(
    st.sampled_from(
        [
            *("ab", "a", "abc ab", r"a\w*", "(?:a |b )?c", "b|ab", r"(?<!c )ab", r"ab?(?! c)", r"\w+ b", "[bc]a"),
            *(r"a.{0,3}c", "驳", "a驳", "驳.?a", r"(?:ab|c)+ a", r"(?:a )*c", r"(?:ab|ca)\w?"),
        ]
    ),
    min_size=1,
    max_size=5,
    unique=True,
)


@given(LETTERS, ROWS)
def test_phrases_find_what_one_pattern_of_them_all_finds(text, rows):
    told, wanted = found(text, rows)
    assert told == wanted


def test_the_words_of_a_phrase_may_come_in_any_order():
    told, wanted = found("ab ca ab", (r"(?:ab|ca)\w?",))
    assert told == wanted == [(0, 2), (3, 5), (6, 8)]


# In one pattern of all, Arabic phrases are tried with "and" before any is without; here each for itself, so that of
# two that begin at one place another may be meant.
TRIED_ALIKE = {language for rows in tables().values() for language in rows} - {"ar"}


@pytest.mark.parametrize("language", sorted(TRIED_ALIKE))
def test_so_do_those_of_every_table(language):
    words = words_of(frozenset() if language == EVERY else frozenset({language}), PLAIN)[-1]
    texts = [" ".join(re.sub(r"\\.|[^\w ]", " ", phrase) for phrase in row)[:400] for row in words.rows.values()]
    for key, text in zip(words.rows, texts, strict=True):
        told, wanted = found(text, words.rows[key])
        assert told == wanted, key
