import base64

import pytest

from publishing.ground import keys
from publishing.ground.checks import check_keys, check_keys_are_strong

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


# --- what a public server needs -----------------------------------------------------------------


def strong(settings) -> None:
    for name in ("TAG_KEY", "AUDIT_KEY", "ANCHOR_KEY"):
        setattr(settings, name, keys.fresh())
    settings.VAULT_KEYS = {"k1": keys.fresh()}


def test_random_keys_are_strong(settings) -> None:
    strong(settings)
    assert check_keys_are_strong() == []


@pytest.mark.parametrize(
    "weak", [b"0" * 32, b"password" * 4, bytes(16) + b"0123456789abcde\x00", b"praeco-praeco-praeco-praeco-prae"]
)
@pytest.mark.parametrize("name", ["TAG_KEY", "AUDIT_KEY", "ANCHOR_KEY", "VAULT_KEYS"])
def test_a_key_that_somebody_typed_is_refused(settings, name: str, weak: bytes) -> None:
    strong(settings)
    text = base64.b64encode(weak).decode()
    setattr(settings, name, {"k1": text} if name == "VAULT_KEYS" else text)
    (error,) = check_keys_are_strong()
    assert (error.id, text in f"{error.msg} {error.hint}") == ("ground.E006", False)


def test_a_file_of_keys_that_others_read_is_refused(settings, tmp_path) -> None:
    strong(settings)
    path = tmp_path / "vault.keys"
    keys.ring_write(path, settings.VAULT_KEYS)
    settings.VAULT_FILE, settings.VAULT_KEYS = str(path), {}
    assert (ids(), check_keys_are_strong()) == ([], [])
    path.chmod(0o640)
    assert [error.id for error in check_keys_are_strong()] == ["ground.E007"]


def test_keys_in_two_places_are_refused(settings, tmp_path) -> None:
    settings.VAULT_FILE = str(tmp_path / "vault.keys")
    assert ids() == ["ground.E008"]


@pytest.mark.parametrize("content", [None, b"", b"# nothing\n", b"\xff\xfe"])
def test_a_file_without_a_key_is_refused(settings, tmp_path, content) -> None:
    path = tmp_path / "vault.keys"
    if content is not None:
        path.write_bytes(content)
    settings.VAULT_FILE, settings.VAULT_KEYS = str(path), {}
    assert ids() in (["ground.E001"], ["ground.E009"])


def test_a_line_that_is_no_key_is_refused_without_showing_it(settings, tmp_path) -> None:
    path = tmp_path / "vault.keys"
    path.write_text(f"k1={GOOD}\nk2=hidden words\n")
    settings.VAULT_FILE, settings.VAULT_KEYS = str(path), {}
    (error,) = check_keys()
    assert (error.id, "hidden" in error.msg) == ("ground.E003", False)
