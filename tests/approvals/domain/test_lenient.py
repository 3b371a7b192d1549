import re

import pytest

from approvals.domain.lenient import lenient


@pytest.mark.parametrize(
    ("pattern", "typed"),
    [(r"No\. \d{2}-\d{3}", ["No. 26-451", "No 26-451", "No.26-451", "No.\n26-451", "No. 26 - 451", "No. 26-\n451"]),
     (r"RG \d{2}/\d{5}", ["RG 26/01874", "RG26/01874", "RG 26 / 01874"]),
     (r"[A-Z]{2} \d", ["AB 1", "AB1", "AB \n1"]),
     (r"(?:No )?\d{4}", ["No 1234", "No1234", "1234"]),
     (r"\Qa-b\E-\d", ["a-b-1", "a-b - 1"])],
)  # fmt: skip
def test_spaces_dots_and_line_breaks_may_be_missing_or_more(pattern: str, typed: list[str]) -> None:
    strict = pattern.replace(r"\Qa-b\E", "a-b")
    loose = lenient(pattern).replace(r"\Qa-b\E", "a-b")
    assert re.fullmatch(strict, typed[0])
    assert [text for text in typed if not re.fullmatch(loose, text)] == []


@pytest.mark.parametrize("pattern", [r"\d{2}\.\d{3}", r"(?:19|20)\d{2}", r"[A-Z -]{2}", r"\p{Han}{1,6}", r"(?i-s:a)"])
def test_everything_else_stays_as_it_is(pattern: str) -> None:
    assert lenient(pattern) == pattern


@pytest.mark.parametrize("wrong", ["No. 26451", "No. 26--451", "No. 26    451", "26-451"])
def test_a_number_without_its_parts_is_not_taken(wrong: str) -> None:
    assert not re.fullmatch(lenient(r"No\. \d{2}-\d{3}"), wrong)


def test_an_exact_form_keeps_its_spaces_and_dots() -> None:
    loose = lenient(r"[IVX]{1,5} [A-Z]\. \d", spaces=False)
    assert re.fullmatch(loose, "IV K.\n1")
    assert not re.fullmatch(loose, "IVK. 1")
    assert not re.fullmatch(loose, "IV K 1")
