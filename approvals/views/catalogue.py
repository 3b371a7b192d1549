"""The catalogue of the guidelines, open to every member of a court."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from approvals.domain.review import CHECKS
from approvals.guidelines import GUIDELINES, checks_of, features_of, questions_of
from approvals.guidelines.base import Feature, Guideline
from approvals.guidelines.checks import CHECKS as NAMED
from approvals.guidelines.questions import QUESTIONS
from publishing.ground.models import Person

from .access import holds
from .shell import Shell


class Index(Shell):
    """All of them, and the checks with the guidelines that each serves."""

    template_name = "approvals/guidelines.html"
    page_title = gettext_lazy("Guidelines")
    header_icon = "pr-scales"
    right = ""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [{"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        checks = [{"named": NAMED[check.code], "numbers": check.guidelines} for check in CHECKS if check.code in NAMED]
        return super().get_context_data(guidelines=GUIDELINES.values(), checks=checks, **kwargs)


class Page(Index):
    """One of them: what it asks, what serves it, and what remains with people."""

    template_name = "approvals/guideline.html"
    guideline: Guideline

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        found = GUIDELINES.get(kwargs["number"])
        if found is None:
            raise Http404
        self.guideline = found

    def get_page_title(self) -> str:
        return _("Guideline %(number)d") % {"number": self.guideline.number}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": "", "label": self.get_page_title()}
        return [{"url": reverse("guidelines:index"), "label": Index.page_title}, here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        number, person = self.guideline.number, self.request.user
        return super().get_context_data(
            guideline=self.guideline,
            of_checks=[NAMED[code] for code in checks_of(number)],
            questions=[QUESTIONS[key] for key in questions_of(number)],
            features=[(feature, address(feature, person)) for feature in features_of(number)],
            before=GUIDELINES.get(number - 1),
            after=GUIDELINES.get(number + 1),
            **kwargs,
        )


def address(feature: Feature, person: Person) -> str:
    """Where `person` finds that feature; nothing when it has no page, or none that they may open."""
    if not feature.url or (feature.roles and not holds(person, *feature.roles)):
        return ""
    return reverse(feature.url)
