from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    """Fill once, report many."""

    name = "duijie.returns"
