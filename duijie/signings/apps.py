from django.apps import AppConfig


class SigningsConfig(AppConfig):
    """Registers the package."""

    name = "duijie.signings"
    label = "signings"
