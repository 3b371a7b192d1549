"""The forms of docket numbers and citations that the house knows, by country, as the rule pack `dockets` has them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from approvals.domain.lenient import lenient
from approvals.domain.packs import load


@dataclass(frozen=True, slots=True)
class Form:
    """One form: `valid` has it and `near_miss` has not. Of an `exact` one, capitals and spaces are what tells it."""

    code: str
    country: str
    source: str
    valid: str
    near_miss: str
    exact: bool

    @property
    def strict(self) -> re.Pattern[str]:
        """For texts in their compatible form, as the number is written properly."""
        return re.compile(self.source)

    @property
    def loose(self) -> re.Pattern[str]:
        """The same in any case, with spaces and dots left out, over a line break."""
        return re.compile(lenient(self.source, spaces=not self.exact), 0 if self.exact else re.IGNORECASE)


@cache
def forms() -> dict[str, Form]:
    """Every form of the pack by its code."""
    rows = [
        Form(row["code"], row["country"], row["pattern"], row["valid"], row["near_miss"], row.get("exact", False))
        for row in load("dockets")["pattern"]
    ]
    return {row.code: row for row in rows}


@cache
def compiled(loose: bool = False) -> dict[str, re.Pattern[str]]:
    """The pattern of each form by its code, strict or loose."""
    return {code: form.loose if loose else form.strict for code, form in forms().items()}
