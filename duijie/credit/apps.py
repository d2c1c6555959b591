from django.apps import AppConfig


class CreditConfig(AppConfig):
    """Registers the package."""

    name = "duijie.credit"
    label = "credit"
