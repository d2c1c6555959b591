from django.apps import AppConfig


class VisitsConfig(AppConfig):
    """Registers the package."""

    name = "duijie.visits"
    label = "visits"
