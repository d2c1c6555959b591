from django.apps import AppConfig


class MatchingConfig(AppConfig):
    """Registers the package."""

    name = "duijie.matching"
    label = "matching"
