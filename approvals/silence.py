"""Wagtail's own workflow mail repeats titles and comments; approvers get ours, which names neither."""

from typing import Any

from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted


def say_nothing(**kwargs: Any) -> None:
    """Stands where Wagtail would connect its mailer: a second receiver under the same id is not connected."""


def wagtail_workflow_mail() -> None:
    """Takes the places of Wagtail's four mailers. Must run before wagtail.admin is ready."""
    for signal, sender, uid in (
        (task_submitted, TaskState, "group_approval_task_submitted_email_notification"),
        (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification"),
        (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification"),
        (workflow_approved, WorkflowState, "workflow_state_approved_email_notification"),
    ):
        signal.connect(say_nothing, sender=sender, dispatch_uid=uid)
