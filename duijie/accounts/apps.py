from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Registers the package."""

    name = "duijie.accounts"
    label = "accounts"
