from django.apps import AppConfig


class FundsConfig(AppConfig):
    """Registers the package."""

    name = "duijie.funds"
    label = "funds"
