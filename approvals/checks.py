"""System checks: a rule pack with a mistake is refused before anything starts."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, register

from approvals.domain.pack_check import problems
from approvals.domain.places import codes


@register()
def check_packs(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Every entry of every pack fits the checks. A court that switched on one that does not could say nothing."""
    hint = "Mend the entry, or take the file away after every court has switched the pack off."
    return [Error(str(problem), hint=hint, id="approvals.E001") for code in codes() for problem in problems(code)]
