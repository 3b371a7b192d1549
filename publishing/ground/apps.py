from importlib import import_module

from django.apps import AppConfig


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
