from importlib import import_module

from django.apps import AppConfig

from . import logs


class GroundConfig(AppConfig):
    name = "publishing.ground"
    label = "ground"

    def ready(self) -> None:
        import_module("publishing.ground.rights").things_add(import_module("publishing.ground.court_rights").THINGS)
        import_module("publishing.ground.checks")
        import_module("publishing.ground.signin")
        import_module("publishing.ground.lapses")  # its kinds of notices
        import_module("publishing.ground.granting")  # its kind of proposals
        import_module("publishing.ground.leaving_wording")
        queue = import_module("django_q.signals")
        queue.pre_execute.connect(logs.task_begins, dispatch_uid="logs.task_begins")
        queue.post_execute_in_worker.connect(logs.task_ends, dispatch_uid="logs.task_ends")
