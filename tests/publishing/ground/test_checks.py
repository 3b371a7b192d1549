import base64

import pytest

from publishing.ground.checks import check_keys

GOOD = base64.b64encode(b"another key of thirty-two bytes!").decode()


def ids() -> list[str]:
    return [error.id for error in check_keys()]


def test_complete_keys_are_accepted() -> None:
    assert ids() == []


def test_a_vault_without_keys_is_refused(settings) -> None:
    settings.VAULT_KEYS = {}
    assert ids() == ["ground.E001"]


@pytest.mark.parametrize("name", ["TAG_KEY", "AUDIT_KEY", "ANCHOR_KEY"])
def test_a_missing_key_is_refused_with_the_remedy(settings, name: str) -> None:
    setattr(settings, name, "")
    (error,) = check_keys()
    assert f"PRAECO_{name} is not set" in error.msg
    assert "secrets.token_bytes(32)" in error.hint


@pytest.mark.parametrize("text", ["c2hvcnQ", "not base64 at all!", GOOD + "AAAA"])
def test_a_key_of_the_wrong_form_is_refused_without_showing_it(settings, text: str) -> None:
    settings.AUDIT_KEY = text
    (error,) = check_keys()
    assert error.id == "ground.E003"
    assert text not in error.msg


def test_two_keys_that_are_the_same_are_refused(settings) -> None:
    settings.VAULT_KEYS = {"k1": settings.TAG_KEY}
    assert ids() == ["ground.E004"]


def test_an_empty_key_id_is_refused(settings) -> None:
    settings.VAULT_KEYS = {"": GOOD}
    assert ids() == ["ground.E005"]


@pytest.mark.parametrize("text", [GOOD, GOOD.rstrip("="), GOOD.replace("+", "-").replace("/", "_")])
def test_every_usual_way_to_write_base64_is_read(settings, text: str) -> None:
    settings.AUDIT_KEY = text
    assert ids() == []
