from django.apps import AppConfig


class ReplayConfig(AppConfig):
    """Registers the package."""

    name = "duijie.replay"
    label = "replay"
