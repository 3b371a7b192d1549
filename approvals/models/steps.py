"""The steps of the one workflow. They decide nothing themselves: the services that `ready()` hands over do.

Wagtail's own buttons, forms and bulk actions find no action here, and `on_action` refuses whoever calls it.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task

from approvals.domain.route_table import BENCH, DESK


class Step(Task):
    """What all three share: closed to Wagtail's own ways, locked for everybody, superusers included."""

    class Meta:
        abstract = True

    def start(self, workflow_state: Any, user: Any = None) -> Any:
        # A snippet's state caches the object, and with it the revision, of the submission before this one.
        workflow_state._state.fields_cache.pop("content_object", None)
        task_state = super().start(workflow_state, user=user)
        services: Any = apps.get_app_config("approvals")
        services.step_begin(task_state=task_state, person=user)
        return task_state

    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> None:
        raise PermissionDenied(_("Decide on the decision page."))

    def get_actions(self, obj: Any, user: Any) -> list[Any]:
        return []

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        return True


class CheckGateTask(Step):
    """The checks decide at once: blocked, waiting for the author's words, or on to the people."""

    class Meta:
        verbose_name = _("check gate")


class VoteTask(Step):
    """A step whose seats people fill with their votes. The route of the round says which; without any it is skipped."""

    step = ""

    class Meta:
        abstract = True


class DeskTask(VoteTask):
    """Those who read for the court's offices: press office, registry, whoever is on duty."""

    step = DESK

    class Meta:
        verbose_name = _("desk")


class BenchTask(VoteTask):
    """The judge of the matter, or the president of the court."""

    step = BENCH

    class Meta:
        verbose_name = _("bench")
