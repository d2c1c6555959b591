from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Registers the package."""

    name = "duijie.ledger"
    label = "ledger"
