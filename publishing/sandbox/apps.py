from django.apps import AppConfig


class SandboxConfig(AppConfig):
    """A network of our own for rehearsals: it stores what it is given and shows it as a timeline."""

    name = "publishing.sandbox"
    label = "sandbox"
