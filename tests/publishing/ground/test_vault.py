import base64

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from publishing.ground import vault

OTHER = base64.b64encode(b"another key of thirty-two bytes!").decode()
ROW = "account:1:credentials"


@given(st.binary(max_size=200))
def test_what_was_sealed_opens_in_its_row(plain: bytes) -> None:
    assert vault.unseal(vault.seal(plain, row=ROW), row=ROW) == plain


def test_the_same_words_are_sealed_differently_each_time() -> None:
    assert vault.seal(b"secret", row=ROW) != vault.seal(b"secret", row=ROW)


def test_a_token_moved_to_another_row_is_refused() -> None:
    with pytest.raises(vault.VaultRefused):
        vault.unseal(vault.seal(b"secret", row=ROW), row="account:2:credentials")


@pytest.mark.parametrize("position", range(40))
def test_a_changed_byte_is_refused(position: int) -> None:
    token = bytearray(vault.seal(b"secret", row=ROW))
    token[position % len(token)] ^= 1
    with pytest.raises(vault.VaultRefused):
        vault.unseal(bytes(token), row=ROW)


@pytest.mark.parametrize("token", [b"", b"\x01", b"\x01\xff", b"\x01\x02k1", b"\x01\x02k1short", b"plain text"])
def test_bytes_that_are_no_token_are_refused(token: bytes) -> None:
    with pytest.raises(vault.VaultRefused):
        vault.unseal(token, row=ROW)


def test_a_key_that_is_gone_is_refused(settings) -> None:
    token = vault.seal(b"secret", row=ROW)
    settings.VAULT_KEYS = {"k2": OTHER}
    with pytest.raises(vault.VaultRefused):
        vault.unseal(token, row=ROW)


def test_another_key_under_the_same_id_is_refused(settings) -> None:
    token = vault.seal(b"secret", row=ROW)
    settings.VAULT_KEYS = {"k1": OTHER}
    with pytest.raises(vault.VaultRefused):
        vault.unseal(token, row=ROW)


def test_the_refusal_holds_no_part_of_the_secret(settings) -> None:
    settings.VAULT_KEYS = {"k1": OTHER}
    with pytest.raises(vault.VaultRefused) as refused:
        vault.unseal(vault.seal(b"canary-secret", row=ROW), row="account:2:credentials")
    assert "canary" not in str(refused.value)
    assert OTHER not in str(refused.value)


def test_after_a_rotation_the_first_key_seals_and_the_old_one_still_opens(settings) -> None:
    old = vault.seal(b"secret", row=ROW)
    settings.VAULT_KEYS = {"k2": OTHER, **settings.VAULT_KEYS}
    assert vault.unseal(old, row=ROW) == b"secret"
    assert not vault.sealed_with_first_key(old)
    assert vault.sealed_with_first_key(vault.seal(b"secret", row=ROW))


def test_sealing_without_a_key_says_what_to_do(settings) -> None:
    settings.VAULT_KEYS = {}
    with pytest.raises(ImproperlyConfigured, match="PRAECO_VAULT_KEYS holds no key"):
        vault.seal(b"secret", row=ROW)


def test_a_tag_has_eight_bytes_and_is_the_same_again() -> None:
    assert len(vault.tag(1, "ana kovač")) == 8
    assert vault.tag(1, "ana kovač") == vault.tag(1, "ana kovač")


def test_two_courts_tag_the_same_name_differently() -> None:
    assert vault.tag(1, "ana kovač") != vault.tag(2, "ana kovač")


def test_another_key_makes_another_tag(settings) -> None:
    before = vault.tag(1, "ana kovač")
    settings.TAG_KEY = OTHER
    assert vault.tag(1, "ana kovač") != before


def test_many_tags_at_once_are_the_tags_of_each() -> None:
    texts = ["ana", "ana kovač", "安娜"]
    assert vault.tags(3, texts) == [vault.tag(3, text) for text in texts]
