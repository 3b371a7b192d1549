import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from approvals.domain.fold import compat, fold

ANY = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60)


@given(ANY)
@settings(max_examples=400, deadline=None)
def test_folding_twice_is_folding_once(text):
    once = fold(text).text
    assert fold(once).text == once


@given(ANY)
@settings(max_examples=200, deadline=None)
def test_every_folded_character_knows_its_origin(text):
    folded = fold(text)
    assert len(folded.offsets) == len(folded.text)
    assert all(fold(text[at]).text for at in folded.offsets)


@given(ANY)
@settings(max_examples=200, deadline=None)
def test_offsets_never_go_back(text):
    assert list(fold(text).offsets) == sorted(fold(text).offsets)


@given(ANY, st.data())
@settings(max_examples=400, deadline=None)
def test_a_span_maps_back_to_the_characters_that_caused_it(text, data):
    folded = fold(text)
    start = data.draw(st.integers(0, max(0, len(folded.text) - 1)))
    end = data.draw(st.integers(start, len(folded.text)))
    first, last = folded.span(start, end)
    assert folded.text[start:end] in fold(text[first:last]).text
    assert start == end or fold(text[first]).text


@given(ANY)
@settings(max_examples=100, deadline=None)
def test_composed_and_decomposed_text_fold_alike(text):
    composed, decomposed = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert fold(composed).text == fold(decomposed).text


def test_the_four_turkish_i_are_one():
    assert {fold(word).text for word in ("Işıl", "IŞIL", "ışıl", "İŞİL", "isil")} == {"isil"}


def test_arabic_signs_and_letter_variants_are_one():
    assert fold("رَهَـــف الدَّاغستانيّ").text == fold("رهف الداغستانى").text


def test_cyrillic_yo_is_ye():
    assert fold("Ёлкин").text == fold("Елкин").text


def test_digits_of_every_script_are_ascii():
    assert fold("٤٨٢١ ４８２１ ४८२१").text == "4821 4821 4821"


def test_traditional_characters_fold_to_simplified():
    assert fold("歐陽承澤").text == fold("欧阳承泽").text


def test_invisible_characters_fold_to_nothing():
    assert fold("Vanton\u200bger\u2060en\u00ad").text == "vantongeren"


def test_styled_letters_fold_to_plain_ones():
    assert fold("𝐎𝐫𝐢𝐞𝐥 ᴏʀɪᴇʟ Ⓞⓡⓘⓔⓛ 🅞🅡🅘🅔🅛").text == "oriel oriel oriel oriel"


def test_a_span_covers_the_marks_of_its_last_letter():
    folded = fold("cafe\u0301 x")
    assert folded.span(0, 4) == (0, 5)


def test_a_span_points_past_hidden_characters():
    text = "a\u200bb\u200bc d"
    assert text[slice(*fold(text).span(0, 3))] == "a\u200bb\u200bc"


def test_compatible_form_keeps_case_and_accents():
    assert compat("（2026） Gž № ٣\u2011a").text == "(2026) Gž No 3-a"


def test_a_hundred_thousand_characters_keep_their_places():
    text = "e\u0301\u200b歐ﷺ" * 20_000
    assert len(fold(text).offsets) == len(fold(text).text)
