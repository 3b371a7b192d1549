"""Decisions and the register of matters in Wagtail's admin."""

from __future__ import annotations

from typing import Any

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

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


class DecisionsItem(MenuItem):
    """Decisions, with how many wait for this person."""

    def is_shown(self, request: Any) -> bool:
        return shown_for(request, "round_read", "emergency_read")

    def render_component(self, request: Any) -> Any:
        item = super().render_component(request)
        if count := len(rounds_waiting(request.user)):
            item.label = _("Decisions (%(count)d)") % {"count": count}
        return item


class QuestionsItem(MenuItem):
    """Questions before posting, for advisers and for those who asked one, with how many wait for this adviser."""

    def is_shown(self, request: Any) -> bool:
        return shown_for(request, "question_answer") or questions_for(request.user).exists()

    def render_component(self, request: Any) -> Any:
        item = super().render_component(request)
        if count := to_answer(request.user).count():
            item.label = _("Questions (%(count)d)") % {"count": count}
        return item


class RosterItem(MenuItem):
    """Who is on duty and who stands for whom, for everybody of a court."""

    def is_shown(self, request: Any) -> bool:
        return shown_for(request, "roster_read")


class MattersItem(MenuItem):
    """The register, for those who keep it or read its cards."""

    def is_shown(self, request: Any) -> bool:
        return shown_for(request, "matter_card_read")


class NamesItem(MenuItem):
    """Questions about names and alerts, with how many wait for this registrar."""

    def is_shown(self, request: Any) -> bool:
        return shown_for(request, "homonym_answer")

    def render_component(self, request: Any) -> Any:
        item = super().render_component(request)
        if count := waiting(request.user):
            item.label = _("Names (%(count)d)") % {"count": count}
        return item


class QuietItem(MenuItem):
    """The calendar of quiet periods, with how many proposals this person can confirm."""

    def is_shown(self, request: Any) -> bool:
        return shown_for(request, "quiet_read")

    def render_component(self, request: Any) -> Any:
        item = super().render_component(request)
        if count := QuietPeriod.objects.all().waiting_for(request.user).count():
            item.label = _("Quiet periods (%(count)d)") % {"count": count}
        return item


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


class SweepItem(MenuItem):
    """What is out, with how many posts wait for this person's decision."""

    def is_shown(self, request: Any) -> bool:
        return shown_for(request, "sweep_read")

    def render_component(self, request: Any) -> Any:
        item = super().render_component(request)
        if count := Objection.objects.all().waiting_for(request.user).count():
            item.label = _("What is out (%(count)d)") % {"count": count}
        return item


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
