"""How each pack treats each of the 40 guidelines, side by side."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from approvals.domain.places import BadPack, Place, codes, place
from approvals.domain.review import CHECKS, Check
from approvals.guidelines import GUIDELINES
from approvals.models import RuleChange, RuleKind
from approvals.rule_wording import WEIGHTS

from .rulebook import OfRules, named

BODIES_CONCERN = ("third-party-amplification", "link-safety")


class Comparison(OfRules):
    """The chosen packs, or those that the court switched on, or all."""

    template_name = "approvals/comparison.html"
    page_title = gettext_lazy("Compare the packs")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        packs = readable()
        on = RuleChange.objects.filter(court=self.court, kind=RuleKind.PACK).standing().values_list("code", flat=True)
        wanted = set(self.request.GET.getlist("pack")) or set(on)
        shown = [pack for pack in packs if pack.code in wanted] or packs
        return super().get_context_data(
            packs=[(pack, pack in shown) for pack in packs],
            guidelines=[compared(number, shown) for number in GUIDELINES],
            **kwargs,
        )


def readable() -> list[Place]:
    """The packs that can be read, by their titles."""
    found = []
    for code in codes():
        try:
            found.append(place(code))
        except BadPack:
            continue
    return sorted(found, key=lambda pack: pack.title)


def compared(number: int, packs: list[Place]) -> dict[str, Any]:
    """One guideline: what the base does, each pack that differs, and the names of those that do not."""
    checks = [check for check in CHECKS if number in check.guidelines]
    columns = [column(pack, number, checks) for pack in packs]
    return {
        "number": number,
        "title": GUIDELINES[number].title,
        "base": [(named(check.code), WEIGHTS[check.level]) for check in checks],
        "columns": [one for one in columns if one["lines"] or one["texts"]],
        "same": [one["title"] for one in columns if not one["lines"] and not one["texts"]],
    }


def column(pack: Place, number: int, checks: list[Check]) -> dict[str, Any]:
    """What one pack changes about one guideline."""
    served = {check.code for check in checks}
    weights = {row.check: row.level for row in pack.severities}
    words: dict[str, int] = {}
    for entry in pack.words:
        words[entry.check] = words.get(entry.check, 0) + len(entry.words)
    lines = [
        {"check": named(code), "weight": WEIGHTS.get(weights.get(code, "")), "words": words.get(code)}
        for code in (check.code for check in checks)
        if code in weights or code in words
    ]
    if pack.bodies and served & set(BODIES_CONCERN):
        lines.append({"check": _("Public bodies: %(names)s") % {"names": ", ".join(row.name for row in pack.bodies)}})
    texts = [text for text in pack.texts if number in text.guidelines]
    return {"code": pack.code, "title": pack.title, "lines": lines, "texts": texts}
