from django.apps import AppConfig


class VettingConfig(AppConfig):
    """Registers the package."""

    name = "duijie.vetting"
    label = "vetting"
