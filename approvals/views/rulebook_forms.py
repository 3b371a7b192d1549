"""Forms for the rules of a court."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from approvals.domain.own_words import LONGEST, LONGEST_SENTENCE
from approvals.domain.pack_check import LANGUAGES
from approvals.domain.phrases import EVERY, tables
from approvals.domain.review import CHECKS
from approvals.domain.rulebook import FIXED
from approvals.guidelines.checks import CHECKS as NAMED
from approvals.rule_wording import LANGUAGE_NAMES, WEIGHTS
from approvals.services.rulebooks import WordEntry

PLAIN: dict[str, Any] = {"dir": "auto", "spellcheck": "false", "autocomplete": "off"}


def lists() -> list[tuple[Any, list[tuple[str, str]]]]:
    """The lists of each check, for a choice in groups."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for check, table in sorted(tables()):
        if check in NAMED:
            words = f"{NAMED[check].title}: {table.replace('_', ' ')}"
            groups.setdefault(check, []).append((f"{check}:{table}", words))
    return sorted(((NAMED[check].title, found) for check, found in groups.items()), key=lambda row: str(row[0]))


def languages() -> list[tuple[str, Any]]:
    """By their names; every language at the end."""
    rest = sorted(((code, LANGUAGE_NAMES[code]) for code in LANGUAGES if code != EVERY), key=lambda row: str(row[1]))
    return [*rest, (EVERY, LANGUAGE_NAMES[EVERY])]


def weighed() -> list[tuple[str, str]]:
    """Checks whose weight can be changed, with their usual one."""
    rows = [(one.code, f"{NAMED[one.code].title} ({WEIGHTS[one.level]})") for one in CHECKS if one.code in NAMED]
    return sorted((row for row in rows if row[0] not in FIXED), key=lambda row: row[1])


class WordForm(forms.Form):
    """Words for one list of one check, and their test sentence."""

    where = {"check": "table"}
    table = forms.ChoiceField(label=_("Check and list"), choices=lists)
    language = forms.ChoiceField(label=_("Language"), choices=languages)
    words = forms.CharField(
        label=_("Words"),
        max_length=LONGEST,
        widget=forms.TextInput(attrs=PLAIN),
        help_text=_("As people write them; accents and capitals do not matter. A star at the end is any ending."),
    )
    sentence = forms.CharField(
        label=_("Test sentence"),
        max_length=LONGEST_SENTENCE,
        widget=forms.Textarea(attrs={**PLAIN, "rows": 2}),
        help_text=_("A whole sentence with these words. Where it needs a case, write 26-0000."),  # own_words.DOCKET
    )

    def entry(self) -> WordEntry:
        data = self.cleaned_data
        check, _colon, table = data["table"].partition(":")
        return WordEntry(check, table, data["language"], data["words"], data["sentence"])


class WeightForm(forms.Form):
    """Another weight for one check."""

    where: dict[str, str] = {}
    check = forms.ChoiceField(label=_("Check and its usual weight"), choices=weighed)
    weight = forms.ChoiceField(label=_("New weight"), choices=list(WEIGHTS.items()), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("Everybody in the court reads it, and it stays on record."),
    )


class BodyForm(forms.Form):
    """A domain or an account of a public body."""

    where = {"words": "address"}
    address = forms.CharField(
        label=_("Domain or account"),
        max_length=LONGEST,
        widget=forms.TextInput(attrs=PLAIN | {"dir": "ltr"}),
        help_text=_("Such as weather.example, with all that stands before it, or @weather@social.example."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("Who it is, and why the Court may point to it."),
    )
