from django.apps import AppConfig


class FollowupConfig(AppConfig):
    """Registers the package."""

    name = "duijie.followup"
    label = "followup"
