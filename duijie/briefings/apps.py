from django.apps import AppConfig


class BriefingsConfig(AppConfig):
    """The numbers that leave the house."""

    name = "duijie.briefings"
