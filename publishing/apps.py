from importlib import import_module

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "publishing"

    def ready(self) -> None:
        import_module("publishing.ground.rights").things_add(import_module("publishing.rights").THINGS)
        import_module("publishing.checks")
        import_module("publishing.watch.checks")
        import_module("publishing.subjects").subjects_name()
        kinds = import_module("publishing.notice_kinds").KINDS
        kinds_add = import_module("publishing.ground.notice_kinds").kinds_add
        kinds_add(kinds)
        kinds_add(import_module("publishing.watch.kinds").KINDS)
        for name in ("publishing.connecting", "publishing.services.lifting", "publishing.proposed"):
            import_module(name)  # their kinds of proposals, and how the words of all are kept
