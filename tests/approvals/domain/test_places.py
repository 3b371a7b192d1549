import datetime

import pytest

from approvals.domain.places import BadPack, parsed, place

PACK = {
    "title": "Norvale", "version": "1", "date": datetime.date(2026, 11, 21), "languages": ["en"],
    "based_on": "The custom of the country.",
    "words": [{"check": "tone", "table": "slang", "language": "en", "words": ["gob\\w*"], "why": "Heard in Norvale."}],
    "severity": [{"check": "tone", "level": "justify", "why": "The bench is stern."}],
    "body": [{"name": "State", "domains": ["gov.example"], "handles": ["state"], "why": "It is the state."}],
    "note": [{"text": "Two\n languages.", "why": "A statute.", "guidelines": [10]}],
}  # fmt: skip


def changed(path, value):
    pack = {**PACK, **{kind: [dict(PACK[kind][0])] for kind in ("words", "severity", "body", "note")}}
    at = pack
    for step in path[:-1]:
        at = at[step]
    if value is ...:
        del at[path[-1]]
    else:
        at[path[-1]] = value
    return pack


def test_a_pack_is_read_whole():
    found = parsed("nv", PACK)
    assert (found.named, found.words[0].key, found.severities[0].level) == ("nv@1", "words[1]", "justify")
    assert found.texts[0].text == "Two languages."
    assert found.bodies[0].handles == ("state",)


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        (["title"], ..., "title"),
        (["title"], " ", "title"),
        (["version"], 1, "version"),
        (["date"], "2026-11-21", "date"),
        (["languages"], "en", "languages"),
        (["colour"], "red", "colour"),
        (["words"], {"en": ["x"]}, "words"),
        (["words", 0, "why"], ..., "words[1].why"),
        (["words", 0, "words"], [""], "words[1].words"),
        (["words", 0, "words"], [1], "words[1].words"),
        (["words", 0, "colour"], "red", "words[1].colour"),
        (["severity", 0, "why"], "", "severity[1].why"),
        (["severity", 0, "level"], "deadly", "severity[1].level"),
        (["body", 0, "why"], ..., "body[1].why"),
        (["note", 0, "guidelines"], [41], "note[1].guidelines"),
        (["note", 0, "guidelines"], [], "note[1].guidelines"),
    ],
)
def test_a_mistake_is_named_by_its_key(path, value, key):
    with pytest.raises(BadPack) as raised:
        parsed("nv", changed(path, value))
    assert raised.value.key == key
    assert str(raised.value).startswith(f"packs/places/nv.toml: {key}: ")


def test_a_body_without_any_address_is_refused():
    with pytest.raises(BadPack):
        parsed("nv", changed(["body", 0], {"name": "State", "why": "It is."}))


def test_a_pack_that_is_not_there_is_refused():
    with pytest.raises(BadPack):
        place("../names")
