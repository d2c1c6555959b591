from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Registers the package."""

    name = "duijie.portal"
    label = "portal"
