from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApprovalsConfig(AppConfig):
    name = "approvals"
    verbose_name = _("Approvals")

    def ready(self) -> None:
        from publishing.ground.endings import endings_add
        from publishing.ground.notice_kinds import kinds_add
        from publishing.ground.rights import things_add
        from publishing.ground.rotation import STAYING

        from . import notice_kinds, rights, roster_wording, silence, subjects
        from .services import clearance_issue, leaving, leaving_register, step_begin
        from .services.importing.files import heads

        things_add(rights.THINGS)
        import_module("approvals.checks")
        # Called by the workflow's steps and its end, which load with the models and so cannot import services.
        self.step_begin = step_begin
        self.clearance_issue = clearance_issue
        STAYING["files of imports"] = heads
        silence.wagtail_workflow_mail()
        subjects.subjects_name()
        kinds_add(notice_kinds.KINDS | roster_wording.KINDS)
        endings_add(*leaving.ENDINGS, *leaving_register.ENDINGS)
