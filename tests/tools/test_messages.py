"""The catalogues of translations: whole, sound, and compiled as they stand."""

from __future__ import annotations

import gettext
import re
import subprocess
from pathlib import Path

import pytest

from tests.conftest import missing
from tools import components, messages

CATALOGUES = [(app, language) for app in messages.APPS for language in messages.LANGUAGES]
NAMED = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{(\w+)\}")


def read(file: Path) -> dict[str, str]:
    """{text: translation} of a compiled catalogue; a text with plurals stands once for each form, as "text|form"."""
    with file.open("rb") as opened:
        found = gettext.GNUTranslations(opened)._catalog  # type: ignore[attr-defined]
    return {key if isinstance(key, str) else "{}|{}".format(*key): text for key, text in found.items() if key}


@pytest.mark.parametrize(("app", "language"), CATALOGUES)
def test_what_the_product_reads_is_what_was_translated(app: str, language: str, tmp_path: Path) -> None:
    try:
        tool = components.gettext()
    except components.Missing as reason:
        missing(reason)
    source, made = messages.catalogue(app, language), tmp_path / "made.mo"
    subprocess.run([tool, "--check-format", "--output-file", made, source], check=True, capture_output=True)
    assert read(made) == read(source.with_suffix(".mo"))


@pytest.mark.parametrize(("app", "language"), CATALOGUES)
def test_a_translation_names_what_its_text_names(app: str, language: str) -> None:
    rows = read(messages.catalogue(app, language).with_suffix(".mo"))
    single = {text: said for text, said in rows.items() if "|" not in text}  # msgfmt looks at the others
    lost = [text for text, said in single.items() if not _names(said) <= _names(text)]
    assert lost == []


def _names(text: str) -> set[str]:
    return {match.group(0) for match in NAMED.finditer(text)}
