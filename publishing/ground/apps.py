from importlib import import_module

from django.apps import AppConfig


class GroundConfig(AppConfig):
    name = "publishing.ground"
    label = "ground"

    def ready(self) -> None:
        import_module("publishing.ground.checks")
        import_module("publishing.ground.signin")
        import_module("publishing.ground.lapses")  # its kinds of notices
        import_module("publishing.ground.leaving_wording")
