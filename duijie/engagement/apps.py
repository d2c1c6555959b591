from django.apps import AppConfig


class EngagementConfig(AppConfig):
    """Registers the package."""

    name = "duijie.engagement"
    label = "engagement"
