from django.apps import AppConfig


class LeadsConfig(AppConfig):
    """Registers the package."""

    name = "duijie.leads"
    label = "leads"
