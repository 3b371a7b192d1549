import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from approvals.domain.dockets import number_key
from approvals.domain.fold import fold
from approvals.domain.keys import gram_key, head
from approvals.domain.names import forms, matches, ngrams, places
from approvals.domain.spellings import Strength, spellings
from approvals.domain.textkeys import each_key, heads, keys_under
from approvals.domain.tokens import LONGEST

NAMES = [
    "Oriel Thackwray", "Maud Ellery-Finch", "Íñigo Balmaseda Quirós", "Jan van der Werff", "Злата Мирошкина",
    "Роман Тихий", "رهف الداغستاني", "林若笙", "欧阳承泽", "Işıl Tınaztepe", "Dražen Vukomanović", "星澜置业有限公司",
    "Annegret Müllershausen", "Северолесторг", "شركة وادي الزعفران", "艾丽西亚·万通格伦",
    "The Very Long Name Of A Body Ltd",
]  # fmt: skip
WORDS = [
    "the",
    "hearing",
    "слушание",
    "по делу",
    "جلسة",
    "今天",
    "出庭",
    "#",
    "-",
    ".",
    " ",
    "\n",
    "'s",
    "\u200b",
    ", ",
]


def found(text, name, *further):
    known = spellings(name, further)
    return [text[m.start : m.end] for m in matches(places(text, known), known)]


@st.composite
def texts(draw):
    name = draw(st.sampled_from(NAMES))
    form = draw(
        st.sampled_from([name, name.upper(), name.lower(), "".join(name.split()), " ".join(name), *spellings(name)])
    )
    left, right = (draw(st.lists(st.sampled_from(WORDS), max_size=4)) for _ in "ab")
    return name, " ".join(left) + " " + form + draw(st.sampled_from(["", " ", ".", "'"])) + " ".join(right)


@given(texts())
@settings(max_examples=300, deadline=None)
def test_whatever_the_matcher_finds_the_index_would_offer(case):
    name, text = case
    if found(text, name):
        assert forms(name) & ngrams(text)


@given(st.sampled_from(NAMES), st.lists(st.sampled_from(WORDS), max_size=3))
@settings(max_examples=100, deadline=None)
def test_a_full_name_is_always_found(name, left):
    text = " ".join(left) + " " + name + " now"
    assert any(m.strength >= Strength.LISTED for m in matches(places(text, spellings(name)), spellings(name)))


@given(st.sampled_from(NAMES), st.text(max_size=40), st.text(max_size=40))
@settings(max_examples=200, deadline=None)
def test_a_match_lies_within_the_text(name, left, right):
    text = f"{left} {name} {right}"
    known = spellings(name)
    for match in matches(places(text, known), known):
        assert 0 <= match.start < match.end <= len(text)


def test_a_name_longer_than_an_n_gram_needs_its_whole_length():
    assert not found("The Very Long Name Of B", "The Very Long Name Of A Body Ltd")


def test_a_first_name_alone_is_no_spelling():
    assert "oriel" not in spellings("Oriel Thackwray")


def test_a_chinese_given_name_alone_is_no_spelling():
    assert "若笙" not in spellings("林若笙")


def test_the_middle_given_name_is_no_surname():
    assert "jane" not in spellings("Mary Jane Thackwray")


def test_both_spanish_surnames_count():
    assert {"balmaseda", "quiros", "inigo balmaseda"} <= set(spellings("Íñigo Balmaseda Quirós"))


def test_russian_cases_are_made_on_entry():
    assert {"злату мирошкину", "мирошкинои", "златои мирошкинои"} <= set(spellings("Злата Мирошкина"))


def test_russian_patronymics_keep_surname_and_name_apart():
    assert {"иван дубравин", "дубравин"} <= set(spellings("Дубравин Иван Петрович"))
    assert "иван" not in spellings("Дубравин Иван Петрович")


def test_arabic_particles_are_made_on_entry():
    assert {"بالداغستاني", "للداغستاني", "والداغستاني"} <= set(spellings("رهف الداغستاني"))


def test_a_company_is_found_without_its_legal_form():
    assert "saltmarsh dairies" in spellings("Saltmarsh Dairies Ltd")


def test_a_handle_is_one_word():
    assert "petraoskold" in spellings("Petra Oskold", ["@petra_oskold"])


def test_a_handle_with_an_underscore_is_found():
    assert found("Thanks, @petra_oskold!", "Quill Other", "@petra_oskold") == ["petra_oskold"]


def test_a_docket_gives_the_key_of_its_numbers():
    assert number_key("No. 26-451") in forms("No. 26-451") & ngrams("in case 26-451 today")


@pytest.mark.parametrize(
    "text",
    ["O r i e l  T h a c k w r a y", "0riel Thackwray", "OrielThackwray", "Thackwray, Oriel", "Oriel\u00a0 Thackwray",
     "Oriеl Thackwray", "O.r.i.e.l T.h.a.c.k.w.r.a.y", "oriel_thackwray", "Oriel%20Thackwray"],
)  # fmt: skip
def test_a_disguised_name_is_found_whole(text):
    known = spellings("Oriel Thackwray")
    assert any(m.strength is Strength.FULL for m in matches(places(text, known), known))


@pytest.mark.parametrize("text", ["C o r v e n t a est là", "I C o r v e n t est là", "y C o r v e n t e"])
def test_a_spaced_name_is_found_beside_a_word_of_one_letter(text):
    assert [row.gram for row in matches(places(text, {"corvent"}), spellings("Corvent"))] == ["corvent"]
    assert "corvent" in ngrams(text)


@given(st.lists(st.sampled_from(["al", "el", "rose", "halls", "martin", "каменского", "والنجار", "26"]), max_size=9))
def test_the_keys_of_a_text_are_those_of_its_n_grams(row):
    grams = [" ".join(row[i:j]) for i in range(len(row)) for j in range(i + 1, min(i + LONGEST, len(row)) + 1)]
    told = set(each_key(" ".join(row)))
    assert {gram_key(fold(gram).text) for gram in grams if not gram.isdigit()} <= told


PIECES = [
    "al", "el", "rose", "halls", "martin", "каменского", "والنجار", "26", "H a l l s", "SaskiaRose", "林若笙",
    "若·笙林", "h-alls", "m4rtin",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=7), st.data())
def test_the_keys_under_some_heads_are_all_that_have_them(row, data):
    text = " ".join(row)
    keys, known = set(each_key(text)), heads(text)
    assert {head(key) for key in keys} <= known
    some = data.draw(st.sets(st.sampled_from(sorted(known)))) if known else set()
    assert set(keys_under(text, some)) == {key for key in keys if head(key) in some}


def test_the_head_is_the_same_in_whatever_order_a_name_is_written():
    assert {head(gram_key(fold(name).text)) for name in ("Anna Corvane", "Corvane Anna", "A Corvanes")} == {"corvane"}
    assert head("林若笙") == "林若"
