import re
from pathlib import Path

import pytest
from django.utils import translation

from cms.record.languages import LOCALE, interface_language

TEMPLATES = Path(__file__).resolve().parents[3] / "cms/templates/record"
TRANSLATED = re.compile(r"""{% translate (?:"([^"]+)"|'([^']+)')""")
WORDS = sorted({a or b for page in TEMPLATES.glob("*.html") for a, b in TRANSLATED.findall(page.read_text())})


@pytest.mark.parametrize(
    ("asked", "shown"), [("ar", "ar"), ("ar-EG", "ar"), ("FR-ca", "fr"), ("en-GB", "en"), ("hr", "en"), ("", "en")]
)
def test_the_nearest_translation_is_taken(asked: str, shown: str) -> None:
    assert interface_language(asked) == shown


@pytest.mark.parametrize("odd", ["../../etc", "xx_YY", "zh-Hans-CN", "a" * 300, "-"])
def test_an_odd_code_gives_english(odd: str) -> None:
    assert interface_language(odd) == "en"


@pytest.mark.parametrize("language", sorted(path.name for path in LOCALE.iterdir() if path.is_dir()))
def test_every_word_of_the_pages_is_translated(language: str) -> None:
    with translation.override(language):
        missing = [word for word in WORDS if translation.gettext(word) == word]
    assert set(missing) <= {"Correction", "Pages", "Version"}  # the same in French
