"""Decisions and the register of matters in Wagtail's admin."""

from __future__ import annotations

from typing import Any

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from publishing.ground.menu import CountedItem
from publishing.ground.models import Person
from publishing.ground.shown import shown_for, shown_to

from .models import Objection, QuietPeriod
from .services.duties import rounds_waiting
from .urls import (
    decision_urls,
    guideline_urls,
    homonym_urls,
    matter_urls,
    question_urls,
    quiet_urls,
    roster_urls,
    rule_urls,
    sweep_urls,
)
from .views.homonyms import waiting
from .views.questions import questions_for, to_answer


class DecisionsItem(CountedItem):
    """Decisions, with how many wait for this person."""

    acts = ("round_read", "emergency_read")
    counted = _("Decisions (%(count)d)")

    def count(self, person: Person) -> int:
        return len(rounds_waiting(person))


class QuestionsItem(CountedItem):
    """Questions before posting, for advisers and for those who asked one, with how many wait for this adviser."""

    acts = ("question_answer",)
    counted = _("Questions (%(count)d)")

    def is_shown(self, request: Any) -> bool:
        return super().is_shown(request) or questions_for(request.user).exists()

    def count(self, person: Person) -> int:
        return to_answer(person).count()


class RosterItem(MenuItem):
    """Who is on duty and who stands for whom, for everybody of a court."""

    def is_shown(self, request: Any) -> bool:
        return shown_for(request, "roster_read")


class MattersItem(MenuItem):
    """The register, for those who keep it or read its cards."""

    def is_shown(self, request: Any) -> bool:
        return shown_for(request, "matter_card_read")


class NamesItem(CountedItem):
    """Questions about names and alerts, with how many wait for this registrar."""

    acts = ("homonym_answer",)
    counted = _("Names (%(count)d)")

    def count(self, person: Person) -> int:
        return waiting(person)


class QuietItem(CountedItem):
    """The calendar of quiet periods, with how many proposals this person can confirm."""

    acts = ("quiet_read",)
    counted = _("Quiet periods (%(count)d)")

    def count(self, person: Person) -> int:
        return QuietPeriod.objects.all().waiting_for(person).count()


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    return [
        path("decisions/", include(decision_urls)),
        path("questions/", include(question_urls)),
        path("matters/", include(matter_urls)),
        path("names/", include(homonym_urls)),
        path("quiet/", include(quiet_urls)),
        path("roster/", include(roster_urls)),
        path("rules/", include(rule_urls)),
        path("guidelines/", include(guideline_urls)),
        path("sweep/", include(sweep_urls)),
    ]


@hooks.register("register_admin_menu_item")
def decisions_item() -> MenuItem:
    return DecisionsItem(_("Decisions"), reverse("decisions:queue"), name="decisions", icon_name="pr-shield", order=200)


@hooks.register("register_admin_menu_item")
def questions_item() -> MenuItem:
    return QuestionsItem(_("Questions"), reverse("questions:index"), name="questions", icon_name="help", order=210)


@hooks.register("register_admin_menu_item")
def roster_item() -> MenuItem:
    return RosterItem(_("On duty"), reverse("roster:index"), name="roster", icon_name="group", order=260)


@hooks.register("register_admin_menu_item")
def matters_item() -> MenuItem:
    return MattersItem(_("Matters"), reverse("matters:index"), name="matters", icon_name="pr-scales", order=300)


@hooks.register("register_admin_menu_item")
def names_item() -> MenuItem:
    return NamesItem(_("Names"), reverse("homonyms:index"), name="names", icon_name="pr-person", order=310)


@hooks.register("register_admin_menu_item")
def quiet_item() -> MenuItem:
    return QuietItem(_("Quiet periods"), reverse("quiet:index"), name="quiet", icon_name="pr-quiet", order=320)


class SweepItem(CountedItem):
    """What is out, with how many posts wait for this person's decision."""

    acts = ("sweep_read",)
    counted = _("What is out (%(count)d)")

    def count(self, person: Person) -> int:
        return Objection.objects.all().waiting_for(person).count()


@hooks.register("register_admin_menu_item")
def sweep_item() -> MenuItem:
    return SweepItem(_("What is out"), reverse("sweep:index"), name="sweep", icon_name="pr-sent", order=325)


class GuidelinesItem(MenuItem):
    """The catalogue, for every member of a court."""

    def is_shown(self, request: Any) -> bool:
        return shown_to(request)


@hooks.register("register_admin_menu_item")
def guidelines_item() -> MenuItem:
    return GuidelinesItem(
        _("Guidelines"), reverse("guidelines:index"), name="guidelines", icon_name="list-ul", order=330
    )
