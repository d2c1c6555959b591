from django.apps import AppConfig


class ParksConfig(AppConfig):
    """Registers the package."""

    name = "duijie.parks"
    label = "parks"
