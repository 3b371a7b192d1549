from dataclasses import replace
from datetime import UTC, datetime

import pytest

from approvals.domain import review as engine
from approvals.domain.checks import hidden_text
from approvals.domain.findings import Context, Draft, Finding, MatterFacts, Party, Picture, Restriction, Span, Surface
from approvals.domain.review import CHECKS, CODES, MOST_FINDINGS, RULES_VERSION, Check, review, tidied
from approvals.domain.severity import Severity
from approvals.domain.subject import Subject
from approvals.wording import WORDINGS, describe

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SECRET = "Oriel Thackwray"
MATTER = MatterFacts("M1", "FD26P00999", parties=(Party(SECRET, protected=True),))


def draft(text="Good morning.", kind="service-update", **facts):
    return Draft("en", kind, (Surface("text", text),), **facts)


def broken(subject):
    raise RuntimeError(SECRET)


LONG = {
    "words": "hearing " * 12_500,
    "one word": "x" * 100_000,
    "marks": "a" + "\u0301" * 99_999,
    "letters that fold to eighteen": "\ufdfa" * 2_000,
    "two scripts": "aа" * 50_000,
    "digits": "7" * 100_000,
    "Chinese": "法院将于星期二" * 14_286,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_what_is_too_long_is_a_block_and_not_read(text):
    found = review(draft(text), Context(NOW), (Check("embargo", (15,), broken),))
    assert [(f.code, f.reason, f.severity) for f in found] == [("check-failed", "too-long", Severity.BLOCK)]


def test_all_surfaces_together_are_measured():
    rows = tuple(Surface(f"text:{n}", "hearing " * 300) for n in range(9))
    assert [f.reason for f in review(replace(draft(), surfaces=rows), Context(NOW))] == ["too-long"]


def test_a_long_post_is_read_to_its_end():
    text = "hearing " * 1_900 + SECRET
    found = review(draft(text), Context(NOW, matters=(MATTER,)))
    assert [(f.code, f.span.start) for f in found if f.code != "plain-language"] == [("restricted-identity", 15_200)]


def test_a_check_that_raises_is_a_block():
    found = review(draft(), Context(NOW), (Check("embargo", (15,), broken),))
    assert [(f.code, f.severity, f.params["check"]) for f in found] == [("check-failed", Severity.BLOCK, "embargo")]


def test_once_it_is_late_no_further_check_begins_and_a_block_says_so():
    begun = []
    checks = [Check(code, (15,), lambda subject, code=code: begun.append(code) or []) for code in ("a", "b", "c", "d")]
    found = review(draft(), Context(NOW), tuple(checks), late=lambda: len(begun) == 2)
    assert begun == ["a", "b"]
    assert [(f.code, f.severity) for f in found] == [("check-failed", Severity.BLOCK)]


def test_a_check_that_raises_tells_nothing_of_what_it_read():
    found = review(draft(), Context(NOW), (Check("embargo", (15,), broken),))
    assert SECRET not in repr(found)


def test_a_check_that_raises_midway_keeps_no_half_result():
    def half(subject):
        yield Finding("embargo", (), Severity.ADVISE, "hint-early")
        raise KeyError

    assert [f.code for f in review(draft(), Context(NOW), (Check("embargo", (), half),))] == ["check-failed"]


def test_one_broken_check_leaves_the_others_running():
    found = review(draft("See fi\u200bne."), Context(NOW), (Check("x", (), broken), *CHECKS))
    assert {f.code for f in found} == {"check-failed", "hidden-text"}


def test_a_time_without_a_zone_blocks_every_check():
    found = review(draft(), Context(datetime(2026, 11, 23, 9, 0)))
    assert [f.params["check"] for f in found] == list(CODES)


def test_a_surface_that_is_no_text_blocks():
    found = review(Draft("en", "event", (Surface("text", 5),)), Context(NOW, (MATTER,)))
    assert {f.code for f in found} == {"check-failed"}


def test_a_finding_never_holds_the_protected_name():
    found = review(draft(f"Thanks, {SECRET}."), Context(NOW, (MATTER,)))
    assert {f.code for f in found} == {"restricted-identity"}
    assert "hackwray" not in repr(found)


def test_the_span_is_the_authors_own_characters():
    text = "Thanks, O\u200briel Thack\u00adwray."
    found = review(draft(text), Context(NOW, (MATTER,)))
    spans = [text[f.span.start : f.span.end] for f in found if f.code == "restricted-identity"]
    assert spans == ["O\u200briel Thack\u00adwray"]


def test_the_wording_of_every_finding_leaves_the_name_out():
    found = review(draft(f"Thanks, {SECRET}."), Context(NOW, (MATTER,)))
    assert "hackwray" not in " ".join(part for f in found for part in describe(f))


@pytest.mark.parametrize("surface", ["alt:0", "link", "card.title", "text:mastodon", "title"])
def test_every_surface_is_read(surface):
    found = review(Draft("en", "event", (Surface(surface, SECRET),)), Context(NOW, (MATTER,)))
    assert [(f.code, f.span.surface) for f in found if f.code == "restricted-identity"] == [
        ("restricted-identity", surface)
    ]


def test_a_file_name_is_read():
    pictures = (Picture(alt="A door.", file_name="oriel_thackwray.jpg"),)
    assert "restricted-identity" in {f.code for f in review(draft(pictures=pictures), Context(NOW, (MATTER,)))}


def test_an_order_that_has_ended_protects_no_more():
    ended = replace(MATTER, parties=(), restrictions=(Restriction("anonymity", (SECRET,), until=NOW),))
    assert review(draft(SECRET), Context(NOW, (ended,))) == []


def test_an_order_protects_until_its_very_end():
    until = NOW.replace(minute=1)
    bound = replace(MATTER, parties=(), restrictions=(Restriction("anonymity", (SECRET,), until=until),))
    assert {f.code for f in review(draft(SECRET), Context(NOW, (bound,)))} == {"restricted-identity"}


def test_anonymity_outlives_the_case():
    closed = replace(MATTER, status="closed")
    assert {f.code for f in review(draft(SECRET), Context(NOW, (closed,)))} == {"restricted-identity"}


def test_a_wording_that_the_order_allows_is_let_through():
    order = Restriction("anonymity", (SECRET,), allowed_text="the Thackwray inquiry")
    matter = replace(MATTER, restrictions=(order,))
    assert review(draft("Lists: the Thackwray inquiry, 10:00."), Context(NOW, (matter,))) == []


def test_overlapping_findings_of_one_code_are_one():
    rows = [Finding("embargo", (), Severity.BLOCK, "hint-early", Span("text", a, b), "E1") for a, b in ((0, 5), (3, 9))]
    assert [(f.span.start, f.span.end) for f in tidied(rows, draft())] == [(0, 9)]


def test_findings_of_two_matters_stay_apart():
    rows = [Finding("embargo", (), Severity.BLOCK, "hint-early", Span("text", 0, 5), code) for code in ("E1", "E2")]
    assert len(tidied(rows, draft())) == 2


def test_findings_come_in_the_order_of_the_text():
    text = "Call Jane on her mobile 07911 123456 or see fi\u200bne, IBAN GB82 WEST 1234 5698 7654 32."
    starts = [f.span.start for f in review(draft(text), Context(NOW))]
    assert starts == sorted(starts)


def test_the_version_names_engine_and_packs():
    assert RULES_VERSION.startswith(engine.ENGINE + "-")


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_every_check_serves_a_guideline(check):
    assert check.guidelines
    assert all(1 <= number <= 40 for number in check.guidelines)


@pytest.mark.parametrize("reason", WORDINGS)
def test_every_reason_is_explained_calmly(reason):
    said = describe(Finding("x", (), Severity.BLOCK, reason, None, "26-1", {"check": "x", "codepoint": "U+200B"}))
    words = " ".join(said).lower()
    assert all(said)
    assert "%(" not in words
    assert not {"safe", "passed", "ok"} & set(words.replace(".", " ").replace(",", " ").split())


@pytest.mark.parametrize(
    ("text", "clean"),
    [("fi\u200bne", "fine"), ("p\u0430ge", "page"), ("Мирoшкинoй", "Мирошкиной"),
     ("see \u202eelpmaxe\u202c", "see elpmaxe"),
     ("a\U000e0068b", "ab"), ("👨‍👩‍👧 stays", "👨‍👩‍👧 stays"),
     ("می\u200cخواهیم", "می\u200cخواهیم"), ("so\u00adft", "soft")],
)  # fmt: skip
def test_mending_takes_out_what_hides_and_nothing_else(text, clean):
    assert hidden_text.mended(text) == clean


@pytest.mark.parametrize("text", ["fi\u200bne p\u0430ge \u202eelpmaxe\u202c", "а\u200bb\u2060c", "Cуд\u00ad ст"])
def test_a_mended_text_needs_no_mending(text):
    once = hidden_text.mended(text)
    assert hidden_text.mended(once) == once
    assert hidden_text.hidden(once) == []


@pytest.mark.parametrize(
    ("picture", "reason"),
    [(Picture(alt=""), "alt-missing"), (Picture(alt="IMG_2041.jpg"), "alt-file-name"),
     (Picture(alt="photo"), "alt-says-nothing"),
     (Picture(alt="Image of a courtroom"), "alt-image-of"), (Picture(alt="Foto de la sala"), "alt-image-of"),
     (Picture(alt="图片：法庭"), "alt-image-of"), (Picture(is_video=True), "captions-missing"),
     (Picture(alt="door.png", file_name="door.png"), "alt-file-name"), (Picture(alt="…"), "alt-missing")],
)  # fmt: skip
def test_a_picture_that_cannot_be_heard_asks_for_words(picture, reason):
    found = review(draft(pictures=(picture,)), Context(NOW))
    assert [(f.code, f.severity, f.reason) for f in found] == [("accessible-media", Severity.JUSTIFY, reason)]


@pytest.mark.parametrize(
    "picture",
    [Picture(alt="Visitors look up at the carved ceiling."), Picture(alt="空旷的法庭。"),
     Picture(alt="Imagery on the west wall."),
     Picture(is_video=True, has_captions=True), Picture(alt="Фотограф у входа в суд.")],
)  # fmt: skip
def test_a_described_picture_asks_nothing(picture):
    assert review(draft(pictures=(picture,)), Context(NOW)) == []


def test_a_run_together_hashtag_is_advice():
    found = review(draft("Join us. #openjusticeday"), Context(NOW))
    assert [(f.reason, f.severity) for f in found] == [("hashtag-case", Severity.ADVISE)]


@pytest.mark.parametrize("text", ["#OpenJusticeDay", "#accountability", "#Gerichtsverfassung", "#司法公开日"])
def test_other_hashtags_are_left_alone(text):
    assert review(draft(text), Context(NOW)) == []


@pytest.mark.parametrize("kind", ["hearing-list", "livestream", "handdown-notice"])
def test_a_listing_kind_is_only_advised(kind):
    matter = MatterFacts("P1", "No. 26-733", livestream=True)
    found = review(draft("Case No. 26-733 at 10:00.", kind), Context(NOW, (matter,)))
    assert [(f.code, f.severity) for f in found] == [("pending-case", Severity.ADVISE)]


@pytest.mark.parametrize("status", ["handed-down", "closed"])
def test_a_final_matter_is_not_pending(status):
    assert review(draft("Case No. 26-733."), Context(NOW, (MatterFacts("P1", "No. 26-733", status=status),))) == []


@pytest.mark.parametrize("status", ["pending", "reserved", "appealable"])
def test_a_matter_that_may_still_turn_is_pending(status):
    found = review(draft("Case No. 26-733."), Context(NOW, (MatterFacts("P1", "No. 26-733", status=status),)))
    assert [f.severity for f in found] == [Severity.JUSTIFY]


def test_what_is_found_everywhere_is_shown_in_part_and_blocks():
    places = (Finding("embargo", (), Severity.ADVISE, "hint-early", Span("text", n, n + 1)) for n in range(10_000))
    found = review(draft("x" * 10_000), Context(NOW), (Check("embargo", (15,), lambda subject: places),))
    assert [f.reason for f in found].count("hint-early") == MOST_FINDINGS
    assert [(f.code, f.severity, f.params) for f in found if f.reason == "too-many"] == [
        ("check-failed", Severity.BLOCK, {"check": "embargo"})
    ]
    assert next(places).span.start == MOST_FINDINGS + 1


def test_as_many_as_are_shown_are_no_block():
    places = [
        Finding("embargo", (), Severity.ADVISE, "hint-early", Span("text", n, n + 1)) for n in range(MOST_FINDINGS)
    ]
    found = review(draft("x" * 100), Context(NOW), (Check("embargo", (15,), lambda subject: places),))
    assert len(found) == MOST_FINDINGS


def test_a_check_that_others_ask_too_reads_a_text_once():
    subject = Subject(draft("Case No. 26-733."), Context(NOW))
    read = []

    def run(subject):
        read.append(subject)
        yield Finding("embargo", (), Severity.ADVISE, "hint-early")

    assert [finding.reason for _asked in range(2) for finding in subject.found(run)] == ["hint-early"] * 2
    assert read == [subject]
