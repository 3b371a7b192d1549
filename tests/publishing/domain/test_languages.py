import pytest

from publishing.domain.languages import direction


@pytest.mark.parametrize("language", ["ar", "ar-EG", "he", "fa-IR", "ur", "az-Arab", "AR"])
def test_these_are_written_from_the_right(language: str) -> None:
    assert direction(language) == "rtl"


@pytest.mark.parametrize("language", ["en", "fr", "zh-Hans", "ar-Latn", "arn", "uz-Cyrl", ""])
def test_these_are_written_from_the_left(language: str) -> None:
    assert direction(language) == "ltr"
