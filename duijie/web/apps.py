from django.apps import AppConfig


class WebConfig(AppConfig):
    """Registers the package."""

    name = "duijie.web"
    label = "web"
