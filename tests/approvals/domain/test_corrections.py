"""What changes the meaning, and what only the writing."""

from __future__ import annotations

import pytest

from approvals.domain.corrections import meaning_changes


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The registry opens at nine.", "The registry opens at nine!"),
        ("The regsitry opens at nine.", "The registry opens at nine."),
        ("The regitry opens at nine.", "The registry opens at nine."),
        ("the hearing list", "The Hearing List"),
        ("La audiencia sera publica", "La audiencia será pública."),
    ],
)
def test_a_slip_of_the_pen_changes_nothing(old: str, new: str) -> None:
    assert not meaning_changes([old], [new])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The hearing is in room 5.", "The hearing is in room 3."),
        ("The appeal is allowed.", "The appeal is not allowed."),
        ("The appeal is dismissed.", "The appeal is allowed."),
        ("It is now open.", "It is not open."),
        ("typical", "atypical"),
        ("开庭时间九点", "开庭时间八点"),
        ("Hearing on Monday.", "Hearing on Sunday."),
        ("", "The hearing is off."),
    ],
)
def test_another_word_or_figure_changes_the_meaning(old: str, new: str) -> None:
    assert meaning_changes([old], [new])
