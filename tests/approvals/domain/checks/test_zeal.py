"""Posts in zeal.txt that break two or three rules at once, and plain ones beside their words."""

import pytest

from approvals.domain.severity import Severity

from .posts import table
from .spoken import findings

FOUND = 0.95  # of the codes, in each language; what one post says with a wink remains
ROWS = table("zeal")


@pytest.mark.parametrize("language", ROWS)
def test_each_rule_that_one_post_breaks_is_named(language):
    missed, asked = [], 0
    for codes, kind, text in ROWS[language]:
        wanted = set(codes.split(",")) - {"-"}
        asked += len(wanted)
        if wanted:
            missed += [(code, text) for code in wanted - {row.code for row in findings(language, kind, text)}]
    assert len(missed) <= (1 - FOUND) * asked, missed


@pytest.mark.parametrize("language", ROWS)
def test_plain_words_beside_them_stop_nothing(language):
    rows = [(kind, text) for codes, kind, text in ROWS[language] if codes == "-"]
    stopped = [row for row in rows if Severity.BLOCK in {one.severity for one in findings(language, *row)}]
    assert len(rows) > 75
    assert stopped == []
