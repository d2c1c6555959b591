from django.apps import AppConfig


class RelationsConfig(AppConfig):
    """Registers the package."""

    name = "duijie.relations"
    label = "relations"
