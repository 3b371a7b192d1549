import pytest

from .posts import found
from .strangers import FOUND, INNOCENT

CODES = sorted({row[0] for row in FOUND})


@pytest.mark.parametrize(("code", "language", "kind", "text"), FOUND, ids=lambda value: str(value)[:40])
def test_what_a_stranger_writes_is_found(code, language, kind, text):
    assert found(code, language, text, kind)


@pytest.mark.parametrize(("language", "kind", "text"), INNOCENT, ids=lambda value: str(value)[:40])
def test_what_only_looks_alike_is_left_alone(language, kind, text):
    assert {code: rows for code in CODES if (rows := found(code, language, text, kind))} == {}
