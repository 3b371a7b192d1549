import uuid

import pytest

from approvals.domain.sealed_reference import key_of, sealed_reference


def test_a_reference_leads_back_to_its_id():
    key = uuid.uuid4()
    assert key_of(sealed_reference(key)) == key


@pytest.mark.parametrize("text", ["", "26-388", "sealed-", "sealed-xyz", "sealed-" + "0" * 33, "x-sealed-" + "0" * 32])
def test_anything_else_is_none(text):
    assert key_of(text) is None
