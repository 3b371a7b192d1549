"""Docket numbers that carry their own check digits. A row for each form whose algorithm is published and was proved."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from stdnum.cl import rut

RUC = re.compile(r"(\d{10})-([\dK])", re.I)


def cnj_valid(number: str) -> bool:
    """Whether the two check digits of a Brazilian CNJ number are right (modulo 97, Resolution 65/2008)."""
    digits = re.sub(r"\D", "", number)
    if len(digits) != 20:
        return False
    return int(digits[7:9]) == 98 - int(digits[:7] + digits[9:] + "00") % 97


def ruc_valid(number: str) -> bool:
    """Whether the check digit of a Chilean RUC is right (modulo 11, as on identity cards). A rol has none: True."""
    found = RUC.search(re.sub(r"\s", "", number))
    return found is None or bool(rut.calc_check_digit(found[1]) == found[2].upper())


RULES: Mapping[str, Callable[[str], bool]] = {"br-cnj": cnj_valid, "cl": ruc_valid}


def right(code: str, number: str) -> bool:
    """Whether `number`, found by the pattern `code`, has the check digits it should have. True where there are none."""
    rule = RULES.get(code)
    return rule is None or rule(number)
