from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Spreadsheets in and out."""

    name = "duijie.exchange"
