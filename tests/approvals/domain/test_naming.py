"""Which judges a text names."""

from __future__ import annotations

import pytest

from approvals.domain.naming import named

NAMES = {1: ("Hanne", "Osk"), 2: ("Ilse Marie", "Amsel"), 3: ("伟", "高"), 4: ("Анна", "Тихая"), 5: ("", "")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Justice Osk reads from her book.", {1}),
        ("Hanne Osk and President Amsel spoke.", {1, 2}),
        ("Ilse Marie Amsel was sworn in.", {2}),
        ("Il giudice Amsel apre la mostra.", {2}),
        ("La jueza Osk inaugura la muestra.", {1}),
        ("高伟院长出席开放日。", {3}),
        ("Judge AMSEL's lecture", {2}),
        ("Судья Тихая открыла выставку.", {4}),
        ("Новую экспозицию открыла Анна Тихая.", {4}),
        ("Тихая улица закрыта.", set()),
        ("Osk is a village by the sea.", set()),
        ("The amsel is a bird.", set()),
        ("Justice for all, and Oskar.", set()),
        ("", set()),
    ],
)
def test_a_judge_is_known_by_name_or_title(text: str, expected: set[int]) -> None:
    assert named([text], NAMES) == expected
