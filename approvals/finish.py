"""The end of the workflow. Loaded together with Wagtail's models, so it imports nothing but the app registry."""

from typing import Any

from django.apps import apps


def finish_workflow(workflow_state: Any, user: Any = None) -> None:
    services: Any = apps.get_app_config("approvals")
    services.clearance_issue(workflow_state=workflow_state, person=user)
