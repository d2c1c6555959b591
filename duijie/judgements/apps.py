from django.apps import AppConfig


class JudgementsConfig(AppConfig):
    """Registers the package."""

    name = "duijie.judgements"
    label = "judgements"
