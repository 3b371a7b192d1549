import re
from datetime import UTC, datetime

import pytest

from approvals.domain import packs, places
from approvals.domain.findings import Context, Draft, Surface
from approvals.domain.pack_check import misfits, problems, rulebook, sound
from approvals.domain.places import BadPack, bodies, codes, parsed, place
from approvals.domain.review import LEVELS, review
from approvals.domain.rulebook import FIXED, OwnWord
from approvals.domain.severity import Severity
from tests.approvals.domain.test_places import PACK

WORDS = {"check": "social-login", "table": "profile", "language": "en", "words": ["norvale chat"], "why": "Used there."}
LEVEL = {"check": "social-login", "level": "block", "why": "A statute forbids it."}
TEXT = "Log in to the portal with Norvale Chat."


def pack(words=WORDS, level=LEVEL, code="nv", **facts):
    return parsed(code, {**PACK, "words": [words], "severity": [level], **facts})


@pytest.fixture
def planted(monkeypatch):
    """Makes packs known that no file holds."""

    def plant(*found):
        rows = {one.code: one for one in found}
        for module in ("places", "pack_check", "phrases"):
            monkeypatch.setattr(f"approvals.domain.{module}.place", rows.__getitem__)
        sound.cache_clear()

    yield plant
    sound.cache_clear()


def findings(rules):
    draft = Draft("en", "service-update", (Surface("text", TEXT),))
    return review(draft, Context(datetime(2026, 11, 21, tzinfo=UTC), rules=rules))


# --- the packs that there are ------------------------------------------------------------------------


@pytest.mark.parametrize("code", codes())
def test_every_pack_of_the_product_may_be_used(code):
    assert problems(code) == []


@pytest.mark.parametrize("code", codes())
def test_no_entry_of_a_pack_is_without_effect(code):
    found = place(code)
    assert found.texts
    assert all(change.level is not LEVELS[change.check] for change in found.severities)
    assert len({change.check for change in found.severities}) == len(found.severities)


def test_packs_have_texts_on_quiet_periods_and_lists():
    for code in codes():
        assert {"quiet", "listing"} <= {text.about for text in place(code).texts}, code


# --- mistakes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        {"check": "no-such-check"},
        {"table": "no_such_table"},
        {"language": "xx"},
        {"words": ["("]},
        {"words": ["(?<=a*)b"]},
        {"words": ["\\w*"]},
        {"words": ["a|"]},
    ],
)
def test_words_that_do_not_fit_the_checks_are_refused(words):
    assert [key for key, _problem in misfits(pack({**WORDS, **words}))] == ["words[1]"]


@pytest.mark.parametrize("level", [{"check": "no-such-check"}, {"check": "embargo", "level": "justify"}])
def test_weights_that_may_not_be_are_refused(level):
    assert [key for key, _problem in misfits(pack(level={**LEVEL, **level}))] == ["severity[1]"]


@pytest.mark.parametrize("facts", [{"languages": ["xx"]}, {"body": [{"name": "x", "domains": ["*"], "why": "y"}]}])
def test_other_mistakes_are_refused(facts):
    assert len(list(misfits(pack(**facts)))) == 1


def test_a_file_that_is_no_toml_is_refused_with_its_line(monkeypatch, tmp_path):
    (tmp_path / "places").mkdir()
    (tmp_path / "places" / "nv.toml").write_text('title = "Norvale"\nversion =\n', encoding="utf-8")
    monkeypatch.setattr(packs, "FOLDER", tmp_path)
    monkeypatch.setattr(places, "FOLDER", tmp_path)
    for cached in (places.codes, places.place, packs.load):
        cached.cache_clear()
    try:
        assert re.search("line 2", str(problems("nv")[0]))
    finally:
        for cached in (places.codes, places.place, packs.load):
            cached.cache_clear()


def test_a_rulebook_with_a_bad_pack_is_not_made(planted):
    planted(pack({**WORDS, "table": "none"}))
    with pytest.raises(BadPack):
        rulebook(["nv"])


# --- what packs do -----------------------------------------------------------------------------------


def test_the_words_and_weights_of_a_pack_hold(planted):
    planted(pack())
    assert findings(rulebook([])) == []
    (found,) = findings(rulebook(["nv"]))
    assert (found.code, found.severity) == ("social-login", Severity.BLOCK)


def test_of_two_packs_the_graver_weight_holds(planted):
    planted(pack(), pack(level={**LEVEL, "level": "advise"}, code="sv"))
    assert dict(rulebook(["sv", "nv"]).severities) == {"social-login": Severity.BLOCK}


def test_the_courts_own_weight_holds_above_the_packs(planted):
    planted(pack())
    (found,) = findings(rulebook(["nv"], severities=[("social-login", Severity.ADVISE)]))
    assert found.severity is Severity.ADVISE


def test_own_words_stand_beside_those_of_packs(planted):
    planted(pack())
    own = OwnWord("social-login", "profile", "en", "Vale Mail")
    assert rulebook(["nv"], [own]).own == (own,)
    assert findings(rulebook(["nv"], [own]))


def test_the_bodies_of_packs_are_joined(planted):
    planted(pack(), pack(code="sv"))
    assert bodies(["nv", "sv"]) == (("gov.example",) * 2, ("state",) * 2)


def test_no_pack_touches_what_is_fixed():
    assert not {change.check for code in codes() for change in place(code).severities} & FIXED
