from django.apps import AppConfig


class CapacityConfig(AppConfig):
    """Registers the package."""

    name = "duijie.capacity"
    label = "capacity"
