import re

import pytest
import re2

from approvals.domain.phrases import Book, book, folded, tables, wider
from approvals.domain.rulebook import PLAIN, OwnWord, Rulebook

KEY = "social-login", "profile"


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"соц\w+", "соцсети"),
        (r"wins?(?!')", "win"),
        (r"[\w-]+ court", "суд-а court"),
        (r"a\b.{0,4}b", "a - b"),
        (r"\d+", "٣٤"),
        (r"no[^\w]x", "no。x"),
        ("驳回|撤销", "撤销"),
        (r"[^\W\d_]+ x", "é x"),
        (r"[^\w]x", "\u0301x"),
        (r"[^\s\d]x", "-x"),
        (r"win\w*", "win"),
        (r"win(?:s|\w*)", "winner"),
    ],
)
def test_the_quick_search_finds_what_python_finds(pattern, text):
    assert re.search(pattern, text)
    assert re2.search(wider(pattern), text)


def test_every_phrase_is_one_that_both_engines_take():
    for (check, table), rows in tables().items():
        for language, row in rows.items():
            for phrase in row:
                assert re.compile(phrase), (check, table, language, phrase)
                assert re2.compile(wider(phrase)), (check, table, language, phrase)


def test_patterns_are_written_as_people_write():
    assert folded(r"Bürger\w+|وسائل \W") == r"burger\w+|وسايل \W"


def test_only_the_languages_of_a_text_are_read():
    assert book(frozenset({"tr"}), PLAIN).present("log in with your social profile") == frozenset()
    assert KEY in book(frozenset({"en"}), PLAIN).present("log in with your social profile")


def test_a_courts_own_words_are_read():
    rules = Rulebook(own=(OwnWord("social-login", "profile", "en", "Norvale Chat*"),))
    assert book(frozenset({"en"}), rules).tables[KEY].search("enter by norvale chatroom")
    assert KEY in book(frozenset({"en"}), rules).present("enter by norvale chatroom")
    assert KEY not in book(frozenset({"tr"}), rules).present("enter by norvale chatroom")


def test_where_the_quick_search_gives_up_everything_is_read():
    class Tired:
        def Match(self, text):
            return None

    assert Book({KEY: re.compile("x")}, Tired(), (KEY,)).present("y") == {KEY}


def test_the_quick_search_has_room_for_every_language():
    languages = frozenset(language for rows in tables().values() for language in rows) - {"all"}
    assert book(languages, PLAIN).quick.Match("x" * 20_000) is not None
