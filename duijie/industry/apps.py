from django.apps import AppConfig


class IndustryConfig(AppConfig):
    """Registers the package."""

    name = "duijie.industry"
    label = "industry"
