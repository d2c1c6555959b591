from django.apps import AppConfig


class YieldsConfig(AppConfig):
    """Registers the package."""

    name = "duijie.yields"
    label = "yields"
