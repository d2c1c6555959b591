from django.apps import AppConfig


class InnovationConfig(AppConfig):
    """Registers the package."""

    name = "duijie.innovation"
    label = "innovation"
