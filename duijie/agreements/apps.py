from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    """Registers the package."""

    name = "duijie.agreements"
    label = "agreements"
